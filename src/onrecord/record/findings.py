"""What people decided about events and positions ("findings"): kept apart from what was read, and applied again after every reading.

A decision takes a finding out ("reject"), confirms it ("accept"), puts it right ("replace"), or puts a missing one in ("add"). The
tables of events and positions have what stands, so that whatever is asked of them sees it; what was read is set aside, and comes
back when the decision is taken back. A finding that is put right keeps its id, so that what rests on it still does.
"""

import json
import sqlite3
from dataclasses import dataclass, replace
from typing import Literal

from onrecord.errors import ConflictError, RecordError
from onrecord.record.deciding import check_author, hashed, mark_undone
from onrecord.record.entries import STANDS, events_of, report_of
from onrecord.record.rows import Finding, Made, actor_keys, next_finding, next_key, put, write_events, write_positions
from onrecord.record.stands import positions_of
from onrecord.schema.actor import ActorRef, Speaker
from onrecord.schema.event import Event, event_id
from onrecord.schema.plain import from_plain, to_plain
from onrecord.schema.position import Position, position_id
from onrecord.schema.span import Span

FindingVerb = Literal["accept", "reject", "add", "replace"]
Found = Event | Position
SAME_WORDS = 0.5  # of two triggers together, which they must share to be one under two ids; as codings have it
_STANDING: dict[str, Literal["corrected", "added"]] = {"replace": "corrected", "add": "added"}


@dataclass(frozen=True, slots=True)
class FindingDecision:
    """What a person decided about an event or a position.

    Attributes:
        report: its id.
        of: the id of the event or position; one that is added gets it.
        was: as it stood then; None for "add".
        value: as it should be, for "add" and "replace". An actor of it is the actor of the report with the same id, else with the
            same name, else a new one.
        made: UTC, ISO 8601.
        undone: when it was taken back.
    """

    finding: Finding
    verb: FindingVerb
    report: str
    of: str
    was: Found | None
    value: Found | None
    author: str
    made: str
    reason: str | None = None
    undone: str | None = None

    def __post_init__(self) -> None:
        check_author(self.author)
        if (self.value is None) != (self.verb in ("accept", "reject")) or (self.was is None) != (self.verb == "add"):
            raise RecordError(f"decision {self.verb!r}: has a value too many, or lacks one")

    @property
    def id(self) -> str:
        """A hash of what was decided, by whom and when."""
        value = self.value and to_plain(self.value)
        return hashed([self.finding, self.verb, self.report, self.of, value, self.author, self.made, self.reason])


def adding(report: str, value: Found, author: str, made: str, reason: str | None = None) -> FindingDecision:
    """The decision that puts a missing finding in."""
    if isinstance(value, Event):
        value = replace(value, id=event_id(report, value.type, value.trigger, value.actor))
        return FindingDecision("event", "add", report, value.id, None, value, author, made, reason)
    return FindingDecision("position", "add", report, position_id(report, value), None, value, author, made, reason)


def swapped(event: Event) -> Event:
    """An event with its direction turned, as a person says it is."""
    sides = {"actor": event.recipient, "recipient": event.actor, "co_actors": event.co_recipients, "co_recipients": event.co_actors}
    return replace(event, **sides, confidence=1.0)  # type: ignore[arg-type] # each of the type of its side


def told(found: Found) -> tuple[str, str]:
    """A finding in few words: what was done or felt, and by whom to whom."""
    if isinstance(found, Position):
        strength = "" if found.strength == "moderate" else f", {found.strength}"
        return f"{found.stance}{strength}: “{found.trigger.text}”", f"{found.actor.name} → {found.towards}"
    what = [found.type if found.mode is None else f"{found.type} {found.mode}", *([found.modality] if found.modality != "happened" else [])]
    sides = (" and ".join(ref.name for ref in refs) or "nobody named" for refs in (found.actors, found.recipients))
    when = "" if found.date is None else f", {found.date}"
    return f"{', '.join(what)}: “{found.trigger.text}”{when}", " → ".join(sides)


