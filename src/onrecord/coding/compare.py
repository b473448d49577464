"""How a codebook's codings compare with those of people: for statements that coders brought along with a concept of theirs (DNA)."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from onrecord.coding.codebook import Codebook
from onrecord.coding.coder import Coder
from onrecord.record import Entry, Record


@dataclass(slots=True)
class Comparison:
    """One concept's codings beside those of people; it counts, so it is no frozen value.

    Attributes:
        people: statements that people coded with it.
        both: those of them that the codebook codes with it too.
        same: those of them on the same side.
        only_codebook: statements that people coded with other concepts alone, and the codebook with this one.
    """

    concept: str
    people: int = 0
    both: int = 0
    same: int = 0
    only_codebook: int = 0


def compare(record: Record, codebook: Codebook) -> list[Comparison]:
    """The comparison for each concept of the codebook; names are compared whatever their case.

    People may have coded one stretch of text several times, with a concept each: it counts for each of them.
    """
    found = {concept.name.casefold(): Comparison(concept.name) for concept in codebook.concepts}
    coder = Coder(codebook)
    for report in record.reports():
        for entries in _by_place(entry for entry in record.entries(report.id) if "concept" in entry.codes):
            people = {entry.codes["concept"].casefold(): _agrees(entry) for entry in entries}
            blind = replace(entries[0].statement, stance="asserts")  # that of an imported statement is what the coder said
            codings = {coding.concept.casefold(): coding.agreement for coding in coder.code(report, [blind])}
            for name, side in people.items():
                if name in found:
                    found[name].people += 1
                    found[name].both += name in codings
                    found[name].same += codings.get(name) is side
            for name in codings.keys() - people.keys():
                found[name].only_codebook += 1
    return list(found.values())


def _by_place(entries: Iterator[Entry]) -> list[list[Entry]]:
    places: dict[tuple[int, int], list[Entry]] = {}
    for entry in entries:
        content = entry.statement.content
        places.setdefault((content[0].start, content[-1].end), []).append(entry)
    return list(places.values())


def _agrees(entry: Entry) -> bool:
    return entry.codes.get("agreement", "1").strip().lower() not in ("0", "false", "no", "")
