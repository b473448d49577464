"""The desk's settings, and the record opened for one request."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from threading import Lock

from starlette.requests import Request

from onrecord.record import Record
from onrecord.schema.reading import Reading
from onrecord.schema.refusal import Refusal
from onrecord.schema.report import Report
from onrecord.schema.run import Run

LOOPBACK = ("localhost", "127.0.0.1", "::1")
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


@dataclass(frozen=True, slots=True)
class Desk:
    """A record, and how it is shown; each request opens the file for itself, so that threads share no connection."""

    path: Path
    options: Options = Options()
    lock: Lock = field(default_factory=Lock, repr=False, compare=False)

    @property
    def name(self) -> str:
        """The record's name, for headings."""
        return self.path.stem

    @contextmanager
    def asking(self) -> Iterator[Record]:
        """The record as it is now; all that is read inside is one state of it."""
        with Record(self.path) as record, record.snapshot():
            yield record

    @contextmanager
    def writing(self) -> Iterator[Record]:
        """The record to be written in one transaction: one writer of this desk at a time, and it waits for those of other programs."""
        with self.lock, Record(self.path, write=True) as record, record.writing():
            yield record


def desk_of(request: Request) -> Desk:
    """The desk that a request came to."""
    desk: Desk = request.app.state.desk
    return desk
