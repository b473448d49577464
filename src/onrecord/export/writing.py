"""Files and folders that are there whole or not at all: written beside their place, then moved into it."""

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from onrecord.errors import InputError

_APPLICATION = slice(68, 72)  # where SQLite's file format keeps the number by which an application knows its files
_RECORD = b"ONRC"


@contextmanager
def new_file(target: Path) -> Iterator[Path]:
    """A path to write a file to; it takes the target's place when the block ends well, and goes away when it does not.

    Raises:
        InputError: the target can't be written, or is a record, which no export may take the place of.
    """
    _check_place(target)
    if target.is_dir():
        raise InputError(f"{target}: is a folder; name a file")
    if _is_record(target):
        raise InputError(f"{target}: is a record, and the export would take its place; name another file")
    with _beside(target, lambda path: path.unlink(missing_ok=True)) as path:
        yield path
        _flush(path)
        path.replace(target)


@contextmanager
def new_folder(target: Path) -> Iterator[Path]:
    """A folder to write files to; it takes the target's place when the block ends well, and goes away when it does not.

    Raises:
        InputError: the target can't be written, or holds something already: what people changed in it would be lost.
    """
    _check_place(target)
    if target.exists() and (not target.is_dir() or any(target.iterdir())):
        raise InputError(f"{target}: is there already and not an empty folder; name a new one")
    with _beside(target, shutil.rmtree) as path:
        path.mkdir()
        yield path
        for file in sorted(file for file in path.rglob("*") if file.is_file()):
            _flush(file)
        if target.exists():
            target.rmdir()
        path.replace(target)


@contextmanager
def _beside(target: Path, remove: Callable[[Path], None]) -> Iterator[Path]:
    path = target.with_name(f".{target.name}.{os.getpid()}.part")
    try:
        yield path
    except OSError as error:
        raise InputError(f"{target}: can't be written ({error.strerror or error})") from error
    finally:
        if path.exists():
            remove(path)


def _check_place(target: Path) -> None:
    if not target.name:
        raise InputError(f"{target}: is no name for an export; name a file or a new folder")
    if not target.parent.is_dir():
        raise InputError(f"{target}: there is no folder {target.parent}; make it first")


def _is_record(target: Path) -> bool:
    if not target.is_file():
        return False
    if target.with_name(f"{target.name}-wal").exists():  # SQLite's log of a record in use; its number may be in there still
        return True
    with target.open("rb") as file:
        return file.read(_APPLICATION.stop)[_APPLICATION] == _RECORD


def _flush(path: Path) -> None:
    """Bring a file's bytes to the disk before it gets its name: a power cut then leaves the old file or the new one."""
    with path.open("rb") as file:
        os.fsync(file.fileno())
