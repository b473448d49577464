"""The actors across reports, to be listed and corrected: who was taken for the same, and why."""

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass

from onrecord.errors import RecordError
from onrecord.record.acts import link
from onrecord.record.database import spoken
from onrecord.record.deciding import now
from onrecord.record.entries import STANDS
from onrecord.record.identities import ActorDecision, Decided, actor_decisions, decide_actors, undo_actors
from onrecord.record.names import plain
from onrecord.record.query import fts_of_words
from onrecord.record.store import Record

CANDIDATES = 6  # that are named where a name is ambiguous
BY_HAND = "decided by hand"
_MEMBERS = """
    FROM joins JOIN actors ON actors.key = joins.actor JOIN reports ON reports.key = actors.report
    LEFT JOIN actor_decisions ON actor_decisions.key = joins.decision
"""


@dataclass(frozen=True, slots=True)
class Identity:
    """One actor across reports; or an actor of one report, whom nothing joins to another.

    Attributes:
        id: the identity's; of an actor of one report its own.
        reports, statements: in how many it is, and how many it made.
        written: the other names that reports have for it, with how many have each, from the most.
        first, last: the days of publication between which it is in reports.
        reason: why its actors are taken for one, as most of them have it; of a single one why it is left apart, if somebody may be it.
    """

    id: str
    name: str
    kind: str
    reports: int
    statements: int
    written: tuple[tuple[str, int], ...]
    first: str | None
    last: str | None
    reason: str | None


@dataclass(frozen=True, slots=True)
class Member:
    """An actor of a report, with the name it has there, for whom it is taken and why."""

    report: str
    id: str
    name: str
    published: str | None
    title: str | None
    reason: str


@dataclass(frozen=True, slots=True)
class _Who:
    """The key of an identity, or of an actor that has none."""

    identity: int | None
    actor: int | None = None


