r"""What a codebook looks for: words, phrases, patterns with gaps and alternatives, and regular expressions.

drain the lake          these words, in any form (drained, draining), one after the other
drain* the lake         a word that begins so
drain|empty ... lake    one of several words; up to six other words between, in the same sentence
/drain\w* .{0,9}lake/   a regular expression of Python, whatever the case
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from onrecord.coding.words import Word, stem, stretches, words_of
from onrecord.errors import CodebookError

GAP = 6  # words between two parts of a pattern
_GAP = "..."
_LEAST = 2  # letters before a "*"

Found = tuple[int, ...]
"""The numbers of the words that an expression was found in."""


@dataclass(frozen=True, slots=True)
class Part:
    """One word of an expression.

    Attributes:
        stems, beginnings: one of these.
        after_gap: other words may stand before it.
    """

    stems: frozenset[str]
    beginnings: tuple[str, ...]
    after_gap: bool

    def fits(self, word: Word) -> bool:
        """Whether it is this word."""
        return not word.is_mark and (word.stem in self.stems or word.text.casefold().startswith(self.beginnings or ("\0",)))


@dataclass(frozen=True, slots=True)
class Expression:
    """One thing to look for.

    Attributes:
        written: as the codebook has it.
        agrees: whether who says it agrees with the concept.
        parts: the words, one after the other; empty: it is a regular expression.
    """

    written: str
    agrees: bool
    parts: tuple[Part, ...]
    regex: re.Pattern[str] | None = None

    def find(self, words: Sequence[Word], text: str) -> list[Found]:
        """Where it stands among the words of a text; each place once, none inside another."""
        if self.regex is not None:
            return _find_regex(self.regex, words, text)
        found: list[Found] = []
        for first, word in enumerate(words):
            if (
                self.parts[0].fits(word)
                and not (found and found[-1][-1] >= first)
                and (rest := self._rest(words, first + 1, 1)) is not None
            ):
                found.append((first, *rest))
        return found

    def _rest(self, words: Sequence[Word], place: int, part: int) -> Found | None:
        """The numbers of the words of the other parts, each as near as it may be."""
        if part == len(self.parts):
            return ()
        passed = 0
        for number in range(place, len(words)):
            word = words[number]
            if word.ends_sentence:
                return None
            if word.is_mark:
                continue
            if self.parts[part].fits(word) and (rest := self._rest(words, number + 1, part + 1)) is not None:
                return (number, *rest)
            if not self.parts[part].after_gap or passed == GAP:
                return None
            passed += 1
        return None


def expression(written: str, where: str, *, agrees: bool) -> Expression:
    """The expression that a codebook has written.

    Raises:
        CodebookError: it can't be understood; `where` is named.
    """
    text = written.strip()
    if len(text) > 1 and text.startswith("/") and text.endswith("/"):
        return Expression(written, agrees, (), _regex(text[1:-1], where))
    parts: list[Part] = []
    gap = False
    for piece in text.replace("…", _GAP).replace(_GAP, f" {_GAP} ").split():
        if piece == _GAP:
            gap = True
            continue
        pieces = _parts(piece, where, after_gap=gap)
        parts.extend(pieces)
        gap = gap and not pieces
    if not parts:
        raise CodebookError(f"{where}: {written!r} has no word to look for; write words, e.g. drain the lake")
    return Expression(written, agrees, tuple(parts))


def _parts(piece: str, where: str, *, after_gap: bool) -> list[Part]:
    """A word, or alternatives; a word with a hyphen is two."""
    if "|" not in piece and "*" not in piece:
        stems = [word.stem for word in words_of(piece) if not word.is_mark]
        return [Part(frozenset({each}), (), after_gap and n == 0) for n, each in enumerate(stems)]
    whole, beginnings = set(), []
    for one in piece.split("|"):
        word, star, rest = one.partition("*")
        if rest or not word or (star and len(word) < _LEAST) or len(words_of(word)) != 1:
            raise CodebookError(f"{where}: {piece!r} can't be understood; write single words: drain|empty, or a beginning: neighbo*")
        if star:
            beginnings.append(word.casefold())
        else:
            whole.add(stem(word))
    return [Part(frozenset(whole), tuple(beginnings), after_gap)]


def _regex(pattern: str, where: str) -> re.Pattern[str]:
    try:
        found = re.compile(pattern, re.IGNORECASE)
    except re.error as error:
        raise CodebookError(
            f"{where}: /{pattern}/ is no regular expression of Python ({error}); mend it, or leave the slashes out"
        ) from None
    if found.match(""):
        raise CodebookError(f"{where}: /{pattern}/ fits no words at all too, so it would be found everywhere; ask for one word at least")
    return found


def _find_regex(regex: re.Pattern[str], words: Sequence[Word], text: str) -> list[Found]:
    found = []
    for first, last in stretches(words, 0, len(words)):
        for match in regex.finditer(text, words[first].start, words[last - 1].end):
            inside = tuple(n for n in range(first, last) if words[n].start < match.end() and words[n].end > match.start())
            if inside:
                found.append(inside)
    return found
