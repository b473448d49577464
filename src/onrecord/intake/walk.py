"""The files that the inputs name: folders gone through in the order of names, links that lead back not followed."""

import io
import os
import stat
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from onrecord.intake.blob import HEAD, Blob, Budget, Metered
from onrecord.schema.refusal import Refusal, printable

STDIN = "-"
_NO_REPORTS = ("__MACOSX", "Thumbs.db")  # what systems leave behind; and names that begin with a dot


def files(source: str) -> Iterator[tuple[Path, str] | Refusal]:
    """The files of an input, each with its name relative to it; only regular files, which can't keep a reader waiting."""
    path = Path(source)
    try:
        mode = path.stat().st_mode
    except (OSError, ValueError) as error:
        yield Refusal(printable(source), _why_not(error))
        return
    if stat.S_ISDIR(mode):
        yield from _inside(path, "", ())
    elif stat.S_ISREG(mode):
        yield path, path.name
    else:
        yield Refusal(printable(source), "is no file but a pipe, socket or device; write its content into a file")


def _inside(folder: Path, prefix: str, above: tuple[tuple[int, int], ...]) -> Iterator[tuple[Path, str] | Refusal]:
    """The files of a folder; `above` are the folders it lies in, by device and number."""
    try:
        found = folder.stat()
        names = sorted(path.name for path in folder.iterdir())
    except OSError as error:
        yield Refusal(printable(str(folder)), _why_not(error))
        return
    here = (found.st_dev, found.st_ino)
    if here in above:
        yield Refusal(printable(str(folder)), "is a link that leads back to a folder it lies in; it is not followed")
        return
    for name in names:
        if name.startswith(".") or name in _NO_REPORTS:
            continue
        path = folder / name
        if path.is_dir():
            yield from _inside(path, f"{prefix}{name}/", (*above, here))
        else:
            yield from ((file, prefix + name) if not isinstance(file, Refusal) else file for file in _one(path))


def _one(path: Path) -> Iterator[Path | Refusal]:
    for found in files(str(path)):
        yield found if isinstance(found, Refusal) else found[0]


def _why_not(error: OSError | ValueError) -> str:
    if isinstance(error, FileNotFoundError):
        return "there is no such file; check the path"
    reason = error.strerror if isinstance(error, OSError) else "no path"
    return f"can't be read ({reason}); check its permissions"


@contextmanager
def opened(path: Path, name: str) -> Iterator[Blob]:
    """A file on disk as a blob."""
    with path.open("rb", buffering=0) as file:
        size = os.fstat(file.fileno()).st_size
        stream = io.BufferedReader(Metered(file, None), HEAD)
        yield Blob(printable(str(path)), name, stream, Budget(size), path)


def standard_input() -> Blob:
    """What is piped in; unpacked, it may be as large as a megabyte's unpacking."""
    stream = io.BufferedReader(Metered(sys.stdin.buffer, None), HEAD)
    return Blob("standard input", "", stream, Budget(1_000_000))
