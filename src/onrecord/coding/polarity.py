"""Whether somebody agrees with what they speak of: negations, verbs and judgements around the words, counted as turns.

A clause before the words and the one after them are looked at (resources/polarity.yaml has the words). Each negation and
each word of opposition turns the agreement round; so "nobody opposes draining the lake" agrees. It is a rule of thumb about
clauses, without a parser: what stands further off, irony and comparison are not seen.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal

from onrecord.coding.words import NOT, Word, stem, stems
from onrecord.data import table

REACH = 5  # words between a word of support or opposition and what it is about, or another such word
REACH_OF_NOT = 8  # words between a negation and what it negates
AFTER = 8  # words after, in which a judgement may stand

Kind = Literal["negation", "for", "against"]


@dataclass(frozen=True, slots=True)
class Turn:
    """A word around others that says something of agreement.

    Attributes:
        place, end: the numbers of its first word, and of the one after its last.
    """

    kind: Kind
    place: int
    end: int

    @property
    def turns(self) -> bool:
        """Whether it turns agreement round."""
        return self.kind != "for"


@cache
def _lists() -> dict[str, list[tuple[tuple[str, ...], str]]]:
    """The phrases of all lists by their first stem, the longest first, each with its list."""
    found: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for name, phrases in table("polarity").items():
        if name not in {"light", "copulas", "auxiliaries", "clause_ends", "naming", "open", "objects"}:
            for phrase in phrases:
                its = stems(phrase)
                found.setdefault(its[0], []).append((its, name))
    return {first: sorted(each, key=lambda pair: -len(pair[0])) for first, each in found.items()}


@cache
def _stems(name: str) -> frozenset[str]:
    return frozenset(stem(word) for word in table("polarity")[name])


@dataclass(frozen=True, slots=True)
class _Cue:
    """A phrase of one of the lists among the words."""

    name: str
    place: int
    end: int


def _cues(words: Sequence[Word], first: int, last: int, *, own: bool = False) -> list[_Cue]:
    """The phrases of the lists between two words, in order, none inside another; `own`: they are a statement's cue."""
    found: list[_Cue] = []
    place = first
    while place < last:
        for its, name in _lists().get(words[place].stem, ()):
            end = place + len(its)
            if end <= last and (own or not name.endswith("_cues")) and all(words[place + n].stem == one for n, one in enumerate(its)):
                found.append(_Cue(name, place, end))
                place = end - 1
                break
        place += 1
    return [cue for cue in found if cue.name != "no_negations"]


def turns_around(words: Sequence[Word], found: Sequence[int], *, named: bool = False) -> list[Turn]:
    """What is said of the words with these numbers, by the words around and between them.

    Args:
        named: the cue says what something is called, so a judgement needs no form of "be".
    """
    first, last = found[0], found[-1] + 1
    inside = set(found)
    between = [
        Turn("negation", cue.place, cue.end)
        for cue in _cues(words, first, last)
        if cue.name == "negations" and not inside.intersection(range(cue.place, cue.end))
    ]
    return [*_before(words, first), *between, *_after(words, last, named=named)]


def is_naming(words: Sequence[Word]) -> bool:
    """Whether a cue says what something is called."""
    return any(word.stem in _stems("naming") for word in words)


def is_open(words: Sequence[Word]) -> bool:
    """Whether a content says nothing for or against yet ("whether ...")."""
    return any(word.stem in _stems("open") for word in words[:2])


def turns_in(words: Sequence[Word], *, own: bool = False) -> list[Turn]:
    """All that speaks for or against something, wherever it stands: in a cue (`own`), or in words that say nothing else."""
    return [turn for cue in _cues(words, 0, len(words), own=own) if (turn := _turn(cue)) is not None]


def _turn(cue: _Cue) -> Turn | None:
    kind: Kind = "negation" if cue.name == "negations" else "for" if cue.name.startswith("pro") else "against"
    return Turn(kind, cue.place, cue.end)


def _before(words: Sequence[Word], first: int) -> Iterator[Turn]:
    """Backwards from the words to the beginning of their clause: each word of agreement must be near the next one."""
    start = first
    while start > 0 and not _ends_clause(words[start - 1]):
        start -= 1
    anchor = first
    for cue in reversed(_cues(words, start, first)):
        negation = cue.name == "negations"
        if _between(words, cue.end, anchor) > (REACH_OF_NOT if negation else REACH):
            if negation:
                return
            continue
        turn = _turn(cue)
        if turn is not None:
            yield turn
            anchor = cue.place


def _after(words: Sequence[Word], last: int, *, named: bool) -> Iterator[Turn]:
    """From the words to the end of their clause: judgements with a form of "be", effects, and negations on an auxiliary verb."""
    end = last
    while end < len(words) and not _ends_clause(words[end]) and _between(words, last, end) < AFTER:
        end += 1
    for cue in _cues(words, last, end):
        before = {word.stem for word in words[last : cue.place]}
        if cue.name == "negations":
            if _stands_on_auxiliary(words, cue.place, last):
                yield Turn("negation", cue.place, cue.end)
        elif (
            cue.name.endswith("_effects")
            or (cue.name.endswith("_judgements") and (named or before & _stems("copulas")))
            or (cue.name.endswith("_verbs") and _is_passive(words, cue.place, last))
        ):
            turn = _turn(cue)
            if turn is not None:
                yield turn


def _stands_on_auxiliary(words: Sequence[Word], place: int, first: int) -> bool:
    """Whether a negation after the words is about them: it stands on an auxiliary verb, or is what it does anything to ("helps nobody")."""
    word = words[place]
    if word.stem in _stems("objects"):
        return True
    own = word.stem == NOT and word.text.casefold() != NOT  # "won't"
    return own or word.text.casefold() == "cannot" or (place > first and words[place - 1].stem in _stems("auxiliaries"))


def _is_passive(words: Sequence[Word], place: int, first: int) -> bool:
    be = _stems("copulas")
    return any(word.stem in be for word in words[max(first, place - 2) : place])


def _ends_clause(word: Word) -> bool:
    return (word.is_mark and word.text not in '"“”') or word.stem in _stems("clause_ends")


def _between(words: Sequence[Word], first: int, last: int) -> int:
    return sum(not word.is_mark for word in words[first:last])
