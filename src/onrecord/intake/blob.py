"""A file to be read, wherever it lies: on disk, inside an archive, under a packing; what is unpacked is counted."""

import io
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import IO, BinaryIO, Protocol, cast

from onrecord.errors import ReportError
from onrecord.intake.options import DEEPEST, LARGEST_RATIO, RATIO_GRACE

PIECE = 8_192  # bytes asked for at a time: what a broken packing gives before it breaks is at most so much too little
HEAD = 65_536  # bytes that tell a file's kind


class Readable(Protocol):
    """What bytes can be read from."""

    def read(self, size: int = -1, /) -> bytes:
        """At most so many bytes; none at the end."""


class Budget:
    """The bytes that one input may still be unpacked into; it counts, so it is no frozen value."""

    def __init__(self, packed: int) -> None:
        """For an input of so many bytes on disk."""
        self.left = RATIO_GRACE + LARGEST_RATIO * packed

    def spend(self, count: int) -> None:
        """Count bytes that were unpacked.

        Raises:
            ReportError: they are more than any text would give.
        """
        self.left -= count
        if self.left < 0:
            raise ReportError(
                f"unpacks to more than {LARGEST_RATIO} times its size, which no text does; unpack it yourself if you trust it"
            )


class Metered(io.RawIOBase):
    """A stream that fills what it is asked for, and counts it against the budget; a stream has a place, so it is no value."""

    def __init__(self, inner: Readable, budget: Budget | None) -> None:
        """Read from `inner`; with no budget nothing is counted."""
        # One read of what lies below, where there is such a way: a longer one throws away what it had when it meets the break.
        self._read: Callable[[int], bytes] = getattr(inner, "read1", inner.read)
        self._budget = budget
        self._broken: Exception | None = None

    def readable(self) -> bool:
        """Whether it can be read: yes."""
        return True

    def readinto(self, buffer: object) -> int:
        """Fill the buffer as far as there are bytes. Where a packing breaks, what stands before the break is given, then the error."""
        if self._broken is not None:
            raise self._broken
        view = memoryview(cast("bytearray", buffer)).cast("B")
        filled = 0
        while filled < len(view):
            try:
                part = self._read(min(len(view) - filled, PIECE))
            except Exception as error:  # whatever it is, it is raised: at once, or at the next call
                if not filled:
                    raise
                self._broken = error
                break
            if not part:
                break
            view[filled : filled + len(part)] = part
            filled += len(part)
        if self._budget is not None:
            self._budget.spend(filled)
        return filled


@dataclass(frozen=True, slots=True)
class Blob:
    """One file: an address, a stream to be read once, and where it lies on disk if it does.

    Attributes:
        source: the address that its reports get, cleaned for printing.
        name: relative to what was given, with "/" between folders; its ending tells the kind where the bytes don't.
        stream: the bytes, from the beginning.
        budget: shared by all that is unpacked from one input.
        path: on disk, for what must be read to and fro.
        depth: in how many packings it lies.
    """

    source: str
    name: str
    stream: "io.BufferedReader[Metered]"
    budget: Budget
    path: Path | None = None
    depth: int = 0

    @property
    def head(self) -> bytes:
        """The first bytes; they stay in the stream (call it before anything is read)."""
        return self.stream.peek(HEAD)

    @property
    def ending(self) -> str:
        """The ending of the name in small letters, without the dot."""
        return self.name.rpartition(".")[2].lower() if "." in self.name else ""

    def inside(self, inner: Readable, *, source: str, name: str) -> "Blob":
        """What lies in it, unpacked: a blob of its own.

        Raises:
            ReportError: it lies too deep.
        """
        if self.depth >= DEEPEST:
            raise ReportError(f"lies in more than {DEEPEST} archives, one inside the other; unpack it yourself")
        stream = io.BufferedReader(Metered(inner, self.budget), HEAD)
        return replace(self, source=source, name=name, stream=stream, path=None, depth=self.depth + 1)

    def whole(self, limit: int) -> bytes:
        """All its bytes.

        Raises:
            ReportError: they are more than the limit.
        """
        size = None if self.path is None else self.path.stat().st_size
        if size is not None and size > limit:
            raise ReportError(_too_large(f"{size / 1e6:.0f}", limit))
        data = self.stream.read(limit + 1)
        if len(data) > limit:
            raise ReportError(_too_large(f"over {limit / 1e6:.0f}", limit))
        return data

    @contextmanager
    def seekable(self) -> Iterator[BinaryIO]:
        """The bytes as a file that can be read to and fro; on disk, not in memory."""
        if self.path is not None:
            with self.path.open("rb") as file:
                yield file
        else:
            with tempfile.TemporaryFile() as spooled:
                shutil.copyfileobj(self.stream, spooled)
                spooled.seek(0)
                yield cast("BinaryIO", spooled)

    @contextmanager
    def on_disk(self) -> Iterator[Path]:
        """The bytes as a file with a path, for what wants one."""
        if self.path is not None:
            yield self.path
        else:
            with tempfile.NamedTemporaryFile() as spooled:
                shutil.copyfileobj(self.stream, cast("IO[bytes]", spooled))
                spooled.flush()
                yield Path(spooled.name)


def _too_large(megabytes: str, limit: int) -> str:
    return f"has {megabytes} MB, a report at most {limit / 1e6:.0f}; if it holds many reports, give each its own file"
