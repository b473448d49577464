"""`onrecord build`: a corpus in, a record out; it goes on where it stopped, and what it can't read is listed."""

import hashlib
import os
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn, TimeRemainingColumn

from onrecord.cluster.local import read_all
from onrecord.cluster.work import Outcome, Work
from onrecord.errors import ReportError
from onrecord.intake import Options, items
from onrecord.intake.item import Refusal
from onrecord.nets.manifest import read_manifest
from onrecord.record import Record, Run
from onrecord.record.corrections import now
from onrecord.schema.day import day

TOGETHER = 32  # outcomes in one transaction: a third of a second of writing
SHOWN = 5  # refusals that are printed; all of them stand in the record


@dataclass(slots=True)
class Tally:
    """What a build did so far; not frozen, because it counts."""

    read: int = 0
    words: int = 0
    skipped: int = 0
    refused: int = 0
    total: int | None = None

    @property
    def seen(self) -> int:
        """How many inputs it is done with."""
        return self.read + self.skipped + self.refused


def command(
    inputs: Annotated[list[str], typer.Argument(help="Files, folders and archives: text, HTML, PDF, CSV, JSON lines, Parquet, WARC ...")],
    into: Annotated[Path, typer.Option(help="The record: one file, made where it is not there.")],
    workers: Annotated[int | None, typer.Option(min=1, help="Reading processes; as many as cores where it is not given.")] = None,
    published: Annotated[str | None, typer.Option(help="The day of publication of reports that name none, YYYY-MM-DD.")] = None,
    columns: Annotated[str | None, typer.Option(help="What columns or keys mean, e.g. text=Body,published=Date.")] = None,
    pattern: Annotated[str | None, typer.Option(help="How files are named, e.g. '{publisher}_{published}_{title}'.")] = None,
    encoding: Annotated[str | None, typer.Option(help="The encoding of files that are not UTF-8.")] = None,
    again: Annotated[bool, typer.Option("--again", help="Read everything anew, also what was read by this version.")] = False,
) -> None:
    """Read a corpus into a record. The same command goes on where it stopped; reports that were read are not read again."""
    options = Options(day(published) if published else None, encoding, _columns(columns), pattern)
    errors = Console(stderr=True, soft_wrap=True, highlight=False)
    began = time.monotonic()
    with Record(into, make=True) as record:
        tally = build(record, inputs, options, workers=workers or os.cpu_count() or 1, again=again, console=errors)
        seconds = time.monotonic() - began
        errors.print(
            f"{tally.read:,} reports read ({tally.words:,} words in {seconds:,.0f} s, {tally.words / seconds:,.0f} words a second), "
            f"{tally.skipped:,} were there already, {tally.refused:,} could not be read"
        )
        for refusal in islice(record.refusals(), SHOWN if tally.refused else 0):
            errors.print(f"onrecord: {refusal.reason}", markup=False)
        if tally.refused > SHOWN:
            errors.print(f"all reasons: onrecord refused {into}")


def _columns(text: str | None) -> dict[str, str]:
    pairs = [pair.partition("=") for pair in (text or "").split(",") if pair.strip()]
    if any(not (mark and name.strip() and column.strip()) for name, mark, column in pairs):
        raise typer.BadParameter(f"{text}: write our name, =, and the column, e.g. text=Body,published=Date", param_hint="--columns")
    return {name.strip(): column.strip() for name, _, column in pairs}


def build(record: Record, inputs: list[str], options: Options, *, workers: int, again: bool, console: Console) -> Tally:
    """Read what is new into the record, then find duplicates and variants."""
    tally = Tally()
    run = record.run(reader(), now())
    outcomes = read_all(_work(record, inputs, options, None if again else run, tally), options, workers=workers)
    with _progress(console) as progress:
        task = progress.add_task("reading", total=None, rate="")
        _count(inputs, options, tally, console)
        began = time.monotonic()
        while some := list(islice(outcomes, TOGETHER)):
            with record.writing():
                for outcome in some:
                    _keep(record, outcome, run, tally, again=again)
            rate = f"{tally.words / (time.monotonic() - began):,.0f} words/s" + (f", {tally.refused:,} refused" if tally.refused else "")
            progress.update(task, completed=tally.seen, total=tally.total, rate=rate)
        progress.update(task, description="comparing", completed=tally.seen, total=tally.seen)
        record.group()
    return tally


def reader() -> Run:
    """What reports are read with here."""
    from onrecord import __version__  # noqa: PLC0415 (onrecord itself imports the record)

    return Run(__version__, read_manifest("tagger").sha256["tagger.onnx"])


def _progress(console: Console) -> Progress:
    columns = (SpinnerColumn(), TextColumn("{task.description}"), BarColumn(), TextColumn("{task.completed:,.0f}"))
    return Progress(
        *columns,
        TextColumn("{task.fields[rate]}"),
        TimeElapsedColumn(),
        TimeRemainingColumn(),
        console=console,
        disable=not console.is_terminal,
    )


def _work(record: Record, inputs: list[str], options: Options, run: int | None, tally: Tally) -> Iterator[Work | Refusal]:
    """What is to be read: not what the same run read before."""
    taken_in_with = repr(replace(options, latest=None, columns=sorted(options.columns.items())))  # type: ignore[arg-type] # in order
    for item in items(inputs, options):
        if isinstance(item, Refusal):
            yield item
            continue
        digest = hashlib.sha256(f"{item.digest}\n{taken_in_with}".encode()).hexdigest()
        given = None if run is None else record.given(item.source, run)
        if given is not None and given[0] == digest:
            tally.skipped += 1
        else:
            yield Work(item, digest, None if given is None else given[1])


def _keep(record: Record, outcome: Outcome, run: int, tally: Tally, *, again: bool) -> None:
    try:
        if outcome.reading is not None:
            record.add(outcome.reading, run, outcome.source, outcome.digest, again=again)
            tally.read += 1
            tally.words += len(outcome.reading.report.text.split())
        elif outcome.report is not None:
            record.take_in(outcome.report, run, outcome.source, outcome.digest)
            tally.skipped += 1
        else:
            record.refuse(run, outcome.source, outcome.digest, outcome.reason or "")
            tally.refused += 1
    except ReportError as error:
        record.refuse(run, outcome.source, outcome.digest, str(error))
        tally.refused += 1


def _count(inputs: list[str], options: Options, tally: Tally, console: Console) -> None:
    """Count the inputs beside the reading, so that the bar knows how far it is; finding them costs little beside reading them."""
    if console.is_terminal:

        def count() -> None:
            tally.total = sum(1 for _ in items(inputs, options))

        threading.Thread(target=count, daemon=True).start()
