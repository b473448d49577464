"""TIMEX3 values and the days that they cover; the arithmetic of calendars."""

import re
from datetime import date, timedelta

Interval = tuple[date, date]
"""A half-open interval of days."""

_QUARTER, _HALF = 3, 6  # months
_DAY = re.compile(r"(\d{4}-\d\d-\d\d)(?:T.*)?")


def interval(value: str) -> Interval | None:
    """The days that a value covers, the end exclusive; None while it is partial or no real date.

    It misses seasons and fiscal years, whose bounds differ from place to place, and of hours knows the day only.
    """
    try:
        if "/" in value:
            first, last = (interval(part) for part in value.split("/"))
            return (first[0], last[1]) if first and last and first[0] < last[1] else None
        if match := _DAY.fullmatch(value):
            day = date.fromisoformat(match[1])
            return day, day + timedelta(days=1)
        if match := re.fullmatch(r"(\d{4})-W(\d\d)(-WE)?", value):
            monday = date.fromisocalendar(int(match[1]), int(match[2]), 1)
            return monday + timedelta(days=5 if match[3] else 0), monday + timedelta(days=7)
        return _months(value)
    except (ValueError, OverflowError):
        return None


def _months(value: str) -> Interval | None:
    """The days of a month, quarter, half, year, decade or century."""
    if match := re.fullmatch(r"(\d{4})-(\d\d)", value):
        return _from(int(match[1]), int(match[2]), 1)
    if match := re.fullmatch(r"(\d{4})-([QH])(\d)", value):
        length = _QUARTER if match[2] == "Q" else _HALF
        return _from(int(match[1]), (int(match[3]) - 1) * length + 1, length)
    if re.fullmatch(r"\d{2,4}", value):
        years = 10 ** (4 - len(value))
        return _from(int(value) * years, 1, 12 * years)
    return None


def _from(year: int, month: int, months: int) -> Interval:
    end = year * 12 + month - 1 + months
    return date(year, month, 1), date(end // 12, end % 12 + 1, 1)


def week_of(day: date) -> str:
    """The value of the week that a day is in."""
    year, week, _ = day.isocalendar()
    return f"{year:04d}-W{week:02d}"


def moved(unit: str, count: int, day: date) -> str | None:
    """The value of the unit so many units away from a day ("two months ago" is a month); None beyond the calendar."""
    try:
        value = _moved(unit, count, day)
    except (ValueError, OverflowError):
        return None
    return value if value and interval(value) else None


def _moved(unit: str, count: int, day: date) -> str | None:
    if unit == "D":
        return (day + timedelta(days=count)).isoformat()
    if unit in {"W", "WE", "FN"}:
        week = week_of(day + timedelta(weeks=count * (2 if unit == "FN" else 1)))
        return f"{week}-WE" if unit == "WE" else week
    if unit in {"M", "Q"}:
        months = day.year * 12 + day.month - 1 + count * (_QUARTER if unit == "Q" else 1)
        year, month = months // 12, months % 12
        return f"{year:04d}-{month + 1:02d}" if unit == "M" else f"{year:04d}-Q{month // _QUARTER + 1}"
    years = {"Y": 1, "DE": 10, "CE": 100, "ME": 1000}.get(unit)
    return None if years is None else f"{day.year + count * years:04d}"[: {"DE": 3, "CE": 2}.get(unit, 4)]


def unknown(unit: str) -> str:
    """The value of some day, week, month ... of which no more is known."""
    known = {"D": "XXXX-XX-XX", "W": "XXXX-WXX", "WE": "XXXX-WXX-WE", "FN": "XXXX-WXX", "M": "XXXX-XX", "Q": "XXXX-QX"}
    return known.get(unit, {"DE": "XXX", "CE": "XX"}.get(unit, "XXXX"))


def duration(count: float | None, unit: str) -> str:
    """The value of so many units; X for a number that is not known. Halves of a unit are given in the unit below."""
    if unit in {"FN", "WE"}:
        count, unit = (None if count is None else count * 2), ("W" if unit == "FN" else "D")
    if unit in {"DE", "CE"} and count is not None:
        count, unit = count * (10 if unit == "DE" else 100), "Y"
    head, letter = ("PT", unit[1]) if unit[0] == "T" else ("P", unit)
    if count is None:
        return f"{head}X{letter}"
    whole, rest = int(count), count - int(count)
    below = {"Y": ("M", 12), "TH": ("M", 60), "TM": ("S", 60)}.get(unit)
    if not rest:
        return f"{head}{whole}{letter}"
    if below is None or rest * below[1] % 1:
        return f"{head}{count:g}{letter}"
    return f"{head}{f'{whole}{letter}' if whole else ''}{int(rest * below[1])}{below[0]}"


def weekday_of_month(year: int, month: int, weekday: int, nth: int) -> date:
    """The nth such weekday of a month: Thanksgiving is the fourth Thursday of November."""
    first = date(year, month, 1)
    return first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * (nth - 1))


def easter(year: int) -> date:
    """Easter Sunday of the Gregorian calendar (Meeus, Jones and Butcher)."""
    a, (b, c) = year % 19, divmod(year, 100)
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    m = (32 + 2 * e + 2 * i - h - k) % 7
    n = (a + 11 * h + 22 * m) // 451
    month, day = divmod(h + m - 7 * n + 114, 31)
    return date(year, month, day + 1)
