"""Packed files and archives: what lies inside, each as a file of its own; nothing is ever written under a name from an archive."""

import bz2
import gzip
import lzma
import tarfile
import zipfile
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import PurePosixPath
from typing import Any

from onrecord.errors import ReportError
from onrecord.intake.blob import Blob, Readable
from onrecord.intake.options import MOST_MEMBERS
from onrecord.schema.refusal import Refusal, printable

FRAME_PIECE = 2_048  # packed bytes at a time: they unpack to 64 MB at the very most
Unpacker = Callable[[Blob], Iterator["Blob | Refusal"]]
_ENDINGS = {"gz": "", "tgz": "tar", "zst": "", "zstd": "", "bz2": "", "tbz2": "tar", "xz": "", "txz": "tar", "bad": ""}


def _one(blob: Blob, inner: Readable) -> Blob:
    """The one file in a packing; its name is the packing's without its ending, its address the packing's own."""
    stem, _, ending = blob.name.rpartition(".")
    name = blob.name if ending.lower() not in _ENDINGS else f"{stem}.{_ENDINGS[ending.lower()]}".rstrip(".")
    return blob.inside(inner, source=blob.source, name=name)


def _gzip(blob: Blob) -> Iterator[Blob | Refusal]:
    with gzip.GzipFile(fileobj=blob.stream, mode="rb") as inner:
        yield _one(blob, inner)


def _bzip2(blob: Blob) -> Iterator[Blob | Refusal]:
    with bz2.BZ2File(blob.stream) as inner:
        yield _one(blob, inner)


def _xz(blob: Blob) -> Iterator[Blob | Refusal]:
    with lzma.LZMAFile(blob.stream) as inner:
        yield _one(blob, inner)


class Frames:
    """The bytes in frames of zstd; the library's own reader takes a frame that breaks off for a whole one, so it can't be used.

    It has a place in its stream, so it is no value.
    """

    def __init__(self, packed: Readable, begin: Callable[[], Any]) -> None:
        """Unpack what is read; `begin` gives an unpacker for one frame."""
        self._packed = packed
        self._begin = begin
        self._frame: Any = None
        self._rest = b""
        self._ready = memoryview(b"")

    def read(self, size: int = -1, /) -> bytes:
        """At most so many bytes.

        Raises:
            EOFError: the last frame breaks off.
        """
        while not self._ready:
            packed = self._rest or self._packed.read(FRAME_PIECE)
            if not packed and self._frame is None:
                return b""
            if not packed:
                raise EOFError
            if self._frame is None:
                self._frame = self._begin()
            self._ready = memoryview(self._frame.decompress(packed))
            self._rest = self._frame.unused_data if self._frame.eof else b""
            if self._frame.eof:
                self._frame = None
        part, self._ready = self._ready[:size], self._ready[size:]
        return bytes(part)


def _zstd(blob: Blob) -> Iterator[Blob | Refusal]:
    import zstandard  # noqa: PLC0415 (few files are packed so)

    largest_window = 1 << 27  # bytes, what the format's own tools take without being asked
    unpacker = zstandard.ZstdDecompressor(max_window_size=largest_window)
    yield _one(blob, Frames(blob.stream, unpacker.decompressobj))


def _tar(blob: Blob) -> Iterator[Blob | Refusal]:
    with tarfile.open(fileobj=blob.stream, mode="r|") as archive:
        for count, member in enumerate(archive):
            if count >= MOST_MEMBERS:
                raise ReportError(_TOO_MANY)
            if member.isdir() or _is_litter(member.name):
                continue
            place = f"{blob.source}!{printable(member.name)}"
            inner = archive.extractfile(member) if member.isreg() else None
            if inner is None:
                yield Refusal(place, "is no file but a link or device; it is not followed")
            else:
                yield blob.inside(inner, source=place, name=member.name)


def _zip(blob: Blob) -> Iterator[Blob | Refusal]:
    with blob.seekable() as file, zipfile.ZipFile(file) as archive:
        yield from members(blob, archive)


def members(blob: Blob, archive: zipfile.ZipFile) -> Iterator[Blob | Refusal]:
    """The files in a zip, in the order of their names."""
    infos = archive.infolist()
    if len(infos) > MOST_MEMBERS:
        raise ReportError(_TOO_MANY)
    for info in sorted(infos, key=lambda info: info.filename):
        if info.is_dir() or _is_litter(info.filename):
            continue
        place = f"{blob.source}!{printable(info.filename)}"
        try:
            inner = archive.open(info)
        except (RuntimeError, NotImplementedError, zipfile.BadZipFile, ValueError, OSError) as error:  # locked, or packed in an odd way
            yield Refusal(place, f"can't be unpacked ({error}); unpack it yourself")
            continue
        with closing(inner):
            yield blob.inside(inner, source=place, name=info.filename)


def _is_litter(name: str) -> bool:
    """Whether a system left it there: folders of resource forks, hidden files."""
    parts = PurePosixPath(name).parts
    return any(part == "__MACOSX" or (part.startswith(".") and part not in (".", "..")) for part in parts)


_TOO_MANY = f"holds more than {MOST_MEMBERS} files; unpack it yourself"
UNPACKERS: dict[str, Unpacker] = {"gzip": _gzip, "bzip2": _bzip2, "xz": _xz, "zstd": _zstd, "tar": _tar, "zip": _zip}
