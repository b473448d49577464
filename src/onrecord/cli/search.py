"""`onrecord search`: the statements that answer a question, or how many by month or by speaker."""

import csv
import json
import sys
from collections.abc import Iterable
from enum import StrEnum
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table
from rich.text import Text

from onrecord.cli import question as q
from onrecord.record import Hit, Question, Record
from onrecord.record.rows import JOINT
from onrecord.schema.plain import to_plain


class Format(StrEnum):
    """How hits are printed."""

    TABLE = "table"
    JSONL = "jsonl"
    CSV = "csv"


class Count(StrEnum):
    """By what hits are counted."""

    MONTH = "month"
    SPEAKER = "speaker"


COLUMNS = (
    "date",
    "speaker",
    "speaker_written",
    "role",
    "affiliation",
    "kind",
    "stance",
    "content",
    "addressee",
    "publisher",
    "title",
    "url",
    "report",
    "id",
)


def command(
    record: q.RecordFile,
    words: q.Words = None,
    speaker: q.Speaker = None,
    about: q.About = None,
    addressee: q.Addressee = None,
    role: q.Role = None,
    affiliation: q.Affiliation = None,
    publisher: q.Publisher = None,
    kind: q.KindOf = None,
    stance: q.StanceOf = None,
    since: q.Since = None,
    until: q.Until = None,
    by: q.By = "relevance",
    limit: Annotated[int, typer.Option(min=0, help="How many; 0 for all.")] = 20,
    count: Annotated[Count | None, typer.Option(help="Print how many there are by month or by speaker, not the statements.")] = None,
    reports: Annotated[bool, typer.Option("--reports", help="Look for the words in whole reports, not in statements.")] = False,
    output: Annotated[Format, typer.Option("--format", help="How to print.")] = Format.TABLE,
) -> None:
    """Find what was said: by words, speaker, who it is about, kind, stance, publisher and date."""
    filters = {"speaker": speaker, "about": about, "addressee": addressee, "role": role, "affiliation": affiliation, "publisher": publisher}
    question = q.question_of(words, **filters, kind=kind, stance=stance, since=since, until=until, by=by)
    with Record(record) as opened:
        if reports:
            print_reports(opened, words or "", limit)
        elif count is not None:
            print_counts(opened, question, count, limit)
        else:
            print_hits(opened.search(question, limit=limit or None), output)
            if output is Format.TABLE:
                _print_total(opened.count(question), limit)


def print_hits(hits: Iterable[Hit], output: Format) -> None:
    """Print hits: as blocks to read, as JSON lines, or as CSV."""
    if output is Format.TABLE:
        console = Console(highlight=False)
        for hit in hits:
            print_hit(hit, console)
    elif output is Format.JSONL:
        for hit in hits:
            sys.stdout.write(json.dumps(to_plain(hit), ensure_ascii=False) + "\n")
    else:
        writer = csv.writer(sys.stdout, lineterminator="\n")
        writer.writerow(COLUMNS)
        writer.writerows(row_of(hit) for hit in hits)


def row_of(hit: Hit) -> tuple[object, ...]:
    """A hit as a flat row with COLUMNS."""
    entry, statement = hit.entry, hit.entry.statement
    speaker = statement.speaker
    who = (entry.speaker_name, speaker.name, speaker.role, speaker.affiliation) if speaker else (None, None, None, None)
    addressee = statement.addressee and statement.addressee.text
    said = JOINT.join(span.text for span in statement.content)
    return (
        entry.day,
        *who,
        statement.kind,
        statement.stance,
        said,
        addressee,
        hit.publisher,
        hit.title,
        hit.url,
        entry.report,
        statement.id,
    )


def print_hit(hit: Hit, console: Console) -> None:
    """Print a hit as a few lines: when, who, the words with what was looked for marked, and where."""
    statement = hit.entry.statement
    who = statement.speaker
    head = Text(str(hit.entry.day or "no date"), style="cyan")
    name = hit.entry.speaker_name
    head.append("  ").append(name or "unknown", style="bold")
    head.append(f" (written: {who.name})" if who and who.name != name else "", style="dim")
    head.append("".join(f", {part}" for part in (who.role, who.affiliation) if part) if who else "", style="dim")
    head.append(f"  {statement.kind}, {statement.stance}", style="dim")
    said = Text(JOINT.join(span.text for span in statement.content))
    for start, end in hit.marks:
        said.stylize("bold yellow", start, end)
    where = " · ".join(part for part in (hit.publisher, hit.title, hit.url) if part)
    console.print(head)
    console.print(Text("  ").append_text(Text(" ").join(said.split("\n"))))
    console.print(Text(f"  {where + ' · ' if where else ''}report {hit.entry.report}, statement {statement.id}", style="dim"))


def _print_total(total: int, limit: int) -> None:
    shown = min(total, limit) if limit else total
    more = "; --limit 0 prints all" if shown < total else ""
    Console(stderr=True, highlight=False).print(f"{shown:,} of {total:,} statements{more}")


def print_counts(record: Record, question: Question, count: Count, limit: int) -> None:
    """Print how many statements answer a question by month or by speaker."""
    rows = record.by_month(question) if count is Count.MONTH else record.by_speaker(question, limit or -1)
    table = Table(show_edge=False)
    table.add_column(str(count))
    table.add_column("statements", justify="right")
    for name, many in rows:
        table.add_row(Text(name or "unknown"), f"{many:,}")
    Console(highlight=False).print(table)


def print_reports(record: Record, words: str, limit: int) -> None:
    """Print the reports that have these words."""
    console = Console(highlight=False)
    for id_, title, publisher, published, snippet in record.search_reports(words, limit or -1):
        console.print(
            Text(published or "no date", style="cyan")
            .append(f"  {title or 'no title'}", style="bold")
            .append(f"  {publisher or ''}", style="dim")
        )
        console.print(Text(f"  {' '.join(snippet.split())}"))
        console.print(Text(f"  report {id_}", style="dim"))
