"""Statements that people made in another tool, as values of the schema."""

import hashlib
import re
from collections.abc import Iterable, Sequence

from onrecord.schema.actor import Actor, Speaker
from onrecord.schema.report import Report
from onrecord.schema.span import Span
from onrecord.schema.words import Kind

_MARK = re.compile("[\"“”„‟«»]|``|''")
_ID_LENGTH = 16


def kind_of(report: Report, content: Sequence[Span]) -> Kind:
    """By where the quotation marks stand: around every span of the content, inside or beside some, nowhere."""
    quoted = [_is_quoted(report, span) for span in content]
    if all(quoted):
        return "direct"
    return "mixed" if any(quoted) or any(_MARK.search(span.text) for span in content) else "indirect"


def _is_quoted(report: Report, span: Span) -> bool:
    """Whether a mark opens the span or stands right before it, one closes it or stands right after it, and none is between."""
    start, end = max(0, span.start - 2), min(len(report.text), span.end + 2)
    marks = [(start + found.start(), start + found.end()) for found in _MARK.finditer(report.text[start:end])]
    before = [mark for mark in marks if mark[0] <= span.start <= mark[1]]
    after = [mark for mark in marks if mark[0] <= span.end <= mark[1]]
    between = [mark for mark in marks if span.start < mark[0] and mark[1] < span.end]
    return bool(before) and bool(after) and not between


def speaker_of(report: Report, name: str, affiliation: str | None = None) -> Speaker:
    """Someone whom a coder names; the record joins them to the report's actor of that name, if there is one."""
    plain = f"{report.id} speaker {name}".encode("utf-8", "surrogatepass")
    return Speaker(hashlib.sha256(plain).hexdigest()[:_ID_LENGTH], name, None, affiliation)


def speaker_in(report: Report, actors: Iterable[Actor], source: Span) -> Speaker:
    """Who is meant by the words of a source: the actor with the longest mention in them, else one by that name."""
    inside = [(mention.end - mention.start, actor) for actor in actors for mention in actor.mentions if source.covers(mention)]
    if not inside:
        return speaker_of(report, " ".join(source.text.split()))
    actor = max(inside, key=lambda found: found[0])[1]
    role = actor.roles[0] if actor.roles else None
    return Speaker(actor.id, actor.name, role.role if role else None, role.affiliation if role else None)
