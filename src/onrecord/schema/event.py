"""An event: who did what to whom, as PLOVER codes it."""

from dataclasses import dataclass

from onrecord.errors import SchemaError
from onrecord.schema.actor import ActorRef
from onrecord.schema.span import Span
from onrecord.schema.words import Modality


@dataclass(frozen=True, slots=True)
class Event:
    """A PLOVER event with its trigger words.

    Attributes:
        date: a TIMEX3 value.
        statement: the id of the statement in which it is reported, if any.
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

    def __post_init__(self) -> None:
        if not 0 <= self.confidence <= 1:
            raise SchemaError(f"event {self.id}: confidence {self.confidence} is not from 0 to 1")
