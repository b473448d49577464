"""`onrecord positions`: who stands where over time, and where somebody's position changed."""

import csv
import json
import sys
from collections.abc import Sequence
from enum import StrEnum
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table
from rich.text import Text

from onrecord.cli import question as q
from onrecord.record import Change, Record, Stand
from onrecord.schema.plain import to_plain

COLUMNS = (
    *("date", "actor", "actor_written", "affiliation", "stance", "strength", "target", "target_kind", "type", "conditions", "quote"),
    *("told_by", "publisher", "title", "url", "report"),
)


class Format(StrEnum):
    """How positions are printed."""

    TABLE = "table"
    JSON = "json"
    CSV = "csv"


def command(
    record: q.RecordFile,
    actor: Annotated[str | None, typer.Option(help="Who holds them: words of the name, or of the country or body spoken for.")] = None,
    target: Annotated[str | None, typer.Option(help="Towards whom: words of the name, or of the claim.")] = None,
    since: q.Since = None,
    until: q.Until = None,
    changed: Annotated[bool, typer.Option("--changes", help="Only where somebody's position changed, before and after.")] = False,
    output: Annotated[Format, typer.Option("--format", help="How to print.")] = Format.TABLE,
) -> None:
    """Who stands where, in order of time: for or against whom or what, with the words that say so; then what changed."""
    first, last = q.span_of_days(since, until)
    with Record(record) as opened, opened.snapshot():
        asked = {"actor": actor, "target": target}
        found = () if changed else tuple(opened.positions(**asked, since=first, until=last))
        changes = opened.changes(**asked, since=first, until=last)
    if output is Format.JSON:
        sys.stdout.write(
            json.dumps({"positions": to_plain(found), "changes": to_plain(tuple(changes))}, ensure_ascii=False, indent=1) + "\n"
        )
    elif output is Format.CSV:
        _write_csv([stand for change in changes for stand in (change.before, change.after)] if changed else found)
    else:
        if not changed:
            _print_table(found)
        _print_changes(changes)


def row_of(stand: Stand) -> tuple[object, ...]:
    """A position as a flat row with COLUMNS."""
    its = stand.position
    conditions = "; ".join(span.text for span in its.conditions)
    kind = "claim" if its.target is None else "actor"
    who = (stand.day, stand.actor_name, its.actor.name, its.actor.affiliation, its.stance, its.strength)
    quote = " ".join(" ... ".join(stand.quotes).split())
    return (
        *who,
        stand.target_name,
        kind,
        its.type,
        conditions,
        quote,
        stand.told_by,
        stand.publisher,
        stand.title,
        stand.url,
        stand.report,
    )


def _write_csv(found: Sequence[Stand]) -> None:
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows(row_of(stand) for stand in found)


def _print_table(found: Sequence[Stand]) -> None:
    table = Table(show_edge=False)
    for name in ("date", "who", "stance", "towards", "words"):
        table.add_column(name, no_wrap=name == "date")
    for stand in found:
        its = stand.position
        stance = f"{its.stance}{'' if its.strength == 'moderate' else f', {its.strength}'}"
        only = "".join(f" [{span.text}]" for span in its.conditions)
        cells = (str(stand.day or "no date"), _who(stand), stance, stand.target_name + only, _quote(stand))
        table.add_row(*(Text(cell) for cell in cells))
    Console(highlight=False).print(table)


def _print_changes(changes: Sequence[Change]) -> None:
    console = Console(highlight=False)
    for change in changes:
        who = f"{change.after.actor_name} on {change.after.target_name}"
        console.print(Text(f"changed: {who}", style="bold"))
        for stand in (change.before, change.after):
            line = Text(f"  {stand.day}", style="cyan").append(f"  {stand.position.stance}, {stand.position.strength}  ", style="bold")
            console.print(line.append(_quote(stand)).append(f"  ({stand.publisher or 'no publisher'}, report {stand.report})", style="dim"))


def _who(stand: Stand) -> str:
    home = stand.position.actor.affiliation
    told = "" if stand.told_by is None else f", as {stand.told_by} says"
    return stand.actor_name + ("" if home is None else f" ({home})") + told


def _quote(stand: Stand) -> str:
    return " ".join(" ... ".join(stand.quotes).split())
