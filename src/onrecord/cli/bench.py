"""`onrecord bench`: speed and memory of a whole reading, beside the arithmetic of a BERT-base encoder in the same run."""

import os
import random
import re
import resource
import sys
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from typing import Annotated

import numpy as np
import typer
from numpy.typing import NDArray
from rich.console import Console
from rich.table import Table

from onrecord.cli.desk_times import SEARCHES, print_desk
from onrecord.data import table
from onrecord.intake import load
from onrecord.reading.pipeline import read_report
from onrecord.reading.segment import segment
from onrecord.reading.tag import tag
from onrecord.record import Question, Record
from onrecord.schema.report import Report

# BERT-base (Devlin et al. 2019): layers, width, inner width, heads; and how many words a sequence of word pieces holds.
LAYERS, WIDTH, INNER, HEADS = 12, 768, 3072, 12
SEQUENCE = 128
PIECES_A_WORD = 1.3
LEAST_SECONDS = 3.0

QUESTIONS = 1_000
PEERS = 20  # of them are also asked of SQLite without the index: it takes seconds
LEAST_WORDS = 4  # of a statement that questions are made from
WITH_SPEAKER = 0.25  # the share of questions that name the speaker too
_SCAN = "SELECT key FROM statements WHERE content LIKE ? ORDER BY length(content) LIMIT 20"  # the shortest are most about it

Matrix = NDArray[np.float32]


def command(
    reports: Annotated[list[str] | None, typer.Argument(help="Reports to read; without any, made-up text is read.")] = None,
    search: Annotated[Path | None, typer.Option(help="A record: measure searches in it instead of reading.")] = None,
    desk: Annotated[Path | None, typer.Option(help="A record: measure the pages of the desk over it instead of reading.")] = None,
) -> None:
    """Measure words a second and peak memory, how long searches take, or the pages of the desk."""
    if search is not None:
        print_searches(search)
        return
    if desk is not None:
        with Record(desk) as record:
            questions = questions_from(record, SEARCHES)
        print_desk(desk, questions, read_report)
        return
    texts = [load(name) for name in reports] if reports else [Report(made_up_text())]
    words = sum(len(report.text.split()) for report in texts)
    read_report(texts[0])  # the net is loaded once a process
    shown = Table(title=f"{len(texts)} reports, {words} words, one core", title_justify="left", show_edge=False)
    shown.add_column("")
    shown.add_column("words a second", justify="right")
    shown.add_column("times BERT-base", justify="right")
    peer = SEQUENCE / PIECES_A_WORD / on_one_core(peer_seconds)
    cut = [segment(report) for report in texts]
    rows: tuple[tuple[str, Callable[[], object]], ...] = (
        ("the whole reading", lambda: [read_report(report) for report in texts]),
        ("the net alone, decoding included", lambda: [tag(segments) for segments in cut]),
        ("cutting alone", lambda: [segment(report) for report in texts]),
    )
    for name, run in rows:
        speed = words / seconds(run)
        shown.add_row(name, f"{speed:,.0f}", f"{speed / peer:.1f}")
    shown.add_row("a BERT-base encoder's arithmetic (numpy)", f"{peer:,.0f}", "1.0")
    console = Console()
    console.print(shown)
    unit = 1024 if sys.platform != "darwin" else 1
    console.print(f"peak memory: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit / 2**20:,.0f} MiB, without the encoder")


def print_searches(path: Path) -> None:
    """Time searches made from a record's own words, and for some of them the search that SQLite does without an index."""
    with Record(path) as record:
        questions = questions_from(record, QUESTIONS)
        times = sorted(timed(lambda q=q: list(record.search(q))) for q in questions)  # type: ignore[misc] # bound at once
        words = [question.words for question in questions if question.words and question.words.isalpha()][:PEERS]
        scans = sorted(timed(lambda word=word: record.db.execute(_SCAN, (f"%{word}%",)).fetchall()) for word in words)  # type: ignore[misc]
        count = record.db.execute("SELECT count(*) FROM statements").fetchone()[0]
    console = Console(highlight=False)
    console.print(f"{len(times):,} searches in {count:,} statements, 20 hits each: ms", soft_wrap=True)
    for name, share in (("median", 0.5), ("95th percentile", 0.95), ("longest", 1.0)):
        console.print(f"  {name:16}{1000 * times[min(len(times) - 1, int(share * len(times)))]:8.1f}")
    console.print(f"  {'a LIKE scan':16}{1000 * scans[len(scans) // 2]:8.1f}  (median of {len(scans)}, of SQLite without the index)")


def questions_from(record: Record, count: int) -> list[Question]:
    """Questions made from a record's own words by a fixed chance: words, pairs, phrases, beginnings, and those with a speaker."""
    chance = random.Random(1)  # noqa: S311 (no secret)
    keys = record.db.execute("SELECT max(key) FROM statements").fetchone()[0] or 0
    made: list[Question] = []
    while len(made) < count and keys:
        row = record.db.execute(
            "SELECT content, speaker_name FROM statements WHERE key >= ? ORDER BY key", (chance.randint(1, keys),)
        ).fetchone()
        words = re.findall(r"[^\W\d_]{2,}", row[0]) if row else []
        if len(words) < LEAST_WORDS:
            continue
        at = chance.randrange(len(words) - 2)
        one, two = words[at], chance.choice(words)
        forms = (one, f"{one} {two}", f'"{" ".join(words[at : at + 3])}"', f"{one[:4]}*", f"{one} OR {two}")
        speaker = row[1] if chance.random() < WITH_SPEAKER and row[1] and re.search(r"\w", row[1]) else None
        made.append(Question(chance.choice(forms), speaker))
    return made


def timed(run: Callable[[], object]) -> float:
    """The seconds that one run takes."""
    began = time.perf_counter()
    run()
    return time.perf_counter() - began


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


def on_one_core(measure: Callable[[], float]) -> float:
    """What is measured in a process of its own, whose libraries of arithmetic use one thread, as the reading does."""
    kept = dict(os.environ)
    os.environ |= dict.fromkeys(("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS", "VECLIB_MAXIMUM_THREADS"), "1")
    try:
        with ProcessPoolExecutor(1, get_context("spawn")) as pool:
            return pool.submit(measure).result()
    finally:
        os.environ.clear()
        os.environ.update(kept)


def peer_seconds() -> float:
    """The time that the encoder takes for a sequence."""
    return seconds(encoder())


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
