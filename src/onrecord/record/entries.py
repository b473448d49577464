"""Rows out of the record as what they are: reports, statements with what stands beside them, readings."""

import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from onrecord.errors import RecordError
from onrecord.schema.actor import Actor, ActorRef, Mention, Role, Speaker
from onrecord.schema.event import Event
from onrecord.schema.position import Position
from onrecord.schema.reading import Reading
from onrecord.schema.report import Report
from onrecord.schema.span import Span
from onrecord.schema.statement import Statement
from onrecord.schema.when import When

STANDS = "statements.standing NOT IN ('rejected', 'replaced')"
"""The condition under which a statement counts."""

_MANY = 500  # keys in one query
_REPORT = "text, source, title, publisher, published, author, language, url, section"


@dataclass(frozen=True, slots=True)
class Entry:
    """A statement of the record, with what stands beside it there.

    Attributes:
        report: the id of its report.
        day: the first day of the utterance's date; where that is not known, the day of publication.
        about: the actors that its content mentions.
        addressed: the actors that its addressee means.
        identity: whom the record takes the speaker for across reports; None for one of this report only.
        standing: read, accepted or added (rejected and replaced ones are not given out).
        codes: what coders say of it, by their variable.
        variant_of, duplicate_of: the ids of the earliest statement that quotes the same utterance, and of the report's original.
    """

    statement: Statement
    report: str
    day: date | None
    about: tuple[ActorRef, ...]
    addressed: tuple[ActorRef, ...]
    identity: ActorRef | None
    standing: str
    codes: Mapping[str, str]
    variant_of: str | None
    duplicate_of: str | None

    @property
    def speaker_name(self) -> str | None:
        """The speaker's name across reports; where there is none, as the report has it."""
        speaker = self.identity or self.statement.speaker
        return None if speaker is None else speaker.name


def report_of(db: sqlite3.Connection, where: str, value: str | int) -> Report:
    """The report whose column `where` has this value.

    Raises:
        RecordError: there is none.
    """
    row = db.execute(f"SELECT {_REPORT} FROM reports WHERE {where} = ?", (value,)).fetchone()
    if row is None:
        raise RecordError(f"report {value}: is not in this record; onrecord search lists what is")
    return _report(row)


def _report(row: Sequence[str]) -> Report:
    text, source, title, publisher, published, author, language, url, section = row
    return Report(text, source, title, publisher, _day(published), author, language, url, section)


def entries_of(db: sqlite3.Connection, keys: Sequence[int]) -> Iterator[Entry]:
    """The statements with these keys, in this order."""
    for first in range(0, len(keys), _MANY):
        some = keys[first : first + _MANY]
        found = _entries(db, some)
        yield from (found[key] for key in some)


def _entries(db: sqlite3.Connection, keys: Sequence[int]) -> dict[int, Entry]:
    marks = ",".join("?" * len(keys))
    spans: dict[int, dict[str, list[Span]]] = defaultdict(lambda: defaultdict(list))
    for key, part, start, end, text in db.execute(
        f"SELECT statement, part, start, end, text FROM spans WHERE statement IN ({marks}) ORDER BY statement, part, n",
        keys,
    ):
        spans[key][part].append(Span(start, end, text))
    beside = {table: _actors_beside(db, table, marks, keys) for table in ("about", "addressees")}
    codes: dict[int, dict[str, str]] = defaultdict(dict)
    for key, variable, value in db.execute(f"SELECT statement, variable, value FROM codes WHERE statement IN ({marks})", keys):
        codes[key][variable] = value
    rows = db.execute(
        f"""
        SELECT statements.key, statements.id, statements.kind, statements.type, actors.id, actors.name, statements.role,
            statements.affiliation, statements.date, statements.stance, statements.parent, statements.confidence, statements.reasons,
            reports.id, statements.day, statements.standing, identities.id, identities.name, originals.id, first_reports.id
        FROM statements JOIN reports ON reports.key = statements.report LEFT JOIN actors ON actors.key = statements.speaker
        LEFT JOIN joins ON joins.actor = statements.speaker LEFT JOIN identities ON identities.key = joins.identity
        LEFT JOIN variants ON variants.statement = statements.key LEFT JOIN statements AS originals ON originals.key = variants.original
        LEFT JOIN duplicates ON duplicates.report = reports.key
        LEFT JOIN reports AS first_reports ON first_reports.key = duplicates.original
        WHERE statements.key IN ({marks})
        """,
        keys,
    )
    found = {}
    for (
        key,
        id_,
        kind,
        type_,
        actor,
        name,
        role,
        affiliation,
        when,
        stance,
        parent,
        confidence,
        reasons,
        report,
        day,
        standing,
        identity,
        identity_name,
        *firsts,
    ) in rows:
        its = spans[key]
        source, cue, addressee = (next(iter(its[part]), None) for part in ("source", "cue", "addressee"))
        speaker = None if actor is None else Speaker(actor, name, role, affiliation)
        statement = Statement(
            *(id_, kind, type_, source, cue, tuple(its["content"]), speaker, addressee, when, stance, _parent(db, parent), confidence),
            insertions=tuple(its["insertion"]),
            reasons=json.loads(reasons),
        )
        about, addressed = beside["about"].get(key, ()), beside["addressees"].get(key, ())
        who = None if identity is None else ActorRef(identity, identity_name)
        found[key] = Entry(statement, report, _day(day), tuple(about), tuple(addressed), who, standing, codes.get(key, {}), *firsts)
    return found


