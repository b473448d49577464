"""`onrecord actors`: who is the same across the reports of a record; to list, to merge, to split, to rename, and to take back."""

import getpass
import sys
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table
from rich.text import Text

from onrecord.cli.question import RecordFile
from onrecord.errors import InputError
from onrecord.record import Record
from onrecord.record.actors import BY_HAND, Actors, Identity
from onrecord.record.identities import ActorDecision
from onrecord.schema.words import ActorKind

SHOWN = 4  # other names of one actor in the table; `show` has all

app = typer.Typer(no_args_is_help=True, help="Who is the same across reports, and what people decided about it.")
Who = Annotated[str, typer.Argument(help="Who: an id that `actors list` prints, or words of the name.")]
Author = Annotated[str | None, typer.Option(help="Who decides; the name that you are logged in with, where it is not given.")]
Reason = Annotated[str, typer.Option(help="Why.")]


@app.command("list")
def list_(
    record: RecordFile,
    name: Annotated[str | None, typer.Option(help="Words that must stand in a name; then actors of one report are listed too.")] = None,
    kind: Annotated[ActorKind | None, typer.Option(help="Their kind.")] = None,
    limit: Annotated[int, typer.Option(min=0, help="How many; 0 for all.")] = 20,
) -> None:
    """List actors that several reports have, from the one in most reports."""
    with Record(record) as opened:
        actors = Actors(opened)
        _print_table(actors.listed(name, kind, limit or None))
        if not actors.joined():
            _say("reports came in since actors were joined; onrecord build joins them at its end")


def _print_table(found: list[Identity]) -> None:
    table = Table(show_edge=False)
    for column in ("name", "kind", "reports", "statements", "also written", "from", "to", "reason", "id"):
        table.add_column(column, justify="right" if column in ("reports", "statements") else "left", overflow="fold")
    for its in found:
        others = ", ".join(f"{name} ({many:,})" for name, many in its.written[:SHOWN])
        others += f" and {len(its.written) - SHOWN:,} more" if len(its.written) > SHOWN else ""
        counts = f"{its.reports:,}", f"{its.statements:,}"
        cells = (its.name, its.kind, *counts, others, its.first or "", its.last or "", its.reason or "", its.id)
        table.add_row(*(Text(cell) for cell in cells))
    Console(highlight=False, width=None if sys.stdout.isatty() else 200).print(table)


@app.command()
def show(record: RecordFile, who: Who) -> None:
    """Show one actor: each report that has it, what it is called there, and why it is taken for the same."""
    console = Console(soft_wrap=True, highlight=False)
    with Record(record) as opened:
        actors = Actors(opened)
        its = actors.identity(who)
        console.print(Text(f"{its.name}, {its.kind}, {its.reports:,} reports, {its.statements:,} statements", style="bold"))
        for member in actors.members(its.id):
            head = Text(member.published or "no date", style="cyan").append(f"  {member.name}", style="bold")
            console.print(head.append(f"  report {member.report}: {member.reason or 'in one report only'}", style="dim"))


@app.command()
def merge(
    record: RecordFile,
    whos: Annotated[list[str], typer.Argument(help="Two or more, ids or names; the first gives the name.")],
    reason: Reason = BY_HAND,
    author: Author = None,
) -> None:
    """Take several actors for one. `split` or `undo` takes it back."""
    with Record(record, write=True) as opened:
        actors = Actors(opened)
        decision = actors.merge(whos, author or me(), reason)
        _said(actors, decision)


@app.command()
def split(
    record: RecordFile,
    who: Who,
    report: Annotated[list[str] | None, typer.Option(help="The id of a report whose actor is somebody else; may be given again.")] = None,
    reason: Reason = BY_HAND,
    author: Author = None,
) -> None:
    """Take the actors of some reports out as somebody else; without --report, take back the merges that made this one."""
    with Record(record, write=True) as opened:
        actors = Actors(opened)
        if report:
            _said(actors, actors.split(who, report, author or me(), reason))
        else:
            for decision in actors.unmerge(who):
                _say(f"taken back: {decision}")


@app.command()
def rename(
    record: RecordFile,
    who: Who,
    name: Annotated[str, typer.Argument(help="The name in searches, networks and exports.")],
    reason: Reason = BY_HAND,
    author: Author = None,
) -> None:
    """Give an actor another name; what reports call it stays beside."""
    with Record(record, write=True) as opened:
        actors = Actors(opened)
        _said(actors, actors.rename(who, name, author or me(), reason))


@app.command()
def decisions(record: RecordFile) -> None:
    """List what people decided about actors, in its order."""
    console = Console(soft_wrap=True, highlight=False)
    with Record(record) as opened:
        for decision in Actors(opened).decisions():
            console.print(_line(decision), markup=False)


@app.command()
def undo(
    record: RecordFile, decision: Annotated[str, typer.Argument(help="The id of a decision, as `actors decisions` prints it.")]
) -> None:
    """Take a decision back; it stays in the list, marked."""
    with Record(record, write=True) as opened:
        Actors(opened).undo(decision)
    _say(f"taken back: {decision}")


def _said(actors: Actors, id_: str) -> None:
    decision = next(decision for decision in actors.decisions() if decision.id == id_)
    _say(_line(decision))
    _say(f"to take it back: onrecord actors undo {actors.record.path} {id_}")


def _line(decision: ActorDecision) -> str:
    names = list(dict.fromkeys(actor.name for actor in decision.actors))
    what = {
        "merge": f"{names[0]}: the same as {', '.join(names[1:]) or 'others of the name'}",
        "split": f"{', '.join(names)}: somebody else in {', '.join(f'report {actor.report}' for actor in decision.actors)}",
        "rename": f"{names[0]}: called {decision.name}",
    }[decision.verb]
    undone = "" if decision.undone is None else f"; taken back {decision.undone}"
    return f"{decision.id}  {decision.made}  {decision.verb}  {what} ({decision.author}: {decision.reason}{undone})"


def me() -> str:
    """The name that the user is logged in with."""
    try:
        return getpass.getuser()
    except (KeyError, OSError) as error:  # no name for this user
        raise InputError("--author: give the name of who decides; this system has none for you") from error


def _say(line: str) -> None:
    Console(stderr=True, soft_wrap=True, highlight=False).print(line, markup=False)
