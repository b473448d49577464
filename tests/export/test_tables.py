"""CSV, Excel and Parquet: every attribute of every statement comes back as it is in the record."""

import csv
import json
import sys
from collections import Counter
from datetime import date
from pathlib import Path
from zipfile import ZipFile

import openpyxl
import polars as pl
import pyarrow.parquet
import pytest

from onrecord.errors import InputError
from onrecord.export import csv as csv_export
from onrecord.export import parquet, xlsx
from onrecord.export.tables import flat
from onrecord.record import Question, Record
from tests.export.conftest import FERRY

MARSH = Question(speaker="Ada Marsh")


def read_csv(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_csv_has_a_row_for_each_statement_that_stands(record: Record, tmp_path: Path) -> None:
    csv_export.write(record, tmp_path / "s.csv")
    rows = read_csv(tmp_path / "s.csv")
    assert [(row["content"], row["speaker"], row["standing"]) for row in rows] == [
        ("The harbour 🚢 reopened", "Cy Poll", "added"),
        ('"=The ferries will sail," ... "before Friday."', "Ada Marsh", "read"),
        ("that the mayor had promised new boats", "Ada Marsh", "read"),
        ("new boats", "the mayor", "read"),
        ("the plan", "The union", "read"),
        ("that a storm\nwas coming", "", "read"),
    ]


def test_csv_keeps_a_cell_like_a_formula_as_it_is(record: Record, tmp_path: Path) -> None:
    csv_export.write(record, tmp_path / "s.csv")
    assert read_csv(tmp_path / "s.csv")[0]["code_concept"] == "=Open the harbour"


def test_the_flat_table_has_every_column_of_the_view_and_more(record: Record) -> None:
    names = [column.name for column in flat(record, None).columns]
    assert names[: len(names) - 7] == list(record.rows("statement_list")[0])
    assert names[-7:] == ["addressed", "author", "section", "language", "reasons", "code_agreement", "code_concept"]


def test_the_flat_table_says_to_whom_and_why(record: Record) -> None:
    table = flat(record, MARSH)
    names = [column.name for column in table.columns]
    rows = [dict(zip(names, row, strict=True)) for row in table.rows]
    assert rows[1]["addressed"] == "reporters"
    assert json.loads(str(rows[1]["reasons"])) == {"date": "the report gives none"}


def test_a_question_limits_the_rows(record: Record, tmp_path: Path) -> None:
    csv_export.write(record, tmp_path / "s.csv", MARSH)
    assert [row["speaker"] for row in read_csv(tmp_path / "s.csv")] == ["Ada Marsh", "Ada Marsh"]


def test_a_workbook_has_a_sheet_a_table_and_the_flat_one_first(record: Record, tmp_path: Path) -> None:
    xlsx.write(record, tmp_path / "r.xlsx")
    book = openpyxl.load_workbook(tmp_path / "r.xlsx")
    assert book.sheetnames[0] == "statement_list"
    assert {"reports", "statements", "spans", "codes", "decisions", "notes"} <= set(book.sheetnames)
    head, *rows = book["statement_list"].iter_rows(values_only=True)
    assert head == tuple(column.name for column in flat(record, None).columns)
    assert len(rows) == 6
    assert dict(zip(head, rows[1], strict=True))["published"].date() == date(2024, 3, 5)


def test_no_cell_of_a_workbook_is_a_formula(record: Record, tmp_path: Path) -> None:
    xlsx.write(record, tmp_path / "r.xlsx")
    book = openpyxl.load_workbook(tmp_path / "r.xlsx")
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert not [cell.value for cell in cells if cell.data_type in {"f", "e"}]
    assert "=Open the harbour" in {cell.value for cell in cells}
    assert all(cell.quotePrefix for cell in cells if str(cell.value).startswith(("=", "@")))


def test_what_a_workbook_cannot_hold_is_marked_and_counted(record: Record, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xlsx, "CHARACTERS", 90)
    monkeypatch.setattr(xlsx, "ROWS", 4)
    xlsx.write(record, tmp_path / "r.xlsx")
    book = openpyxl.load_workbook(tmp_path / "r.xlsx")
    head, ferry, storm, _ = book["reports"].iter_rows(values_only=True)
    text = head.index("text")
    assert ferry[text].endswith(f"… [shortened; {len(FERRY.text):,} characters in the record]")
    assert len(ferry[text].encode("utf-16-le")) <= 180
    assert "\ufffd<b>Nobody" in storm[text]
    notes = [row[:3] for row in book["notes"].iter_rows(min_row=2, values_only=True)]
    assert ("reports", "text", "cells shortened to 90 characters; their ends say so") in notes
    assert ("statement_list", None, "goes on on 1 more sheet(s)") in notes
    assert book["statement_list (2)"].max_row == 4


def test_text_that_excel_would_decode_is_escaped() -> None:
    assert xlsx._fitting("_x0041_ _x", "t", "c", Counter()) == "_x005F_x0041_ _x"


def test_parquet_has_a_file_a_table_with_types(record: Record, tmp_path: Path) -> None:
    parquet.write(record, tmp_path / "p")
    files = {path.stem for path in (tmp_path / "p").iterdir()}
    assert files == {"statement_list"} | set(record.tables()) - {"kept", "migrations", "grouped", "coded", "statement_list"}
    rows = pl.read_parquet(tmp_path / "p" / "statement_list.parquet")
    assert rows.height == 6
    assert [str(rows.schema[name]) for name in ("published", "start", "confidence")] == ["Date", "Int64", "Float64"]
    assert rows["speaker"].to_list()[-1] is None
    assert pl.read_parquet(tmp_path / "p" / "events.parquet").height == 0


@pytest.mark.parametrize("question", [None, MARSH])
def test_parquet_tables_join_by_their_keys(record: Record, tmp_path: Path, question: Question | None) -> None:
    parquet.write(record, tmp_path / "p", question)
    table = {path.stem: pl.read_parquet(path) for path in (tmp_path / "p").iterdir()}
    assert table["reports"].height == (3 if question is None else 1)
    assert table["statements"].height == (7 if question is None else 2)  # the rejected one, with its standing
    for name, column, owner in (("spans", "statement", "statements"), ("roles", "actor", "actors"), ("actors", "report", "reports")):
        assert set(table[name][column]) <= set(table[owner]["key"])
    assert table["spans"].height > 0


def test_parquet_has_the_report_text_whole(record: Record, tmp_path: Path) -> None:
    parquet.write(record, tmp_path / "p")
    assert FERRY.text in pyarrow.parquet.read_table(tmp_path / "p" / "reports.parquet")["text"].to_pylist()


def test_a_workbook_holds_no_time_of_its_making(record: Record, tmp_path: Path) -> None:
    xlsx.write(record, tmp_path / "r.xlsx")
    with ZipFile(tmp_path / "r.xlsx") as archive:
        assert {part.date_time for part in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert b"1980-01-01" in archive.read("docProps/core.xml")


def test_a_missing_library_is_one_line(record: Record, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(InputError, match=r"needs pyarrow; pip install 'onrecord\[table\]'"):
        parquet.write(record, tmp_path / "p")
