"""Names found in a text by an automaton (Aho and Corasick 1975): one pass, however many names."""

from collections.abc import Mapping, Sequence

import ahocorasick

from onrecord.data.folding import folded, is_acronym

Found = tuple[int, int, tuple[int, ...]]
"""Start and end in the text, end exclusive, and the numbers of what bears the name there."""


class Finder:
    """An automaton over all names; a class, because it is built once and used for many texts."""

    def __init__(self, bearers: Mapping[str, Sequence[tuple[str, int]]]) -> None:
        """Build the automaton.

        Args:
            bearers: by spelling, the names that are spelt so and the numbers of what bears them.
        """
        self._automaton = ahocorasick.Automaton()
        for spelling, some in bearers.items():
            self._automaton.add_word(spelling, (len(spelling), some))
        self._empty = not bearers
        self._automaton.make_automaton()

    def find(self, text: str) -> list[Found]:
        """The names in a text, in its order, none over another; of several at one place the longest."""
        if self._empty:
            return []
        plain, places = folded(text)
        candidates = []
        for last, (length, some) in self._automaton.iter(plain):
            first = last + 1 - length
            if (first and plain[first - 1].isalnum()) or (last + 1 < len(plain) and plain[last + 1].isalnum()):
                continue
            start, end = places[first], places[last] + 1
            numbers = tuple(dict.fromkeys(number for name, number in some if written_as(name, text[start:end])))
            if numbers:
                candidates.append((start, end, numbers))
        return _longest(candidates)


def written_as(name: str, words: str) -> bool:
    """Whether words with the same folded letters may be the name: acronyms letter by letter, proper names with a capital."""
    if is_acronym(name):
        return words.replace(".", "") == name.replace(".", "")
    return name == name.lower() or words != words.lower()


def _longest(candidates: Sequence[Found]) -> list[Found]:
    found: list[Found] = []
    for candidate in sorted(candidates, key=lambda its: (its[0], -its[1])):
        if not found or candidate[0] >= found[-1][1]:
            found.append(candidate)
    return found
