"""What coders said in a DNA project, back into the record: their statements as decisions, all the rest as rows that are kept."""

import json
import sqlite3
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from onrecord.errors import InputError
from onrecord.export.back.made import kind_of, speaker_of
from onrecord.export.dna.basis import TABLES, make_tables
from onrecord.export.dna.coded import Coded, coded_in
from onrecord.export.dna.coders import READER
from onrecord.export.dna.units import Units
from onrecord.export.dna.values import ORGANIZATIONS, PERSONS, SPEAKERS, bounds, kinds_of, values_of, voiced
from onrecord.record import Decision, Entry, Record
from onrecord.schema.actor import Speaker
from onrecord.schema.report import Report
from onrecord.schema.span import Span
from onrecord.schema.statement import Statement, statement_id

Skip = Callable[[str], None]
"""Told, in one line each, what could not be taken in and why."""


@dataclass(frozen=True, slots=True)
class _Page:
    """A document of the project that is a report of the record, and what the record has of it."""

    report: Report
    units: Units
    kinds: dict[str, str]
    entries: dict[tuple[int, int], list[Entry]]
    taken: set[tuple[int, int, str]]


def decisions(record: Record, path: Path, author: str, made: str, skip: Skip) -> Iterator[Decision]:
    """The coded statements that the record does not have yet, each with the name of its coder.

    One that onrecord itself wrote into the project is left alone while its values are as they were; where a coder changed
    them, it is replaced by one with these codes.

    Args:
        author: of statements whose coder the project does not name.

    Raises:
        InputError: the file is no DNA project of a known form.
    """
    with _project(path) as db:
        reports = _reports(record, db)
        for number, title in db.execute("SELECT ID, Title FROM DOCUMENTS ORDER BY ID").fetchall():
            if number not in reports:
                skip(f"{path.name}#{number} ({title}): no report of the record has its text; build the project's reports first")
                continue
            page = _page(record, reports[number])
            for coded in coded_in(db, number):
                decision = _decided(page, coded, coded.coder or author, made, path.name, skip)
                if decision is not None:
                    yield decision


def keep(record: Record, path: Path) -> None:
    """Keep every row of a project, so that its export is the project again; of a text that is in the record, only the report's id."""
    with _project(path) as db:
        reports = _reports(record, db)
        for table in TABLES:
            rows = []
            found = db.execute(f"SELECT * FROM {table} ORDER BY rowid")  # noqa: S608 (our own names)
            names = [column[0] for column in found.description]
            for values in found:
                row = dict(zip(names, values, strict=True))
                if table == "DOCUMENTS" and row["ID"] in reports:
                    row["Text"] = {"report": reports[row["ID"]].id}
                rows.append(json.dumps(row, ensure_ascii=False))
            record.keep(path.name, table, rows)


@contextmanager
def _project(path: Path) -> Iterator[sqlite3.Connection]:
    if not path.is_file():
        raise InputError(f"{path}: there is no such file")
    try:
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as db:
            _check(db, path)
            yield db
    except sqlite3.Error as error:
        raise InputError(f"{path}: can't be read as a DNA project (SQLite says: {error})") from error


def _check(db: sqlite3.Connection, path: Path) -> None:
    """Refuse a project of which something would be lost: its tables and columns must be those that we write."""
    with closing(sqlite3.connect(":memory:")) as ours:
        make_tables(ours)
        for table in TABLES:
            known, found = (_columns(of, table) for of in (ours, db))
            if known != found:
                what = f"has no table {table}" if not found else f"its table {table} has other columns ({', '.join(sorted(known ^ found))})"
                raise InputError(f"{path}: is no project of DNA 3.0: {what}; open it in DNA 3.0 and save it")


def _columns(db: sqlite3.Connection, table: str) -> set[str]:
    return {row[1] for row in db.execute(f"PRAGMA table_info({table})")}


def _reports(record: Record, db: sqlite3.Connection) -> dict[int, Report]:
    """The report of each document: by its text, and where several have it, by title and publisher."""
    found = {}
    for number, title, text, source in db.execute("SELECT ID, Title, Text, Source FROM DOCUMENTS ORDER BY ID"):
        rows = record.db.execute(
            "SELECT id FROM reports WHERE sha256 = ? ORDER BY title IS NOT ?, publisher IS NOT ?, key",
            (Report(text).sha256, title, source or None),
        ).fetchall()
        if rows:
            found[number] = record.report(rows[0][0])
    return found


