"""`onrecord build`: a corpus in, a record out; it goes on where it stopped, and what it can't read is listed."""

import os
import threading
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import islice
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import BarColumn, Progress, SpinnerColumn, TaskID, TextColumn, TimeElapsedColumn, TimeRemainingColumn

from onrecord.cli.export import take_decisions
from onrecord.cli.reader import ACTORS, BESIDE, LEAST_EVENT_CONFIDENCE, TABLE, VERBS, checked, reader, verbs_of
from onrecord.cluster import dataset
from onrecord.cluster.local import read_all
from onrecord.cluster.work import Outcome, Work, digest_of
from onrecord.coding import code_record
from onrecord.errors import InputError, ReportError
from onrecord.intake import Options, Refusal, guessed, items
from onrecord.record import Record
from onrecord.record.concepts import Concepts
from onrecord.record.deciding import now
from onrecord.schema.day import day
from onrecord.schema.run import Run

TOGETHER = 128  # outcomes in one transaction: a second of writing; the search indexes grow faster by many at a time
SHOWN = 5  # refusals that are printed; all of them stand in the record


class Engine(StrEnum):
    """Where reports are read: in processes of this machine, or on a Ray cluster."""

    LOCAL = "local"
    RAY = "ray"


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


@dataclass(frozen=True, slots=True)
class Plan:
    """What is to be read, and how.

    Attributes:
        again: also what the same run read before.
    """

    inputs: Sequence[str]
    options: Options
    workers: int
    again: bool = False


def command(
    inputs: Annotated[list[str], typer.Argument(help="Files, folders and archives: text, HTML, PDF, CSV, JSON lines, Parquet, WARC ...")],
    into: Annotated[Path, typer.Option(help="The record: one file, made where it is not there.")],
    workers: Annotated[int | None, typer.Option(min=1, help="Reading processes; as many as cores where it is not given.")] = None,
    engine: Annotated[Engine, typer.Option(help="Read in processes of this machine, or on a Ray cluster.")] = Engine.LOCAL,
    readings: Annotated[
        str | None, typer.Option("--dataset", help="With Ray: the folder for the readings; beside the record if not given.")
    ] = None,
    published: Annotated[str | None, typer.Option(help="The day of publication of reports that name none, YYYY-MM-DD.")] = None,
    columns: Annotated[str | None, typer.Option(help="What columns or keys mean, e.g. text=Body,published=Date.")] = None,
    pattern: Annotated[str | None, typer.Option(help="How files are named, e.g. '{publisher}_{published}_{title}'.")] = None,
    encoding: Annotated[str | None, typer.Option(help="The encoding of files that are not UTF-8.")] = None,
    actors: Annotated[list[str] | None, typer.Option(help=ACTORS)] = None,
    verbs: Annotated[str | None, typer.Option(help=VERBS)] = None,
    cameo2plover: Annotated[str | None, typer.Option(help=TABLE)] = None,
    with_codebook: Annotated[bool, typer.Option("--with-codebook", help=BESIDE)] = False,
    least_event_confidence: Annotated[float, typer.Option(min=0, max=1, help=LEAST_EVENT_CONFIDENCE)] = 0.0,
    again: Annotated[bool, typer.Option("--again", help="Read everything anew, also what was read by this version.")] = False,
) -> None:
    """Read a corpus into a record. The same command goes on where it stopped; reports that were read are not read again."""
    errors = Console(stderr=True, soft_wrap=True, highlight=False)
    known = checked(actors or (), errors)
    asked = verbs_of(verbs, cameo2plover, beside=with_codebook, errors=errors)
    options = Options(
        day(published) if published else None,
        encoding,
        _columns(columns),
        pattern,
        actors=known,
        verbs=asked,
        least_event_confidence=least_event_confidence,
    )
    began = time.monotonic()
    with Record(into, make=True) as record:
        if engine is Engine.RAY:
            inputs = [_read_on_ray(inputs, readings or f"{into}.readings", options, workers, errors)]
        try:
            tally = build(record, Plan(inputs, options, workers or os.cpu_count() or 1, again), errors)
        except KeyboardInterrupt:
            errors.print("stopped; the same command goes on where it stopped")
            raise typer.Exit(130) from None
        _print_summary(record, tally, time.monotonic() - began, errors)


def _columns(text: str | None) -> dict[str, str]:
    pairs = [pair.partition("=") for pair in (text or "").split(",") if pair.strip()]
    if any(not (mark and name.strip() and column.strip()) for name, mark, column in pairs):
        raise InputError(f"--columns {text}: write our name, =, and the column, e.g. text=Body,published=Date")
    return {name.strip(): column.strip() for name, _, column in pairs}


def _run(options: Options) -> Run:
    return reader(options.actors, options.verbs, options.least_event_confidence)


def _read_on_ray(inputs: Sequence[str], target: str, options: Options, workers: int | None, console: Console) -> str:
    """Read the inputs into a dataset with Ray; gives its address."""
    from onrecord.cluster.on_ray import Cluster, read_with_ray  # noqa: PLC0415 (Ray is an extra, and slow to load)

    summary = read_with_ray(inputs, target, options, _run(options), Cluster(workers=workers))
    console.print(f"{summary.parts} parts in {target}, {summary.kept} of them were there; {summary.read:,} reports read", markup=False)
    return target


