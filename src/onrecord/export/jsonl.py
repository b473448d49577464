"""The record as JSON lines: one object a report, in the shape of `Reading.to_dict`, with what people decided in it.

What is more than in a reading: `report.text`; in each statement `standing`, `codes`, `concepts` (true: agrees), `about`, `addressed`,
`identity` (whom the speaker is taken for across reports), `day`,
`variant_of` and `duplicate_of`; in each event `same_as`, the id of the
first telling of the act. Whom only a decision names is an actor without mentions.
"""

import json
from collections.abc import Iterable
from pathlib import Path

from onrecord.export.selection import selected
from onrecord.export.writing import new_file
from onrecord.record import Entry, Question, Record, beside
from onrecord.schema.actor import Actor, ActorRef, Speaker
from onrecord.schema.plain import Plain, to_plain
from onrecord.schema.reading import REPORT_KEYS
from onrecord.schema.report import Report

_BESIDE = ("day", "about", "addressed", "identity", "standing", "codes", "concepts", "variant_of", "duplicate_of")


def write(record: Record, target: Path, question: Question | None = None) -> None:
    """Write one line a report; with a question its answers only, each with its whole report."""
    with new_file(target) as path, record.snapshot(), path.open("w", encoding="utf-8", newline="\n") as file:
        for report, entries in selected(record, question):
            file.write(json.dumps(line(record, report, entries), ensure_ascii=False) + "\n")


def line(record: Record, report: Report, entries: tuple[Entry, ...]) -> dict[str, Plain]:
    """A report with all that is known of it, as one object."""
    events, same = record.events_in(report.id), record.same_events(report.id)
    positions = tuple(stand.position for stand in record.positions_in(report.id))
    heirs = beside.heirs(record, report.id)
    named: list[ActorRef | Speaker | None] = [entry.statement.speaker for entry in entries]
    named += (end for event in events for end in event.ends)
    named += (end for its in positions for end in (its.actor, its.target))
    return {
        "report": {**{key: to_plain(getattr(report, key)) for key in REPORT_KEYS}, "text": report.text},
        "statements": [statement(entry) for entry in entries],
        "positions": [{**to_plain(its), "evidence": [heirs.get(id_, id_) for id_ in its.evidence]} for its in positions],
        "events": [
            {**to_plain(event), "statement": heirs.get(event.statement or "", event.statement), "same_as": same.get(event.id, event.id)}
            for event in events
        ],
        "actors": _actors(record.actors(report.id), named),
        "times": to_plain(beside.times(record, report.id)),
    }


def statement(entry: Entry) -> dict[str, Plain]:
    """A statement with what stands beside it in the record."""
    return {**to_plain(entry.statement), **{name: to_plain(getattr(entry, name)) for name in _BESIDE}}


def _actors(actors: tuple[Actor, ...], named: Iterable[ActorRef | Speaker | None]) -> list[Plain]:
    known = {actor.id for actor in actors}
    more = [
        {"id": id_, "name": name, "kind": "person", "mentions": [], "roles": [], "codes": {}}
        for id_, name in {ref.id: ref.name for ref in named if ref is not None}.items()
        if id_ not in known
    ]
    return [*(to_plain(actor) for actor in actors), *more]
