"""What the patterns of stretches of time mean: how long, how often, how long ago; and of words that name no time at all."""

from collections.abc import Callable, Mapping, Sequence

from onrecord.reading.resolve.times.found import Found, Meaning
from onrecord.reading.resolve.times.values import duration, moved, unknown
from onrecord.reading.resolve.times.words import Piece
from onrecord.reading.resolve.times.years import a_year_before

HUNDRED, THOUSAND, DOZEN = 100, 1000, 12
ARTICLE_AND_UNIT = 2  # pieces


def number(pieces: Sequence[Piece]) -> float | None:
    """The number that words and digits make; None where it is not said ("several"). Of "two to three" it is the first."""
    total, last = 0.0, 0.0
    for at, piece in enumerate(pieces):
        if piece.kind in {"to", "or", "dash"} or (piece.kind == "hyphen" and pieces[at - 1].kind == "day"):
            break
        if piece.kind == "vague":
            return piece.meaning or None
        if piece.kind == "half":  # "half an hour", "three and a half years"
            return (total + last if at > 1 else 0) + 0.5
        if piece.kind == "articles":
            last = last or 1
        elif piece.kind in {"numbers", "number", "day", "year", "fraction"}:
            if piece.kind == "numbers" and piece.meaning in {HUNDRED, THOUSAND, DOZEN} and last:
                last *= piece.meaning
            else:
                total, last = total + (last if pieces[at - 1].kind != "articles" else 0), piece.meaning
    return total + last


def stretch(found: Found) -> Meaning:
    """Three years, the past two weeks, a minute and a half; but not "a 6-year-old", "$5 a year", "a day-to-day task", "three-quarters"."""
    pieces = found.pieces()
    unit = found["u"].meaning
    if pieces[-1].text.lower() == "old" or _is_rate(found) or (found.after is not None and found.after.kind == "hyphen"):
        return None
    if unit == "Q" and any(piece.kind == "hyphen" for piece in pieces):
        return None
    count = number(found.pieces("n")) if found.pieces("n") else 1
    if found.piece("h") is not None and count is not None:
        count += 0.5
    return "DURATION", duration(count, unit)


def _is_rate(found: Found) -> bool:
    """Whether it says how much a time, not how long ("four flights a week", "$5 a year")."""
    pieces = found.pieces()
    if pieces[0].kind != "articles" or len(pieces) > ARTICLE_AND_UNIT or not found.word_before:
        return False
    return found.beside(-1) == "hyphen" or found.speech(-1) in {"NN", "NNS", "NNP", "CD", "$"}


def vague_stretch(found: Found) -> Meaning:
    """Recent months, coming weeks, for years; but "quarters" alone are where troops live, and "these days" are now."""
    unit = found["u"].meaning
    if unit == "D" and found.word_before == "these":
        return "DATE", "PRESENT_REF"
    return None if unit == "Q" and found.rule == "bare_units" else ("DURATION", duration(None, unit))


def ago(found: Found) -> Meaning:
    """Two days ago, three months earlier, a week later: from the anchor, or from the time mentioned last."""
    which, unit, count = found["w"], found["u"].meaning, number(found.pieces("n"))
    if which.text.lower() in {"before", "after"} and found.is_followed:
        return None  # what it counts from is named, and has no day that is known
    if unit == "Y" and count == 1 and which.kind != "later":
        return a_year_before(found, named=False)
    return _away(found, unit, count, which)


def _away(found: Found, unit: str, count: float | None, which: Piece) -> Meaning:
    """So many units before or after the anchor or the time mentioned last."""
    if count is None:
        return ("DATE", "PAST_REF") if which.kind == "ago" else ("DURATION", duration(None, unit))
    if unit[0] == "T":
        return "TIME", "XXXX-XX-XXTXX"
    if which.kind == "ago":
        start = found.anchor
    elif unit in {"D", "W"}:
        start = found.mentioned_day
    else:
        start = found.mentioned or found.anchor
    if start is None:
        return "DATE", unknown(unit)
    value = moved(unit, int(count) if which.kind == "later" else -int(count), start)
    return ("DATE", value) if value else None


def day_before(found: Found) -> Meaning:
    """The day before, the week after, with nothing named after it."""
    which = found["w"]
    if found.word_before != "the" or found.is_followed or which.text.lower() not in {"before", "after"}:
        return None
    return _away(found, found["u"].meaning, 1, which)


def from_now(found: Found) -> Meaning:
    """Two weeks from now."""
    unit, count, anchor = found["u"].meaning, number(found.pieces("n")), found.anchor
    if count is None or unit[0] == "T":
        return "DATE", "FUTURE_REF"
    value = unknown(unit) if anchor is None else moved(unit, int(count), anchor)
    return ("DATE", value) if value else None


def vague_ago(found: Found) -> Meaning:
    """Years ago, weeks later."""
    which = found["w"]
    if which.text.lower() in {"before", "after"} and found.is_followed:
        return None
    return "DATE", "FUTURE_REF" if which.kind == "later" else "PAST_REF"


def every(found: Found) -> Meaning:
    """Every day, each July, every two weeks."""
    unit = found["u"]
    if unit.kind in {"units", "plural_units"}:
        return "SET", duration(number(found.pieces("n")) or 1, unit.meaning)
    return "SET", {"month": "XXXX-{:0>2}", "seasons": "XXXX-{}", "parts": "XXXX-XX-XXT{}"}[unit.kind].format(unit.meaning)


def set_weekday(found: Found) -> Meaning:
    """Each Thursday, Tuesdays, Tuesday nights."""
    day = found.piece("d") or found.piece("d2") or found["d3"]
    part = found.piece("p") or found.piece("p2")
    return "SET", f"XXXX-WXX-{day.meaning + 1}{f'T{part.meaning}' if part else ''}"


def rate(found: Found) -> Meaning:
    """Twice a year."""
    return "SET", duration(1, found["u"].meaning)


def frequency(found: Found) -> Meaning:
    """Daily, annually."""
    return None if found.is_name else ("SET", found["s"].meaning)


def reference(found: Found) -> Meaning:
    """Now, recently, soon; but not "as soon as", "shortly after"."""
    if found.is_name or (found.rule == "future" and {found.word_before, found.word_after} & {"as", "after", "before", "too"}):
        return None
    return "DATE", {"past": "PAST_REF", "present": "PRESENT_REF", "future": "FUTURE_REF"}[found.rule]


def noun(found: Found) -> Meaning:
    """The future, the past: as nouns."""
    past = found.rule == "the_past"
    if (
        found.speech() != "NN"
        or found.speech(1).startswith("NN")
        or (past and (found["n"].text.lower() != "past" or found.word_before != "the"))
    ):
        return None
    return "DATE", "PAST_REF" if past else "FUTURE_REF"


MEANINGS: Mapping[str, Callable[[Found], Meaning]] = {
    "set_weekday": set_weekday,
    "every": every,
    "rate": rate,
    "set": frequency,
    "ago": ago,
    "from_now": from_now,
    "vague_ago": vague_ago,
    "last_n": stretch,
    "recent": vague_stretch,
    "duration": stretch,
    "bare_units": vague_stretch,
    "long": stretch,
    "day_before": day_before,
    "past": reference,
    "present": reference,
    "future": reference,
    "the_future": noun,
    "the_past": noun,
}
