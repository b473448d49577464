"""Words of time as pieces: the tokens of a report that a time can be made of, each with its class, its meaning and its place.

A pattern is written over classes, one character each (grammar.py). All words that no time is made of become one mark
between pieces, so that looking for patterns costs next to nothing where nobody speaks of time.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from onrecord.data import table
from onrecord.schema.segments import Segments, Token

NOTHING = "."
"""The mark for words that no time is made of, and between sentences."""

NUMBER_CLASSES = (
    *("day", "year", "number", "ordinal", "decade", "clock", "iso", "slash", "quarter_name", "fiscal_name", "years", "days", "fraction"),
)
"""The classes of words with digits."""

_FIRST = frozenset("QqHhFf")  # first letters of words such as Q3, H1 and FY14
_LONGEST = 24  # characters of a word of time: nobody writes longer ones

_HYPHENS = {0x2010: "-", 0x2011: "-"}

_DIGITS = re.compile(
    r"""
    (?P<iso>\d{4}-\d\d-\d\d)(?:T[\d:]+)?
  | (?P<days>\d{1,2}-\d{1,2})
  | (?P<years>[12]\d{3}[-/](?:\d\d|[12]\d{3}))
  | (?P<year>[12]\d{3})
  | (?P<day>0?[1-9]|[12]\d|3[01])
  | (?P<ordinal>\d{1,4}(?:st|nd|rd|th))
  | (?P<decade>(?:1\d|20)?\d0s)
  | (?P<clock>\d{1,2}(?:[:.]\d\d){1,2}(?:am|pm)?|\d{1,2}(?:am|pm))
  | (?P<slash>\d{1,2}/\d{1,2}/(?:\d{4}|\d\d))
  | (?P<fraction>1/2|1/4|3/4)
  | (?P<quarter_name>[1-4]q)
  | (?P<number>\d{1,3}(?:,\d{3})*(?:\.\d+)?|\d{4,6})
    """,
    re.VERBOSE,
)
_NAMED = re.compile(r"(?P<quarter_name>[qh][1-4])|(?P<fiscal_name>fy\d{2,4})")


@dataclass(frozen=True, slots=True)
class Piece:
    """A word of time, or a part of one between hyphens.

    Attributes:
        kind: the name of its class.
        meaning: what its class takes it for: a month's number, a unit's letter; None where it means nothing by itself.
        token: the token that it is, or is a part of.
    """

    kind: str
    meaning: Any
    start: int
    end: int
    token: int
    text: str


@dataclass(frozen=True, slots=True)
class Words:
    """The pieces of a report, and a string with a character for each: its class, or NOTHING."""

    classes: str
    pieces: tuple[Piece | None, ...]


@cache
def letters() -> dict[str, str]:
    """The character of each class, from the private use area of Unicode."""
    names = [*table("times")["classes"], "month", "weekday", "weekdays", "hyphen", *NUMBER_CLASSES]
    return {name: chr(0xE000 + number) for number, name in enumerate(names)}


@cache
def _lexicon() -> dict[str, tuple[str, Any]]:
    words = table("times")
    known: dict[str, tuple[str, Any]] = {}
    for name, members in words["classes"].items():
        known.update((word, (name, members[word] if isinstance(members, dict) else None)) for word in members)
    known.update((word, ("month", number + 1)) for number, word in enumerate(words["months"]))
    known.update((word, ("weekday", number)) for number, word in enumerate(words["weekdays"]))
    known.update((f"{word}s", ("weekdays", number)) for number, word in enumerate(words["weekdays"]))
    for name, short in (("month", words["month_abbreviations"]), ("weekday", words["weekday_abbreviations"])):
        known.update((f"{word}.", (name, number)) for word, number in short.items())
    known.update((word, ("month", number)) for word, number in words["month_abbreviations"].items())
    return known


def words_of(segments: Segments) -> Words:
    """The pieces of a report, in order; runs of words that make no time by themselves ("of the", "a few") are left out."""
    known, glue = _lexicon(), _glue()
    ends = {sent.last - 1 for sent in segments.sentences}
    pieces: list[Piece | None] = [None]
    run: list[Piece] = []
    telling = False  # whether a word in the run can make a time
    for number, token in enumerate(segments.tokens):
        text = token.text
        entry = known.get(text.lower())
        if entry is not None:
            run.append(Piece(entry[0], entry[1], token.start, token.end, number, text))
            telling = telling or entry[0] not in glue
            if number not in ends:
                continue
        elif (
            (text[0].isdigit() or "-" in text or "\u2011" in text or "\u2010" in text or text[0] in _FIRST)
            and len(text) <= _LONGEST
            and (found := tuple(_pieces(token, number)))
        ):
            run.extend(found)
            telling = telling or any(piece.kind not in glue for piece in found)
            if number not in ends:
                continue
        if run:
            if telling:
                pieces.extend(run)
                pieces.append(None)
                telling = False
            run.clear()
    letter = letters()
    return Words("".join(NOTHING if piece is None else letter[piece.kind] for piece in pieces), tuple(pieces))


@cache
def _glue() -> frozenset[str]:
    return frozenset(table("times")["glue"])


def _pieces(token: Token, number: int) -> Iterator[Piece]:
    """A word with digits or hyphens in it, in pieces; none where nothing of it is of time."""
    plain = token.text.translate(_HYPHENS)
    if (whole := _digits(plain)) is not None:
        yield Piece(*whole, token.start, token.end, number, plain)
        return
    if "-" not in plain:
        return
    parts = []
    start = token.start
    for part in plain.split("-"):
        entry = _lexicon().get(part.lower()) or _digits(part)
        parts.append((entry, start, part))
        start += len(part) + 1
    if any(entry is None for entry, _, _ in parts) and all(entry is None or entry[0] in _glue() for entry, _, _ in parts):
        return
    for place, (entry, start, part) in enumerate(parts):
        if place:
            yield Piece("hyphen", None, start - 1, start, number, "-")
        if entry is None or not part:
            if place == len(parts) - 1:
                return
            continue
        yield Piece(*entry, start, start + len(part), number, part)


def _digits(text: str) -> tuple[str, Any] | None:
    """Class and meaning of a word with digits."""
    match = (_DIGITS if text[:1].isdigit() else _NAMED).fullmatch(text.lower())
    if match is None or match.lastgroup is None:
        return None
    kind, word = match.lastgroup, match[0]
    if kind in {"day", "year"}:
        return kind, int(word)
    if kind == "number":
        return kind, float(word.replace(",", ""))
    if kind == "ordinal":
        return kind, int(word[:-2])
    if kind == "decade":
        return kind, int(word[:-1]) // 10
    if kind == "fraction":
        return kind, int(word[0]) / int(word[2])
    return kind, word
