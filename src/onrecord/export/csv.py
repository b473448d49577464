"""Statements as CSV, one row a statement, spans as their words (RFC 4180)."""

import csv
import io
from collections.abc import Iterable

from onrecord.schema.reading import ROW_KEYS, Reading, statement_row


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
