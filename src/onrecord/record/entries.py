"""Rows out of the record as what they are: reports, statements with what stands beside them, readings."""

import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from onrecord.errors import RecordError
from onrecord.record.rows import Finding, heir
from onrecord.record.stands import positions_of
from onrecord.schema.actor import Actor, ActorRef, Mention, Role, Speaker
from onrecord.schema.event import Event, Vote
from onrecord.schema.plain import from_plain
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
        concepts: the concepts of the user's codebook that it speaks of, and whether it agrees.
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
    concepts: Mapping[str, bool] = field(default_factory=dict)

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
    concepts = _concepts(db, marks, keys)
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
        found[key] = replace(
            Entry(statement, report, _day(day), tuple(about), tuple(addressed), who, standing, codes.get(key, {}), *firsts),
            concepts=concepts.get(key, {}),
        )
    return found


def _concepts(db: sqlite3.Connection, marks: str, keys: Sequence[int]) -> dict[int, dict[str, bool]]:
    found: dict[int, dict[str, bool]] = defaultdict(dict)
    for key, concept, agreement in db.execute(
        f"""
        SELECT statement, name, agreement FROM codings JOIN concepts ON concepts.key = concept
        WHERE statement IN ({marks}) AND standing != 'rejected' ORDER BY concepts.key
        """,
        keys,
    ):
        found[key][concept] = bool(agreement)
    return found


def _parent(db: sqlite3.Connection, key: int | None) -> str | None:
    """The id of a statement inside which others stand; of one that a correction replaced, that of what stands in its place."""
    if key is None:
        return None
    return str(db.execute("SELECT id FROM statements WHERE key = ?", (heir(db, key),)).fetchone()[0])


def _actors_beside(db: sqlite3.Connection, table: str, marks: str, keys: Sequence[int]) -> dict[int, list[ActorRef]]:
    found: dict[int, list[ActorRef]] = defaultdict(list)
    for key, id_, name in db.execute(
        f"SELECT statement, id, name FROM {table} JOIN actors ON actors.key = actor WHERE statement IN ({marks}) ORDER BY actor",
        keys,
    ):
        found[key].append(ActorRef(id_, name))
    return found


def standing_keys(db: sqlite3.Connection, report: int) -> list[int]:
    """The keys of a report's statements that stand, in the order of the text."""
    return [
        key
        for (key,) in db.execute(
            """
            SELECT key FROM statements WHERE report = ? AND standing NOT IN ('rejected', 'replaced')
            ORDER BY (SELECT min(start) FROM spans WHERE statement = key AND part = 'content'),
                (SELECT -max(end) FROM spans WHERE statement = key AND part = 'content'), key
            """,
            (report,),
        )
    ]


def reading_of(db: sqlite3.Connection, report: int) -> Reading:
    """What was read out of a report, as it was read: without what people decided since."""
    read = [key for (key,) in db.execute("SELECT key FROM statements WHERE report = ? AND origin IS NULL ORDER BY key", (report,))]
    statements = tuple(entry.statement for entry in entries_of(db, read))
    return Reading(
        report_of(db, "key", report),
        statements,
        _as_read(db, report, "position", Position),
        _as_read(db, report, "event", Event),
        actors_of(db, report, read_only=True),
        times_of(db, report),
    )


def _as_read(db: sqlite3.Connection, report: int, finding: Finding, kind: type[Any]) -> tuple[Any, ...]:
    """The events or positions of a report with those that were set aside, and without those that a decision put in their place."""
    keys = [
        key
        for (key,) in db.execute(
            f"SELECT key FROM {finding}s WHERE report = ? AND standing IN ('read', 'accepted') ORDER BY key", (report,)
        )
    ]
    found = dict(zip(keys, events_of(db, keys), strict=True)) if kind is Event else positions_of(db, keys)
    for key, value in db.execute("SELECT key, value FROM set_aside WHERE report = ? AND finding = ?", (report, finding)):
        found[key] = from_plain(kind, json.loads(value))
    return tuple(found[key] for key in sorted(found))


def times_of(db: sqlite3.Connection, report: int) -> tuple[When, ...]:
    """The times of a report, in the order of the text."""
    return tuple(
        When(start, end, text, type_, value, _day(begins), _day(ends))
        for start, end, text, type_, value, begins, ends in db.execute(
            "SELECT start, end, text, type, value, begins, ends FROM times WHERE report = ? ORDER BY n", (report,)
        )
    )


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


def events_of_report(db: sqlite3.Connection, report: int) -> tuple[Event, ...]:
    """The events of a report that stand, in the order in which they were written."""
    return tuple(events_of(db, [key for (key,) in db.execute("SELECT key FROM events WHERE report = ? ORDER BY key", (report,))]))


def events_of(db: sqlite3.Connection, keys: Sequence[int]) -> Iterator[Event]:
    """The events with these keys, in this order; their actors as their reports have them."""
    for first in range(0, len(keys), _MANY):
        some = keys[first : first + _MANY]
        found = _events(db, some)
        yield from (found[key] for key in some)


def _events(db: sqlite3.Connection, keys: Sequence[int]) -> dict[int, Event]:
    marks = ",".join("?" * len(keys))
    sides: dict[tuple[int, str], list[ActorRef]] = defaultdict(list)
    again: dict[int, list[Span]] = defaultdict(list)
    votes: dict[int, list[Vote]] = defaultdict(list)
    for event, side, *ref in db.execute(
        f"""
        SELECT event, side, id, name FROM event_actors JOIN actors ON actors.key = actor WHERE event IN ({marks})
        ORDER BY event, side, n
        """,
        keys,
    ):
        sides[event, side].append(ActorRef(*ref))
    for event, *span in db.execute(f"SELECT event, start, end, text FROM event_words WHERE event IN ({marks}) ORDER BY event, n", keys):
        again[event].append(Span(*span))
    for event, *vote in db.execute(
        f"SELECT event, by, type, probability FROM event_votes WHERE event IN ({marks}) ORDER BY event, by DESC", keys
    ):
        votes[event].append(Vote(*vote))
    rows = db.execute(
        f"""
        SELECT events.key, start, end, text, a.id, a.name, r.id, r.name, contexts,
            events.id, events.type, mode, events.date, place, modality, statements.id, events.confidence, cameo
        FROM events LEFT JOIN statements ON statements.key = events.statement LEFT JOIN actors AS a ON a.key = events.actor
        LEFT JOIN actors AS r ON r.key = events.recipient LEFT JOIN event_codes ON event_codes.event = events.key
        WHERE events.key IN ({marks})
        """,
        keys,
    )
    found = {}
    for key, start, end, text, actor, actor_name, recipient, recipient_name, contexts, *rest in rows:
        id_, type_, mode, when, place, modality, statement, sure, cameo = rest
        did = None if actor is None else ActorRef(actor, actor_name)
        received = None if recipient is None else ActorRef(recipient, recipient_name)
        others = tuple(sides[key, "actor"]), tuple(sides[key, "recipient"]), tuple(again[key])
        about, trigger = tuple(json.loads(contexts)), Span(start, end, text)
        whole = id_, type_, mode, about, did, received, when, place, modality, trigger, statement, sure
        found[key] = Event(*whole, *others, cameo, tuple(votes[key]))
    return found


def _day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)
