"""Where actors stand across the record: positions with their quotes in order of time, and where they changed."""

import re
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from onrecord.data import table
from onrecord.record.query import fts_of_words
from onrecord.record.rows import Standing, heir
from onrecord.schema.actor import ActorRef, Speaker
from onrecord.schema.position import Position
from onrecord.schema.span import Span

_MANY = 500  # positions in one query
_AROUND = 300  # code points to either side in which the sentence of a trigger is looked for
_SENTENCE = re.compile(r"(?<=[.!?])[\"”’)]*\s+(?=[\"“‘(A-Z])|\n+")
_NAMED = """
    SELECT rowid FROM actor_words WHERE actor_words MATCH ?
    UNION SELECT actor FROM joins WHERE identity IN (SELECT rowid FROM identity_words WHERE identity_words MATCH ?)
"""
_CLAIMS_NAMING = """
    SELECT position FROM position_words JOIN positions AS p ON p.key = position JOIN actors ON actors.report = p.report
    JOIN mentions ON mentions.actor = actors.key AND mentions.start >= position_words.start AND mentions.end <= position_words.end
    WHERE part = 'claim' AND actors.key IN ({})
"""
_CONTRARY = {"support": "oppose", "oppose": "support"}
_SMALL = re.compile(r"^(?:(?:the|a|an|that|to|any|its|his|her|their|our)\s+)+|[^\w\s]+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Stand:
    """A position of the record, with what stands beside it there.

    Attributes:
        day: the first day of its date; where that is not known, the day of publication.
        quotes: the words of the statements that prove it, else the sentence in which it is expressed.
        told_by: who says so, where it is not the actor itself or the reporter.
        identity, target_identity: whom the record takes actor and target for across reports; None for one of this report only.
        report, title, publisher, url: of its report.
        sentence: the sentence in which it is expressed.
        statement: the id of the first statement that proves it; None where none does.
        id: by which it is corrected.
        standing: read, accepted, corrected or added.
        confidence: that of the least certain statement or event that proves it; None where nothing else does.
    """

    position: Position
    day: date | None
    quotes: tuple[str, ...]
    told_by: str | None
    identity: ActorRef | None
    target_identity: ActorRef | None
    report: str
    title: str | None
    publisher: str | None
    url: str | None
    sentence: str
    statement: str | None
    id: str
    standing: Standing
    confidence: float | None

    @property
    def actor_name(self) -> str:
        """The actor's name across reports; where there is none, as the report has it."""
        return (self.identity or self.position.actor).name

    @property
    def target_name(self) -> str:
        """The target's name likewise; of a claim its words."""
        return self.position.towards if self.target_identity is None else self.target_identity.name


@dataclass(frozen=True, slots=True)
class Change:
    """An actor who stood for a target and then against it, or the other way round: the last stand before, and the first after."""

    before: Stand
    after: Stand


def stands(db: sqlite3.Connection, actor: str | None, target: str | None, since: date | None, until: date | None) -> Iterator[Stand]:
    """The positions that stand after what people decided, in order of time.

    Args:
        actor: words of the name of whoever holds them, or of the country or body for which that one speaks.
        target: words of the target's name, or of the claim.
    """
    where, values = ["1"], []
    if actor is not None:
        where.append(f"(positions.actor IN ({_NAMED}) OR {_like('positions.affiliation', actor)})")
        values += [fts_of_words(actor)] * 2 + _words(actor)
    if target is not None:
        claims = f"SELECT position FROM position_words WHERE part = 'claim' AND {_like('text', target)}"
        where.append(f"(positions.target IN ({_NAMED}) OR positions.key IN ({claims}))")
        values += [fts_of_words(target)] * 2 + _words(target)
    for day, condition in ((since, "positions.day >= ?"), (until, "positions.day <= ?")):
        if day is not None:
            where.append(condition)
            values.append(day.isoformat())
    yield from _in_order(db, " AND ".join(where), values)


def stands_of(db: sqlite3.Connection, actors: Sequence[int] | None, targets: Sequence[int] | None) -> Iterator[Stand]:
    """The same by keys of actors: who holds them, and whom they are towards, as the target or in the words of a claim."""
    where, values = ["1"], list[object]()
    if actors is not None:
        where.append(f"positions.actor IN ({_marks(actors)})")
        values += actors
    if targets is not None:
        where.append(f"(positions.target IN ({_marks(targets)}) OR positions.key IN ({_CLAIMS_NAMING.format(_marks(targets))}))")
        values += [*targets, *targets]
    yield from _in_order(db, " AND ".join(where), values)


def stands_in(db: sqlite3.Connection, report: int) -> Iterator[Stand]:
    """Those of a report, in the order in which they were written."""
    yield from stands_with(db, [key for (key,) in db.execute("SELECT key FROM positions WHERE report = ? ORDER BY key", (report,))])


def _in_order(db: sqlite3.Connection, where: str, values: Sequence[object]) -> Iterator[Stand]:
    order = "positions.day IS NULL, positions.day, positions.report, positions.key"
    keys = [key for (key,) in db.execute(f"SELECT key FROM positions WHERE {where} ORDER BY {order}", values)]
    yield from stands_with(db, keys)


def stands_with(db: sqlite3.Connection, keys: Sequence[int]) -> Iterator[Stand]:
    """Those with these keys, in this order."""
    for first in range(0, len(keys), _MANY):
        yield from _stands(db, keys[first : first + _MANY])


def changes(db: sqlite3.Connection, found: Iterable[Stand]) -> list[Change]:
    """Where an actor turned from support to opposition of the same target, or back, between two days.

    A report in which an actor is for and against the same counts for neither; nor does a copy of another report.
    """
    copies = {id_ for (id_,) in db.execute("SELECT reports.id FROM duplicates JOIN reports ON reports.key = report")}
    groups: dict[tuple[object, ...], list[Stand]] = defaultdict(list)
    for stand in found:
        if stand.day is not None and stand.report not in copies and stand.position.stance in _CONTRARY:
            groups[_who(stand), towards(stand)].append(stand)
    turned = [change for group in groups.values() for change in _turns(group)]
    return sorted(turned, key=lambda change: (str(change.after.day), change.after.actor_name, change.after.target_name))


def _turns(group: Sequence[Stand]) -> Iterator[Change]:
    by_day: dict[str, list[Stand]] = defaultdict(list)
    both = {report for report, its in _by_report(group).items() if len({stand.position.stance for stand in its}) > 1}
    for stand in group:
        if stand.report not in both:
            by_day[str(stand.day)].append(stand)
    plain = [its for _, its in sorted(by_day.items()) if len({stand.position.stance for stand in its}) == 1]
    for before, after in pairwise(plain):
        if before[-1].position.stance != after[0].position.stance:
            yield Change(before[-1], after[0])


def _by_report(group: Sequence[Stand]) -> Mapping[str, list[Stand]]:
    found: dict[str, list[Stand]] = defaultdict(list)
    for stand in group:
        found[stand.report].append(stand)
    return found


def _who(stand: Stand) -> tuple[str, ...]:
    return (stand.identity.id,) if stand.identity is not None else (stand.report, stand.position.actor.id)


def towards(stand: Stand) -> tuple[str, ...]:
    """What two positions must share to be towards the same: the actor; of claims the words, articles and punctuation aside."""
    if stand.target_identity is not None:
        return (stand.target_identity.id,)
    if stand.position.target is not None:
        return (stand.report, stand.position.target.id)
    return ("claim", " ".join(_SMALL.sub("", stand.position.towards).casefold().split()))


def _marks(keys: Sequence[int]) -> str:
    return ",".join("?" * len(keys))


def _words(words: str) -> list[str]:
    return [f"%{word}%" for word in words.split()]


def _like(column: str, words: str) -> str:
    return "(" + " AND ".join([f"{column} LIKE ?"] * len(words.split()) or ["0"]) + ")"


def _stands(db: sqlite3.Connection, keys: Sequence[int]) -> Iterator[Stand]:
    positions, quotes, refuted = positions_of(db, keys), _quotes(db, keys), _refuted(db, keys)
    rows = db.execute(
        f"""
        SELECT positions.key, positions.day, holders.id, holders.name, targets.id, targets.name, reports.id, title, publisher, url,
            substr(reports.text, max(1, positions.start + 1 - {_AROUND}), min(positions.start, {_AROUND})),
            substr(reports.text, positions.start + 1, positions.end - positions.start + {_AROUND}),
            positions.id, positions.standing, positions.confidence
        FROM positions JOIN reports ON reports.key = positions.report
        LEFT JOIN joins AS a ON a.actor = positions.actor LEFT JOIN identities AS holders ON holders.key = a.identity
        LEFT JOIN joins AS b ON b.actor = positions.target LEFT JOIN identities AS targets ON targets.key = b.identity
        WHERE positions.key IN ({",".join("?" * len(keys))})
        """,
        keys,
    )
    by_key = {row[0]: row[1:] for row in rows}
    for key in keys:
        day, who, who_name, whom, whom_name, report, title, publisher, url, before, after, *beside = by_key[key]
        its = quotes.get(key, [])
        standing = [(id_, text, speaker) for id_, text, speaker, stands in its if stands]
        if key in refuted or (its and not standing and beside[1] == "read"):
            continue  # people rejected what proves it
        said = tuple(text for _, text, _ in standing)
        speakers = {speaker for _, _, speaker in standing} - {None, positions[key].actor.id}
        name = (
            next(iter(db.execute("SELECT name FROM actors WHERE id = ?", (next(iter(speakers)),)).fetchone() or ()), None)
            if len(speakers) == 1
            else None
        )
        identity, whom_identity = (None if id_ is None else ActorRef(id_, name_) for id_, name_ in ((who, who_name), (whom, whom_name)))
        sentence = _sentence(before, after)
        statement = standing[0][0] if standing else None
        yield Stand(
            *(positions[key], day and date.fromisoformat(day), said or (sentence,), name, identity, whom_identity),
            *(report, title, publisher, url, sentence, statement, *beside),
        )


def _sentence(before: str, after: str) -> str:
    """The sentence that these two pieces of text make, cut where the sentences beside it begin and end, or else between words."""
    first, last = (
        before[max((end for _, end in _breaks(before)), default=0) :],
        after[: min((at for at, _ in _breaks(after)), default=None)],
    )
    if len(first) == _AROUND:
        first = "… " + first.partition(" ")[2]
    if last == after and len(after) > _AROUND:
        last = last if last.endswith((".", "!", "?")) else last.rpartition(" ")[0] + " …"
    return (first + last).strip()


def _breaks(text: str) -> Iterator[tuple[int, int]]:
    """Where white space parts sentences: not after "Mrs.", nor after "Calif." but before a word that begins sentences."""
    for match in _SENTENCE.finditer(text):
        word = text[: match.start()].rpartition(" ")[2].strip('("“‘').removesuffix(".").casefold()
        following = re.match(r"\w*", text[match.end() :].lstrip('("“‘'))
        begins = following is not None and following[0].casefold() in table("abbreviations")["starters"]
        name = word in table("abbreviations")["before_name"] or re.fullmatch(r"[a-z]", word)
        if "\n" in match[0] or not (name or (word in table("abbreviations")["anywhere"] and not begins)):
            yield match.span()


def _quotes(db: sqlite3.Connection, keys: Sequence[int]) -> dict[int, list[tuple[str, str, str | None, bool]]]:
    """For each position the ids and contents of its statements, or of what replaces them, with their speakers, and whether they stand."""
    found: dict[int, list[tuple[str, str, str | None, bool]]] = defaultdict(list)
    columns = "statements.key, statements.id, content, actors.id, statements.standing"
    rows = db.execute(
        f"""
        SELECT position, {columns} FROM evidence JOIN positions ON positions.key = position
        JOIN statements ON statements.id = proof AND +statements.report = positions.report LEFT JOIN actors ON actors.key = speaker
        WHERE position IN ({_marks(keys)}) ORDER BY position, evidence.n, statements.key
        """,
        keys,
    ).fetchall()
    one = f"SELECT {columns} FROM statements LEFT JOIN actors ON actors.key = speaker WHERE statements.key = ?"
    seen = set[tuple[int, int]]()
    for position, *read in rows:
        key, id_, content, speaker, standing = db.execute(one, (heir(db, read[0]),)).fetchone() if read[-1] == "replaced" else read
        if (position, key) not in seen:
            seen.add((position, key))
            found[position].append((id_, content, speaker, standing not in ("rejected", "replaced")))
    return found


def positions_of(db: sqlite3.Connection, keys: Sequence[int]) -> dict[int, Position]:
    """The positions with these keys."""
    found: dict[int, Position] = {}
    for first in range(0, len(keys), _MANY):
        some = keys[first : first + _MANY]
        marks = ",".join("?" * len(some))
        words: dict[tuple[int, str], list[Span]] = defaultdict(list)
        for key, part, *span in db.execute(
            f"SELECT position, part, start, end, text FROM position_words WHERE position IN ({marks}) ORDER BY position, part, n", some
        ):
            words[key, part].append(Span(*span))
        proofs: dict[int, list[str]] = defaultdict(list)
        for key, proof in db.execute(f"SELECT position, proof FROM evidence WHERE position IN ({marks}) ORDER BY position, n", some):
            proofs[key].append(proof)
        rows = db.execute(
            f"""
            SELECT positions.key, holders.id, holders.name, role, affiliation, targets.id, targets.name, stance, strength, type,
                positions.date, start, end, text
            FROM positions JOIN actors AS holders ON holders.key = actor LEFT JOIN actors AS targets ON targets.key = target
            WHERE positions.key IN ({marks})
            """,
            some,
        )
        for key, who, name, role, home, whom, whom_name, stance, strength, type_, when, *span in rows:
            found[key] = Position(
                Speaker(who, name, role, home),
                None if whom is None else ActorRef(whom, whom_name),
                *(stance, type_, tuple(proofs[key]), when, Span(*span), next(iter(words[key, "claim"]), None), strength),
                conditions=tuple(words[key, "condition"]),
                again=tuple(words[key, "again"]),
            )
    return found


def _refuted(db: sqlite3.Connection, keys: Sequence[int]) -> set[int]:
    """The positions that follow from an event which a person rejected, or found to be of another type or party; not those decided about."""
    rows = db.execute(
        f"""
        SELECT positions.key FROM positions JOIN evidence ON position = positions.key
        JOIN set_aside ON set_aside.report = positions.report AND finding = 'event' AND set_aside.id = proof
        LEFT JOIN events ON events.id = proof
        WHERE positions.key IN ({_marks(keys)}) AND positions.standing = 'read' AND positions.type IS json_extract(value, '$.type')
            AND (events.key IS NULL OR events.type IS NOT positions.type
                OR (SELECT id FROM actors WHERE actors.key = events.actor) IS NOT json_extract(value, '$.actor.id')
                OR (target IS NOT NULL
                    AND (SELECT id FROM actors WHERE actors.key = events.recipient) IS NOT json_extract(value, '$.recipient.id')))
        """,
        keys,
    )
    return {key for (key,) in rows}