class Actors:
    """The actors of a record across its reports; it holds the record, which must be open for writing to decide anything.

    `who` is an id, of an identity or of an actor of one report, or words of a name that only one of them has.

    Raises:
        RecordError: from any method; nobody is `who`, or several are.
    """

    def __init__(self, record: Record) -> None:
        """The actors of this record."""
        self.record, self.db = record, record.db

    def listed(self, words: str | None = None, kind: str | None = None, limit: int | None = None) -> list[Identity]:
        """Identities, from the one in most reports; with words those that have them in a name, and actors of one report too."""
        with spoken(self.record.path):
            return [_identity(self.db, who) for who in _found(self.db, words, kind, -1 if limit is None else limit)]

    def identity(self, who: str) -> Identity:
        """One of them."""
        with spoken(self.record.path):
            return _identity(self.db, self._who(who))

    def members(self, who: str) -> list[Member]:
        """The actors of reports that are taken for it, by day."""
        with spoken(self.record.path):
            its = self._who(who)
            condition, key = ("joins.identity", its.identity) if its.identity is not None else ("actors.key", its.actor)
            rows = self.db.execute(
                f"""
                SELECT reports.id, actors.id, actors.name, published, title, coalesce(actor_decisions.reason, joins.reason, '')
                FROM actors JOIN reports ON reports.key = report LEFT JOIN joins ON joins.actor = actors.key
                LEFT JOIN actor_decisions ON actor_decisions.key = joins.decision WHERE {condition} = ?
                ORDER BY published IS NULL, published, reports.id, actors.key
                """,
                (key,),
            )
            return [Member(*row) for row in rows]

    def merge(self, whos: Sequence[str], author: str, reason: str = BY_HAND) -> str:
        """Take several for one, under the name of the first; gives the decision's id."""
        with self.record.writing():
            found = list(dict.fromkeys(self._who(who) for who in whos))
            if len(found) < 2:  # noqa: PLR2004
                raise RecordError(f"{', '.join(whos)}: is one actor already; name two or more to merge")
            decided = tuple(_one_of(self.db, who) for who in found)
            return self._decide(ActorDecision("merge", decided, author, reason, now()))

    def split(self, who: str, reports: Sequence[str], author: str, reason: str = BY_HAND) -> str:
        """Take the actors of these reports out of an identity, as somebody else; gives the decision's id."""
        with self.record.writing():
            members = {member.report: member for member in reversed(self.members(who))}
            for report in reports:
                if report not in members:
                    raise RecordError(f"report {report}: has no actor that is taken for {who}; onrecord actors show lists which have")
            if not reports or len(set(reports)) == len(members):
                raise RecordError(f"{who}: name reports of it, and not all {len(members)}, to split off")
            actors = [members[report] for report in dict.fromkeys(reports)]
            decided = tuple(Decided(actor.report, actor.id, actor.name) for actor in actors)
            return self._decide(ActorDecision("split", decided, author, reason, now()))

    def unmerge(self, who: str) -> list[str]:
        """Take back the merges that made an identity; gives their ids."""
        with self.record.writing():
            its = self._who(who).identity
            rows = self.db.execute(
                "SELECT DISTINCT actor_decisions.id FROM joins JOIN actor_decisions ON actor_decisions.key = decision "
                "WHERE identity = ? AND verb = 'merge' AND undone IS NULL ORDER BY actor_decisions.key",
                (its,),
            ).fetchall()
            if not rows:
                raise RecordError(f"{who}: nobody merged it; name the reports whose actor is somebody else: --report ID")
            for (decision,) in rows:
                undo_actors(self.db, decision)
            link(self.db)
            return [decision for (decision,) in rows]

    def rename(self, who: str, name: str, author: str, reason: str = BY_HAND) -> str:
        """Give it another name in searches, networks and exports; gives the decision's id."""
        with self.record.writing():
            one = _one_of(self.db, self._who(who))
            return decide_actors(self.db, ActorDecision("rename", (one,), author, reason, now(), name))

    def undo(self, decision: str) -> None:
        """Take a decision back, by its id."""
        with self.record.writing():
            undo_actors(self.db, decision)
            link(self.db)

    def _decide(self, decision: ActorDecision) -> str:
        """Write a decision; events by and to those whom it is about may be one act now, or no longer."""
        made = decide_actors(self.db, decision)
        link(self.db)
        return made

    def decisions(self) -> list[ActorDecision]:
        """All that was decided about who is the same, in its order."""
        with spoken(self.record.path):
            return [decision for _, decision in actor_decisions(self.db)]

    def joined(self) -> bool:
        """Whether the joins are up to date; where they are not, the next build makes them."""
        with spoken(self.record.path):
            return self.db.execute("SELECT 1 FROM grouped WHERE what = 'joins'").fetchone() is not None

    def _who(self, who: str) -> _Who:
        by_id = self.db.execute(
            """
            SELECT identities.key, NULL FROM identities WHERE id = :id AND EXISTS (SELECT 1 FROM joins WHERE identity = identities.key)
            UNION ALL SELECT identity, actors.key FROM actors LEFT JOIN joins ON joins.actor = actors.key WHERE actors.id = :id
            """,
            {"id": who},
        ).fetchone()
        if by_id is not None:
            return _Who(by_id[0]) if by_id[0] is not None else _Who(None, by_id[1])
        found = _found(self.db, who, None, -1)
        if not found:
            raise RecordError(f"{who}: no actor of this record has these words in a name, or this id; onrecord actors list prints them")
        named = [_named(self.db, candidate) for candidate in found]
        for some in (
            [
                candidate
                for candidate, name in zip(found, named, strict=True)
                if candidate.identity is not None and plain(name) == plain(who)
            ],
            found,
        ):
            if len(some) == 1:
                return some[0]
        shown = "; ".join(f"{i.name} ({i.kind}, in {i.reports:,}) {i.id}" for i in (_identity(self.db, c) for c in found[:CANDIDATES]))
        more = f"; and {len(found) - CANDIDATES:,} more" if len(found) > CANDIDATES else ""
        raise RecordError(f"{who}: may be several (kind, how many reports); name one by its id: {shown}{more}")


