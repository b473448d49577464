"""A whole record coded: report by report, those that are new or were read again; what people decided holds, and is learned from."""

from collections import defaultdict

from onrecord.coding.codebook import Codebook, codebook_of_plain
from onrecord.coding.coder import Coder, turned_by_stance
from onrecord.coding.learned import Learned
from onrecord.errors import RecordError
from onrecord.record import Record
from onrecord.record.concepts import Concepts
from onrecord.record.rows import JOINT

TOGETHER = 200  # reports in a transaction


def code_record(record: Record, codebook: Codebook | None = None, *, again: bool = True) -> int:
    """Code the statements of a record; gives how many reports were coded.

    Args:
        codebook: None: the one that it was last coded with.
        again: also reports that were coded before; then decisions made since are learned from everywhere.

    Raises:
        RecordError: no codebook was given, and the record has none.
    """
    concepts = Concepts(record)
    if codebook is None:
        codebook = kept_codebook(concepts)
    else:
        concepts.keep([(concept.name, concept.description, concept.to_dict()) for concept in codebook.concepts])
    if again:
        concepts.code_again()
    coder = Coder(codebook, learned_of(concepts))
    reports = concepts.uncoded()
    for first in range(0, len(reports), TOGETHER):
        with record.writing():
            for id_ in reports[first : first + TOGETHER]:
                report, entries = concepts.entries(id_)
                concepts.put(report, coder.code(report, [entry.statement for entry in entries]))
    return len(reports)


def kept_codebook(concepts: Concepts) -> Codebook:
    """The codebook that the record keeps."""
    definitions = concepts.definitions()
    if not definitions:
        raise RecordError(f"{concepts.record.path}: has no codebook yet; give one: onrecord concepts code RECORD --codebook FILE")
    return codebook_of_plain(definitions, str(concepts.record.path))


def learned_of(concepts: Concepts) -> Learned:
    """What people decided, as examples."""
    sides: dict[str, dict[bool | None, tuple[str, ...]]] = defaultdict(dict)
    for decision, entry in concepts.decided():
        agreement = decision.agreement
        if agreement is not None and turned_by_stance(entry.statement):
            agreement = not agreement  # what the words say, without the "denied that" around them
        its = sides[decision.concept]
        its[agreement] = (*its.get(agreement, ()), JOINT.join(span.text for span in entry.statement.content))
    return Learned(sides)
