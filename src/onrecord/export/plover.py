"""Events as PLOVER's JSON records, one a line (PLOVER manual, chapter Data Fields); those of several stay one record with lists.

Beside the manual's fields stand `modality`, `confidence`, `statement` and `cameo`. The report's text goes out only where it is asked for.
"""

import json
from pathlib import Path

from onrecord.export.taking_part import TakesPart, country_of
from onrecord.export.told_events import Told, told
from onrecord.export.writing import new_file
from onrecord.record import Question, Record
from onrecord.schema.plain import Plain

_AHEAD = frozenset({"planned", "demanded"})


def write(record: Record, target: Path, question: Question | None = None, *, text: bool = False) -> None:
    """Write one line an event; with a question those of the reports that have an answer.

    Args:
        text: whether to write the report's text too; often it is not ours to pass on.
    """
    with new_file(target) as path, record.snapshot(), path.open("w", encoding="utf-8", newline="\n") as file:
        for one in told(record, question):
            file.write(json.dumps(_line(one, text=text), ensure_ascii=False) + "\n")


def _line(one: Told, *, text: bool) -> dict[str, Plain]:
    event, report = one.event, one.report
    words = (event.trigger, *event.again)
    line: dict[str, Plain] = {
        "id": event.id,
        "date": one.day,
        "actor": [_entity(party) for party in one.actors],
        "recipient": [_entity(party) for party in one.recipients],
        "event": [event.type],
        "mode": [*([event.mode] if event.mode else []), *(["future"] if event.modality in _AHEAD else [])],
        "context": list(event.contexts),
        "quad_code": one.quad,
        "event_scale": one.score,
        "event_text": [span.text for span in words],
        "text_info": [{"start": span.start, "end": span.end} for span in words],
        "cite_info": _known(
            citation=report.id,
            url=report.url,
            title=report.title,
            language=report.language,
            publication=report.publisher,
            coder=f"onrecord {one.version}".strip(),
            codebook="plover-2.0",
        ),
        "published": None if report.published is None else report.published.isoformat(),
        "modality": event.modality,
        "confidence": event.confidence,
        "statement": event.statement,
    }
    if event.cameo is not None:
        line["cameo"] = event.cameo
    if event.place is not None:
        line["event_loc"] = _known(extracted_place=event.place, country_code=country_of(event.place))
    if one.day is not None and not one.dated:
        line["comment"] = "date: the day of publication"
    if text:
        line["text"] = report.text
    return line


def _entity(party: TakesPart) -> dict[str, Plain]:
    return _known(
        code=party.country,
        sector=party.primary,
        entity_text=party.written,
        identifier_id=party.wikidata,
        identifier_text=party.name,
        office=party.title,
    )


def _known(**fields: Plain) -> dict[str, Plain]:
    return {name: value for name, value in fields.items() if value is not None}
