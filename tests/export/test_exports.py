"""Readings in other forms: nothing of the text is lost or believed to be markup."""

import csv as stdlib_csv
import io
import re
from html import escape

from hypothesis import given

from onrecord.export import csv, html
from onrecord.schema.reading import ROW_KEYS, Reading
from onrecord.schema.report import Report
from tests.schema.test_reading import readings


@given(readings())
def test_csv_comes_back_with_every_column(reading: Reading) -> None:
    rows = list(stdlib_csv.DictReader(io.StringIO(csv.header() + csv.rows(reading), newline="")))
    assert len(rows) == len(reading.statements)
    for row, statement in zip(rows, reading.statements, strict=True):
        assert tuple(row) == ROW_KEYS
        assert row["id"] == statement.id


@given(readings())
def test_the_page_shows_the_whole_text_and_no_foreign_markup(reading: Reading) -> None:
    page = html.page(reading)
    body = page.split('<div class="report">')[1].split("</div>")[0]
    words = re.sub(r'<span class="[a-z ]*">|</span>', "", body)
    assert "<" not in words
    assert words == escape(reading.report.text, quote=False)
    assert body.count("<span") == body.count("</span>")


def test_a_script_in_a_report_is_only_words() -> None:
    report = Report("<script>alert(1)</script>", title="<b>x</b>")
    page = html.page(Reading(report, (), (), (), (), ()))
    assert "<script" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert "<b>x" not in page
    assert "No statement was found" in page


def test_the_page_needs_no_network() -> None:
    page = html.page(Reading(Report("Rain."), (), (), (), (), ()))
    assert not re.search(r"(?:src|href)=|url\(|@import|https?://", page)
