"""Times: words that mean a day, a week, a month or a year, with their TIMEX3 values, counted from the day of publication.

Without a day of publication, what is not absolute stays partial ("XXXX-WXX-4" is some Thursday), never a guess.
A weekday is the last one up to the day of publication, or the next one after it where the words before it look ahead.
Misses: hours, durations, sets, seasons, and what counts from another time in the text ("two days later").
"""

import re
from bisect import bisect_left
from collections.abc import Sequence
from datetime import date, timedelta
from functools import cache

from onrecord.data import table
from onrecord.schema.actor import Speaker
from onrecord.schema.draft import Draft
from onrecord.schema.segments import Segments
from onrecord.schema.tags import Tags, TokenRange
from onrecord.schema.when import When

Interval = tuple[date, date]
LOOKS_AHEAD = 12  # tokens before a weekday in which "will" or "expected" puts it in the future
NEAR_CUE = 12  # tokens between a cue and the words that date it
EARLIEST, LATEST = 1000, 2999  # years that a four-digit number may mean

_DAYS = {"day": 1, "week": 7}


def _any(*patterns: str) -> str:
    """A pattern for any of these. It looks for their first letters first: at most places none of them begins."""
    letters = sorted({pattern[:2] if pattern[0] == "\\" else pattern[0] for pattern in patterns})
    return rf"(?=[{''.join(letters)}])(?:{'|'.join(patterns)})"


@cache
def _pattern() -> re.Pattern[str]:
    words = table("times")
    months = _any(*words["months"], *(rf"{short}\b\.?" for short in words["month_abbreviations"]))
    weekdays = _any(*words["weekdays"], *(f"{short}\\." for short in words["weekday_abbreviations"]))
    numbers = _any(*words["numbers"], r"\d{1,3}")
    which_day = _any("last", "next", "this", "past", "coming")
    near = _any("today", "tonight", "yesterday", "tomorrow")
    which = _any("last", "next", "this", "past", r"the\spast", r"the\sprevious")
    return re.compile(
        rf"""
        \b(?:
            (?P<iso>\d{{4}}-\d\d-\d\d)\b
          | (?:(?P<day_first>\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?)?(?P<month>{months})(?!\w)
            (?:\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\b(?!\s*[:,]?\d*\s*(?:percent|%)))?(?:,?\s+(?P<month_year>[12]\d{{3}})\b)?
          | (?P<which_day>{which_day})?\s*\b(?P<weekday>{weekdays})(?!\w)
          | (?P<near>{near})\b
          | (?P<which>{which})\s+(?P<unit>week|month|year)\b(?!-)
          | (?P<count>{numbers})\s+(?P<ago_unit>day|week|month|year)s?\s+ago\b
          | (?=[12]\d{{3}}\b)(?:
                (?<=\bin\s)(?P<year>[12]\d{{3}})\b(?![-,]\d)
              | (?<=\b(?:by|of)\s)(?P<year2>(?:19|20)\d\d)\b(?![-,]\d)
              | (?<=\bsince\s)(?P<year3>(?:19|20)\d\d)\b
            )
        )
        """,
        re.VERBOSE | re.IGNORECASE,
    )


def times(segments: Segments) -> list[When]:
    """The times of a report, in order."""
    published = segments.report.published
    starts = [token.start for token in segments.tokens]
    found = []
    for match in _pattern().finditer(segments.report.text):
        token = bisect_left(starts, match.end()) - 1
        value = _value(match, published, _looks_ahead(segments, token)) if token >= 0 else None
        if value is None:
            continue
        start = match.start() + len(match[0]) - len(match[0].lstrip())
        span = segments.report.span(start, match.end())
        begins, ends = _interval(value) or (None, None)
        found.append(When(span.start, span.end, span.text, "DATE", value, begins, ends))
    return found


