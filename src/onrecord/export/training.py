"""Corrected reports as training data in PolNeAR's manner (Newell, Margolin and Ruths 2018): text/NAME.txt, attributions/NAME_onrecord.ann.

Only reports about whose statements people decided something go out; what nobody touched in them counts as right. Spans
are whole, over line ends too, as PolNeAR has them; `onrecord train tagger --add FOLDER` takes the folder.

Where people decided about events, events-checked.jsonl has a line for each that was read: its places, and whether it was right, in the form
of gold/events-checked.jsonl with the report's text; `onrecord train confidence --add FILE` takes it, `onrecord evaluate events FILE` too.
"""

import json
from collections.abc import Iterator
from pathlib import Path

from onrecord.export.selection import selected
from onrecord.export.writing import new_folder
from onrecord.record import Entry, Question, Record
from onrecord.schema.event import Event
from onrecord.schema.plain import Plain, to_plain
from onrecord.schema.span import Span
from onrecord.schema.statement import Statement

ANNOTATOR = "onrecord"
CHECKED = "events-checked.jsonl"


def write(record: Record, target: Path, question: Question | None = None) -> None:
    """Write a new folder; where nobody corrected any of the reports, one without texts, which a training refuses."""
    with new_folder(target) as folder, record.snapshot():
        corrected = {decision.report for decision in record.decisions() if decision.undone is None}
        texts, attributions = folder / "text", folder / "attributions"
        texts.mkdir()
        attributions.mkdir()
        asked = None if question is None else {report.id for report, _ in selected(record, question)}
        checked = [line for report, events in _decided_events(record, asked).items() for line in _checked(record, report, events)]
        if checked:
            (folder / CHECKED).write_text("".join(json.dumps(line, ensure_ascii=False) + "\n" for line in checked), "utf-8")
        for id_ in sorted(corrected if asked is None else corrected & asked):
            (texts / f"{id_}.txt").write_bytes(record.report(id_).text.encode())  # no line end may change, the places count it
            lines = "".join(_lines(record.entries(id_)))
            (attributions / f"{id_}_{ANNOTATOR}.ann").write_bytes(lines.encode())


def _decided_events(record: Record, asked: set[str] | None) -> dict[str, set[str]]:
    """The events that people decided about, by report, both by id."""
    found: dict[str, set[str]] = {}
    for decision in record.finding_decisions():
        if decision.finding == "event" and decision.undone is None and (asked is None or decision.report in asked):
            found.setdefault(decision.report, set()).add(decision.of)
    return dict(sorted(found.items()))


def _checked(record: Record, report: str, decided: set[str]) -> Iterator[dict[str, Plain]]:
    """A line for each of a report's events that was read and decided about."""
    reading, stands = record.reading(report), {event.id: event for event in record.events_in(report)}
    first = {actor.id: [actor.mentions[0].start, actor.mentions[0].end] for actor in reading.actors}
    whole = {"corpus": None, "id": report, "text": reading.report.text, "published": to_plain(reading.report.published)}
    for event in reading.events:
        if event.id in decided:
            sides = {side: ref and first[ref.id] for side, ref in (("actor", event.actor), ("recipient", event.recipient))}
            its = {"trigger": [event.trigger.start, event.trigger.end], "type": event.type, **sides}
            yield whole | its | {"verdict": _verdict(event, stands.get(event.id)), "weight": 1.0}


def _verdict(read: Event, stands: Event | None) -> str:
    """Right as a whole; of the right type, but with a wrong actor or recipient; or wrong."""
    if stands is None or stands.type != read.type:
        return "wrong"
    return "right" if (stands.actors, stands.recipients) == (read.actors, read.recipients) else "parties"


def _lines(entries: tuple[Entry, ...]) -> Iterator[str]:
    number = 0
    for count, entry in enumerate(entries, 1):
        arguments: list[str] = []
        for part, spans in _parts(entry.statement):
            number += 1
            arguments.append(f"{part}:T{number}")
            yield _line(number, part, spans)
        number += 1
        statement = entry.statement
        kind = "Attribution" if statement.source else "Attribution-no-source"
        yield _line(number, kind, (statement.cue,) if statement.cue else statement.content[:1])
        yield f"E{count}\t{kind}:T{number} {' '.join(arguments)}\n"


def _parts(statement: Statement) -> Iterator[tuple[str, tuple[Span, ...]]]:
    yield "Content", statement.content
    yield from ((name, (span,)) for name, span in (("Cue", statement.cue), ("Source", statement.source)) if span is not None)


def _line(number: int, kind: str, spans: tuple[Span, ...]) -> str:
    words = " ".join(" ".join(span.text.split()) for span in spans)
    return f"T{number}\t{kind} {';'.join(f'{span.start} {span.end}' for span in spans)}\t{words}\n"
