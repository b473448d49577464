"""`onrecord verify` and `onrecord refused`: whether a record is sound, and what could not be taken into it."""

import typer
from rich.console import Console

from onrecord.cli.question import RecordFile
from onrecord.record import Record


def verify(record: RecordFile) -> None:
    """Check a whole record: the file, the hash of every text, and that all words stand where it says."""
    console = Console(soft_wrap=True, highlight=False)
    with Record(record, write=True) as opened:
        found = 0
        for fault in opened.verify():
            console.print(fault, markup=False)
            found += 1
    if found:
        raise typer.Exit(1)
    console.print(f"{record}: sound", markup=False)


def refused(record: RecordFile) -> None:
    """List what could not be taken in, each with its reason."""
    console = Console(soft_wrap=True, highlight=False)
    with Record(record) as opened:
        for refusal in opened.refusals():
            console.print(f"{refusal.source}: {refusal.reason}", markup=False)
