"""onrecord reads news reports and keeps the record of who said what, to whom and when; each entry tied to the words that prove it.

import onrecord
reading = onrecord.read(text, published="2015-10-01")
reading.statements[0].speaker.name

with onrecord.Record("papers.db") as record:
    for hit in record.search(onrecord.Question('"drain the lake"', speaker="Wells")):
        print(hit.entry.day, hit.entry.statement.content[0].text)
"""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from onrecord.data.verbs import Verbs, dictionary
from onrecord.errors import OnrecordError
from onrecord.record import Decision, Entry, Hit, Question, Record
from onrecord.schema.actor import Actor, Mention, Role, Speaker
from onrecord.schema.day import day
from onrecord.schema.event import Event
from onrecord.schema.position import Position
from onrecord.schema.reading import Reading
from onrecord.schema.report import Report
from onrecord.schema.span import Span
from onrecord.schema.statement import Statement
from onrecord.schema.when import When

__version__ = "0.1.0"
__all__ = [
    "Actor",
    "Decision",
    "Entry",
    "Event",
    "Hit",
    "Mention",
    "OnrecordError",
    "Position",
    "Question",
    "Reading",
    "Record",
    "Report",
    "Role",
    "Span",
    "Speaker",
    "Statement",
    "Verbs",
    "When",
    "__version__",
    "read",
]


def read(  # noqa: PLR0913 (all but the text have a default, and are given by name)
    text: str | Report,
    *,
    published: str | date | None = None,
    title: str | None = None,
    publisher: str | None = None,
    actors: Sequence[str | Path] = (),
    verbs: str | Path | Verbs | None = None,
    least_event_confidence: float = 0.0,
) -> Reading:
    """Read one report.

    Args:
        text: the report's words, or a Report (whose own metadata then count).
        published: the day of publication, the anchor of words such as "Thursday"; without it they stay partial.
        actors: files of actors of your own, which are preferred to those that come with onrecord (docs/actors.md).
        verbs: a verb dictionary of PETRARCH-2 to code events by; with a table of codes of your own, or beside our codebook, as `Verbs`.
        least_event_confidence: from 0 to 1, that an event needs to be given (docs/codebook.md).

    Raises:
        DateError: `published` is no date.
        ActorsError: a file of actors can't be read.
        VerbsError: a dictionary of verbs or its table can't be read.
    """
    from onrecord.data.knowledge import known_with  # noqa: PLC0415 (the reader is slow to load, and the record needs none)
    from onrecord.reading.pipeline import read_report  # noqa: PLC0415 (the reader is slow to load, and the record needs none)

    base = known_with(tuple(str(path) for path in actors))
    asked = verbs if isinstance(verbs, Verbs) or verbs is None else Verbs(str(verbs))
    book = None if asked is None else dictionary(asked)
    if isinstance(text, Report):
        return read_report(text, knowledge=base, dictionary=book, least_event_confidence=least_event_confidence)
    published = day(published) if isinstance(published, str) else published
    report = Report(text, published=published, title=title, publisher=publisher)
    return read_report(report, knowledge=base, dictionary=book, least_event_confidence=least_event_confidence)
