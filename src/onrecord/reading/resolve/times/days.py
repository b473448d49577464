"""What the patterns of days and months mean."""

from collections.abc import Callable, Mapping
from datetime import date, timedelta

from onrecord.data import table
from onrecord.reading.resolve.times.found import FROM_MENTION, Found, Meaning
from onrecord.reading.resolve.times.values import easter, interval, moved, weekday_of_month

WEEK = timedelta(days=7)
MONTHS = 12
SOON = 75  # days: a day without a year lies in the future if it is nearer than this; of a year ago one would say so
PIVOT = 50  # two-digit years above it are of the twentieth century
CENTURY = 100
SHORT = 4  # letters of a shortened month ("sept")
THANKSGIVING = (11, 3, 4)  # the fourth Thursday of November


def iso(found: Found) -> Meaning:
    """2015-10-01."""
    value = str(found["d"].meaning)
    return ("DATE", value) if interval(value) else None


def slash(found: Found) -> Meaning:
    """10/31/89: a day only where it can be read in one way; else the year is all that is known."""
    a, b, year = (int(part) for part in str(found["d"].meaning).split("/"))
    if year < CENTURY:
        year += CENTURY * (19 if year > PIVOT else 20)
    if b <= MONTHS and a <= MONTHS and a != b:
        return "DATE", f"{year}-XX-XX"
    month, day = (b, a) if a > MONTHS else (a, b)
    value = f"{year}-{month:02d}-{day:02d}"
    return ("DATE", value) if interval(value) else None


def month_day(found: Found) -> Meaning:
    """March 3, 3 March, with or without a year; but not "in May 10 percent"."""
    if found.pieces()[-1].kind == "day" and found.word_after in {"percent", "%", "per"}:
        return None
    value = _of_year(found, f"{found['m'].meaning:02d}-{found['d'].meaning:02d}")
    return ("DATE", value) if value else None


def days_of_month(found: Found) -> Meaning:
    """March 3-5."""
    days = found.meaning("days")
    first, last = (int(day) for day in (days.split("-") if days else (found["d"].meaning, found["e"].meaning)))
    begin = _of_year(found, f"{found['m'].meaning:02d}-{first:02d}")
    if begin is None:
        return None
    value = f"{begin}/{begin[:-2]}{last:02d}"
    return ("DATE", value) if interval(value) or (begin[0] == "X" and first < last) else None


def month_year(found: Found) -> Meaning:
    """March 2014, March last year."""
    year = found.meaning("y") or shifted_year(found)
    return ("DATE", f"{year}-{found['m'].meaning:02d}") if year else None


def shifted_year(found: Found) -> str | None:
    """The year of "last year", "the previous year"; None where the words name none."""
    which = found.piece("w")
    if which is None or found.meaning("yu") != "Y":
        return None
    start = found.mentioned if which.kind in FROM_MENTION else found.anchor
    return "XXXX" if start is None else moved("Y", which.meaning, start)


def month(found: Found) -> Meaning:
    """March."""
    following = found.after
    no_day = following is not None and following.kind == "day" and not interval(f"2000-{found['m'].meaning:02d}-{following.meaning:02d}")
    if no_day or not is_month(found):
        return None
    value = _of_year(found, f"{found['m'].meaning:02d}")
    return ("DATE", value) if value else None


def is_month(found: Found) -> bool:
    """Whether a month without a day is one: with a capital, no verb, in full or with its full stop."""
    text, lower = found["m"].text, found["m"].text.lower()
    if not text[0].isupper() or found.speech().startswith(("VB", "MD")):
        return False
    if lower == "may":
        return found.word_before in table("times")["before_may"] or found.rule == "which_month"
    if lower == "march" and found.word_before == "the":
        return False
    return len(text) > SHORT or lower in {"june", "july"} or text.endswith(".")


def which_month(found: Found) -> Meaning:
    """Last March, next March, this March."""
    number, anchor = found["m"].meaning, found.anchor
    if not is_month(found):
        return None
    kind = (found.piece("v") or found["w"]).kind
    if kind in FROM_MENTION:
        anchor = found.mentioned if kind == "that" else None
    if anchor is None:
        return "DATE", f"XXXX-{number:02d}"
    step = {"last": -(number >= anchor.month), "next": int(number <= anchor.month)}.get(kind, 0)
    return "DATE", f"{anchor.year + step}-{number:02d}"


