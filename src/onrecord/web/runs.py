"""A report's text cut into runs: stretches of words, each with the marks that cover it. Marks may nest and overlap.

Templates print runs; no HTML is put together in Python, so that words of a report can never be markup.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from onrecord.schema.span import Span

PARTS = ("content", "inner", "source", "cue", "addressee", "insertion", "actor", "time", "event", "position", "found")
"""What a mark may be, in the order in which classes are printed."""

_BLANK = re.compile(r"\s*\n\s*\n\s*")
_LINE = re.compile(r"\s*\n\s*")


@dataclass(frozen=True, slots=True)
class Mark:
    """Words of a report, what they are, and of whom: "s3" is the third statement, "a2" an actor, "e1" an event, "p1" a position."""

    span: Span
    part: str
    of: str


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch that the same marks cover: its parts and what it is of, each as the words of an attribute."""

    text: str
    parts: str
    of: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph: where it starts, in code points, and its runs; joined they are the report's words there."""

    start: int
    runs: tuple[Run, ...]


def paragraphs(text: str, marks: Sequence[Mark]) -> tuple[Paragraph, ...]:
    """The text in paragraphs of runs; only the white space between paragraphs is in none."""
    bounds = _bounds(text)
    edges = sorted({0, len(text), *(edge for bound in bounds for edge in bound), *(e for m in marks for e in (m.span.start, m.span.end))})
    opening: dict[int, list[Mark]] = {}
    for mark in marks:
        opening.setdefault(mark.span.start, []).append(mark)
    around: list[Mark] = []
    found: list[Paragraph] = []
    at, runs = 0, []
    for first, last in pairwise(edges):
        if around or first in opening:
            around = [mark for mark in around if mark.span.end > first] + opening.get(first, [])
        if at < len(bounds) and bounds[at][0] <= first < bounds[at][1]:
            runs.append(_run(text[first:last], around))
            if last == bounds[at][1]:
                found.append(Paragraph(bounds[at][0], tuple(runs)))
                at, runs = at + 1, []
    return tuple(found)


def stretch(text: str, marks: Iterable[Mark], start: int, end: int) -> tuple[Run, ...]:
    """The words from start to end, in runs."""
    over = [mark for mark in marks if mark.span.start < end and start < mark.span.end]
    edges = sorted({start, end, *(min(end, max(start, edge)) for mark in over for edge in (mark.span.start, mark.span.end))})
    return tuple(
        _run(text[first:last], [mark for mark in over if mark.span.start <= first and last <= mark.span.end])
        for first, last in pairwise(edges)
    )


def _bounds(text: str) -> list[tuple[int, int]]:
    """Where paragraphs stand: between blank lines, or, in a text without any, between the ends of lines."""
    gaps = _BLANK if _BLANK.search(text.strip()) else _LINE
    starts, ends = [0], []
    for gap in gaps.finditer(text):
        ends.append(gap.start())
        starts.append(gap.end())
    return [(start, end) for start, end in zip(starts, [*ends, len(text)], strict=True) if text[start:end].strip()]


def _run(text: str, around: Sequence[Mark]) -> Run:
    if not around:
        return Run(text, "", "")
    return Run(text, _in_order(frozenset([mark.part for mark in around])), " ".join(dict.fromkeys([mark.of for mark in around])))


@cache
def _in_order(parts: frozenset[str]) -> str:
    return " ".join(part for part in PARTS if part in parts)
