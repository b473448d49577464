"""Statements as answers: the words that were said in the paragraph where they stand, with what was looked for marked."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from onrecord.record import Hit, Record
from onrecord.record.rows import JOINT
from onrecord.schema.report import Report
from onrecord.schema.span import Span
from onrecord.web.runs import Mark, Run, stretch

REACH = 160  # characters of the paragraph that are shown before and after what was said


@dataclass(frozen=True, slots=True)
class Context:
    """Words in their paragraph; `before` and `after` say whether it goes on there."""

    runs: tuple[Run, ...]
    before: bool
    after: bool


@dataclass(frozen=True, slots=True)
class Quote:
    """A statement in its context.

    Attributes:
        runs: the words around and in it; content has the part "content", words that were looked for "found".
        before, after: whether the paragraph goes on there.
    """

    hit: Hit
    runs: tuple[Run, ...]
    before: bool
    after: bool


def quotes(record: Record, hits: Iterable[Hit]) -> tuple[Quote, ...]:
    """The hits in their contexts."""
    reports: dict[str, Report] = {}
    found = []
    for hit in hits:
        id_ = hit.entry.report
        reports[id_] = reports.get(id_) or record.report(id_)
        found.append(_quote(hit, reports[id_]))
    return tuple(found)


def _quote(hit: Hit, report: Report) -> Quote:
    found = context(report, hit.entry.statement.content, [Mark(span, "found", "") for span in _found(hit, report)])
    return Quote(hit, found.runs, found.before, found.after)


def context(report: Report, spans: Sequence[Span], more: Iterable[Mark] = ()) -> Context:
    """Words of a report, which have the part "content", with what stands around them in their paragraph."""
    text = report.text
    start, end = _around(text, spans[0].start, spans[-1].end)
    paragraph_start = text.rfind("\n", 0, start) + 1
    stop = text.find("\n", end)
    goes_on = text[end : len(text) if stop < 0 else stop].strip()
    runs = stretch(text, [*(Mark(span, "content", "") for span in spans), *more], start, end)
    return Context(runs, bool(text[paragraph_start:start].strip()), bool(goes_on))


def _around(text: str, start: int, end: int) -> tuple[int, int]:
    """The bounds of a context: within the paragraph, whole words, REACH characters at most on each side."""
    first, last = text.rfind("\n", 0, start) + 1, text.find("\n", end)
    last = len(text) if last < 0 else last
    if start - first > REACH:
        first = text.find(" ", start - REACH, start) + 1 or start
    if last - end > REACH:
        last = max(end, text.rfind(" ", end, end + REACH))
    return first, last


def _found(hit: Hit, report: Report) -> Iterator[Span]:
    """Where the words that were looked for stand in the report: marks count in the contents joined."""
    for first, last in hit.marks:
        at = 0
        for span in hit.entry.statement.content:
            start, end = max(first, at), min(last, at + len(span.text))
            if start < end:
                yield report.span(span.start + start - at, span.start + end - at)
            at += len(span.text) + len(JOINT)
