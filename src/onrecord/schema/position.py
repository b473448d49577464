"""A position: where an actor stands towards another actor."""

from dataclasses import dataclass

from onrecord.errors import SchemaError
from onrecord.schema.actor import ActorRef
from onrecord.schema.words import PositionStance


@dataclass(frozen=True, slots=True)
class Position:
    """An actor's stance to a target, with its evidence: ids of statements and events."""

    actor: ActorRef
    target: ActorRef
    stance: PositionStance
    type: str | None
    evidence: tuple[str, ...]
    date: str | None

    def __post_init__(self) -> None:
        if not self.evidence:
            raise SchemaError(f"position of {self.actor.name!r} to {self.target.name!r}: needs evidence")
