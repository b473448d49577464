"""`onrecord bench`: speed and memory of a whole reading, beside the arithmetic of a BERT-base encoder in the same run."""

import resource
import sys
import time
from collections.abc import Callable
from typing import Annotated

import numpy as np
import typer
from numpy.typing import NDArray
from rich.console import Console
from rich.table import Table

from onrecord.data import table
from onrecord.intake import load
from onrecord.reading.pipeline import read_report, role_spans
from onrecord.reading.segment import segment
from onrecord.schema.report import Report

# BERT-base (Devlin et al. 2019): layers, width, inner width, heads; and how many words a sequence of word pieces holds.
LAYERS, WIDTH, INNER, HEADS = 12, 768, 3072, 12
SEQUENCE = 128
PIECES_A_WORD = 1.3
LEAST_SECONDS = 3.0

Matrix = NDArray[np.float32]


def command(
    reports: Annotated[list[str] | None, typer.Argument(help="Reports to read; without any, made-up text is read.")] = None,
) -> None:
    """Measure words a second and peak memory."""
    texts = [load(name) for name in reports] if reports else [Report(made_up_text())]
    words = sum(len(report.text.split()) for report in texts)
    read_report(texts[0])  # the net is loaded once a process
    shown = Table(title=f"{len(texts)} reports, {words} words", title_justify="left", show_edge=False)
    shown.add_column("")
    shown.add_column("words a second", justify="right")
    shown.add_column("times BERT-base", justify="right")
    peer = SEQUENCE / PIECES_A_WORD / seconds(encoder())
    rows: tuple[tuple[str, Callable[[Report], object]], ...] = (
        ("the whole reading", read_report),
        ("cutting and tagging", role_spans),
        ("cutting alone", segment),
    )
    for name, step in rows:
        speed = words / seconds(lambda step=step: [step(report) for report in texts])  # type: ignore[misc] # bound at once
        shown.add_row(name, f"{speed:,.0f}", f"{speed / peer:.1f}")
    shown.add_row("a BERT-base encoder's arithmetic (numpy, all cores)", f"{peer:,.0f}", "1.0")
    console = Console()
    console.print(shown)
    unit = 1024 if sys.platform != "darwin" else 1
    console.print(
        f"peak memory: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit / 2**20:,.0f} MiB, the encoder's weights included"
    )


def made_up_text() -> str:
    """Text to read where the user names none: sentences from the package's own words, with quotations."""
    verbs = sorted(set(table("cues")["lemmas"].values()))
    said = [
        f'"It will {verb} again next week," the mayor of Tarn told reporters. Ada Wells said Monday that they {verb} it.' for verb in verbs
    ]
    return "\n".join(said)


def seconds(run: Callable[[], object]) -> float:
    """The time of one run: the best of as many as fit LEAST_SECONDS, two at least."""
    times: list[float] = []
    while len(times) < 2 or sum(times) < LEAST_SECONDS:  # noqa: PLR2004 (the first may be slow)
        began = time.perf_counter()
        run()
        times.append(time.perf_counter() - began)
    return min(times)


def encoder() -> Callable[[], Matrix]:
    """A transformer encoder of BERT-base's size with weights by chance, reading one sequence; its products only, so a lower bound."""
    rng = np.random.default_rng(1)

    def weights(rows: int, columns: int) -> Matrix:
        return (rng.standard_normal((rows, columns)) * 0.02).astype(np.float32)

    layers = [(weights(WIDTH, 3 * WIDTH), weights(WIDTH, WIDTH), weights(WIDTH, INNER), weights(INNER, WIDTH)) for _ in range(LAYERS)]
    start = weights(SEQUENCE, WIDTH)

    def run() -> Matrix:
        x = start
        for projections, out, up, down in layers:
            queries, keys, values = np.split((x @ projections).reshape(SEQUENCE, 3 * HEADS, -1).transpose(1, 0, 2), 3)
            scores = queries @ keys.transpose(0, 2, 1) / np.float32(np.sqrt(WIDTH / HEADS))
            weight = np.exp(scores - scores.max(-1, keepdims=True))
            weight /= weight.sum(-1, keepdims=True)
            x = x + (weight @ values).transpose(1, 0, 2).reshape(SEQUENCE, WIDTH) @ out
            x = x + np.maximum(x @ up, 0) @ down
        return x

    return run
