"""A whole record coded: report by report, those that are new or were read again; what people decided holds, and is learned from."""

import json
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from onrecord.coding.adjudicator import Doubt, ask_all, prompt_of, with_opinions
from onrecord.coding.codebook import Codebook, codebook_of_plain
from onrecord.coding.coder import Coder, turned_by_stance
from onrecord.coding.learned import Learned
from onrecord.coding.server import Server
from onrecord.errors import RecordError
from onrecord.record import Entry, Record
from onrecord.record.concepts import Concepts
from onrecord.record.rows import JOINT
from onrecord.schema.report import Report

TOGETHER = 200  # reports in a transaction


@dataclass(frozen=True, slots=True)
class Asked:
    """What became of asking a model server: how many were asked about and accepted, and what went wrong, in one line."""

    asked: int
    accepted: int
    problem: str | None


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
    reports = concepts.uncoded()
    _code(concepts, codebook, reports)
    return len(reports)


def _code(concepts: Concepts, codebook: Codebook, reports: list[str]) -> None:
    coder = Coder(codebook, learned_of(concepts))
    for first in range(0, len(reports), TOGETHER):
        with concepts.record.writing():
            for id_ in reports[first : first + TOGETHER]:
                report, entries = concepts.entries(id_)
                codings = coder.code(report, [entry.statement for entry in entries])
                if opinions := concepts.opinions(id_):
                    codings = with_opinions(codings, opinions, _Prompts(codebook, report, entries))
                concepts.put(report, codings)


class _Prompts:
    """What would be asked about the statements of a report; a class, because it is given as a callable with its report."""

    def __init__(self, codebook: Codebook, report: Report, entries: Iterable[Entry]) -> None:
        self._concepts = {concept.name: concept for concept in codebook.concepts}
        self._report = report
        self._entries = {entry.statement.id: entry for entry in entries}

    def doubt(self, statement: str, concept: str) -> Doubt:
        entry = self._entries[statement]
        return Doubt(self._report, entry.statement, entry.speaker_name, self._concepts[concept])

    def __call__(self, statement: str, concept: str) -> str:
        return json.dumps(prompt_of(self.doubt(statement, concept)), ensure_ascii=False)


def adjudicate(record: Record, server: Server, most: int) -> Asked:
    """Ask a model server about the least certain codings, and code their reports again with what it says.

    What was asked before in the same words of the same model is not asked again.
    """
    concepts = Concepts(record)
    codebook = kept_codebook(concepts)
    before = {(its.prompt, its.model) for its in concepts.opinions() if its.answer is not None}
    doubts: list[Doubt] = []
    for coded in concepts.codings(doubtful=True, limit=most):
        report = coded.entry.report
        prompts = _Prompts(codebook, record.report(report), [coded.entry])
        if (prompts(coded.coding.statement, coded.coding.concept), server.model) not in before:
            doubts.append(prompts.doubt(coded.coding.statement, coded.coding.concept))
    known = len(concepts.opinions())
    problem = ask_all(server, doubts, concepts.keep_opinion)
    new = concepts.opinions()[known:]
    _code(concepts, codebook, list(dict.fromkeys(its.report for its in new if its.accepted)))
    return Asked(len(new), sum(its.accepted for its in new), problem)


def kept_codebook(concepts: Concepts) -> Codebook:
    """The codebook that the record keeps."""
    definitions = concepts.definitions()
    if not definitions:
        raise RecordError(f"{concepts.record.path}: has no codebook yet; give one: onrecord concepts code RECORD --codebook FILE")
    return codebook_of_plain(definitions, str(concepts.record.path))


def learned_of(concepts: Concepts) -> Learned:
    """What people decided, as examples."""
    sides: dict[str, dict[bool | None, tuple[tuple[str, str], ...]]] = defaultdict(dict)
    for decision, entry in concepts.decided():
        agreement = decision.agreement
        if agreement is not None and turned_by_stance(entry.statement):
            agreement = not agreement  # what the words say, without the "denied that" around them
        its = sides[decision.concept]
        content = JOINT.join(span.text for span in entry.statement.content)
        its[agreement] = (*its.get(agreement, ()), (entry.statement.id, content))
    return Learned(sides)
