"""All that the record has of one actor across reports: roles, what it says and of whom, who speaks of it, its acts, where it stands."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

from onrecord.errors import RecordError
from onrecord.record.actors import Actors, Identity
from onrecord.record.database import spoken
from onrecord.record.entries import STANDS
from onrecord.record.question import Hit
from onrecord.record.rows import first_day
from onrecord.record.search import hits_of
from onrecord.record.stands import Change, Stand, changes, stands_of
from onrecord.record.store import Record

_IDENTITY = "LEFT JOIN joins AS {0}_join ON {0}_join.actor = {0}.key LEFT JOIN identities AS {0}_who ON {0}_who.key = {0}_join.identity"
_REF = "coalesce({0}_who.id, {0}.id), coalesce({0}_who.name, {0}.name)"
_TOLD = """
    max(1, (SELECT count(*) FROM same_events AS tellings WHERE tellings.original = same_events.original)) AS told, events.key,
    row_number() OVER (PARTITION BY ifnull(original, events.key) ORDER BY published IS NULL, published, events.key) AS telling
"""
_UNNAMED = "('unnamed person', 'unnamed group')"
_ORDERS = {"date": "day IS NULL, day, statements.key", "latest": "day DESC, statements.key DESC"}


@dataclass(frozen=True, slots=True)
class Held:
    """A role as reports give it, and the days of publication between which they do."""

    role: str
    affiliation: str | None
    reports: int
    first: str | None
    last: str | None


@dataclass(frozen=True, slots=True)
class Partner:
    """Whom somebody speaks about, or who speaks about somebody; in how many statements, and between which days."""

    id: str
    name: str
    kind: str
    statements: int
    first: str | None
    last: str | None


@dataclass(frozen=True, slots=True)
class Act:
    """An event that an actor takes part in.

    Attributes:
        day: the first day of its date; where that is not known, the day of publication.
        actor, recipient: ids and names across reports; None where the report names nobody.
        words: the trigger.
        told: in how many places of the record the act is told.
    """

    id: str
    type: str
    mode: str | None
    modality: str
    day: str | None
    actor: tuple[str, str] | None
    recipient: tuple[str, str] | None
    words: str
    place: str | None
    report: str
    title: str | None
    publisher: str | None
    told: int


class Portrait:
    """One actor of a record, across its reports; not frozen, because it holds the record.

    Raises:
        RecordError: no actor has this id.
    """

    def __init__(self, record: Record, id_: str) -> None:
        """The actor with this id: an identity's, or that of an actor of one report."""
        self.record, self.db = record, record.db
        with spoken(record.path):
            self.keys = _keys(record, id_)
            self.identity: Identity = Actors(record).identity(id_)
        self._its = f"({','.join('?' * len(self.keys))})"

    def roles(self) -> tuple[Held, ...]:
        """Its roles, from the latest."""
        with spoken(self.record.path):
            rows = self.db.execute(
                f"""
                SELECT role, affiliation, count(DISTINCT report), min(published), max(published) AS last FROM roles
                JOIN actors ON actors.key = roles.actor JOIN reports ON reports.key = report WHERE roles.actor IN {self._its}
                GROUP BY lower(role), affiliation ORDER BY last DESC, 3 DESC, role
                """,
                self.keys,
            )
            return tuple(Held(*row) for row in rows)

    def speaks_about(self, limit: int = 20) -> tuple[Partner, ...]:
        """Whom it speaks about, from the one it speaks about most."""
        return self._partners("other.key = about.actor", f"statements.speaker IN {self._its} AND other.key NOT IN {self._its}", limit)

    def spoken_of_by(self, limit: int = 20) -> tuple[Partner, ...]:
        """Who speaks about it, from the one who does most."""
        return self._partners("other.key = statements.speaker", f"about.actor IN {self._its} AND other.key NOT IN {self._its}", limit)

    def _partners(self, other: str, where: str, limit: int) -> tuple[Partner, ...]:
        with spoken(self.record.path):
            rows = self.db.execute(
                f"""
                SELECT {_REF.format("other")}, other.kind, count(DISTINCT statements.key) AS many, min(day), max(day)
                FROM statements JOIN about ON about.statement = statements.key JOIN actors AS other ON {other} {_IDENTITY.format("other")}
                WHERE {where} AND {STANDS} AND other.kind NOT IN {_UNNAMED} GROUP BY 1 ORDER BY many DESC, 2 LIMIT ?
                """,
                (*self.keys, *self.keys, limit),
            )
            return tuple(Partner(*row) for row in rows)

    def statements(self, about: "Portrait | None" = None, *, order: str = "latest", limit: int = 20, offset: int = 0) -> list[Hit]:
        """What it said; with `about`, what it said of that one."""
        where, values = self._said(about)
        with spoken(self.record.path):
            rows = self.db.execute(
                f"SELECT key, 0.0 FROM statements WHERE {where} ORDER BY {_ORDERS[order]} LIMIT ? OFFSET ?", (*values, limit, offset)
            ).fetchall()
            return list(hits_of(self.db, rows, None))

    def by_month(self, about: "Portrait | None" = None) -> list[tuple[str, int]]:
        """How many statements it made in each month that has any."""
        where, values = self._said(about)
        with spoken(self.record.path):
            return self.db.execute(
                f"SELECT substr(day, 1, 7), count(*) FROM statements WHERE {where} AND day IS NOT NULL GROUP BY 1 ORDER BY 1", values
            ).fetchall()

    def count(self, about: "Portrait | None" = None) -> int:
        """How many statements it made."""
        where, values = self._said(about)
        with spoken(self.record.path):
            return int(self.db.execute(f"SELECT count(*) FROM statements WHERE {where}", values).fetchone()[0])

    def _said(self, about: "Portrait | None") -> tuple[str, Sequence[int]]:
        where = f"speaker IN {self._its} AND {STANDS}"
        if about is None:
            return where, self.keys
        return f"{where} AND key IN (SELECT statement FROM about WHERE actor IN {about._its})", (*self.keys, *about.keys)  # noqa: SLF001 (its own kind)

    def acts(self, limit: int = 50) -> tuple[Act, ...]:
        """What it did and what was done to it, from the latest, each act once."""
        return acts(self.record, limit, who=self, once=True)

    def positions(self, target: "Portrait | None" = None) -> tuple[Stand, ...]:
        """Where it stands towards others and towards claims, in order of time."""
        return positions(self.record, who=self, target=target)

    def changes(self, found: Sequence[Stand]) -> list[Change]:
        """Where these positions of it turned from support to opposition, or back."""
        with spoken(self.record.path):
            return changes(self.record.db, found)


