"""Windows: what the net reads at a time. Neighbouring paragraphs share one, so that each is read in its context."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence

Range = tuple[int, int]
"""First and last (exclusive) token."""

WINDOW = 160  # tokens: paragraphs are joined up to here (POLNEAR: joined paragraphs gain 1.9 points over single ones)
LONGEST = 400  # tokens: a longer paragraph is cut at the end of a sentence


def windows(ranges: Iterable[Range], sentence_ends: Sequence[int]) -> Iterator[tuple[Range, ...]]:
    """Ranges (paragraphs) in order, joined up to WINDOW tokens; too long ones cut up.

    Args:
        sentence_ends: where sentences end, sorted; a cut falls on the last one that fits, if there is one.
    """
    joined: list[Range] = []
    length = 0
    for piece in _pieces(ranges, sentence_ends):
        size = piece[1] - piece[0] + 1
        if joined and length + size > WINDOW:
            yield tuple(joined)
            joined, length = [], 0
        joined.append(piece)
        length += size
    if joined:
        yield tuple(joined)


def _pieces(ranges: Iterable[Range], sentence_ends: Sequence[int]) -> Iterator[Range]:
    for first, last in ranges:
        start = first
        while last - start > LONGEST:
            fitting = bisect_right(sentence_ends, start + LONGEST)
            end = sentence_ends[fitting - 1] if fitting else start
            cut = end if end > start else start + LONGEST
            yield start, cut
            start = cut
        yield start, last
