"""The engine on many machines: the same reading as a Ray Data job, block by block, into a Parquet dataset.

Finders go through the inputs and pass blocks on; readers, one a core, read a block each and write its part. Ray gives a
block whose worker died to another worker. What stands in the dataset is done: a job that was killed goes on from there.
"""

import logging
import os
import pickle
import re
import warnings
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from functools import partial
from typing import Any

from onrecord.cluster.blocks import PIECES, Input, blocks, inputs_of
from onrecord.cluster.dataset import finish, packed, table_of
from onrecord.cluster.local import read_all
from onrecord.cluster.place import TEMPORARY, Place, is_remote, place_of
from onrecord.cluster.work import Outcome, Work, done, refused
from onrecord.errors import needs
from onrecord.intake import Options, Refusal
from onrecord.schema.run import Run

MOST_TASKS = 1_000  # of finders; with more inputs each goes through several
FINDERS = 8  # inputs that are gone through at a time; one finds for some thousand readers
_PART = re.compile(r"part-\d{6}-\d{6}-[0-9a-f]{16}\.parquet")

Read = Callable[[Work, Options], Outcome]
Batch = Any
"""What Ray passes between steps: a dict of columns by their name, with one row here."""


@dataclass(frozen=True, slots=True)
class Summary:
    """What a job did.

    Attributes:
        parts: of the dataset; `kept` of them an earlier job had finished.
        read, refused, words: without those of the parts kept.
    """

    parts: int
    kept: int
    read: int
    refused: int
    words: int


@dataclass(frozen=True, slots=True)
class Cluster:
    """Where and how a job runs.

    Attributes:
        address: of the cluster; None: the one that this machine or `RAY_ADDRESS` belongs to, else this machine alone.
        workers: readers at a time; None: as many as the cluster has cores.
        pieces: the most reports of a part.
        read: what is done with each item.
    """

    address: str | None = None
    workers: int | None = None
    pieces: int = PIECES
    read: Read = done


@dataclass(frozen=True, slots=True)
class Job:
    """What each task is told.

    Attributes:
        there: the parts that an earlier job finished.
    """

    place: Place
    options: Options
    run: Run
    there: frozenset[str]
    cluster: Cluster


def read_with_ray(inputs: Sequence[str], target: str, options: Options, run: Run, cluster: Cluster | None = None) -> Summary:
    """Read the inputs into a dataset.

    Args:
        inputs: paths or addresses that every machine of the cluster reaches; each is gone through by one task.
        target: the dataset's folder, likewise. Parts that stand there and are still right are kept, others replaced at the end.

    Raises:
        InputError: Ray is not installed, or an address can't be reached.
    """
    with needs("ray", "ray"):
        import ray.data  # noqa: PLC0415 (an extra)
    cluster = cluster or Cluster()
    sources = [asdict(one) for one in inputs_of(inputs)]
    place = place_of(target if is_remote(target) else os.path.abspath(target), make=True)  # noqa: PTH100 (text in, text out)
    job = Job(place, options, run, frozenset(filter(_PART.fullmatch, place.names())), cluster)
    for name in ("ray", "ray.data"):  # what they tell of their plans is nothing to our users
        logging.getLogger(name).setLevel(logging.ERROR)
    warnings.filterwarnings("ignore", module="ray")
    if not ray.is_initialized():
        os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")  # nothing is sent anywhere
        ray.init(address=cluster.address, include_dashboard=False, log_to_driver=False, logging_level=logging.ERROR)
    with _settings(ray.data.DataContext.get_current()):
        tasks = min(max(1, len(sources)), MOST_TASKS)
        pool = ray.data.TaskPoolStrategy
        given = ray.data.from_items(sources, override_num_blocks=tasks)
        # Without cores of their own finders are never joined with readers into one task, nor do they take a reader's core.
        found = given.map_batches(partial(find, job=job), batch_size=1, num_cpus=0, compute=pool(min(FINDERS, tasks)))
        parts = found.map_batches(partial(read_block, job=job), batch_size=1, num_cpus=1, compute=pool(cluster.workers))
        return _finished(job, parts.iter_rows())


@contextmanager
def _settings(context: Any) -> Iterator[None]:  # noqa: ANN401 (Ray's)
    """Ray's settings as we need them, and then as they were."""
    ours = {"target_max_block_size": 1, "enable_progress_bars": False}  # bytes: each of our blocks goes to a task of its own
    before = {name: getattr(context, name) for name in ours}
    try:
        for name, value in ours.items():
            setattr(context, name, value)
        yield
    finally:
        for name, value in before.items():
            setattr(context, name, value)


def find(batch: Batch, job: Job) -> Iterator[Batch]:
    """A task: the blocks of one input; those that are done travel without their items."""
    its = Input(*(batch[name][0] for name in ("number", "source", "address")))
    for block in blocks(its, job.options, job.run, job.cluster.pieces):
        yield {"part": [block.part], "pieces": [b"" if block.part in job.there else pickle.dumps(block.pieces)]}


def read_block(batch: Batch, job: Job) -> Batch:
    """A task: one block read and written; done again after its worker died, in a process of its own."""
    (part,), (packed_pieces,) = batch["part"], batch["pieces"]
    counts: Counter[str] = Counter()
    if not packed_pieces:
        counts["kept"] += 1
    else:
        pieces = pickle.loads(packed_pieces)  # noqa: S301 (packed above)
        outcomes = list(_outcomes(str(part), pieces, job))
        job.place.write(str(part), packed(table_of(outcomes, job.run)))
        for outcome in outcomes:
            counts["read" if outcome.reading else "refused"] += 1
            counts["words"] += len(outcome.reading.report.text.split()) if outcome.reading else 0
    return {"part": [part], **{name: [counts[name]] for name in ("kept", "read", "refused", "words")}}


def _outcomes(part: str, pieces: Iterable[Work | Refusal], job: Job) -> Iterator[Outcome]:
    """The outcomes of a block. A mark says that it was begun: where one stands already, a worker died over it.

    Then the local engine reads it, in another process, and turns the item at fault into a reason.
    """
    mark = f".{part}.begun{TEMPORARY}"
    if job.place.has(mark):
        yield from read_all(pieces, job.options, workers=1)
    else:
        job.place.write(mark, b"")
        yield from (refused(piece) if isinstance(piece, Refusal) else job.cluster.read(piece, job.options) for piece in pieces)
    job.place.remove(mark)


def _finished(job: Job, rows: Iterable[dict[str, Any]]) -> Summary:
    """Wait for all parts, name them in the dataset, and take away what is none of them."""
    counts: Counter[str] = Counter()
    parts = []
    for row in rows:
        parts.append(str(row.pop("part")))
        counts.update({name: int(count) for name, count in row.items()})
    finish(job.place, job.run, sorted(parts))
    for name in job.place.names():
        if (_PART.fullmatch(name) and name not in parts) or (name.startswith(".part-") and name.endswith(TEMPORARY)):
            job.place.remove(name)
    return Summary(len(parts), **{name: counts[name] for name in ("kept", "read", "refused", "words")})
