"""What nobody has decided about yet, the least certain first: statements, events, positions, one by one or many at once."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from onrecord.record.corrections import Decision
from onrecord.record.database import spoken
from onrecord.record.entries import events_of
from onrecord.record.findings import FindingDecision, Found
from onrecord.record.query import fts_of_words
from onrecord.record.question import Hit, Question
from onrecord.record.rows import Finding
from onrecord.record.search import conditions, hits_of, publishers
from onrecord.record.stands import positions_of
from onrecord.record.store import Record

_NAMED = """
    SELECT rowid FROM actor_words WHERE actor_words MATCH :words
    UNION SELECT actor FROM joins WHERE identity IN (SELECT rowid FROM identity_words WHERE identity_words MATCH :words)
"""
_BY: dict[Finding, str] = {
    "event": f"""(events.actor IN ({_NAMED}) OR events.recipient IN ({_NAMED})
        OR events.key IN (SELECT event FROM event_actors WHERE event_actors.actor IN ({_NAMED})))""",
    "position": f"(positions.actor IN ({_NAMED}) OR positions.target IN ({_NAMED}))",
}


@dataclass(frozen=True, slots=True)
class Sieve:
    """Which of them.

    Attributes:
        question: as a search has it; its order is not used.
        below: only those less certain than this.
    """

    question: Question = Question()  # noqa: RUF009 (frozen)
    below: float | None = None


@dataclass(frozen=True, slots=True)
class FindingSieve:
    """Which events or positions.

    Attributes:
        actor: words of the name of somebody who takes part, or stands there, or towards whom.
        type: of an event, in capitals; of a position its stance.
        below: only those less certain than this; a position that nothing else proves has no certainty, and is among them.
    """

    finding: Finding
    actor: str | None = None
    type: str | None = None
    publisher: str | None = None
    below: float | None = None


@dataclass(frozen=True, slots=True)
class Waiting:
    """An event or a position that waits, with its id, its report's, and how certain it is."""

    id: str
    report: str
    found: Found
    confidence: float | None


def count_open(record: Record, sieve: Sieve) -> int:
    """How many there are."""
    tables, where, values = _where(record, sieve)
    with spoken(record.path):
        return int(record.db.execute(f"SELECT count(*) FROM {tables} WHERE {where}", values).fetchone()[0])


def still_open(record: Record, sieve: Sieve, limit: int, offset: int = 0) -> list[Hit]:
    """Some of them, from the least certain."""
    tables, where, values = _where(record, sieve)
    with spoken(record.path):
        rows = record.db.execute(
            f"SELECT statements.key, 0.0 FROM {tables} WHERE {where} ORDER BY confidence, statements.key LIMIT ? OFFSET ?",
            (*values, limit, offset),
        ).fetchall()
        return list(hits_of(record.db, rows, sieve.question.words))


def of_all(record: Record, sieve: Sieve, decision: Decision) -> Iterator[Decision]:
    """The same decision (accept or reject) about each of them."""
    tables, where, values = _where(record, sieve)
    with spoken(record.path):
        for statement, report in record.db.execute(
            f"SELECT statements.id, (SELECT id FROM reports WHERE key = statements.report) FROM {tables} WHERE {where}", values
        ).fetchall():
            yield Decision(report, decision.verb, statement, None, decision.author, decision.made, decision.reason)


def _where(record: Record, sieve: Sieve) -> tuple[str, str, tuple[object, ...]]:
    with spoken(record.path):
        tables, where, values, _ = conditions(record.db, sieve.question)
    where += " AND statements.standing = 'read'"
    if sieve.below is not None:
        return tables, f"{where} AND confidence < ?", (*values, sieve.below)
    return tables, where, tuple(values)


def count_findings(record: Record, sieve: FindingSieve) -> int:
    """How many there are."""
    with spoken(record.path):
        where, values = _where_findings(record, sieve)
        return int(record.db.execute(f"SELECT count(*) FROM {sieve.finding}s WHERE {where}", values).fetchone()[0])


def open_findings(record: Record, sieve: FindingSieve, limit: int = -1, offset: int = 0) -> list[Waiting]:
    """Some of them, from the least certain."""
    table = f"{sieve.finding}s"
    with spoken(record.path):
        where, values = _where_findings(record, sieve)
        rows = record.db.execute(
            f"""
            SELECT key, id, (SELECT id FROM reports WHERE key = {table}.report), confidence FROM {table}
            WHERE {where} ORDER BY confidence, key LIMIT :limit OFFSET :offset
            """,
            {**values, "limit": limit, "offset": offset},
        ).fetchall()
        keys = [row[0] for row in rows]
        found = dict(zip(keys, events_of(record.db, keys), strict=True)) if sieve.finding == "event" else positions_of(record.db, keys)
        return [Waiting(id_, report, found[key], confidence) for key, id_, report, confidence in rows]


def of_all_findings(
    record: Record, sieve: FindingSieve, verb: Literal["accept", "reject"], author: str, made: str, reason: str | None
) -> list[FindingDecision]:
    """The same decision about each of them."""
    return [
        FindingDecision(sieve.finding, verb, one.report, one.id, one.found, None, author, made, reason)
        for one in open_findings(record, sieve)
    ]


def _where_findings(record: Record, sieve: FindingSieve) -> tuple[str, dict[str, object]]:
    where, values = ["standing = 'read'"], dict[str, object]()
    if sieve.actor is not None:
        where.append(_BY[sieve.finding])
        values["words"] = fts_of_words(sieve.actor)
    if sieve.type is not None:
        where.append(f"{'type' if sieve.finding == 'event' else 'stance'} = :type")
        values["type"] = sieve.type
    if sieve.publisher is not None:
        names = publishers(record.db, sieve.publisher)
        where.append(f"report IN (SELECT key FROM reports WHERE publisher IN ({','.join(f':p{n}' for n, _ in enumerate(names))}))")
        values |= {f"p{n}": name for n, name in enumerate(names)}
    if sieve.below is not None:
        where.append("(confidence < :below OR confidence IS NULL)")
        values["below"] = sieve.below
    return " AND ".join(where), values