def standing_finding(db: sqlite3.Connection, finding: Finding, id_: str) -> tuple[str, Found]:
    """The id of the report, and the event or position that stands under an id.

    Raises:
        ConflictError: none does any more.
        RecordError: there never was one.
    """
    row = db.execute(
        f"SELECT its.key, reports.id FROM {finding}s AS its JOIN reports ON reports.key = report WHERE its.id = ? ORDER BY its.key", (id_,)
    ).fetchone()
    if row is not None:
        return row[1], _at(db, finding, row[0])
    if db.execute("SELECT 1 FROM finding_decisions WHERE finding_id = ? AND finding = ?", (id_, finding)).fetchone():
        raise ConflictError(f"{finding} {id_}: does not stand any more; somebody decided about it since you looked")
    raise RecordError(f"{finding} {id_}: is not in this record")


def decide_finding(db: sqlite3.Connection, decision: FindingDecision, seen: int | None = None) -> bool:
    """Write a decision and apply it; False where it was there already. Whoever decides links events anew afterwards.

    Args:
        seen: how often it had been decided on (`finding_touches`) when the author looked at it; None asks nothing.

    Raises:
        ConflictError: it was decided on since, or what is added stands already.
        RecordError: the report does not have its words.
    """
    report = report_of(db, "id", decision.report)
    key = _report(db, report.id)
    if db.execute("SELECT 1 FROM finding_decisions WHERE id = ?", (decision.id,)).fetchone():
        return False
    if seen is not None and finding_touches(db, report.id).get(decision.of, 0) != seen:
        raise ConflictError(
            f"{decision.finding} {decision.of}: somebody decided about it since you looked; nothing of yours was written yet"
        )
    if decision.verb == "add" and db.execute(f"SELECT 1 FROM {decision.finding}s WHERE id = ?", (decision.of,)).fetchone():
        raise ConflictError(f"{decision.finding} {decision.of}: stands in exactly these words already; correct that one")
    number = next_key(db, "finding_decisions")
    what = (decision.finding, decision.verb, report.id, decision.of, _json(decision.was), _json(decision.value))
    put(db, "finding_decisions", [(number, decision.id, *what, decision.author, decision.made, decision.reason, None)])
    _apply(db, key, number, decision)
    return True


def finding_touches(db: sqlite3.Connection, report: str) -> dict[str, int]:
    """How often each event and position of a report was decided on, taking back counted too: a number that only grows."""
    sql = "SELECT finding_id, count(*) + count(undone) FROM finding_decisions WHERE report_id = ? GROUP BY finding_id"
    return dict(db.execute(sql, (report,)).fetchall())


def undo_finding(db: sqlite3.Connection, decision: str) -> str:
    """Take a decision back; gives the id of its report, whose decisions must be applied again.

    Raises:
        ConflictError: it was taken back before, or somebody decided afterwards about what it made.
    """
    later = db.execute(
        """
        SELECT later.id, later.author FROM finding_decisions AS first JOIN finding_decisions AS later
            ON later.finding = first.finding AND later.finding_id = first.finding_id AND later.key > first.key
        WHERE first.id = ? AND first.undone IS NULL AND first.value IS NOT NULL AND later.undone IS NULL ORDER BY later.key DESC
        """,
        (decision,),
    ).fetchone()
    if later is not None:
        raise ConflictError(f"decision {decision}: {later[1]} decided afterwards about what it made; take {later[0]} back first")
    mark_undone(db, "finding_decisions", decision, "onrecord events decisions")
    (report,) = db.execute("SELECT report_id FROM finding_decisions WHERE id = ?", (decision,)).fetchone()
    return str(report)


