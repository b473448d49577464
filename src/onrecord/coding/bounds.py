"""Which words of a report are a statement's own: what stands in statements inside its content is somebody else's, or said there."""

import re
from collections.abc import Iterable, Sequence

from onrecord.schema.report import Report
from onrecord.schema.statement import Statement

Place = tuple[int, int]

_BEGINS = re.compile(r"[.!?][\"”’']?\s|\n")
_ENDS = re.compile(r"[.!?][\"”’']?(?=\s|$)|\n")


def own_places(statement: Statement, statements: Iterable[Statement]) -> list[Place]:
    """The content without that of statements inside it, and without the editor's insertions."""
    inner = [span for other in statements if other.parent == statement.id for span in other.content]
    taken = [(span.start, span.end) for span in (*inner, *statement.insertions)]
    return without([(span.start, span.end) for span in statement.content], taken)


def beside(report: Report, statement: Statement, statements: Sequence[Statement]) -> list[Place]:
    """The words around a statement in its sentence that are nobody's content: the reporter's, of what it is about."""
    start, end = min(span.start for span in statement.spans), max(span.end for span in statement.spans)
    before = [match.end() for match in _BEGINS.finditer(report.text, 0, start)]
    after = _ENDS.search(report.text, max(start, end - 1))
    sentence = (before[-1] if before else 0, after.end() if after else len(report.text))
    return without([sentence], [(span.start, span.end) for other in statements for span in other.content])


def without(places: Iterable[Place], taken: Iterable[Place]) -> list[Place]:
    """The places, in order, without what lies in those taken."""
    found = sorted(places)
    for first, last in taken:
        found = [part for start, end in found for part in ((start, min(end, first)), (max(start, last), end)) if part[0] < part[1]]
    return sorted(found)
