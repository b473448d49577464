"""`onrecord export` and `onrecord import`: a record, or the answer to a question, for other tools; and what people decided there."""

from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from onrecord import networks
from onrecord.cli import question as q
from onrecord.cli.reader import reader
from onrecord.errors import InputError
from onrecord.export import FORMATS, plover
from onrecord.export.back import decisions, keep
from onrecord.export.graphs import GRAPHS
from onrecord.intake import Options, items, report_of
from onrecord.networks import Once, Relation, network, network_with_spells
from onrecord.record import Question, Record
from onrecord.record.corrections import now
from onrecord.schema.refusal import Refusal

Format = StrEnum("Format", {name.upper().replace("-", "_"): name for name in (*FORMATS, *GRAPHS)})  # type: ignore[misc] # made of two tables
WINDOWS = ("month", "quarter", "year")


def command(
    record: q.RecordFile,
    to: Annotated[Format, typer.Option(help="The format.")],
    output: Annotated[
        Path | None, typer.Option("-o", "--output", help="The file or folder; beside the record where it is not given.")
    ] = None,
    words: Annotated[str | None, typer.Option(help="Only statements with these words, as `onrecord search` reads them.")] = None,
    speaker: q.Speaker = None,
    about: q.About = None,
    addressee: q.Addressee = None,
    role: q.Role = None,
    affiliation: q.Affiliation = None,
    publisher: q.Publisher = None,
    kind: q.KindOf = None,
    stance: q.StanceOf = None,
    since: q.Since = None,
    until: Annotated[str | None, typer.Option(help="The last day, month or year.")] = None,
    relation: Annotated[Relation, typer.Option(help="Networks: who speaks about whom, to whom, or beside whom.")] = "about",
    once: Annotated[Once, typer.Option(help="Networks: what counts once.")] = "statement",
    least_weight: Annotated[int, typer.Option(min=1, help="Networks: leave out edges with less weight.")] = 1,
    every: Annotated[str | None, typer.Option(help="Networks: spells of a month, quarter, year, or so many days; for GEXF.")] = None,
    with_text: Annotated[bool, typer.Option("--with-text", help="PLOVER: with the text of the report in each record.")] = False,
) -> None:
    """Write a record, or the part of it that answers a question, for other tools."""
    filters = {"speaker": speaker, "about": about, "addressee": addressee, "role": role, "affiliation": affiliation, "publisher": publisher}
    question = q.question_of(words, **filters, kind=kind, stance=stance, since=since, until=until, by="date")
    ending = GRAPHS[to].ending if to in GRAPHS else FORMATS[to].ending
    if with_text and to != "plover":
        raise InputError(f"--to {to}: --with-text counts only with --to plover")
    target = output or record.with_name(f"{record.stem}-{to}{ending}")
    with Record(record) as opened:
        if to in GRAPHS:
            if question != Question(publisher=publisher, kind=kind, since=question.since, until=question.until, order="date"):
                raise InputError(f"--to {to}: networks are narrowed by --publisher, --kind, --from and --until only")
            days = question.since, question.until
            options = networks.Options(*days, publisher, (kind,) if kind else (), once=once, least_weight=least_weight)
            write_network(opened, target, to, relation, options, every)
        else:
            asked = None if question == Question(order="date") else question
            write = partial(plover.write, text=True) if with_text else FORMATS[to].write
            write(opened, target, asked)
    Console(stderr=True, soft_wrap=True, highlight=False).print(f"wrote {target}", markup=False)


def write_network(record: Record, target: Path, to: str, relation: Relation, options: networks.Options, every: str | None) -> None:
    """Write a network as a graph; with windows if its format has them."""
    if every is not None and not every.isdigit() and every not in WINDOWS:
        raise InputError(f"--every {every}: is no window; write {', '.join(WINDOWS)} or a number of days")
    window = None if every is None else int(every) if every.isdigit() else every
    graph = network(record, relation, options) if window is None else network_with_spells(record, relation, window, options)  # type: ignore[arg-type] # checked
    GRAPHS[to].write(graph, target)


def take_back(
    record: q.RecordFile,
    file: Annotated[Path, typer.Argument(help="A .dna project, Label Studio's JSON, a .ann file, or the folder of a brat export.")],
    author: Annotated[str, typer.Option(help="Who decided, where the file does not say.")] = "",
) -> None:
    """Take what people coded or corrected in another tool into a record, as decisions; a DNA project's documents come along, unread."""
    errors = Console(stderr=True, soft_wrap=True, highlight=False)
    skipped: list[str] = []
    with Record(record, make=True) as opened:
        _take_documents(opened, file)
        taken = take_decisions(opened, file, author, skipped)
    for line in skipped:
        errors.print(f"onrecord: {line}", markup=False)
    errors.print(f"{taken} decisions taken in, {len(skipped)} left out", markup=False)


def _take_documents(record: Record, file: Path) -> None:
    """Take the documents of a DNA project in as reports, where they are not there yet; they are not read."""
    if file.suffix.lower() == ".dna":
        run = record.run(reader(), now())
        for item in items([str(file)]):
            if isinstance(item, Refusal):
                raise InputError(f"{item.source}: {item.reason}")
            if record.given(item.source, run) is None:
                record.take_in(report_of(item, Options()), run, item.source, "")


def take_decisions(record: Record, file: Path, author: str, skipped: list[str]) -> int:
    """Take a file's decisions into a record, all or none; gives how many were new."""
    with record.writing():
        taken = sum(record.decide(decision) for decision in list(decisions(record, file, author, now(), skipped.append)))
        keep(record, file)
    return taken
