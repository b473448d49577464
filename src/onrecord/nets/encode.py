"""Words into numbers: a word becomes a row of feature ids, looked up once per distinct word."""

import re
from collections.abc import Iterable, Mapping

import numpy as np
from numpy.typing import NDArray

PAD, UNKNOWN, BREAK = 0, 1, 2  # ids that every feature has; BREAK stands between two paragraphs of a window
RESERVED = 3
BREAK_WORD = "\n"
MOST_ROWS = 200_000  # words whose rows are kept
MOST_KINDS = 10_000  # characters whose kind is kept
FEATURES = ("word", "prefix", "suffix3", "suffix4", "shape")

_DIGITS = re.compile(r"\d")
_PLAIN = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "‐": "-", "‑": "-", "\u00ad": None, "\u200b": None, "\u2060": None})
_DOUBLED = {"''": '"', "``": '"'}
_SHAPE_LENGTH = 4  # a run of one kind of character counts up to this length
_RUN = re.compile(rf"(.)\1{{{_SHAPE_LENGTH},}}", re.DOTALL)


def normal(word: str) -> str:
    """A word without what its meaning does not hang on: case, the digits' values, the style of its marks."""
    plain = _DIGITS.sub("0", word.translate(_PLAIN).lower())
    return _DOUBLED.get(plain, plain)


class _Kinds(dict[int, str]):
    """The kind of each character, for `str.translate`; filled as characters are met, so not frozen."""

    def __missing__(self, code: int) -> str:
        """Find out the kind of a character that was not met before."""
        char = chr(code).translate(_PLAIN)
        kind = "X" if char.isupper() else "x" if char.isalpha() else "0" if char.isdigit() else char
        if len(self) < MOST_KINDS:
            self[code] = kind
        return kind


_KINDS = _Kinds()


def shape(word: str) -> str:
    """Capitals, small letters, digits and other characters of a word, runs cut short: "McCain's" is XxXxxx'x."""
    return _RUN.sub(_cut, word.translate(_KINDS))


def _cut(run: re.Match[str]) -> str:
    return run[0][:_SHAPE_LENGTH]


def features(word: str) -> tuple[str, ...]:
    """The feature strings of a word, in the order of FEATURES."""
    plain = normal(word)
    return plain, plain[:3], plain[-3:], plain[-4:], shape(word)


class Vocabulary:
    """The strings that a net knows, by feature; not a dataclass, because it keeps the rows of words that it has seen.

    Ids count up from RESERVED in the order of the strings.
    """

    def __init__(self, strings: Mapping[str, tuple[str, ...]]) -> None:
        """Know these strings, for each of FEATURES."""
        self.strings = strings
        self._ids = [{s: i for i, s in enumerate(strings[name], RESERVED)} for name in FEATURES]
        self._rows = {BREAK_WORD: np.full(len(FEATURES), BREAK, np.int32).tobytes()}  # as bytes, because those are joined fastest

    def _row(self, word: str) -> bytes:
        row = np.array([ids.get(s, UNKNOWN) for ids, s in zip(self._ids, features(word), strict=True)], np.int32).tobytes()
        if len(self._rows) < MOST_ROWS:
            self._rows[word] = row
        return row

    def encode(self, words: Iterable[str]) -> NDArray[np.int32]:
        """Words as an array of ids, shape (words, features)."""
        rows = [self._rows.get(word) or self._row(word) for word in words]
        return np.frombuffer(b"".join(rows), np.int32).reshape(len(rows), len(FEATURES))

    def size(self, name: str) -> int:
        """How many ids a feature has, the reserved ones included."""
        return RESERVED + len(self.strings[name])
