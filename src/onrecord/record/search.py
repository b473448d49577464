"""Questions to the record as SQL: full text by FTS5, filters by the tables, highlights, counts."""

import re
import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from onrecord.record.entries import STANDS, entries_of
from onrecord.record.query import fts, fts_of_words, marked
from onrecord.record.question import Hit, Question
from onrecord.record.rows import JOINT

RANKED = 2_000  # hits that are put in order by relevance (BM25); a word that more statements have tells nothing of any of them
_ORDERS = {
    "relevance": "statement_words.rank, statements.key",
    "last in": "statement_words.rowid DESC",  # found without looking at the rest
    "date": "statements.day IS NULL, statements.day, statements.key",
    "latest": "statements.day DESC, statements.key DESC",
}
_SPEAKER = "coalesce(identities.name, statements.speaker_name)"
_IDENTITIES = "LEFT JOIN joins ON joins.actor = statements.speaker LEFT JOIN identities ON identities.key = joins.identity"
_NAMED = """
    SELECT rowid FROM actor_words WHERE actor_words MATCH ?
    UNION SELECT actor FROM joins WHERE identity IN (SELECT rowid FROM identity_words WHERE identity_words MATCH ?)
"""  # actors whose own name has the words, or that of the identity for which they are taken
_MANY = 500  # hits in one query


def hits(db: sqlite3.Connection, question: Question, limit: int | None, offset: int = 0) -> Iterator[Hit]:
    """The statements that answer a question, in its order."""
    source, where, values, match = conditions(db, question)
    order: str = question.order
    if order == "relevance":
        order = "date" if match is None else "last in" if _many(db, match) else order
    rank = "-statement_words.rank" if order == "relevance" else "0.0"
    rows = db.execute(
        f"SELECT statements.key, {rank} FROM {source} WHERE {where} ORDER BY {_ORDERS[order]} LIMIT ? OFFSET ?",
        (*values, -1 if limit is None else limit, offset),
    ).fetchall()
    for first in range(0, len(rows), _MANY):
        yield from hits_of(db, rows[first : first + _MANY], question.words)


def _many(db: sqlite3.Connection, match: str, index: str = "statement_words") -> bool:
    found = f"SELECT 1 FROM {index} WHERE {index} MATCH ? LIMIT ?"
    return bool(db.execute(f"SELECT count(*) FROM ({found})", (match, RANKED + 1)).fetchone()[0] > RANKED)


def count(db: sqlite3.Connection, question: Question) -> int:
    """How many statements answer a question."""
    source, where, values, _ = conditions(db, question)
    return int(db.execute(f"SELECT count(*) FROM {source} WHERE {where}", values).fetchone()[0])


def by_month(db: sqlite3.Connection, question: Question) -> list[tuple[str, int]]:
    """How many statements answer a question in each month that has any ("2015-10"); those without a day are not counted."""
    source, where, values, _ = conditions(db, question)
    by_day = f"SELECT day, count(*) AS many FROM {source} WHERE {where} AND day IS NOT NULL GROUP BY day"  # as the index of days has them
    return db.execute(f"SELECT substr(day, 1, 7) AS month, sum(many) FROM ({by_day}) GROUP BY month ORDER BY month", values).fetchall()


def by_speaker(db: sqlite3.Connection, question: Question, limit: int) -> list[tuple[str | None, int]]:
    """How many of the statements that answer a question each speaker made, from the most; None for those without one."""
    source, where, values, _ = conditions(db, question)
    return db.execute(
        f"""
        SELECT {_SPEAKER}, count(*) AS many FROM {source} {_IDENTITIES}
        WHERE {where} GROUP BY 1 ORDER BY many DESC, 1 LIMIT ?
        """,
        (*values, limit),
    ).fetchall()


