"""Who is the same across reports, and what people decided about that: identities merged, split, renamed, and brought back.

What onrecord found stays beside what it counts as; decisions are applied to it in their order, after each build and
each new decision. A merge joins whole identities, whatever actors later reports add to them; a split takes the actors of
named reports out of theirs.
"""

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from onrecord.errors import RecordError
from onrecord.record.deciding import check_author, hashed, mark_undone
from onrecord.record.joining import common_name, find, identity_id
from onrecord.record.rows import next_key, put

ActorVerb = Literal["merge", "split", "rename"]


@dataclass(frozen=True, slots=True)
class Decided:
    """An actor of a report that it was decided about: the ids of both, and its name, by which a later reading has it."""

    report: str
    actor: str
    name: str


@dataclass(frozen=True, slots=True)
class ActorDecision:
    """A decision about who is the same.

    Attributes:
        actors: one of each identity that is merged or renamed; all that are split off.
        name: the new one, for "rename".
        made: UTC, ISO 8601.
        undone: when it was taken back.
    """

    verb: ActorVerb
    actors: tuple[Decided, ...]
    author: str
    reason: str
    made: str
    name: str | None = None
    undone: str | None = None

    def __post_init__(self) -> None:
        check_author(self.author)
        if (self.name is None) == (self.verb == "rename") or (self.name is not None and not self.name.strip()):
            raise RecordError(f"a decision to {self.verb}: needs {'a' if self.verb == 'rename' else 'no'} new name")

    @property
    def id(self) -> str:
        """A hash of what was decided, by whom and when."""
        actors = [(actor.report, actor.actor) for actor in self.actors]
        return hashed([self.verb, actors, self.name, self.author, self.made, self.reason])


def join_actors(db: sqlite3.Connection) -> None:
    """Find who is the same across the record, and apply what people decided."""
    find(db)
    _apply_all(db)


def decide_actors(db: sqlite3.Connection, decision: ActorDecision) -> str:
    """Write a decision and apply it; gives its id."""
    number = next_key(db, "actor_decisions")
    put(db, "actor_decisions", [(number, decision.id, decision.verb, decision.name, decision.author, decision.made, decision.reason, None)])
    put(db, "decided_actors", [(number, n, actor.report, actor.actor, actor.name) for n, actor in enumerate(decision.actors)])
    _apply(db, number, decision)
    return decision.id


def undo_actors(db: sqlite3.Connection, decision: str) -> None:
    """Take a decision back; all others are applied anew."""
    mark_undone(db, "actor_decisions", decision, "onrecord actors decisions")
    _take_back(db)
    _apply_all(db)


def actor_decisions(db: sqlite3.Connection) -> list[tuple[int, ActorDecision]]:
    """All decisions about who is the same, in their order, with their keys."""
    found = []
    for key, verb, name, author, made, reason, undone in db.execute(
        "SELECT key, verb, name, author, made, reason, undone FROM actor_decisions ORDER BY key"
    ).fetchall():
        actors = db.execute("SELECT report_id, actor_id, name FROM decided_actors WHERE decision = ? ORDER BY n", (key,))
        found.append((key, ActorDecision(verb, tuple(Decided(*actor) for actor in actors), author, reason, made, name, undone)))
    return found


def actor_touches(db: sqlite3.Connection) -> int:
    """How often anything was decided about who is the same, taking back counted too."""
    return int(db.execute("SELECT count(*) + count(undone) FROM actor_decisions").fetchone()[0])


def _apply_all(db: sqlite3.Connection) -> None:
    for number, decision in actor_decisions(db):
        if decision.undone is None:
            _apply(db, number, decision)


def _take_back(db: sqlite3.Connection) -> None:
    """Bring all back to what onrecord found."""
    db.execute("UPDATE joins SET identity = found, decision = NULL WHERE decision IS NOT NULL")
    db.execute("DELETE FROM joins WHERE reason IS NULL")
    db.execute("DELETE FROM identities WHERE found IS NULL")
    db.execute("UPDATE identities SET name = found WHERE name != found")


def _apply(db: sqlite3.Connection, number: int, decision: ActorDecision) -> None:
    """Apply one decision; an actor that the record no longer has is passed over."""
    keys = [key for actor in decision.actors if (key := _actor(db, actor)) is not None]
    if not keys:
        return
    if decision.verb == "split":
        _split(db, number, keys)
        return
    identities = list(dict.fromkeys(_identity(db, key, number) for key in keys))
    if decision.verb == "rename":
        db.execute("UPDATE identities SET name = ? WHERE key = ?", (decision.name, identities[0]))
    for other in identities[1:]:
        db.execute("UPDATE joins SET identity = ?, decision = ? WHERE identity = ?", (identities[0], number, other))


def _split(db: sqlite3.Connection, number: int, keys: Sequence[int]) -> None:
    """Give actors an identity of their own, apart from that which they were in."""
    marks = ",".join("?" * len(keys))
    rows = db.execute(
        f"""
        SELECT identity, actors.key, reports.id, actors.id, actors.name, actors.kind, actors.codes FROM joins
        JOIN actors ON actors.key = actor JOIN reports ON reports.key = report
        WHERE identity IS NOT NULL AND actor IN ({marks}) ORDER BY reports.id, actors.key
        """,
        keys,
    ).fetchall()
    if not rows:
        return
    _, _, report, actor, _, kind, codes = rows[0]
    key = next_key(db, "identities")
    id_ = identity_id(f"{number} {report}", actor)  # another than that of the identity which begins with this actor
    put(db, "identities", [(key, id_, common_name([row[4] for row in rows], kind), kind, codes, None)])
    db.executemany("UPDATE joins SET identity = ?, decision = ? WHERE actor = ?", [(key, number, row[1]) for row in rows])


def _actor(db: sqlite3.Connection, decided: Decided) -> int | None:
    """The key of an actor by its id, else by its name in the same report."""
    row = db.execute(
        """
        SELECT actors.key FROM actors JOIN reports ON reports.key = report WHERE reports.id = ? AND (actors.id = ? OR actors.name = ?)
        ORDER BY actors.id != ?, actors.key LIMIT 1
        """,
        (decided.report, decided.actor, decided.name, decided.actor),
    ).fetchone()
    return None if row is None else int(row[0])


def _identity(db: sqlite3.Connection, actor: int, number: int) -> int:
    """The identity that an actor counts as; one is made for an actor that was found once only."""
    row = db.execute("SELECT identity FROM joins WHERE actor = ?", (actor,)).fetchone()
    if row is not None and row[0] is not None:
        return int(row[0])
    report, id_, name, kind, codes = db.execute(
        "SELECT reports.id, actors.id, name, kind, codes FROM actors JOIN reports ON reports.key = report WHERE actors.key = ?", (actor,)
    ).fetchone()
    key = next_key(db, "identities")
    put(db, "identities", [(key, identity_id(report, id_), name, kind, codes, None)])
    db.execute(
        """
        INSERT INTO joins (actor, identity, decision) VALUES (?, ?, ?)
        ON CONFLICT DO UPDATE SET identity = excluded.identity, decision = excluded.decision
        """,
        (actor, key, number),
    )
    return key
