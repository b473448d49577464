"""`onrecord events`: who did what to whom across the reports of a record; each act once, and what people decided about that."""

import csv
import json
import sys
from collections.abc import Iterable
from dataclasses import replace
from enum import StrEnum
from typing import Annotated, Any, get_args

import typer
from rich.console import Console
from rich.table import Table
from rich.text import Text

from onrecord.cli.actors import Author, Reason, me, say
from onrecord.cli.question import RecordFile, Since, Until, span_of_days
from onrecord.errors import DateError, InputError
from onrecord.record import EventEntry, EventQuestion, FindingDecision, Record
from onrecord.record.actors import BY_HAND
from onrecord.record.acts import EventDecision
from onrecord.record.deciding import hashed
from onrecord.record.events import Events
from onrecord.record.findings import swapped, told
from onrecord.record.plover import modes
from onrecord.record.rows import first_day
from onrecord.schema.actor import ActorRef
from onrecord.schema.event import Event
from onrecord.schema.plain import to_plain
from onrecord.schema.words import EVENT_TYPES, Modality

COLUMNS = (
    *("day", "type", "mode", "modality", "actor", "recipient", "place", "told"),
    *("trigger", "publisher", "title", "report", "id", "same_as", "reason"),
)

app = typer.Typer(no_args_is_help=True, help="Who did what to whom across reports, and what people decided about that.")
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
def accept(record: RecordFile, ids: Ids, reason: Reason = BY_HAND, author: Author = None) -> None:
    """Say that events are right. `undo` takes it back."""
    with Record(record, write=True) as opened:
        _decided(opened, Events(opened).accept(ids, author or me(), reason))


@app.command()
def reject(record: RecordFile, ids: Ids, reason: Reason = BY_HAND, author: Author = None) -> None:
    """Say that there were no such events: they count no more. `undo` takes it back."""
    with Record(record, write=True) as opened:
        _decided(opened, Events(opened).reject(ids, author or me(), reason))


@app.command()
def correct(
    record: RecordFile,
    event: Annotated[str, typer.Argument(help="The id of an event, as `events list` prints it.")],
    type_: Annotated[str | None, typer.Option("--type", help="A type of PLOVER; the mode goes, unless it is given too.")] = None,
    mode: Annotated[str | None, typer.Option(help="A mode of its type.")] = None,
    modality: Annotated[str | None, typer.Option(help="happened, planned, promised, threatened, demanded, denied.")] = None,
    actor: Annotated[str | None, typer.Option(help="Who did it: the name of an actor of the report, or a new one.")] = None,
    recipient: Annotated[str | None, typer.Option(help="To whom it was done, likewise.")] = None,
    when: Annotated[str | None, typer.Option("--date", help="When: 2015-10-01, 2015-10, 2015.")] = None,
    swap: Annotated[bool, typer.Option("--swap", help="Turn the direction first.")] = False,
    reason: Reason = BY_HAND,
    author: Author = None,
) -> None:
    """Put an event right, by what is given. `undo` takes it back."""
    sides = {"actor": actor, "recipient": recipient}

    def change(was: Event) -> Event:
        its = swapped(was) if swap else was
        named: dict[str, Any] = {side: _named(event, name) for side, name in sides.items() if name is not None}
        named |= {f"co_{side}s": () for side in named}
        return replace(its, **_checked(its, type_, mode, modality, when), **named)

    with Record(record, write=True) as opened:
        _decided(opened, Events(opened).correct(event, change, author or me(), reason))


def _named(event: str, name: str) -> ActorRef:
    """Somebody by name; the record takes the actor of the report for it, if it has one of the name."""
    return ActorRef(hashed([event, name]), name)


def _checked(its: Event, type_: str | None, mode: str | None, modality: str | None, when: str | None) -> dict[str, Any]:
    """What is given of an event's type, mode, modality and date, if it can be."""
    given: dict[str, Any] = (
        {} if type_ is None else {"type": type_.upper(), "mode": mode if type_.upper() != its.type or mode else its.mode}
    )
    given |= {} if mode is None else {"mode": mode}
    given |= {} if modality is None else {"modality": modality}
    given |= {} if when is None else {"date": when}
    type_ = given.get("type", its.type)
    for option, value, allowed in (
        ("--type", given.get("type"), EVENT_TYPES),
        ("--mode", mode, tuple(modes().get(type_, {}))),
        ("--modality", modality, get_args(Modality)),
    ):
        if value is not None and value not in allowed:
            raise InputError(f"{option} {value}: is none of {', '.join(allowed) or 'its modes: the type has none'}")
    if when is not None and first_day(when) is None:
        raise DateError(f"--date {when}: is no date; write a day, a month or a year: 2015-10-01, 2015-10, 2015")
    return given


@app.command()
def decisions(record: RecordFile) -> None:
    """List what people decided about events, in its order: about which are one act, then which are right, wrong, put right, added."""
    console = Console(soft_wrap=True, highlight=False)
    with Record(record) as opened:
        lines = [_line(decision) for decision in Events(opened).decisions()]
        lines += [_line_of_finding(decision) for decision in opened.finding_decisions() if decision.finding == "event"]
    for line in lines:
        console.print(line, markup=False)


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


def _decided(record: Record, decisions: list[FindingDecision]) -> None:
    for decision in decisions:
        say(_line_of_finding(decision))
    say(f"to take it back: onrecord events undo {record.path} {decisions[0].id}")


def _line_of_finding(decision: FindingDecision) -> str:
    what = " becomes ".join(": ".join(reversed(told(found))) for found in (decision.was, decision.value) if found is not None)
    undone = "" if decision.undone is None else f"; taken back {decision.undone}"
    why = f": {decision.reason}" if decision.reason else ""
    return f"{decision.id}  {decision.made}  {decision.verb}  {decision.of} {what} ({decision.author}{why}{undone})"


def _line(decision: EventDecision) -> str:
    what = ", ".join(f"{event.type} {event.event}" for event in decision.events)
    undone = "" if decision.undone is None else f"; taken back {decision.undone}"
    return f"{decision.id}  {decision.made}  {decision.verb}  {what} ({decision.author}: {decision.reason}{undone})"
