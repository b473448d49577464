"""A stretch of a report as HTML, its words marked by the part that they play."""

from collections.abc import Iterable, Sequence
from html import escape
from itertools import pairwise

from onrecord.schema.span import Span
from onrecord.schema.statement import Statement

LEGEND = {
    "source": "source: who says it",
    "cue": "cue: the words of saying",
    "content": "content: what is said",
    "inner": "a statement inside a statement",
    "addressee": "addressee: to whom",
    "insertion": "the editor's words",
    "time": "time",
}
"""What the classes of marked words mean."""

Layer = tuple[str, Span]
"""A class, and the words that have it."""


def legend(*, without: str | None = None) -> str:
    """The meaning of the marks, as a list; without one that the page does not have."""
    shown = ((role, words) for role, words in LEGEND.items() if role != without)
    items = "".join(f'<li><span class="{role}">{escape(words)}</span></li>' for role, words in shown)
    return f'<ul class="legend" aria-label="Legend">{items}</ul>'


def marked(text: str, layers: Sequence[Layer], start: int = 0, stop: int | None = None) -> str:
    """The text from `start` to `stop`, each stretch between two bounds of spans with the classes of the spans around it."""
    stop = len(text) if stop is None else stop
    opening: dict[int, list[tuple[int, str]]] = {}
    closing: dict[int, list[tuple[int, str]]] = {}
    for number, (role, span) in enumerate(layers):
        if span.start < stop and start < span.end:
            opening.setdefault(max(span.start, start), []).append((number, role))
            closing.setdefault(min(span.end, stop), []).append((number, role))
    around: dict[int, str] = {}
    parts = []
    for first, last in pairwise(sorted({start, stop, *opening, *closing})):
        for number, _ in closing.get(first, ()):
            around.pop(number, None)
        around.update(opening.get(first, ()))
        words = escape(text[first:last], quote=False)
        parts.append(f'<span class="{_classes(around.values())}">{words}</span>' if around else words)
    return "".join(parts)


def layers_of(statement: Statement) -> Iterable[Layer]:
    """The spans of a statement with their classes."""
    inner = statement.parent is not None
    for span in statement.content:
        yield ("inner" if inner else "content"), span
    for role, found in (("source", statement.source), ("cue", statement.cue), ("addressee", statement.addressee)):
        if found is not None:
            yield role, found
    for span in statement.insertions:
        yield "insertion", span


def _classes(roles: Iterable[str]) -> str:
    """The classes of a stretch, in the order of the legend; of the background roles the narrowest one only."""
    present = set(roles)
    background = next((role for role in ("cue", "source", "addressee", "inner", "content") if role in present), None)
    return " ".join(role for role in LEGEND if role in present and (role == background or role in {"insertion", "time"}))
