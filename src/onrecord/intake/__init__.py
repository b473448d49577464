"""Into reports, in two stages: `items` finds what the inputs hold, `report_of` makes each a Report; `load` does both for one file.

Finding is cheap and streams; making a report (web pages, PDF) is dear, and may be done in other processes.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

from onrecord.errors import ReportError
from onrecord.intake.columns import chosen
from onrecord.intake.find import columns_of, found_in
from onrecord.intake.forms import FORMS, report_of
from onrecord.intake.item import FactName, Item
from onrecord.intake.options import FIELDS, LARGEST, Options
from onrecord.intake.walk import STDIN
from onrecord.schema.refusal import Refusal
from onrecord.schema.report import Report

__all__ = [
    "FIELDS",
    "FORMS",
    "LARGEST",
    "FactName",
    "Item",
    "Options",
    "Refusal",
    "guessed",
    "items",
    "load",
    "load_all",
    "report_of",
]


def items(inputs: Iterable[str], options: Options | None = None) -> Iterator[Item | Refusal]:
    """The reports that files, folders and archives hold, one by one and always in the same order; "-" is standard input.

    It keeps no more than one report in memory, or a few rows of a table. What can't be read is a Refusal among the items.
    """
    return found_in(inputs, options or Options())


def guessed(source: str, options: Options | None = None) -> dict[str, str]:
    """Which columns or keys of the first table in an input are taken for what: field -> column; empty where there is no table.

    Raises:
        ReportError: it can't be read, or no column is the text.
    """
    used = options or Options()
    names = columns_of(source, used)
    try:
        return chosen(names, used.columns) if names else {}
    except ReportError as error:
        raise ReportError(f"{source}: {error}") from error


def load_all(source: str, options: Options | None = None) -> Iterator[Report]:
    """The reports of one file, or of standard input for "-".

    Raises:
        ReportError: at the first that can't be read.
    """
    used = options or Options()
    for found in items([source], used):
        if isinstance(found, Refusal):
            raise ReportError(f"{found.source}: {found.reason}")
        yield report_of(found, used)


def load(source: str, *, published: date | None = None, encoding: str | None = None) -> Report:
    """The report in a file, or on standard input for "-".

    Args:
        published: the day of publication; goes before the one that a page names.
        encoding: of a file that is not UTF-8.

    Raises:
        ReportError: it can't be read; the message says what, where and how to mend it.
    """
    if source != STDIN and Path(source).is_dir():
        raise ReportError(f"{source}: is a directory; name its files, e.g. {source.rstrip('/')}/*.txt")
    reports = load_all(source, Options(encoding=encoding))
    report = next(reports, None)
    if report is None:
        raise ReportError(f"{source}: holds no report")
    if next(reports, None) is not None:
        raise ReportError(f"{source}: holds many reports; put them into a record: onrecord build {source} --into RECORD")
    return replace(report, source=None if source == STDIN else source, published=published or report.published)
