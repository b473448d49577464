"""The statements that nobody has decided about yet, the least certain first: what is to be looked at, one by one or many at once."""

from collections.abc import Iterator
from dataclasses import dataclass

from onrecord.record.corrections import Decision
from onrecord.record.database import spoken
from onrecord.record.question import Hit, Question
from onrecord.record.search import conditions, hits_of
from onrecord.record.store import Record


@dataclass(frozen=True, slots=True)
class Sieve:
    """Which of them.

    Attributes:
        question: as a search has it; its order is not used.
        below: only those less certain than this.
    """

    question: Question = Question()  # noqa: RUF009 (frozen)
    below: float | None = None


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
