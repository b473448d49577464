"""What a DNA project begins with: the rows of a project that was imported, unchanged, or DNA's own beginnings."""

import json
import sqlite3
from collections import defaultdict
from importlib.resources import files

from onrecord.errors import RecordError
from onrecord.export.dna.coded import variables_of
from onrecord.export.dna.coders import ADMIN, coder
from onrecord.export.dna.values import SPEAKERS
from onrecord.record import Record

VERSION = "3.0.11"  # a DNA 3.0 opens a project whose version begins with 3.0
TABLES = (
    *("SETTINGS", "CODERS", "DOCUMENTS", "STATEMENTTYPES", "VARIABLES", "VARIABLELINKS", "REGEXES", "CODERRELATIONS", "STATEMENTS"),
    *("DATABOOLEAN", "DATAINTEGER", "ENTITIES", "DATASHORTTEXT", "DATALONGTEXT", "ATTRIBUTEVARIABLES", "ATTRIBUTEVALUES"),
)
_VARIABLES = (("person", "short text"), ("organization", "short text"), ("concept", "short text"), ("agreement", "boolean"))
_OURS = (("addressee", "short text"),)
_ATTRIBUTES = ("Type", "Alias", "Notes")
_TYPE = ("DNA Statement", 239, 208, 51)
_NOTE = ("Annotation", 211, 211, 211)

Documents = dict[str, list[int]]
"""The numbers of a project's documents by the ids of their reports."""


def make_tables(db: sqlite3.Connection) -> None:
    """DNA's tables, empty."""
    db.executescript((files("onrecord.export.dna") / "dna.sql").read_text("utf-8"))


def begin(db: sqlite3.Connection, record: Record, password: str) -> tuple[Documents, int]:
    """Fill the tables with what is there before any statement is added; gives the documents, and the type of new statements."""
    origin = project_in(record)
    documents = {} if origin is None else _lay(db, record, origin)
    if origin is None:
        _begin_anew(db, record, password)
    type_ = type_of_statements(db) or _make_type(db)
    known = {variable.name for variable in variables_of(db, type_)}
    others = {name for (name,) in db.execute("SELECT Variable FROM VARIABLES")}
    for (name,) in record.db.execute("SELECT DISTINCT variable FROM codes ORDER BY variable").fetchall():
        if name not in known | others:
            _add_variable(db, type_, name, "short text")
    return documents, type_


def project_in(record: Record) -> str | None:
    """The name of the imported DNA project that the record keeps; of several, the first by name."""
    row = record.db.execute("SELECT min(origin) FROM kept WHERE part = 'STATEMENTTYPES'").fetchone()
    return None if row[0] is None else str(row[0])


def _lay(db: sqlite3.Connection, record: Record, project: str) -> Documents:
    documents: Documents = defaultdict(list)
    db.execute("PRAGMA defer_foreign_keys = ON")  # the rows come by name of their table, not in DNA's order
    for origin, part, value in record.kept():
        if origin == project and part in TABLES:
            row = json.loads(value)
            if part == "DOCUMENTS" and isinstance(row["Text"], dict):
                documents[row["Text"]["report"]].append(row["ID"])
                row["Text"] = _text(record, project, row["Text"]["report"])
            names = ", ".join(f'"{name}"' for name in row)
            db.execute(f"INSERT INTO {part} ({names}) VALUES ({', '.join('?' * len(row))})", tuple(row.values()))  # noqa: S608 (checked at import)
    return dict(documents)


def _text(record: Record, project: str, report: str) -> str:
    try:
        return record.report(report).text
    except RecordError as error:
        raise RecordError(f"{project}: its document {report} is no longer in the record; import the project again") from error


def _begin_anew(db: sqlite3.Connection, record: Record, password: str) -> None:
    """What DNA itself puts into a new project, an addressee, and an empty entity for each variable."""
    began = record.db.execute("SELECT substr(max(began), 1, 10) FROM runs").fetchone()[0]
    db.executemany("INSERT INTO SETTINGS VALUES (?, ?)", [("version", VERSION), ("date", began or "")])
    coder(db, ADMIN, password)
    type_ = _make_type(db)
    for name, kind in _OURS:
        _add_variable(db, type_, name, kind)
    note = db.execute("INSERT INTO STATEMENTTYPES (Label, Red, Green, Blue) VALUES (?, ?, ?, ?)", _NOTE).lastrowid
    db.execute("INSERT INTO VARIABLES (Variable, DataType, StatementTypeId) VALUES ('note', 'long text', ?)", (note,))


def type_of_statements(db: sqlite3.Connection) -> int | None:
    """The number of the first statement type that says who speaks."""
    marks = ",".join("?" * len(SPEAKERS))
    sql = f"SELECT min(StatementTypeId) FROM VARIABLES WHERE Variable IN ({marks})"  # noqa: S608 (question marks only)
    found: int | None = db.execute(sql, SPEAKERS).fetchone()[0]
    return found


def _make_type(db: sqlite3.Connection) -> int:
    made = db.execute("INSERT INTO STATEMENTTYPES (Label, Red, Green, Blue) VALUES (?, ?, ?, ?)", _TYPE).lastrowid or 0
    for name, kind in _VARIABLES:
        _add_variable(db, made, name, kind)
    return made


def _add_variable(db: sqlite3.Connection, type_: int, name: str, kind: str) -> None:
    """A variable with its attributes and an empty value; statements that are there already have that value in it."""
    made = db.execute("INSERT INTO VARIABLES (Variable, DataType, StatementTypeId) VALUES (?, ?, ?)", (name, kind, type_)).lastrowid or 0
    if kind == "short text":
        rows = [(made, attribute) for attribute in _ATTRIBUTES]
        db.executemany("INSERT INTO ATTRIBUTEVARIABLES (VariableId, AttributeVariable) VALUES (?, ?)", rows)
        empty = entity(db, made, "", {})
        db.execute(
            """
            INSERT INTO DATASHORTTEXT (StatementId, VariableId, Entity)
            SELECT ID, ?, ? FROM STATEMENTS WHERE StatementTypeId = ? ORDER BY ID
            """,
            (made, empty, type_),
        )


def entity(db: sqlite3.Connection, variable: int, value: str, attributes: dict[str, str]) -> int:
    """The number of a value of a short text variable, made where it is new, with its attributes."""
    row = db.execute("SELECT ID FROM ENTITIES WHERE VariableId = ? AND Value = ?", (variable, value)).fetchone()
    if row is not None:
        return int(row[0])
    made = db.execute("INSERT INTO ENTITIES (VariableId, Value, Red, Green, Blue) VALUES (?, ?, 0, 0, 0)", (variable, value)).lastrowid or 0
    names = db.execute("SELECT ID, AttributeVariable FROM ATTRIBUTEVARIABLES WHERE VariableId = ? ORDER BY ID", (variable,)).fetchall()
    rows = [(made, id_, attributes.get(name, "")) for id_, name in names]
    db.executemany("INSERT INTO ATTRIBUTEVALUES (EntityId, AttributeVariableId, AttributeValue) VALUES (?, ?, ?)", rows)
    return made
