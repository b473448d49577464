"""The same act told twice in a report is one event: with the same type, parties and modality, and no other date."""

from collections.abc import Sequence
from dataclasses import replace

from onrecord.schema.draft import EventDraft


def joined(events: Sequence[EventDraft]) -> list[EventDraft]:
    """The events, each act once; the telling that says most stands, the places of the others are `again`."""
    found: list[EventDraft] = []
    for event in events:
        at = next((number for number, other in enumerate(found) if _same(other, event)), None)
        if at is None:
            found.append(event)
        else:
            found[at] = _both(found[at], event)
    return found


def _same(a: EventDraft, b: EventDraft) -> bool:
    if (a.type, a.actors, a.recipients, a.modality) != (b.type, b.actors, b.recipients, b.modality):
        return False
    return all(x is None or y is None or x == y for x, y in ((a.date, b.date), (a.mode, b.mode), (a.place, b.place)))


def _both(a: EventDraft, b: EventDraft) -> EventDraft:
    """One event of two tellings: the words of the surer one, of equally sure ones the first."""
    first, other = (b, a) if b.confidence > a.confidence else (a, b)
    return replace(
        first,
        mode=first.mode or other.mode,
        date=first.date or other.date,
        place=first.place or other.place,
        contexts=tuple(sorted({*first.contexts, *other.contexts})),
        again=tuple(sorted({*first.again, other.trigger, *other.again})),
    )
