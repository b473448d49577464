"""`onrecord events`: who did what to whom across the reports of a record; each act once, and what people decided about that."""

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

from onrecord.cli.actors import Author, Reason, me, say
from onrecord.cli.question import RecordFile, Since, Until, span_of_days
from onrecord.errors import InputError
from onrecord.record import EventEntry, EventQuestion, Record
from onrecord.record.actors import BY_HAND
from onrecord.record.acts import EventDecision
from onrecord.record.events import Events
from onrecord.schema.plain import to_plain
from onrecord.schema.words import EVENT_TYPES

COLUMNS = (
    *("day", "type", "mode", "modality", "actor", "recipient", "place", "told"),
    *("trigger", "publisher", "title", "report", "id", "same_as", "reason"),
)

app = typer.Typer(no_args_is_help=True, help="Who did what to whom across reports, and what people decided about which are one act.")
Ids = Annotated[list[str], typer.Argument(help="Ids of events, as `events list` prints them.")]


class Format(StrEnum):
    """How events are printed."""

    TABLE = "table"
    JSON = "json"
    CSV = "csv"


@app.command("list")
def list_(
    record: RecordFile,
    type_: Annotated[str | None, typer.Option("--type", help="A type of PLOVER: ASSAULT, CONSULT ...")] = None,
    actor: Annotated[str | None, typer.Option(help="Who does it: words of the name.")] = None,
    recipient: Annotated[str | None, typer.Option(help="To whom it is done: words of the name.")] = None,
    since: Since = None,
    until: Until = None,
    once: Annotated[bool, typer.Option("--once", help="Each act once, by its first telling.")] = False,
    limit: Annotated[int, typer.Option(min=0, help="How many; 0 for all.")] = 20,
    output: Annotated[Format, typer.Option("--format", help="How to print.")] = Format.TABLE,
) -> None:
    """List events by day; those with the same `same_as` are one act."""
    if type_ is not None and type_.upper() not in EVENT_TYPES:
        raise InputError(f"--type {type_}: is no type of event; write one of {', '.join(EVENT_TYPES)}")
    question = EventQuestion(type_ and type_.upper(), actor, recipient, None, *span_of_days(since, until))
    with Record(record) as opened:
        _print(opened.events(question, once=once, limit=limit or None), output)
        if output is Format.TABLE:
            total = opened.count_events(question, once=once)
            shown = min(limit, total) if limit else total
            say(f"{shown:,} of {total:,} {'acts' if once else 'events'}{'; --limit 0 prints all' if shown < total else ''}")
            if not Events(opened).linked():
                say("reports came in since events were linked; onrecord build links them at its end")


def _print(found: Iterable[EventEntry], output: Format) -> None:
    if output is Format.JSON:
        for entry in found:
            sys.stdout.write(json.dumps(to_plain(entry), ensure_ascii=False) + "\n")
    elif output is Format.CSV:
        writer = csv.writer(sys.stdout, lineterminator="\n")
        writer.writerow(COLUMNS)
        writer.writerows(_row(entry) for entry in found)
    else:
        table = Table(show_edge=False)
        for column in ("day", "type", "actor", "recipient", "words", "told", "reason", "id"):
            table.add_column(column, overflow="fold")
        for entry in found:
            event = entry.event
            type_ = event.type if event.modality == "happened" else f"{event.type}, {event.modality}"
            who = entry.actor_name or "", entry.recipient_name or ""
            told = f"{entry.told:,}", entry.reason or "", event.id if entry.same_as == event.id else f"{event.id} = {entry.same_as}"
            table.add_row(*(Text(cell) for cell in (str(entry.day or "no date"), type_, *who, event.trigger.text, *told)))
        Console(highlight=False, width=None if sys.stdout.isatty() else 200).print(table)


def _row(entry: EventEntry) -> tuple[object, ...]:
    """An event as a flat row with COLUMNS."""
    event = entry.event
    did = (entry.day, event.type, event.mode, event.modality, entry.actor_name, entry.recipient_name, event.place, entry.told)
    return (*did, event.trigger.text, entry.publisher, entry.title, entry.report, event.id, entry.same_as, entry.reason)


@app.command()
def same(record: RecordFile, ids: Ids, reason: Reason = BY_HAND, author: Author = None) -> None:
    """Take several events for one act, with all that tell it already. `undo` takes it back."""
    with Record(record, write=True) as opened:
        events = Events(opened)
        _said(events, events.same(ids, author or me(), reason))


@app.command()
def different(record: RecordFile, ids: Ids, reason: Reason = BY_HAND, author: Author = None) -> None:
    """Take events out of the acts that they are taken for. `undo` takes it back."""
    with Record(record, write=True) as opened:
        events = Events(opened)
        _said(events, events.different(ids, author or me(), reason))


@app.command()
def decisions(record: RecordFile) -> None:
    """List what people decided about events, in its order."""
    console = Console(soft_wrap=True, highlight=False)
    with Record(record) as opened:
        for decision in Events(opened).decisions():
            console.print(_line(decision), markup=False)


@app.command()
def undo(
    record: RecordFile, decision: Annotated[str, typer.Argument(help="The id of a decision, as `events decisions` prints it.")]
) -> None:
    """Take a decision back; it stays in the list, marked."""
    with Record(record, write=True) as opened:
        Events(opened).undo(decision)
    say(f"taken back: {decision}")


def _said(events: Events, id_: str) -> None:
    say(_line(next(decision for decision in events.decisions() if decision.id == id_)))
    say(f"to take it back: onrecord events undo {events.record.path} {id_}")


def _line(decision: EventDecision) -> str:
    what = ", ".join(f"{event.type} {event.event}" for event in decision.events)
    undone = "" if decision.undone is None else f"; taken back {decision.undone}"
    return f"{decision.id}  {decision.made}  {decision.verb}  {what} ({decision.author}: {decision.reason}{undone})"
