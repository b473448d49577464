"""The record as a project of Discourse Network Analyzer (DNA 3.0): a `.dna` file, which is SQLite.

Where the record keeps an imported project, its rows are the basis, unchanged and with their numbers; what is new comes
after them. A statement of DNA is one stretch of text: contents that the report interrupts are one, with what stands between.
"""

import sqlite3
from collections.abc import Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path, PurePath

from onrecord.export.dna.basis import begin, entity, make_tables
from onrecord.export.dna.coded import DATA, coded_in, variables_of
from onrecord.export.dna.coders import READER, coder, password_of
from onrecord.export.dna.units import Units
from onrecord.export.dna.values import SPEAKERS, Variable, authors_of, bounds, fitting, kinds_of, values_of, voiced
from onrecord.export.selection import selected
from onrecord.export.writing import new_file
from onrecord.record import Entry, Question, Record
from onrecord.record.database import spoken
from onrecord.schema.report import Report

_TITLE = 60  # characters of the text, where a report has no title


def write(record: Record, target: Path, question: Question | None = None) -> None:
    """Write the project; its coder is Admin, the password `onrecord`."""
    with new_file(target) as path, record.snapshot(), spoken(target), closing(sqlite3.connect(path, isolation_level=None)) as db:
        db.execute("PRAGMA synchronous = OFF")  # the file is brought to the disk once, when it is whole
        make_tables(db)
        db.execute("CREATE INDEX statements_of ON STATEMENTS (DocumentId)")  # while it is made: DNA has no such index
        db.execute("PRAGMA foreign_keys = ON")
        db.execute("BEGIN")
        _fill(db, record, question)
        db.execute("DROP INDEX statements_of")
        db.execute("COMMIT")
        db.execute("VACUUM")


@dataclass(frozen=True, slots=True)
class _Page:
    """A report in the project: its places there, the kinds of its actors, the numbers of its documents."""

    report: Report
    units: Units
    kinds: Mapping[str, str]
    documents: Sequence[int]

    def bounds(self, entry: Entry) -> tuple[int, int]:
        start, end = bounds(entry.statement)
        return self.units.unit(start), self.units.unit(end)


def _fill(db: sqlite3.Connection, record: Record, question: Question | None) -> None:
    password = password_of(record)
    documents, type_ = begin(db, record, password)
    variables = variables_of(db, type_)
    seen: set[int] = set()
    for report, entries in selected(record, question):
        numbers = documents.get(report.id) or [_add_document(db, report)]
        seen.update(numbers)
        page = _Page(report, Units.of(report.text), kinds_of(record, report.id), numbers)
        authors = authors_of(record, report.id)
        for entry in _without_known(db, page, voiced(entries)):
            by = coder(db, authors.get(entry.statement.id, READER), password)
            _add_statement(db, page, entry, by, type_, variables)
    if question is not None:
        _leave_out(db, "DOCUMENTS", {number for (number,) in db.execute("SELECT ID FROM DOCUMENTS")} - seen)


def _without_known(db: sqlite3.Connection, page: _Page, entries: Sequence[Entry]) -> list[Entry]:
    """The statements that the project does not have yet; those of the project that no longer stand are taken out of it."""
    places: dict[tuple[int, int], list[Entry]] = {}
    for entry in entries:
        places.setdefault(page.bounds(entry), []).append(entry)
    known: set[tuple[str, str | None]] = set()
    gone: set[int] = set()
    for coded in (coded for document in page.documents for coded in coded_in(db, document)):
        there = places.get((coded.start, coded.stop), ())
        same = [entry for entry in there if values_of(entry, page.kinds, coded.variables) == coded.values]
        known.update(_name(entry) for entry in same)
        if coded.is_said and not same:
            gone.add(coded.id)
    _leave_out(db, "STATEMENTS", gone)
    return [entry for entry in entries if _name(entry) not in known]


def _name(entry: Entry) -> tuple[str, str | None]:
    return entry.statement.id, entry.codes.get("concept")


def _leave_out(db: sqlite3.Connection, table: str, numbers: set[int]) -> None:
    """Take rows out, with all that hangs on them."""
    db.executemany(f"DELETE FROM {table} WHERE ID = ?", ((number,) for number in sorted(numbers)))  # noqa: S608 (our own tables)


def _add_document(db: sqlite3.Connection, report: Report) -> int:
    title = report.title or PurePath(report.source or "").name or " ".join(report.text[:_TITLE].split())
    notes = "\n".join(note for note in (f"onrecord {report.id}", report.url, None if report.published else "date unknown") if note)
    day = report.published
    date = int(datetime(day.year, day.month, day.day, tzinfo=UTC).timestamp()) if day else 0
    row = (fitting(title), report.text, *(fitting(part or "") for part in (report.author, report.publisher, report.section)), notes, date)
    sql = """
        INSERT INTO DOCUMENTS (Title, Text, Coder, Author, Source, Section, Notes, Date)
        VALUES (?, ?, (SELECT min(ID) FROM CODERS), ?, ?, ?, ?, ?)
    """
    return db.execute(sql, row).lastrowid or 0


def _add_statement(db: sqlite3.Connection, page: _Page, entry: Entry, by: int, type_: int, variables: Sequence[Variable]) -> None:
    sql = "INSERT INTO STATEMENTS (StatementTypeId, DocumentId, Start, Stop, Coder) VALUES (?, ?, ?, ?, ?)"
    made = db.execute(sql, (type_, page.documents[0], *page.bounds(entry), by)).lastrowid
    values = values_of(entry, page.kinds, variables)
    for variable in variables:
        value: str | int = values[variable.name]
        column = "Value"
        if variable.type == "short text":
            attributes = _attributes(entry, page.kinds, variable.name, str(value))
            value, column = entity(db, variable.id, str(value), attributes), "Entity"
        sql = f"INSERT INTO {DATA[variable.type]} (StatementId, VariableId, {column}) VALUES (?, ?, ?)"  # noqa: S608 (our own tables)
        db.execute(sql, (made, variable.id, value))


def _attributes(entry: Entry, kinds: Mapping[str, str], variable: str, value: str) -> dict[str, str]:
    """What DNA shows beside an entity: of a speaker the kind, and the role in which the statement was made."""
    speaker = entry.statement.speaker
    if speaker is None or variable not in SPEAKERS or value != fitting(entry.speaker_name or ""):
        return {}
    return {"Type": kinds.get(speaker.id, ""), "Notes": fitting(speaker.role or "")}
