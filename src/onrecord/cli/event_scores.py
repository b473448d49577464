"""`onrecord evaluate events`: what the reading codes against gold, and how both votes on it stand to each other.

Three shapes of gold are told apart: texts with their events; PLV's sentences with a given pair; a sample of events checked by hand.
"""

import json
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from onrecord.cli.reader import BESIDE, LEAST_EVENT_CONFIDENCE, TABLE, VERBS, verbs_of
from onrecord.data.verbs import dictionary
from onrecord.errors import InputError
from onrecord.nets.pairs import Pair
from onrecord.nets.votes import votes
from onrecord.reading.interpret.parses import tokens_in, whole
from onrecord.reading.pipeline import read_report
from onrecord.reading.segment import segment
from onrecord.reading.tag import tag
from onrecord.schema.event import ROOTS, Event, agreed
from onrecord.schema.reading import Reading
from onrecord.schema.report import Report
from onrecord.scoring.checked import checked_events, is_sample
from onrecord.scoring.events import EventScore, gold_texts, right_events, score_events
from onrecord.scoring.plv import (
    QUADS,
    PlvRow,
    accuracy,
    answer,
    by_label,
    is_plv,
    macro_f1,
    quad_of,
    read_plv,
)

LEAST = (0.0, 0.3, 0.4, 0.5, 0.6, 0.7)  # confidences from which on precision is shown
NONE = "none"  # where the rules code nothing for a pair
Read = Callable[[Report], Reading]


def events(
    gold: Annotated[
        Path, typer.Argument(help="JSON lines (text and events, PLOVER records, or a checked sample), a folder of reports, or PLV's TSV.")
    ],
    predictions: Annotated[Path | None, typer.Option(help="PLV: write each row's id, type and quad, and all votes, JSON lines.")] = None,
    folds: Annotated[int, typer.Option(help="PLV: fit the vote anew without each of so many parts; 0: the one that ships.")] = 0,
    shared: Annotated[Path, typer.Option(help="The folder of the corpora, for folds and for a checked sample.")] = Path("../shared"),
    least_event_confidence: Annotated[float, typer.Option(min=0, max=1, help=LEAST_EVENT_CONFIDENCE)] = 0.0,
    verbs: Annotated[str | None, typer.Option(help=VERBS)] = None,
    cameo2plover: Annotated[str | None, typer.Option(help=TABLE)] = None,
    with_codebook: Annotated[bool, typer.Option("--with-codebook", help=BESIDE)] = False,
) -> None:
    """Events: found, of the right type, with the right actor and recipient; extra ones; and where both votes agree."""
    asked = verbs_of(verbs, cameo2plover, beside=with_codebook, errors=Console(stderr=True, soft_wrap=True, highlight=False))
    book = None if asked is None else dictionary(asked)
    read = partial(read_report, dictionary=book, least_event_confidence=least_event_confidence)
    if is_plv(gold):
        _print_plv(gold, read, folds, shared, predictions)
    elif is_sample(gold):
        _print_checked(gold, read, shared)
    else:
        _print_texts(gold, read)


def _print_texts(gold: Path, read: Read) -> None:
    parts: dict[str, EventScore] = {}
    judged: dict[str, list[tuple[Event, bool]]] = {}
    for text in gold_texts(gold):
        reading = read(text.report)
        parts[text.part] = parts.get(text.part, EventScore()) + score_events(text, reading)
        judged.setdefault(text.part, []).extend(right_events(text, reading))
    console = Console()
    for part, score in parts.items():
        shown = _table(f"Events in {gold}: {score.texts} texts ({part})", "gold", "found", "right", "P", "R", "F1")
        rows = (("found at all", score.detected), ("and of the right type", score.typed), ("and actor, recipient right", score.whole))
        for name, counts in rows:
            each = (counts.precision, counts.recall, counts.f1)
            shown.add_row(name, str(counts.gold), str(counts.found), str(counts.right), *(f"{value:.1f}" for value in each))
        shown.add_section()
        for name, (right, of) in ((name, counts) for name, counts in score.parts.items() if counts[1]):
            shown.add_row(f"{name}, of the right type", str(of), "", str(right), "", f"{100 * right / max(of, 1):.1f}", "")
        console.print(shown)
        extra, of = score.extra, max(score.detected.gold, 1)
        console.print(f"extra: {extra}, {extra / score.texts:.2f} a text, {100 * extra / of:.1f} % of gold", soft_wrap=True)
        console.print(_of_votes([(event, right, 1.0) for event, right in judged[part]]))


def _of_votes(judged: Sequence[tuple[Event, bool, float]]) -> Table:
    """How many events are right, by how both votes stand to each other.

    Args:
        judged: events, whether each is right, and how much it counts.
    """
    shown = _table("Right as a whole, by both votes", "events", "%", "right, %")
    total = sum(weight for *_, weight in judged)
    for name, its in (("agree", True), ("differ", False), ("the net was not asked", None)):
        some = [(right, weight) for event, right, weight in judged if agreed(event.votes) is its]
        count = sum(weight for _, weight in some)
        right = sum(weight for good, weight in some if good)
        shown.add_row(name, str(len(some)), f"{100 * count / max(total, 1):.1f}", f"{100 * right / max(count, 1):.1f}")
    return shown


