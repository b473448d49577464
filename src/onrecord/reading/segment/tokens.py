"""Tokens: words, numbers and marks with their exact places, cut as in the Penn Treebank.

Clitics stand alone ("do|n't", "Russia|'s"), hyphened words stay whole ("US-led"), an abbreviation keeps its
full stop. A word keeps its combining marks and invisible joiners; an emoji sequence is one token.
"""

import re
from collections.abc import Iterator
from functools import cache

from onrecord.data import table
from onrecord.schema.segments import Token

_MARKS = "\u0300-\u036f\u1ab0-\u1aff\u20d0-\u20ff\ufe20-\ufe2f"  # combining marks
_INVISIBLE = "\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufe00-\ufe0f\ufeff"  # joiners, direction marks, selectors
_LETTER = rf"[^\W\d_][{_MARKS}\u00ad\u200c\u200d\u2060]*"
_EMOJI = "\u2190-\u21ff\u2300-\u27bf\u2b00-\u2bff\U0001f000-\U0001faff"
_EMOJI_TAIL = "\ufe0f\u20e3\U0001f3fb-\U0001f3ff"

_TOKEN = re.compile(
    rf"""
    (?P<plain>[A-Za-z]++(?=[\s,]))           # most words: none of the others fits there, and this one is found five times as fast
  | (?:https?://|www\.)[^\s<>"“”]*[^\s<>"“”.,;:!?'’)\]]
  | [\w.+-]+@[\w-]+(?:\.[\w-]+)+
  | [@\#]\w+
  | (?:{_LETTER}\.){{2,}}(?:{_LETTER}(?!\w))?(?:-(?:{_LETTER})+)*          # U.S.  e.g.  U.S.A  U.S.-led
  | (?<=[\w.])['’](?:s|m|d|re|ve|ll)(?!\w)                                # U.N.|'s  2015|'s
  | [$€£¥]?\d+(?:[.,:/\-]\d+)*(?:st|nd|rd|th|s|m|bn|k|am|pm)?(?:-{_LETTER}(?:{_LETTER}|-)*)?(?!\w)
  | \d+
  | (?:{_LETTER}|[0-9])+(?:(?:[\-‐‑&/]|['’])(?:{_LETTER}|[0-9])+)*
  | \.{{2,}}|…+
  | ''|``|,,
  | -{{2,}}
  | [\U0001f1e6-\U0001f1ff]{{2}}                                       # a flag
  | [{_EMOJI}][{_EMOJI_TAIL}]*(?:\u200d[{_EMOJI}][{_EMOJI_TAIL}]*)*
  | [^\s{_INVISIBLE}{_MARKS}][{_MARKS}]*
  | [{_MARKS}]+
    """,
    re.VERBOSE,
)
_FOLLOWING = re.compile(r"[ \u00a0]?([A-Z]\w*)")
_CLITIC = re.compile(r"(?<=\w)(?:n['’]t|['’](?:s|m|d|re|ve|ll))$", re.IGNORECASE)


@cache
def _abbreviations() -> tuple[frozenset[str], frozenset[str]]:
    known = table("abbreviations")
    capital_only = frozenset(known["capital_only"])
    return frozenset(known["before_name"]) | frozenset(known["anywhere"]), capital_only


@cache
def _starters() -> frozenset[str]:
    return frozenset(table("abbreviations")["starters"])


def _is_abbreviation(word: str) -> bool:
    known, capital_only = _abbreviations()
    lower = word.lower()
    return lower in known and (lower not in capital_only or word[0].isupper())


def _is_initial(text: str, start: int, end: int) -> bool:
    """Whether a single capital before a full stop is an initial: a capital follows that begins no sentence ("S. Paulo")."""
    if end - start != 1 or not text[start].isupper():
        return False
    following = _FOLLOWING.match(text, end + 1)
    return following is not None and following[1].lower() not in _starters()


def tokens(text: str) -> Iterator[Token]:
    """The tokens of a text, in order; white space and invisible characters between them belong to none."""
    taken = 0  # where the last token ended: an abbreviation reaches into the match of its full stop
    for match in _TOKEN.finditer(text):
        start, end = match.span()
        if match.lastgroup:
            yield Token(start, end, match[0])
            continue
        start = max(start, taken)
        if start == end:
            continue
        word = text[start:end]
        if text.startswith(".", end) and word[0].isalpha() and (_is_abbreviation(word) or _is_initial(text, start, end)):
            taken = end + 1
            yield Token(start, taken, text[start:taken])
        elif ("'" in word or "’" in word) and (clitic := _CLITIC.search(word)):
            cut = start + clitic.start()
            yield Token(start, cut, text[start:cut])
            yield Token(cut, end, clitic[0])
        else:
            yield Token(start, end, word)
