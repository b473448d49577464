"""An event: who did what to whom, as PLOVER codes it."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

from onrecord.errors import SchemaError
from onrecord.schema.actor import ActorRef
from onrecord.schema.span import Span
from onrecord.schema.words import Modality, Voter

ROOTS = {"CONCEDE": "YIELD", "RETREAT": "YIELD"}
"""The types that the net does not tell apart: PLV, which it learned from, has one root for both."""


@dataclass(frozen=True, slots=True)
class Vote:
    """What one of the two judges of an event says that it is.

    Attributes:
        by: the codebook's rules, whose type is the event's; or the net, that was asked about its two parties.
        type: PLOVER's; the net has YIELD for CONCEDE and RETREAT.
        probability: that the net gives this type.
    """

    by: Voter
    type: str
    probability: float

    @property
    def root(self) -> str:
        """The type as the net has it."""
        return ROOTS.get(self.type, self.type)


def agreed(votes: Sequence[Vote]) -> bool | None:
    """Whether all votes are for one type; None where there are none."""
    return len({vote.root for vote in votes}) == 1 if votes else None


@dataclass(frozen=True, slots=True)
class Event:
    """A PLOVER event with its trigger words.

    Attributes:
        actor, recipient: who did it to whom; of several that the report lists together, the first.
        date: a TIMEX3 value.
        place: where, as the report names it.
        statement: the id of the innermost statement in whose content it is reported, or whose cue is its trigger; if any.
        co_actors, co_recipients: the others of a list, and both sides of what both do.
        confidence: how likely the event is right as a whole (docs/codebook.md).
        again: where else the report tells of the same act.
        cameo: the CAMEO code that a user's dictionary of verbs gives it (docs/verbs.md).
        votes: of both judges, agreeing or not; none where the net was not asked, because a party is not known.
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
    votes: tuple[Vote, ...] = ()

    @property
    def actors(self) -> tuple[ActorRef, ...]:
        """All who did it."""
        return (*(() if self.actor is None else (self.actor,)), *self.co_actors)

    @property
    def recipients(self) -> tuple[ActorRef, ...]:
        """All to whom it was done."""
        return (*(() if self.recipient is None else (self.recipient,)), *self.co_recipients)

    @property
    def ends(self) -> tuple[ActorRef, ...]:
        """All actors that it names."""
        return (*self.actors, *self.recipients)

    def __post_init__(self) -> None:
        if not 0 <= self.confidence <= 1:
            raise SchemaError(f"event {self.id}: confidence {self.confidence} is not from 0 to 1")
        if len({vote.by for vote in self.votes}) < len(self.votes):
            raise SchemaError(f"event {self.id}: a judge has one vote")


def event_id(report: str, type_: str, trigger: Span, actor: ActorRef | None) -> str:
    """A hash of what makes an event this one: reading twice adds nothing."""
    key = f"{report} event {type_} {trigger.start} {trigger.end} {actor and actor.id}"
    return hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()[:12]
