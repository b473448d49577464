"""Questions to the record as SQL: full text by FTS5, filters by the tables, highlights, counts."""

import sqlite3
from collections.abc import Iterator, Sequence
from datetime import date

from onrecord.record.entries import STANDS, entries_of
from onrecord.record.query import fts, fts_of_words
from onrecord.record.question import Hit, Question

_OPEN, _CLOSE = "\ufdd0", "\ufdd1"  # noncharacters: no text has them
_ORDERS = {
    "relevance": "statement_words.rank, statements.key",
    "date": "statements.day IS NULL, statements.day, statements.key",
    "latest": "statements.day DESC, statements.key DESC",
}
_MANY = 500  # hits in one query


def hits(db: sqlite3.Connection, question: Question, limit: int | None, offset: int = 0) -> Iterator[Hit]:
    """The statements that answer a question, in its order."""
    source, where, values, match = _conditions(db, question)
    order = "date" if question.order == "relevance" and match is None else question.order
    rank = "-statement_words.rank" if match is not None else "0.0"
    rows = db.execute(
        f"SELECT statements.key, {rank} FROM {source} WHERE {where} ORDER BY {_ORDERS[order]} LIMIT ? OFFSET ?",
        (*values, -1 if limit is None else limit, offset),
    ).fetchall()
    for first in range(0, len(rows), _MANY):
        yield from _hits(db, rows[first : first + _MANY], match if question.words is not None else None)


def count(db: sqlite3.Connection, question: Question) -> int:
    """How many statements answer a question."""
    source, where, values, _ = _conditions(db, question)
    return int(db.execute(f"SELECT count(*) FROM {source} WHERE {where}", values).fetchone()[0])


def by_month(db: sqlite3.Connection, question: Question) -> list[tuple[str, int]]:
    """How many statements answer a question in each month that has any ("2015-10"); those without a day are not counted."""
    source, where, values, _ = _conditions(db, question)
    return db.execute(
        f"SELECT substr(day, 1, 7) AS month, count(*) FROM {source} WHERE {where} AND day IS NOT NULL GROUP BY month ORDER BY month",
        values,
    ).fetchall()


def by_speaker(db: sqlite3.Connection, question: Question, limit: int) -> list[tuple[str | None, int]]:
    """How many of the statements that answer a question each speaker made, from the most; None for those without one."""
    source, where, values, _ = _conditions(db, question)
    return db.execute(
        f"""
        SELECT actors.name, count(*) AS many FROM {source} LEFT JOIN actors ON actors.key = statements.speaker
        WHERE {where} GROUP BY actors.name ORDER BY many DESC, actors.name LIMIT ?
        """,
        (*values, limit),
    ).fetchall()


def first_uses(db: sqlite3.Connection, question: Question, limit: int) -> list[Hit]:
    """The first statement of each speaker that answers a question, from the earliest."""
    source, where, values, match = _conditions(db, question)
    rows = db.execute(
        f"""
        SELECT key, 0.0 FROM (
            SELECT statements.key, statements.day,
                row_number() OVER (PARTITION BY actors.name ORDER BY statements.day IS NULL, statements.day, statements.key) AS place
            FROM {source} JOIN actors ON actors.key = statements.speaker WHERE {where}
        ) WHERE place = 1 ORDER BY day IS NULL, day, key LIMIT ?
        """,
        (*values, limit),
    ).fetchall()
    return list(_hits(db, rows, match if question.words is not None else None))


def variants_of(db: sqlite3.Connection, statement: str) -> list[Hit]:
    """The statements that quote the same utterance as this one, from the earliest; this one alone where nobody else quotes it."""
    rows = db.execute(
        f"""
        SELECT statements.key, 0.0 FROM variants JOIN statements ON statements.key = variants.statement
        WHERE original IN (SELECT original FROM variants JOIN statements ON statements.key = statement WHERE id = ?) AND {STANDS}
        ORDER BY day IS NULL, day, statements.key
        """,
        (statement,),
    ).fetchall()
    return list(_hits(db, rows or db.execute(f"SELECT key, 0.0 FROM statements WHERE id = ? AND {STANDS}", (statement,)).fetchall(), None))


def most_quoted(db: sqlite3.Connection, limit: int) -> list[str]:
    """The ids of the earliest statements of the groups of variants, from the group with the most reports."""
    rows = db.execute(
        """
        SELECT originals.id FROM variants JOIN statements ON statements.key = variants.statement
        JOIN statements AS originals ON originals.key = original
        GROUP BY original ORDER BY count(DISTINCT statements.report) DESC, original LIMIT ?
        """,
        (limit,),
    )
    return [id_ for (id_,) in rows]


