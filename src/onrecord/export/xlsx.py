"""The record as an Excel workbook: first the flat table of statements with every attribute, then one sheet a table.

Text is always text: no cell is a formula, whatever its first character. What a sheet can't hold is marked in its cell and
counted on the sheet `notes`: text of more than 32,767 characters is shortened, characters that XML has no place for
become U+FFFD, and a table of more than 1,048,576 rows goes on on a second sheet.
"""

import re
from collections import Counter
from collections.abc import Iterator
from datetime import date
from itertools import chain, islice
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from onrecord.errors import needs
from onrecord.export.tables import Column, Table, codings, flat, tables
from onrecord.export.writing import new_file
from onrecord.record import Question, Record

ROWS = 1_048_576  # on a sheet, the head among them
CHARACTERS = 32_767  # in a cell, in UTF-16 units
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_ESCAPE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")  # Excel reads _x0041_ as "A", and _x005F_ as "_"
_NOT_TEXT = ("=", "+", "-", "@", "#")
_EPOCH = (1980, 1, 1, 0, 0, 0)  # the earliest time that a ZIP file can hold
_TIMES = re.compile(rb"(<dcterms:(created|modified)[^>]*>)[^<]*")
_WIDTHS = {"content": 80, "title": 40, "speaker": 24}

Notes = Counter[tuple[str, str, str]]
"""How often what was done: by sheet, column, what."""


def write(record: Record, target: Path, question: Question | None = None) -> None:
    """Write the workbook.

    Raises:
        ExtraError: openpyxl is not installed.
    """
    with needs("openpyxl", "table"):
        import openpyxl  # noqa: PLC0415 (an extra)
    book = openpyxl.Workbook(write_only=True)
    notes: Notes = Counter()
    with new_file(target) as path, record.snapshot():
        for table in chain([flat(record, question), codings(record, question)], tables(record, question)):
            _write(book, table, notes)
        _write_notes(book, notes)
        raw = path.with_name(path.name + ".raw")
        try:
            book.save(raw)
            _without_times(raw, path)
        finally:
            raw.unlink(missing_ok=True)


def _write(book: Any, table: Table, notes: Notes) -> None:  # noqa: ANN401 (an extra)
    # A name beside that of the flat table: statements, ... and a sheet for what Excel can't hold on one.
    shown = [n for n, column in enumerate(table.columns) if column.kind != "bytes"]
    columns = tuple(table.columns[n] for n in shown)
    rows, number, first = iter(table.rows), 1, None
    while number == 1 or first is not None:
        sheet = _sheet(book, table.name if number == 1 else f"{table.name} ({number})", columns)
        for row in chain([] if first is None else [first], islice(rows, ROWS - 1 - (first is not None))):
            sheet.append([_cell(sheet, table.name, column, row[n], notes) for n, column in zip(shown, columns, strict=True)])
        sheet.close()
        first, number = next(rows, None), number + 1
    if number > 2:  # noqa: PLR2004 (the second sheet)
        notes[table.name, "", f"goes on on {number - 2} more sheet(s)"] += 1
    if len(columns) < len(table.columns):
        notes[table.name, "", "columns of bytes left out: " + ", ".join(c.name for c in table.columns if c not in columns)] += 1


def _sheet(book: Any, name: str, columns: tuple[Column, ...]) -> Any:  # noqa: ANN401 (an extra)
    from openpyxl.cell import WriteOnlyCell  # noqa: PLC0415 (an extra)
    from openpyxl.styles import Font  # noqa: PLC0415 (an extra)
    from openpyxl.utils import get_column_letter  # noqa: PLC0415 (an extra)

    sheet = book.create_sheet(name)
    sheet.freeze_panes = "A2"
    for n, column in enumerate(columns, 1):
        sheet.column_dimensions[get_column_letter(n)].width = _WIDTHS.get(column.name, 14)
    cells = [WriteOnlyCell(sheet, column.name) for column in columns]
    for cell in cells:
        cell.font = Font(bold=True)
    sheet.append(cells)
    return sheet


def _cell(sheet: Any, table: str, column: Column, value: object, notes: Notes) -> object:  # noqa: ANN401 (an extra)
    if column.kind == "date" and isinstance(value, str) and value >= "1900-03-01":  # before that Excel counts a day that never was
        return date.fromisoformat(value)
    if not isinstance(value, str):
        return value
    text = _fitting(value, table, column.name, notes)
    return _as_text(sheet, text) if text.startswith(_NOT_TEXT) else text


def _as_text(sheet: Any, text: str) -> object:  # noqa: ANN401 (an extra)
    """A cell of text that openpyxl would take for a formula or an error, or a spreadsheet when it is edited."""
    from openpyxl.cell import WriteOnlyCell  # noqa: PLC0415 (an extra)

    cell = WriteOnlyCell(sheet, text)
    cell.data_type = "s"  # set after the value
    cell.quotePrefix = True  # as if typed with ' before it
    return cell


def _fitting(text: str, table: str, column: str, notes: Notes) -> str:
    clean = _ILLEGAL.sub("\ufffd", text)
    if clean != text:
        notes[table, column, "cells with characters that a workbook can't hold; they stand as \ufffd"] += 1
    clean = _ESCAPE.sub("_x005F_", clean)
    if 2 * len(clean) > CHARACTERS and len(clean.encode("utf-16-le")) // 2 > CHARACTERS:
        notes[table, column, f"cells shortened to {CHARACTERS:,} characters; their ends say so"] += 1
        mark = f" … [shortened; {len(text):,} characters in the record]"
        room = clean.encode("utf-16-le")[: 2 * (CHARACTERS - len(mark))]
        clean = room.decode("utf-16-le", "ignore") + mark
    return clean


def _write_notes(book: Any, notes: Notes) -> None:  # noqa: ANN401 (an extra)
    columns = tuple(Column(name, "text") for name in ("sheet", "column", "what", "how many"))
    sheet = _sheet(book, "notes", columns)
    for (table, column, what), count in sorted(notes.items()):
        sheet.append([table, column, what, count])
    if not notes:
        sheet.append(["", "", "Every cell is as it is in the record.", 0])
    sheet.close()


def _without_times(raw: Path, path: Path) -> None:
    """The same workbook without the time of its making, so that the same record gives the same bytes."""
    with ZipFile(raw) as old, ZipFile(path, "w", ZIP_DEFLATED) as new:
        for part in sorted(old.namelist(), key=lambda name: (name != "[Content_Types].xml", name)):
            about = ZipInfo(part, _EPOCH)
            about.compress_type = ZIP_DEFLATED
            with new.open(about, "w", force_zip64=True) as out:
                for block in _blocks(old, part):
                    out.write(block)


def _blocks(archive: ZipFile, part: str) -> Iterator[bytes]:
    with archive.open(part) as file:
        if part == "docProps/core.xml":
            yield _TIMES.sub(rb"\g<1>1980-01-01T00:00:00Z", file.read())
            return
        while block := file.read(1 << 20):
            yield block
