"""Brat's .ann files, as `onrecord.export.brat` wrote them and people changed them, back as decisions."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from onrecord.errors import InputError, RecordError
from onrecord.export.back.differences import Marked, Page, Skip, differences
from onrecord.export.brat import EXPORTED
from onrecord.export.marks import PARTS, Marks, Stretch
from onrecord.record import Decision, Record
from onrecord.schema.report import Report

_LINE = re.compile(r"(?P<key>[A-Z#*]\d*)\t(?P<what>[^\t]*)\t?(?P<rest>.*)")
_EVENT = "Attribution"


@dataclass(frozen=True, slots=True)
class _File:
    """The lines of one .ann file: spans by key, the arguments of events by key, notes by what they are about."""

    spans: dict[str, tuple[Stretch, ...]] = field(default_factory=dict)
    events: dict[str, dict[str, list[str]]] = field(default_factory=dict)
    notes: dict[str, str] = field(default_factory=dict)


def decisions(record: Record, path: Path, author: str, made: str, skip: Skip) -> Iterator[Decision]:
    """What was changed in a folder of .ann files, or in one of them: an unchanged folder gives nothing.

    Raises:
        InputError: there is no .ann file, or a line of one can't be understood.
    """
    files = sorted(path.glob("*.ann")) if path.is_dir() else [path]
    if not files:
        raise InputError(f"{path}: has no .ann file; name the folder that onrecord export --to brat made")
    exported = _exported((path if path.is_dir() else path.parent) / EXPORTED)
    for file in files:
        report = _report(record, file, skip)
        if report is not None:
            ids = exported.get(report.id)
            found = _marked(file, report)
            yield from differences(record, Page(report, ids, found, "brat", author, made, skip))


def _exported(path: Path) -> dict[str, frozenset[str]]:
    """The ids of the statements that went out, by report."""
    if not path.exists():
        return {}
    try:
        lines = [json.loads(line) for line in path.read_text("utf-8").split("\n") if line]
        return {line["report"]: frozenset(line["statements"]) for line in lines}
    except (ValueError, KeyError, TypeError) as error:
        raise InputError(f"{path}: is damaged ({error}); export again, or take the file from the export") from error


def _report(record: Record, file: Path, skip: Skip) -> Report | None:
    """The report that a file is about, if the record has it and the .txt beside it still has its words."""
    try:
        report = record.report(file.stem)
    except RecordError:
        skip(f"{file.name}: the record has no report {file.stem}")
        return None
    text = file.with_suffix(".txt")
    if text.exists() and text.read_bytes() != report.text.encode():
        skip(f"{file.name}: {text.name} no longer has the report's words, so its places mean others; export again")
        return None
    return report


def _marked(file: Path, report: Report) -> list[Marked]:
    read = _File()
    for number, line in enumerate(file.read_bytes().decode("utf-8-sig").split("\n"), 1):
        try:
            _read_line(line.rstrip("\r"), read, len(report.text))
        except ValueError as error:
            raise InputError(f"{file}, line {number}: no brat stand-off ({error}): {line[:80]!r}") from error
    found = (Marked(read.notes.get(key), _marks(arguments, read.spans)) for key, arguments in read.events.items())
    return [marked for marked in found if marked.marks.content]


def _read_line(line: str, read: _File, length: int) -> None:
    match = _LINE.fullmatch(line)
    if match is None:
        if line.strip():
            raise ValueError("no key, tab and words")
        return
    key, what = match["key"], match["what"]
    if key.startswith("T"):
        _, _, places = what.partition(" ")
        read.spans[key] = tuple(_stretch(place, length) for place in places.split(";"))
    elif key.startswith("E") and what.startswith(_EVENT):
        arguments: dict[str, list[str]] = {}
        for pair in what.split()[1:]:
            role, _, of = pair.partition(":")
            arguments.setdefault(role.rstrip("0123456789").lower(), []).append(of)
        read.events[key] = arguments
    elif key.startswith("#"):
        read.notes[what.rpartition(" ")[2]] = match["rest"].strip()


def _stretch(place: str, length: int) -> Stretch:
    start, end = (int(bound) for bound in place.split())
    if not 0 <= start < end <= length:
        raise ValueError(f"{start}-{end} is outside a text of {length} characters")
    return start, end


def _marks(arguments: dict[str, list[str]], spans: dict[str, tuple[Stretch, ...]]) -> Marks:
    return Marks(*(tuple(place for key in arguments.get(part, ()) for place in spans.get(key, ())) for part in PARTS))
