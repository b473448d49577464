"""What people decided about statements: kept apart from what was read, and applied again after every reading.

A decision never changes a statement's words. It takes a statement out ("reject"), confirms it ("accept"), puts one in
("add"), or puts one in another's place ("replace"); taking a decision back leaves it in the file, marked as undone.
"""

import json
import sqlite3
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Literal

from onrecord.errors import ConflictError, RecordError
from onrecord.record.deciding import check_author, hashed, mark_undone
from onrecord.record.entries import STANDS, entries_of, report_of
from onrecord.record.rows import actor_keys, link, next_key, put, write_statements
from onrecord.schema.plain import from_plain, to_plain
from onrecord.schema.report import Report
from onrecord.schema.statement import Statement, statement_id

Verb = Literal["accept", "reject", "add", "replace"]


@dataclass(frozen=True, slots=True)
class Decision:
    """One correction.

    Attributes:
        report: the report's id.
        statement: the id of the statement decided on; None for "add".
        value: the statement as it should be, for "add" and "replace". Its id is made anew from its spans; its speaker
            is the actor of the report with the same id, else with the same name, else a new one.
        codes: what the coder says of that statement, by their variable.
        made: UTC, ISO 8601.
        undone: when it was taken back.
    """

    report: str
    verb: Verb
    statement: str | None
    value: Statement | None
    author: str
    made: str
    reason: str | None = None
    codes: Mapping[str, str] = field(default_factory=dict)
    undone: str | None = None

    def __post_init__(self) -> None:
        if (self.value is None) != (self.verb in ("accept", "reject")):
            raise RecordError(f"decision {self.verb!r}: needs {'no ' if self.value else 'a '}statement as its value")
        if (self.statement is None) != (self.verb == "add"):
            raise RecordError(f"decision {self.verb!r}: needs {'no id' if self.statement else 'the id'} of a statement to decide on")
        check_author(self.author)

    @property
    def id(self) -> str:
        """A hash of what was decided by whom and when: the same decision taken in twice is one."""
        return hashed([self.report, self.verb, self.statement, self.value_as_json(), self.author, self.made, self.reason])

    def value_as_json(self) -> str | None:
        """The statement as it should be, with its codes, as the table has it."""
        if self.value is None:
            return None
        return json.dumps({**to_plain(self.value), "codes": dict(sorted(self.codes.items()))}, ensure_ascii=False, sort_keys=True)


def decide(db: sqlite3.Connection, decision: Decision, seen: int | None = None) -> bool:
    """Write a decision and apply it; False where it was there already.

    Args:
        seen: how often the statement had been decided on (`touches`) when the author looked at it; None asks nothing.

    Raises:
        ConflictError: it was decided on since, or the words that it should have are another statement already.
        RecordError: the report or statement is not in the record, or the report does not have its words.
    """
    report = report_of(db, "id", decision.report)
    key = _key(db, decision.report)
    if decision.statement is not None and _statement(db, decision.statement) is None:
        raise RecordError(f"statement {decision.statement}: is not in this record")
    decision = _renamed(report, decision)
    if db.execute("SELECT 1 FROM decisions WHERE id = ?", (decision.id,)).fetchone():
        return False
    if seen is not None:
        _check_seen(db, key, decision, seen)
    number = next_key(db, "decisions")
    what = (decision.verb, decision.statement, decision.value_as_json())
    put(db, "decisions", [(number, decision.id, key, *what, decision.author, decision.made, decision.reason, None)])
    _apply(db, key, report, number, decision)
    return True


def touches(db: sqlite3.Connection, report: int) -> dict[str, int]:
    """How often each statement of a report was decided on, taking back counted too: a number that only grows."""
    counts: dict[str, int] = defaultdict(int)
    for statement, made, undone in db.execute(
        "SELECT statement, json_extract(value, '$.id'), undone IS NOT NULL FROM decisions WHERE report = ?", (report,)
    ):
        for id_ in {statement, made} - {None}:
            counts[id_] += 1 + undone
    return dict(counts)


