"""A reading into rows, and rows into a reading: nothing of a reading is lost on the way."""

import json
import re
import sqlite3
from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from onrecord.errors import RecordError, ReportError
from onrecord.schema.event import Event
from onrecord.schema.position import Position, position_id
from onrecord.schema.reading import Reading
from onrecord.schema.report import Report
from onrecord.schema.span import Span
from onrecord.schema.statement import Statement

Row = tuple[object, ...]
JOINT = " ... "
"""Between two spans of content where they are shown as one text."""

Finding = Literal["event", "position"]
Standing = Literal["read", "accepted", "corrected", "added"]
_CERTAINTY = """
    UPDATE positions SET confidence = CASE WHEN standing IN ('corrected', 'added') THEN 1.0 ELSE (SELECT min(confidence) FROM (
        SELECT statements.confidence FROM evidence JOIN statements ON statements.id = proof AND statements.report = positions.report
        WHERE position = positions.key AND statements.origin IS NULL
        UNION ALL SELECT events.confidence FROM evidence JOIN events ON events.id = proof WHERE position = positions.key
    )) END WHERE key >= ? AND key < ?
"""

_DAY = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?|-W(\d{2})(?:-(\d))?|-Q([1-4]))?(?=$|T)")


@dataclass(frozen=True, slots=True)
class Made:
    """As what events or positions are written: the key of the first, and what decision it stands by."""

    key: int
    standing: Standing = "read"
    decision: int | None = None


def first_day(value: str | None) -> str | None:
    """The first day of a TIMEX3 value ("2015-10" begins on 2015-10-01); None for other values than days, weeks, months, quarters, years."""
    match = _DAY.match(value or "")
    if match is None:
        return None
    year, month, day, week, weekday, quarter = (int(group) if group else None for group in match.groups())
    assert year is not None  # noqa: S101 (the pattern begins with it)
    try:
        if week is not None:
            return date.fromisocalendar(year, week, weekday or 1).isoformat()
        return date(year, 3 * quarter - 2 if quarter else month or 1, day or 1).isoformat()
    except ValueError:
        return None


def days_of(value: str) -> tuple[date, date] | None:
    """The half-open interval of days of "2015", "2015-10" or "2015-10-01"; None for anything else."""
    if (match := re.fullmatch(r"\d{4}(-\d{2}(-\d{2})?)?", value)) is None or (first := first_day(value)) is None:
        return None
    begins = date.fromisoformat(first)
    return begins, _later(begins, 1) if match[2] else _first_after(begins, 1 if match[1] else 12)


def days_told(value: str) -> tuple[date, date] | None:
    """The half-open interval of days of a TIMEX3 value: a day, week, month, quarter or year; None for others."""
    match, first = _DAY.match(value), first_day(value)
    if match is None or first is None:
        return None
    begins = date.fromisoformat(first)
    _, month, day, week, weekday, quarter = match.groups()
    if day or weekday or week:
        return begins, _later(begins, 7 if week and not weekday else 1)
    return begins, _first_after(begins, 1 if month else 3 if quarter else 12)


def _later(day: date, days: int) -> date:
    """A day some days later; at the end of the calendar, its last."""
    return date.fromordinal(min(day.toordinal() + days, date.max.toordinal()))


def _first_after(day: date, months: int) -> date:
    """The first day of the month some months later; at the end of the calendar, its last day."""
    year, month = divmod(12 * day.year + day.month - 1 + months, 12)
    return date(year, month + 1, 1) if year <= date.max.year else date.max


def put(db: sqlite3.Connection, table: str, rows: Sequence[Row]) -> None:
    """Insert rows with a value for every column of their table."""
    if rows:
        db.executemany(f"INSERT INTO {table} VALUES ({','.join('?' * len(rows[0]))})", rows)


def next_key(db: sqlite3.Connection, table: str) -> int:
    """The key that the next row of a table gets."""
    highest: int | None = db.execute(f"SELECT max(key) FROM {table}").fetchone()[0]
    return (highest or 0) + 1


def next_finding(db: sqlite3.Connection, finding: Finding) -> int:
    """The key that the next event or position gets: none of those set aside, which may come back."""
    (highest,) = db.execute(
        f"SELECT max(ifnull((SELECT max(key) FROM {finding}s), 0), ifnull((SELECT max(key) FROM set_aside WHERE finding = ?), 0))",
        (finding,),
    ).fetchone()
    return int(highest) + 1


