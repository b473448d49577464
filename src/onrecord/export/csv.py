"""Statements as CSV, one row a statement, spans as their words (RFC 4180).

Every cell is exactly what the record has: one that begins with =, +, - or @ is not changed, because a quotation that was
changed is no quotation. A spreadsheet may take such a cell of any CSV for a formula; the XLSX export marks each as text.
"""

import csv
import io
from collections.abc import Iterable
from pathlib import Path

from onrecord.export.tables import flat
from onrecord.export.writing import new_file
from onrecord.record import Question, Record
from onrecord.schema.reading import ROW_KEYS, Reading, statement_row


def write(record: Record, target: Path, question: Question | None = None) -> None:
    """Write the statements with every attribute as one file: UTF-8 without a byte order mark, all text in quotation marks."""
    with new_file(target) as path, record.snapshot(), path.open("w", encoding="utf-8", newline="") as file:
        table = flat(record, question)
        file.write(_lines([[column.name for column in table.columns]]))
        for row in table.rows:
            file.write(_lines([row]))


def header() -> str:
    """The line of column names."""
    return _lines([ROW_KEYS])


def rows(reading: Reading) -> str:
    """The rows of one reading; empty where it has no statement."""
    return _lines(list(statement_row(reading, statement).values()) for statement in reading.statements)


def _lines(values: Iterable[Iterable[object]]) -> str:
    out = io.StringIO()
    # All strings in quotation marks: a lone carriage return in a report would end a row otherwise.
    csv.writer(out, lineterminator="\n", quoting=csv.QUOTE_NONNUMERIC).writerows(values)
    return out.getvalue()