def _page(record: Record, report: Report) -> _Page:
    entries: dict[tuple[int, int], list[Entry]] = {}
    for entry in voiced(record.entries(report.id)):
        entries.setdefault(bounds(entry.statement), []).append(entry)
    before = [decision for decision in record.decisions(report.id) if decision.value is not None and decision.undone is None]
    taken = {(*bounds(decision.value), _codes(decision.codes)) for decision in before if decision.value is not None}
    return _Page(report, Units.of(report.text), kinds_of(record, report.id), entries, taken)


def _codes(codes: Mapping[str, str]) -> str:
    return json.dumps(dict(codes), sort_keys=True)


def _decided(page: _Page, coded: Coded, author: str, made: str, project: str, skip: Skip) -> Decision | None:
    name = f"{project}#{coded.id}"
    if not coded.is_said:
        skip(f"{name} ({coded.label}): no variable of its type says who speaks, so it is no statement; its row is kept")
        return None
    span = _span(page, coded)
    if span is None:
        skip(f"{name}: {coded.start}-{coded.stop} are no bounds of characters in its document")
        return None
    there = page.entries.get((span.start, span.end), [])
    same = any(values_of(way, page.kinds, coded.variables) == coded.values for entry in there for way in _ways(entry))
    if same or (span.start, span.end, _codes(coded.values)) in page.taken:
        return None
    reason = f"coded in DNA: {name}"
    ours = next((entry for entry in there if coded.coder == READER and _is_read(entry)), None)
    if ours is None:
        return Decision(page.report.id, "add", None, _statement(page.report, span, coded, reason), author, made, reason, coded.values)
    value = _changed(page, ours, coded)
    return Decision(page.report.id, "replace", ours.statement.id, value, author, made, reason, coded.values)


def _is_read(entry: Entry) -> bool:
    """Whether nobody but onrecord said what it is: its codes are at most those of the codebook."""
    return entry.standing != "added" or bool(entry.concepts)


def _changed(page: _Page, entry: Entry, coded: Coded) -> Statement:
    """The statement that was read, with the speaker that the coder gives it, where that is another."""
    for before in (values_of(way, page.kinds, coded.variables) for way in _ways(entry)):
        if all(before.get(name) == coded.values.get(name) for name in SPEAKERS):
            return entry.statement
    return replace(entry.statement, speaker=_speaker(page.report, coded))


def _ways(entry: Entry) -> tuple[Entry, Entry]:
    """With the speaker's name across reports, and as the report has it: the project may be of before the record joined them."""
    return entry, replace(entry, identity=None)


def _span(page: _Page, coded: Coded) -> Span | None:
    start, end = page.units.place(coded.start), page.units.place(coded.stop)
    if start is None or end is None or not start < end <= len(page.report.text):
        return None
    return page.report.span(start, end)


def _speaker(report: Report, coded: Coded) -> Speaker | None:
    person, organization = (
        next((coded.values[name] for name in names if coded.values.get(name)), None) for names in (PERSONS, ORGANIZATIONS)
    )
    if person is not None:
        return speaker_of(report, person, organization)
    return None if organization is None else speaker_of(report, organization)


def _statement(report: Report, span: Span, coded: Coded, reason: str) -> Statement:
    kind, speaker = kind_of(report, (span,)), _speaker(report, coded)
    reasons = {"origin": reason, "source": "DNA has one span a statement", "cue": "DNA has one span a statement"}
    return Statement(
        statement_id(report.id, kind, None, None, (span,)),
        kind=kind,
        type="assertion",
        source=None,
        cue=None,
        content=(span,),
        speaker=speaker,
        addressee=None,
        date=None,
        stance="rejects" if coded.values.get("agreement") == "0" else "asserts",
        parent=None,
        confidence=1.0,
        reasons=reasons if speaker is not None else {**reasons, "speaker": "not coded"},
    )