def _check_seen(db: sqlite3.Connection, report: int, decision: Decision, seen: int) -> None:
    id_ = decision.statement or (decision.value.id if decision.value else "")
    if touches(db, report).get(id_, 0) != seen:
        raise ConflictError(f"statement {id_}: somebody decided about it since you looked; nothing of yours was written yet")
    new = None if decision.value is None or decision.value.id == decision.statement else decision.value.id
    if db.execute(f"SELECT 1 FROM statements WHERE id = ? AND {STANDS}", (new,)).fetchone():
        raise ConflictError(f"statement {new}: stands in exactly these words already; correct that one")


def undo(db: sqlite3.Connection, decision: str) -> str:
    """Take a decision back; gives the id of its report, whose decisions must be applied again.

    Raises:
        ConflictError: it was taken back before, or somebody decided afterwards about the statement that it made.
    """
    later = db.execute(
        """
        SELECT later.id, later.author FROM decisions AS first
        JOIN decisions AS later ON later.report = first.report AND later.key > first.key
        WHERE first.id = ? AND first.undone IS NULL AND later.statement = json_extract(first.value, '$.id') AND later.undone IS NULL
        ORDER BY later.key DESC
        """,
        (decision,),
    ).fetchone()
    if later is not None:
        raise ConflictError(f"decision {decision}: {later[1]} decided afterwards about what it made; take {later[0]} back first")
    mark_undone(db, "decisions", decision, "the desk's page /decisions")
    (report,) = db.execute(
        "SELECT reports.id FROM decisions JOIN reports ON reports.key = report WHERE decisions.id = ?", (decision,)
    ).fetchone()
    return str(report)


def decisions_of(db: sqlite3.Connection, report: int | None = None) -> list[tuple[int, Decision]]:
    """The decisions about a report, or all, in their order, with their keys."""
    rows = db.execute(
        f"""
        SELECT decisions.key, reports.id, verb, statement, value, decisions.author, made, reason, undone
        FROM decisions JOIN reports ON reports.key = decisions.report {"" if report is None else "WHERE decisions.report = ?"}
        ORDER BY decisions.key
        """,
        () if report is None else (report,),
    ).fetchall()
    found = []
    for key, id_, verb, statement, value, author, made, reason, undone in rows:
        plain = None if value is None else json.loads(value)
        codes = {} if plain is None else plain.pop("codes", {})
        found.append((key, Decision(id_, verb, statement, plain and from_plain(Statement, plain), author, made, reason, codes, undone)))
    return found


def apply_again(db: sqlite3.Connection, report: int) -> None:
    """Apply all decisions about a report to what was just read out of it."""
    decisions = [(key, decision) for key, decision in decisions_of(db, report) if decision.undone is None]
    if decisions:
        words = report_of(db, "key", report)
        for key, decision in decisions:
            _apply(db, report, words, key, decision)


def take_back_all(db: sqlite3.Connection, report: int) -> None:
    """Bring a report's statements back to what was read, before its decisions are applied anew."""
    db.execute("DELETE FROM statements WHERE report = ? AND origin IS NOT NULL", (report,))
    db.execute("DELETE FROM actors WHERE report = ? AND origin IS NOT NULL", (report,))
    db.execute("UPDATE statements SET standing = 'read', decision = NULL WHERE report = ? AND standing != 'read'", (report,))


