"""What all decisions share: an author, a time, an id that is a hash of what was decided, and that they are taken back once."""

import hashlib
import json
import sqlite3
from collections.abc import Sequence
from datetime import UTC, datetime

from onrecord.errors import ConflictError, RecordError

ID_LENGTH = 16


def now() -> str:
    """The time, as decisions have it: UTC, ISO 8601."""
    return f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ}"


def hashed(what: Sequence[object]) -> str:
    """An id: the same decision taken in twice is one."""
    return hashlib.sha256(json.dumps(what).encode("utf-8", "surrogatepass")).hexdigest()[:ID_LENGTH]


def check_author(author: str) -> None:
    """Raise RecordError where a decision has no author."""
    if not author.strip():
        raise RecordError("a decision needs an author; give --author NAME")


def mark_undone(db: sqlite3.Connection, table: str, decision: str, listed: str) -> None:
    """Mark a decision as taken back, now.

    Args:
        listed: the command that prints ids of such decisions.

    Raises:
        ConflictError: it was taken back before.
        RecordError: there is none of this id.
    """
    row = db.execute(f"SELECT undone FROM {table} WHERE id = ?", (decision,)).fetchone()
    if row is None:
        raise RecordError(f"decision {decision}: is not in this record; {listed} lists what is")
    if row[0] is not None:
        raise ConflictError(f"decision {decision}: was taken back before, on {row[0]}")
    db.execute(f"UPDATE {table} SET undone = ? WHERE id = ?", (now(), decision))
