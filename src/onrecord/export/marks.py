"""A statement as marks on its report, as annotation tools have them: stretches of a line, by the part they play."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from onrecord.schema.report import Report
from onrecord.schema.span import Span
from onrecord.schema.statement import Statement

PARTS = ("source", "cue", "content", "addressee")

Stretch = tuple[int, int]
"""Some words within a line, in code points, end exclusive."""

_LINE = re.compile(r"[^\r\n]*[^\r\n\s]")
_SPACE = re.compile(r"\s*")


@dataclass(frozen=True, slots=True)
class Marks:
    """Where each part of a statement stands; an empty tuple is a part that it does not have."""

    source: tuple[Stretch, ...] = ()
    cue: tuple[Stretch, ...] = ()
    content: tuple[Stretch, ...] = ()
    addressee: tuple[Stretch, ...] = ()


def marks_of(statement: Statement) -> Marks:
    """The statement's parts, cut at the ends of lines."""
    one = ((statement.source,), (statement.cue,), statement.content, (statement.addressee,))
    return Marks(*(stretches(span for span in spans if span is not None) for spans in one))


def stretches(spans: Iterable[Span]) -> tuple[Stretch, ...]:
    """The spans cut at the ends of lines, without the white space there: brat shows no mark across lines."""
    return tuple(stretch for span in spans for stretch in _lines(span) or [(span.start, span.end)])


def _lines(span: Span) -> list[Stretch]:
    """The lines of a span that have words; none where it is white space alone."""
    found = []
    for line in _LINE.finditer(span.text):
        blank = _SPACE.match(line[0])
        found.append((span.start + line.start() + (blank.end() if blank else 0), span.start + line.end()))
    return found


def spans_of(report: Report, found: Iterable[Stretch]) -> tuple[Span, ...]:
    """The stretches as spans, those joined again that only the end of a line parts."""
    bounds: list[Stretch] = []
    for start, end in sorted(found):
        gap = report.text[bounds[-1][1] : start] if bounds else "-"
        if bounds and gap.isspace() and ("\n" in gap or "\r" in gap):
            bounds[-1] = (bounds[-1][0], end)
        else:
            bounds.append((start, end))
    return tuple(report.span(*bound) for bound in bounds)


def whole(report: Report, found: Sequence[Stretch]) -> Span | None:
    """One span over all stretches, for a part of which a statement has one at most."""
    return report.span(min(start for start, _ in found), max(end for _, end in found)) if found else None


def normal(report: Report, marks: Marks) -> Marks:
    """The marks as they would be after a statement was made of them: what is equal then, is equal."""
    single = (whole(report, part) for part in (marks.source, marks.cue, marks.addressee))
    source, cue, addressee = (stretches((span,)) if span is not None else () for span in single)
    return Marks(source, cue, stretches(spans_of(report, marks.content)), addressee)
