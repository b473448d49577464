"""The numbered shapes of a record's tables; a file says in `migrations` which of them it went through.

`tables.sql` is the latest shape. A change of the tables is made there, and added to STEPS as the script that brings
a file of the shape before to it; a test compares the two ways.
"""

import sqlite3
from datetime import UTC, datetime
from importlib.resources import files

from onrecord.schema.position import digest

APPLICATION = 0x4F4E5243  # "ONRC": SQLite's application_id, by which a record is known among other SQLite files
STEPS: tuple[tuple[str, str], ...] = (
    ("the first tables", ""),
    ("who is the same across reports", "step_2.sql"),
    ("why they are known", "step_3.sql"),
    ("events by several, told in several places", "step_4.sql"),
    ("positions towards claims, their strength and words", "step_5.sql"),
    ("which events are one act", "step_6.sql"),
    ("concepts of a codebook", "step_7.sql"),
    ("codes of events", "step_8.sql"),
    ("both votes on an event", "step_9.sql"),
    ("indexes for the pages of the desk", "step_10.sql"),
    ("decisions about events and positions", "step_11.sql"),
)
"""What each number is called, and the file of its script; the first needs none, `tables.sql` made it."""

LATEST = len(STEPS)


def create(db: sqlite3.Connection) -> None:
    """Make the tables in an empty file, all or none."""
    script = _script("tables.sql")
    applied = "".join(_noted(number, name) for number, (name, _) in enumerate(STEPS, 1))
    db.executescript(f"BEGIN IMMEDIATE;\n{script}\n{applied}PRAGMA application_id = {APPLICATION};\nCOMMIT;")


def migrate(db: sqlite3.Connection) -> None:
    """Bring an older file to the latest shape, one number a transaction."""
    db.create_function("digest", 1, digest, deterministic=True)  # step 11 gives ids
    for number in range(number_of(db) + 1, LATEST + 1):
        name, script = STEPS[number - 1]
        db.executescript(f"BEGIN IMMEDIATE;\n{_script(script)}\n{_noted(number, name)}COMMIT;")


def _script(name: str) -> str:
    return files("onrecord.record").joinpath(name).read_text("utf-8")


def number_of(db: sqlite3.Connection) -> int:
    """The number of the last migration that the file went through."""
    found: int | None = db.execute("SELECT max(number) FROM migrations").fetchone()[0]
    return found or 0


def _noted(number: int, name: str) -> str:
    return f"INSERT INTO migrations VALUES ({number}, '{name}', '{datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ}');\n"
