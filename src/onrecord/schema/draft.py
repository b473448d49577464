"""A statement in the making: what the stages know before speakers and dates are resolved, by token number."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from onrecord.schema.actor import Actor, Speaker
from onrecord.schema.event import Vote
from onrecord.schema.tags import TokenRange
from onrecord.schema.when import When
from onrecord.schema.words import Kind, Modality, PositionStance, Stance, StatementType, Strength


@dataclass(frozen=True, slots=True)
class Draft:
    """One statement of a report, its spans as tokens; see `Statement` for what the fields mean.

    Attributes:
        parent: the draft inside whose content this one stands.
        turn: whether it is a turn of a transcript, whose source is the label before it.
    """

    kind: Kind
    type: StatementType
    stance: Stance
    source: TokenRange | None
    cue: TokenRange | None
    contents: tuple[TokenRange, ...]
    addressee: TokenRange | None
    confidence: float
    insertions: tuple[TokenRange, ...] = ()
    parent: "Draft | None" = None
    turn: bool = False
    reasons: Mapping[str, str] = field(default_factory=dict, hash=False)


@dataclass(frozen=True, slots=True)
class Resolved:
    """What the resolver adds to the drafts of a report, in their order.

    Attributes:
        speakers, dates: for each draft; None where unknown.
        reasons: for each draft, why something is null or inferred.
    """

    speakers: tuple[Speaker | None, ...]
    dates: tuple[str | None, ...]
    reasons: tuple[Mapping[str, str], ...]
    actors: tuple[Actor, ...]
    times: tuple[When, ...]


@dataclass(frozen=True, slots=True)
class EventDraft:
    """One event of a report, its places as tokens, its actors and its statement by number; see `Event` for what the fields mean."""

    type: str
    mode: str | None
    contexts: tuple[str, ...]
    actors: tuple[int, ...]
    recipients: tuple[int, ...]
    date: str | None
    place: str | None
    modality: Modality
    trigger: TokenRange
    statement: int | None
    confidence: float = 0.0
    again: tuple[TokenRange, ...] = ()
    cameo: str | None = None
    votes: tuple[Vote, ...] = ()


@dataclass(frozen=True, slots=True)
class PositionDraft:
    """One position of a report, by token, its actors, statements and events by number; see `Position` for what the fields mean."""

    actor: int
    target: int | None
    claim: TokenRange | None
    stance: PositionStance
    strength: Strength
    type: str | None
    date: str | None
    trigger: TokenRange
    statements: tuple[int, ...]
    events: tuple[int, ...] = ()
    conditions: tuple[TokenRange, ...] = ()
    again: tuple[TokenRange, ...] = ()


@dataclass(frozen=True, slots=True)
class Interpreted:
    """What the interpreter adds to a report.

    Attributes:
        actors: those that only take part in events or positions, by number; the numbers below them are the resolved ones.
    """

    events: tuple[EventDraft, ...]
    positions: tuple[PositionDraft, ...]
    actors: Mapping[int, Actor]
