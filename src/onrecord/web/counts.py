"""Counts over time as bars: a bar a month, or a year where there are many."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from onrecord.web.rendering import month

MOST_BARS = 48  # months; over a longer time a bar is a year
MONTHS = 12
TAIL = 0.01  # of all: what lies far before the rest ("in 1815 he wrote") is one bar, and the rest can be seen


@dataclass(frozen=True, slots=True)
class Bar:
    """Some days, how many there are in them, and their share of the highest.

    Attributes:
        since, until: as a question has them: a month or a year; `since` is None for all days before.
        acts, acts_share: the same of acts, where they are counted beside.
    """

    label: str
    since: str | None
    until: str
    count: int
    share: float
    acts: int = 0
    acts_share: float = 0.0


def with_acts(counts: Sequence[tuple[str, int]], acts: Sequence[tuple[str, int]]) -> tuple[Bar, ...]:
    """The bars of statements and those of acts, over the same days."""
    days = {name for name, _ in (*counts, *acts)}
    both = [(name, dict(counts).get(name, 0), dict(acts).get(name, 0)) for name in days]
    told = {bar.until: bar for bar in bars([(name, many + its) for name, many, its in both])}
    one, other = (_within(told, [(name, row[i]) for name, *row in both]) for i in (0, 1))
    most, most_acts = (max(found.values(), default=0) or 1 for found in (one, other))
    return tuple(
        Bar(bar.label, bar.since, bar.until, one[until], one[until] / most, other[until], other[until] / most_acts)
        for until, bar in told.items()
    )


def _within(told: Mapping[str, Bar], counts: Sequence[tuple[str, int]]) -> dict[str, int]:
    """How many fall into each bar: that of the month or the year, or the one for all days before."""
    found = dict.fromkeys(told, 0)
    first = next(iter(told), "")
    for name, many in counts:
        until = next((until for until in (name, name[:4]) if until in told), first)
        if _number(name) is not None and many:
            found[until] += many
    return found


def bars(counts: Sequence[tuple[str, int]]) -> tuple[Bar, ...]:
    """The bars from the first month to the last, empty ones too; months outside of the calendar are left out."""
    months = {number: count for name, count in counts if (number := _number(name)) is not None}
    if not months:
        return ()
    start = _start(months)
    tail = sum(count for number, count in months.items() if number < start)
    rest = {number: count for number, count in months.items() if number >= start}
    named = _by_month(rest) if max(rest) - start < MOST_BARS else _by_year(rest)
    most = max(named.values())
    found = [Bar(month(name), name, name, count, count / most) for name, count in named.items()]
    if tail:
        before = f"{start // MONTHS - 1:04}" if len(next(iter(named))) == len("2015") else _name(start - 1)
        found.insert(0, Bar(f"up to {month(before)}", None, before, tail, min(1.0, tail / most)))
    return tuple(found)


def _start(months: Mapping[int, int]) -> int:
    """The first month after the tail; the beginning of its year where years are shown."""
    passed, all_ = 0, sum(months.values())
    start = min(months)
    for number in sorted(months):
        if passed > TAIL * all_:
            break
        start = number
        passed += months[number]
    return start if max(months) - start < MOST_BARS else start // MONTHS * MONTHS


def _by_month(months: Mapping[int, int]) -> dict[str, int]:
    return {_name(number): months.get(number, 0) for number in range(min(months), max(months) + 1)}


def _by_year(months: Mapping[int, int]) -> dict[str, int]:
    found = {f"{year:04}": 0 for year in range(min(months) // MONTHS, max(months) // MONTHS + 1)}
    for number, count in months.items():
        found[f"{number // MONTHS:04}"] += count
    return found


def _name(number: int) -> str:
    return f"{number // MONTHS:04}-{number % MONTHS + 1:02}"


def _number(name: str) -> int | None:
    """A month's number from the beginning of our era."""
    year, _, of_year = name.partition("-")
    if not (year.isdecimal() and of_year.isdecimal() and 1 <= int(of_year) <= MONTHS):
        return None
    return int(year) * MONTHS + int(of_year) - 1