def _value(match: re.Match[str], published: date | None, ahead: bool) -> str | None:
    groups = match.groupdict()
    if groups["iso"]:
        return groups["iso"] if _interval(groups["iso"]) else None
    if groups["month"]:
        return _month_value(match, published, ahead)
    if groups["weekday"]:
        return _weekday_value(groups["weekday"], groups["which_day"] or "", published, ahead)
    if groups["near"]:
        shift = {"yesterday": -1, "tomorrow": 1}.get(groups["near"].lower(), 0)
        return "XXXX-XX-XX" if published is None else (published + timedelta(days=shift)).isoformat()
    if groups["unit"]:
        shift = {"this": 0, "next": 1}.get(groups["which"].lower(), -1)
        return _shifted(groups["unit"].lower(), shift, published)
    if groups["count"]:
        count = table("times")["numbers"].get(groups["count"].lower()) or int(groups["count"])
        return _ago(groups["ago_unit"].lower(), count, published)
    return groups["year"] or groups["year2"] or groups["year3"]


def _month_value(match: re.Match[str], published: date | None, ahead: bool) -> str | None:
    words = table("times")
    name = match["month"].lower().rstrip(".")
    day = match["day"] or match["day_first"]
    # "may" and "march" are months only with a day or a year, or with a capital inside a sentence.
    if name in {"may", "march"} and not day and not match["month_year"] and (match["month"][0].islower() or name == "may"):
        return None
    if name in words["month_abbreviations"] and not day and not match["month_year"] and not match["month"][0].isupper():
        return None
    month = words["months"].index(name) + 1 if name in words["months"] else words["month_abbreviations"][name]
    year = match["month_year"]
    if year is None:
        if published is None:
            year = "XXXX"
        else:
            later = month > published.month or (month == published.month and day is not None and int(day) > published.day)
            year = str(published.year - (later and not ahead))
    value = f"{year}-{month:02d}" + (f"-{int(day):02d}" if day else "")
    return value if year == "XXXX" or _interval(value) else None


def _weekday_value(word: str, which: str, published: date | None, ahead: bool) -> str:
    words = table("times")
    name = word.lower().rstrip(".")
    number = words["weekdays"].index(name) if name in words["weekdays"] else words["weekday_abbreviations"][name]
    if published is None:
        return f"XXXX-WXX-{number + 1}"
    if which.lower() in {"next", "coming"} or (ahead and which.lower() not in {"last", "past"}):
        forward = (number - published.weekday()) % 7
        return (published + timedelta(days=forward or 7 * (which.lower() == "next"))).isoformat()
    back = (published.weekday() - number) % 7
    return (published - timedelta(days=back or 7 * (which.lower() == "last"))).isoformat()


def _shifted(unit: str, shift: int, published: date | None) -> str:
    if published is None:
        return {"week": "XXXX-WXX", "month": "XXXX-XX", "year": "XXXX"}[unit]
    if unit == "week":
        year, week, _ = (published + timedelta(weeks=shift)).isocalendar()
        return f"{year}-W{week:02d}"
    if unit == "month":
        months = published.year * 12 + published.month - 1 + shift
        return f"{months // 12}-{months % 12 + 1:02d}"
    return str(published.year + shift)


def _ago(unit: str, count: int, published: date | None) -> str | None:
    if unit in _DAYS:
        if published is None:
            return "XXXX-XX-XX" if unit == "day" else "XXXX-WXX"
        days = timedelta(days=_DAYS[unit] * count)
        if published - date.min < days:
            return None
        then = published - days
        year, week, _ = then.isocalendar()
        return then.isoformat() if unit == "day" else f"{year}-W{week:02d}"
    value = _shifted(unit, -count, published)
    return value if value.startswith("XXXX") or _interval(value) else None


