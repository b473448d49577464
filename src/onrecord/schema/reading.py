"""A reading: all that was read out of one report. Extraction and record meet in this type only."""

from collections.abc import Iterable
from dataclasses import dataclass, fields
from typing import Any

from onrecord.errors import SchemaError
from onrecord.schema.actor import Actor
from onrecord.schema.event import Event
from onrecord.schema.plain import Plain, from_plain, json_schema, to_plain
from onrecord.schema.position import Position
from onrecord.schema.report import Report
from onrecord.schema.span import Span
from onrecord.schema.statement import Statement
from onrecord.schema.when import When

ROW_KEYS = (
    *("report", "published", "id", "kind", "type", "stance", "speaker", "role", "affiliation", "source", "cue", "content"),
    *("addressee", "date", "parent", "start", "end", "confidence"),
)
"""The columns of a statement as a flat row."""

REPORT_KEYS = ("id", "source", "title", "publisher", "published", "author", "language", "url", "section", "sha256")


@dataclass(frozen=True, slots=True)
class Reading:
    """A report's statements, positions, events, actors and times.

    Every span is checked against the report when a reading is made (the verbatim law), and every id against the things
    it names.
    """

    report: Report
    statements: tuple[Statement, ...]
    positions: tuple[Position, ...]
    events: tuple[Event, ...]
    actors: tuple[Actor, ...]
    times: tuple[When, ...]

    def __post_init__(self) -> None:
        for span in self._spans():
            if not self.report.holds(span):
                raise SchemaError(f"span {span.start}-{span.end}: the report does not have {span.text!r} there")
        self._check_ids()

    def _spans(self) -> Iterable[Span]:
        for statement in self.statements:
            yield from statement.spans
        for actor in self.actors:
            yield from actor.mentions
        yield from (span for event in self.events for span in (event.trigger, *event.again))
        yield from (span for position in self.positions for span in position.spans)
        yield from self.times

    def _check_ids(self) -> None:
        statements = {statement.id for statement in self.statements}
        actors = {actor.id for actor in self.actors}
        evidence = statements | {event.id for event in self.events}
        if len(statements) < len(self.statements) or len(actors) < len(self.actors):
            raise SchemaError(f"report {self.report.id}: two statements or two actors have the same id")
        for statement in self.statements:
            if statement.parent is not None and statement.parent not in statements:
                raise SchemaError(f"statement {statement.id}: its parent {statement.parent} is not in the reading")
            if statement.speaker is not None and statement.speaker.id not in actors:
                raise SchemaError(f"statement {statement.id}: its speaker {statement.speaker.id} is not in the reading")
        ends_of_events = [event.ends for event in self.events]
        ends_of_positions = [(position.actor, position.target) for position in self.positions]
        for ends in (*ends_of_events, *ends_of_positions):
            if any(end is not None and end.id not in actors for end in ends):
                raise SchemaError(f"report {self.report.id}: an event or position names an actor that is not in the reading")
        if any(proof not in evidence for position in self.positions for proof in position.evidence):
            raise SchemaError(f"report {self.report.id}: a position's evidence is not in the reading")

    def to_dict(self) -> dict[str, Plain]:
        """The reading as `read --format json` prints it; the report's text is not in it, its SHA-256 is."""
        report = {key: to_plain(getattr(self.report, key)) for key in REPORT_KEYS}
        return {"report": report, **{f.name: to_plain(getattr(self, f.name)) for f in fields(self) if f.name != "report"}}

    @classmethod
    def from_dict(cls, plain: dict[str, Plain], text: str) -> "Reading":
        """The reading that `to_dict` wrote, and the text of its report.

        Raises:
            SchemaError: it is not of the right form, or the text is not the one that was read.
        """
        report = from_plain(Report, {**plain["report"], "text": text}, "report")
        if report.sha256 != plain["report"]["sha256"]:
            raise SchemaError(f"report {plain['report']['id']}: this is not the text that was read (its SHA-256 differs)")
        kinds = {"statements": Statement, "positions": Position, "events": Event, "actors": Actor, "times": When}
        return cls(report, **{name: from_plain(tuple[kind, ...], plain[name], name) for name, kind in kinds.items()})  # type: ignore[valid-type]

    def to_frame(self) -> Any:  # noqa: ANN401 (polars is an extra)
        """The statements as a polars DataFrame, a row each; needs the extra `table`."""
        import polars as pl  # noqa: PLC0415 (an extra, or not always needed)

        return pl.DataFrame([statement_row(self, statement) for statement in self.statements], infer_schema_length=None)


def statement_row(reading: Reading, statement: Statement) -> dict[str, str | float | None]:
    """A statement as one flat row with the keys ROW_KEYS, spans as their words, several contents joined by " ... "."""
    speaker, published = statement.speaker, reading.report.published
    values = (
        *(reading.report.id, published and published.isoformat(), statement.id, statement.kind, statement.type, statement.stance),
        *((speaker.name, speaker.role, speaker.affiliation) if speaker else (None, None, None)),
        *(span and span.text for span in (statement.source, statement.cue)),
        " ... ".join(span.text for span in statement.content),
        *(statement.addressee and statement.addressee.text, statement.date, statement.parent),
        *(statement.content[0].start, statement.content[-1].end, statement.confidence),
    )
    return dict(zip(ROW_KEYS, values, strict=True))


def reading_schema() -> dict[str, Plain]:
    """The JSON Schema of `Reading.to_dict`, published as reading.schema.json beside this file."""
    definitions: dict[str, Plain] = {}
    text = {"type": "string"}
    null = {"type": "null"}
    report = {key: {"anyOf": [text, null]} for key in REPORT_KEYS} | {"id": text, "sha256": text, "language": text}
    report["published"] = {"anyOf": [{"type": "string", "format": "date"}, null]}
    properties: dict[str, Plain] = {
        "report": {"type": "object", "properties": report, "required": list(report), "additionalProperties": False}
    }
    for name, kind in (("statements", Statement), ("positions", Position), ("events", Event), ("actors", Actor), ("times", When)):
        properties[name] = {"type": "array", "items": json_schema(kind, definitions)}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "onrecord reading",
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
        "$defs": definitions,
    }
