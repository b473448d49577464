"""Statements as Label Studio tasks: a JSON list, a task a report, the statements as predictions to be mended.

Places count code points, as Label Studio's editor does since label-studio-frontend's pull request 308; before, an emoji was two.
A statement's spans are regions, joined by relations from the cue, or where there is none from the first content.
`data.onrecord` says which statements went out, so that an import knows what was taken away.

The labelling interface is `INTERFACE`; paste it into the project's settings.
"""

import json
from collections.abc import Iterator
from pathlib import Path

from onrecord.export.marks import PARTS
from onrecord.export.selection import selected
from onrecord.export.writing import new_file
from onrecord.record import Entry, Question, Record
from onrecord.schema.plain import Plain
from onrecord.schema.report import Report
from onrecord.schema.span import Span
from onrecord.schema.statement import Statement

FROM, TO = "part", "text"
LABELS = {part: part.capitalize() for part in PARTS}
INTERFACE = """<View>
  <Style>.htx-text { white-space: pre-wrap; }</Style>
  <Labels name="part" toName="text">
    <Label value="Source" background="#2e7d32"/>
    <Label value="Cue" background="#e65100"/>
    <Label value="Content" background="#1565c0"/>
    <Label value="Addressee" background="#8e24aa"/>
  </Labels>
  <Relations>
    <Relation value="source"/>
    <Relation value="content"/>
    <Relation value="addressee"/>
  </Relations>
  <Text name="text" value="$text"/>
</View>
"""


def write(record: Record, target: Path, question: Question | None = None) -> None:
    """Write the tasks; each region has an id made of its statement's, so that a region that was moved is known again."""
    with new_file(target) as path, record.snapshot(), path.open("w", encoding="utf-8", newline="\n") as file:
        joint = "[\n"
        for report, entries in selected(record, question):
            file.write(joint + json.dumps(_task(report, entries), ensure_ascii=False))
            joint = ",\n"
        file.write("[]\n" if joint == "[\n" else "\n]\n")


def _task(report: Report, entries: tuple[Entry, ...]) -> dict[str, Plain]:
    about = {"report": report.id, "statements": [entry.statement.id for entry in entries]}
    published = report.published and report.published.isoformat()
    data = {"text": report.text, "title": report.title, "publisher": report.publisher, "published": published, "onrecord": about}
    result = [item for entry in entries for item in _result(entry.statement)]
    score = min((entry.statement.confidence for entry in entries), default=1.0)
    return {"data": data, "predictions": [{"model_version": "onrecord", "score": score, "result": result}]}


def _result(statement: Statement) -> Iterator[dict[str, Plain]]:
    regions = list(_regions(statement))
    for id_, part, span in regions:
        value = {"start": span.start, "end": span.end, "text": span.text, "labels": [LABELS[part]]}
        yield {"id": id_, "from_name": FROM, "to_name": TO, "type": "labels", "value": value, "score": statement.confidence}
    head = next((id_ for id_, part, _ in regions if part == "cue"), f"{statement.id}-content-0")
    for id_, part, _ in regions:
        if id_ != head:
            yield {"type": "relation", "from_id": head, "to_id": id_, "direction": "right", "labels": [part]}


def _regions(statement: Statement) -> Iterator[tuple[str, str, Span]]:
    for part, span in (("source", statement.source), ("cue", statement.cue), ("addressee", statement.addressee)):
        if span is not None:
            yield f"{statement.id}-{part}", part, span
    for number, span in enumerate(statement.content):
        yield f"{statement.id}-content-{number}", "content", span
