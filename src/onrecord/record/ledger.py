"""All that people decided, about statements, events, positions and actors, as one list, from the latest."""

import json
from dataclasses import dataclass
from typing import Any, Literal

from onrecord.record.corrections import touches
from onrecord.record.database import spoken
from onrecord.record.findings import finding_in, finding_touches, told
from onrecord.record.rows import JOINT, Finding
from onrecord.record.store import Record


@dataclass(frozen=True, slots=True)
class Noted:
    """A decision with what it was about.

    Attributes:
        report, title: of the report, unless it is about actors.
        before, after: the words of the statement as it was, and as it should be, with their speakers; of an event or a position what
            it tells, and its two ends; names, where it is about actors.
        statement, becomes: the id of the statement as it was, and as it should be; of an event or a position its id.
        undone: when it was taken back.
    """

    id: str
    of: Literal["statement", "event", "position", "actor"]
    verb: str
    author: str
    made: str
    reason: str | None
    undone: str | None
    report: str | None
    title: str | None
    statement: str | None
    before: tuple[str | None, str | None]
    after: tuple[str | None, str | None]
    becomes: str | None = None


@dataclass(frozen=True, slots=True)
class Which:
    """Which decisions are asked for; what is None is not asked.

    Attributes:
        made: the very second, by which decisions that were made at once are known.
        about: the id of the statement, event or position.
    """

    author: str | None = None
    verb: str | None = None
    report: str | None = None
    made: str | None = None
    about: str | None = None
    standing: bool = False


_ALL = """
    SELECT decisions.id AS id, 'statement' AS of, verb, decisions.author AS author, made, reason, undone, decisions.key AS key,
        reports.id AS report, coalesce(reports.title, reports.source) AS title, statement, value, NULL AS was
    FROM decisions JOIN reports ON reports.key = decisions.report
    UNION ALL
    SELECT its.id, finding, verb, its.author, made, reason, undone, its.key, report_id, coalesce(reports.title, reports.source), finding_id,
        value, was
    FROM finding_decisions AS its LEFT JOIN reports ON reports.id = report_id
    UNION ALL
    SELECT id, 'actor', verb, author, made, reason, undone, key, NULL, NULL, name, NULL, NULL FROM actor_decisions
"""


def noted(record: Record, which: Which = Which(), limit: int = 50, offset: int = 0) -> tuple[Noted, ...]:
    """Decisions, from the latest."""
    where, values = _where(which)
    with spoken(record.path):
        rows = record.db.execute(
            f"SELECT * FROM ({_ALL}) WHERE {where} ORDER BY made DESC, key DESC, of DESC LIMIT ? OFFSET ?", (*values, limit, offset)
        ).fetchall()
        return tuple(_noted(record, *row) for row in rows)


def count_noted(record: Record, which: Which = Which()) -> int:
    """How many there are."""
    where, values = _where(which)
    with spoken(record.path):
        return int(record.db.execute(f"SELECT count(*) FROM ({_ALL}) WHERE {where}", values).fetchone()[0])


def authors(record: Record) -> tuple[tuple[str, int], ...]:
    """Who decided how often, from the one who decided most."""
    with spoken(record.path):
        return tuple(record.db.execute(f"SELECT author, count(*) FROM ({_ALL}) GROUP BY author ORDER BY count(*) DESC, author").fetchall())


def touched(record: Record, report: str) -> dict[str, int]:
    """How often each statement, event and position of a report was decided on: what a page that is looked at has to remember."""
    with spoken(record.path):
        row = record.db.execute("SELECT key FROM reports WHERE id = ?", (report,)).fetchone()
        return {} if row is None else touches(record.db, row[0]) | finding_touches(record.db, report)


def _where(which: Which) -> tuple[str, tuple[str, ...]]:
    wanted = {"author": which.author, "verb": which.verb, "report": which.report, "made": which.made}
    where = [f"{name} = ?" for name, value in wanted.items() if value is not None] + (["undone IS NULL"] if which.standing else [])
    values = [value for value in wanted.values() if value is not None]
    if which.about is not None:
        where.append("(statement = ? OR json_extract(value, '$.id') = ?)")
        values += [which.about] * 2
    return " AND ".join(where) or "true", tuple(values)


def _noted(record: Record, *row: Any) -> Noted:  # noqa: ANN401 (columns of several kinds)
    """A row of all as what it is."""
    id_, of, verb, author, made, reason, undone, key, report, title, about, value, was = row
    shared = id_, of, verb, author, made, reason, undone
    if of == "actor":
        names = record.db.execute("SELECT name FROM decided_actors WHERE decision = ? ORDER BY n", (key,)).fetchall()
        return Noted(*shared, None, None, None, (", ".join(name for (name,) in names), None), (about, None))
    if of in ("event", "position"):
        before, after = (_told(of, one) for one in (was, value))
        return Noted(*shared, report, title, about, before, after)
    plain = None if value is None else json.loads(value)
    after = (None, None) if plain is None else (JOINT.join(s["text"] for s in plain["content"]), (plain["speaker"] or {}).get("name"))
    said = record.db.execute("SELECT content, speaker_name FROM statements WHERE id = ? ORDER BY key LIMIT 1", (about,)).fetchone()
    return Noted(*shared, report, title, about, said or (None, None), after, plain["id"] if plain else None)


def _told(of: Finding, value: str | None) -> tuple[str | None, str | None]:
    found = finding_in(of, value)
    return (None, None) if found is None else told(found)
