"""Words as two outlets would agree on them, hashes of runs of words, and the runs that anyone says.

The hashes are the same on every machine and in every Python: they are stored in records. Python's own `hash` differs
from run to run, and another library's after an update.
"""

import re
from functools import cache
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from onrecord.data import table

Hashes = NDArray[np.uint64]

LONGEST = 8  # words a shingle can have
_WORD = re.compile(r"[^\W_]+(?:['’‘ʼ]+[^\W_]+)*")
_APOSTROPHES = re.compile(r"['’‘ʼ]+")
_TYPOGRAPHIC = "’‘ʼ"
# ASCII letters are lowered, digits stay, the rest parts words; bytes from 128 belong to letters, as other marks are gone by then.
_FOLDING = bytes(
    b if not chr(b).isascii() or chr(b).isdigit() else ord(chr(b).lower()) if chr(b).isalpha() else ord(" ") for b in range(256)
)
_GOLDEN = np.uint64(0x9E3779B97F4A7C15)


def words(text: str) -> list[str]:
    """The words of a text as written, but for apostrophes, which are made plain; marks of punctuation are no words."""
    return [_APOSTROPHES.sub("'", word) for word in _WORD.findall(text)]


def word_places(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Where the words of a part of a text stand, as `words` has them."""
    return [found.span() for found in _WORD.finditer(text, start, end)]


def terms(text: str) -> list[bytes]:
    """The words of a text as they are compared: without case and apostrophes, in UTF-8; the inner loop of every build.

    Work on whole texts instead of words makes it three times as fast as a regular expression. It misses that "é" can be written
    as one character or two, and that "co-operate" is "cooperate": a hyphen parts words here.
    """
    for mark in _TYPOGRAPHIC:
        text = text.replace(mark, "")
    if not text.isascii():
        for mark in sorted(set(text)):
            if not mark.isascii() and not mark.isalnum():
                text = text.replace(mark, " ")
        text = text.casefold()
    return text.encode().translate(_FOLDING, b"'").split()


def term(word: str) -> str:
    """One word as it is compared; a mark of punctuation stands for itself."""
    return b"".join(terms(word)).decode() or word


def shingles(sequence: list[bytes], length: int) -> Hashes:
    """A 64-bit hash for each run of `length` terms; a shorter text, as a whole, has one; no terms, none.

    CRC-32 of each term, one multilinear sum for each run (Carter and Wegman 1979), and the finish of SplitMix64 (Steele, Lea
    and Flood 2014).
    """
    if not sequence:
        return np.empty(0, np.uint64)
    length = min(length, len(sequence))
    hashed = np.fromiter(map(crc32, sequence), np.uint64, len(sequence))
    runs = len(sequence) - length + 1
    total = np.full(runs, length, np.uint64)
    for place in range(length):
        total += hashed[place : place + runs] * _FACTORS[place]
    return mixed(total)


def mixed(values: Hashes) -> Hashes:
    """SplitMix64's finish: values that differ in one bit come out unlike in all; no two become one."""
    values = (values ^ (values >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    values = (values ^ (values >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return values ^ (values >> np.uint64(31))


def odd_factors(count: int, stream: int) -> Hashes:
    """Fixed odd numbers that look like chance, another row of them for each `stream`."""
    return mixed((np.arange(1, count + 1, dtype=np.uint64) + np.uint64(stream << 32)) * _GOLDEN) | np.uint64(1)


_FACTORS = odd_factors(LONGEST, stream=0)


RUN = 4  # words of a part of a stock phrase that counts


def is_stock(sequence: list[bytes]) -> list[bool]:
    """Of each term, whether it belongs to a stock phrase."""
    marked = [False] * len(sequence)
    if len(sequence) >= RUN:
        stock = stock_runs()
        for start, run in enumerate(shingles(sequence, RUN).tolist()):
            if run in stock:
                marked[start : start + RUN] = [True] * RUN
    return marked


@cache
def stock_runs() -> frozenset[int]:
    """The hashes of all runs in the phrases that anyone says (resources/stock_phrases.yaml)."""
    return frozenset(run for phrase in table("stock_phrases")["phrases"] for run in shingles(terms(phrase), RUN).tolist())
