"""Which events of different reports are one act: found over the whole record, block by block, anew after each build.

A block holds all events of one type and modality that the same actors (across reports) did to the same recipients. The blocks go
through SQLite's own temporary tables on disk, and one block at a time is in memory; within it an event is compared with the
groups of the days on which it may have been, so that the time grows with the number of events.
"""

import re
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache
from itertools import groupby
from operator import itemgetter

from onrecord.data import table
from onrecord.record.names import plain
from onrecord.record.resemblance import groups
from onrecord.record.rows import days_told, put

BEFORE = 2  # days before its publication on which an act without a date may have been; by hand, on 40 links drawn (docs/benchmarks.md)
LONGEST = 31  # days of a date that still says which act of several it is
ALIKE = 3  # words in common, the names aside, that tell one act without a day of its own in both
ARENA = 200  # code points to each side of the trigger that are looked at, inside its sentence
COPY = "a copy of the same report tells it"
MUTUAL = frozenset({"CONSULT", "COOPERATE"})
"""Types of which nobody counts who is the actor."""

_WORD = re.compile(r"[^\W\d_]{5,}")
_TABLE = """
    CREATE TEMP TABLE acts (
        block TEXT, event INTEGER, report INTEGER, of_report TEXT, published TEXT, begins TEXT, ends TEXT, dated INTEGER, mode TEXT,
        place TEXT, start INTEGER, PRIMARY KEY (block, event)
    ) WITHOUT ROWID
"""
_SIDE = """
    (SELECT group_concat(ifnull(identity, 0)) FROM (
        SELECT events.{0} AS actor WHERE events.{0} IS NOT NULL
        UNION ALL SELECT actor FROM event_actors WHERE event = events.key AND side = '{0}'
    ) AS its LEFT JOIN joins ON joins.actor = its.actor)
"""
_ACTS = f"""
    SELECT events.key, reports.key, reports.id, published, type, modality, mode, date, place, start,
        {_SIDE.format("actor")}, {_SIDE.format("recipient")}
    FROM events JOIN reports ON reports.key = events.report WHERE actor IS NOT NULL
"""
_COPIES = """
    SELECT duplicates.original, type, modality, ifnull(lower(a.name), ''), ifnull(lower(r.name), ''), ifnull(date, ''), lower(events.text),
        reports.id,
        events.start, events.key
    FROM duplicates JOIN reports ON reports.key = duplicates.report JOIN events ON events.report = reports.key
    LEFT JOIN actors AS a ON a.key = events.actor LEFT JOIN actors AS r ON r.key = events.recipient ORDER BY 1, 2, 3, 4, 5, 6, 7, 8, 9, 10
"""


@dataclass(frozen=True, slots=True)
class Act:
    """An event as it is compared.

    Attributes:
        begins, ends: the half-open interval of days on which it was, or may have been.
        dated: whether the report says when; else the days are those before its publication.
        words: what is said of it, the names aside.
    """

    event: int
    report: int
    of_report: str
    published: str | None
    begins: date
    ends: date
    dated: bool
    mode: str | None
    place: str | None
    start: int
    words: frozenset[str]

    @property
    def has_day(self) -> bool:
        """Whether the report says on which day it was."""
        return self.dated and self.ends - self.begins == timedelta(days=1)

    @property
    def rank(self) -> tuple[object, ...]:
        """The order in which acts are put in groups: the surest date first; the same whatever the order of the reports."""
        return (not self.dated, self.ends - self.begins, self.begins, self.of_report, self.start, self.event)

    @property
    def age(self) -> tuple[object, ...]:
        """The order in a group: the report published first is the original."""
        return (self.published or "9999", self.of_report, self.start)


@dataclass(slots=True)
class Group:
    """Acts that are one, the surest first; not frozen, because it grows."""

    acts: list[Act]
    begins: date
    ends: date
    reports: set[int]
    words: set[str]
    mode: str | None
    place: str | None
    reasons: dict[int, str] = field(default_factory=dict)

    def add(self, act: Act, reason: str) -> None:
        """Take an act in; what it says more exactly counts from now on."""
        self.acts.append(act)
        self.reasons[act.event] = reason
        self.begins, self.ends = max(self.begins, act.begins), min(self.ends, act.ends)
        self.reports.add(act.report)
        self.words |= act.words
        self.mode, self.place = self.mode or act.mode, self.place or act.place