def write_reading(db: sqlite3.Connection, report: int, reading: Reading) -> None:
    """Write what was read out of a report that has no reading in the record yet."""
    actors = _write_actors(db, report, reading)
    statements = write_statements(db, report, reading.report, reading.statements, actors)
    mentions = sorted((mention.start, mention.end, actors[actor.id]) for actor in reading.actors for mention in actor.mentions)
    _write_links(db, mentions, ((statement, statements[statement.id], actors) for statement in reading.statements))
    put(
        db,
        "times",
        [
            (report, n, t.start, t.end, _verbatim(reading.report, t), t.type, t.value, _iso(t.begins), _iso(t.ends))
            for n, t in enumerate(reading.times)
        ],
    )
    write_events(db, report, reading.report, reading.events, (actors, statements))
    write_positions(db, report, reading.report, [(position_id(reading.report.id, p), p) for p in reading.positions], actors)


def _write_actors(db: sqlite3.Connection, report: int, reading: Reading) -> dict[str, int]:
    first = next_key(db, "actors")
    keys = {actor.id: first + n for n, actor in enumerate(reading.actors)}
    put(db, "actors", [(keys[a.id], report, a.id, a.name, a.kind, _json(a.codes), None) for a in reading.actors])
    put(db, "links", [(keys[a.id], a.linked) for a in reading.actors if a.linked])
    put(db, "roles", [(keys[a.id], n, r.role, r.affiliation) for a in reading.actors for n, r in enumerate(a.roles)])
    put(db, "mentions", [(keys[a.id], m.start, m.end, _verbatim(reading.report, m), m.form) for a in reading.actors for m in a.mentions])
    return keys


def write_statements(
    db: sqlite3.Connection,
    report: int,
    words: Report,
    statements: Sequence[Statement],
    actors: Mapping[str, int],
    decision: int | None = None,
) -> dict[str, int]:
    """Write statements, read or made by a decision, whose speakers are in the record; gives their keys by their ids."""
    first = next_key(db, "statements")
    keys = {statement.id: first + n for n, statement in enumerate(statements)}
    published = _iso(words.published)
    put(
        db,
        "statements",
        [
            (
                *(keys[s.id], report, s.id, s.kind, s.type, s.stance, s.speaker and actors[s.speaker.id]),
                *((s.speaker.name, s.speaker.role, s.speaker.affiliation) if s.speaker else (None, None, None)),
                *(JOINT.join(span.text for span in s.content), s.addressee and s.addressee.text),
                *(s.date, first_day(s.date) or published),
                *(_parent(db, s, keys), s.confidence, _json(s.reasons), "read" if decision is None else "added", decision, decision),
            )
            for s in statements
        ],
    )
    put(db, "spans", [(keys[s.id], part, n, *_placed(words, span)) for s in statements for part, n, span in _parts(s)])
    return keys


def _parent(db: sqlite3.Connection, statement: Statement, keys: Mapping[str, int]) -> int | None:
    if statement.parent is None or statement.parent in keys:
        return keys.get(statement.parent or "")
    found = db.execute("SELECT key FROM statements WHERE id = ? ORDER BY key DESC", (statement.parent,)).fetchone()
    return found and int(found[0])


def _parts(statement: Statement) -> Iterable[tuple[str, int, Span]]:
    for part, span in (("source", statement.source), ("cue", statement.cue), ("addressee", statement.addressee)):
        if span is not None:
            yield part, 0, span
    for part, spans in (("content", statement.content), ("insertion", statement.insertions)):
        yield from ((part, n, span) for n, span in enumerate(spans))


def link(db: sqlite3.Connection, report: int, statement: Statement, key: int) -> None:
    """Write which actors of a report a statement that a decision added mentions and addresses."""
    mentions = db.execute("SELECT start, end, actor FROM mentions JOIN actors ON actors.key = actor WHERE report = ?", (report,))
    _write_links(db, sorted(mentions), [(statement, key, actor_keys(db, report))])


def _write_links(
    db: sqlite3.Connection, mentions: Sequence[tuple[int, int, int]], statements: Iterable[tuple[Statement, int, Mapping[str, int]]]
) -> None:
    """Write whom statements mention and address.

    Args:
        mentions: start, end and the actor's key, in order.
        statements: each with its key, and the keys of the report's actors by their ids.
    """
    begins = [start for start, _, _ in mentions]
    about: set[tuple[int, int]] = set()
    addressed: set[tuple[int, int]] = set()
    for statement, key, actors in statements:
        speaker = statement.speaker and actors.get(statement.speaker.id)
        for spans, found in ((statement.content, about), ((statement.addressee,) if statement.addressee else (), addressed)):
            for span in spans:
                inside = mentions[bisect_left(begins, span.start) : bisect_left(begins, span.end)]
                found.update((actor, key) for _, end, actor in inside if end <= span.end and actor != speaker)
    put(db, "about", sorted(about))
    put(db, "addressees", sorted(addressed))


