"""Searches as people type them, into FTS5's language: no typed text can be an error of SQLite's.

    climate policy          both words
    "climate policy"        the phrase
    climat*                 words that begin so, two letters at least
    tax OR levy             one of them
    tax NOT income          the first without the second; also tax -income
    (tax OR levy) cuts      brackets

AND, OR and NOT count in capitals only. Every word is quoted on its way to FTS5, so that its own operators
(NEAR, column names, ^) are plain words here.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from onrecord.errors import QueryError

MOST_WORDS = 64  # of one search: more is a text, not a question
SHORTEST = 2  # letters of a beginning: nearly every statement has words that begin with any one letter
DEEPEST = 16  # brackets in brackets
_TOKEN = re.compile(r"""\s*(?:(?P<phrase>-?["“”](?P<inside>[^"“”]*)(?P<closed>["“”]?))|(?P<bracket>-?\(|\))|(?P<word>[^\s()"“”]+))""")
_WORDS_PARTED = re.compile(r"[^\W_]+")
_WORDS = re.compile(r"\w+")  # roughly what FTS5's unicode61 keeps; "_" parts words there, and here


@dataclass(frozen=True, slots=True)
class _Token:
    kind: str  # "(", ")", "and", "or", "not", "words"
    match: str = ""  # FTS5


def fts(query: str) -> str:
    """The FTS5 expression of a search.

    Raises:
        QueryError: a phrase or bracket that is not closed, an operator without words, no words at all, too many.
    """
    tokens = list(_tokens(query))
    if sum(token.kind == "words" for token in tokens) > MOST_WORDS:
        raise QueryError(f"the search has over {MOST_WORDS} words; look for a part of them")
    parser = _Parser(query, tokens)
    found = parser.any_of(0)
    if parser.next is not None:
        raise QueryError(f"{_shown(query)}: a closing bracket without its opening one; take it out")
    return found


def fts_of_words(words: str) -> str:
    """The FTS5 expression for text that has all these words, whatever their order.

    Raises:
        QueryError: there are no words.
    """
    found = _WORDS.findall(words.replace("_", " "))[:MOST_WORDS]
    if not found:
        raise QueryError(f"{_shown(words)!r}: has no letters; give a name or word, e.g. Lavrov")
    return " AND ".join(f'"{word}"' for word in found)


def _tokens(query: str) -> Iterator[_Token]:
    for match in _TOKEN.finditer(query):
        minus = match[0].strip().startswith("-")
        if match["phrase"] is not None:
            if not match["closed"]:
                raise QueryError(f"{_shown(query)}: a phrase is not closed; add a quotation mark at its end")
            yield from _words(match["inside"], minus=minus)
        elif match["bracket"] is not None:
            if minus:
                yield _Token("not")
            yield _Token(match["bracket"][-1])
        elif match["word"] in ("AND", "OR", "NOT"):
            yield _Token(match["word"].lower())
        else:
            yield from _words(match["word"], minus=minus, prefix=match["word"].endswith("*"))


def _words(text: str, *, minus: bool = False, prefix: bool = False) -> Iterator[_Token]:
    words = _WORDS.findall(text.replace("_", " "))
    if prefix and words and len(words[-1]) < SHORTEST:
        raise QueryError(f"{_shown(text)}: give at least {SHORTEST} letters before *")
    if words:
        if minus:
            yield _Token("not")
        yield _Token("words", f'"{" ".join(words)}"{" *" if prefix else ""}')


def marked(query: str, text: str) -> tuple[tuple[int, int], ...]:
    """Where the words and phrases that a search wants stand in a text: half-open ranges of code points, in order.

    Words are compared as FTS5's unicode61 does, without case and diacritics.

    Raises:
        QueryError: the search can't be understood.
    """
    found: set[tuple[int, int]] = set()
    words = [(match.start(), match.end(), plain(match[0])) for match in _WORDS_PARTED.finditer(text)]
    for wanted, prefix in _wanted(query):
        for first in range(len(words) - len(wanted) + 1):
            run = words[first : first + len(wanted)]
            same = [have == want for (_, _, have), want in zip(run, wanted, strict=True)]
            if prefix:
                same[-1] = run[-1][2].startswith(wanted[-1])
            if all(same):
                found.add((run[0][0], run[-1][1]))
    return tuple(sorted(found))


def plain(word: str) -> str:
    """A word without case and diacritics."""
    return "".join(c for c in unicodedata.normalize("NFKD", word.casefold()) if not unicodedata.combining(c))


def _wanted(query: str) -> Iterator[tuple[list[str], bool]]:
    """The words and phrases of a search that no NOT stands before, and whether the last word is a beginning."""
    before = ""
    for token in _tokens(query):
        if token.kind == "words" and before != "not":
            words, _, star = token.match.rpartition('"')
            yield [plain(word) for word in words.strip('"').split()], bool(star)
        before = token.kind


class _Parser:
    """Reads tokens from left to right; not frozen, because it stands at one of them."""

    def __init__(self, query: str, tokens: list[_Token]) -> None:
        self._query, self._tokens, self._at = query, tokens, 0

    @property
    def next(self) -> str | None:
        """The kind of the token that it stands at."""
        return self._tokens[self._at].kind if self._at < len(self._tokens) else None

    def any_of(self, depth: int) -> str:
        """Alternatives with OR between them."""
        found = [self._all_of(depth)]
        while self.next == "or":
            self._at += 1
            found.append(self._all_of(depth))
        return found[0] if len(found) == 1 else f"({' OR '.join(found)})"

    def _all_of(self, depth: int) -> str:
        """What must be there together, and what must not be there with it."""
        wanted: list[str] = []
        unwanted: list[str] = []
        while self.next not in (None, "or", ")"):
            if self.next == "and":
                self._at += 1
                if not wanted and not unwanted:
                    raise QueryError(f"{_shown(self._query)}: AND has no words before it; write e.g. tax AND levy")
                if self.next in (None, "or", ")", "and"):
                    raise QueryError(f"{_shown(self._query)}: AND has no words after it; write e.g. tax AND levy")
            negative = self.next == "not"
            if negative:
                self._at += 1
            (unwanted if negative else wanted).append(self._one(depth))
        if not wanted:
            raise QueryError(f"{_shown(self._query)}: no words to look for{' beside NOT' if unwanted else ''}; write e.g. tax NOT income")
        found = wanted[0] if len(wanted) == 1 else f"({' AND '.join(wanted)})"
        return f"({found} NOT ({' OR '.join(unwanted)}))" if unwanted else found

    def _one(self, depth: int) -> str:
        """A word, a phrase, or what stands in brackets."""
        token = self._tokens[self._at] if self._at < len(self._tokens) else _Token("end")
        self._at += 1
        if token.kind == "words":
            return token.match
        if token.kind != "(":
            raise QueryError(f"{_shown(self._query)}: NOT has no words after it; write e.g. tax NOT income")
        if depth == DEEPEST:
            raise QueryError(f"the search has more than {DEEPEST} brackets in brackets; write it more simply")
        found = self.any_of(depth + 1)
        if self.next != ")":
            raise QueryError(f"{_shown(self._query)}: a bracket is not closed; add ) at its end")
        self._at += 1
        return found


def _shown(query: str) -> str:
    plain = "".join(c if c.isprintable() else "?" for c in query)
    return plain if len(plain) <= 60 else f"{plain[:57]}..."  # noqa: PLR2004 (a line)
