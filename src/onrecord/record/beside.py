"""What stands beside a report: its events and times, its copies in other papers, and the reports that quote what it quotes."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from onrecord.errors import RecordError
from onrecord.record.database import spoken
from onrecord.record.entries import STANDS, events_of_report, times_of
from onrecord.record.question import Hit
from onrecord.record.rows import heir
from onrecord.record.search import hits_of
from onrecord.record.store import Record
from onrecord.schema.event import Event
from onrecord.schema.when import When


@dataclass(frozen=True, slots=True)
class Copy:
    """A report that says the same.

    Attributes:
        original: 1 for the first published of its group, else 0.
        resemblance: to the first, from 0 to 1.
    """

    report: str
    title: str | None
    publisher: str | None
    published: str | None
    original: int
    resemblance: float


@dataclass(frozen=True, slots=True)
class Quoted:
    """A statement of another report that quotes the same utterance."""

    statement: str
    report: str
    title: str | None
    publisher: str | None
    published: str | None


def events(record: Record, report: str) -> tuple[Event, ...]:
    """What a report tells that somebody did, in the order of the text."""
    with spoken(record.path):
        return tuple(sorted(events_of_report(record.db, _key(record, report)), key=lambda event: event.trigger.start))


def standings(record: Record, report: str) -> Mapping[str, str]:
    """As what the events of a report stand, by their ids: read, accepted, corrected or added."""
    with spoken(record.path):
        return dict(record.db.execute("SELECT id, standing FROM events WHERE report = ?", (_key(record, report),)).fetchall())


def heirs(record: Record, report: str) -> Mapping[str, str]:
    """The statements of a report that corrections replaced: by id, that of what stands in its place."""
    with spoken(record.path):
        rows = record.db.execute(
            "SELECT id, key FROM statements WHERE report = ? AND standing = 'replaced' ORDER BY key", (_key(record, report),)
        ).fetchall()
        select = "SELECT id FROM statements WHERE key = ?"
        return {id_: str(record.db.execute(select, (heir(record.db, key),)).fetchone()[0]) for id_, key in rows}


def times(record: Record, report: str) -> tuple[When, ...]:
    """The times that a report names, in the order of the text."""
    with spoken(record.path):
        return times_of(record.db, _key(record, report))


def _key(record: Record, report: str) -> int:
    row = record.db.execute("SELECT key FROM reports WHERE id = ?", (report,)).fetchone()
    if row is None:
        raise RecordError(f"report {report}: is not in this record; onrecord search lists what is")
    return int(row[0])


def copies(record: Record, report: str) -> tuple[Copy, ...]:
    """The other reports of a report's group of copies, the first published first."""
    with spoken(record.path):
        rows = record.db.execute(
            """
            SELECT reports.id, title, publisher, published, duplicates.report = duplicates.original, resemblance
            FROM duplicates JOIN reports ON reports.key = duplicates.report
            WHERE original IN (SELECT original FROM duplicates JOIN reports ON reports.key = report WHERE id = :id) AND reports.id != :id
            ORDER BY reports.key != original, published IS NULL, published, reports.key
            """,
            {"id": report},
        )
        return tuple(Copy(*row) for row in rows)


def quoted_elsewhere(record: Record, report: str) -> Mapping[str, tuple[Quoted, ...]]:
    """For each statement of a report that other reports quote too, by its id: where, from the earliest."""
    found: dict[str, list[Quoted]] = defaultdict(list)
    with spoken(record.path):
        rows = record.db.execute(
            f"""
            SELECT own.id, statements.id, reports.id, title, publisher, published
            FROM statements AS own JOIN variants AS its ON its.statement = own.key JOIN variants AS other ON other.original = its.original
            JOIN statements ON statements.key = other.statement JOIN reports ON reports.key = statements.report
            WHERE own.report = (SELECT key FROM reports WHERE id = ?) AND statements.report != own.report AND {STANDS}
            ORDER BY own.key, statements.day IS NULL, statements.day, statements.key
            """,
            (report,),
        )
        for own, *other in rows:
            found[own].append(Quoted(*other))
    return {own: tuple(others) for own, others in found.items()}


def statement(record: Record, id_: str) -> Hit:
    """One statement that stands, by its id.

    Raises:
        RecordError: there is none.
    """
    with spoken(record.path):
        keys = record.db.execute(f"SELECT key, 0.0 FROM statements WHERE id = ? AND {STANDS}", (id_,)).fetchall()
        if not keys:
            raise RecordError(f"statement {id_}: is not in this record; onrecord search prints ids")
        return next(hits_of(record.db, keys, None))
