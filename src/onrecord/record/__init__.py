"""The record: one SQLite file that keeps what was read, and answers questions; its tables are documented in tables.sql."""

from onrecord.record.corrections import Decision
from onrecord.record.entries import Entry
from onrecord.record.event_search import EventEntry, EventQuestion
from onrecord.record.findings import FindingDecision
from onrecord.record.question import Hit, Question
from onrecord.record.stands import Change, Stand
from onrecord.record.store import Record
from onrecord.schema.run import Run

__all__ = ["Change", "Decision", "Entry", "EventEntry", "EventQuestion", "FindingDecision", "Hit", "Question", "Record", "Run", "Stand"]
