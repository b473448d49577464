"""What an export holds: every report of the record, or the statements that answer a question, with their reports."""

from collections.abc import Iterator

from onrecord.record import Entry, Question, Record
from onrecord.schema.report import Report


def selected(record: Record, question: Question | None) -> Iterator[tuple[Report, tuple[Entry, ...]]]:
    """The reports, each with its statements in the order of the text, one report after the other.

    Without a question every report, those without a statement too, in the order in which they came; with one the reports
    that have an answer, in the order of the question.
    """
    if question is None:
        for report in record.reports():
            yield report, record.entries(report.id)
        return
    for id_, statements in answers(record, question).items():
        yield record.report(id_), tuple(entry for entry in record.entries(id_) if entry.statement.id in statements)


def answers(record: Record, question: Question) -> dict[str, set[str]]:
    """The ids of the statements that answer a question, by the ids of their reports."""
    found: dict[str, set[str]] = {}
    for hit in record.search(question, limit=None):
        found.setdefault(hit.entry.report, set()).add(hit.entry.statement.id)
    return found
