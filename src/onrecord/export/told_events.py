"""The events of a record with all that goes with them, for the formats of event data."""

from collections.abc import Iterator
from dataclasses import dataclass

from onrecord.data import table
from onrecord.export.selection import selected
from onrecord.export.taking_part import Cast, TakesPart
from onrecord.record import Question, Record
from onrecord.record.rows import first_day
from onrecord.schema.event import Event
from onrecord.schema.report import Report

_DAY = len("2015-10-01")


@dataclass(frozen=True, slots=True)
class Told:
    """An event and its report.

    Attributes:
        day: on which it happened, where the report says so; else the day of publication.
        dated: whether the report says so.
        version: of the onrecord that read it; "" where nobody did.
    """

    event: Event
    report: Report
    cast: Cast
    actors: tuple[TakesPart, ...]
    recipients: tuple[TakesPart, ...]
    day: str | None
    dated: bool
    version: str

    @property
    def score(self) -> float:
        """From -10, conflict, to 10, cooperation: PLOVER's score of its type."""
        return float(table("plover")["types"][self.event.type]["score"])

    @property
    def quad(self) -> int:
        """1 verbal cooperation, 2 material cooperation, 3 verbal conflict, 4 material conflict."""
        return int(table("plover")["types"][self.event.type]["quad"])


def told(record: Record, question: Question | None) -> Iterator[Told]:
    """The events, report by report; with a question those of the reports that have an answer."""
    for report, _ in selected(record, question):
        events = record.events_in(report.id)
        if not events:
            continue
        cast, version = Cast(record, report.id), _version(record, report)
        for event in events:
            actors = cast.side(event.actor, event.co_actors, event.trigger)
            recipients = cast.side(event.recipient, event.co_recipients, event.trigger)
            day = first_day(event.date) if event.date is not None and len(event.date.split("T")[0]) == _DAY else None
            published = None if report.published is None else report.published.isoformat()
            yield Told(event, report, cast, actors, recipients, day or published, day is not None, version)


def _version(record: Record, report: Report) -> str:
    row = record.db.execute("SELECT version FROM reports JOIN runs ON runs.key = reports.run WHERE reports.id = ?", (report.id,)).fetchone()
    return "" if row is None else str(row[0])
