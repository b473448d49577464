"""`onrecord read`: reports in, statements out, as a table, JSON, JSON lines, CSV or a page."""

import glob
import json
import sys
from collections.abc import Iterable, Iterator, Sequence
from enum import StrEnum
from pathlib import Path, PurePath
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeRemainingColumn
from rich.table import Table

from onrecord.cli.reader import ACTORS, BESIDE, LEAST_EVENT_CONFIDENCE, TABLE, VERBS, checked, verbs_of
from onrecord.data.knowledge import known_with
from onrecord.data.verbs import dictionary
from onrecord.errors import OnrecordError
from onrecord.export import csv, html
from onrecord.intake import Options, load
from onrecord.reading.pipeline import read_report
from onrecord.schema.day import day
from onrecord.schema.reading import Reading
from onrecord.schema.statement import Statement


class Format(StrEnum):
    """How readings are printed."""

    TABLE = "table"
    JSON = "json"
    JSONL = "jsonl"
    CSV = "csv"
    HTML = "html"


def command(
    files: Annotated[list[str], typer.Argument(help="Files (text or HTML), patterns such as 'reports/*.txt', or - for standard input.")],
    published: Annotated[str | None, typer.Option(help="The day of publication, YYYY-MM-DD; anchors words such as 'Thursday'.")] = None,
    output: Annotated[Format, typer.Option("--format", help="How to print.")] = Format.TABLE,
    encoding: Annotated[str | None, typer.Option(help="The encoding of files that are not UTF-8.")] = None,
    actors: Annotated[list[str] | None, typer.Option(help=ACTORS)] = None,
    verbs: Annotated[str | None, typer.Option(help=VERBS)] = None,
    cameo2plover: Annotated[str | None, typer.Option(help=TABLE)] = None,
    with_codebook: Annotated[bool, typer.Option("--with-codebook", help=BESIDE)] = False,
    least_event_confidence: Annotated[float, typer.Option(min=0, max=1, help=LEAST_EVENT_CONFIDENCE)] = 0.0,
) -> None:
    """Read reports and print who said what."""
    asked = verbs_of(verbs, cameo2plover, beside=with_codebook, errors=Console(stderr=True, soft_wrap=True, highlight=False))
    when = day(published) if published else None
    options = Options(when, encoding, actors=tuple(actors or ()), verbs=asked, least_event_confidence=least_event_confidence)
    failed = print_readings(files, output, options)
    if failed:
        raise typer.Exit(2)


def print_readings(files: list[str], output: Format, options: Options) -> int:
    """Read and print the files in their order; those that can't be read are named on standard error. Returns how many."""
    errors = Console(stderr=True, soft_wrap=True, highlight=False)
    base = known_with(checked(options.actors, errors))
    book = None if options.verbs is None else dictionary(options.verbs)
    names = list(_expanded(files))
    failed = 0
    if output is Format.CSV:
        _write(csv.header())
    columns = (SpinnerColumn(), TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=errors, transient=True, disable=not errors.is_terminal) as progress:
        task = progress.add_task("reading", total=len(names))
        for name in names:
            progress.update(task, description=f"reading {PurePath(name).name}")
            try:
                report = load(name, published=options.published, encoding=options.encoding)
                least = options.least_event_confidence
                _print(read_report(report, knowledge=base, dictionary=book, least_event_confidence=least), output)
            except OnrecordError as error:
                errors.print(f"onrecord: {error}", markup=False)
                failed += 1
            progress.advance(task)
    return failed


def _expanded(files: list[str]) -> Iterator[str]:
    """The files with patterns opened up; a pattern that fits nothing stays, and is then named as missing."""
    for name in files:
        if any(mark in name for mark in "*?[") and not Path(name).exists():
            yield from sorted(glob.glob(name, recursive=True)) or [name]  # noqa: PTH207 (absolute patterns too)
        else:
            yield name


def _print(reading: Reading, output: Format) -> None:
    if output is Format.TABLE:
        print_table(reading, Console(highlight=False))
    elif output is Format.JSON:
        _write(json.dumps(reading.to_dict(), ensure_ascii=False, indent=1) + "\n")
    elif output is Format.JSONL:
        _write(json.dumps(reading.to_dict(), ensure_ascii=False) + "\n")
    elif output is Format.CSV:
        _write(csv.rows(reading))
    else:
        _write(html.page(reading))


def _write(text: str) -> None:
    """To standard output in UTF-8 whatever the terminal's settings; half characters of broken input as question marks."""
    sys.stdout.flush()
    sys.stdout.buffer.write(text.encode("utf-8", "replace"))
    sys.stdout.buffer.flush()


