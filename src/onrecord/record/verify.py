"""Whether a whole record is what it says: the file sound, every text the one that was read, all words where they should be."""

import hashlib
import sqlite3
from collections.abc import Iterator

from onrecord.record.rows import JOINT

_PLACED = """
    SELECT 'statement ' || id || ', ' || part, start, end, spans.text FROM spans JOIN statements ON statements.key = statement
        WHERE report = :report
    UNION ALL SELECT 'actor ' || id, start, end, mentions.text FROM mentions JOIN actors ON actors.key = actor WHERE report = :report
    UNION ALL SELECT 'time ' || n, start, end, text FROM times WHERE report = :report
    UNION ALL SELECT 'event ' || id, start, end, text FROM events WHERE report = :report
    UNION ALL SELECT 'position ' || key, start, end, text FROM positions WHERE report = :report
    UNION ALL SELECT 'position ' || position || ', ' || part, position_words.start, position_words.end, position_words.text
        FROM position_words JOIN positions ON positions.key = position WHERE report = :report
    UNION ALL SELECT 'event ' || id || ', again', event_words.start, event_words.end, event_words.text
        FROM event_words JOIN events ON key = event WHERE report = :report
    UNION ALL SELECT 'coding ' || codings.id, start, end, coding_spans.text FROM coding_spans JOIN codings ON codings.key = coding
        JOIN statements ON statements.key = codings.statement WHERE report = :report
"""


def faults(db: sqlite3.Connection) -> Iterator[str]:
    """One line for each thing that is wrong; none for a sound record."""
    yield from _file(db)
    for key, id_, text, sha256 in db.execute("SELECT key, id, text, sha256 FROM reports ORDER BY key"):
        if hashlib.sha256(text.encode()).hexdigest() != sha256:
            yield f"report {id_}: its text is not the one that was read (SHA-256)"
        for what, start, end, words in db.execute(_PLACED, {"report": key}):
            if text[start:end] != words:
                yield f"report {id_}: {what}: has {words!r}, but at {start}-{end} the report has {text[start:end]!r}"
    joined = "SELECT group_concat(text, ?) FROM (SELECT text FROM spans WHERE statement = statements.key AND part = 'content' ORDER BY n)"
    for (id_,) in db.execute(f"SELECT id FROM statements WHERE content IS NOT ({joined})", (JOINT,)):
        yield f"statement {id_}: its content is not that of its spans"
    yield from _joins(db)


def _joins(db: sqlite3.Connection) -> Iterator[str]:
    """A join says why, or by which decision; without a decision an actor counts as whom it was found to be."""
    for (actor,) in db.execute("SELECT actors.id FROM joins JOIN actors ON key = actor WHERE reason IS NULL AND decision IS NULL"):
        yield f"actor {actor}: is joined without a reason"
    for (actor,) in db.execute("SELECT actors.id FROM joins JOIN actors ON key = actor WHERE identity IS NOT found AND decision IS NULL"):
        yield f"actor {actor}: is not taken for whom it was found to be, and no decision says so"
    for (decision,) in db.execute("SELECT id FROM actor_decisions WHERE key NOT IN (SELECT decision FROM decided_actors)"):
        yield f"decision {decision}: is about no actor"
    for (event,) in db.execute(
        "SELECT events.id FROM same_events JOIN events ON key = event WHERE original IS NOT found AND same_events.decision IS NULL"
    ):
        if not db.execute("SELECT 1 FROM event_decisions WHERE undone IS NULL").fetchone():
            yield f"event {event}: is not taken for the act that it was found to be, and no decision says so"


def _file(db: sqlite3.Connection) -> Iterator[str]:
    yield from (f"file: {said}" for (said,) in db.execute("PRAGMA integrity_check") if said != "ok")
    for table, row, parent, _ in db.execute("PRAGMA foreign_key_check"):
        yield f"table {table}: row {row} names a row of {parent} that is not there"
    for index in ("report_words", "statement_words", "actor_words", "identity_words"):
        try:
            db.execute(f"INSERT INTO {index} ({index}, rank) VALUES ('integrity-check', 1)")
        except sqlite3.DatabaseError as error:
            yield f"search index {index}: is not that of its table ({error}); onrecord build with --again makes it anew"