def link_events(db: sqlite3.Connection) -> None:
    """Find the links and write them, with what was found before taken out; decisions are to be applied after."""
    copies = _copies(db)
    reasons = {event: COPY for its in copies for event in its}
    pairs = [(its[0], event) for its in copies for event in its[1:]]
    for found in _found(db, {event for its in copies for event in its[1:]}):
        pairs.extend((found.acts[0].event, act.event) for act in found.acts[1:])
        reasons |= found.reasons
    db.execute("DELETE FROM same_events")
    for its in groups(pairs):
        _write(db, its, reasons)


def _write(db: sqlite3.Connection, its: Sequence[int], reasons: Mapping[int, str]) -> None:
    """Write a group under its original: of the report published first."""
    keys = by_age(db, its)
    put(db, "same_events", [(key, keys[0], reasons[key], keys[0], None) for key in keys])


def by_age(db: sqlite3.Connection, events: Sequence[int]) -> list[int]:
    """Events by the day on which their reports were published; the same whatever the order in which these came."""
    order = f"""
        SELECT events.key FROM events JOIN reports ON reports.key = report WHERE events.key IN ({",".join("?" * len(events))})
        ORDER BY published IS NULL, published, reports.id, start, events.id
    """
    return [key for (key,) in db.execute(order, tuple(events))]


def _copies(db: sqlite3.Connection) -> list[list[int]]:
    """The events that copies of a report have in common: of the same words, parties and date, the first of one with the first of others."""
    alike: dict[tuple[object, ...], list[int]] = {}
    for key, rows in groupby(db.execute(_COPIES), itemgetter(slice(0, 7))):
        for _, its in groupby(rows, itemgetter(7)):
            for n, row in enumerate(its):
                alike.setdefault((*key, n), []).append(row[9])
    return [its for its in alike.values() if len(its) > 1]


def _found(db: sqlite3.Connection, apart: set[int]) -> Iterator[Group]:
    """The groups of several acts in each block.

    Args:
        apart: events that are not looked at, because a copy of their report has the same.
    """
    db.execute("DROP TABLE IF EXISTS temp.acts")
    db.execute(_TABLE)
    rows = db.execute(_ACTS)
    while some := rows.fetchmany(10_000):
        put(db, "temp.acts", [act for row in some if row[0] not in apart and (act := _act(row)) is not None])
    more = "SELECT block FROM temp.acts GROUP BY block HAVING min(report) != max(report)"
    found = db.execute(f"SELECT * FROM temp.acts WHERE block IN ({more}) ORDER BY block, event")
    for _, block in groupby(found, itemgetter(0)):
        for group in grouped(sorted((_made(db, row) for row in block), key=lambda act: act.rank)):
            if len(group.acts) > 1:
                yield group
    db.execute("DROP TABLE temp.acts")


def _act(row: Sequence[object]) -> tuple[object, ...] | None:
    """The row of an event that can be told again elsewhere: its parties are known across reports, and about when it was."""
    event, report, of_report, published, type_, modality, mode, when, place, start, actors, recipients = row
    did, received = (sorted(str(side).split(",")) if side is not None else [] for side in (actors, recipients))
    if "0" in (*did, *received):
        return None
    if type_ in MUTUAL:
        did, received = sorted({*did, *received}), []
    known = len(did) > 1 if type_ in MUTUAL else bool(received)
    window = window_of(when, published)  # type: ignore[arg-type] # as the table has them
    if window is None or not (known or (mode is not None and when is not None and type_ not in MUTUAL)):
        return None
    begins, ends = window
    block = f"{type_} {modality} {did} {received} {'' if known else mode}"
    return block, event, report, of_report, published, begins.isoformat(), ends.isoformat(), when is not None, mode, place, start


def window_of(when: str | None, published: str | None) -> tuple[date, date] | None:
    """The days on which an act was: by its date, where that is no longer than a month; without one by the day of publication."""
    if when is not None:
        days = days_told(when)
        return days if days is not None and (days[1] - days[0]).days <= LONGEST else None
    if published is None:
        return None
    day = date.fromisoformat(published)
    return day - timedelta(days=BEFORE), day + timedelta(days=1)


