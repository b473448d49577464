"""What answers have in common: how many by speaker, by whom they are about, kind, stance, publisher; and what a record has."""

from collections.abc import Mapping
from dataclasses import dataclass

from onrecord.record.database import spoken
from onrecord.record.entries import STANDS
from onrecord.record.question import Question
from onrecord.record.search import conditions
from onrecord.record.store import Record

MOST = 10_000  # answers that are counted: of more, the shares of the first are near enough, and the page comes at once
_SPEAKER = """
    LEFT JOIN actors ON actors.key = statements.speaker LEFT JOIN joins ON joins.actor = actors.key
    LEFT JOIN identities ON identities.key = joins.identity
"""
_ABOUT = """
    JOIN about ON about.statement = statements.key JOIN actors ON actors.key = about.actor LEFT JOIN joins ON joins.actor = actors.key
    LEFT JOIN identities ON identities.key = joins.identity
"""
_NAMED = "AND actors.kind NOT IN ('unnamed person', 'unnamed group')"
_FACETS = {
    "speaker": ("coalesce(identities.name, actors.name)", _SPEAKER, _NAMED),
    "about": ("coalesce(identities.name, actors.name)", _ABOUT, _NAMED),
    "kind": ("statements.kind", "", ""),
    "stance": ("statements.stance", "", ""),
    "publisher": ("reports.publisher", "JOIN reports ON reports.key = statements.report", ""),
}
"""What each facet is called, and how its values are found."""


@dataclass(frozen=True, slots=True)
class Totals:
    """How much a record has, and between which days it was published."""

    reports: int
    statements: int
    events: int
    actors: int
    publishers: int
    first: str | None
    last: str | None


@dataclass(frozen=True, slots=True)
class Foremost:
    """An actor across reports, and in how many statements it speaks, or is spoken of."""

    id: str
    name: str
    statements: int


@dataclass(frozen=True, slots=True)
class Listed:
    """A report in a list."""

    id: str
    title: str | None
    publisher: str | None
    published: str | None
    words: int
    statements: int


def totals(record: Record) -> Totals:
    """How much a record has; actors are those across reports."""
    with spoken(record.path):
        row = record.db.execute(
            """
            SELECT (SELECT count(*) FROM reports), (SELECT count(*) FROM statements WHERE standing NOT IN ('rejected', 'replaced')),
                (SELECT count(*) FROM events), (SELECT count(DISTINCT identity) FROM joins), count(DISTINCT publisher), min(published),
                max(published)
            FROM reports
            """
        ).fetchone()
        return Totals(*row)


def facets(record: Record, question: Question, limit: int = 12) -> Mapping[str, tuple[tuple[str, int], ...]]:
    """For each facet its values with how many answers have them, from the most; of more than MOST answers, of so many."""
    with spoken(record.path):
        source, where, values, _ = conditions(record.db, question)
        counted = " UNION ALL ".join(f"SELECT * FROM ({_counted(name)})" for name in _FACETS)
        rows = record.db.execute(
            f"""
            WITH answers AS MATERIALIZED (SELECT statements.key AS found FROM {source} WHERE {where} LIMIT {MOST})
            {counted}
            """,
            (*values, *[limit] * len(_FACETS)),
        ).fetchall()
    return {name: tuple((value, many) for facet, value, many in rows if facet == name) for name in _FACETS}


def _counted(name: str) -> str:
    value, tables, more = _FACETS[name]
    many = "count(DISTINCT statements.key)" if name == "about" else "count(*)"  # only of these may one answer have several
    return f"""
        SELECT '{name}' AS facet, {value} AS value, {many} AS many FROM answers JOIN statements ON statements.key = answers.found {tables}
        WHERE value IS NOT NULL {more} GROUP BY value ORDER BY many DESC, value LIMIT ?
    """


def speakers(record: Record, limit: int = 10) -> tuple[Foremost, ...]:
    """Who speaks most, in the last MOST statements that were taken in."""
    return _foremost(record, _SPEAKER.replace("LEFT JOIN actors", "JOIN actors"), limit)


def spoken_of(record: Record, limit: int = 10) -> tuple[Foremost, ...]:
    """Who is spoken of most, in the last MOST statements that were taken in."""
    return _foremost(record, _ABOUT, limit)


def _foremost(record: Record, tables: str, limit: int) -> tuple[Foremost, ...]:
    with spoken(record.path):
        rows = record.db.execute(
            f"""
            WITH latest AS MATERIALIZED (SELECT key, speaker FROM statements WHERE {STANDS} ORDER BY key DESC LIMIT {MOST})
            SELECT coalesce(identities.id, actors.id), coalesce(identities.name, actors.name), count(DISTINCT statements.key) AS many
            FROM latest AS statements {tables} WHERE true {_NAMED} GROUP BY 1 ORDER BY many DESC, 2 LIMIT ?
            """,
            (limit,),
        )
        return tuple(Foremost(*row) for row in rows)


def reports_listed(record: Record, limit: int, offset: int = 0) -> tuple[Listed, ...]:
    """The reports from the latest."""
    with spoken(record.path):
        rows = record.db.execute(
            """
            SELECT id, title, publisher, published, words, (SELECT count(*) FROM statements WHERE report = reports.key
                AND standing NOT IN ('rejected', 'replaced'))
            FROM reports ORDER BY published IS NULL, published DESC, key LIMIT ? OFFSET ?
            """,
            (limit, offset),
        )
        return tuple(Listed(*row) for row in rows)
