"""Statements and records built by hand, of an invented debate about a lake."""

from datetime import date
from pathlib import Path
from typing import Any

from onrecord.coding.codebook import Codebook, codebook_of
from onrecord.coding.coder import Coder
from onrecord.record import Record
from onrecord.schema.coding import Coding
from onrecord.schema.reading import Reading
from onrecord.schema.report import Report
from onrecord.schema.statement import Statement
from tests.record.conftest import RUN, actor, statement

DRAIN, FERRY = "The lake should be drained", "The ferry needs money"
BOOK = f"""
concepts:
  - name: {DRAIN}
    description: To empty the lake.
    words: [drain the lake, {{against: keep the lake}}]
    patterns: ["empty ... lake", "lake ... drained"]
    unless: [storm drain]
    for: [The water has to go.]
    against: [The swans would have no home.]
  - name: {FERRY}
    words: [ferry subsidy, money for the ferry]
"""


def book(text: str = BOOK) -> Codebook:
    return codebook_of(text, "book.yaml")


def coded(content: str, *, coder: Coder | None = None, **more: Any) -> list[Coding]:
    """The codings of one statement with this content; of a cue too, which stands before it."""
    cue = more.pop("cue", None)
    report = Report(f"Wells {cue} {content} And so on." if cue else f"{content} And so on.")
    if cue:
        more["cue"] = cue
    said = statement(report, content, kind="indirect", **more)
    codings = (coder or Coder(book())).code(report, [said])
    assert all(report.holds(span) for coding in codings for sign in coding.signs for span in sign.spans)
    return codings


def side(content: str, **more: Any) -> bool | None:
    """Whether a statement agrees to drain the lake; None where it does not speak of it."""
    return next((coding.agreement for coding in coded(content, **more) if coding.concept == DRAIN), None)


def reading(number: int, *said: tuple[str, str], day: date | None = date(2021, 5, 4), publisher: str = "Tarn Post") -> Reading:
    """A report with a statement a line: who, and what."""
    report = Report(
        f"Report {number}.\n" + "\n".join(f"{who} said: {what}." for who, what in said),
        publisher=publisher,
        published=day,
        source=f"{number}.txt",
    )
    people = {who: actor(report, who) for who, _ in said}
    statements = tuple(statement(report, what, who, people[who], kind="indirect") for who, what in said)
    return Reading(report, statements, (), (), tuple(people.values()), ())


def filled(path: Path, *readings: Reading) -> Record:
    """A record of these reports, joined."""
    record = Record(path, make=True)
    add(record, *readings)
    return record


def add(record: Record, *readings: Reading, again: bool = False) -> None:
    run = record.run(RUN, "2021-06-01T00:00:00Z")
    for one in readings:
        record.add(one, run, one.report.source, "digest", again=again)
    record.group()


def of_text(text: str) -> tuple[Report, Statement]:
    report = Report(text)
    return report, statement(report, text, kind="indirect")
