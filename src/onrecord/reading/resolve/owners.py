"""Whose a body is that every country has: of "China's Foreign Ministry" and "the Iranian Foreign Ministry" the country.

Without it the ministries of two countries at war would be one actor.
"""

from collections.abc import Sequence
from functools import cache

from onrecord.data import table
from onrecord.reading.resolve.cast import Owned
from onrecord.reading.resolve.descriptions import country_in, country_named, homeland
from onrecord.schema.segments import Segments
from onrecord.schema.tags import Name, Tags

_LONGEST = 5  # words of a country's name
_LINKS = frozenset({"of", "the", "'s", "’s"})
_CLITICS = frozenset({"'s", "’s", "'", "’"})


def is_generic(words: Sequence[str]) -> bool:
    """Whether a body's name is one that many countries have a body of: all its words are ordinary, the last a kind of body or a force."""
    return bool(words) and _ordinary().issuperset(word.lower() for word in words)


@cache
def _ordinary() -> frozenset[str]:
    return frozenset(table("joins")["ordinary"])


def owned(segments: Segments, tags: Tags, name: Name, words: tuple[str, ...], single: Sequence[str], *, known: bool) -> Owned | None:
    """A generic name with its owner; None where it is no such name, or has no owner beside it.

    Args:
        words: of the name, without what is no part of it.
        single: the names of one word in the report.
        known: whether the name alone is that of a known body ("White House"): then only an owner before it makes it another's.
    """
    within = _within(words, single)
    if within is not None or not is_generic(words):
        return within
    before = _before(segments, tags, name, words)
    return before if before is not None or known else _after(segments, name, words)


def _within(words: tuple[str, ...], single: Sequence[str]) -> Owned | None:
    """The owner in the name itself ("Iranian Foreign Ministry", "Supreme Court of India")."""
    country = country_in(words)
    place = homeland(words[0], single) if country is None else None
    if country is None and place is None:
        return None
    owner, first, last = country if country is not None else (str(place), 0, 1)
    rest = list(words[:first] + words[last:])
    while rest and rest[0].lower() in _LINKS:
        rest.pop(0)
    while rest and rest[-1].lower() in _LINKS:
        rest.pop()
    return Owned(owner, tuple(rest), words) if is_generic(rest) else None


def _before(segments: Segments, tags: Tags, name: Name, words: tuple[str, ...]) -> Owned | None:
    """The owner before the name ("China's Foreign Ministry")."""
    end = name.first - 1
    first = segments.sentences[segments.sentence_of[name.first]].first
    if end <= first or segments.tokens[end].text not in _CLITICS:
        return None
    for start in range(max(first, end - _LONGEST), end):
        owner = segments.words(start, end)
        if (code := country_named(" ".join(owner))) is not None:
            return Owned(code, words, (*owner, "'s", *words))
    place = next((its for its in tags.names if its.last in {end, end + 1} and its.first < end and its.kind == "place"), None)
    if place is None:
        return None
    owner = segments.words(place.first, end)
    return Owned(" ".join(owner), words, (*owner, "'s", *words))


def _after(segments: Segments, name: Name, words: tuple[str, ...]) -> Owned | None:
    """The owner after the name ("the Supreme Court in Beijing")."""
    last = segments.sentences[segments.sentence_of[name.first]].last
    link = name.last
    if link >= last or segments.tokens[link].text not in {"of", "in"}:
        return None
    start = link + 1 + (link + 1 < last and segments.tokens[link + 1].text == "the")
    for end in range(min(last, start + _LONGEST), start, -1):
        owner = segments.words(start, end)
        if (code := country_named(" ".join(owner))) is not None:
            whole = (*words, *segments.words(link, end)) if segments.tokens[link].text == "of" else words
            return Owned(code, words, whole)
    return None
