"""An event: who did what to whom, as PLOVER codes it."""

import hashlib
from dataclasses import dataclass

from onrecord.errors import SchemaError
from onrecord.schema.actor import ActorRef
from onrecord.schema.span import Span
from onrecord.schema.words import Modality


@dataclass(frozen=True, slots=True)
class Event:
    """A PLOVER event with its trigger words.

    Attributes:
        actor, recipient: who did it to whom; of several that the report lists together, the first.
        date: a TIMEX3 value.
        place: where, as the report names it.
        statement: the id of the innermost statement in whose content it is reported, or whose cue is its trigger; if any.
        co_actors, co_recipients: the others of a list, and both sides of what both do.
        again: where else the report tells of the same act.
        cameo: the CAMEO code that a user's dictionary of verbs gives it (docs/verbs.md).
    """

    id: str
    type: str
    mode: str | None
    contexts: tuple[str, ...]
    actor: ActorRef | None
    recipient: ActorRef | None
    date: str | None
    place: str | None
    modality: Modality
    trigger: Span
    statement: str | None
    confidence: float
    co_actors: tuple[ActorRef, ...] = ()
    co_recipients: tuple[ActorRef, ...] = ()
    again: tuple[Span, ...] = ()
    cameo: str | None = None

    @property
    def ends(self) -> tuple[ActorRef, ...]:
        """All actors that it names."""
        return (*(end for end in (self.actor, self.recipient) if end is not None), *self.co_actors, *self.co_recipients)

    def __post_init__(self) -> None:
        if not 0 <= self.confidence <= 1:
            raise SchemaError(f"event {self.id}: confidence {self.confidence} is not from 0 to 1")


def event_id(report: str, type_: str, trigger: Span, actor: ActorRef | None) -> str:
    """A hash of what makes an event this one: reading twice adds nothing."""
    key = f"{report} event {type_} {trigger.start} {trigger.end} {actor and actor.id}"
    return hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()[:12]
