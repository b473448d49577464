"""CSV and TSV: a row a report; the delimiter is told by the header, the columns by their names."""

import csv
from collections.abc import Iterator

from onrecord.errors import ReportError
from onrecord.intake.blob import Blob
from onrecord.intake.columns import KNOWN, plain_name
from onrecord.intake.item import Item
from onrecord.intake.options import Options
from onrecord.intake.plain import lines_of, misread
from onrecord.intake.rows import Row, items_of
from onrecord.schema.refusal import Refusal

DELIMITERS = (",", ";", "\t", "|")
LONGEST_NAME = 60  # characters of a column's name, where a file without .csv to its name is to be taken for a table
_FIELD_OF = {name: field for field, names in KNOWN.items() for name in names}


def split_header(line: str) -> tuple[list[str], str]:
    """The columns' names and the delimiter: the one that gives the most names that we know, then the most names."""
    best: tuple[int, int, list[str], str] = (-1, -1, [], ",")
    for delimiter in DELIMITERS:
        try:
            names = [name.strip() for name in next(csv.reader([line.strip("\r\n")], delimiter=delimiter), [])]
        except csv.Error:
            continue
        known = len({_FIELD_OF[plain_name(name)] for name in names if plain_name(name) in _FIELD_OF})
        if (known, len(names)) > best[:2]:
            best = (known, len(names), names, delimiter)
    return best[2], best[3]


def looks_tabular(text: str) -> bool:
    """Whether a text begins with the header of a table of reports: short names, among them one of a text and one of something else."""
    names, _ = split_header(text.lstrip("\ufeff").partition("\n")[0][:10_000])
    fields = {_FIELD_OF[plain_name(name)] for name in names if plain_name(name) in _FIELD_OF}
    return "text" in fields and len(fields) > 1 and all(len(name) <= LONGEST_NAME for name in names)


def items_in(blob: Blob, options: Options) -> Iterator[Item | Refusal]:
    """The reports of a table; a row that does not fit the header is refused alone.

    Raises:
        ReportError: there is no header, or no column of text in it.
    """
    lines = lines_of(blob, options, options.largest)
    names, delimiter = split_header(_header(lines))
    yield from items_of(_rows(blob.source, lines, names, delimiter, options), names, options)


def columns_in(blob: Blob, options: Options) -> list[str]:
    """The names of the columns."""
    return split_header(_header(lines_of(blob, options, options.largest)))[0]


def _header(lines: Iterator[str]) -> str:
    for line in lines:
        if line.strip() and not line.lower().startswith("sep="):  # "sep=;" is for spreadsheets
            return line
    raise ReportError("is empty; a table needs a header and rows")


def _whole(lines: Iterator[str], limit: int) -> Iterator[str]:
    """The lines, as long as none comes in pieces.

    Raises:
        ReportError: a line is longer than any report.
    """
    for line in lines:
        if len(line) >= limit and not line.endswith(("\n", "\r")):
            raise ReportError(f"has a line of over {limit / 1e6:.0f} million characters; what follows is not read")
        yield line


def _rows(source: str, lines: Iterator[str], names: list[str], delimiter: str, options: Options) -> Iterator[tuple[str, Row] | Refusal]:
    csv.field_size_limit(options.largest)  # for the whole process: the module knows no other way
    reader = csv.reader(_whole(lines, options.largest), delimiter=delimiter, strict=True)
    number = 0
    while True:
        number += 1
        place = f"{source}#{number}"
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            yield Refusal(place, f"is no row of a table ({error}); is a quotation mark not closed, or not doubled?")
            continue
        if not any(cell.strip() for cell in cells):
            number -= 1
        elif len(cells) != len(names):
            yield Refusal(place, f"has {len(cells)} cells, the header {len(names)}; put quotation marks around cells with {delimiter!r}")
        elif any("\0" in cell or misread(cell) for cell in cells):
            yield Refusal(place, "is no text in UTF-8 throughout; name the encoding of the file with --encoding")
        else:
            yield place, dict(zip(names, cells, strict=True))
