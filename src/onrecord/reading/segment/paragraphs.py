"""Paragraphs: where they begin, and what stands before their running text.

A blank line always divides. A single line break divides too, unless the block is hard-wrapped (mail, old wire
copy): then the lines before the last are about equally long and a break in mid-sentence is only a wrap.
"""

import re
from collections.abc import Iterator, Sequence

from onrecord.data import table
from onrecord.schema.segments import Paragraph, Token

_BREAK = re.compile(r"\r\n|[\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
_LIST_OR_TURN = re.compile(r"\s*(?:[•●▪◦‣·*–—-]\s|\(?\d{1,3}[.)]\s|Q[:.]?\s|A[:.]\s|[A-Z][A-Z.' ]{2,40}:)")
_ENDED = re.compile(r"[.!?:;…][\"'”’»)\]]*\s*$")

WRAP_SHORTEST, WRAP_LONGEST = 40, 100  # characters: the widths at which mail and wire copy are wrapped
_TAIL = 16  # characters at the end of a line in which its last mark stands
WRAP_SPREAD = 20  # a wrapped line falls short of the widest by less than one long word

_LABEL = re.compile(
    r"(?:Q(?:UESTION)?|A(?:NSWER)?|[A-Z][A-Z.'’\-]+(?:\s+[A-Z][A-Z.'’\-]*){0,4})\s*(?:\([^)\n]{1,40}\))?\s*:(?=\s)|Q(?=\s{2,}|\t)"
)
_NAME_LABEL = re.compile(r"(?:[A-Z][\w.'’\-]+\s+){0,4}[A-Z][\w.'’\-]+\s*(?:\([^)\n]{1,40}\))?\s*:(?=\s)")
_ASKED = re.compile(r"(?:Q(?:UESTION)?|A(?:NSWER)?)\b")
_BULLET = re.compile(r"[•●▪◦‣·*–—-](?=\s)")
_DATELINE = re.compile(
    r"""
    [A-Z][\w.'’\- ]{1,40}(?:,\s[\w.'’\- ]{2,30}){0,2}                     # MOSCOW   Washington, Oct. 1
    \s*(?:\([^)\n]{2,40}\))?                                             # (Agency)
    \s*(?:--|[–—]|(?<=\s)-)\s
    """,
    re.VERBOSE,
)
_CAPITALS = re.compile(r"[A-Z][A-Z.'’\-]+\b")


def lines(text: str) -> Iterator[tuple[int, int]]:
    """Start and end of each line that is not blank, in code points; wrapped lines are joined."""
    for block in _blocks(text):
        wrapped = _is_wrapped([text[start:end] for start, end in block])
        first = block[0][0]
        for (_, end), (start, following) in zip(block, [*block[1:], (len(text), len(text))], strict=True):
            is_last = start == len(text)
            head, tail = text[max(first, end - _TAIL) : end], text[start:following]
            if is_last or not wrapped or (_ENDED.search(head) and _short(text, first, end)) or _LIST_OR_TURN.match(tail):
                yield first, end
                first = start


def _blocks(text: str) -> Iterator[list[tuple[int, int]]]:
    """The lines of a text, grouped between blank lines."""
    block: list[tuple[int, int]] = []
    start = 0
    for end, after in [*((m.start(), m.end()) for m in _BREAK.finditer(text)), (len(text), len(text))]:
        if text[start:end].strip():
            block.append((start, end))
        elif block:
            yield block
            block = []
        start = after
    if block:
        yield block


def _is_wrapped(block: Sequence[str]) -> bool:
    """Whether all lines but the last are about equally long, and some break in mid-sentence."""
    if len(block) < 2:  # noqa: PLR2004 (one line has nothing to wrap; two turns are no transcript)
        return False
    widths = [len(line.rstrip()) for line in block[:-1]]
    even = (
        min(widths) >= WRAP_SHORTEST and max(*widths, len(block[-1].rstrip())) <= WRAP_LONGEST and max(widths) - min(widths) < WRAP_SPREAD
    )
    return even and any(not _ENDED.search(line) for line in block[:-1])


def _short(text: str, first: int, end: int) -> bool:
    """Whether the last line of text[first:end] is shorter than any wrapped line."""
    return end - max(text.rfind("\n", first, end) + 1, first) < WRAP_SHORTEST


def paragraphs(text: str, tokens: Sequence[Token]) -> Iterator[Paragraph]:
    """The paragraphs of a report, from its tokens; each has at least one token."""
    found = list(lines(text))
    transcript = _is_transcript(text, found)
    position = 0
    for start, end in found:
        first = position
        while position < len(tokens) and tokens[position].start < end:
            position += 1
        if position == first:
            continue
        label, dateline, body_start = _head(text, start, end, transcript=transcript)
        body = first
        while body < position and tokens[body].start < body_start:
            body += 1
        if body == position:
            body, label, dateline = first, False, False
        yield Paragraph(first, position, body, label=label, dateline=dateline)


def _is_transcript(text: str, found: Sequence[tuple[int, int]]) -> bool:
    """Whether names before a colon head at least two turns, one of them twice or by two people."""
    heads = [match[0] for start, end in found if (match := _NAME_LABEL.match(text, _skip(text, start), end))]
    return len(heads) > 2 and len(set(heads)) < len(heads)  # noqa: PLR2004 (one line has nothing to wrap; two turns are no transcript)


def _skip(text: str, start: int) -> int:
    while start < len(text) and text[start].isspace():
        start += 1
    return start


def _head(text: str, start: int, end: int, *, transcript: bool) -> tuple[bool, bool, int]:
    """Label, dateline, and where the running text begins."""
    start = _skip(text, start)
    if bullet := _BULLET.match(text, start, end):
        return False, False, _skip(text, bullet.end())
    match = _LABEL.match(text, start, end)
    if match and not (transcript or _ASKED.match(match[0]) or _has_title(match[0])):
        match = None  # a heading in capitals
    if match := match or (_NAME_LABEL.match(text, start, end) if transcript else None):
        return True, False, match.end()
    if (match := _DATELINE.match(text, start, min(end, start + 120))) and _is_place(match[0]):
        return False, True, match.end()
    return False, False, start


def _has_title(label: str) -> bool:
    """Whether a label begins with a title that always stands before a name ("MR. WELLS")."""
    return label.split(maxsplit=1)[0].rstrip(".:").lower() in table("abbreviations")["before_name"]


def _is_place(head: str) -> bool:
    """Whether a dateline's head looks like one: a place in capitals, or an agency or a date in it."""
    return bool(_CAPITALS.match(head)) or "(" in head