def print_table(reading: Reading, console: Console) -> None:
    """A reading as tables that fit the terminal: who said what, who stands where, who did what."""
    report = reading.report
    head = " · ".join(str(part) for part in (report.title or report.source, report.publisher, report.published) if part)
    if head:
        console.print(head, style="bold", markup=False)
    if not reading.statements:
        console.print("No statement was found: nobody is said to have said, thought or wanted anything here.", markup=False)
    else:
        console.print(_statements(reading))
    for columns, rows in ((_POSITION, _positions(reading)), (_EVENT, _events(reading))):
        if rows:
            console.print()
            console.print(_table(columns, rows))
    if report.published is None and any("X" in statement.reasons.get("date", "") for statement in reading.statements):
        console.print("Some days are not known: give the day of publication with --published.", style="dim", markup=False)


_RATIO = {"who": 4, "towards": 6, "words": 4, "event": 4, "actor": 5, "recipient": 5}
_POSITION = ("who", "stance", "towards", "words")
_EVENT = ("event", "actor", "recipient", "when", "words")


def _table(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> Table:
    table = Table(show_edge=False, pad_edge=False, expand=True, header_style="dim")
    for name in columns:
        table.add_column(name, ratio=_RATIO.get(name), min_width=7, overflow="fold")
    for row in rows:
        table.add_row(*(_plain(" ".join(cell.split())) for cell in row))
    return table


def _positions(reading: Reading) -> list[tuple[str, ...]]:
    rows = list[tuple[str, ...]]()
    for each in reading.positions:
        home = f" ({each.actor.affiliation})" if each.actor.affiliation not in {None, each.actor.name} else ""
        towards = each.target.name if each.target is not None else "" if each.claim is None else f'"{each.claim.text}"'
        under = "".join(f", {condition.text}" for condition in each.conditions)
        rows.append((f"{each.actor.name}{home}", each.stance, towards, f"{each.trigger.text}{under}"))
    return rows


def _events(reading: Reading) -> list[tuple[str, ...]]:
    rows = list[tuple[str, ...]]()
    for each in reading.events:
        did, received = ("; ".join(ref.name for ref in refs) for refs in (each.actors, each.recipients))
        what = each.type + (f" {each.mode}" if each.mode else "") + ("" if each.modality == "happened" else f", {each.modality}")
        rows.append((what, did, received, each.date or "", each.trigger.text))
    return rows


def _statements(reading: Reading) -> Table:
    table = Table(show_edge=False, pad_edge=False, expand=True, header_style="dim")
    for name, ratio, width in (("speaker", 6, 12), ("kind", None, 11), ("when", None, 10), ("statement", 14, 20), ("about", 5, 10)):
        table.add_column(name, ratio=ratio, min_width=width, overflow="fold")
    depths = _depths(reading)
    introduced: set[str] = set()
    for statement in reading.statements:
        indent = "  " * depths[statement.id]
        kind = statement.kind if statement.type == "assertion" else f"{statement.kind}\n{statement.type}"
        said = " … ".join(" ".join(span.text.split()) for span in statement.content)
        who = speaker_line(statement, known=introduced)
        cells = (who, kind, statement.date or "", f"{indent}{said}", ", ".join(about(reading, statement)))
        table.add_row(*(_plain(cell) for cell in cells), style="dim" if depths[statement.id] else "")
    return table


def _plain(cell: str) -> str:
    """A cell whose square brackets are no markup."""
    return cell.replace("[", r"\[")


def _depths(reading: Reading) -> dict[str, int]:
    """How deep each statement stands inside others."""
    parents = {statement.id: statement.parent for statement in reading.statements}

    def depth(key: str) -> int:
        parent = parents[key]
        return 0 if parent is None else 1 + depth(parent)

    return {key: depth(key) for key in parents}


def speaker_line(statement: Statement, known: set[str]) -> str:
    """The speaker, at first with role and affiliation; "unknown" with what was written, where it is not known who that is.

    Args:
        known: the ids of the speakers printed so far; this one is added.
    """
    speaker = statement.speaker
    if speaker is None:
        return f"unknown ({statement.source.text})" if statement.source else "unknown"
    role = " of ".join(part for part in (speaker.role, speaker.affiliation) if part)
    named = {word.lower() for word in speaker.name.split()}
    told = speaker.role is None or set(speaker.role.split()) <= named  # "a security source" says what it is
    if speaker.id in known:
        return speaker.name
    known.add(speaker.id)
    return speaker.name if told else f"{speaker.name}, {role}"


def about(reading: Reading, statement: Statement) -> list[str]:
    """The named actors mentioned in the content, in the order of the text; the speaker is not among them."""
    found: dict[str, int] = {}
    for actor in reading.actors:
        if statement.speaker is not None and actor.id == statement.speaker.id:
            continue
        for mention in actor.mentions:
            if mention.form == "name" and any(span.covers(mention) for span in statement.content):
                found.setdefault(actor.name, mention.start)
    return sorted(found, key=lambda name: found[name])
