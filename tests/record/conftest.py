"""Small readings built by hand, of invented reports, and a record of them."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from onrecord.record import Record, Run
from onrecord.schema.actor import Actor, Mention, Role, Speaker
from onrecord.schema.reading import Reading
from onrecord.schema.report import Report
from onrecord.schema.span import Span
from onrecord.schema.statement import Statement, statement_id

RUN = Run("0.1", "net")


def place(report: Report, words: str) -> Span:
    """The first place of these words in a report."""
    start = report.text.index(words)
    return report.span(start, start + len(words))


def actor(report: Report, name: str, *others: str, kind: Any = "person", roles: tuple[Role, ...] = ()) -> Actor:
    """An actor whose name and other words all stand in the report."""
    spans = sorted(place(report, words) for words in (name, *others))
    mentions = tuple(Mention(s.start, s.end, s.text, "name" if s.text == name else "pronoun") for s in spans)
    return Actor(f"{report.id[:6]}-{name}", name, kind, mentions, roles)


def statement(report: Report, content: str, source: str | None = None, speaker: Actor | None = None, **more: Any) -> Statement:
    """A statement whose words stand in the report; several spans of content are parted by " ... "."""
    spans = tuple(place(report, words) for words in content.split(" ... "))
    its_source = None if source is None else place(report, source)
    cue = place(report, more.pop("cue")) if "cue" in more else None
    addressee = place(report, more.pop("addressee")) if "addressee" in more else None
    role = speaker.roles[0] if speaker and speaker.roles else None
    who = None if speaker is None else Speaker(speaker.id, speaker.name, *((role.role, role.affiliation) if role else ()))
    kind = more.pop("kind", "direct")
    plain = {"type": "assertion", "date": None, "stance": "asserts", "parent": None, "confidence": 0.9} | more
    id_ = statement_id(report.id, kind, its_source, cue, spans)
    return Statement(id=id_, kind=kind, source=its_source, cue=cue, content=spans, speaker=who, addressee=addressee, **plain)


def tarn() -> Reading:
    """A report with a nested statement, an addressee, and two speakers."""
    report = Report(
        'TARN, 2 May — "We will drain the lake," Ada Wells, the mayor of Tarn, told reporters on Monday. '
        'She said Bo Lund had called the plan "madness" — 🦢 swans or not. Mr. Lund denied it.',
        source="tarn.txt",
        title="Mayor: lake will go",
        publisher="Tarn Post",
        published=date(2021, 5, 4),
    )
    wells = actor(report, "Ada Wells", "We", "She", roles=(Role("mayor", "Tarn"),))
    lund = actor(report, "Bo Lund", "Mr. Lund")
    press = actor(report, "reporters", kind="unnamed group")
    drain = statement(
        report, '"We will drain the lake,"', "Ada Wells, the mayor of Tarn", wells, cue="told", addressee="reporters", date="2021-05-03"
    )
    outer = statement(report, 'Bo Lund had called the plan "madness"', "She", wells, cue="said", kind="mixed")
    inner = statement(report, "madness", "Bo Lund", lund, cue="called", parent=outer.id, stance="rejects")
    denial = statement(report, "it", "Mr. Lund", lund, cue="denied", kind="indirect", stance="denies")
    return Reading(report, (drain, outer, inner, denial), (), (), (wells, lund, press), ())


def ferry() -> Reading:
    """A report of another paper, without a known speaker for one of its statements."""
    report = Report(
        "The mayor was plain. “We will drain the lake, and soon,” Ada Wells said. The ferry, people say, is doomed.",
        source="ferry.txt",
        publisher="Ferry Herald",
        published=date(2021, 5, 9),
    )
    wells = actor(report, "Ada Wells", "We")
    drain = statement(report, "“We will drain the lake, and soon,”", "Ada Wells", wells, cue="said")
    doomed = statement(report, "The ferry ... is doomed", "people", None, cue="say", kind="indirect")
    return Reading(report, (drain, doomed), (), (), (wells,), ())


@pytest.fixture
def record(tmp_path: Path) -> Iterator[Record]:
    """A record of the two reports."""
    with Record(tmp_path / "small.db", make=True) as made:
        run = made.run(RUN, "2021-06-01T00:00:00Z")
        for reading in (tarn(), ferry()):
            made.add(reading, run, reading.report.source, "digest")
        yield made
