"""`onrecord export` and `onrecord import`: a record, or the answer to a question, for other tools; and what people decided there."""

from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import Annotated, Any, Literal, cast, get_args

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
from onrecord.networks import Every, Once, Relation, network, network_with_spells
from onrecord.networks.discourse import (
    ActorVariable,
    DiscourseOptions,
    DiscourseRelation,
    Duplicates,
    Normalisation,
    Qualifier,
    discourse_network,
    discourse_with_spells,
)
from onrecord.record import Question, Record
from onrecord.record.concepts import Concepts
from onrecord.record.deciding import now
from onrecord.schema.refusal import Refusal

Format = StrEnum("Format", {name.upper().replace("-", "_"): name for name in (*FORMATS, *GRAPHS)})  # type: ignore[misc] # made of two tables
AnyRelation = Literal["about", "to", "beside", "actor-concept", "actor-actor", "concept-concept"]
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
    relation: Annotated[
        AnyRelation,
        typer.Option(help="Networks: who speaks about whom, to whom, beside whom; or of concepts: who speaks of which, who shares them."),
    ] = "about",
    once: Annotated[Once, typer.Option(help="Networks: what counts once.")] = "statement",
    least_weight: Annotated[int, typer.Option(min=1, help="Networks: leave out edges with less weight.")] = 1,
    qualifier: Annotated[
        Qualifier | None, typer.Option(help="Networks of concepts: what becomes of agreement; subtract if not given.")
    ] = None,
    normalisation: Annotated[Normalisation, typer.Option(help="Networks of concepts: by what weights are divided.")] = "no",
    duplicates: Annotated[Duplicates, typer.Option(help="Networks of concepts: what counts once.")] = "include",
    actor: Annotated[ActorVariable, typer.Option(help="Networks of concepts: who the actors are.")] = "speaker",
    concept: Annotated[list[str] | None, typer.Option(help="Networks of concepts: only this one; may be given again.")] = None,
    least_confidence: Annotated[
        float, typer.Option(min=0, max=1, help="Networks of concepts: of codings that nobody decided about.")
    ] = 0.0,
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
            window = window_of(every)
            if relation in get_args(DiscourseRelation):
                if kind is not None or once != "statement":
                    raise InputError(f"--relation {relation}: takes neither --kind nor --once; --duplicates says what counts once")
                only = tuple(Concepts(opened).concept(name) for name in concept or ())
                how = (qualifier, normalisation, duplicates, actor, only, least_confidence)
                options = DiscourseOptions(*how, *days, publisher, float(least_weight))
                graph = discourse(opened, cast("DiscourseRelation", relation), options, window)
            else:
                if (qualifier, normalisation, duplicates, actor, concept, least_confidence) != (
                    None,
                    "no",
                    "include",
                    "speaker",
                    None,
                    0.0,
                ):
                    raise InputError(
                        f"--relation {relation}: has no concepts; the options of concepts go with {', '.join(get_args(DiscourseRelation))}"
                    )
                which = cast("Relation", relation)
                plain = networks.Options(*days, publisher, (kind,) if kind else (), once=once, least_weight=least_weight)
                graph = network(opened, which, plain) if window is None else network_with_spells(opened, which, window, plain)
            GRAPHS[to].write(graph, target)
        else:
            asked = None if question == Question(order="date") else question
            write = partial(plover.write, text=True) if with_text else FORMATS[to].write
            write(opened, target, asked)
    Console(stderr=True, soft_wrap=True, highlight=False).print(f"wrote {target}", markup=False)


def window_of(every: str | None) -> Every | None:
    """The length of windows that --every means.

    Raises:
        InputError: it is none.
    """
    if every is not None and not every.isdigit() and every not in WINDOWS:
        raise InputError(f"--every {every}: is no window; write {', '.join(WINDOWS)} or a number of days")
    return None if every is None else int(every) if every.isdigit() else every  # type: ignore[return-value] # checked


def discourse(record: Record, relation: DiscourseRelation, options: DiscourseOptions, window: Every | None) -> Any:  # noqa: ANN401 (networkx has no types)
    """A network of concepts, with its windows if there are any.

    Raises:
        InputError: nothing is coded yet.
    """
    if not Concepts(record).definitions() and not record.db.execute("SELECT 1 FROM codes WHERE variable = 'concept' LIMIT 1").fetchone():
        raise InputError(f"{record.path}: no statement is coded yet; onrecord concepts code {record.path} --codebook FILE")
    return discourse_network(record, relation, options) if window is None else discourse_with_spells(record, relation, window, options)


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
