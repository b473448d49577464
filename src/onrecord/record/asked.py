"""What a record is asked: statements, events, positions, copies and variants."""

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from onrecord.errors import RecordError
from onrecord.record import event_search, search
from onrecord.record.database import spoken
from onrecord.record.entries import events_of_report
from onrecord.record.event_search import EventEntry, EventQuestion
from onrecord.record.groups import quoted_words
from onrecord.record.question import Hit, Question
from onrecord.record.rows import JOINT
from onrecord.record.stands import Change, Stand, changes, stands, stands_in
from onrecord.record.variants import Alignment, align
from onrecord.schema.event import Event
from onrecord.schema.statement import Statement


@dataclass(frozen=True, slots=True)
class Variants:
    """One utterance as several reports quote it: a statement each, from the earliest, and their words side by side."""

    hits: tuple[Hit, ...]
    alignment: Alignment


class Asked:
    """The questions that a record answers; `Record` is one, and holds the file."""

    path: Path
    db: sqlite3.Connection

    def search(self, question: Question, *, limit: int | None = 20, offset: int = 0) -> Iterator[Hit]:
        """The statements that answer a question, in its order; without a limit, all of them.

        Raises:
            QueryError: its words can't be understood; the message says how to mend them.
        """
        with spoken(self.path):
            yield from search.hits(self.db, question, limit, offset)

    def count(self, question: Question) -> int:
        """How many statements answer a question."""
        with spoken(self.path):
            return search.count(self.db, question)

    def by_month(self, question: Question) -> list[tuple[str, int]]:
        """How many statements answer a question in each month ("2015-10") that has any."""
        with spoken(self.path):
            return search.by_month(self.db, question)

    def by_speaker(self, question: Question, limit: int = 20) -> list[tuple[str | None, int]]:
        """Who made how many of the statements that answer a question, from the most."""
        with spoken(self.path):
            return search.by_speaker(self.db, question, limit)

    def events(self, question: EventQuestion | None = None, *, once: bool = False, limit: int | None = None) -> Iterator[EventEntry]:
        """The events that answer a question, by day; with `once` each act once, however many reports tell it."""
        with spoken(self.path):
            yield from event_search.answers(self.db, question or EventQuestion(), once=once, limit=limit)

    def events_in(self, report: str) -> tuple[Event, ...]:
        """The events of a report that stand after what people decided, in the order in which they were written."""
        with spoken(self.path):
            return events_of_report(self.db, self._key(report))

    def positions_in(self, report: str) -> tuple[Stand, ...]:
        """The positions of a report that stand after what people decided, likewise."""
        with spoken(self.path):
            return tuple(stands_in(self.db, self._key(report)))

    def count_events(self, question: EventQuestion | None = None, *, once: bool = False) -> int:
        """How many events answer a question; with `once` how many acts."""
        with spoken(self.path):
            return event_search.count(self.db, question or EventQuestion(), once=once)

    def same_events(self, report: str) -> dict[str, str]:
        """The events of a report that others tell too: by id, the id of the first telling."""
        with spoken(self.path):
            rows = self.db.execute(
                """
                SELECT events.id, originals.id FROM events JOIN same_events ON event = events.key
                JOIN events AS originals ON originals.key = original WHERE events.report = ?
                """,
                (self._key(report),),
            )
            return dict(rows.fetchall())

    def said(self, speaker: str, about: str | None = None) -> Iterator[Hit]:
        """Everything that someone said, or said about someone, in order of time."""
        return self.search(Question(speaker=speaker, about=about, order="date"), limit=None)

    def earliest(self, question: Question) -> Hit | None:
        """The first statement that answers a question."""
        return next(self.search(replace(question, order="date"), limit=1), None)

    def latest(self, question: Question) -> Hit | None:
        """The last statement that answers a question."""
        return next(self.search(replace(question, order="latest"), limit=1), None)

    def first_uses(self, phrase: str, limit: int = 20) -> list[Hit]:
        """Who used a phrase first: the first statement of each speaker with these words, one after the other, from the earliest."""
        with spoken(self.path):
            return search.first_uses(self.db, Question(words='"' + phrase.replace('"', " ") + '"'), limit)

    def variants(self, statement: str) -> Variants:
        """The statements that quote the same utterance as this one, aligned word by word.

        Raises:
            RecordError: there is no such statement.
        """
        with spoken(self.path):
            found = tuple(search.variants_of(self.db, statement))
        if not found:
            raise RecordError(f"statement {statement}: is not in this record; onrecord search prints ids")
        return Variants(found, align([_quoted(hit.entry.statement) for hit in found]))

    def most_quoted(self, limit: int = 20) -> list[str]:
        """The utterances that most reports quote, each by the id of its earliest statement."""
        with spoken(self.path):
            return search.most_quoted(self.db, limit)

    def copies(self, report: str) -> list[tuple[str, float]]:
        """The reports that say the same as this one: ids, the original first, and how much each resembles it, from 0 to 1."""
        with spoken(self.path):
            return search.copies_of(self.db, report)

    def search_reports(self, words: str, limit: int = 20) -> list[tuple[str, str | None, str | None, str | None, str]]:
        """The reports that have these words: id, title, publisher, day, and the words around, in brackets what was looked for."""
        with spoken(self.path):
            return search.reports_with(self.db, words, limit)

    def positions(
        self, *, actor: str | None = None, target: str | None = None, since: date | None = None, until: date | None = None
    ) -> Iterator[Stand]:
        """Who stands where, in order of time; actors taken for the same are one.

        Args:
            actor: words of the name of whoever holds a position, or of the country or body for which that one speaks.
            target: words of the name of the actor that it is towards, or of the claim.
        """
        with spoken(self.path):
            yield from stands(self.db, actor, target, since, until)

    def changes(
        self, *, actor: str | None = None, target: str | None = None, since: date | None = None, until: date | None = None
    ) -> list[Change]:
        """Where somebody turned from support of a target to opposition, or back, between two days; asked like `positions`."""
        with spoken(self.path):
            return changes(self.db, stands(self.db, actor, target, since, until))

    def _key(self, report: str) -> int:
        row = self.db.execute("SELECT key FROM reports WHERE id = ?", (report,)).fetchone()
        if row is None:
            raise RecordError(f"report {report}: is not in this record; onrecord search lists what is")
        return int(row[0])


def _quoted(statement: Statement) -> list[str]:
    return quoted_words(statement.kind, JOINT.join(span.text for span in statement.content))
