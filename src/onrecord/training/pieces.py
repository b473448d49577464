"""Words into pieces of words, as the encoder's teacher reads them: the longest known piece first (WordPiece, Wu et al. 2016)."""

import re
import unicodedata
from collections.abc import Mapping, Sequence

BEGIN, END, UNKNOWN = "[CLS]", "[SEP]", "[UNK]"
MOST_PIECES = 256  # at a time, of the 512 that the encoder has positions for
MOST_WORDS = 100_000  # words whose pieces are kept

_PARTS = re.compile(r"[^\W_]+|[^\w\s]|_")


def plain(word: str) -> str:
    """A word in small letters without accents."""
    return "".join(char for char in unicodedata.normalize("NFD", word.lower()) if unicodedata.category(char) != "Mn")


class Pieces:
    """The pieces that an encoder knows; not a dataclass, because it keeps the words that it has cut."""

    def __init__(self, numbers: Mapping[str, int]) -> None:
        """Know these pieces by their numbers; one that does not begin a word begins with ##."""
        self.numbers = numbers
        self._known: dict[str, tuple[int, ...]] = {}

    def of(self, word: str) -> tuple[int, ...]:
        """The numbers of a word's pieces."""
        if (found := self._known.get(word)) is None:
            found = tuple(number for part in _PARTS.findall(plain(word)) for number in self._cut(part)) or (self.numbers[UNKNOWN],)
            if len(self._known) < MOST_WORDS:
                self._known[word] = found
        return found

    def _cut(self, part: str) -> list[int]:
        found: list[int] = []
        first = 0
        while first < len(part):
            mark = "##" if first else ""
            last = next((end for end in range(len(part), first, -1) if mark + part[first:end] in self.numbers), None)
            if last is None:
                return [self.numbers[UNKNOWN]]
            found.append(self.numbers[mark + part[first:last]])
            first = last
        return found

    def row(self, words: Sequence[str]) -> tuple[list[int], list[int]]:
        """The numbers of a sentence's pieces, and where each of its words begins; words past MOST_PIECES are left out."""
        numbers, firsts = [self.numbers[BEGIN]], []
        for word in words:
            its = self.of(word)
            if len(numbers) + len(its) >= MOST_PIECES:
                break
            firsts.append(len(numbers))
            numbers += its
        return [*numbers, self.numbers[END]], firsts
