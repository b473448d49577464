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
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context
from typing import Self

from pebble import ProcessExpired, ProcessFuture, ProcessPool

from onrecord.cluster.work import Outcome, Work, done, refused
from onrecord.errors import EngineError
from onrecord.intake import Options, Refusal

BATCH = 8  # items that travel together
BATCH_BYTES = 100_000  # and their bytes: long ones travel alone, so that a batch lasts about a second
AHEAD = 4  # batches in work or waiting, for each process: bounds what is in memory
PATIENCE = 60.0  # seconds for a batch, whatever its size; ordinary ones take one
PATIENCE_A_MEGABYTE = 60.0  # and for each megabyte; ordinary ones take ten
BATCHES_A_PROCESS = 1_000  # then a fresh process takes over: libraries in C lose some memory with every page
MOST_BROKEN = 3  # pools that break one after the other
_WATCH = 1.0  # seconds between two looks whether the parent is still there

Waiting = tuple[Sequence[Work], "ProcessFuture[list[Outcome]]"]
"""A batch that was sent, and what will come of it."""


def read_all(work: Iterable[Work | Refusal], options: Options, *, workers: int) -> Iterator[Outcome]:
    """Do the work in so many processes; lazy, in the order of the work, with no more than a few batches in memory.

    Raises:
        EngineError: no process can be started, or all that are started die at once.
    """
    waiting: deque[Waiting | Refusal] = deque()
    with _Readers(options, workers) as readers:
        for batch in _batches(work):
            waiting.append(batch if isinstance(batch, Refusal) else readers.sent(batch))
            while len(waiting) > AHEAD * workers:
                yield from readers.outcomes(waiting.popleft())
        while waiting:
            yield from readers.outcomes(waiting.popleft())


class _Readers:
    """The reading processes; not frozen, because a pool that broke is replaced by another."""

    def __init__(self, options: Options, workers: int) -> None:
        """Start no process yet."""
        os.environ.setdefault("OMP_NUM_THREADS", "1")  # the processes share the cores already
        os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
        self._options, self._workers, self._broken = options, workers, 0
        self._pool = self._new()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._pool.stop()  # type: ignore[no-untyped-call]
        self._pool.join()

    def _new(self) -> ProcessPool:
        context = get_context("spawn")
        return ProcessPool(self._workers, BATCHES_A_PROCESS, initializer=leave_with, initargs=(os.getpid(),), context=context)

    def sent(self, batch: Sequence[Work]) -> "Waiting":
        """A batch on its way to a process."""
        if not self._pool.active:  # its processes died while they had nothing to do
            self._pool.join()
            self._pool = self._new()
        megabytes = sum(len(work.item.data) for work in batch) / 1e6
        return batch, self._pool.schedule(all_done, args=[batch, self._options], timeout=PATIENCE + PATIENCE_A_MEGABYTE * megabytes)

    def outcomes(self, waited: "Waiting | Refusal") -> Iterator[Outcome]:
        """What became of a batch, however often it must be sent."""
        if isinstance(waited, Refusal):
            yield refused(waited)
            return
        batch, future = waited
        try:
            found = future.result()
        except BrokenProcessPool as error:
            self._broken += 1
            if self._broken > MOST_BROKEN * AHEAD * self._workers:  # each batch that waited for the pool tells it once
                raise EngineError(
                    "the reading processes end as soon as they are started; is there enough memory? try --workers 1"
                ) from error
            yield from self.outcomes(self.sent(batch))
        except (ProcessExpired, TooLate) as error:
            if len(batch) > 1:
                for work in batch:
                    yield from self.outcomes(self.sent([work]))
                return
            why = "took too long" if isinstance(error, TooLate) else "ended the process that read it (memory?)"
            source = batch[0].item.source
            yield Outcome(source, batch[0].digest, reason=f"{source}: {why}; it may be damaged: look at it, or leave it out")
        else:
            self._broken = 0
            yield from found


def leave_with(parent: int) -> None:
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


def all_done(batch: Sequence[Work], options: Options) -> list[Outcome]:
    """Do a batch, in a reading process."""
    return [done(work, options) for work in batch]
