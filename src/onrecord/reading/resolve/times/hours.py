"""What the patterns of hours and parts of the day mean; find.py joins an hour to the day beside it."""

from collections.abc import Callable, Mapping

from onrecord.reading.resolve.times.found import FROM_MENTION, Found, Meaning
from onrecord.reading.resolve.times.values import moved

NOON = 12
HOURS, MINUTES = 24, 59  # the largest that a clock shows


def which_part(found: Found) -> Meaning:
    """This morning, last night, that evening; "the next morning" is the one after the day mentioned last."""
    which = found["w"]
    from_mention = which.kind in FROM_MENTION or (which.kind == "next" and found.beside(-1) == "the")
    start = found.mentioned_day if from_mention else found.anchor
    value = "XXXX-XX-XX" if start is None else moved("D", which.meaning, start)
    return ("TIME", f"{value}T{found['p'].meaning}") if value else None


def early_part(found: Found) -> Meaning:
    """Mid-afternoon, late evening: of the day mentioned last."""
    day = found.mentioned_day
    return "TIME", f"{day.isoformat() if day else 'XXXX-XX-XX'}T{found['p'].meaning}"


def clock(found: Found) -> Meaning:
    """3:30 p.m., 5 p.m. EST, 3 o'clock, 15:30 GMT; "3:30" without more only after "at"."""
    piece = found.piece("c") or found.piece("o") or found["i"]
    text = str(piece.meaning)
    half = text[-2:] if text.endswith(("am", "pm")) else ""
    digits = text.removesuffix(half).replace(".", ":").split(":")
    shift = found.meaning("h") if not half else NOON * (half == "pm")
    told = shift is not None or any(found.piece(label) for label in "izp")
    if not told and (found.beside(-1) not in {"at", "to"} or "." in text):
        return None
    if found.piece("p") is not None:
        shift = _half(found)
    zone = found.piece("z")
    hour = int(digits[0]) if shift is None else int(digits[0]) % NOON + shift
    return _time(hour, digits[1:], "Z" if zone is not None and zone.text in {"GMT", "UTC"} else "")


def hour_in(found: Found) -> Meaning:
    """4 in the morning."""
    digits = str(found["o"].meaning).split(":")
    return _time(int(digits[0]) % NOON + _half(found), digits[1:], "") if digits[0].isdigit() else None


def _half(found: Found) -> int:
    """The hours before the half of the day that a part of it lies in."""
    return 0 if found["p"].meaning == "MO" else NOON


def _time(hour: int, rest: list[str], zone: str) -> Meaning:
    if hour > HOURS or any(int(part) > MINUTES for part in rest):
        return None
    return "TIME", f"T{hour:02d}:{':'.join(rest) or '00'}{zone}"


def clock_word(found: Found) -> Meaning:
    """Noon, midnight; but not "High Noon"."""
    return ("TIME", f"T{found['c'].meaning}") if found.word_before != "high" else None


MEANINGS: Mapping[str, Callable[[Found], Meaning]] = {
    "which_part": which_part,
    "early_part": early_part,
    "clock": clock,
    "hour_in": hour_in,
    "clock_word": clock_word,
}