def finding_decisions(db: sqlite3.Connection, report: str | None = None) -> list[tuple[int, FindingDecision]]:
    """The decisions about a report's events and positions, or all, in their order, with their keys."""
    rows = db.execute(
        f"""
        SELECT key, finding, verb, report_id, finding_id, was, value, author, made, reason, undone FROM finding_decisions
        {"" if report is None else "WHERE report_id = ?"} ORDER BY key
        """,
        () if report is None else (report,),
    ).fetchall()
    return [
        (key, FindingDecision(finding, verb, report_id, of, finding_in(finding, was), finding_in(finding, value), *rest))
        for key, finding, verb, report_id, of, was, value, *rest in rows
    ]


def apply_findings(db: sqlite3.Connection, report: int) -> None:
    """Apply all decisions about a report's events and positions to what stands."""
    (id_,) = db.execute("SELECT id FROM reports WHERE key = ?", (report,)).fetchone()
    for number, decision in finding_decisions(db, id_):
        if decision.undone is None:
            _apply(db, report, number, decision)


def take_back_findings(db: sqlite3.Connection, report: int) -> None:
    """Bring a report's events and positions back to what was read, before its decisions are applied anew."""
    aside = db.execute("SELECT finding, key, id, value FROM set_aside WHERE report = ? ORDER BY finding, key", (report,)).fetchall()
    for table in ("events", "positions"):
        db.execute(f"DELETE FROM {table} WHERE report = ? AND standing IN ('corrected', 'added')", (report,))
        db.execute(f"UPDATE {table} SET standing = 'read', decision = NULL WHERE report = ? AND standing = 'accepted'", (report,))
    for finding, key, id_, value in aside:
        _write(db, report, id_, from_plain(Event if finding == "event" else Position, json.loads(value)), Made(key))
    db.execute("DELETE FROM set_aside WHERE report = ?", (report,))
    db.execute("DELETE FROM actors WHERE report = ? AND key IN (SELECT actor FROM made_actors)", (report,))


def _apply(db: sqlite3.Connection, report: int, number: int, decision: FindingDecision) -> None:
    """Apply one decision; where the latest reading has no such finding, there is nothing to accept or reject."""
    at = _place(db, report, decision)
    if decision.verb == "accept":
        standing = "CASE standing WHEN 'read' THEN 'accepted' ELSE standing END"  # what people made stays marked as that
        db.execute(f"UPDATE {decision.finding}s SET standing = {standing}, decision = ? WHERE key = ?", (number, at and at[0]))
        return
    if at is not None:
        _take_out(db, report, number, decision.finding, at)
    if decision.value is not None:
        value = _with_actors(db, report, number, decision.value)
        made = Made(at[0] if at else next_finding(db, decision.finding), _STANDING[decision.verb], number)
        _write(db, report, at[1] if at else decision.of, value, made)


def _take_out(db: sqlite3.Connection, report: int, number: int, finding: Finding, at: tuple[int, str]) -> None:
    """Take a finding out of its table; if it was read, it is set aside."""
    value = _json(_at(db, finding, at[0]))
    read = db.execute(f"SELECT 1 FROM {finding}s WHERE key = ? AND standing IN ('read', 'accepted')", at[:1]).fetchone()
    if read is not None:
        put(db, "set_aside", [(finding, at[0], report, at[1], value, number)])
    db.execute(f"DELETE FROM {finding}s WHERE key = ?", at[:1])


def _write(db: sqlite3.Connection, report: int, id_: str, value: Found, made: Made) -> None:
    words, actors = report_of(db, "key", report), actor_keys(db, report)
    if isinstance(value, Event):
        statements = dict(db.execute(f"SELECT id, key FROM statements WHERE report = ? ORDER BY ({STANDS})", (report,)).fetchall())
        write_events(db, report, words, [replace(value, id=id_)], (actors, statements), made)
    else:
        write_positions(db, report, words, [(id_, value)], actors, made)


