"""The engine on many machines, on a real Ray with two workers on this one."""

import json
import os
import signal
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from onrecord.cluster.blocks import blocks, inputs_of
from onrecord.cluster.dataset import packed, read, table_of
from onrecord.cluster.on_ray import Cluster, Summary, read_with_ray
from onrecord.cluster.work import Outcome, Work, done, refused
from onrecord.intake import Options
from onrecord.schema.refusal import Refusal
from onrecord.schema.run import Run

ray: Any = pytest.importorskip("ray")

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning:ray.*")  # Ray's own, about itself

RUN = Run("0.1", "abc")
REPORTS = 20
PIECES = 4
PEOPLE = ("Ada Wells", "Bo Lind", "Cleo Marsh", "Dan Ames")


@pytest.fixture(scope="module", autouse=True)
def two_workers() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("RAY_USAGE_STATS_ENABLED", "0")
        quiet = {"include_dashboard": False, "log_to_driver": False, "logging_level": 40}
        ray.init("local", num_cpus=2, object_store_memory=80 * 2**20, **quiet)
        yield
        ray.shutdown()


@pytest.fixture
def corpus(tmp_path: Path) -> list[str]:
    """Twenty invented reports in two files, one that is empty, and a file that is not there."""
    lines = []
    for number in range(REPORTS):
        who = PEOPLE[number % len(PEOPLE)]
        said = f'The mayor of Tarn, {who}, said that the bridge would open in {number + 2} days. "We are ready," {who} told reporters.'
        lines.append(json.dumps({"text": said, "title": f"Bridge {number}", "date": "2024-05-16", "publisher": "The Tarn Courier"}))
    lines.insert(3, json.dumps({"text": " ", "title": "Nothing"}))
    (tmp_path / "a.jsonl").write_text("\n".join(lines[:13]) + "\n")
    (tmp_path / "b.jsonl").write_text("\n".join(lines[13:]) + "\n")
    return [str(tmp_path / name) for name in ("a.jsonl", "b.jsonl", "missing.jsonl")]


def read_here(corpus: list[str]) -> tuple[dict[str, bytes], list[Outcome]]:
    """The parts and outcomes as this process makes them, without Ray."""
    parts, outcomes = {}, []
    for block in (block for its in inputs_of(corpus) for block in blocks(its, Options(), RUN, PIECES)):
        its = [refused(piece) if isinstance(piece, Refusal) else done(piece, Options()) for piece in block.pieces]
        parts[block.part] = packed(table_of(its, RUN))
        outcomes += its
    return parts, outcomes


def parts_in(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir()) if path.name != "_onrecord.json"}


def test_the_same_bytes_with_and_without_ray_and_a_second_job_keeps_what_is_done(corpus: list[str], tmp_path: Path) -> None:
    target = tmp_path / "set"
    parts, outcomes = read_here(corpus)
    first = read_with_ray(corpus, str(target), Options(), RUN, Cluster(pieces=PIECES))
    words = sum(len(outcome.reading.report.text.split()) for outcome in outcomes if outcome.reading)
    assert first == Summary(parts=len(parts), kept=0, read=REPORTS, refused=2, words=words)
    assert parts_in(target) == parts
    assert list(read(str(target))) == outcomes
    assert sum(len(outcome.reading.statements) for outcome in outcomes if outcome.reading) >= REPORTS

    lost, stale = sorted(parts)[2], "part-000009-000000-0123456789abcdef.parquet"
    (target / lost).unlink()  # as if the job had been killed before it
    (target / stale).write_bytes(b"of another corpus")
    (target / "mine.txt").write_text("not ours")
    second = read_with_ray(corpus, str(target), Options(), RUN, Cluster(pieces=PIECES))
    assert (second.parts, second.kept) == (len(parts), len(parts) - 1)
    assert parts_in(target) == {**parts, "mine.txt": b"not ours"}


def test_a_worker_that_dies_loses_nothing_and_doubles_nothing(corpus: list[str], tmp_path: Path) -> None:
    mark = tmp_path / "killed"
    target = tmp_path / "set"

    def poisoned(work: Work, options: Options) -> Outcome:  # inside the test: so it travels to the worker by value
        if work.item.source.endswith("a.jsonl#7") and not mark.exists():
            mark.write_text(str(os.getpid()))
            os.kill(os.getpid(), signal.SIGKILL)
        return done(work, options)

    summary = read_with_ray(corpus, str(target), Options(), RUN, Cluster(pieces=PIECES, read=poisoned))
    assert mark.exists()
    assert int(mark.read_text()) != os.getpid()
    assert (summary.read, summary.refused) == (REPORTS, 2)
    sources = [outcome.source for outcome in read(str(target))]
    assert sources == [outcome.source for outcome in read_here(corpus)[1]]
    assert len(set(sources)) == len(sources)
