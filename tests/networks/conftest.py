"""A small record made by hand: reports in which somebody says of or to somebody that it will rain."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from onrecord.record import Record, Run
from onrecord.schema.actor import Actor, Mention, Speaker
from onrecord.schema.reading import Reading
from onrecord.schema.report import Report
from onrecord.schema.span import Span
from onrecord.schema.statement import Statement, statement_id
from onrecord.schema.words import ActorKind, Stance

PEOPLE: dict[str, ActorKind] = {"Ada": "person", "Bob": "person", "Cleo": "person", "Tarn": "country", "officials": "unnamed group"}


@dataclass(frozen=True)
class Said:
    """One statement: who, of whom, to whom, on which day where that is not the report's."""

    speaker: str | None
    about: str | None = None
    to: str | None = None
    day: str | None = None
    stance: Stance = "asserts"


def reading(said: Sequence[Said], *, published: str | None = None, publisher: str | None = None, title: str = "") -> Reading:
    """A reading whose report has a line for each statement."""
    lines, places = "", []
    for one in said:
        places.append(len(lines))
        lines += f"{one.speaker or 'Nobody'} told {one.to or 'nobody'} that {one.about or 'rain'} fell.\n"
    report = Report(lines + title, published=published and date.fromisoformat(published), publisher=publisher)  # type: ignore[arg-type]
    mentions: dict[str, list[Mention]] = {}
    statements: dict[str, Statement] = {}
    for at, one in zip(places, said, strict=True):
        source, cue, to, content = _spans(report, at, one)
        for name, span in ((one.speaker, source), (one.to, to), (one.about, content)):
            if name:
                mentions.setdefault(name, []).append(Mention(span.start, span.start + len(name), name, "name"))
        key = statement_id(report.id, "indirect", source, cue, [content])
        speaker = Speaker(one.speaker, one.speaker) if one.speaker else None
        rest = (speaker, to if one.to else None, one.day, one.stance, None, 0.5)
        statements[key] = Statement(key, "indirect", "assertion", source, cue, (content,), *rest)
    actors = tuple(Actor(name, name, PEOPLE[name], tuple(places)) for name, places in mentions.items())
    return Reading(report, tuple(statements.values()), (), (), actors, ())


def _spans(report: Report, at: int, said: Said) -> tuple[Span, Span, Span, Span]:
    spans = []
    for words in (said.speaker or "Nobody", "told", said.to or "nobody", f"{said.about or 'rain'} fell"):
        start = report.text.index(words, at)
        spans.append(report.span(start, start + len(words)))
        at = start + len(words)
    return spans[0], spans[1], spans[2], spans[3]


Add = Callable[..., str]


@pytest.fixture
def record(tmp_path: Path) -> Iterator[Record]:
    with Record(tmp_path / "record.db", make=True) as made:
        yield made


@pytest.fixture
def add(record: Record) -> Add:
    """Put a reading into the record; gives its report's id."""
    run = record.run(Run("0.1"), "2026-01-01T00:00:00Z")

    def put(*said: Said, published: str | None = None, publisher: str | None = None, title: str = "") -> str:
        made = reading(said, published=published, publisher=publisher, title=title)
        record.add(made, run)
        return made.report.id

    return put
