"""Many small reports of invented people, in few words each."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from onrecord.record import Record
from onrecord.schema.actor import Actor, Role
from onrecord.schema.reading import Reading
from onrecord.schema.report import Report
from onrecord.schema.statement import Statement
from tests.record.conftest import RUN, actor, statement

Person = tuple[str, str, dict[str, str], tuple[Role, ...]]
Named = str | tuple[str, str] | tuple[str, str, dict[str, str]] | Person
"""A person's name; or a name with its kind, its codes, its roles."""


def held(name: str, country: str | None, office: str = "president") -> Person:
    """A person in an office."""
    return name, "person", {}, (Role(office, country),)


def made(number: int, *who: Named, day: date | None = date(2021, 5, 4), also: dict[str, str] | None = None) -> Reading:
    """A report that names some actors, the first of whom says something.

    Args:
        also: other words of the report for an actor, by its name: names too.
    """
    named = [(one,) if isinstance(one, str) else one for one in who]
    others = list((also or {}).values())
    report = Report(
        f"Report {number}. It names {', and '.join([*(one[0] for one in named), *others])}. The lake is full, it says again.",
        source=f"{number}.txt",
        publisher="Tarn Post",
        published=day,
    )
    actors = tuple(_actor(report, *one, also=(also or {}).get(one[0])) for one in named)
    said: tuple[Statement, ...] = (statement(report, "The lake is full", "it", actors[0], cue="says", kind="indirect"),) if actors else ()
    return Reading(report, said, (), (), actors, ())


def _actor(
    report: Report,
    name: str,
    kind: str = "person",
    codes: dict[str, str] | None = None,
    roles: tuple[Role, ...] = (),
    *,
    also: str | None = None,
) -> Actor:
    found = actor(report, name, *((also,) if also else ()), kind=kind, roles=roles)
    mentions = tuple(replace(mention, form="nominal" if kind.startswith("unnamed") else "name") for mention in found.mentions)
    return replace(found, codes=codes or {}, mentions=mentions)


def filled(path: Path, readings: Iterable[Reading]) -> Record:
    """A record of these reports, joined."""
    record = Record(path, make=True)
    add(record, readings)
    return record


def add(record: Record, readings: Iterable[Reading]) -> None:
    """Put reports into a record, and join its actors."""
    run = record.run(RUN, "2021-06-01T00:00:00Z")
    for reading in readings:
        record.add(reading, run, reading.report.source, "digest")
    record.group()


def groups(record: Record) -> set[frozenset[tuple[str, str]]]:
    """Who counts as the same, as (report's source without ".txt", name) of each; those who count as nobody else are left out."""
    rows = record.db.execute(
        """
        SELECT identity, replace(source, '.txt', ''), actors.name FROM joins JOIN actors ON actors.key = actor
        JOIN reports ON reports.key = report WHERE identity IS NOT NULL
        """
    )
    found: dict[int, set[tuple[str, str]]] = {}
    for identity, source, name in rows:
        found.setdefault(identity, set()).add((source, name))
    return {frozenset(group) for group in found.values()}


def state(record: Record) -> list[tuple[object, ...]]:
    """All that the record says of who is the same, but the history of decisions."""
    return [
        *record.db.execute("SELECT * FROM joins ORDER BY actor"),
        *record.db.execute("SELECT * FROM identities ORDER BY key"),
        *record.db.execute("SELECT rowid FROM identity_words WHERE identity_words MATCH 'wells' ORDER BY rowid"),
    ]


def together(record: Record, *places: tuple[str, str]) -> bool:
    """Whether these are one."""
    return any(set(places) <= group for group in groups(record))


def names(found: Sequence[object]) -> list[str]:
    """The names of what was found."""
    return [one.name for one in found]  # type: ignore[attr-defined]
