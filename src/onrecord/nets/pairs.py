"""What can be seen of two actors in a sentence: signs (words, verbs, the tree around both), and the encoder's vectors around them."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from onrecord.nets.encode import normal

Range = tuple[int, int]
"""First and last (exclusive) token."""

ENDINGS = ("ings", "ing", "ed", "es", "s", "e")
MAYBE = frozenset({"will", "would", "could", "may", "might", "should", "must", "shall", "'ll"})
NOT = frozenset({"not", "n't", "no", "never", "neither", "nor"})
PARTS = frozenset({"xcomp", "ccomp", "obj", "obl", "advcl", "conj"})  # what a verb's meaning hangs on
LESS = frozenset({"punct", "det"})
FURTHER = frozenset({"obj", "xcomp", "ccomp", "nmod", "obl", "compound", "amod"})


@dataclass(frozen=True, slots=True)
class Parse:
    """A sentence with its tree; tokens are numbered in the sentence.

    Attributes:
        speech: Penn Treebank parts of speech.
        heads: the token that each hangs on, the root on itself.
        relations: Universal Dependencies, to the head.
    """

    words: tuple[str, ...]
    speech: tuple[str, ...]
    heads: tuple[int, ...]
    relations: tuple[str, ...]


@dataclass(frozen=True)
class Pair:
    """Two actors of a sentence, in a direction; either may be missing. Not slotted: what is looked up twice is kept."""

    parse: Parse
    source: Range | None
    target: Range | None

    def turned(self) -> "Pair":
        """The same two the other way round."""
        return replace(self, source=self.target, target=self.source)

    @cached_property
    def stems(self) -> tuple[str, ...]:
        """The stems of the sentence's words."""
        return tuple(stem(normal(word)) for word in self.parse.words)

    @cached_property
    def hanging(self) -> dict[int, list[int]]:
        """The tokens that hang on each token."""
        found: dict[int, list[int]] = {}
        for token, head in enumerate(self.parse.heads):
            if token != head:
                found.setdefault(head, []).append(token)
        return found

    def top(self, actor: Range) -> int:
        """The token of an actor that hangs outside it."""
        heads = self.parse.heads
        return next((token for token in range(*actor) if not actor[0] <= heads[token] < actor[1]), actor[1] - 1)

    def verb(self, actor: Range) -> int:
        """The verb that an actor hangs on; where there is none, where the search ended."""
        token, seen = self.parse.heads[self.top(actor)], set[int]()
        while token not in seen and not self.parse.speech[token].startswith("VB"):
            seen.add(token)
            token = self.parse.heads[token]
        return token

    def above(self, token: int) -> list[int]:
        """A token and those that it hangs on, up to the root."""
        found = [token]
        while (head := self.parse.heads[found[-1]]) not in found:
            found.append(head)
        return found


def stem(word: str) -> str:
    """A word without its ending, roughly: what is lost is the same in training and in reading."""
    for ending in ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 3:  # noqa: PLR2004 (letters of a stem)
            return word[: -len(ending)]
    return word


def signs(pair: Pair) -> frozenset[str]:
    """What is to be seen, as strings: words with the actors masked, the verb of each actor with what hangs on it, the path between them."""
    masked = list(_masked(pair))
    found = {*masked, *map(" ".join, pairwise(masked)), *(f"{a}_{b}" for a, b in zip(masked, masked[2:], strict=False))}
    for name, actor in (("a", pair.source), ("b", pair.target)):
        if actor is not None:
            found.update(_around(pair, name, actor))
    if pair.source is not None and pair.target is not None:
        found.update(_between(pair, pair.source, pair.target))
    return frozenset(found)


def _masked(pair: Pair) -> Iterator[str]:
    token = 0
    while token < len(pair.stems):
        if pair.source is not None and token == pair.source[0]:
            yield "<SRC>"
            token = pair.source[1]
        elif pair.target is not None and token == pair.target[0]:
            yield "<TGT>"
            token = pair.target[1]
        else:
            yield pair.stems[token]
            token += 1


def _around(pair: Pair, name: str, actor: Range) -> Iterator[str]:
    """The verb of an actor, what hangs on it, and what hangs on that."""
    stems, relations = pair.stems, pair.parse.relations
    verb = pair.verb(actor)
    its = stems[verb]
    yield from (f"{name}V:{its}", f"{name}R:{relations[pair.top(actor)]}:{its}")
    for token in pair.hanging.get(verb, ()):
        if relations[token] not in LESS:
            yield from (f"{name}C:{its}>{stems[token]}", f"{name}c:{relations[token]}{stems[token]}")
        for mark in _marks(pair, token):
            yield from (f"{name}{mark}", f"{name}{mark}:{its}")
        if relations[token] in PARTS:
            yield f"{name}2:{stems[token]}"
            for further in pair.hanging.get(token, ()):
                if relations[further] in FURTHER:
                    yield from (f"{name}3:{stems[token]}>{stems[further]}", f"{name}3:{stems[further]}")
                yield from (f"{name}{mark}2" for mark in _marks(pair, further))


def _marks(pair: Pair, token: int) -> Iterator[str]:
    word = normal(pair.parse.words[token])
    if word in MAYBE:
        yield "AUX"
    if word in NOT:
        yield "NEG"


def _between(pair: Pair, source: Range, target: Range) -> Iterator[str]:
    """Whether both hang on one verb, which comes first, and the words on the way through the tree."""
    verbs = pair.verb(source), pair.verb(target)
    yield "same" if verbs[0] == verbs[1] else "diff"
    if verbs[0] == verbs[1]:
        yield f"both:{pair.stems[verbs[0]]}"
    yield f"order{source[0] < target[0]}"
    up, other = pair.above(pair.top(source)), pair.above(pair.top(target))
    if (meeting := next((token for token in up if token in other), None)) is not None:
        yield from (f"P:{pair.stems[token]}" for token in (*up[1 : up.index(meeting) + 1], *other[1 : other.index(meeting)]))
        yield f"LCA:{pair.stems[meeting]}"


def pooled(pair: Pair, states: NDArray[np.float32]) -> NDArray[np.float32]:
    """The vectors of the actors' verbs, of the actors, of what stands between them and of the sentence, joined; zeros where one is missing.

    Args:
        states: (words, width), as the encoder gives them.
    """
    source, target = pair.source, pair.target
    none = np.zeros(states.shape[1], np.float32)
    verbs = [none if actor is None else states[pair.verb(actor)] for actor in (source, target)]
    actors = [none if actor is None else states[slice(*actor)].mean(0) for actor in (source, target)]
    middle = none
    if source is not None and target is not None:
        first, last = sorted((source, target))
        middle = states[first[1] : last[0]].mean(0) if first[1] < last[0] else none
    return np.concatenate([*verbs, *actors, middle, states.mean(0)])


def places(pair: Pair) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """For each word 1 in the source, 2 in the target; and 1 for the source's verb, 2 for the target's, 3 for the verb of both."""
    actors, verbs = np.zeros((2, len(pair.parse.words)), np.int64)
    for number, actor in ((1, pair.source), (2, pair.target)):
        if actor is not None:
            actors[slice(*actor)] = number
            verbs[pair.verb(actor)] |= number
    return actors, verbs