def _interval(value: str) -> Interval | None:
    """The days that a value covers, the end exclusive; None while it is partial or no real date."""
    try:
        if re.fullmatch(r"\d{4}", value):
            return date(int(value), 1, 1), date(int(value) + 1, 1, 1)
        if re.fullmatch(r"\d{4}-\d\d", value):
            year, month = int(value[:4]), int(value[5:])
            return date(year, month, 1), date(year + month // 12, month % 12 + 1, 1)
        if re.fullmatch(r"\d{4}-W\d\d", value):
            monday = date.fromisocalendar(int(value[:4]), int(value[6:]), 1)
            return monday, monday + timedelta(days=7)
        day = date.fromisoformat(value)
        return day, day + timedelta(days=1)
    except (ValueError, OverflowError):
        return None


def _looks_ahead(segments: Segments, token: int) -> bool:
    first = max(segments.sentences[segments.sentence_of[token]].first, token - LOOKS_AHEAD)
    return any(segments.tokens[i].text.lower() in table("times")["future"] for i in range(first, token))


def dates(
    segments: Segments, tags: Tags, whens: Sequence[When], drafts: Sequence[Draft], speakers: Sequence[Speaker | None]
) -> list[tuple[str | None, str]]:
    """For each draft the day of the utterance, or None; and why, where the words beside the cue do not say it.

    The day stands beside the cue ("said Thursday"). Where none does, an assertion is taken to be of the same day as the
    dated one before it by the same speaker: one report, one occasion.
    """
    starts = [when.start for when in whens]
    last: dict[str, str] = {}
    found: dict[int, tuple[str | None, str]] = {}
    for number in sorted(range(len(drafts)), key=lambda i: drafts[i].contents):
        draft, speaker = drafts[number], speakers[number]
        value = _beside_cue(segments, tags, whens, starts, draft)
        reason = ""
        if value is None and speaker is not None and draft.type == "assertion" and draft.parent is None:
            value = last.get(speaker.id)
            reason = "the day of the same speaker's statement before" if value else ""
        elif value is not None and speaker is not None:
            last[speaker.id] = value
        found[number] = value, reason
    return [found[number] for number in range(len(drafts))]


def _beside_cue(segments: Segments, tags: Tags, whens: Sequence[When], starts: Sequence[int], draft: Draft) -> str | None:
    """The value of the nearest time in the cue's sentence, outside source and contents, with no other verb between."""
    if draft.cue is None:
        return None
    sent = segments.sentences[segments.sentence_of[draft.cue[0]]]
    low, high = _reach(draft.cue, (sent.first, sent.last))
    begin, end = bisect_left(starts, segments.tokens[low].start), bisect_left(starts, segments.tokens[high - 1].end)
    if begin == end:
        return None  # as of most cues: nothing to weigh
    taken = [segments.span(*bounds) for bounds in (*draft.contents, *((draft.source,) if draft.source else ()))]
    cue = segments.span(*draft.cue)
    verbs = [
        segments.tokens[token].start
        for token in range(low, high)
        if tags.speech[token].startswith("VB") and not draft.cue[0] <= token < draft.cue[1]
    ]
    between = [verb for verb in verbs if not any(span.start <= verb < span.end for span in taken)]

    def clear(when: When) -> bool:
        gap = (cue.end, when.start) if when.start >= cue.end else (when.end, cue.start)
        return not any(span.overlap(when) for span in taken) and not any(gap[0] <= verb < gap[1] for verb in between)

    free = [when for when in whens[begin:end] if clear(when)]
    nearest = min(free, key=lambda when: min(abs(when.start - cue.end), abs(cue.start - when.end)), default=None)
    return None if nearest is None else nearest.value


def _reach(cue: TokenRange, sentence: TokenRange) -> TokenRange:
    """The tokens near a cue, inside its sentence; a sentence's own opening counts as near."""
    low = sentence[0] if cue[0] - sentence[0] < 2 * NEAR_CUE else max(sentence[0], cue[0] - NEAR_CUE)
    return low, min(sentence[1], cue[1] + NEAR_CUE)