def _made(db: sqlite3.Connection, row: Sequence[object]) -> Act:
    _, event, report, of_report, published, begins, ends, dated, mode, place, start = row
    before, after = db.execute(
        """
        SELECT substr(reports.text, max(1, start + 1 - :arena), min(start, :arena)), substr(reports.text, start + 1, :arena)
        FROM events JOIN reports ON reports.key = report WHERE events.key = :event
        """,
        {"arena": ARENA, "event": event},
    ).fetchone()
    names = db.execute(
        "SELECT group_concat(name, ' ') FROM events JOIN actors ON actors.key IN (actor, recipient) WHERE events.key = ?", (event,)
    ).fetchone()
    words = words_about(before, after, names[0] or "")
    return Act(
        *(event, report, of_report, published),  # type: ignore[arg-type] # as the table has them
        *(date.fromisoformat(str(begins)), date.fromisoformat(str(ends)), bool(dated), mode, place, start, words),  # type: ignore[arg-type]
    )


def words_about(before: str, after: str, names: str) -> frozenset[str]:
    """The words of the sentence of a trigger that tell one act from another: the long ones, beginnings of six letters, the names aside."""
    inside = before[max(before.rfind(mark) for mark in ("\n", ". ", "! ", "? ")) + 1 :] + re.split(r"\n|[.!?] ", after, maxsplit=1)[0]
    return long_words(inside) - {word[:6] for word in _WORD.findall(plain(names))}


def long_words(text: str) -> frozenset[str]:
    """Of the words of a text that are long and not in every report, the beginnings of six letters."""
    return frozenset({word[:6] for word in _WORD.findall(plain(text))} - _common())


@cache
def _common() -> frozenset[str]:
    return frozenset(word[:6] for word in table("joins")["common"])


def grouped(acts: Sequence[Act]) -> list[Group]:
    """Acts of the same type by and to the same, in the order of `rank`, put in groups that are one each."""
    found: list[Group] = []
    by_day: dict[date, list[Group]] = {}
    for act in acts:
        near = {id(group): group for day in _days(act.begins, act.ends) for group in by_day.get(day, ())}
        fitting = [(len(group.words & act.words), group) for group in near.values() if fits(group, act)]
        most = max((alike for alike, _ in fitting), default=0)
        best = [group for alike, group in fitting if alike == most]
        if best and (act.has_day or len(best) == 1):
            best[0].add(act, why(best[0], act))
            continue
        group = Group([], act.begins, act.ends, set(), set(), act.mode, act.place)
        group.add(act, why(None, act))
        found.append(group)
        for day in _days(act.begins, act.ends):
            by_day.setdefault(day, []).append(group)
    return found


def _days(begins: date, ends: date) -> Iterator[date]:
    yield from (begins + timedelta(days=n) for n in range((ends - begins).days))


def fits(group: Group, act: Act) -> bool:
    """Whether an act may be that of a group: in another report, nothing speaks against it, and the day or the words speak for it."""
    if act.report in group.reports or max(group.begins, act.begins) >= min(group.ends, act.ends):
        return False
    if (group.mode and act.mode and group.mode != act.mode) or not same_place(group.place, act.place):
        return False
    return (act.has_day and group.acts[0].has_day) or len(group.words & act.words) >= ALIKE


def same_place(a: str | None, b: str | None) -> bool:
    """Whether two places may be one: one is not told, or its words are among the other's ("Aleppo", "eastern Aleppo")."""
    short, long = sorted((set(plain(a or "").split()), set(plain(b or "").split())), key=len)
    return short <= long


def why(group: Group | None, act: Act) -> str:
    """Why an act is taken for that of a group."""
    told = f"dated {act.begins}" if act.has_day else f"dated between {act.begins} and {act.ends - timedelta(days=1)}"
    when = told if act.dated else f"without a date, so of its publication on {act.ends - timedelta(days=1)} or the {BEFORE} days before"
    if group is None:
        return f"the same type, actors and recipients; {when}"
    shared = sorted(group.words & act.words)
    where = f"; at {act.place}" if act.place and group.place else ""
    alike = f"; {len(shared)} words alike" if shared else ""
    return f"the same type, actors and recipients; {when}{where}{alike}"