def acts(
    record: Record, limit: int, offset: int = 0, *, who: Portrait | None = None, type_: str | None = None, once: bool = False
) -> tuple[Act, ...]:
    """What was done, from the latest; with `who`, by it, with it or to it; with `once` each act by its first telling."""
    where, values = ["true"], list[object]()
    if who is not None:
        its = f"({','.join('?' * len(who.keys))})"
        where.append(
            f"""events.key IN (SELECT key FROM events WHERE actor IN {its} UNION SELECT key FROM events WHERE recipient IN {its}
                UNION SELECT event FROM event_actors WHERE actor IN {its})"""
        )
        values += who.keys * 3
    if type_ is not None:
        where.append("events.type = ?")
        values.append(type_)
    record.db.create_function("first_day", 1, first_day, deterministic=True)
    with spoken(record.path):
        rows = record.db.execute(
            f"""
            SELECT * FROM (
                SELECT events.id, events.type, mode, modality, ifnull(first_day(events.date), published) AS day, {_REF.format("doer")},
                    {_REF.format("other")}, events.text, place, reports.id, title, publisher, {_TOLD}
                FROM events JOIN reports ON reports.key = events.report LEFT JOIN same_events ON same_events.event = events.key
                LEFT JOIN actors AS doer ON doer.key = events.actor {_IDENTITY.format("doer")}
                LEFT JOIN actors AS other ON other.key = events.recipient {_IDENTITY.format("other")}
                WHERE {" AND ".join(where)}
            ) WHERE telling = 1 OR NOT ? ORDER BY day IS NULL, day DESC, key DESC LIMIT ? OFFSET ?
            """,
            (*values, once, limit, offset),
        )
        return tuple(_act(row) for row in rows)


def positions(
    record: Record, limit: int = -1, offset: int = 0, *, who: Portrait | None = None, target: Portrait | None = None
) -> tuple[Stand, ...]:
    """Where actors stand towards others and towards claims, in order of time; with `target`, towards it or a claim that names it."""
    with spoken(record.path):
        found = stands_of(record.db, None if who is None else who.keys, None if target is None else target.keys)
        return tuple(islice(found, offset, None if limit < 0 else offset + limit))


def _act(row: tuple[Any, ...]) -> Act:
    """An act from its columns: id to day, the two ends as id and name, then what is left."""
    ends = (end if end[0] else None for end in (row[5:7], row[7:9]))
    return Act(*(*row[:5], *ends, *row[9:15]))


def _keys(record: Record, id_: str) -> tuple[int, ...]:
    rows = record.db.execute(
        """
        SELECT actor FROM joins WHERE identity = (SELECT key FROM identities WHERE id = :id)
            OR identity = (SELECT identity FROM joins JOIN actors ON actors.key = actor WHERE actors.id = :id)
        UNION SELECT key FROM actors WHERE id = :id
        """,
        {"id": id_},
    )
    found = tuple(sorted(key for (key,) in rows))
    if not found:
        raise RecordError(f"actor {id_}: is not in this record; onrecord actors list prints who is")
    return found
