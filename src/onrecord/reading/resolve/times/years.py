"""What the patterns of weeks, quarters, seasons, years, decades and centuries mean."""

from collections.abc import Callable, Mapping

from onrecord.data import table
from onrecord.reading.resolve.times.days import CENTURY, shifted_year
from onrecord.reading.resolve.times.found import FROM_MENTION, STILL, Found, Meaning
from onrecord.reading.resolve.times.values import duration, interval, moved, unknown, week_of

QUARTERS, HALVES = 4, 2
FROM, TO = 1500, 2100  # years that a number with nothing around it may mean
THOUSAND, TEN = 1000, 10
SEASONS = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}  # the months in which they begin in the north
SEASON = 3  # months
SATURDAY = 5
SPOKEN_CENTURIES = range(15, 21)


def quarter_name(found: Found) -> Meaning:
    """Q3 2015, 3Q."""
    text = found["q"].text.upper()
    if found["q"].text[0].islower():
        return None
    return _quarter(found, text if text[0] in "QH" else text[::-1])


def quarter(found: Found) -> Meaning:
    """The third quarter, the fiscal third quarter of last year, the first half, this quarter."""
    which, unit = found["o"], found["q"]
    letter = {"Q": "Q", None: "H"}.get(unit.meaning)
    if letter is None:
        return None
    if which.kind in {"ordinal", "second"}:
        return _quarter(found, f"{letter}{which.meaning or 2}")
    if letter == "H":
        return None
    if which.kind in {"latest", "that"}:
        return "DATE", _latest_quarter(found)
    value = unknown("Q") if found.anchor is None else moved("Q", which.meaning, found.anchor)
    return ("DATE", value) if value else None


def _latest_quarter(found: Found) -> str:
    """The quarter that is spoken of, else the one that ended last."""
    ended = moved("Q", -1, found.anchor) if found.anchor else None
    return found.quarter or ended or unknown("Q")


def _quarter(found: Found, name: str) -> Meaning:
    """A quarter or half by its name, with the year written, else the last one that had begun by the anchor."""
    if not 1 <= int(name[1:]) <= (QUARTERS if name[0] == "Q" else HALVES):
        return None
    year, anchor = found.meaning("y") or shifted_year(found), found.anchor
    if year is None and anchor is not None:
        days = interval(f"{anchor.year}-{name}")
        begun = days is not None and days[0] <= anchor
        year = anchor.year - (not begun and found.tense != "future")
    return "DATE", f"{year or 'XXXX'}-{name}"


def year_ago_quarter(found: Found) -> Meaning:
    """The year-ago quarter, the year-earlier period: a year before the quarter that is spoken of."""
    return a_year_before(found, named=found.piece("q") is not None) if found["u"].meaning == "Y" else None


def a_year_before(found: Found, *, named: bool) -> Meaning:
    """A year before the quarter spoken of: where that is named, or not long ago; else a year before the anchor.

    Reports of earnings compare quarters, and say "a year ago" for short.
    """
    if found.quarter and (named or found.pieces()[0].token - found.against.mentions.token <= STILL):
        return "DATE", f"{int(found.quarter[:4]) - 1}{found.quarter[4:]}" if found.quarter[:4].isdigit() else found.quarter
    start = found.anchor if found["w"].kind == "ago" else (found.mentioned or found.anchor)
    value = unknown("Y") if start is None else moved("Y", -1, start)
    return ("DATE", value) if value else None


def which_years_quarter(found: Found) -> Meaning:
    """Last year's quarter, the 1988 period: that year's quarter of the number that is spoken of."""
    year = found.meaning("y") or shifted_year(found)
    return ("DATE", f"{year}{found.quarter[4:] if found.quarter else ''}") if year else None


def same_period(found: Found) -> Meaning:
    """The latest period, that period."""
    return "DATE", _latest_quarter(found)


def fiscal_year(found: Found) -> Meaning:
    """Fiscal 2014, FY14; the fiscal year. When one begins differs from place to place."""
    if found.piece("n"):
        digits = found["n"].meaning[len("fy") :]
        return "DATE", f"FY20{digits}" if len(digits) == len("14") else f"FY{digits}"
    if found.piece("y"):
        return "DATE", f"FY{found['y'].meaning}"
    return ("DURATION", "P1Y") if found.meaning("u") == "Y" else None


def season(found: Found) -> Meaning:
    """Last spring, the summer, the winter of 1994; of a season without a year the last one that had begun by the anchor."""
    piece, anchor = found["s"], found.anchor
    which = found.piece("v") or found.piece("w")
    if found.rule == "season_year":
        year = found.meaning("y") or shifted_year(found)
        return ("DATE", f"{year}-{piece.meaning}") if year else None
    if which is None and not _is_season(found):
        return None
    if anchor is None or (which is not None and which.kind in FROM_MENTION):
        return "DATE", f"XXXX-{piece.meaning}"
    begun = anchor.month >= SEASONS[piece.meaning]
    if which is not None and which.kind == "next":
        year = anchor.year + begun
    elif which is not None and which.kind == "this":
        year = anchor.year
    elif which is not None:  # "last summer", said in the summer, is that of the year before
        year = anchor.year - (anchor.month < SEASONS[piece.meaning] + SEASON)
    else:
        year = anchor.year - (not begun and found.tense != "future")
    return "DATE", f"{year}-{piece.meaning}"


