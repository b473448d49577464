"""A small record built by hand: an emoji before a statement, cells like formulas, nested statements, corrections, codes."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from onrecord.record import Decision, Record, Run
from onrecord.schema.actor import Actor, Mention, Role, Speaker
from onrecord.schema.reading import Reading
from onrecord.schema.report import Report
from onrecord.schema.span import Span
from onrecord.schema.statement import Statement, statement_id

FERRY = Report(
    'The harbour 🚢 reopened on Monday.\n"=The ferries will sail," said Ada Marsh, the port director, "before Friday."\n'
    "She told reporters that the mayor had promised new boats.\nThe union rejected the plan.",
    source="reports/ferry.txt",
    title="Ferries to sail",
    publisher="The Quay",
    published=date(2024, 3, 5),
    author="B. Line",
    url="the-quay.invalid/1",
    section="Local",
)
STORM = Report("@coastguard warned that a storm\nwas coming. \x0b<b>Nobody</b> was hurt.", source="reports/storm.txt")
QUIET = Report("It rained all day.", title="-Rain", publisher="The Quay", published=date(2024, 4, 2))
MADE = "2026-01-02T00:00:00Z"


def span(report: Report, words: str) -> Span:
    start = report.text.index(words)
    return report.span(start, start + len(words))


def mention(report: Report, words: str, form: str = "name") -> Mention:
    found = span(report, words)
    return Mention(found.start, found.end, found.text, form)  # type: ignore[arg-type]


def statement(report: Report, contents: tuple[str, ...], **more: object) -> Statement:
    """A statement by the words of its spans."""
    source, cue, addressee = (None if more.get(part) is None else span(report, str(more[part])) for part in ("source", "cue", "addressee"))
    content = tuple(span(report, words) for words in contents)
    kind = more.get("kind", "indirect")
    return Statement(
        statement_id(report.id, kind, source, cue, content),  # type: ignore[arg-type]
        kind=kind,  # type: ignore[arg-type]
        type="assertion",
        source=source,
        cue=cue,
        content=content,
        speaker=more.get("speaker"),  # type: ignore[arg-type]
        addressee=addressee,
        date=more.get("date"),  # type: ignore[arg-type]
        stance=more.get("stance", "asserts"),  # type: ignore[arg-type]
        parent=more.get("parent"),  # type: ignore[arg-type]
        confidence=0.75,
        reasons=more.get("reasons", {}),  # type: ignore[arg-type]
    )


def ferry() -> Reading:
    marsh = Actor("a1", "Ada Marsh", "person", (mention(FERRY, "Ada Marsh"), mention(FERRY, "She", "pronoun")), (Role("port director"),))
    mayor = Actor("a2", "the mayor", "unnamed person", (mention(FERRY, "the mayor", "nominal"),))
    union = Actor("a3", "The union", "organisation", (mention(FERRY, "The union", "nominal"),))
    press = Actor("a4", "reporters", "unnamed group", (mention(FERRY, "reporters", "nominal"),))
    by_marsh = Speaker("a1", "Ada Marsh", "port director", "Port of Quay")
    quoted = statement(
        FERRY, ('"=The ferries will sail,"', '"before Friday."'), source="Ada Marsh, the port director,", cue="said", kind="direct",
        speaker=by_marsh, date="2024-03-04",
    )  # fmt: skip
    told = statement(
        FERRY, ("that the mayor had promised new boats",), source="She", cue="told", addressee="reporters",
        speaker=Speaker("a1", "Ada Marsh"), reasons={"date": "the report gives none"},
    )  # fmt: skip
    promised = statement(FERRY, ("new boats",), source="the mayor", cue="had promised", speaker=Speaker("a2", "the mayor"), parent=told.id)
    rejected = statement(FERRY, ("the plan",), source="The union", cue="rejected", speaker=Speaker("a3", "The union"), stance="rejects")
    return Reading(FERRY, (quoted, told, promised, rejected), (), (), (marsh, mayor, union, press), ())


def storm() -> Reading:
    warned = statement(STORM, ("that a storm\nwas coming",), cue="warned", source="@coastguard", reasons={"speaker": "no name"})
    hurt = statement(STORM, ("<b>Nobody</b>",), reasons={"speaker": "no source", "cue": "none"})
    return Reading(STORM, (warned, hurt), (), (), (), ())


def decisions() -> list[Decision]:
    """One statement rejected, one added with codes."""
    harbour = statement(FERRY, ("The harbour 🚢 reopened",), speaker=Speaker("new", "Cy Poll", None, "Port of Quay"))
    codes = {"concept": "=Open the harbour", "agreement": "1"}
    return [
        Decision(STORM.id, "reject", storm().statements[1].id, None, "ann", MADE, "no statement"),
        Decision(FERRY.id, "add", None, harbour, "ann", MADE, codes=codes),
    ]


def fill(record: Record) -> Record:
    run = record.run(Run("0.1"), "2026-01-01T00:00:00Z")
    for reading in (ferry(), storm(), Reading(QUIET, (), (), (), (), ())):
        record.add(reading, run, reading.report.source, "d")
    for decision in decisions():
        record.decide(decision)
    return record


@pytest.fixture
def record(tmp_path: Path) -> Iterator[Record]:
    with Record(tmp_path / "record.db", make=True) as made:
        yield fill(made)
