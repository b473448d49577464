"""The local engine: a pool of reading processes on this machine; outcomes come back in the order of the items.

A process that dies (memory, a fault in a library's C code) or hangs takes nothing with it: its batch is done again item
by item, and the one item at fault becomes a reason.
"""

import os
import signal
import threading
import time
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import TimeoutError as TooLate
from multiprocessing import get_context

from pebble import ProcessExpired, ProcessFuture, ProcessPool

from onrecord.cluster.work import Outcome, Work, done
from onrecord.intake import Options
from onrecord.intake.item import Refusal

BATCH = 8  # items that travel together
BATCH_BYTES = 100_000  # and their bytes: long ones travel alone, so that a batch lasts about a second
AHEAD = 4  # batches in work or waiting, for each process: bounds what is in memory
PATIENCE = 60.0  # seconds for a batch, whatever its size; ordinary ones take one
PATIENCE_A_MEGABYTE = 60.0  # and for each megabyte; ordinary ones take ten
BATCHES_A_PROCESS = 1_000  # then a fresh process takes over: libraries in C lose some memory with every page
_WATCH = 1.0  # seconds between two looks whether the parent is still there


def read_all(work: Iterable[Work | Refusal], options: Options, *, workers: int) -> Iterator[Outcome]:
    """Do the work in so many processes; lazy, in the order of the work, with no more than a few batches in memory."""
    os.environ.setdefault("OMP_NUM_THREADS", "1")  # the processes share the cores already
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    pool = ProcessPool(workers, BATCHES_A_PROCESS, initializer=_start, initargs=(os.getpid(),), context=get_context("spawn"))
    waiting: deque[tuple[Sequence[Work], ProcessFuture[list[Outcome]]] | Refusal] = deque()
    try:
        for batch in _batches(work):
            waiting.append(batch if isinstance(batch, Refusal) else (batch, _sent(pool, batch, options)))
            while len(waiting) > AHEAD * workers:
                yield from _outcomes(pool, waiting.popleft(), options)
        while waiting:
            yield from _outcomes(pool, waiting.popleft(), options)
    finally:
        pool.stop()  # type: ignore[no-untyped-call]
        pool.join()


def _start(parent: int) -> None:
    """In a new process: leave Ctrl-C to the parent, and end when the parent is gone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)

    def watch() -> None:
        while os.getppid() == parent:
            time.sleep(_WATCH)
        os._exit(1)

    threading.Thread(target=watch, daemon=True).start()


def _batches(work: Iterable[Work | Refusal]) -> Iterator[list[Work] | Refusal]:
    batch: list[Work] = []
    size = 0
    for piece in work:
        if isinstance(piece, Refusal) or (batch and (len(batch) == BATCH or size + len(piece.item.data) > BATCH_BYTES)):
            if batch:
                yield batch
            batch, size = [], 0
        if isinstance(piece, Refusal):
            yield piece
        else:
            batch.append(piece)
            size += len(piece.item.data)
    if batch:
        yield batch


def _sent(pool: ProcessPool, batch: Sequence[Work], options: Options) -> "ProcessFuture[list[Outcome]]":
    megabytes = sum(len(work.item.data) for work in batch) / 1e6
    return pool.schedule(all_done, args=[batch, options], timeout=PATIENCE + PATIENCE_A_MEGABYTE * megabytes)


def all_done(batch: Sequence[Work], options: Options) -> list[Outcome]:
    """Do a batch, in a reading process."""
    return [done(work, options) for work in batch]


def _outcomes(
    pool: ProcessPool, waited: "tuple[Sequence[Work], ProcessFuture[list[Outcome]]] | Refusal", options: Options
) -> Iterator[Outcome]:
    if isinstance(waited, Refusal):
        yield Outcome(waited.source, "", reason=waited.reason)
        return
    batch, future = waited
    try:
        yield from future.result()
    except (ProcessExpired, TooLate) as error:
        if len(batch) > 1:
            for work in batch:
                yield from _outcomes(pool, ([work], _sent(pool, [work], options)), options)
            return
        why = "took too long" if isinstance(error, TooLate) else "ended the process that read it (memory?)"
        source = batch[0].item.source
        yield Outcome(source, batch[0].digest, reason=f"{source}: {why}; it may be damaged: look at it, or leave it out")
