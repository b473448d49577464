"""Codings and what people decided about them, as rows: which statements agree or disagree with which concepts.

What was found stays beside what counts (`codings.found`, `codings.agreement`). Decisions are kept apart by the ids of report
and statement, and applied again after every coding; one whose statement a later reading has under another id is known by its words.
"""

import hashlib
import json
import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from onrecord.errors import RecordError
from onrecord.record.deciding import ID_LENGTH, check_author, hashed, mark_undone
from onrecord.record.entries import STANDS
from onrecord.record.rows import next_key, put
from onrecord.schema.coding import Coding, Sign
from onrecord.schema.report import Report
from onrecord.schema.span import Span

CodingVerb = Literal["accept", "turn", "reject", "add"]
SAME_WORDS = 0.5  # of two contents together, which they must share to be one statement under two ids
_PERSON = '[["a person says so", 1.0]]'
_OF_REPORT = "statement IN (SELECT key FROM statements WHERE report = ?)"


@dataclass(frozen=True, slots=True)
class CodingDecision:
    """What a person decided about one coding.

    Attributes:
        report, statement: their ids.
        start, end: the bounds of the statement's content.
        agreement: what holds since; None: the statement does not speak of the concept.
        made: UTC, ISO 8601.
        undone: when it was taken back.
    """

    verb: CodingVerb
    report: str
    statement: str
    start: int
    end: int
    concept: str
    agreement: bool | None
    author: str
    made: str
    reason: str
    undone: str | None = None

    def __post_init__(self) -> None:
        check_author(self.author)

    @property
    def id(self) -> str:
        """A hash of what was decided, by whom and when."""
        return hashed([self.verb, self.statement, self.concept, self.agreement, self.author, self.made, self.reason])


@dataclass(frozen=True, slots=True)
class Opinion:
    """A second opinion of a model server about a coding.

    Attributes:
        report, statement: their ids.
        prompt: all that was asked, as JSON.
        answer: all that was said; None: nothing was.
        agreement: what it says; None: that the statement does not speak of the concept, or nothing that can be understood.
        quote: the report's words that it quotes; None where they are not there.
        reason: why it was accepted, or why not.
        made: UTC, ISO 8601.
    """

    report: str
    statement: str
    concept: str
    model: str
    prompt: str
    answer: str | None
    agreement: bool | None
    quote: Span | None
    accepted: bool
    reason: str
    made: str


def write_opinion(db: sqlite3.Connection, its: Opinion) -> None:
    """Keep an opinion."""
    agreement = None if its.agreement is None else int(its.agreement)
    bounds = (None, None) if its.quote is None else (its.quote.start, its.quote.end)
    head = (next_key(db, "opinions"), its.report, its.statement, its.concept, its.model, its.prompt)
    put(db, "opinions", [(*head, its.answer, agreement, *bounds, int(its.accepted), its.reason, its.made)])


def opinions_of(db: sqlite3.Connection, report: str | None = None) -> list[Opinion]:
    """The opinions about a report's codings, or all, in their order."""
    rows = db.execute(
        f"""
        SELECT report_id, statement_id, concept, model, prompt, answer, agreement, opinions.start, opinions.end, accepted, reason,
            made, text
        FROM opinions JOIN reports ON reports.id = report_id {"" if report is None else "WHERE report_id = ?"} ORDER BY opinions.key
        """,
        () if report is None else (report,),
    )
    found = []
    for id_, statement, concept, model, prompt, answer, agreement, start, end, accepted, reason, made, text in rows:
        quote = None if start is None else Span(start, end, text[start:end])
        holds = None if agreement is None else bool(agreement)
        found.append(Opinion(id_, statement, concept, model, prompt, answer, holds, quote, bool(accepted), reason, made))
    return found


def coding_id(statement: str, concept: str) -> str:
    """The id of a coding: a hash of its statement and its concept."""
    return hashlib.sha256(f"{statement} {concept}".encode("utf-8", "surrogatepass")).hexdigest()[:ID_LENGTH]


def write_codings(db: sqlite3.Connection, key: int, report: Report, codings: Sequence[Coding]) -> None:
    """Put codings in the place of a report's; what people decided is applied again.

    Raises:
        RecordError: a coding's words are not the report's own; nothing of it was written.
    """
    db.execute(f"DELETE FROM codings WHERE {_OF_REPORT}", (key,))
    concepts = dict(db.execute("SELECT name, key FROM concepts"))
    statements = dict(db.execute(f"SELECT id, key FROM statements WHERE report = ? AND {STANDS}", (key,)))
    first = next_key(db, "codings")
    rows = []
    words: list[tuple[int, int, int, int, int, str]] = []
    for number, coding in enumerate(codings, first):
        for span in (span for sign in coding.signs for span in sign.spans):
            if not report.holds(span):
                raise RecordError(f"report {report.id}: does not have {span.text!r} at {span.start}-{span.end}; nothing of it was written")
        signs = json.dumps([[sign.what, sign.weight] for sign in coding.signs], ensure_ascii=False)
        agreement = int(coding.agreement)
        its = (coding_id(coding.statement, coding.concept), statements[coding.statement], concepts[coding.concept])
        rows.append((number, *its, agreement, agreement, coding.confidence, signs, "coded", None))
        words.extend((number, n, *place) for n, place in enumerate(_places(coding.signs)))
    put(db, "codings", rows)
    put(db, "coding_spans", words)
    db.execute("INSERT OR REPLACE INTO coded VALUES (?)", (key,))
    apply_coding_decisions(db, key, report.id)


def _places(signs: Iterable[Sign]) -> Iterable[tuple[int, int, int, str]]:
    for n, sign in enumerate(signs):
        yield from ((n, span.start, span.end, span.text) for span in sign.spans)