def _of_year(found: Found, rest: str) -> str | None:
    """A month, or month and day, with its year: the one written, else the one that tense and anchor give."""
    year, anchor = found.meaning("y"), found.anchor
    if year is not None:
        return f"{year}-{rest}" if interval(f"{year}-{rest}") else None
    if anchor is None:
        return f"XXXX-{rest}" if interval(f"2000-{rest}") else None
    values = [f"{year}-{rest}" for year in (anchor.year - 1, anchor.year, anchor.year + 1)]
    known = [(value, days) for value in values if (days := interval(value))]
    before = [value for value, (begins, _) in known if begins <= anchor]
    after = [value for value, (_, ends) in known if ends > anchor]
    soon = [value for value, (begins, _) in known if timedelta(0) < begins - anchor < timedelta(days=SOON)]
    late = [value for value, (begins, _) in known if timedelta(0) <= anchor - begins < timedelta(days=SOON)]
    if (soon or late) and len(rest) > len("03"):
        return [*soon, *late][0]
    tense = found.tense
    if after and (tense == "future" or (soon and tense != "past")):
        return after[0]
    return before[-1] if before else after[0] if after else None


def weekday(found: Found) -> Meaning:
    """Monday, last Monday, Monday night: the last one up to the anchor, or where the verb looks ahead the next one from it."""
    piece, anchor = found["d"], found.anchor
    if piece.text[0].islower() and piece.text.endswith("."):
        return None
    number = piece.meaning
    if anchor is None:
        return with_part(found, f"XXXX-WXX-{number + 1}")
    which = found.piece("v") or found.piece("w")
    kind = which.kind if which else ""
    back, forth = timedelta(days=(anchor.weekday() - number) % 7), timedelta(days=(number - anchor.weekday()) % 7)
    if kind in {"last", "previous"}:
        day = anchor - (back or WEEK)
    elif kind in {"next", "following"}:
        day = anchor + (forth or WEEK)
    elif kind == "that" and found.mentioned_day is not None:
        day = _of_week(found.mentioned_day, number)
    elif (tense := found.tense) == "future" or (kind == "this" and tense != "past"):
        day = anchor + forth
    else:
        day = anchor - back
    return with_part(found, day.isoformat())


def _of_week(day: date, number: int) -> date:
    """That weekday of the week of a day."""
    return day + timedelta(days=number - day.weekday())


def weekday_of(found: Found) -> Meaning:
    """Monday next week, Tuesday of last week."""
    if found["u"].meaning != "W":
        return None
    number = found["d"].meaning
    if found.anchor is None:
        return with_part(found, f"XXXX-WXX-{number + 1}")
    return with_part(found, _of_week(found.anchor + WEEK * found["w"].meaning, number).isoformat())


def with_part(found: Found, day: str) -> Meaning:
    """A day, or its part if the words name one ("Monday night")."""
    part = found.meaning("p")
    return ("DATE", day) if part is None else ("TIME", f"{day}T{part}")


def near(found: Found) -> Meaning:
    """Today, tomorrow night, yesterday morning; but not "USA Today"."""
    piece, anchor = found["d"], found.anchor
    if found.is_name:
        return None
    value = "XXXX-XX-XX" if anchor is None else moved("D", piece.meaning, anchor)
    if value is None:
        return None
    return ("TIME", f"{value}TNI") if piece.text.lower() == "tonight" else with_part(found, value)


def holiday(found: Found) -> Meaning:
    """Christmas, Easter, Thanksgiving."""
    name, year, anchor = found["h"].meaning, found.meaning("y"), found.anchor
    if not found["h"].text[0].isupper() or (found.speech(1) == "NNP" and found.after is None):
        return None  # "Easter Island"
    if year is not None:
        return "DATE", _holiday(name, year).isoformat()
    if anchor is None:
        return "DATE", f"XXXX-{name}" if name[0].isdigit() else "XXXX-XX-XX"
    which = found.piece("w")
    days = [_holiday(name, anchor.year + step) for step in (-1, 0, 1)]
    ahead = which.kind == "next" if which else found.tense == "future"
    day = next(day for day in days if day >= anchor) if ahead else [day for day in days if day <= anchor][-1]
    return "DATE", day.isoformat()


def _holiday(name: str, year: int) -> date:
    if name == "easter":
        return easter(year)
    if name == "thanksgiving":
        month, weekday, nth = THANKSGIVING
        return weekday_of_month(year, month, weekday, nth)
    return date.fromisoformat(f"{year}-{name}")


MEANINGS: Mapping[str, Callable[[Found], Meaning]] = {
    "iso": iso,
    "slash": slash,
    "days_of_month": days_of_month,
    "month_of_days": days_of_month,
    "month_day": month_day,
    "day_month": month_day,
    "month_year": month_year,
    "which_month": which_month,
    "month": month,
    "weekday_of": weekday_of,
    "weekday": weekday,
    "part_weekday": weekday,
    "near": near,
    "part_near": near,
    "holiday": holiday,
}
