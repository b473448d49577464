"""The record as tables: each table of the file with the kinds of its columns, and the flat table of statements with every attribute."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from onrecord.export.selection import answers, selected
from onrecord.record import Entry, Question, Record
from onrecord.schema.report import Report

Kind = Literal["text", "integer", "real", "date", "bytes"]
Row = tuple[object, ...]

FLAT = "statement_list"
"""The flat table's name: that of the record's own view, of which it has every column and more."""

CODINGS = "coding_list"
"""The flat table of codings: the record's own view."""

_INNER = {
    FLAT,
    CODINGS,
    "kept",
    "migrations",
    "grouped",
    "coded",
}  # the record's housekeeping; `kept` goes out with the project that it is of
_DAYS = {"published", "day", "begins", "ends"}
_KINDS: dict[str, Kind] = {"INTEGER": "integer", "REAL": "real", "TEXT": "text", "BLOB": "bytes"}
_FLAT_KINDS: dict[str, Kind] = {"confidence": "real", **dict.fromkeys(("start", "end", "agreement", "found", "told"), "integer")}
_MORE = ("addressed", "author", "section", "language", "reasons")


@dataclass(frozen=True, slots=True)
class Column:
    """A column and what its cells hold; a "date" is a day as ISO 8601 text."""

    name: str
    kind: Kind


@dataclass(frozen=True, slots=True)
class Table:
    """A table and its rows, to be gone through once."""

    name: str
    columns: tuple[Column, ...]
    rows: Iterator[Row]


def flat(record: Record, question: Question | None) -> Table:
    """The statements as one table: those of `statement_list`, those of _MORE, one a coder's variable, one a concept (1: agrees)."""
    view = tuple(column[0] for column in record.db.execute(f"SELECT * FROM {FLAT} LIMIT 0").description)  # noqa: S608 (our own view)
    variables = [variable for (variable,) in record.db.execute("SELECT DISTINCT variable FROM codes ORDER BY variable")]
    concepts = [name for (name,) in record.db.execute("SELECT name FROM concepts ORDER BY key")]
    names = (*view, *_MORE, *(f"code_{variable}" for variable in variables))
    columns = tuple(Column(name, "date" if name in _DAYS else _FLAT_KINDS.get(name, "text")) for name in names)
    columns += tuple(Column(f"concept_{name}", "integer") for name in concepts)
    return Table(FLAT, columns, _flat_rows(record, question, view.index("id"), (variables, concepts)))


def codings(record: Record, question: Question | None) -> Table:
    """The codings that count as one table, a row a statement and concept: the raw material of discourse networks."""
    names = tuple(column[0] for column in record.db.execute(f"SELECT * FROM {CODINGS} LIMIT 0").description)  # noqa: S608 (our own view)
    columns = tuple(Column(name, "date" if name in _DAYS else _FLAT_KINDS.get(name, "text")) for name in names)
    wanted = None if question is None else {id_ for ids in answers(record, question).values() for id_ in ids}
    rows = record.db.execute(f"SELECT * FROM {CODINGS} ORDER BY day IS NULL, day, statement_id, concept")  # noqa: S608 (our own view)
    return Table(CODINGS, columns, (row for row in rows if wanted is None or row[names.index("statement_id")] in wanted))


def _flat_rows(record: Record, question: Question | None, id_: int, more: tuple[list[str], list[str]]) -> Iterator[Row]:
    variables, concepts = more
    for report, entries in selected(record, question):
        if entries:
            rows = {row[id_]: row for row in record.db.execute(f"SELECT * FROM {FLAT} WHERE report = ?", (report.id,))}  # noqa: S608
            for entry in entries:
                codes = (entry.codes.get(variable) for variable in variables)
                sides = (entry.concepts.get(concept) for concept in concepts)
                yield (*rows[entry.statement.id], *_more(report, entry), *codes, *(side if side is None else int(side) for side in sides))


def _more(report: Report, entry: Entry) -> Row:
    addressed = "; ".join(sorted({actor.name for actor in entry.addressed})) or None
    reasons = json.dumps(dict(sorted(entry.statement.reasons.items())), ensure_ascii=False)
    return addressed, report.author, report.section, report.language, reasons


def tables(record: Record, question: Question | None) -> Iterator[Table]:
    """The record's own tables, in their order; with a question only the rows of its answers and their reports.

    Rejected and replaced statements are in the table `statements` as they are in the record: their standing says so.
    """
    if question is not None:
        _choose(record, answers(record, question))
    for name in record.tables():
        if name not in _INNER:
            columns = tuple(_column(*row[1:3]) for row in record.db.execute(f"PRAGMA table_info({name})"))
            yield Table(name, columns, _rows(record, name, columns, question))


def _column(name: str, declared: str) -> Column:
    reckoned = _FLAT_KINDS.get(name, "text")  # of a view, whose reckoned columns have no type
    return Column(name, "date" if name in _DAYS else _KINDS.get(declared.upper(), reckoned))


def _rows(record: Record, name: str, columns: tuple[Column, ...], question: Question | None) -> Iterator[Row]:
    where = "" if question is None else _where(name, {column.name for column in columns})
    order = ", ".join(row[1] for row in record.db.execute(f"PRAGMA table_info({name})") if row[5]) or "id"  # of a view
    yield from record.db.execute(f"SELECT * FROM {name} {where} ORDER BY {order}")  # noqa: S608 (our own tables)


def _where(name: str, columns: set[str]) -> str:
    """The rows of a table that belong to the chosen statements, else to the chosen reports, else to what belongs to these."""
    if name in ("statements", "reports"):
        return f"WHERE key IN temp.chosen_{name}"
    if name == "event_list":
        return "WHERE report IN (SELECT id FROM reports WHERE key IN temp.chosen_reports)"
    if name == "same_events":
        return "WHERE event IN (SELECT key FROM events WHERE report IN temp.chosen_reports)"
    if "statement" in columns and name not in ("events", "event_list", "decisions"):  # these two are of a report
        return "WHERE statement IN temp.chosen_statements"
    if "report" in columns:
        return "WHERE report IN temp.chosen_reports"
    if "coding" in columns:
        return "WHERE coding IN (SELECT key FROM codings WHERE statement IN temp.chosen_statements)"
    if "report_id" in columns:
        return "WHERE report_id IN (SELECT id FROM reports WHERE key IN temp.chosen_reports)"
    of = {"actor": "actors", "position": "positions", "event": "events"}
    owner = next((column for column in of if column in columns), None)
    return "" if owner is None else f"WHERE {owner} IN (SELECT key FROM {of[owner]} WHERE report IN temp.chosen_reports)"  # noqa: S608 (our own tables)


def _choose(record: Record, ids: dict[str, set[str]]) -> None:
    """Put the keys of the chosen reports and statements into tables that this connection alone sees."""
    for name in ("reports", "statements"):
        record.db.execute(f"DROP TABLE IF EXISTS temp.chosen_{name}")
        record.db.execute(f"CREATE TEMP TABLE chosen_{name} (key INTEGER PRIMARY KEY)")
    record.db.executemany("INSERT INTO temp.chosen_reports SELECT key FROM reports WHERE id = ?", ((id_,) for id_ in ids))
    record.db.executemany(
        "INSERT INTO temp.chosen_statements SELECT key FROM main.statements WHERE id = ? AND standing NOT IN ('rejected', 'replaced')",
        ((id_,) for statements in ids.values() for id_ in sorted(statements)),
    )