def signs_of(db: sqlite3.Connection, coding: int, signs: str) -> tuple[Sign, ...]:
    """The signs of a coding, with their words."""
    spans: dict[int, list[Span]] = {}
    for sign, *span in db.execute("SELECT sign, start, end, text FROM coding_spans WHERE coding = ? ORDER BY n", (coding,)):
        spans.setdefault(sign, []).append(Span(*span))
    return tuple(Sign(what, weight, tuple(spans.get(n, ()))) for n, (what, weight) in enumerate(json.loads(signs)))


def decide_coding(db: sqlite3.Connection, decision: CodingDecision) -> None:
    """Write a decision and apply it."""
    agreement = None if decision.agreement is None else int(decision.agreement)
    what = (decision.verb, decision.report, decision.statement, decision.start, decision.end, decision.concept, agreement)
    row = (next_key(db, "coding_decisions"), decision.id, *what, decision.author, decision.made, decision.reason, None)
    if db.execute("SELECT 1 FROM coding_decisions WHERE id = ?", (decision.id,)).fetchone() is None:
        put(db, "coding_decisions", [row])
        _apply(db, row[0], decision)


def undo_coding(db: sqlite3.Connection, decision: str) -> None:
    """Take a decision back; the others about its report are applied anew."""
    mark_undone(db, "coding_decisions", decision, "onrecord concepts decisions")
    row = db.execute(
        "SELECT reports.key, report_id FROM coding_decisions JOIN reports ON reports.id = report_id WHERE coding_decisions.id = ?",
        (decision,),
    ).fetchone()
    if row is not None:
        db.execute(f"DELETE FROM codings WHERE found IS NULL AND {_OF_REPORT}", row[:1])
        db.execute(f"UPDATE codings SET agreement = found, standing = 'coded', decision = NULL WHERE {_OF_REPORT}", row[:1])
        apply_coding_decisions(db, *row)


def coding_decisions(db: sqlite3.Connection, report: str | None = None) -> list[tuple[int, CodingDecision]]:
    """The decisions about codings, of a report or all, in their order, with their keys."""
    rows = db.execute(
        f"""
        SELECT key, verb, report_id, statement_id, start, end, concept, agreement, author, made, reason, undone FROM coding_decisions
        {"" if report is None else "WHERE report_id = ?"} ORDER BY key
        """,
        () if report is None else (report,),
    ).fetchall()
    found = []
    for key, verb, report_id, statement, start, end, concept, agreement, author, made, reason, undone in rows:
        holds = None if agreement is None else bool(agreement)
        found.append((key, CodingDecision(verb, report_id, statement, start, end, concept, holds, author, made, reason, undone)))
    return found


def apply_coding_decisions(db: sqlite3.Connection, key: int, report: str) -> None:
    """Apply what people decided about a report's codings to what was just coded."""
    for number, decision in coding_decisions(db, report):
        if decision.undone is None:
            _apply(db, number, decision, key)


def _apply(db: sqlite3.Connection, number: int, decision: CodingDecision, key: int | None = None) -> None:
    """Apply one decision; where the record has no such statement, or the codebook no such concept, nothing is done."""
    statement = statement_of(db, decision, key)
    concept = db.execute("SELECT key FROM concepts WHERE name = ?", (decision.concept,)).fetchone()
    if statement is None or concept is None:
        return
    where = (statement, concept[0])
    row = db.execute("SELECT key, found FROM codings WHERE statement = ? AND concept = ?", where).fetchone()
    if decision.agreement is None:
        db.execute("UPDATE codings SET standing = 'rejected', decision = ? WHERE statement = ? AND concept = ?", (number, *where))
    elif row is None:
        _add(db, number, decision, where)
    else:
        standing = "added" if row[1] is None else "accepted" if bool(row[1]) == decision.agreement else "turned"
        sql = "UPDATE codings SET agreement = ?, standing = ?, decision = ? WHERE key = ?"
        db.execute(sql, (int(decision.agreement), standing, number, row[0]))


def _add(db: sqlite3.Connection, number: int, decision: CodingDecision, where: tuple[int, int]) -> None:
    """A coding that a person alone says; its words are the statement's content."""
    key = next_key(db, "codings")
    (id_,) = db.execute("SELECT id FROM statements WHERE key = ?", where[:1]).fetchone()
    agreement = int(bool(decision.agreement))
    put(db, "codings", [(key, coding_id(id_, decision.concept), *where, None, agreement, 1.0, _PERSON, "added", number)])
    spans = db.execute("SELECT n, start, end, text FROM spans WHERE statement = ? AND part = 'content' ORDER BY n", where[:1])
    put(db, "coding_spans", [(key, n, 0, *span) for n, *span in spans.fetchall()])


def statement_of(db: sqlite3.Connection, decision: CodingDecision, key: int | None = None) -> int | None:
    """The key of the statement that was decided on: by its id, else the one in the report with most of the same words."""
    row = db.execute(f"SELECT key FROM statements WHERE id = ? AND {STANDS}", (decision.statement,)).fetchone()
    if row is not None or key is None:
        return None if row is None else int(row[0])
    best: tuple[float, int | None] = (SAME_WORDS, None)
    for statement, start, end in db.execute(
        f"""
        SELECT statements.key, min(start), max(end) FROM statements JOIN spans ON statement = statements.key AND part = 'content'
        WHERE report = ? AND {STANDS} GROUP BY statements.key ORDER BY statements.key
        """,
        (key,),
    ):
        shared = min(end, decision.end) - max(start, decision.start)
        both = max(end, decision.end) - min(start, decision.start)
        if shared / both > best[0]:
            best = (shared / both, statement)
    return best[1]
