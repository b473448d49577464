"""`onrecord evaluate positions`: those of texts against gold, and stances between two given actors, as the net sees them."""

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from onrecord.cli.event_scores import print_labels
from onrecord.nets.pairs import Pair
from onrecord.nets.votes import stances
from onrecord.reading.interpret.parses import tokens_in, whole
from onrecord.reading.pipeline import read_report
from onrecord.reading.segment import segment
from onrecord.reading.tag import tag
from onrecord.schema.report import Report
from onrecord.scoring.counts import Counts
from onrecord.scoring.dse import STANCES, DseRow, read_dse
from onrecord.scoring.positions import gold_texts as position_texts
from onrecord.scoring.positions import score_positions


def positions(
    gold: Annotated[
        Path,
        typer.Argument(help="JSON lines (text and positions), a folder of annotated reports, or DSE's sentences with two [actors], TSV."),
    ],
) -> None:
    """Positions: found with the right actor, target and stance, and how many are extra; of DSE's pairs the stance by direction."""
    if gold.is_dir() or gold.suffix == ".jsonl":
        _print_positions(gold)
        return
    rows = read_dse(gold)
    print_labels(f"Stances in {gold.name}", [row.stance for row in rows], [stance_of(row) for row in rows])


def _print_positions(gold: Path) -> None:
    parts: dict[str, list[Counts]] = {}
    for text in position_texts(gold):
        parts.setdefault(text.part, []).append(score_positions(text.positions, text.places, read_report(text.report)))
    shown = Table(title=f"Positions in {gold}", title_justify="left", show_edge=False)
    for column in ("", "texts", "gold", "found", "extra", "P", "R", "F1"):
        shown.add_column(column, justify="right" if column else "left")
    for part, of in parts.items():
        counts = sum(of, Counts())
        extra = counts.found - counts.right
        shares = (f"{value:.1f}" for value in (counts.precision, counts.recall, counts.f1))
        shown.add_row(part, str(len(of)), str(counts.gold), str(counts.right), str(extra), *shares)
    Console().print(shown)


def stance_of(row: DseRow) -> str:
    """The stance that the vote that ships finds likeliest."""
    segments = segment(Report(row.text))
    first, second = (tokens_in(segments, place) for place in (row.first, row.second))
    if first is None or second is None:
        return STANCES[0]
    its = stances([Pair(whole(segments, tag(segments)), first, second)])[0]
    return max(its, key=lambda stance: its[stance])
