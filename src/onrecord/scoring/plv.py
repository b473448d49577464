"""Types of events on sentences whose actor and recipient are given: PLV (Hu et al. 2024), macro-F1 over its roots and over the four quads.

The columns penta_L*, root_L*, prompt_*, modality_* and silver_* hold other systems' answers and are not read.
"""

import csv
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from onrecord.errors import CorpusError
from onrecord.schema.actor import ActorRef
from onrecord.schema.event import Event
from onrecord.schema.reading import Reading
from onrecord.scoring.counts import Counts

QUADS = {
    **dict.fromkeys(("AGREE", "CONSULT", "SUPPORT"), "1"),
    **dict.fromkeys(("COOPERATE", "AID", "YIELD"), "2"),
    **dict.fromkeys(("REQUEST", "ACCUSE", "REJECT", "THREATEN"), "3"),
    **dict.fromkeys(("PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"), "4"),
}
"""The quad of each root: SANCTION is material, as in the corpus (docs/codebook.md)."""

_MARK = re.compile(r"</?[st]>")


@dataclass(frozen=True, slots=True)
class PlvRow:
    """One sentence.

    Attributes:
        source, target: start and end in code points; None where the row marks none and does not name one of the sentence's words.
        root: of PLOVER, CONCEDE and RETREAT as YIELD.
    """

    id: str
    text: str
    source: tuple[int, int] | None
    target: tuple[int, int] | None
    root: str
    quad: str


def read_plv(path: Path) -> list[PlvRow]:
    """The rows of a PLV-shaped file.

    Raises:
        CorpusError: it is none.
    """
    try:
        with path.open(encoding="utf-8", newline="") as lines:
            return [_row(its) for its in csv.DictReader(lines, delimiter="\t")]
    except (OSError, KeyError, TypeError, UnicodeError, csv.Error) as error:
        raise CorpusError(
            f"{path}: not PLV's columns sentence_id, marked_sentence, source, target, gold_root, gold_penta ({error!r})"
        ) from error


def _row(its: dict[str, str]) -> PlvRow:
    text, places, at = "", dict[str, int](), 0
    marked = its["marked_sentence"]
    for mark in _MARK.finditer(marked):
        text += marked[at : mark.start()]
        places.setdefault(mark[0], len(text))
        at = mark.end()
    text += marked[at:]

    def place(letter: str, name: str) -> tuple[int, int] | None:
        if f"<{letter}>" in places and f"</{letter}>" in places:
            return places[f"<{letter}>"], places[f"</{letter}>"]
        start = text.find(name) if name else -1
        return (start, start + len(name)) if start >= 0 else None

    source, target = place("s", its["source"]), place("t", its["target"])
    return PlvRow(its["sentence_id"], text, source, target, its["gold_root"], its["gold_penta"])


def is_plv(path: Path) -> bool:
    """Whether a file is of this shape, by its first line."""
    if not path.is_file():
        return False
    with path.open(encoding="utf-8", errors="replace") as lines:
        return {"marked_sentence", "gold_root"} <= set(lines.readline().rstrip("\r\n").split("\t"))


def answer(row: PlvRow, reading: Reading) -> Event | None:
    """The event that the reading codes for the row's pair, the surest if there are several."""
    of = {actor.id: actor for actor in reading.actors}

    def at(place: tuple[int, int] | None, refs: Iterable[ActorRef | None]) -> bool:
        spans = (mention for ref in refs if ref is not None for mention in of[ref.id].mentions)
        return place is None or any(span.start < place[1] and place[0] < span.end for span in spans)

    its = (
        event
        for event in reading.events
        if at(row.source, (event.actor, *event.co_actors)) and at(row.target, (event.recipient, *event.co_recipients))
    )
    return max(its, key=lambda event: event.confidence, default=None)


def by_label(gold: Sequence[str], found: Sequence[str]) -> dict[str, Counts]:
    """The counts of each label that gold has."""
    return {
        label: Counts(
            sum(a == b == label for a, b in zip(gold, found, strict=True)), sum(b == label for b in found), sum(a == label for a in gold)
        )
        for label in sorted(set(gold))
    }


def macro_f1(gold: Sequence[str], found: Sequence[str]) -> float:
    """The mean F1 of the labels that gold has, in percent."""
    each = by_label(gold, found).values()
    return sum(counts.f1 for counts in each) / max(1, len(each))


def accuracy(gold: Sequence[str], found: Sequence[str]) -> float:
    """How many labels are right, in percent."""
    return 100 * sum(a == b for a, b in zip(gold, found, strict=True)) / max(1, len(gold))


def quad_of(votes: dict[str, float]) -> str:
    """The quad that the votes for roots make likeliest."""
    sums = dict.fromkeys("1234", 0.0)
    for root, probability in votes.items():
        sums[QUADS[root]] += probability
    return max(sums, key=lambda quad: sums[quad])