def _found(db: sqlite3.Connection, words: str | None, kind: str | None, limit: int) -> list[_Who]:
    """Identities from the one with the most actors; then, where words are asked for, actors that have none."""
    match = None if words is None else fts_of_words(words)
    of_kind = "" if kind is None else "AND {}.kind = :kind"
    values = {"match": match, "kind": kind, "limit": limit}
    among = (
        ""
        if match is None
        else """
        AND identity IN (
            SELECT rowid FROM identity_words WHERE identity_words MATCH :match
            UNION SELECT identity FROM joins WHERE actor IN (SELECT rowid FROM actor_words WHERE actor_words MATCH :match))
        """
    )
    rows = db.execute(
        f"""
        SELECT identity FROM joins JOIN identities ON identities.key = identity
        WHERE identity IS NOT NULL {of_kind.format("identities")} {among}
        GROUP BY identity ORDER BY count(*) DESC, identities.name, identity LIMIT :limit
        """,
        values,
    )
    found = [_Who(identity) for (identity,) in rows]
    if match is not None and (limit < 0 or len(found) < limit):
        values["limit"] = limit - len(found) if limit >= 0 else -1
        singles = db.execute(
            f"""
            SELECT actors.key FROM actor_words JOIN actors ON actors.key = actor_words.rowid LEFT JOIN joins ON joins.actor = actors.key
            WHERE actor_words MATCH :match AND identity IS NULL {of_kind.format("actors")} ORDER BY actors.key LIMIT :limit
            """,
            values,
        )
        found.extend(_Who(None, actor) for (actor,) in singles)
    return found


def _named(db: sqlite3.Connection, who: _Who) -> str:
    table, key = ("actors", who.actor) if who.identity is None else ("identities", who.identity)
    return str(db.execute(f"SELECT name FROM {table} WHERE key = ?", (key,)).fetchone()[0])


def _identity(db: sqlite3.Connection, who: _Who) -> Identity:
    if who.identity is None:
        row = db.execute(
            f"""
            SELECT actors.id, name, kind, (SELECT count(*) FROM statements WHERE speaker = actors.key AND {STANDS}), published, reason
            FROM actors JOIN reports ON reports.key = report LEFT JOIN joins ON joins.actor = actors.key WHERE actors.key = ?
            """,
            (who.actor,),
        ).fetchone()
        id_, name, kind, statements, published, reason = row
        return Identity(id_, name, kind, 1, statements, (), published, published, reason)
    id_, name, kind = db.execute("SELECT id, name, kind FROM identities WHERE key = ?", (who.identity,)).fetchone()
    reports, first, last = db.execute(
        f"SELECT count(DISTINCT reports.key), min(published), max(published) {_MEMBERS} WHERE identity = ?", (who.identity,)
    ).fetchone()
    (statements,) = db.execute(
        f"SELECT count(*) FROM statements WHERE speaker IN (SELECT actor FROM joins WHERE identity = ?) AND {STANDS}", (who.identity,)
    ).fetchone()
    written = db.execute(
        f"SELECT actors.name, count(*) AS many {_MEMBERS} WHERE identity = ? AND actors.name != ? GROUP BY 1 ORDER BY many DESC, 1",
        (who.identity, name),
    ).fetchall()
    (reason,) = db.execute(
        f"""
        SELECT coalesce(actor_decisions.reason, joins.reason) AS why {_MEMBERS}
        WHERE identity = ? GROUP BY why ORDER BY count(*) DESC, why LIMIT 1
        """,
        (who.identity,),
    ).fetchone()
    return Identity(id_, name, kind, reports, statements, tuple(written), first, last, reason)


def _one_of(db: sqlite3.Connection, who: _Who) -> Decided:
    """An actor that stands for an identity: the first that has its name; it is in whatever later builds find it in."""
    condition, key = ("joins.identity", who.identity) if who.identity is not None else ("actors.key", who.actor)
    row = db.execute(
        f"""
        SELECT reports.id, actors.id, actors.name FROM actors JOIN reports ON reports.key = report
        LEFT JOIN joins ON joins.actor = actors.key LEFT JOIN identities ON identities.key = joins.identity
        WHERE {condition} = ? ORDER BY actors.name IS NOT coalesce(identities.found, identities.name), reports.id, actors.key LIMIT 1
        """,
        (key,),
    ).fetchone()
    return Decided(*row)
