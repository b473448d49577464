"""How like a sentence is to example sentences: the cosine between their words, by stems, and pairs of words.

Words that say little (resources/polarity.yaml) count less, so that "we will drain the lake" is nearer to "the lake must be drained"
than to "we will keep the lake". Word vectors would see that "empty" is near "drain"; write the words that matter into the codebook.
"""

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import pairwise

from onrecord.coding.words import NOT, Word, stem, words_of
from onrecord.data import table

LIGHT, PAIR = 0.2, 0.5  # the weights of a word that says little, and of two words in a row

Vector = dict[str | tuple[str, str], float]


@dataclass(frozen=True, slots=True)
class Likeness:
    """The example that a sentence is most like, and how much, from 0 to 1."""

    example: str
    degree: float


@cache
def _light() -> frozenset[str]:
    return frozenset(stem(word) for word in table("polarity")["light"])


def vector(stems: Sequence[str]) -> Vector:
    """A sentence's words and pairs of words with their weights, of length 1."""
    counts: Counter[str | tuple[str, str]] = Counter()
    for one in stems:
        counts[one] += LIGHT if one in _light() else 1.0  # type: ignore[assignment] # a Counter of floats
    for pair in pairwise(stems):
        if not _light().issuperset(pair):
            counts[pair] += PAIR  # type: ignore[assignment] # a Counter of floats
    length = math.sqrt(sum(value * value for value in counts.values()))
    return {key: value / length for key, value in counts.items()} if length else {}


@lru_cache(maxsize=10_000)
def _vector_of(text: str) -> Vector:
    return vector([_negative(word) for word in words_of(text) if not word.is_mark])


def _negative(word: Word) -> str:
    return NOT if word.stem in {"never", "no", "cannot"} else word.stem


def sentences(words: Sequence[Word]) -> list[tuple[Word, ...]]:
    """The words sentence by sentence, without marks."""
    found: list[list[Word]] = [[]]
    for word in words:
        if word.ends_sentence:
            found.append([])
        elif not word.is_mark:
            found[-1].append(word)
    return [tuple(sentence) for sentence in found if sentence]


def likest(sentences_: Iterable[Sequence[Word]], examples: Sequence[str]) -> Likeness | None:
    """The example that one of the sentences is most like; of equals the first. None where there is none to compare."""
    vectors = [vector([_negative(word) for word in sentence]) for sentence in sentences_]
    best: Likeness | None = None
    for example in examples:
        its = _vector_of(example)
        degree = max((_cosine(one, its) for one in vectors), default=0.0)
        if degree > 0 and (best is None or degree > best.degree):
            best = Likeness(example, degree)
    return best


def _cosine(one: Vector, other: Vector) -> float:
    if len(other) < len(one):
        one, other = other, one
    return min(1.0, sum(value * other.get(key, 0.0) for key, value in one.items()))