def _is_season(found: Found) -> bool:
    """Whether a lone word is a season: no verb, and "spring" only where it can be nothing else."""
    if found.speech().startswith(("VB", "JJ")) or found["s"].text.lower() == "fall":
        return False
    return found["s"].meaning != "SP" or found.beside(-1) in {"the", "in", "early", "of"}


def decade(found: Found) -> Meaning:
    """The 1990s, the '90s, the nineties."""
    piece = found["d"]
    if len(piece.text) == len("1990s") and piece.text[0].isdigit():
        return "DATE", str(piece.meaning)
    if found.beside(-1) not in {"the", "early", "possessive"} or not 2 <= piece.meaning < TEN:  # noqa: PLR2004 (the twenties)
        return None
    return "DATE", f"19{piece.meaning}"


def century(found: Found) -> Meaning:
    """The 20th century."""
    number = found["o"].meaning
    return ("DATE", f"{number - 1:02d}") if found["u"].meaning == "CE" and 1 <= number <= CENTURY else None


def year_range(found: Found) -> Meaning:
    """1989-90."""
    first, last = found["y"].meaning.replace("/", "-").split("-")
    value = f"{first}/{first[: len(first) - len(last)]}{last}"
    return ("DATE", value) if interval(value) else None


def unit_end(found: Found) -> Meaning:
    """Year-end, the year's end, month's end."""
    unit, which = found["u"].meaning, found.piece("w")
    if found.pieces()[-1].text.lower() != "end" or unit not in {"Y", "Q", "M", "W"}:
        return None
    value = unknown(unit) if found.anchor is None else moved(unit, which.meaning if which else 0, found.anchor)
    return ("DATE", f"{value}-12-31" if unit == "Y" else value) if value else None


def year(found: Found) -> Meaning:
    """1998, where it counts nothing."""
    number = found["y"].meaning
    if not FROM <= number <= TO or found.word_before in {"$", "#", "no.", "number", "£", "€"}:
        return None
    if found.word_after in {"percent", "%", "people"}:
        return None
    led = {found.beside(-1), found.word_before}.intersection(table("times")["before_year"])
    return ("DATE", str(number)) if led or found.speech(1) != "NNS" else None


def named_year(found: Found) -> Meaning:
    """The year 2000."""
    return ("DATE", str(found["y"].meaning)) if found["u"].meaning == "Y" else None


def spoken_year(found: Found) -> Meaning:
    """Nineteen ninety-four, the year two thousand."""
    first, second, last = found["c"].meaning, found["x"].meaning, found.meaning("i") or 0
    if first in SPOKEN_CENTURIES and TEN <= second < CENTURY and last < TEN:
        return "DATE", str(first * CENTURY + second + last)
    if second == THOUSAND and found.pieces()[0].kind == "units":
        return "DATE", str(first * second + last)
    return None


def which_unit(found: Found) -> Meaning:
    """Last week, this year, that month; "the previous day" and "the next day" count from the day mentioned last."""
    which, unit = found["w"], found["u"].meaning
    hyphened = any(piece.kind == "hyphen" for piece in found.pieces())  # "last-minute"
    if (
        hyphened
        or which.kind == "latest"
        or (which.kind == "that" and found.piece("v"))
        or (unit == "D" and which.kind in {"last", "this"})
    ):
        return None
    if unit[0] == "T":
        return ("DURATION", duration(1, unit)) if which.kind in {"last", "next"} else None
    if which.kind not in FROM_MENTION and not (unit == "D" and which.kind == "next"):
        start = found.anchor
    else:
        start = found.mentioned_day if unit in {"D", "W", "WE"} else found.mentioned
    step = which.meaning - (unit == "WE" and which.kind == "this" and not found.piece("v") and _is_over(found))
    value = unknown(unit) if start is None else moved(unit, step, start)
    return ("DATE", value) if value else None


def _is_over(found: Found) -> bool:
    """Whether the weekend that is spoken of is the one before this week."""
    return found.anchor is not None and found.anchor.weekday() < SATURDAY and found.tense == "past"


def the_unit(found: Found) -> Meaning:
    """The year, the quarter, the weekend: this one, or the one spoken of; month and week only after "the end of"."""
    unit, anchor = found["u"].meaning, found.anchor
    full = found.beside(-1) == "full"
    if found.beside(-2 if full else -1) != "the" or (not full and found.word_before != "the"):
        return None
    if unit == "Q":
        return ("DATE", found.quarter) if found.quarter else None
    if unit not in {"Y", "WE"} and not (unit in {"M", "W"} and found.beside(-3) == "edges"):
        return None
    if unit == "Y" and found.word_after in {"ended", "ending"}:
        return "DURATION", "P1Y"
    if anchor is None:
        return "DATE", unknown(unit)
    over = unit == "WE" and anchor.weekday() < SATURDAY and found.tense != "future"  # "over the weekend"
    value = week_of(anchor) if unit == "W" else moved(unit, -over, anchor)
    return ("DATE", value) if value else None


MEANINGS: Mapping[str, Callable[[Found], Meaning]] = {
    "quarter_name": quarter_name,
    "year_quarter": quarter,
    "quarter": quarter,
    "year_ago_quarter": year_ago_quarter,
    "which_years_quarter": which_years_quarter,
    "same_period": same_period,
    "fiscal_year": fiscal_year,
    "season_year": season,
    "season": season,
    "decade": decade,
    "century": century,
    "unit_end": unit_end,
    "year_range": year_range,
    "year": year,
    "named_year": named_year,
    "spoken_year": spoken_year,
    "which_unit": which_unit,
    "the_unit": the_unit,
}
