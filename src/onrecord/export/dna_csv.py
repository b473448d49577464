"""DNA's event list: a row a statement, `;` between the cells, as DNA's own export has it, but quoted as CSV should be.

(DNA puts `,` and `'` in place of `;` and `"` in the texts; here they stand as they are.) The rows are read from the
project that the `dna` export would be, so that both give a statement the same number.
"""

import csv
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from onrecord.export import dna
from onrecord.export.dna.basis import type_of_statements
from onrecord.export.dna.coded import Coded, coded_in, variables_of
from onrecord.export.dna.units import Units
from onrecord.export.writing import new_file
from onrecord.record import Question, Record

_DOCUMENT = ("ID", "Title", "Author", "Source", "Section", "Type")
_BEFORE = ("statement_id", "time")
_AFTER = ("start_position", "stop_position", "text", "coder", *(f"document_{name.lower()}" for name in _DOCUMENT))


def write(record: Record, target: Path, question: Question | None = None) -> None:
    """Write the statements of the project's first type that says who speaks; notes on the text are not in it."""
    with new_file(target) as path:
        project = path.with_name(f"{path.name}.dna")
        try:
            dna.write(record, project, question)
            with closing(sqlite3.connect(project)) as db, path.open("w", encoding="utf-8", newline="") as file:
                db.execute("CREATE INDEX statements_of ON STATEMENTS (DocumentId)")
                _write(db, csv.writer(file, delimiter=";", lineterminator="\n", quoting=csv.QUOTE_ALL))
        finally:
            project.unlink(missing_ok=True)


def _write(db: sqlite3.Connection, out: Any) -> None:  # noqa: ANN401 (csv has no name for its writers)
    type_ = type_of_statements(db) or 0
    variables = variables_of(db, type_)
    out.writerow([*_BEFORE, *(variable.name for variable in variables), *_AFTER])
    names = ", ".join(_DOCUMENT)
    for (document,) in db.execute("SELECT ID FROM DOCUMENTS ORDER BY ID").fetchall():
        sql = f"SELECT Text, Date, {names} FROM DOCUMENTS WHERE ID = ?"  # noqa: S608 (our own names)
        text, seconds, *about = db.execute(sql, (document,)).fetchone()
        time = datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%d %H:%M:%S")
        out.writerows([*cells, *about] for cells in _rows(db, document, type_, text, time))


def _rows(db: sqlite3.Connection, document: int, type_: int, text: str, time: str) -> Iterator[list[object]]:
    units, variables = Units.of(text), variables_of(db, type_)
    for coded in coded_in(db, document):
        if coded.type == type_:
            values = (coded.values.get(variable.name, "") for variable in variables)
            yield [coded.id, time, *values, coded.start, coded.stop, _words(units, text, coded), coded.coder or ""]


def _words(units: Units, text: str, coded: Coded) -> str:
    start, stop = units.place(coded.start), units.place(coded.stop)
    return "" if start is None or stop is None else text[start:stop]  # an imported project may have bounds inside a character
