"""Words with their places and stems: the form in which codebooks and statements are compared.

Stems are Porter's second English algorithm (Snowball), so that "draining" and "drained" are found by "drain".
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

import snowballstemmer

from onrecord.data.folding import folded, is_acronym
from onrecord.schema.report import Report
from onrecord.schema.span import Span

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*|[.!?;:,()\[\]—–\"“”]")
_STOPS = frozenset(".!?;:")
_STEMMER = snowballstemmer.stemmer("english")
NOT = "not"
_APART = 2  # characters: what lies further apart has somebody else's words between, or a new paragraph


@dataclass(frozen=True, slots=True)
class Word:
    """A word or a mark of a text: code points `start` to `end`.

    Attributes:
        stem: folded and without its ending; "not" for each form of it ("won't").
        is_mark: whether it is punctuation.
    """

    start: int
    end: int
    text: str
    stem: str
    is_mark: bool

    @property
    def ends_sentence(self) -> bool:
        """Whether it is a mark after which another sentence or clause of its own begins."""
        return self.text in _STOPS


def words_of(text: str, places: Iterable[tuple[int, int]] | None = None) -> tuple[Word, ...]:
    """The words of a text, or of these stretches of it, one stretch after the other."""
    found = []
    for first, last in [(0, len(text))] if places is None else places:
        for match in _WORD.finditer(text, first, last):
            word = match.group()
            is_mark = not word[0].isalnum()
            found.append(Word(match.start(), match.end(), word, word if is_mark else stem(word), is_mark))
    return tuple(found)


@lru_cache(maxsize=100_000)
def stem(word: str) -> str:
    """What a word is compared by; capitals ("WHO") stay as they are, so that they are not taken for "who"."""
    if is_acronym(word):
        return word.replace(".", "")
    plain = folded(word)[0].removesuffix("'s")
    if plain.endswith("n't"):
        return NOT
    found: str = _STEMMER.stemWord(plain)
    return found


@cache
def stems(phrase: str) -> tuple[str, ...]:
    """The stems of a phrase, without marks."""
    return tuple(word.stem for word in words_of(phrase) if not word.is_mark)


def stretches(words: Sequence[Word], first: int, last: int) -> list[tuple[int, int]]:
    """The words `first` to `last` (exclusive) as runs of such as stand beside each other in the text."""
    cuts = [n for n in range(first + 1, last) if words[n].start - words[n - 1].end > _APART]
    return [(a, b) for a, b in zip((first, *cuts), (*cuts, last), strict=True) if a < b]


def spans_of(report: Report, words: Sequence[Word], first: int, last: int) -> tuple[Span, ...]:
    """The report's words from `first` to `last` (exclusive), one span a run."""
    return tuple(report.span(words[a].start, words[b - 1].end) for a, b in stretches(words, first, last))
