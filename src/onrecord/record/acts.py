"""What people decided about which events are one act: taken for the same, taken apart, and brought back.

What onrecord found stays beside what counts; decisions are applied to it in their order, after each linking and each new decision.
"""

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from onrecord.record.deciding import check_author, hashed, mark_undone
from onrecord.record.linking import by_age, link_events
from onrecord.record.rows import next_key, put

EventVerb = Literal["same", "different"]


@dataclass(frozen=True, slots=True)
class DecidedEvent:
    """An event that it was decided about; by type and place of its trigger a later reading has it, if the id is another then."""

    report: str
    event: str
    type: str
    start: int


@dataclass(frozen=True, slots=True)
class EventDecision:
    """A decision about which events are one act.

    Attributes:
        events: one of each group that is one act ("same"); all that are taken out of theirs ("different").
        made: UTC, ISO 8601.
        undone: when it was taken back.
    """

    verb: EventVerb
    events: tuple[DecidedEvent, ...]
    author: str
    reason: str
    made: str
    undone: str | None = None

    def __post_init__(self) -> None:
        check_author(self.author)

    @property
    def id(self) -> str:
        """A hash of what was decided, by whom and when."""
        return hashed([self.verb, [event.event for event in self.events], self.author, self.made, self.reason])


def link(db: sqlite3.Connection) -> None:
    """Find which events are one act, and apply what people decided."""
    link_events(db)
    _apply_all(db)


def decide_events(db: sqlite3.Connection, decision: EventDecision) -> str:
    """Write a decision and apply it; gives its id."""
    number = next_key(db, "event_decisions")
    put(db, "event_decisions", [(number, decision.id, decision.verb, decision.author, decision.made, decision.reason, None)])
    put(db, "decided_events", [(number, n, each.report, each.event, each.type, each.start) for n, each in enumerate(decision.events)])
    _apply(db, number, decision)
    return decision.id


def undo_events(db: sqlite3.Connection, decision: str) -> None:
    """Take a decision back; all others are applied anew."""
    mark_undone(db, "event_decisions", decision, "onrecord events decisions")
    db.execute("DELETE FROM same_events WHERE found IS NULL")
    db.execute("UPDATE same_events SET original = found, decision = NULL")
    _apply_all(db)


def event_decisions(db: sqlite3.Connection) -> list[tuple[int, EventDecision]]:
    """All decisions about events, in their order, with their keys."""
    found = []
    for key, verb, author, made, reason, undone in db.execute(
        "SELECT key, verb, author, made, reason, undone FROM event_decisions ORDER BY key"
    ).fetchall():
        events = db.execute("SELECT report_id, event_id, type, start FROM decided_events WHERE decision = ? ORDER BY n", (key,))
        found.append((key, EventDecision(verb, tuple(DecidedEvent(*event) for event in events), author, reason, made, undone)))
    return found


def _apply_all(db: sqlite3.Connection) -> None:
    for number, decision in event_decisions(db):
        if decision.undone is None:
            _apply(db, number, decision)


def _apply(db: sqlite3.Connection, number: int, decision: EventDecision) -> None:
    """Apply one decision; an event that the record no longer has is passed over."""
    keys = [key for event in decision.events if (key := _event(db, event)) is not None]
    groups = [members(db, key) for key in keys]
    if decision.verb == "same":
        _gather(db, number, list(dict.fromkeys(key for group in groups for key in group)))
        return
    for key, group in zip(keys, groups, strict=True):
        _gather(db, number, [key])
        _gather(db, None, [other for other in group if other not in keys])


def _gather(db: sqlite3.Connection, number: int | None, events: Sequence[int]) -> None:
    """Make these events a group under its earliest; the decision is noted where there is one."""
    if not events:
        return
    ordered = by_age(db, events)
    db.executemany(
        """
        INSERT INTO same_events (event, original, decision) VALUES (?, ?, ?)
        ON CONFLICT DO UPDATE SET original = excluded.original, decision = coalesce(excluded.decision, decision)
        """,
        [(event, ordered[0], number) for event in ordered],
    )


def members(db: sqlite3.Connection, event: int) -> list[int]:
    """The events that are one act with this one, itself among them."""
    rows = db.execute("SELECT event FROM same_events WHERE original = (SELECT original FROM same_events WHERE event = ?)", (event,))
    return [key for (key,) in rows] or [event]


def _event(db: sqlite3.Connection, decided: DecidedEvent) -> int | None:
    """The key of an event by its id, else by type and place of its trigger in the same report."""
    row = db.execute(
        """
        SELECT events.key FROM events JOIN reports ON reports.key = report
        WHERE reports.id = ? AND (events.id = ? OR (type = ? AND start = ?)) ORDER BY events.id != ?, events.key LIMIT 1
        """,
        (decided.report, decided.event, decided.type, decided.start, decided.event),
    ).fetchone()
    return None if row is None else int(row[0])