def first_uses(db: sqlite3.Connection, question: Question, limit: int) -> list[Hit]:
    """The first statement of each speaker that answers a question, from the earliest."""
    source, where, values, _ = conditions(db, question)
    rows = db.execute(
        f"""
        SELECT key, 0.0 FROM (
            SELECT statements.key, statements.day, row_number() OVER its AS place
            FROM {source} {_IDENTITIES} WHERE {where} AND statements.speaker_name IS NOT NULL
            WINDOW its AS (PARTITION BY {_SPEAKER} ORDER BY statements.day IS NULL, statements.day, statements.key)
        ) WHERE place = 1 ORDER BY day IS NULL, day, key LIMIT ?
        """,
        (*values, limit),
    ).fetchall()
    return list(hits_of(db, rows, question.words))


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
    return list(
        hits_of(db, rows or db.execute(f"SELECT key, 0.0 FROM statements WHERE id = ? AND {STANDS}", (statement,)).fetchall(), None)
    )


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
    match = fts(words)
    order = "rowid DESC" if _many(db, match, "report_words") else "rank"
    return db.execute(
        f"""
        SELECT reports.id, reports.title, publisher, published, snippet(report_words, -1, '[', ']', ' ... ', 24)
        FROM report_words JOIN reports ON reports.key = report_words.rowid WHERE report_words MATCH ?
        ORDER BY report_words.{order} LIMIT ?
        """,
        (match, limit),
    ).fetchall()


def conditions(db: sqlite3.Connection, question: Question) -> tuple[str, str, list[object], str | None]:
    """The tables, the condition with its values, and the FTS5 expression in it, if there is one."""
    where: list[str] = [STANDS]
    values: list[object] = []
    joined = question.speaker is not None and _is_joined(db, question.speaker)
    match = _match(replace(question, speaker=None) if joined else question)
    if question.speaker is not None and joined:
        where.append(f"statements.speaker IN ({_NAMED})")
        values.extend([fts_of_words(question.speaker)] * 2)
    if match is not None:
        where.append("statement_words MATCH ?")
        values.append(match)
    if question.about is not None:
        where.append(f"+statements.key IN (SELECT statement FROM about WHERE actor IN ({_NAMED}))")
        values.extend([fts_of_words(question.about)] * 2)
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
        among = publishers(db, question.publisher)
        where.append(f"statements.report IN (SELECT key FROM reports WHERE publisher IN ({','.join('?' * len(among))}))")
        values.extend(among)
    tables = "statements" if match is None else "statement_words JOIN statements ON statements.key = statement_words.rowid"
    return tables, " AND ".join(where), values, match


def _is_joined(db: sqlite3.Connection, words: str) -> bool:
    """Whether an identity has these words in its name, while actors that are taken for it may not."""
    match = "SELECT 1 FROM identity_words WHERE identity_words MATCH ? LIMIT 1"
    return db.execute(match, (fts_of_words(words),)).fetchone() is not None


def _match(question: Question) -> str | None:
    """What the full text index is asked: words in the content, and in the columns that the filters name."""
    parts = [] if question.words is None else [f"content : ({fts(question.words)})"]
    filters = {
        "speaker_name": question.speaker,
        "role": question.role,
        "affiliation": question.affiliation,
        "addressee": question.addressee,
    }
    for column, words in filters.items():
        if words is not None:
            parts.append(f"{column} : ({fts_of_words(words)})")
    return " AND ".join(f"({part})" for part in parts) or None


def publishers(db: sqlite3.Connection, words: str) -> tuple[str, ...]:
    """The publishers whose names hold all of these words, whatever their case and order."""
    wanted = _words(words)
    names = db.execute("SELECT DISTINCT publisher FROM reports WHERE publisher IS NOT NULL ORDER BY publisher")
    return tuple(name for (name,) in names if wanted <= _words(name))


def _words(name: str) -> set[str]:
    return set(re.findall(r"\w+", name.casefold()))  # of "www.bbc.co.uk" too


def hits_of(db: sqlite3.Connection, rows: Sequence[tuple[int, float]], words: str | None) -> Iterator[Hit]:
    """The statements with these keys, in this order, each with its relevance; `words` are marked in them."""
    keys = [key for key, _ in rows]
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
        said = JOINT.join(span.text for span in entry.statement.content)
        marks = () if words is None else marked(words, said)
        yield Hit(entry, title, publisher, published and date.fromisoformat(published), url, marks, round(relevance, 6))