def _place(db: sqlite3.Connection, report: int, decision: FindingDecision) -> tuple[int, str] | None:
    """Key and id of what is decided on: by its id, else what the report has in most of the same words, of the same kind and parties."""
    row = db.execute(f"SELECT key, id FROM {decision.finding}s WHERE report = ? AND id = ?", (report, decision.of)).fetchone()
    if row is not None:
        return int(row[0]), str(row[1])
    was = decision.was or decision.value
    assert was is not None  # noqa: S101 (one of them is there)
    rows = db.execute(
        f"SELECT key, id FROM {decision.finding}s WHERE report = ? AND start < ? AND end > ? ORDER BY key",
        (report, was.trigger.end, was.trigger.start),
    ).fetchall()
    near = [(_shared(was.trigger, other.trigger), key, id_) for key, id_ in rows if _alike(was, other := _at(db, decision.finding, key))]
    best = max(near, key=lambda one: (one[0], -one[1]), default=None)
    return (best[1], best[2]) if best is not None and best[0] > SAME_WORDS else None


def _shared(a: Span, b: Span) -> float:
    return (min(a.end, b.end) - max(a.start, b.start)) / (max(a.end, b.end) - min(a.start, b.start))


def _alike(a: Found, b: Found) -> bool:
    """Whether two findings at the same words may be one: events of one type or between the same, positions of one holder to one target."""
    if isinstance(a, Event) and isinstance(b, Event):
        return a.type == b.type or [ref.name for ref in a.ends] == [ref.name for ref in b.ends]
    if isinstance(a, Position) and isinstance(b, Position):
        claims = a.claim is not None and b.claim is not None and _shared(a.claim, b.claim) > SAME_WORDS
        return a.actor.name == b.actor.name and (
            claims or (a.target is not None and b.target is not None and a.target.name == b.target.name)
        )
    return False


def _with_actors(db: sqlite3.Connection, report: int, number: int, value: Found) -> Found:
    """A finding with its actors as the report has them: by id, by name, else new ones that no words mention."""
    if isinstance(value, Position):
        holder = _actor(db, report, number, value.actor)
        target = value.target and _actor(db, report, number, value.target)
        return replace(value, actor=Speaker(holder.id, holder.name, value.actor.role, value.actor.affiliation), target=target)
    actor, recipient = (ref and _actor(db, report, number, ref) for ref in (value.actor, value.recipient))
    others = (tuple(_actor(db, report, number, ref) for ref in refs) for refs in (value.co_actors, value.co_recipients))
    co_actors, co_recipients = others
    return replace(value, actor=actor, recipient=recipient, co_actors=co_actors, co_recipients=co_recipients)


def _actor(db: sqlite3.Connection, report: int, number: int, ref: ActorRef | Speaker) -> ActorRef:
    row = db.execute(
        "SELECT id, name FROM actors WHERE report = ? AND (id = ? OR name = ?) ORDER BY id != ?, key LIMIT 1",
        (report, ref.id, ref.name, ref.id),
    ).fetchone()
    if row is not None:
        return ActorRef(*row)
    known = db.execute("SELECT kind FROM actors WHERE name = ? GROUP BY kind ORDER BY count(*) DESC, kind", (ref.name,)).fetchone()
    key = next_key(db, "actors")
    put(db, "actors", [(key, report, ref.id, ref.name, known[0] if known else "person", "{}", None)])
    put(db, "made_actors", [(key, number)])
    db.execute("DELETE FROM grouped WHERE what IN ('joins', 'events')")  # the next build may know who it is
    return ActorRef(ref.id, ref.name)


def _at(db: sqlite3.Connection, finding: Finding, key: int) -> Found:
    return next(events_of(db, [key])) if finding == "event" else positions_of(db, [key])[key]


def _report(db: sqlite3.Connection, id_: str) -> int:
    return int(db.execute("SELECT key FROM reports WHERE id = ?", (id_,)).fetchone()[0])


def _json(value: Found | None) -> str | None:
    return None if value is None else json.dumps(to_plain(value), ensure_ascii=False, sort_keys=True)


def finding_in(finding: Finding, value: str | None) -> Found | None:
    """An event or a position out of the JSON of a decision."""
    if value is None:
        return None
    found: Found = from_plain(Event if finding == "event" else Position, json.loads(value))
    return found