def copies_of(db: sqlite3.Connection, report: str) -> list[tuple[str, float]]:
    """The ids of the reports in the same group of copies, the original first, with how much each resembles it."""
    return db.execute(
        """
        SELECT reports.id, resemblance FROM duplicates JOIN reports ON reports.key = duplicates.report
        WHERE original IN (SELECT original FROM duplicates JOIN reports ON reports.key = report WHERE id = ?)
        ORDER BY reports.key != original, published IS NULL, published, reports.key
        """,
        (report,),
    ).fetchall()


def reports_with(db: sqlite3.Connection, words: str, limit: int) -> list[tuple[str, str | None, str | None, str | None, str]]:
    """The reports whose title or text has these words, by relevance: id, title, publisher, day, and words around the first place."""
    return db.execute(
        """
        SELECT reports.id, reports.title, publisher, published, snippet(report_words, -1, '[', ']', ' ... ', 24)
        FROM report_words JOIN reports ON reports.key = report_words.rowid WHERE report_words MATCH ? ORDER BY rank LIMIT ?
        """,
        (fts(words), limit),
    ).fetchall()


def _conditions(db: sqlite3.Connection, question: Question) -> tuple[str, str, list[object], str | None]:
    """The tables, the condition with its values, and the FTS5 expression in it, if there is one."""
    where: list[str] = [STANDS]
    values: list[object] = []
    match = _match(question)
    if match is not None:
        where.append("statement_words MATCH ?")
        values.append(match)
    named = "SELECT rowid FROM actor_words WHERE actor_words MATCH ?"
    for name, condition in (
        (question.speaker, f"statements.speaker IN ({named})"),
        (question.about, f"statements.key IN (SELECT statement FROM about WHERE actor IN ({named}))"),
    ):
        if name is not None:
            where.append(condition)
            values.append(fts_of_words(name))
    for value, condition in (
        (question.kind, "statements.kind = ?"),
        (question.stance, "statements.stance = ?"),
        (question.since, "statements.day >= ?"),
        (question.until, "statements.day <= ?"),
    ):
        if value is not None:
            where.append(condition)
            values.append(value.isoformat() if isinstance(value, date) else value)
    if question.publisher is not None:
        publishers = _publishers(db, question.publisher)
        where.append(f"statements.report IN (SELECT key FROM reports WHERE publisher IN ({','.join('?' * len(publishers))}))")
        values.extend(publishers)
    tables = "statements" if match is None else "statement_words JOIN statements ON statements.key = statement_words.rowid"
    return tables, " AND ".join(where), values, match


def _match(question: Question) -> str | None:
    """What the full text index is asked: words in the content, and in the columns that the filters name."""
    parts = [] if question.words is None else [f"content : ({fts(question.words)})"]
    for column, words in (("addressee", question.addressee), ("role", question.role), ("affiliation", question.affiliation)):
        if words is not None:
            parts.append(f"{column} : ({fts_of_words(words)})")
    return " AND ".join(f"({part})" for part in parts) or None


def _publishers(db: sqlite3.Connection, words: str) -> list[str]:
    wanted = words.casefold().split()
    names = [name for (name,) in db.execute("SELECT DISTINCT publisher FROM reports WHERE publisher IS NOT NULL ORDER BY publisher")]
    return [name for name in names if all(word in name.casefold() for word in wanted)]


def _hits(db: sqlite3.Connection, rows: Sequence[tuple[int, float]], match: str | None) -> Iterator[Hit]:
    keys = [key for key, _ in rows]
    marks = _marks(db, keys, match)
    about = {
        key: report
        for key, *report in db.execute(
            f"""
            SELECT statements.key, title, publisher, published, url FROM statements JOIN reports ON reports.key = report
            WHERE statements.key IN ({",".join("?" * len(keys))})
            """,
            keys,
        )
    }
    for (key, relevance), entry in zip(rows, entries_of(db, keys), strict=True):
        title, publisher, published, url = about[key]
        yield Hit(entry, title, publisher, published and date.fromisoformat(published), url, marks.get(key, ()), round(relevance, 6))


def _marks(db: sqlite3.Connection, keys: Sequence[int], match: str | None) -> dict[int, tuple[tuple[int, int], ...]]:
    if match is None or not keys:
        return {}
    rows = db.execute(
        f"""
        SELECT rowid, highlight(statement_words, 0, '{_OPEN}', '{_CLOSE}') FROM statement_words
        WHERE statement_words MATCH ? AND rowid IN ({",".join("?" * len(keys))})
        """,
        (match, *keys),
    )
    return {key: _ranges(text) for key, text in rows}


def _ranges(text: str) -> tuple[tuple[int, int], ...]:
    """Where the marked words stand once the marks are taken out."""
    found = []
    for number, part in enumerate(text.split(_OPEN)[1:], 1):
        start = sum(len(before) for before in text.split(_OPEN)[:number]) - (number - 1)
        found.append((start, start + part.index(_CLOSE)))
    return tuple(found)
