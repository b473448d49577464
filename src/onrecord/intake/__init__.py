"""Into reports: a file or standard input becomes a Report, or one clear line says why it can't."""

import sys
from dataclasses import replace
from datetime import date
from pathlib import Path

from onrecord.errors import ReportError
from onrecord.intake.html import is_html, report_from_html
from onrecord.intake.plain import LARGEST, decoded
from onrecord.schema.report import Report

__all__ = ["load"]

STDIN = "-"


def load(source: str, *, published: date | None = None, encoding: str | None = None) -> Report:
    """The report in a file, or on standard input for "-"; HTML by its look, anything else as plain text.

    Args:
        published: the day of publication; goes before the one that a page names.
        encoding: of a file that is not UTF-8.

    Raises:
        ReportError: it can't be read; the message says what, where and how to mend it.
    """
    name = "standard input" if source == STDIN else source
    text = decoded(_bytes(source, name), name, encoding)
    report = report_from_html(text, name) if is_html(text, name) else Report(text)
    if not report.text.strip():
        raise ReportError(f"{name}: is empty; a report needs words")
    return replace(report, source=None if source == STDIN else source, published=published or report.published)


def _bytes(source: str, name: str) -> bytes:
    if source == STDIN:
        data = sys.stdin.buffer.read(LARGEST + 1)
        if len(data) > LARGEST:
            raise ReportError(_too_large(name, f"over {LARGEST / 1e6:.0f}"))
        return data
    path = Path(source)
    try:
        if path.is_dir():
            raise ReportError(f"{name}: is a directory; name its files, e.g. {name.rstrip('/')}/*.txt")
        size = path.stat().st_size
        if size > LARGEST:
            raise ReportError(_too_large(name, f"{size / 1e6:.0f}"))
        return path.read_bytes()
    except FileNotFoundError as error:
        raise ReportError(f"{name}: there is no such file; check the path") from error
    except OSError as error:
        raise ReportError(f"{name}: can't be read ({error.strerror}); check its permissions") from error


def _too_large(name: str, megabytes: str) -> str:
    return f"{name}: has {megabytes} MB, a report at most {LARGEST / 1e6:.0f}; if it holds many reports, give each its own file"
