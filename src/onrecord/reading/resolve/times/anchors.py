"""What a time counts from: the day of publication, a day that stands in the text, the time mentioned last; and the tense beside it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Literal

from onrecord.data import table
from onrecord.reading.resolve.times.values import interval
from onrecord.schema.segments import Segments
from onrecord.schema.tags import Tags
from onrecord.schema.when import When

Tense = Literal["past", "future", "present", "unknown"]

REACH = 25  # tokens before a time in which its verb is looked for
AFTER = 15  # tokens after it, where no verb stands before
_VERB_GROUP = 3  # tokens before a participle that can be its auxiliaries
STAMP = 14  # tokens of a line that can be a stamp ("Published on 1 October 2015 at 10:15")
HEAD = 8  # paragraphs in which a stamp is looked for


@dataclass(frozen=True, slots=True)
class Anchor:
    """The day that relative times count from; None where the report has none.

    Attributes:
        where: where the day stands in the text; empty for the day of publication.
    """

    day: date | None
    where: str = ""

    @property
    def reason(self) -> str:
        """Why a time counts from this day; empty for the day of publication."""
        return f"counted from {self.where}" if self.where else ""


def anchor_in_text(segments: Segments, whens: Sequence[When]) -> Anchor:
    """The anchor of a report without a day of publication, from the full dates in it.

    The day of a dateline comes first, then a line at the head that is hardly more than a day, then the first paragraph. In the
    last two a date may tell of what was long ago, so no year that is named in the report may be a later one.
    """
    dated = [when for when in whens if when.value[: len("2015")].isdigit() and when.value[: len("2015")] in when.text]
    latest = max((when.value[: len("2015")] for when in dated), default="")
    lines = segments.paragraphs[:HEAD]
    places = [(line.first, line.body, "the dateline's day") for line in lines if line.dateline]
    places += [(line.first, line.last, "the day at the head of the text") for line in lines if line.last - line.first <= STAMP]
    places += [(line.first, line.last, "the day in the first paragraph") for line in lines[:1]]
    for first, last, where in places:
        span = segments.span(first, last)
        for when in dated:
            certain = where == "the dateline's day" or when.value.startswith(latest)
            if when.begins is not None and certain and span.start <= when.start < span.end and len(when.value) >= len("2015-10-01"):
                return Anchor(when.begins, where)
    return Anchor(None)


class Mentions:
    """The times mentioned so far, the anchors of "the previous day" and "that year"; changes as a report is gone through."""

    def __init__(self) -> None:
        """Begin with none."""
        self.value = ""
        self.day: date | None = None
        self.quarter: str | None = None
        self.token = -1

    def add(self, value: str, token: int) -> None:
        """Remember a time that is known, at that token."""
        days = interval(value)
        if days is None:
            return
        self.value, self.token = value, token
        if (days[1] - days[0]).days == 1:
            self.day = days[0]

    def add_quarter(self, value: str, anchor: date | None) -> None:
        """Remember a quarter that was named: the first, or one that had ended by the anchor ("the latest quarter")."""
        days = interval(value)
        if days is not None and "-Q" in value and (self.quarter is None or anchor is None or days[1] <= anchor):
            self.quarter = value


def tense_at(segments: Segments, tags: Tags, first: int, last: int) -> Tense:
    """The tense of the verb beside tokens `first` to `last`: the nearest one before them in the sentence, else after them."""
    sent = segments.sentences[segments.sentence_of[first]]
    if first > sent.first and segments.tokens[first - 1].text.lower() in table("times")["towards"]:
        return "future"
    for token in range(first - 1, max(sent.first, first - REACH) - 1, -1):
        if (tense := _tense(segments, tags, token, sent.first)) is not None:
            return tense
    for token in range(last, min(sent.last, last + AFTER)):
        if (tense := _tense(segments, tags, token, sent.first)) is not None:
            return tense
    return "unknown"


def _tense(segments: Segments, tags: Tags, token: int, first: int) -> Tense | None:
    """What one word says of the tense; None if nothing."""
    word, speech = segments.tokens[token].text.lower(), tags.speech[token]
    if word in _ahead():
        group = segments.tokens[max(first, token - _VERB_GROUP) : token]
        return "past" if speech != "MD" and any(each.text.lower() == "had" for each in group) else "future"
    if word in table("times")["ahead_verbs"] and speech.startswith("VB"):
        return "future"
    if speech == "VB":
        before = segments.tokens[token - 1].text.lower() if token > first else ""
        return "future" if before == "to" else None
    if speech == "VBN":
        group = segments.tokens[max(first, token - _VERB_GROUP) : token]
        return "future" if any(each.text.lower() in _ahead() for each in group) else "past"
    if speech == "VBD":
        return "past"
    return "present" if speech in {"VBZ", "VBP"} else None


@cache
def _ahead() -> frozenset[str]:
    return frozenset(table("times")["ahead"])
