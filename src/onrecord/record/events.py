"""The events of a record, to be corrected: which are right, wrong, or to be put right; which tell one act, and which do not."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from onrecord.errors import RecordError
from onrecord.record.actors import BY_HAND
from onrecord.record.acts import DecidedEvent, EventDecision, EventVerb, decide_events, event_decisions, members, undo_events
from onrecord.record.database import spoken
from onrecord.record.deciding import now
from onrecord.record.findings import FindingDecision, FindingVerb, standing_finding
from onrecord.record.store import Record
from onrecord.schema.event import Event


class Events:
    """The events of a record across its reports; it holds the record, which must be open for writing to decide anything.

    Raises:
        RecordError: from any method; an id is of no event of the record.
    """

    def __init__(self, record: Record) -> None:
        """The events of this record."""
        self.record, self.db = record, record.db

    def same(self, events: Sequence[str], author: str, reason: str = BY_HAND) -> str:
        """Take several events for one act, with all that tell it already; gives the decision's id."""
        with self.record.writing():
            keys = [self._key(event) for event in dict.fromkeys(events)]
            if all(key in members(self.db, keys[0]) for key in keys):
                raise RecordError(f"{', '.join(events)}: is one act already; name two or more that are not")
            return self._decide("same", keys, author, reason)

    def different(self, events: Sequence[str], author: str, reason: str = BY_HAND) -> str:
        """Take events out of the acts that they are taken for, each as one of its own; gives the decision's id."""
        with self.record.writing():
            keys = [self._key(event) for event in dict.fromkeys(events)]
            for event, key in zip(dict.fromkeys(events), keys, strict=True):
                if len(members(self.db, key)) == 1:
                    raise RecordError(f"event {event}: is taken for no other; onrecord events list prints what is")
            return self._decide("different", keys, author, reason)

    def accept(self, events: Sequence[str], author: str, reason: str = BY_HAND) -> list[FindingDecision]:
        """Say that events are right."""
        return self._found("accept", dict.fromkeys(events), author, reason)

    def reject(self, events: Sequence[str], author: str, reason: str = BY_HAND) -> list[FindingDecision]:
        """Say that there were no such events."""
        return self._found("reject", dict.fromkeys(events), author, reason)

    def correct(self, event: str, change: Callable[[Event], Event], author: str, reason: str = BY_HAND) -> list[FindingDecision]:
        """Put an event right: `change` gives it as it should be."""
        return self._found("replace", {event: change}, author, reason)

    def _found(
        self, verb: FindingVerb, changes: Mapping[str, Callable[[Event], Event] | None], author: str, reason: str
    ) -> list[FindingDecision]:
        with self.record.writing():
            made, decisions = now(), []
            for id_, change in changes.items():
                report, was = standing_finding(self.db, "event", id_)
                assert isinstance(was, Event)  # noqa: S101 (that was asked for)
                value = None if change is None else replace(change(was), confidence=1.0)
                decisions.append(FindingDecision("event", verb, report, id_, was, value, author, made, reason))
            self.record.decide_findings(decisions)
            return decisions

    def undo(self, decision: str) -> None:
        """Take a decision back, by its id."""
        with self.record.writing():
            if self.db.execute("SELECT 1 FROM event_decisions WHERE id = ?", (decision,)).fetchone():
                undo_events(self.db, decision)
            else:
                self.record.undo(decision)

    def decisions(self) -> list[EventDecision]:
        """All that was decided about which events are one act, in its order."""
        with spoken(self.record.path):
            return [decision for _, decision in event_decisions(self.db)]

    def linked(self) -> bool:
        """Whether the links are up to date; where they are not, the next build makes them."""
        with spoken(self.record.path):
            return self.db.execute("SELECT 1 FROM grouped WHERE what = 'events'").fetchone() is not None

    def _decide(self, verb: EventVerb, keys: Sequence[int], author: str, reason: str) -> str:
        select = "SELECT reports.id, events.id, type, start FROM events JOIN reports ON reports.key = report WHERE events.key = ?"
        events = tuple(DecidedEvent(*self.db.execute(select, (key,)).fetchone()) for key in keys)
        return decide_events(self.db, EventDecision(verb, events, author, reason, now()))

    def _key(self, event: str) -> int:
        row = self.db.execute("SELECT key FROM events WHERE id = ?", (event,)).fetchone()
        if row is None:
            raise RecordError(f"event {event}: is not in this record; onrecord events list prints ids")
        return int(row[0])
