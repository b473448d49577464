"""The filters of a question, as options that several commands share."""

from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from onrecord.errors import DateError
from onrecord.record import Question
from onrecord.record.question import Order
from onrecord.record.rows import days_of
from onrecord.schema.words import Kind, Stance

RecordFile = Annotated[Path, typer.Argument(help="A record that `onrecord build` made.")]
Words = Annotated[str | None, typer.Argument(help='Words in what was said: words, "phrases", prefix*, AND, OR, NOT, brackets.')]
Speaker = Annotated[str | None, typer.Option(help="Who said it: words of the name.")]
About = Annotated[str | None, typer.Option(help="Who is mentioned in what was said: words of the name.")]
Addressee = Annotated[str | None, typer.Option(help="To whom it was said, as the report has it: 'reporters'.")]
Role = Annotated[str | None, typer.Option(help="Words of the speaker's role: 'minister'.")]
Affiliation = Annotated[str | None, typer.Option(help="Words of what the speaker speaks for: 'Russia'.")]
Publisher = Annotated[str | None, typer.Option(help="Words of the publisher's name.")]
KindOf = Annotated[Kind | None, typer.Option("--kind", help="By where the quotation marks stand.")]
StanceOf = Annotated[Stance | None, typer.Option("--stance", help="How the speaker stands to the content.")]
Since = Annotated[str | None, typer.Option("--from", help="The first day, month or year: 2015-10-01, 2015-10, 2015.")]
Until = Annotated[str | None, typer.Option("--to", help="The last day, month or year.")]
By = Annotated[Order, typer.Option("--by", help="The order: by relevance, by date, or from the latest.")]


def span_of_days(since: str | None, until: str | None) -> tuple[date | None, date | None]:
    """The first and the last day that --from and --to mean; a month or a year counts as a whole.

    Raises:
        DateError: one of them is no day, month or year.
    """
    bounds: list[date | None] = []
    for option, value, end in (("--from", since, 0), ("the last day", until, 1)):
        days = None if value is None else days_of(value.strip())
        if value is not None and days is None:
            raise DateError(f"{option} {value}: is no date; write a day, a month or a year: 2015-10-01, 2015-10, 2015")
        bounds.append(None if days is None else date.fromordinal(days[end].toordinal() - end))
    return bounds[0], bounds[1]


def question_of(
    words: str | None = None,
    *,
    speaker: str | None = None,
    about: str | None = None,
    addressee: str | None = None,
    role: str | None = None,
    affiliation: str | None = None,
    publisher: str | None = None,
    kind: Kind | None = None,
    stance: Stance | None = None,
    since: str | None = None,
    until: str | None = None,
    by: Order = "relevance",
) -> Question:
    """The question that the options ask."""
    first, last = span_of_days(since, until)
    return Question(words or None, speaker, about, addressee, role, affiliation, publisher, kind, stance, first, last, by)
