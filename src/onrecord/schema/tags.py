"""What the tagger says of a report, by token number, half-open: spans with their links, names, parts of speech."""

from dataclasses import dataclass
from typing import Literal

TokenRange = tuple[int, int]
"""First and last (exclusive) token."""

EntityKind = Literal["person", "organisation", "place", "people", "other"]
"""What a name names; "people" are nationalities, religions and political groups ("Syrian", "Muslims", "Republican")."""


@dataclass(frozen=True, slots=True)
class TaggedSpan:
    """Words in one role, whether joined to an attribution or not."""

    role: Literal["source", "cue", "content"]
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class TaggedAttribution:
    """One attribution as the net sees it; a cue without contents and contents without a cue occur.

    Attributes:
        probability: how sure the net is of its spans, from 0 to 1.
    """

    source: TokenRange | None
    cue: TokenRange | None
    contents: tuple[TokenRange, ...]
    probability: float


@dataclass(frozen=True, slots=True)
class Name:
    """A name and what it names."""

    first: int
    last: int
    kind: EntityKind


@dataclass(frozen=True, slots=True)
class Phrase:
    """A base noun phrase: a pronoun, or a noun with what stands before it ("Russia's foreign minister Ivan Orlov").

    Attributes:
        head: the token of its head, the last noun.
    """

    first: int
    last: int
    head: int


@dataclass(frozen=True, slots=True)
class Tags:
    """The tagger's reading of a whole report.

    Attributes:
        phrases: the base noun phrases, in order.
        speech: the Penn Treebank part of speech of each token.
        heads: the token that each one hangs on; itself: it is the root of its sentence, or was not read.
        relations: how it hangs on it (UD 2).
    """

    spans: tuple[TaggedSpan, ...]
    attributions: tuple[TaggedAttribution, ...]
    names: tuple[Name, ...]
    phrases: tuple[Phrase, ...]
    speech: tuple[str, ...]
    heads: tuple[int, ...] = ()
    relations: tuple[str, ...] = ()
