"""Actors: who speaks and who is spoken of, with every place where the report mentions them."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from onrecord.errors import SchemaError
from onrecord.schema.span import Span
from onrecord.schema.words import ActorKind, Form


@dataclass(frozen=True, slots=True)
class Mention(Span):
    """Words that mean an actor, and whether they are a name, a description or a pronoun."""

    form: Form


@dataclass(frozen=True, slots=True)
class Role:
    """What a person is, as the report says it: a role ("foreign minister") and for whom ("Russia")."""

    role: str
    affiliation: str | None = None


@dataclass(frozen=True, slots=True)
class Actor:
    """One actor of a report: the fullest name it is given, its kind, and what it was called where.

    Attributes:
        codes: codes by their scheme ("iso3166": "RU").
        roles: what the report says the actor is, in the order of the report.
        linked: why it was taken for the known actor whose codes it has, or why it could not be told whose; "" where none is known.
    """

    id: str
    name: str
    kind: ActorKind
    mentions: tuple[Mention, ...]
    roles: tuple[Role, ...] = ()
    codes: Mapping[str, str] = field(default_factory=dict)
    linked: str = ""

    def __post_init__(self) -> None:
        if not self.mentions:
            raise SchemaError(f"actor {self.name!r}: needs at least one mention as its evidence")


@dataclass(frozen=True, slots=True)
class ActorRef:
    """An actor of the same reading, by id; the name is there to be read."""

    id: str
    name: str


@dataclass(frozen=True, slots=True)
class Speaker:
    """The actor who makes a statement, with the role and affiliation that the report gives."""

    id: str
    name: str
    role: str | None = None
    affiliation: str | None = None
