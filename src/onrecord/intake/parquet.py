"""Parquet: a row a report, read a few rows at a time; only the columns that are wanted."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from onrecord.errors import ReportError, needs
from onrecord.intake.blob import Blob
from onrecord.intake.columns import KNOWN, plain_name
from onrecord.intake.item import Item
from onrecord.intake.options import LARGEST_RATIO, RATIO_GRACE, Options
from onrecord.intake.rows import Row, items_of
from onrecord.schema.refusal import Refusal

if TYPE_CHECKING:
    import pyarrow.parquet as pq

BATCH = 32  # rows held at a time: with the longest of reports 320 MB, with usual ones 200 KB
_WANTED = frozenset(name for names in KNOWN.values() for name in names)


def items_in(blob: Blob, options: Options) -> Iterator[Item | Refusal]:
    """The reports of a Parquet file.

    Raises:
        ReportError: it is damaged, unpacks to more than it should, or has no column of text.
    """
    with needs("pyarrow", "table"):
        import pyarrow.parquet as pq  # noqa: PLC0415 (an extra)
    with blob.seekable() as file:
        table = pq.ParquetFile(file)
        _check(table)
        names = [name for name in table.schema_arrow.names if plain_name(name) in _WANTED or name in options.columns.values()]
        yield from items_of(_rows(blob.source, table, names), names or table.schema_arrow.names, options)


def columns_in(blob: Blob, _options: Options) -> list[str]:
    """The names of the columns."""
    with needs("pyarrow", "table"):
        import pyarrow.parquet as pq  # noqa: PLC0415 (an extra)
    with blob.seekable() as file:
        return list(pq.ParquetFile(file).schema_arrow.names)


def _check(table: "pq.ParquetFile") -> None:
    """Refuse a file whose footer owns to a bomb."""
    for number in range(table.metadata.num_row_groups):
        group = table.metadata.row_group(number)
        chunks = [group.column(i) for i in range(group.num_columns)]
        packed = sum(chunk.total_compressed_size for chunk in chunks)
        if sum(chunk.total_uncompressed_size for chunk in chunks) > RATIO_GRACE + LARGEST_RATIO * packed:
            raise ReportError(f"unpacks to more than {LARGEST_RATIO} times its size, which no text does")


def _rows(source: str, table: "pq.ParquetFile", names: list[str]) -> Iterator[tuple[str, Row] | Refusal]:
    number = 0
    for batch in table.iter_batches(batch_size=BATCH, columns=names):
        for row in batch.to_pylist():
            number += 1
            yield f"{source}#{number}", row