def _print_checked(sample: Path, read: Read, shared: Path) -> None:
    checked = list(checked_events(sample, shared, read))
    total = sum(each.weight for each in checked)
    right = sum(each.weight for each in checked if each.verdict == "right")
    shown = _table(
        f"Checked events in {sample}, by confidence", "events", "kept, %", "type right, %", "right as a whole, %", "of the right, %"
    )
    for least in LEAST:
        some = [each for each in checked if each.event.confidence >= least]
        kept = sum(each.weight for each in some)
        typed = sum(each.weight for each in some if each.verdict != "wrong")
        whole_ = sum(each.weight for each in some if each.verdict == "right")
        shares = ((kept, total), (typed, kept), (whole_, kept), (whole_, right))
        shown.add_row(f"{least:.1f} and above", str(len(some)), *(f"{100 * a / max(b, 1):.1f}" for a, b in shares))
    console = Console()
    console.print(shown)
    console.print(_of_votes([(each.event, each.verdict == "right", each.weight) for each in checked]))


def _print_plv(file: Path, read: Read, folds: int, shared: Path, predictions: Path | None) -> None:
    rows = read_plv(file)
    cast = _votes_of_folds(rows, folds, shared) if folds else [_vote(row) for row in rows]
    net, quads = [max(its, key=lambda root: its[root]) for its in cast], [quad_of(its) for its in cast]
    readings = [read(Report(row.text)) for row in rows]
    answers = [answer(row, reading) for row, reading in zip(rows, readings, strict=True)]
    rules = [NONE if event is None else ROOTS.get(event.type, event.type) for event in answers]
    gold = [row.root for row in rows]
    print_labels(f"The net's roots in {file.name}", gold, net)
    print_labels(f"The net's quads in {file.name}", [row.quad for row in rows], quads)
    print_labels(f"The rules' roots in {file.name}", gold, rules)
    print_labels(f"The rules' quads in {file.name}", [row.quad for row in rows], [QUADS.get(root, NONE) for root in rules])
    _print_agreement(gold, rules, net)
    extra = sum(len(reading.events) for reading in readings) - sum(event is not None for event in answers)
    Console().print(f"extra: {extra} events that are not of the given pair, {extra / max(1, len(rows)):.2f} a row", soft_wrap=True)
    if predictions is not None:
        every = zip(rows, net, quads, cast, rules, strict=True)
        lines = [
            {"id": row.id, "type": root, "quad": quad, "votes": {name: round(value, 4) for name, value in its.items()}, "rules": rule}
            for row, root, quad, its, rule in every
        ]
        predictions.write_text("".join(json.dumps(line) + "\n" for line in lines), "utf-8")


def _vote(row: PlvRow) -> dict[str, float]:
    """What the net that ships says of a row."""
    segments = segment(Report(row.text))
    pair = [None if place is None else tokens_in(segments, place) for place in (row.source, row.target)]
    return votes([Pair(whole(segments, tag(segments)), pair[0], pair[1])])[0]


def _votes_of_folds(rows: Sequence[PlvRow], folds: int, shared: Path) -> list[dict[str, float]]:
    try:
        from onrecord.training.events import cross_validated  # noqa: PLC0415 (an extra, or not always needed)
    except ImportError as error:
        raise InputError(f"--folds needs {error.name}; install onrecord[train]") from error
    found = cross_validated(rows, shared, folds)
    return [found[number] for number in range(len(rows))]


def print_labels(title: str, gold: Sequence[str], found: Sequence[str]) -> None:
    """Precision, recall and F1 of each label, their mean, and accuracy."""
    shown = _table(title, "gold", "found", "P", "R", "F1")
    for label, counts in by_label(gold, found).items():
        shown.add_row(label, str(counts.gold), str(counts.found), f"{counts.precision:.1f}", f"{counts.recall:.1f}", f"{counts.f1:.1f}")
    console = Console()
    console.print(shown)
    console.print(f"macro-F1 {macro_f1(gold, found):.1f}, accuracy {accuracy(gold, found):.1f}")


def _print_agreement(gold: Sequence[str], rules: Sequence[str], net: Sequence[str]) -> None:
    coded = [each for each in zip(gold, rules, net, strict=True) if each[1] != NONE]
    same = [right for right, mine, its in coded if mine == its]
    other = [(right, mine, its) for right, mine, its in coded if mine != its]
    good = sum(right == mine for right, mine, its in coded if mine == its)

    def share(some: int, of: int) -> str:
        return f"{some} of {of} ({100 * some / max(1, of):.1f} %)"

    console, mine, its = Console(), sum(a == b for a, b, _ in other), sum(a == c for a, _, c in other)
    right = sum(a == b for a, b, _ in coded)
    for line in (
        f"the rules code {share(len(coded), len(gold))} of the given pairs; right: {share(right, len(coded))}",
        f"both votes agree on {share(len(same), len(coded))}; right: {share(good, len(same))}",
        f"where they differ the rules are right in {share(mine, len(other))}, the net in {share(its, len(other))}",
    ):
        console.print(line, soft_wrap=True)


def _table(title: str, *columns: str) -> Table:
    shown = Table(title=title, title_justify="left", show_edge=False)
    for column in ("", *columns):
        shown.add_column(column, justify="right" if column else "left")
    return shown
