"""The concepts of a record: what was coded, what is least certain, and what people decide about it. `onrecord.coding` does the coding."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from onrecord.errors import RecordError
from onrecord.record.codings import (
    CodingDecision,
    CodingVerb,
    Opinion,
    coding_decisions,
    decide_coding,
    opinions_of,
    signs_of,
    statement_of,
    undo_coding,
    write_codings,
    write_opinion,
)
from onrecord.record.database import spoken
from onrecord.record.deciding import now
from onrecord.record.entries import STANDS, Entry, entries_of
from onrecord.record.rows import put
from onrecord.record.store import Record
from onrecord.schema.coding import Coding
from onrecord.schema.report import Report

BY_HAND = "decided by hand"
Answer = Literal["accept", "turn", "reject"]
_LISTED = """
    SELECT codings.key, codings.id, statements.key, concepts.name, agreement, codings.confidence, signs, codings.standing,
        statements.id, publisher
    FROM codings JOIN concepts ON concepts.key = concept JOIN statements ON statements.key = codings.statement
    JOIN reports ON reports.key = statements.report
"""


@dataclass(frozen=True, slots=True)
class Coded:
    """A coding of the record, with the statement that it is of."""

    id: str
    coding: Coding
    standing: str
    entry: Entry
    publisher: str | None


@dataclass(frozen=True, slots=True)
class ConceptCount:
    """A concept and how often it was coded.

    Attributes:
        statements, agree: how many statements speak of it, and agree.
        speakers, reports: how many different ones.
        decided: how many of the codings a person has looked at, rejected ones too.
        first, last: the days between which it was spoken of.
    """

    name: str
    description: str
    statements: int
    agree: int
    speakers: int
    reports: int
    decided: int
    first: str | None
    last: str | None

    @property
    def disagree(self) -> int:
        """How many disagree."""
        return self.statements - self.agree


class Concepts:
    """The codings of a record; it holds the record, which must be open for writing to change anything.

    Raises:
        RecordError: from any method; there is no such coding, statement, concept or decision.
    """

    def __init__(self, record: Record) -> None:
        """The codings of this record."""
        self.record, self.db = record, record.db

    # What the coding writes.

    def keep(self, concepts: Sequence[tuple[str, str, Mapping[str, Any]]]) -> bool:
        """Keep a codebook: name, description and definition of each concept; concepts that it no longer has go, with their codings.

        Returns:
            whether it is another than before; then nothing counts as coded.
        """
        rows = [(name, description, json.dumps(definition, ensure_ascii=False)) for name, description, definition in concepts]
        with self.record.writing():
            before = self.db.execute("SELECT name, description, definition FROM concepts ORDER BY key").fetchall()
            if before == rows:
                return False
            self.db.execute("DELETE FROM concepts")
            self.db.execute("DELETE FROM coded")
            put(self.db, "concepts", [(key, *row) for key, row in enumerate(rows, 1)])
            return True

    def definitions(self) -> list[dict[str, Any]]:
        """The concepts as the codebook had them, in its order."""
        with spoken(self.record.path):
            return [json.loads(plain) for (plain,) in self.db.execute("SELECT definition FROM concepts ORDER BY key")]

    def uncoded(self) -> list[str]:
        """The ids of the reports with statements that are not coded, or not since they were read again."""
        with spoken(self.record.path):
            rows = self.db.execute(
                """
                SELECT id FROM reports WHERE key NOT IN (SELECT report FROM coded)
                AND EXISTS (SELECT 1 FROM statements WHERE report = reports.key) ORDER BY key
                """
            )
            return [id_ for (id_,) in rows]

    def code_again(self) -> None:
        """Let nothing count as coded."""
        with self.record.writing():
            self.db.execute("DELETE FROM coded")

    def entries(self, report: str) -> tuple[Report, tuple[Entry, ...]]:
        """A report and its statements that stand, but for those that people coded themselves."""
        return self.record.report(report), tuple(entry for entry in self.record.entries(report) if "concept" not in entry.codes)

    def put(self, report: Report, codings: Sequence[Coding]) -> None:
        """Write codings in the place of the report's; what people decided holds on."""
        with self.record.writing():
            (key,) = self.db.execute("SELECT key FROM reports WHERE id = ?", (report.id,)).fetchone()
            write_codings(self.db, key, report, codings)

    def keep_opinion(self, opinion: Opinion) -> None:
        """Keep what a model server said of a coding."""
        with self.record.writing():
            write_opinion(self.db, opinion)

    def opinions(self, report: str | None = None) -> list[Opinion]:
        """What model servers said of codings, of a report or all, in its order."""
        with spoken(self.record.path):
            return opinions_of(self.db, report)

    def decided(self) -> Iterator[tuple[CodingDecision, Entry]]:
        """The decisions that hold, each with its statement, where the record has it; of several about one coding the last."""
        with spoken(self.record.path):
            last = {(its.statement, its.concept): its for _, its in coding_decisions(self.db) if its.undone is None}
            for decision in last.values():
                key = statement_of(self.db, decision)
                if key is not None:
                    yield decision, next(iter(entries_of(self.db, [key])))

    # What is asked.

    def listed(self) -> list[ConceptCount]:
        """The concepts, in the order of the codebook."""
        with spoken(self.record.path):
            rows = self.db.execute(
                f"""
                SELECT name, description, count(counted.key), coalesce(sum(counted.agreement), 0),
                    count(DISTINCT coalesce(identity, -speaker)), count(DISTINCT report),
                    (SELECT count(*) FROM codings WHERE concept = concepts.key AND decision IS NOT NULL),
                    min(day), max(day)
                FROM concepts LEFT JOIN (
                    SELECT codings.key, concept, agreement, speaker, identity, report, day FROM codings
                    JOIN statements ON statements.key = codings.statement LEFT JOIN joins ON joins.actor = speaker
                    WHERE {STANDS} AND codings.standing != 'rejected') AS counted ON counted.concept = concepts.key
                GROUP BY concepts.key ORDER BY concepts.key
                """
            )
            return [ConceptCount(*row) for row in rows]

    def codings(self, concept: str | None = None, *, limit: int | None = None, doubtful: bool = False) -> list[Coded]:
        """Codings that count, by day.

        Args:
            concept: of this concept only.
            doubtful: those that nobody has decided about, the least certain first: the review list.
        """
        with spoken(self.record.path):
            where, values = [STANDS, "codings.standing = 'coded'" if doubtful else "codings.standing != 'rejected'"], list[object]()
            if concept is not None:
                where.append("concepts.name = ?")
                values.append(self.concept(concept))
            order = "codings.confidence, statements.day, codings.key" if doubtful else "statements.day IS NULL, statements.day, codings.key"
            values.append(-1 if limit is None else limit)
            rows = self.db.execute(f"{_LISTED} WHERE {' AND '.join(where)} ORDER BY {order} LIMIT ?", values).fetchall()
            return self._coded(rows)

    def coding(self, id_: str) -> Coded:
        """One of them, by its id; rejected ones too."""
        with spoken(self.record.path):
            rows = self.db.execute(f"{_LISTED} WHERE codings.id = ? AND {STANDS}", (id_,)).fetchall()
            if not rows:
                raise RecordError(f"coding {id_}: is not in this record; onrecord concepts review prints ids")
            return self._coded(rows)[0]

    def _coded(self, rows: Sequence[tuple[Any, ...]]) -> list[Coded]:
        entries = entries_of(self.db, [row[2] for row in rows])
        found = []
        for (key, id_, _, concept, agreement, confidence, signs, standing, statement, publisher), entry in zip(rows, entries, strict=True):
            coding = Coding(statement, concept, bool(agreement), confidence, signs_of(self.db, key, signs))
            found.append(Coded(id_, coding, standing, entry, publisher))
        return found

    def concept(self, words: str) -> str:
        """The name of the concept that has this name, or alone has these words in it."""
        names = [name for (name,) in self.db.execute("SELECT name FROM concepts ORDER BY key")]
        wanted = words.casefold().strip()
        found = [name for name in names if name.casefold() == wanted] or [name for name in names if wanted in name.casefold()]
        if len(found) != 1:
            what = "no concept has" if not found else f"{len(found)} concepts have"
            raise RecordError(
                f"{words}: {what} these words in its name; there are {'; '.join(names) or 'none yet: onrecord concepts code'}"
            )
        return str(found[0])

    # What people decide.

    def decide(self, coding: str, answer: Answer, author: str, reason: str = BY_HAND) -> str:
        """Accept a coding, turn its agreement round, or reject it; gives the decision's id."""
        with self.record.writing():
            its = self.coding(coding)
            agreement = None if answer == "reject" else its.coding.agreement == (answer == "accept")
            return self._decide(answer, its.entry, its.coding.concept, agreement, (author, reason))

    def add(self, statement: str, concept: str, *, agreement: bool, author: str, reason: str = BY_HAND) -> str:
        """Say that a statement agrees or disagrees with a concept; gives the decision's id."""
        with self.record.writing():
            row = self.db.execute(f"SELECT key FROM statements WHERE id = ? AND {STANDS}", (statement,)).fetchone()
            if row is None:
                raise RecordError(f"statement {statement}: is not in this record; onrecord search prints ids")
            entry = next(iter(entries_of(self.db, [row[0]])))
            return self._decide("add", entry, self.concept(concept), agreement, (author, reason))

    def _decide(self, verb: CodingVerb, entry: Entry, concept: str, agreement: bool | None, who_why: tuple[str, str]) -> str:
        content = entry.statement.content
        place = (content[0].start, content[-1].end)
        decision = CodingDecision(verb, entry.report, entry.statement.id, *place, concept, agreement, who_why[0], now(), who_why[1])
        decide_coding(self.db, decision)
        return decision.id

    def undo(self, decision: str) -> None:
        """Take a decision back, by its id."""
        with self.record.writing():
            undo_coding(self.db, decision)

    def decisions(self) -> list[CodingDecision]:
        """All that was decided about codings, in its order."""
        with spoken(self.record.path):
            return [decision for _, decision in coding_decisions(self.db)]
