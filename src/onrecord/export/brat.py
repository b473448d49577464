"""Statements as brat stand-off in PolNeAR's manner: for each report NAME.txt and NAME.ann, and the configuration that brat needs.

A T line is a span, with its fragments at the ends of lines and where a content is interrupted; an E line joins them, its
note (#) has the statement's id. Places count code points, as brat does. `exported.jsonl` says which statements went
out, so that an import knows a mark that was taken away from a statement that was never there.
"""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import TextIO

from onrecord.export.marks import PARTS, Marks, Stretch, marks_of
from onrecord.export.selection import selected
from onrecord.export.writing import new_folder
from onrecord.record import Entry, Question, Record
from onrecord.schema.report import Report

EXPORTED = "exported.jsonl"
_CONFIGURATION = """[entities]
Source
Cue
Content
Addressee

[relations]

[events]
Attribution\tSource*:Source, Cue*:Cue, Content*:Content, Addressee*:Addressee
Attribution-no-source\tCue*:Cue, Content*:Content, Addressee*:Addressee

[attributes]
"""
_BREAK = re.compile(r"[\r\n]")  # only in a span without words; it would end the line
_ORDER = ("content", "cue", "source", "addressee")  # of an E line, as PolNeAR has it


def write(record: Record, target: Path, question: Question | None = None) -> None:
    """Write a new folder; the files are named by the reports' ids."""
    with new_folder(target) as folder, record.snapshot(), (folder / EXPORTED).open("w", encoding="utf-8") as exported:
        (folder / "annotation.conf").write_text(_CONFIGURATION, "utf-8")
        for report, entries in selected(record, question):
            (folder / f"{report.id}.txt").write_bytes(report.text.encode())  # no line end may change, the places count it
            with (folder / f"{report.id}.ann").open("w", encoding="utf-8", newline="\n") as file:
                _annotate(file, report, entries)
            ids = [entry.statement.id for entry in entries]
            exported.write(json.dumps({"report": report.id, "title": report.title, "statements": ids}, ensure_ascii=False) + "\n")


def _annotate(file: TextIO, report: Report, entries: tuple[Entry, ...]) -> None:
    spans = 0
    for number, entry in enumerate(entries, 1):
        marks = marks_of(entry.statement)
        arguments = {}
        for part, found in _parts(marks):
            spans += 1
            arguments[part] = f"T{spans}"
            file.write(f"T{spans}\t{_line(part.capitalize(), report, found)}\n")
        spans += 1
        kind = "Attribution" if marks.source else "Attribution-no-source"
        file.write(f"T{spans}\t{_line(kind, report, marks.cue or marks.content[:1])}\n")
        joined = " ".join(f"{part.capitalize()}:{arguments[part]}" for part in _ORDER if part in arguments)
        file.write(f"E{number}\t{kind}:T{spans} {joined}\n#{number}\tAnnotatorNotes E{number}\t{entry.statement.id}\n")


def _parts(marks: Marks) -> Iterator[tuple[str, tuple[Stretch, ...]]]:
    yield from ((part, found) for part in PARTS if (found := getattr(marks, part)))


def _line(kind: str, report: Report, found: tuple[Stretch, ...]) -> str:
    places = ";".join(f"{start} {end}" for start, end in found)
    return f"{kind} {places}\t" + " ".join(_BREAK.sub(" ", report.text[start:end]) for start, end in found)
