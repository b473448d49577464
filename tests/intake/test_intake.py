"""Into reports: what can be read is read as it stands; what can't ends in one line that says what, where and how to mend it."""

import io
import sys
from contextlib import suppress
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.errors import InputError, ReportError
from onrecord.intake import load
from onrecord.intake.plain import LARGEST, decoded

PAGE = """<!doctype html><html><head><title>Rain in Tarn | Tarn Courier</title>
<meta property="og:site_name" content="Tarn Courier"><meta property="article:published_time" content="2024-05-16">
</head><body><nav><a href="/">Home</a> <a href="/sport">Sport</a></nav><article><h1>Rain in Tarn</h1>
<p>It rained in Tarn for a whole week, the mayor said on Thursday, and nobody in the town hall knew when it would stop raining.</p>
<blockquote><p>We have never seen anything like it, and we would rather not see it again.</p></blockquote>
<p>She told reporters that the bridge would stay closed until the water had gone down by at least a metre.</p>
</article><footer>All rights reserved</footer></body></html>"""


def test_text_is_kept_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes("It rained.\r\n“No,” she said.\n".encode())
    report = load(str(path), published=date(2024, 5, 16))
    assert report.text == "It rained.\r\n“No,” she said.\n"
    assert (report.source, report.published) == (str(path), date(2024, 5, 16))


def test_a_page_gives_its_article_with_title_date_and_publisher(tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    path.write_text(PAGE, "utf-8")
    report = load(str(path))
    assert report.text.startswith("It rained in Tarn") or report.text.startswith("Rain in Tarn")
    assert "We have never seen anything like it" in report.text
    assert "Sport" not in report.text
    assert (report.title, report.publisher, report.published) == ("Rain in Tarn", "Tarn Courier", date(2024, 5, 16))
    assert load(str(path), published=date(2020, 1, 1)).published == date(2020, 1, 1)


def test_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"It rained.")))
    report = load("-")
    assert (report.text, report.source) == ("It rained.", None)


def test_byte_order_marks_are_no_text() -> None:
    assert decoded(b"\xef\xbb\xbfrain") == "rain"
    assert decoded("rain".encode("utf-16")) == "rain"


@pytest.mark.parametrize(
    ("content", "complaint"),
    [
        (b"", "is empty; a report needs words"),
        (b" \n\t\n", "is empty; a report needs words"),
        (b"\x7fELF\x00\x00\x00rain", "is a binary file, not text"),
        (b"caf\xe9 in the rain", r"byte 3 \(0xe9\) is not UTF-8; cp1252 would fit: --encoding cp1252"),
    ],
)
def test_what_is_no_report_is_refused(tmp_path: Path, content: bytes, complaint: str) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(content)
    with pytest.raises(ReportError, match=complaint) as caught:
        load(str(path))
    assert str(caught.value).startswith(str(path))
    assert "\n" not in str(caught.value)


def test_another_encoding_can_be_named(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"caf\xe9")
    assert load(str(path), encoding="cp1252").text == "café"
    with pytest.raises(InputError, match="there is no encoding 'klingon'"):
        load(str(path), encoding="klingon")


def test_a_missing_file_a_directory_and_a_huge_file(tmp_path: Path) -> None:
    with pytest.raises(ReportError, match="there is no such file"):
        load(str(tmp_path / "none.txt"))
    with pytest.raises(ReportError, match="is a directory"):
        load(str(tmp_path))
    huge = tmp_path / "huge.txt"
    with huge.open("wb") as file:
        file.truncate(5 * LARGEST)
    with pytest.raises(ReportError, match="has 50 MB, a report at most 10"):
        load(str(huge))


def test_a_page_without_an_article_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    path.write_text("<html><body></body></html>", "utf-8")
    with pytest.raises(ReportError, match="the page holds no article"):
        load(str(path))


@given(st.binary(max_size=200))
def test_any_bytes_are_text_or_refused(data: bytes) -> None:
    with suppress(ReportError):
        assert isinstance(decoded(data), str)
