"""`onrecord ask`: the questions that are asked most, by name."""

from itertools import pairwise
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table
from rich.text import Text

from onrecord.cli.question import About, RecordFile, Since, Speaker, Until, question_of
from onrecord.cli.search import Format, print_hits
from onrecord.record import Question, Record

app = typer.Typer(no_args_is_help=True, help="The questions that are asked most.")
Printed = Annotated[Format, typer.Option("--format", help="How to print.")]
Query = Annotated[str, typer.Argument(help="Words in what was said.")]
_STYLES = {"same": "", "changed": "yellow", "cut": "dim", "added": "green"}


@app.command()
def said(
    record: RecordFile,
    speaker: Annotated[str, typer.Argument(help="Who: words of the name.")],
    about: About = None,
    since: Since = None,
    until: Until = None,
    output: Printed = Format.TABLE,
) -> None:
    """Everything that someone said, or said about someone, in order of time."""
    with Record(record) as opened:
        print_hits(opened.search(question_of(speaker=speaker, about=about, since=since, until=until, by="date"), limit=None), output)


@app.command()
def earliest(record: RecordFile, words: Query, speaker: Speaker = None, output: Printed = Format.TABLE) -> None:
    """The first statement with these words."""
    with Record(record) as opened:
        hit = opened.earliest(Question(words, speaker))
        print_hits([hit] if hit else [], output)


@app.command()
def latest(record: RecordFile, words: Query, speaker: Speaker = None, output: Printed = Format.TABLE) -> None:
    """The last statement with these words."""
    with Record(record) as opened:
        hit = opened.latest(Question(words, speaker))
        print_hits([hit] if hit else [], output)


@app.command()
def first(
    record: RecordFile,
    phrase: Annotated[str, typer.Argument(help="The phrase.")],
    limit: Annotated[int, typer.Option(min=1, help="How many speakers.")] = 10,
    output: Printed = Format.TABLE,
) -> None:
    """Who used a phrase first: each speaker's first use of it, from the earliest."""
    with Record(record) as opened:
        print_hits(opened.first_uses(phrase, limit), output)


@app.command()
def variants(
    record: RecordFile,
    statement: Annotated[str | None, typer.Argument(help="The id of a statement; without it, the utterances quoted most.")] = None,
    limit: Annotated[int, typer.Option(min=1, help="How many utterances.")] = 5,
) -> None:
    """One utterance in several reports, word by word: what each of them changed (yellow), cut (-) or added (green)."""
    with Record(record) as opened:
        for original in [statement] if statement else opened.most_quoted(limit):
            print_variants(opened, original)


def print_variants(record: Record, statement: str) -> None:
    """Print a group of variants, a row for each report."""
    group = record.variants(statement)
    table = Table(show_edge=False, show_header=False)
    table.add_column(style="cyan", no_wrap=True)
    table.add_column(max_width=24)
    table.add_column()
    for hit, cells in zip(group.hits, group.alignment.rows, strict=True):
        shown = [
            cell for before, cell in pairwise((None, *cells)) if cell and (cell.word or before is None or before.word)
        ]  # one mark a cut
        words = Text(" ").join(Text(cell.word or "-", style=_STYLES[cell.change]) for cell in shown)
        table.add_row(str(hit.entry.day or "no date"), Text(hit.publisher or hit.entry.report), words)
    speaker = group.hits[0].entry.speaker_name
    console = Console(highlight=False)
    console.print(Text(f"{speaker or 'unknown'}, in {len(group.hits)} reports", style="bold"))
    console.print(table)
