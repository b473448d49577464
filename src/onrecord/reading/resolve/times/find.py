"""The times of a report: patterns are found over its words of time, each gets its meaning, neighbours are joined."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from onrecord.reading.resolve.times import days, hours, lengths, years
from onrecord.reading.resolve.times.anchors import Anchor, Mentions, anchor_in_text
from onrecord.reading.resolve.times.found import Against, Found, Meaning
from onrecord.reading.resolve.times.grammar import after, grammar, pattern_of
from onrecord.reading.resolve.times.values import interval
from onrecord.reading.resolve.times.words import Piece, Words, words_of
from onrecord.schema.segments import Segments
from onrecord.schema.tags import Tags
from onrecord.schema.when import When
from onrecord.schema.words import TimeType

MEANINGS: Mapping[str, Callable[[Found], Meaning]] = {**days.MEANINGS, **hours.MEANINGS, **lengths.MEANINGS, **years.MEANINGS}
"""The meaning of each pattern of the grammar."""

BEFORE = frozenset({"the", "early", "hyphen", "edges", "of", "roughly", "full", "than", "comparing", "fiscal", "earlier", "later"})
"""Classes of words that may belong to a time that they stand before."""
ONLY_LENGTHS = frozenset({"roughly", "comparing", "than"})
"""Those that belong to a stretch of time only ("about three years")."""
NEVER_FIRST = frozenset({"of", "than", "fiscal", "hyphen"})
"""Those with which a time never begins."""
QUARTERS = frozenset({"quarter", "year_quarter", "quarter_name"})
"""Patterns that name a quarter."""

_DAY = re.compile(r"(?:\d{4}-\d\d-\d\d|XXXX-WXX-\d|XXXX-XX-XX|XXXX-\d\d-\d\d)(?=$|T[A-Z]{2}$)")
_ANY_DAY = "XXXX-XX-XX"
_TO_HOUR = frozenset({"at", "comma", "early", "earlier", "later"})
_TO_DAY = frozenset({"on", "comma"})


@dataclass(frozen=True, slots=True)
class Place:
    """A time by its pieces, `first` to `last` (exclusive)."""

    first: int
    last: int
    type: TimeType
    value: str


def times(segments: Segments, tags: Tags) -> tuple[list[When], Anchor]:
    """The times of a report, in order, and the day that they count from."""
    words = words_of(segments)
    anchor = Anchor(segments.report.published)
    found = _times(segments, tags, words, anchor.day)
    if anchor.day is None:
        anchor = anchor_in_text(segments, found)
        if anchor.day is not None:
            found = _times(segments, tags, words, anchor.day)
    return found, anchor


def _times(segments: Segments, tags: Tags, words: Words, day: date | None) -> list[When]:
    against = Against(segments, tags, words, day, Mentions())
    places: list[Place] = []
    at = 0
    while (match := grammar().search(words.classes, at)) is not None:
        at = match.start() + 1
        for found in _readings(match, against):
            if (meaning := _meaning(found)) is not None:
                at = found.match.end()
                _add(places, Place(match.start(), at, *meaning), found)
                break
    return [_when(segments, words, place, places[number - 1].last if number else 0) for number, place in enumerate(places)]


def _meaning(found: Found) -> Meaning:
    """What a match means; None beyond the calendar's first and last year."""
    try:
        return MEANINGS[found.rule](found)
    except (ValueError, OverflowError):
        return None


def _readings(match: re.Match[str], against: Against) -> Iterator[Found]:
    """A match, and what patterns further down match at its place, for where its words mean nothing."""
    first = match.lastgroup or ""
    yield Found(first, match, against)
    for name in after(first):
        if (again := pattern_of(name).match(match.string, match.start())) is not None:
            yield Found(name, again, against)


def _add(places: list[Place], place: Place, found: Found) -> None:
    """Add a time, joined to the one before it if one of the two is an hour of the other."""
    mentions, token = found.against.mentions, found.pieces()[-1].token
    if place.value.startswith("T"):
        place = _with_day(places, place, found)
    elif places and places[-1].value.startswith(f"{_ANY_DAY}T") and (day := _DAY.match(place.value)):
        place = _with_hour(places, place, day[0], found.against.words)
    mentions.add(place.value, token)
    if found.rule in QUARTERS:
        mentions.add_quarter(place.value, found.anchor)
    places.append(place)


def _with_day(places: list[Place], hour: Place, found: Found) -> Place:
    """An hour with its day: the one right before it, else the one before it in its sentence, else some day."""
    mentions, segments = found.against.mentions, found.against.segments
    gap = _between(places[-1], hour, found.against.words) if places else frozenset({""})
    if places and gap <= _TO_HOUR and (day := _DAY.match(places[-1].value)):
        dated = replace(hour, value=day[0] + hour.value)
        return dated if gap - {"comma"} else replace(dated, first=places.pop().first)
    same = mentions.token >= 0 and segments.sentence_of[mentions.token] == segments.sentence_of[found.pieces()[0].token]
    day_before = mentions.day.isoformat() if same and mentions.day else _ANY_DAY
    return replace(hour, value=day_before + hour.value)


def _with_hour(places: list[Place], place: Place, day: str, words: Words) -> Place:
    """A day right after an hour, as one time with it; "on" leaves them two."""
    hour = places[-1]
    gap = _between(hour, place, words)
    if not gap <= _TO_DAY:
        return place
    value = day + hour.value.removeprefix(_ANY_DAY)
    if gap - {"comma"}:
        places[-1] = replace(hour, value=value)
        return place
    return replace(place, first=places.pop().first, type="TIME", value=value)


def _between(first: Place, second: Place, words: Words) -> frozenset[str]:
    """The classes of the pieces between two times; an empty one for other words."""
    return frozenset("" if piece is None else piece.kind for piece in words.pieces[first.last : second.first])


def _when(segments: Segments, words: Words, place: Place, least: int) -> When:
    """The time, with the words that belong before it."""
    first = place.first
    while first > least and (before := words.pieces[first - 1]) is not None and _belongs(before, words.pieces[first], place):
        first -= 1
    pieces = [piece for piece in words.pieces[first : place.last] if piece is not None]
    while pieces[0].kind in NEVER_FIRST and first < place.first:
        del pieces[0]
        first += 1
    begins, ends = interval(place.value) or (None, None)
    span = segments.report.span(pieces[0].start, pieces[-1].end)
    return When(span.start, span.end, span.text, place.type, place.value, begins, ends)


def _belongs(piece: Piece, following: Piece | None, place: Place) -> bool:
    """Whether a word belongs to the time after it, which begins with the piece that follows."""
    if piece.kind in ONLY_LENGTHS:
        return place.type == "DURATION"
    if piece.kind in {"edges", "full"} and following is not None:
        return following.kind == ("of" if piece.kind == "edges" else "units")
    if piece.kind in {"earlier", "later"}:
        return piece.text.lower() in {"earlier", "later"}
    return piece.kind in BEFORE
