"""The SQLite file under a record: opened, made, brought to its present shape; SQLite's errors become one clear line."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from onrecord.errors import RecordError
from onrecord.record.migrations import APPLICATION, LATEST, create, migrate, number_of

PAGE = 8192  # bytes: rows with a report's text span fewer pages than with SQLite's 4096
CACHE = 128 * 1024  # KiB of pages in memory, for each connection
CHECKPOINT = 4_000  # pages that wait in the WAL: with SQLite's 1,000 the same pages of the indexes are copied again and again
PATIENCE = 10.0  # seconds to wait for another writer's transaction
_SAYINGS = (
    ("disk is full", "the disk is full; free some space and give the same command again, it goes on where it stopped"),
    ("locked", "another program is writing to it; wait until it has ended"),
    ("readonly", "can't be written; check its permissions"),
    ("read-only", "can't be written; check its permissions"),
    ("unable to open", "can't be opened; check the path and its permissions"),
    ("not a database", "is no record; name a file that `onrecord build` made"),
    ("malformed", "is damaged; take a copy from a backup, or build it again"),
    ("disk I/O error", "the disk gives an error; check it and give the same command again"),
)


@contextmanager
def spoken(path: str | Path) -> Iterator[None]:
    """SQLite's errors inside as one line that names the file and the mend.

    Raises:
        RecordError: in place of any sqlite3.Error.
    """
    try:
        yield
    except sqlite3.Error as error:
        said = next((saying for words, saying in _SAYINGS if words in str(error)), f"SQLite says: {error}")
        raise RecordError(f"{path}: {said}") from error


def connect(path: str | Path, *, make: bool = False, write: bool = True) -> sqlite3.Connection:
    """A connection to a record.

    Args:
        make: a file that is not there is made.
        write: false opens it for reading only, also while another process writes.

    Raises:
        RecordError: there is no such file, it is no record, or one of a newer onrecord.
    """
    path = Path(path)
    if not path.exists() and not make:
        raise RecordError(f"{path}: there is no such record; make one with onrecord build INPUT --into {path}")
    if path.is_dir():
        raise RecordError(f"{path}: is a directory; name a file, e.g. {path / 'record.db'}")
    if make and not path.parent.is_dir():
        raise RecordError(f"{path}: there is no folder {path.parent}; make it first")
    with spoken(path):
        db = sqlite3.connect(f"{path.absolute().as_uri()}?{_mode(path, make=make, write=write)}", uri=True, isolation_level=None)
        try:
            _prepare(db, path, write=write)
        except BaseException:
            db.close()
            raise
        return db


def _mode(path: Path, *, make: bool, write: bool) -> str:
    """How SQLite is to open the file; a reader that may write takes SQLite's files beside it away again."""
    if make:
        return "mode=rwc"
    if write or (os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)):
        return "mode=rw"
    return "mode=ro" if path.with_name(f"{path.name}-wal").exists() else "mode=ro&immutable=1"  # a CD, or somebody else's folder


def _prepare(db: sqlite3.Connection, path: Path, *, write: bool) -> None:
    db.execute(f"PRAGMA busy_timeout = {int(PATIENCE * 1000)}")
    empty = db.execute("SELECT count(*) FROM sqlite_master").fetchone()[0] == 0
    if not (empty and write) and db.execute("PRAGMA application_id").fetchone()[0] != APPLICATION:
        raise RecordError(f"{path}: is {'empty' if empty else 'another SQLite file'}, no record; name one that `onrecord build` made")
    if write:
        if empty:
            db.execute(f"PRAGMA page_size = {PAGE}")
        db.execute("PRAGMA journal_mode = WAL")  # others read while one writes
        db.execute(f"PRAGMA wal_autocheckpoint = {CHECKPOINT}")
        db.execute("PRAGMA synchronous = NORMAL")  # a power cut may take the last transactions, never the file
        if empty:
            create(db)
    if (number := number_of(db)) > LATEST:
        raise RecordError(f"{path}: was made by a newer onrecord (its tables are number {number}, known are {LATEST}); update onrecord")
    if number < LATEST:
        if not write:
            raise RecordError(f"{path}: was made by an older onrecord; open it once for writing: onrecord verify {path}")
        migrate(db)
    db.execute("PRAGMA foreign_keys = ON")
    db.execute(f"PRAGMA cache_size = -{CACHE}")


@contextmanager
def transaction(db: sqlite3.Connection) -> Iterator[None]:
    """All that is written inside, or nothing of it; inside another transaction, a part of that one."""
    if db.in_transaction:
        yield
        return
    db.execute("BEGIN IMMEDIATE")
    try:
        yield
        db.execute("COMMIT")
    except BaseException:
        if db.in_transaction:
            db.execute("ROLLBACK")
        raise
