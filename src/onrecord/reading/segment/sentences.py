"""Sentences: where one ends inside a paragraph."""

from collections.abc import Iterator, Sequence
from functools import cache

from onrecord.data import table
from onrecord.schema.segments import Paragraph, Sentence, Token

_STOPS = frozenset(".!?")
_CLOSERS = frozenset("\"'”’»)]}") | {"''"}
_OPENERS = frozenset("\"'“‘«([{") | {"``", "''"}


@cache
def _words(name: str) -> frozenset[str]:
    return frozenset(table("abbreviations")[name])


def sentences(tokens: Sequence[Token], paragraphs: Sequence[Paragraph]) -> Iterator[Sentence]:
    """The sentences of a report, in order, none across a paragraph; a turn's label and a dateline stand alone."""
    for number, paragraph in enumerate(paragraphs):
        first = paragraph.first
        if paragraph.body > first:
            yield Sentence(first, paragraph.body, number)
            first = paragraph.body
        position = first
        while position < paragraph.last:
            end = 0 if tokens[position].text.isalpha() else _end(tokens, position, paragraph.last)
            if end:
                yield Sentence(first, end, number)
                first = position = end
            else:
                position += 1
        if first < paragraph.last:
            yield Sentence(first, paragraph.last, number)


def _end(tokens: Sequence[Token], position: int, last: int) -> int:
    """The end of the sentence that stops at this token, its closing marks included; 0 where none stops here."""
    word = tokens[position].text
    stop = word in _STOPS or word[0] == "…" or word.startswith("..")
    abbreviated = not stop and len(word) > 1 and word.endswith(".")
    if not stop and not abbreviated:
        return 0
    end = position + 1
    while end < last and (tokens[end].text in _STOPS or _closes(tokens, end)):
        end += 1
    if end == last:
        return end
    ahead = end
    while ahead < last - 1 and tokens[ahead].text in _OPENERS:
        ahead += 1
    following = tokens[ahead].text
    if not (following[0].isupper() or following[0].isdigit() or ahead > end):
        return 0 if following[0].islower() or following[0] in ",;:-–—" or not stop else end
    if following[0].islower():
        return 0
    if abbreviated and end == position + 1:
        return end if _starts_after(word, following) or ahead > end else 0
    if word not in _STOPS and not following[0].isupper():
        return 0
    return end


def _closes(tokens: Sequence[Token], position: int) -> bool:
    """Whether this token is a closing mark: it stands close to the token before it."""
    token = tokens[position]
    return token.text in _CLOSERS and token.start == tokens[position - 1].end


def _starts_after(abbreviation: str, following: str) -> bool:
    """Whether the word after an abbreviation begins a sentence."""
    if abbreviation.rstrip(".").lower() in _words("before_name"):
        return False
    return following[0].isupper() and following.lower() in _words("starters")