def move(db: sqlite3.Connection, old: int, new: int) -> None:
    """Give a report's decisions to another with the same words (its publisher or day was mended): ids are made anew."""
    report = report_of(db, "key", new)
    ids: dict[str | None, str] = {}
    for key, decision in decisions_of(db, old):
        if decision.statement not in ids and (found := _statement(db, decision.statement or "")) is not None:
            its = next(iter(entries_of(db, [found]))).statement
            ids[decision.statement] = statement_id(report.id, its.kind, its.source, its.cue, its.content)
        moved = _renamed(report, replace(decision, report=report.id, statement=ids.get(decision.statement, decision.statement)))
        if decision.value is not None and moved.value is not None:
            ids[decision.value.id] = moved.value.id
        db.execute(
            "UPDATE decisions SET id = ?, report = ?, statement = ?, value = ? WHERE key = ?",
            (moved.id, new, moved.statement, moved.value_as_json(), key),
        )
    for table in ("decided_actors", "coding_decisions", "finding_decisions", "opinions"):
        db.execute(f"UPDATE {table} SET report_id = ? WHERE report_id = (SELECT id FROM reports WHERE key = ?)", (report.id, old))


def decided(db: sqlite3.Connection, report: int) -> bool:
    """Whether people decided anything about a report: its statements, events, positions, who its actors are, what it speaks of."""
    of_report = "SELECT 1 FROM {} JOIN reports ON reports.id = report_id WHERE reports.key = :report"
    every = (
        "SELECT 1 FROM decisions WHERE report = :report",
        *map(of_report.format, ("decided_actors", "coding_decisions", "finding_decisions")),
    )
    return db.execute(" UNION ALL ".join(every), {"report": report}).fetchone() is not None


def _apply(db: sqlite3.Connection, key: int, report: Report, number: int, decision: Decision) -> None:
    """Apply one decision; a statement that the latest reading does not have is left alone."""
    if decision.statement is not None:
        _set_standing(db, decision.statement, {"accept": "accepted", "reject": "rejected", "replace": "replaced"}[decision.verb], number)
    if decision.value is not None:
        statement, actors = decision.value, actor_keys(db, key)
        if statement.speaker is not None and statement.speaker.id not in actors:
            statement, actors = _with_speaker(db, key, number, statement)
        _set_standing(db, statement.id, "replaced", number)  # the same words as read: what was decided of them goes before
        added = write_statements(db, key, report, [statement], actors, number)[statement.id]
        link(db, key, statement, added)
        put(db, "codes", [(added, variable, value) for variable, value in decision.codes.items()])


def _set_standing(db: sqlite3.Connection, statement: str, standing: str, number: int) -> None:
    db.execute(
        f"UPDATE statements SET standing = ?, decision = ? WHERE id = ? AND {STANDS}",
        (standing, number, statement),
    )


def _with_speaker(db: sqlite3.Connection, key: int, number: int, statement: Statement) -> tuple[Statement, dict[str, int]]:
    """The statement with its speaker as an actor of the report: one of the same name, or a new one that no words mention."""
    speaker = statement.speaker
    assert speaker is not None  # noqa: S101 (asked before)
    row = db.execute("SELECT id, key FROM actors WHERE report = ? AND name = ? ORDER BY key", (key, speaker.name)).fetchone()
    if row is None:
        row = (speaker.id, next_key(db, "actors"))
        put(db, "actors", [(row[1], key, row[0], speaker.name, "person", "{}", number)])
    return replace(statement, speaker=replace(speaker, id=row[0])), {row[0]: row[1]}


def _renamed(report: Report, decision: Decision) -> Decision:
    """The decision with its statement's id made anew from its words; one span may be coded more than once, so codes are in it."""
    if (value := decision.value) is None:
        return decision
    made = statement_id(report.id, value.kind, value.source, value.cue, value.content)
    if decision.codes:
        made = hashed([made, decision.author, sorted(decision.codes.items())])
    return replace(decision, value=replace(value, id=made))


def _key(db: sqlite3.Connection, report: str) -> int:
    return int(db.execute("SELECT key FROM reports WHERE id = ?", (report,)).fetchone()[0])


def _statement(db: sqlite3.Connection, id_: str) -> int | None:
    row = db.execute("SELECT key FROM statements WHERE id = ?", (id_,)).fetchone()
    return None if row is None else int(row[0])
