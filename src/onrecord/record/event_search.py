"""Questions about events as SQL: filters by the tables, and each act once where it is told several times."""

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from onrecord.record.entries import events_of
from onrecord.record.query import fts_of_words
from onrecord.record.rows import first_day
from onrecord.schema.event import Event
from onrecord.schema.words import Modality

_DAY = "ifnull(first_day(events.date), published)"
_NAMED = """
    SELECT rowid FROM actor_words WHERE actor_words MATCH ?
    UNION SELECT actor FROM joins WHERE identity IN (SELECT rowid FROM identity_words WHERE identity_words MATCH ?)
"""
_TAKES_PART = f"""
    (events.{{0}} IN ({_NAMED}) OR EXISTS (SELECT 1 FROM event_actors WHERE event = events.key AND side = '{{0}}' AND actor IN ({_NAMED})))
"""
_BESIDE = """
    SELECT events.key, reports.id, title, publisher, published, url, ifnull(ai.name, a.name), ifnull(ri.name, r.name), originals.id,
        (SELECT count(*) FROM same_events AS others WHERE others.original = same_events.original),
        coalesce(event_decisions.reason, same_events.reason)
    FROM events JOIN reports ON reports.key = events.report
    LEFT JOIN actors AS a ON a.key = events.actor LEFT JOIN joins AS aj ON aj.actor = a.key
    LEFT JOIN identities AS ai ON ai.key = aj.identity
    LEFT JOIN actors AS r ON r.key = events.recipient LEFT JOIN joins AS rj ON rj.actor = r.key
    LEFT JOIN identities AS ri ON ri.key = rj.identity
    LEFT JOIN same_events ON same_events.event = events.key LEFT JOIN events AS originals ON originals.key = same_events.original
    LEFT JOIN event_decisions ON event_decisions.key = same_events.decision WHERE events.key = ?
"""


@dataclass(frozen=True, slots=True)
class EventQuestion:
    """A question about events; everything that is given must hold.

    Attributes:
        type: PLOVER's, in capitals.
        actor, recipient: words that must all stand in a name of one of that side, in the report or across reports.
        since, until: the first and the last day of its date (of publication, where the report gives none).
    """

    type: str | None = None
    actor: str | None = None
    recipient: str | None = None
    modality: Modality | None = None
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True)
class EventEntry:
    """An event of the record, with what stands beside it there.

    Attributes:
        report, title, publisher, published, url: of its report.
        day: the first day of its date; where the report gives none, the day of publication.
        actor_name, recipient_name: their names across reports; where there are none, as the report has them.
        same_as: the id of the first telling of the same act; its own where no other report tells it.
        told: in how many places of the record the act is told.
        reason: why it is taken for the same, if others tell it.
    """

    event: Event
    report: str
    title: str | None
    publisher: str | None
    published: date | None
    url: str | None
    day: date | None
    actor_name: str | None
    recipient_name: str | None
    same_as: str
    told: int
    reason: str | None


def answers(db: sqlite3.Connection, question: EventQuestion, *, once: bool, limit: int | None) -> Iterator[EventEntry]:
    """The events that answer a question, by day; with `once` of each act the first telling that does."""
    db.create_function("first_day", 1, first_day, deterministic=True)
    where, values = _conditions(question)
    source = "events JOIN reports ON reports.key = events.report LEFT JOIN same_events ON same_events.event = events.key"
    order = f"{_DAY} IS NULL, {_DAY}, published, reports.id, start, events.id"
    rows = db.execute(
        f"""
        SELECT key FROM (
            SELECT events.key, row_number() OVER (ORDER BY {order}) AS place,
                row_number() OVER (PARTITION BY ifnull(original, events.key) ORDER BY {order}) AS telling
            FROM {source} WHERE {where}
        ) WHERE telling = 1 OR NOT ? ORDER BY place LIMIT ?
        """,
        (*values, once, -1 if limit is None else limit),
    )
    keys = [key for (key,) in rows]
    for key, event in zip(keys, events_of(db, keys), strict=True):
        _, report, title, publisher, published, url, actor, recipient, original, told, reason = db.execute(_BESIDE, (key,)).fetchone()
        first, day = first_day(event.date) or published, published and date.fromisoformat(published)
        names = actor, recipient, original or event.id, told or 1, reason
        yield EventEntry(event, report, title, publisher, day, url, first and date.fromisoformat(first), *names)


def count(db: sqlite3.Connection, question: EventQuestion, *, once: bool) -> int:
    """How many events answer a question; with `once` how many acts."""
    db.create_function("first_day", 1, first_day, deterministic=True)
    where, values = _conditions(question)
    what = "count(DISTINCT ifnull(original, events.key))" if once else "count(*)"
    source = "events JOIN reports ON reports.key = events.report LEFT JOIN same_events ON same_events.event = events.key"
    return int(db.execute(f"SELECT {what} FROM {source} WHERE {where}", values).fetchone()[0])


def _conditions(question: EventQuestion) -> tuple[str, list[object]]:
    where, values = ["1"], list[object]()
    for column in ("type", "modality"):
        if (value := getattr(question, column)) is not None:
            where.append(f"events.{column} = ?")
            values.append(value)
    for side in ("actor", "recipient"):
        if (words := getattr(question, side)) is not None:
            where.append(_TAKES_PART.format(side))
            values.extend([fts_of_words(words)] * 4)
    for bound, sign in ((question.since, ">="), (question.until, "<=")):
        if bound is not None:
            where.append(f"{_DAY} {sign} ?")
            values.append(bound.isoformat())
    return " AND ".join(where), values