def _parent(db: sqlite3.Connection, key: int | None) -> str | None:
    """The id of a statement inside which others stand; of one that a correction replaced, that of what stands in its place."""
    while key is not None:
        id_, standing, report, decision = db.execute(
            "SELECT id, standing, report, decision FROM statements WHERE key = ?", (key,)
        ).fetchone()
        heir = db.execute("SELECT key FROM statements WHERE report = ? AND origin = ?", (report, decision)).fetchone()
        if standing != "replaced" or heir is None or heir[0] == key:
            return str(id_)
        key = heir[0]
    return None


def _actors_beside(db: sqlite3.Connection, table: str, marks: str, keys: Sequence[int]) -> dict[int, list[ActorRef]]:
    found: dict[int, list[ActorRef]] = defaultdict(list)
    for key, id_, name in db.execute(
        f"SELECT statement, id, name FROM {table} JOIN actors ON actors.key = actor WHERE statement IN ({marks}) ORDER BY actor",
        keys,
    ):
        found[key].append(ActorRef(id_, name))
    return found


def reading_of(db: sqlite3.Connection, report: int) -> Reading:
    """What was read out of a report, as it was read: without what people decided since."""
    read = [key for (key,) in db.execute("SELECT key FROM statements WHERE report = ? AND origin IS NULL ORDER BY key", (report,))]
    statements = tuple(entry.statement for entry in entries_of(db, read))
    actors = actors_of(db, report, read_only=True)
    times = times_of(db, report)
    return Reading(
        report_of(db, "key", report), statements, _positions(db, report, _names(db, report)), events_of(db, report), actors, times
    )


def times_of(db: sqlite3.Connection, report: int) -> tuple[When, ...]:
    """The times of a report, in the order of the text."""
    return tuple(
        When(start, end, text, type_, value, _day(begins), _day(ends))
        for start, end, text, type_, value, begins, ends in db.execute(
            "SELECT start, end, text, type, value, begins, ends FROM times WHERE report = ? ORDER BY n", (report,)
        )
    )


def _names(db: sqlite3.Connection, report: int) -> dict[int, ActorRef]:
    return {key: ActorRef(id_, name) for key, id_, name in db.execute("SELECT key, id, name FROM actors WHERE report = ?", (report,))}


def actors_of(db: sqlite3.Connection, report: int, *, read_only: bool = False) -> tuple[Actor, ...]:
    """The actors of a report that its words mention; with `read_only` only those that the reading found."""
    mentions: dict[int, list[Mention]] = defaultdict(list)
    roles: dict[int, list[Role]] = defaultdict(list)
    of_report = "WHERE actor IN (SELECT key FROM actors WHERE report = ?)"
    for key, start, end, text, form in db.execute(
        f"SELECT actor, start, end, text, form FROM mentions {of_report} ORDER BY actor, start, end", (report,)
    ):
        mentions[key].append(Mention(start, end, text, form))
    for key, role, affiliation in db.execute(f"SELECT actor, role, affiliation FROM roles {of_report} ORDER BY actor, n", (report,)):
        roles[key].append(Role(role, affiliation))
    rows = db.execute(
        """
        SELECT key, id, name, kind, codes, ifnull(reason, ''), origin FROM actors LEFT JOIN links ON links.actor = key
        WHERE report = ? ORDER BY key
        """,
        (report,),
    )
    return tuple(
        Actor(id_, name, kind, tuple(mentions[key]), tuple(roles[key]), json.loads(codes), linked)
        for key, id_, name, kind, codes, linked, origin in rows
        if mentions[key] and not (read_only and origin is not None)
    )


def events_of(db: sqlite3.Connection, report: int) -> tuple[Event, ...]:
    """The events of a report."""
    names = _names(db, report)
    sides: dict[tuple[int, str], list[ActorRef]] = defaultdict(list)
    again: dict[int, list[Span]] = defaultdict(list)
    of_report = "WHERE event IN (SELECT key FROM events WHERE report = ?)"
    for event, side, actor in db.execute(f"SELECT event, side, actor FROM event_actors {of_report} ORDER BY event, side, n", (report,)):
        sides[event, side].append(names[actor])
    for event, *span in db.execute(f"SELECT event, start, end, text FROM event_words {of_report} ORDER BY event, n", (report,)):
        again[event].append(Span(*span))
    rows = db.execute(
        """
        SELECT events.key, events.id, events.type, mode, contexts, actor, recipient, events.date, place, modality, start, end, text,
            statements.id, events.confidence
        FROM events LEFT JOIN statements ON statements.key = events.statement WHERE events.report = ? ORDER BY events.key
        """,
        (report,),
    )
    return tuple(
        Event(
            id_,
            type_,
            mode,
            tuple(json.loads(contexts)),
            names.get(actor),
            names.get(recipient),
            when,
            place,
            modality,
            Span(*span),
            statement,
            confidence,
            tuple(sides[key, "actor"]),
            tuple(sides[key, "recipient"]),
            tuple(again[key]),
        )
        for key, id_, type_, mode, contexts, actor, recipient, when, place, modality, *span, statement, confidence in rows
    )


def _positions(db: sqlite3.Connection, report: int, names: Mapping[int, ActorRef]) -> tuple[Position, ...]:
    found = []
    for key, actor, target, stance, type_, when in db.execute(
        "SELECT key, actor, target, stance, type, date FROM positions WHERE report = ? ORDER BY key", (report,)
    ).fetchall():
        proofs = tuple(proof for (proof,) in db.execute("SELECT proof FROM evidence WHERE position = ? ORDER BY n", (key,)))
        found.append(Position(names[actor], names[target], stance, type_, proofs, when))
    return tuple(found)


def _day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)
