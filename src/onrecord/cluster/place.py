"""A folder, on disk or at any address that fsspec knows (s3://, gs://, memory://): files written there are whole or not there."""

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast
from uuid import uuid4

from onrecord.errors import InputError, needs

TEMPORARY = ".tmp"


def is_remote(address: str) -> bool:
    """Whether an address is more than a path."""
    return "://" in address


@dataclass(frozen=True, slots=True)
class Place:
    """A folder.

    Attributes:
        address: as given.
        files: its file system, one of fsspec's.
        root: its path there.
    """

    address: str
    files: Any
    root: str

    def has(self, name: str) -> bool:
        """Whether a file is there."""
        with spoken(self.address):
            return bool(self.files.exists(self._path(name)))

    def names(self) -> list[str]:
        """The names of its files, in order; none where there is no such folder."""
        with spoken(self.address):
            if not self.files.isdir(self.root):
                return []
            self.files.invalidate_cache(self.root)
            return sorted(path.rpartition("/")[2] for path in self.files.ls(self.root, detail=False))

    def read(self, name: str) -> bytes:
        """A file's bytes.

        Raises:
            InputError: it can't be read.
        """
        with spoken(f"{self.address}/{name}"):
            return cast("bytes", self.files.cat_file(self._path(name)))

    def write(self, name: str, data: bytes) -> None:
        """Write a file, all of it or nothing: on disk under another name first, elsewhere in one request."""
        with spoken(f"{self.address}/{name}"):
            if not self._is_local:
                self.files.pipe_file(self._path(name), data)
                return
            waiting = Path(self._path(f".{name}.{uuid4().hex}{TEMPORARY}"))
            waiting.write_bytes(data)
            os.replace(waiting, self._path(name))  # noqa: PTH105 (a path of fsspec's)

    def remove(self, name: str) -> None:
        """Take a file away, if it is there."""
        with spoken(f"{self.address}/{name}"), suppress(FileNotFoundError):
            self.files.rm_file(self._path(name))

    @property
    def _is_local(self) -> bool:
        return "file" in (protocol if isinstance(protocol := self.files.protocol, tuple) else (protocol,))

    def _path(self, name: str) -> str:
        return f"{self.root.rstrip('/')}/{name}"


def place_of(address: str, *, make: bool = False) -> Place:
    """The folder at an address; `make` makes it where it is not there.

    Raises:
        InputError: there is no such kind of address, or what reads it is not installed.
    """
    with needs("fsspec", "ray"):
        import fsspec  # noqa: PLC0415 (an extra)
    with spoken(address):
        files, root = fsspec.core.url_to_fs(address)
        if make:
            files.makedirs(root, exist_ok=True)
        return Place(address, files, root)


@contextmanager
def spoken(address: str) -> Iterator[None]:
    """What goes wrong at an address in one line.

    Raises:
        InputError: in place of fsspec's errors and those of the system.
    """
    try:
        yield
    except InputError:
        raise
    except FileNotFoundError as error:
        raise InputError(f"{address}: there is no such file or folder; check the address") from error
    except ImportError as error:
        raise InputError(f"{address}: needs a library more to be reached ({error})") from error
    except (OSError, ValueError) as error:
        raise InputError(f"{address}: can't be read or written ({error}); check the address and its permissions") from error
