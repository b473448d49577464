"""The desk's reader: one process beside the server, so that pages stay quick while reports are read; one that hangs or dies is replaced."""

import os
import threading
from collections.abc import Callable
from concurrent.futures import TimeoutError as TooLate
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context

from pebble import ProcessExpired, ProcessPool

from onrecord.cluster.local import BATCHES_A_PROCESS, PATIENCE, PATIENCE_A_MEGABYTE, leave_with
from onrecord.errors import ReportError
from onrecord.schema.reading import Reading
from onrecord.schema.report import Report

NICE = 10  # the pages come first where there are few cores


class DeskReader:
    """Reads one report at a time, in a process that starts with the first; not frozen, because a process that ended is replaced."""

    def __init__(self, read: Callable[[Report], Reading] | None = None, patience: float = PATIENCE) -> None:
        """Start no process yet: who only looks needs none."""
        self._read, self._patience = read or read_here, patience
        self._pool: ProcessPool | None = None
        self._lock = threading.Lock()

    def __call__(self, report: Report) -> Reading:
        """Read a report.

        Raises:
            ReportError: it takes too long, or ends the process that reads it.
        """
        named = report.title or report.source or "the text"
        patience = self._patience + PATIENCE_A_MEGABYTE * len(report.text) / 1e6
        with self._lock:
            if self._pool is None or not self._pool.active:
                self._pool = ProcessPool(1, BATCHES_A_PROCESS, initializer=_start, initargs=(os.getpid(),), context=get_context("spawn"))
            pool = self._pool
        try:
            reading: Reading = pool.schedule(self._read, args=[report], timeout=patience).result()
        except TooLate as error:
            raise ReportError(f"{named}: took too long; it may be damaged: look at it, or leave it out") from error
        except (ProcessExpired, BrokenProcessPool) as error:
            raise ReportError(f"{named}: ended the process that read it (memory?); look at it, or leave it out") from error
        return reading

    def close(self) -> None:
        """End the process."""
        with self._lock:
            if self._pool is not None:
                self._pool.stop()  # type: ignore[no-untyped-call]
                self._pool.join()
                self._pool = None


def read_here(report: Report) -> Reading:
    """Read a report in this process."""
    from onrecord.reading.pipeline import read_report  # noqa: PLC0415 (the nets are slow to load, and the server needs none)

    return read_report(report)


def _start(parent: int) -> None:
    leave_with(parent)
    if hasattr(os, "nice"):
        os.nice(NICE)
