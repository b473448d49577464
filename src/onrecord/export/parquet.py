"""The record as a folder of Parquet files: one a table, and the flat table of statements with every attribute."""

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import islice
from pathlib import Path
from typing import Any

from onrecord.errors import needs
from onrecord.export.tables import Column, Row, Table, codings, flat, tables
from onrecord.export.writing import new_folder
from onrecord.record import Question, Record

ROWS = 5_000  # in a row group: so many reports of some 5 kB are 25 MB in memory


def write(record: Record, target: Path, question: Question | None = None) -> None:
    """Write one file a table into a new folder; a table without rows has a file too, so that the columns are always there.

    Raises:
        ExtraError: pyarrow is not installed.
        InputError: the folder holds something already.
    """
    with needs("pyarrow", "table"):
        import pyarrow as pa  # noqa: PLC0415 (an extra)
        from pyarrow.parquet import ParquetWriter  # noqa: PLC0415 (an extra)
    with new_folder(target) as folder, record.snapshot():
        for table in _all(record, question):
            schema = pa.schema([(column.name, _type(pa, column)) for column in table.columns])
            with ParquetWriter(folder / f"{table.name}.parquet", schema, compression="zstd") as file:
                for rows in _groups(table.rows):
                    file.write_table(_arrow(pa, schema, table.columns, rows))


def _all(record: Record, question: Question | None) -> Iterator[Table]:
    yield flat(record, question)
    yield codings(record, question)
    yield from tables(record, question)


def _type(arrow: Any, column: Column) -> Any:  # noqa: ANN401 (an extra)
    kinds = {"text": arrow.string, "integer": arrow.int64, "real": arrow.float64, "date": arrow.date32, "bytes": arrow.binary}
    return kinds[column.kind]()


def _groups(rows: Iterable[Row]) -> Iterator[list[Row]]:
    rows = iter(rows)
    while group := list(islice(rows, ROWS)):
        yield group


def _arrow(arrow: Any, schema: Any, columns: tuple[Column, ...], rows: list[Row]) -> Any:  # noqa: ANN401 (an extra)
    values = [
        [None if value is None else date.fromisoformat(str(value)) for value in cells] if column.kind == "date" else list(cells)
        for column, cells in zip(columns, zip(*rows, strict=True), strict=True)
    ]
    return arrow.table([arrow.array(cells, field.type) for cells, field in zip(values, schema, strict=True)], schema=schema)
