"""A dictionary of verbs as values: verbs with the patterns that say what they mean beside which words, and rules about two verbs."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from onrecord.data.verbs.cameo import Meaning, meaning_of

Role = Literal["source", "target", "any"]


@dataclass(frozen=True, slots=True)
class Words:
    """Words of which one must be there, in small letters; by the last word of each, the words right before it.

    Attributes:
        modifiers: other words of which each must stand before it, in the same noun phrase ("{PEACE PLAN}").
    """

    before: Mapping[str, tuple[tuple[str, ...], ...]]
    modifiers: tuple["Words", ...] = ()


@dataclass(frozen=True, slots=True)
class Part:
    """What must stand beside the verb: some words, somebody in a role, or a group that a preposition opens."""

    words: Words | None = None
    role: Role | None = None
    prepositions: frozenset[str] = frozenset()
    inside: tuple["Part", ...] = ()

    @property
    def weight(self) -> int:
        """How much it asks for: words more than somebody, somebody more than nothing."""
        own = 0 if self.words is None else 2 + 2 * len(self.words.modifiers)
        return own + (self.role is not None) + bool(self.prepositions) + sum(part.weight for part in self.inside)

    @property
    def asks(self) -> tuple[frozenset[str], ...]:
        """Words of each of which one must stand in the sentence, whatever the trees say: a look that costs little."""
        words = () if self.words is None else (frozenset(self.words.before), *(frozenset(each.before) for each in self.words.modifiers))
        return (*words, *([self.prepositions] if self.prepositions else []), *(ask for part in self.inside for ask in part.asks))


@dataclass(frozen=True, slots=True)
class Codes:
    """What is done: by the source to the target, and by the target to the source ("[042:043]"); None: nothing."""

    forward: str | None
    back: str | None


@dataclass(frozen=True, slots=True)
class Pattern:
    """Words left and right of the verb, and what is done then.

    Attributes:
        negated: whether it speaks of what is not done itself ("WILL NOT *").
        asks: words of each of which one must stand in the sentence.
        weight: how much it asks for; the most particular pattern that fits counts.
    """

    line: int
    left: tuple[Part, ...]
    right: tuple[Part, ...]
    codes: Codes
    negated: bool
    asks: tuple[frozenset[str], ...]
    weight: int


@dataclass(frozen=True, slots=True)
class Verb:
    """One verb in all blocks where it stands, with its words before and after ("set up"), its own code, its patterns."""

    name: str
    before: tuple[str, ...]
    after: tuple[str, ...]
    codes: Codes
    patterns: tuple[Pattern, ...]


@dataclass(frozen=True, slots=True)
class Rule:
    """A transformation: `~ a (b . ATTACK) SAY = a b 112`. Of `a`, `b`: the same party; `.`: anybody; `_`: nobody of its own.

    Attributes:
        parties: the source of the outer verb, the source and the target of the inner one.
        outer, inner: the codes of the two verbs; None of `inner`: any that has one ("Q").
        names: the two verbs, for those that have no code.
        code: None: that of the inner verb.
    """

    line: int
    parties: tuple[str, str, str]
    inner: str | None
    outer: str | None
    names: tuple[str, str]
    result: tuple[str, str]
    code: str | None


@dataclass(frozen=True, slots=True)
class Dictionary:
    """A dictionary that was read.

    Attributes:
        verbs: by each form, those of most words first.
        rules: transformations.
        known: what the codes stand for.
        lines: how many patterns and transformations it has.
        faults: those that can't be run, by line, each with the reason.
        notes: what is wrong with the table of codes.
        beside: whether the codebook codes what the dictionary has no verb for.
    """

    verbs: Mapping[str, tuple[Verb, ...]]
    rules: tuple[Rule, ...]
    known: Mapping[str, Meaning]
    lines: int
    faults: Mapping[int, str]
    notes: tuple[str, ...] = ()
    beside: bool = False

    def meaning(self, code: str | None) -> Meaning | None:
        """What a code stands for; None: nothing that PLOVER has."""
        return None if code is None else meaning_of(code, self.known)

    def without_type(self) -> int:
        """How many of its patterns have codes for which PLOVER has no type (its roots 01 and 02)."""
        patterns = {pattern.line: pattern.codes for verbs in self.verbs.values() for verb in verbs for pattern in verb.patterns}
        coded = [[code for code in (codes.forward, codes.back) if code is not None] for codes in patterns.values()]
        return sum(bool(codes) and all(self.meaning(code) is None for code in codes) for codes in coded)

    def summary(self, source: str) -> str:
        """What is run of it, and of what is not each line with the reason, in one line."""
        run = f"--verbs {source}: {self.lines - len(self.faults):,} of {self.lines:,} patterns run"
        silent = self.without_type()
        lines_by_reason: dict[str, list[int]] = {}
        for line, reason in sorted(self.faults.items()):
            lines_by_reason.setdefault(reason, []).append(line)
        told = [f"{reason} (line {', '.join(map(str, lines))})" for reason, lines in lines_by_reason.items()]
        parts = [*([f"{silent:,} of them code what PLOVER has no type for"] if silent else []), *told, *self.notes]
        return "; ".join([run, *parts])
