"""The desk's settings, and the record opened for one request."""

from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from threading import Lock
from typing import Any, TypeVar

from starlette.requests import Request

from onrecord.record import Record
from onrecord.schema.reading import Reading
from onrecord.schema.refusal import Refusal
from onrecord.schema.report import Report
from onrecord.schema.run import Run

LOOPBACK = ("localhost", "127.0.0.1", "::1")
REMEMBERED = 32  # things that were counted, e.g. pictures
Found = TypeVar("Found")
MOST_BYTES = 32 * 1024 * 1024  # of one request's body: a book of 5 million words, or a folder of reports dropped at once


@dataclass(frozen=True, slots=True)
class Intake:
    """How reports are taken in at the desk.

    Attributes:
        run: with what they are read; it looks at the nets, so it is asked for late.
        reports: the reports that files and folders hold, and what is refused; the day of publication is for those that name none.
    """

    run: Callable[[], Run]
    reports: Callable[[Sequence[str], date | None], Iterator[Report | Refusal]]


@dataclass(frozen=True, slots=True)
class Options:
    """How a record is shown.

    Attributes:
        read_only: nothing can be written: for publishing.
        token: the word that visitors must give; without one the desk answers on this machine alone.
        hosts: the names by which the desk may be called (the Host header), where there is no token.
        read: what reads a report; without it no text can be read at the desk.
        intake: what finds the reports in files; without it none can be loaded.
        most_bytes: of one request's body.
    """

    read_only: bool = False
    token: str | None = field(default=None, repr=False)
    hosts: tuple[str, ...] = LOOPBACK
    read: Callable[[Report], Reading] | None = None
    intake: Intake | None = None
    most_bytes: int = MOST_BYTES


@dataclass(slots=True)
class Memory:
    """What was counted in a state of the record, the latest last; not frozen, because it forgets."""

    kept: OrderedDict[Hashable, tuple[Hashable, Any]] = field(default_factory=OrderedDict)
    lock: Lock = field(default_factory=Lock)


@dataclass(frozen=True, slots=True)
class Desk:
    """A record, and how it is shown; each request opens the file for itself, so that threads share no connection."""

    path: Path
    options: Options = Options()
    lock: Lock = field(default_factory=Lock, repr=False, compare=False)
    memory: Memory = field(default_factory=Memory, repr=False, compare=False)

    @property
    def name(self) -> str:
        """The record's name, for headings."""
        return self.path.stem

    @contextmanager
    def asking(self) -> Iterator[Record]:
        """The record as it is now; all that is read inside is one state of it."""
        with Record(self.path) as record, record.snapshot():
            yield record

    def state(self) -> Hashable:
        """What every write to the record changes: its file; where something waits in its WAL, that, and the head of the WAL's index, too.

        SQLite counts transactions there. A reader makes an empty WAL, and takes it away again: that is no other state.
        """
        wal, index = (self.path.with_name(f"{self.path.name}-{end}") for end in ("wal", "shm"))
        waits = _stamp(wal)
        return _stamp(self.path), *((waits, _head(index)) if waits and waits[1] else ())

    def remembered(self, about: Hashable, state: Hashable, count: Callable[[], Found]) -> Found:
        """What takes long to count, from memory where it was counted in this state; ask for the state before the record is opened."""
        with self.memory.lock:
            before, found = self.memory.kept.get(about, (None, None))
        if found is not None and before == state:
            known: Found = found
            return known
        made = count()
        with self.memory.lock:
            self.memory.kept[about] = state, made
            self.memory.kept.move_to_end(about)
            while len(self.memory.kept) > REMEMBERED:
                self.memory.kept.popitem(last=False)
        return made

    @contextmanager
    def writing(self) -> Iterator[Record]:
        """The record to be written in one transaction: one writer of this desk at a time, and it waits for those of other programs."""
        with self.lock, Record(self.path, write=True) as record, record.writing():
            yield record


def desk_of(request: Request) -> Desk:
    """The desk that a request came to."""
    desk: Desk = request.app.state.desk
    return desk


def _stamp(path: Path) -> tuple[int, int] | None:
    try:
        its = path.stat()
    except FileNotFoundError:
        return None
    return its.st_mtime_ns, its.st_size


def _head(path: Path) -> bytes | None:
    try:
        with path.open("rb") as file:
            return file.read(48)  # https://www.sqlite.org/walformat.html: the header, once
    except OSError:
        return None
