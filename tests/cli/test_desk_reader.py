"""The desk's reader is a process of its own: what hangs or dies there is one line, and the next report is read."""

import os
import time
from collections.abc import Iterator

import pytest

from onrecord.cli.desk_reader import DeskReader
from onrecord.errors import ReportError
from onrecord.schema.reading import Reading
from onrecord.schema.report import Report


def read(report: Report) -> Reading:
    """A reader with its moods; it tells its process as the language."""
    if "hangs" in report.text:
        time.sleep(60)
    if "dies" in report.text:
        os._exit(3)
    if "breaks" in report.text:
        raise ValueError("no net")
    return Reading(Report(report.text, language=str(os.getpid())), (), (), (), (), ())


@pytest.fixture
def reader() -> Iterator[DeskReader]:
    made = DeskReader(read, patience=2.0)
    yield made
    made.close()


def test_a_report_is_read_in_another_process(reader: DeskReader) -> None:
    first, second = (reader(Report("Geese crossed.")).report.language for _ in range(2))
    assert first == second != str(os.getpid())


@pytest.mark.parametrize(("text", "why"), [("It hangs.", "It: took too long"), ("It dies.", "It: ended the process")])
def test_what_hangs_or_dies_is_told_and_the_next_is_read(reader: DeskReader, text: str, why: str) -> None:
    with pytest.raises(ReportError, match=why):
        reader(Report(text, title="It"))
    assert reader(Report("Geese crossed.")).report.text == "Geese crossed."


def test_a_fault_of_the_reader_is_its_own(reader: DeskReader) -> None:
    with pytest.raises(ValueError, match="no net"):
        reader(Report("It breaks."))


def test_who_reads_nothing_needs_no_process() -> None:
    DeskReader(read).close()