def write_events(
    db: sqlite3.Connection,
    report: int,
    words: Report,
    events: Sequence[Event],
    known: tuple[Mapping[str, int], Mapping[str, int]],
    made: Made | None = None,
) -> None:
    """Write events of a report.

    Args:
        known: the keys of the report's actors and statements, by their ids.
        made: as what they stand, where a decision made them; else they are read.
    """
    made = made or Made(next_finding(db, "event"))
    first, (actors, statements) = made.key, known
    put(
        db,
        "events",
        [
            (
                *(first + n, report, e.id, e.type, e.mode, _json(e.contexts), e.actor and actors[e.actor.id]),
                *(e.recipient and actors[e.recipient.id], e.date, e.place, e.modality, *_placed(words, e.trigger)),
                *(statements.get(e.statement or ""), e.confidence, made.standing, made.decision),
            )
            for n, e in enumerate(events)
        ],
    )
    sides = [(first + n, *side) for n, e in enumerate(events) for side in (("actor", e.co_actors), ("recipient", e.co_recipients))]
    put(db, "event_actors", [(event, side, n, actors[ref.id]) for event, side, refs in sides for n, ref in enumerate(refs)])
    told = [(first + n, i, span) for n, e in enumerate(events) for i, span in enumerate(e.again)]
    put(db, "event_words", [(event, i, *_placed(words, span)) for event, i, span in told])
    put(db, "event_codes", [(first + n, e.cameo) for n, e in enumerate(events) if e.cameo is not None])
    put(db, "event_votes", [(first + n, v.by, v.type, v.probability) for n, e in enumerate(events) for v in e.votes])


def write_positions(
    db: sqlite3.Connection,
    report: int,
    words: Report,
    positions: Sequence[tuple[str, Position]],
    actors: Mapping[str, int],
    made: Made | None = None,
) -> None:
    """Write positions of a report, each with its id, likewise."""
    made = made or Made(next_finding(db, "position"))
    first, published = made.key, _iso(words.published)
    put(
        db,
        "positions",
        [
            (
                *(first + n, report, id_, actors[p.actor.id], p.actor.role, p.actor.affiliation, p.target and actors[p.target.id]),
                *(p.stance, p.strength, p.type, p.date, first_day(p.date) or published, *_placed(words, p.trigger)),
                *(None, made.standing, made.decision),
            )
            for n, (id_, p) in enumerate(positions)
        ],
    )
    further = [(first + n, *word) for n, (_, p) in enumerate(positions) for word in _words_of(p)]
    put(db, "position_words", [(position, part, i, *_placed(words, span)) for position, part, i, span in further])
    put(db, "evidence", [(first + n, i, proof) for n, (_, p) in enumerate(positions) for i, proof in enumerate(p.evidence)])
    db.execute(_CERTAINTY, (first, first + len(positions)))


def _words_of(position: Position) -> Iterable[tuple[str, int, Span]]:
    claim = () if position.claim is None else (position.claim,)
    for part, spans in (("claim", claim), ("condition", position.conditions), ("again", position.again)):
        yield from ((part, n, span) for n, span in enumerate(spans))


def erase_reading(db: sqlite3.Connection, report: int) -> None:
    """Take out what was read from a report and what decisions made of it; the report and the decisions stay."""
    for table in ("set_aside", "positions", "events", "statements", "actors", "times"):  # those that point at others first
        db.execute(f"DELETE FROM {table} WHERE report = ?", (report,))


def _placed(report: Report, span: Span) -> tuple[int, int, str]:
    return span.start, span.end, _verbatim(report, span)


def _verbatim(report: Report, span: Span) -> str:
    """The words of a span, if they are the report's own there: the verbatim law, checked on every write."""
    if not report.holds(span):
        raise RecordError(f"report {report.id}: does not have {span.text!r} at {span.start}-{span.end}; nothing of it was written")
    return span.text


def _iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def _json(value: object) -> str:
    return "{}" if value == {} else "[]" if value == () else json.dumps(value, ensure_ascii=False, sort_keys=isinstance(value, dict))


def heir(db: sqlite3.Connection, statement: int) -> int:
    """The key of what stands in the place of a statement that a correction replaced; of others their own."""
    while True:
        standing, report, decision = db.execute("SELECT standing, report, decision FROM statements WHERE key = ?", (statement,)).fetchone()
        if standing != "replaced":
            return statement
        found = db.execute("SELECT key FROM statements WHERE report = ? AND origin = ?", (report, decision)).fetchone()
        if found is None or found[0] == statement:
            return statement
        statement = int(found[0])


def actor_keys(db: sqlite3.Connection, report: int) -> dict[str, int]:
    """The keys of a report's actors by their ids."""
    return dict(db.execute("SELECT id, key FROM actors WHERE report = ?", (report,)))


def check(report: Report) -> None:
    """Raise ReportError where a report can't be kept in the file as it is."""
    for value in (report.text, report.title, report.publisher, report.author, report.section, report.url):
        try:
            (value or "").encode()
        except UnicodeEncodeError as error:
            raise ReportError(f"{report.source}: character {error.start} is half a character; save it as UTF-8 anew") from error
