"""The day that a source's words for a date mean; None where they mean none, or might mean two.

Days in digits alone, 01/02/2015, are read by the order that the file as a whole shows (a number over 12 is a day), or that the user
names; where neither tells, the day is unknown rather than guessed. With dots, 01.02.2015, the day stands first.
"""

import re
from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from email.utils import parsedate
from functools import lru_cache

from onrecord.errors import DateError
from onrecord.schema.day import day

EARLIEST = date(1600, 1, 1)  # the first newspapers
LANGUAGES = ["en", "de", "fr", "es", "it", "pt", "nl", "ru"]  # of months' names; each one more costs time at every date
_LONGEST = 100  # characters that are looked at
_DIGITS = re.compile(r"(\d{1,2})([/.-])(\d{1,2})\2(\d{4})(?!\d)")
_YEAR_FIRST = re.compile(r"((?:1[6-9]|20)\d\d)([-/.]?)(0[1-9]|1[0-2])\2(0[1-9]|[12]\d|3[01])(?:\D.*|\d{6}Z?)?", re.DOTALL)
_LOOSE = re.compile(r"((?:1[6-9]|20)\d\d)[-/.](\d{1,2})[-/.](\d{1,2})(?!\d)")
_EPOCH = re.compile(r"-?\d{9,10}(?:\.\d*)?|-?\d{12,13}|\d\.\d+e\+?(?:09|12|9)")
_MILLISECONDS = 10**11  # an epoch number above it counts milliseconds
_WORD = r"[^\W\d_]+"
_NAMED = re.compile(
    rf"(?P<d>\d{{1,2}})(?:st|nd|rd|th|er|e|º|ª|\.)?[ -](?:of |de |d')?(?P<m>{_WORD})\.?,?[ -](?:de |del )?(?P<y>\d{{4}})(?!\d)"
    rf"|(?P<m2>{_WORD})\.? (?P<d2>\d{{1,2}})(?:st|nd|rd|th)?,? (?P<y2>\d{{4}})(?!\d)"
)


def day_of(text: str, *, dayfirst: bool | None = None, latest: date | None = None) -> date | None:
    """The day that a text names.

    Args:
        dayfirst: whether 01/02/2015 is the first of February; None: unknown, unless one of the numbers is over 12.
        latest: the last day that is not yet the future; None: tomorrow, as it may be tomorrow already where the report was written.
    """
    plain = " ".join(text[:_LONGEST].split())
    try:
        found = _in_digits(plain, dayfirst) or _in_words(plain)
    except (ValueError, OverflowError, OSError):  # a 31 June, a number beyond the calendar
        return None
    last = latest or datetime.now(UTC).date() + timedelta(days=1)
    return found if found is not None and EARLIEST <= found <= last else None


def _in_digits(plain: str, dayfirst: bool | None) -> date | None:
    if fit := _YEAR_FIRST.fullmatch(plain) or _LOOSE.match(plain):
        *_, month, number = fit.groups()
        return date(int(fit[1]), int(month), int(number))
    if _EPOCH.fullmatch(plain):
        seconds = float(plain)
        return datetime.fromtimestamp(seconds / 1000 if abs(seconds) > _MILLISECONDS else seconds, UTC).date()
    if (fit := _DIGITS.match(plain)) is None:
        return None
    first, mark, second, year = int(fit[1]), fit[2], int(fit[3]), int(fit[4])
    is_day = dayfirst if dayfirst is not None else _order(first, second, mark)
    if is_day is None:
        return None
    return date(year, second, first) if is_day else date(year, first, second)


def _order(first: int, second: int, mark: str = "/") -> bool | None:
    """Whether the first of two numbers is the day; None where either could be."""
    if mark == "." or first == second:
        return True
    if max(first, second) <= 12:  # noqa: PLR2004 (months)
        return None
    return first > second


def order_of(values: Iterable[str]) -> bool | None:
    """Whether the days of a file stand before the months, as its values show; None where they show nothing, or both."""
    seen = {
        order
        for value in values
        if (fit := _DIGITS.match(value.strip())) and fit[1] != fit[3]
        if (order := _order(int(fit[1]), int(fit[3]), fit[2])) is not None
    }
    return seen.pop() if len(seen) == 1 else None


def settled(text: str, dayfirst: bool | None) -> str:
    """A date in digits alone as YYYY-MM-DD, by the order of its file; anything else as it is."""
    if dayfirst is None or not _DIGITS.match(text.strip()):
        return text
    found = day_of(text, dayfirst=dayfirst)
    return text if found is None else found.isoformat()


def _in_words(plain: str) -> date | None:
    try:
        return day(plain)
    except DateError:
        pass
    if parts := parsedate(plain):  # RFC 5322, as in feeds and headers
        return date(*parts[:3])
    fit = _NAMED.search(plain)
    if fit is None:
        return None
    number, month, year = (fit["d"], fit["m"], fit["y"]) if fit["d"] else (fit["d2"], fit["m2"], fit["y2"])
    return _named(f"{int(number)} {month.lower()} {year}")


@lru_cache(maxsize=4096)
def _named(words: str) -> date | None:
    """A day, a month's name in some language, and a year."""
    import dateparser  # noqa: PLC0415 (half a second, and most dates are in digits)

    settings = {"STRICT_PARSING": True, "PARSERS": ["absolute-time"]}
    found = dateparser.parse(words, languages=LANGUAGES, settings=settings)
    return None if found is None else found.date()
