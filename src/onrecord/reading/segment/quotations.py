"""Quotations: which quotation marks belong together, and how each token stands to them.

Double marks of every style and doubled single quotes are read first; single marks count where they can't be
apostrophes. A quotation that is not closed ends with its paragraph, and continues where the next paragraph
opens with the same kind of mark (the convention of English newspapers). Quotations inside quotations are not listed:
they are words of the outer one.
"""

from collections.abc import Iterator, Sequence

from onrecord.schema.segments import Paragraph, Quotation, QuoteState, Token

_BOTH = frozenset({'"', "''", "＂", "``"})
_OPENING = frozenset({"“", "„", "«", "‹", "``", "〝", "「", "『", ",,"})
_CLOSING = frozenset({"”", "»", "›", "〞", "」", "』"})
_SINGLE_OPENING = frozenset({"'", "‘"})
_SINGLE_CLOSING = frozenset({"'", "’"})
_MAY_OPEN = _BOTH | _OPENING | _SINGLE_OPENING | {"”"}
_STYLE = {"„": "“", "”": "“", "''": '"', "``": '"', "»": "«", "＂": '"', "〞": "〝", "」": "「", "』": "『"}


def quotations(tokens: Sequence[Token], paragraphs: Sequence[Paragraph]) -> Iterator[Quotation]:
    """The outermost quotations of a report, in order."""
    pending = ""  # the style of the quotation that the paragraph before left open
    for paragraph in paragraphs:
        position = paragraph.first
        left_open = ""
        while position < paragraph.last:
            style = _opens(tokens, position, paragraph) if tokens[position].text in _MAY_OPEN else ""
            if not style:
                position += 1
                continue
            end = _closed_at(tokens, position, paragraph.last, style)
            continued = bool(pending) and style == pending and position <= paragraph.body
            if end:
                yield Quotation(position, end, continued=continued)
                position = end
                continue
            if style == "‘":
                position += 1
                continue
            yield Quotation(position, paragraph.last, closed=False, continued=continued)
            left_open = style
            position = paragraph.last
        pending = left_open


def quote_states(count: int, found: Sequence[Quotation]) -> list[QuoteState]:
    """The state of each of `count` tokens."""
    states = [QuoteState.OUTSIDE] * count
    for quotation in found:
        states[quotation.first] = QuoteState.OPEN
        inside_end = quotation.last - quotation.closed
        states[quotation.first + 1 : inside_end] = [QuoteState.INSIDE] * (inside_end - quotation.first - 1)
        if quotation.closed:
            states[quotation.last - 1] = QuoteState.CLOSE
    return states


def _space_before(tokens: Sequence[Token], position: int) -> bool:
    return position == 0 or tokens[position - 1].end < tokens[position].start


def _space_after(tokens: Sequence[Token], position: int) -> bool:
    return position + 1 == len(tokens) or tokens[position].end < tokens[position + 1].start


def _opens(tokens: Sequence[Token], position: int, paragraph: Paragraph) -> str:
    """The style of the quotation that this token opens; empty where it opens none."""
    text = tokens[position].text
    at_start = position in (paragraph.first, paragraph.body)
    if text in _OPENING or (text == "”" and at_start):
        return _STYLE.get(text, text)
    clear_before = _space_before(tokens, position) or at_start or not tokens[position - 1].text[-1].isalnum()
    if text in _BOTH:
        # A straight mark opens with space before it or none after it; between two spaces the first one opens.
        return '"' if clear_before and position + 1 < paragraph.last else ""
    if text in _SINGLE_OPENING and clear_before and not _space_after(tokens, position):
        return "‘"
    return ""


def _closed_at(tokens: Sequence[Token], opening: int, last: int, style: str) -> int:
    """The end (exclusive) of the quotation opened here; 0 where its paragraph does not close it."""
    if style == "‘":
        return _single_closed_at(tokens, opening, last)
    depth = 1
    for position in range(opening + 1, last):
        text = tokens[position].text
        if style == '"':
            if text in _BOTH or text == "”":
                return position + 1
        elif (text in _CLOSING and _STYLE.get(text, text) == style) or (style == "“" and text in {'"', "''"}):
            depth -= 1
            if not depth:
                return position + 1
        elif _STYLE.get(text, text) == style and text in _OPENING:
            if style == "“" and tokens[opening].text == "„":
                return position + 1  # German style: the low mark opens, the high one closes
            depth += 1
    return 0


def _single_closed_at(tokens: Sequence[Token], opening: int, last: int) -> int:
    """The end of a quotation in single marks; an apostrophe after an s may be a plural's, so a later mark is preferred."""
    possible = 0
    for position in range(opening + 2, last):
        token = tokens[position]
        if token.text in _BOTH or token.text in _OPENING or token.text in _CLOSING:
            return possible
        if token.text not in _SINGLE_CLOSING or _space_before(tokens, position):
            if token.text in _SINGLE_OPENING and _space_before(tokens, position) and possible:
                return possible
            continue
        if not (_space_after(tokens, position) or not tokens[position + 1].text[0].isalnum()):
            continue
        possible = position + 1
        if tokens[position - 1].text[-1] not in "sS":
            return possible
    return possible
