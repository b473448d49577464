"""Words into numbers: a word becomes a row of feature ids, looked up once per distinct word."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

PAD, UNKNOWN, BREAK = 0, 1, 2  # ids that every feature has; BREAK stands between two paragraphs of a window
RESERVED = 3
BREAK_WORD = "\n"
FEATURES = ("word", "prefix", "suffix3", "suffix4", "shape")

_DIGITS = re.compile(r"\d")
_PLAIN = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "‐": "-", "‑": "-", "\u00ad": None, "\u200b": None, "\u2060": None})
_DOUBLED = {"''": '"', "``": '"'}
_SHAPE_LENGTH = 4  # a run of one kind of character counts up to this length


def normal(word: str) -> str:
    """A word without what its meaning does not hang on: case, the digits' values, the style of its marks."""
    plain = _DIGITS.sub("0", word.translate(_PLAIN).lower())
    return _DOUBLED.get(plain, plain)


def shape(word: str) -> str:
    """Capitals, small letters, digits and other characters of a word, runs cut short: "McCain's" is XxXxxx'x."""
    kinds = ["X" if c.isupper() else "x" if c.isalpha() else "0" if c.isdigit() else c for c in word.translate(_PLAIN)]
    return "".join(c for i, c in enumerate(kinds) if kinds[max(0, i - _SHAPE_LENGTH) : i] != [c] * _SHAPE_LENGTH)


def features(word: str) -> tuple[str, ...]:
    """The feature strings of a word, in the order of FEATURES."""
    plain = normal(word)
    return plain, plain[:3], plain[-3:], plain[-4:], shape(word)


@dataclass(frozen=True)
class Vocabulary:
    """The strings that a net knows, for each feature; ids count up from RESERVED in the order given.

    (No slots: it keeps the rows of the words seen.)
    """

    strings: Mapping[str, tuple[str, ...]]
    _ids: dict[str, dict[str, int]] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        ids = {name: {s: i for i, s in enumerate(self.strings[name], RESERVED)} for name in FEATURES}
        object.__setattr__(self, "_ids", ids)
        object.__setattr__(self, "row", lru_cache(maxsize=200_000)(self._row))

    def row(self, word: str) -> tuple[int, ...]:
        """The feature ids of a word (replaced by a cached version of `_row`)."""
        return self._row(word)

    def _row(self, word: str) -> tuple[int, ...]:
        if word == BREAK_WORD:
            return (BREAK,) * len(FEATURES)
        return tuple(self._ids[name].get(s, UNKNOWN) for name, s in zip(FEATURES, features(word), strict=True))

    def encode(self, words: Iterable[str]) -> NDArray[np.int32]:
        """Words as an array of ids, shape (words, features)."""
        rows = [self.row(word) for word in words]
        return np.array(rows, dtype=np.int32).reshape(len(rows), len(FEATURES))

    def size(self, name: str) -> int:
        """How many ids a feature has, the reserved ones included."""
        return RESERVED + len(self.strings[name])
