"""A position: where an actor stands towards another actor, or towards a claim."""

import hashlib
from dataclasses import dataclass

from onrecord.errors import SchemaError
from onrecord.schema.actor import ActorRef, Speaker
from onrecord.schema.span import Span
from onrecord.schema.words import PositionStance, Strength


@dataclass(frozen=True, slots=True)
class Position:
    """An actor's stance to a target, with its evidence.

    Attributes:
        actor: who holds it, with role and affiliation as the report gives them: a minister's own words are not yet his country's.
        target: the actor it is towards; null where it is towards a claim.
        claim: the words of what is supported or opposed: a claim, a demand, a plan, an act; null where it is towards an actor.
        type: the PLOVER type of the act or the words behind it, where one is.
        evidence: ids of the statements and events of the same reading that prove it; none where the reporter says so in other words.
        date: a TIMEX3 value.
        trigger: the words that express it; `again`: where else the report does.
        conditions: words under which alone it holds ("without a mandate").
    """

    actor: Speaker
    target: ActorRef | None
    stance: PositionStance
    type: str | None
    evidence: tuple[str, ...]
    date: str | None
    trigger: Span
    claim: Span | None = None
    strength: Strength = "moderate"
    conditions: tuple[Span, ...] = ()
    again: tuple[Span, ...] = ()

    def __post_init__(self) -> None:
        if (self.target is None) == (self.claim is None):
            raise SchemaError(f"position of {self.actor.name!r}: is towards one actor or one claim, neither both nor none")

    @property
    def towards(self) -> str:
        """The name of the target, or the words of the claim."""
        if self.target is not None:
            return self.target.name
        return "" if self.claim is None else self.claim.text

    @property
    def spans(self) -> tuple[Span, ...]:
        """All words that it points at."""
        return (self.trigger, *self.again, *self.conditions, *(() if self.claim is None else (self.claim,)))


def position_id(report: str, its: Position) -> str:
    """A hash of what makes a position this one; one that a person corrects keeps it."""
    claim = "" if its.claim is None else f"{its.claim.start}-{its.claim.end}"
    ends = f"{its.actor.id} {claim if its.target is None else its.target.id}"
    return digest(f"{report} position {ends} {its.stance} {its.type or ''} {its.trigger.start} {its.trigger.end}")


def digest(key: str) -> str:
    """A short hash of words."""
    return hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()[:12]