def build(record: Record, plan: Plan, console: Console) -> Tally:
    """Read what is new into the record, take in what coders did in DNA projects among the inputs, and find duplicates and variants."""
    tally = Tally()
    with _progress(console) as progress:
        task = progress.add_task("reading", total=None, rate="")
        for outcomes, run in _sources(record, plan, tally, console):
            shown = _shown(outcomes, progress, task, tally)
            while some := list(islice(shown, TOGETHER)):
                with record.writing():
                    for outcome in some:
                        _keep(record, outcome, run, tally, again=plan.again)
        progress.update(task, description="comparing", completed=tally.seen, total=tally.seen)
        for project in plan.inputs:
            if project.lower().endswith(".dna"):
                take_decisions(record, Path(project), "", [])
        record.group()
        if Concepts(record).definitions():  # what is new is coded as the rest was
            code_record(record, again=False)
    return tally


def _shown(outcomes: Iterable[Outcome], progress: Progress, task: TaskID, tally: Tally) -> Iterator[Outcome]:
    """The outcomes, with the bar moved as each of them comes."""
    began, before, words, refused = time.monotonic(), tally.read + tally.refused, 0, 0
    for arrived, outcome in enumerate(outcomes, 1):
        words += len(outcome.reading.report.text.split()) if outcome.reading else 0
        refused += outcome.reason is not None
        rate = f"{words / (time.monotonic() - began):,.0f} words/s{f', {refused:,} refused' if refused else ''}"
        progress.update(task, completed=tally.skipped + before + arrived, total=tally.total, rate=rate)
        yield outcome


def _sources(record: Record, plan: Plan, tally: Tally, console: Console) -> Iterator[tuple[Iterator[Outcome], int]]:
    """Outcomes with the run that they come from: those of each dataset, read elsewhere, then those of what is read here."""
    datasets = [address for address in plan.inputs if dataset.is_dataset(address)]
    others = [address for address in plan.inputs if address not in datasets]
    for address in datasets:
        run = record.run(dataset.run_of(address), now())
        yield _new(record, dataset.read(address), run, tally, again=plan.again), run
    if others:
        here = replace(plan, inputs=others)
        _print_columns(here, console)
        _count(here, tally, console)
        run = record.run(_run(plan.options), now())
        yield read_all(_work(record, here, run, tally), plan.options, workers=plan.workers), run


def _progress(console: Console) -> Progress:
    columns = (
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(),
        TextColumn("{task.completed:,.0f}"),
        TextColumn("{task.fields[rate]}"),
    )
    return Progress(*columns, TimeElapsedColumn(), TimeRemainingColumn(), console=console, disable=not console.is_terminal)


def _work(record: Record, plan: Plan, run: int, tally: Tally) -> Iterator[Work | Refusal]:
    """What is to be read: not what the same run read before."""
    own = {str(record.path.absolute()) + ending for ending in ("", "-wal", "-shm")}
    for item in items(plan.inputs, plan.options):
        if str(Path(item.source).absolute()) in own:  # the record lies in the folder that it is made from
            continue
        if isinstance(item, Refusal):
            yield item
            continue
        digest = digest_of(item, plan.options)
        given = None if plan.again else record.given(item.source, run)
        if given is not None and given[0] == digest:
            tally.skipped += 1
        else:
            yield Work(item, digest, None if given is None else given[1])


def _new(record: Record, outcomes: Iterable[Outcome], run: int, tally: Tally, *, again: bool) -> Iterator[Outcome]:
    """The outcomes that are not in the record yet."""
    for outcome in outcomes:
        given = None if again else record.given(outcome.source, run)
        if given is not None and given[0] == outcome.digest:
            tally.skipped += 1
        else:
            yield outcome


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
            _refuse(record, outcome, run, outcome.reason or "", tally)
    except ReportError as error:
        _refuse(record, outcome, run, str(error), tally)


def _refuse(record: Record, outcome: Outcome, run: int, reason: str, tally: Tally) -> None:
    record.refuse(run, outcome.source, outcome.digest, reason.removeprefix(f"{outcome.source}: "))
    tally.refused += 1


def _count(plan: Plan, tally: Tally, console: Console) -> None:
    """Count the inputs beside the reading, so that the bar knows how far it is; finding them costs little beside reading them."""
    if console.is_terminal and "-" not in plan.inputs:

        def count() -> None:
            tally.total = sum(1 for _ in items(plan.inputs, plan.options))

        threading.Thread(target=count, daemon=True).start()


def _print_columns(plan: Plan, console: Console) -> None:
    """Print what the columns of tables are taken for, so that a wrong guess is seen at once."""
    for source in plan.inputs:
        try:
            found = guessed(source, plan.options) if source != "-" else {}
        except ReportError:
            continue  # the build lists it
        if found:
            console.print(f"{source}: {', '.join(f'{name} = {column}' for name, column in found.items())}", markup=False)


def _print_summary(record: Record, tally: Tally, seconds: float, console: Console) -> None:
    console.print(
        f"{tally.read:,} reports read ({tally.words:,} words in {seconds:,.0f} s, "
        f"{tally.words / max(seconds, 0.001):,.0f} words a second), "
        f"{tally.skipped:,} were there already, {tally.refused:,} could not be read"
    )
    for refusal in islice(record.refusals(), SHOWN if tally.refused else 0):
        console.print(f"onrecord: {refusal.source}: {refusal.reason}", markup=False)
    if tally.refused > SHOWN:
        console.print(f"all reasons: onrecord refused {record.path}", markup=False)
