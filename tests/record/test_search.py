"""The record answers: by words and by who, about whom, to whom, how, where and when; with marks and counts."""

from dataclasses import replace
from datetime import date

import pytest

from onrecord.errors import QueryError
from onrecord.record import Question, Record
from onrecord.schema.reading import Reading
from tests.record.conftest import ferry, tarn

DRAIN, OUTER, INNER, DENIAL = (statement.id for statement in tarn().statements)
FERRY, DOOMED = (statement.id for statement in ferry().statements)


def found(record: Record, question: Question) -> set[str]:
    hits = list(record.search(question))
    assert len(hits) == record.count(question) == sum(many for _, many in record.by_speaker(question))
    return {hit.entry.statement.id for hit in hits}


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        (Question("lake"), {DRAIN, FERRY}),
        (Question("LAKE -soon"), {DRAIN}),
        (Question('"drain the lake and soon"'), {FERRY}),
        (Question("madn*"), {OUTER, INNER}),
        (Question(speaker="Wells"), {DRAIN, OUTER, FERRY}),
        (Question(speaker="wells ada"), {DRAIN, OUTER, FERRY}),
        (Question(speaker="Ada Lund"), set()),
        (Question(about="Lund"), {OUTER}),
        (Question(addressee="reporters"), {DRAIN}),
        (Question(role="mayor"), {DRAIN, OUTER}),
        (Question(affiliation="tarn", words="lake"), {DRAIN}),
        (Question(publisher="herald"), {FERRY, DOOMED}),
        (Question(publisher="nobody"), set()),
        (Question(publisher="hera"), set()),
        (Question(kind="indirect"), {DENIAL, DOOMED}),
        (Question(stance="denies"), {DENIAL}),
        (Question(since=date(2021, 5, 4)), {OUTER, INNER, DENIAL, FERRY, DOOMED}),
        (Question(until=date(2021, 5, 3)), {DRAIN}),
    ],
)
def test_filters(record: Record, question: Question, expected: set[str]) -> None:
    assert found(record, question) == expected


def test_orders(record: Record) -> None:
    by_date = [hit.entry.statement.id for hit in record.search(Question(order="date"))]
    assert by_date == [DRAIN, OUTER, INNER, DENIAL, FERRY, DOOMED]
    assert [hit.entry.statement.id for hit in record.search(Question(order="latest"))] == by_date[::-1]
    assert [hit.entry.statement.id for hit in record.search(Question("lake OR soon"))] == [FERRY, DRAIN], "it has both"
    assert [hit.entry.statement.id for hit in record.search(Question(order="date"), limit=2, offset=1)] == by_date[1:3]


def test_what_was_looked_for_is_marked(record: Record) -> None:
    hit = next(iter(record.search(Question('"drain the" lake', order="date"))))
    words = " ... ".join(span.text for span in hit.entry.statement.content)
    assert [words[start:end] for start, end in hit.marks] == ["drain the", "lake"]
    assert hit.publisher == "Tarn Post"
    assert next(iter(record.search(Question(role="mayor")))).marks == ()


def test_counts_by_month_and_speaker(record: Record) -> None:
    assert record.by_month(Question()) == [("2021-05", 6)]
    assert record.by_speaker(Question()) == [("Ada Wells", 3), ("Bo Lund", 2), (None, 1)]


def test_named_questions(record: Record) -> None:
    assert [hit.entry.statement.id for hit in record.said("Wells", "Lund")] == [OUTER]
    earliest, latest = record.earliest(Question("lake")), record.latest(Question("lake"))
    assert earliest is not None
    assert latest is not None
    assert (earliest.entry.statement.id, latest.entry.statement.id) == (DRAIN, FERRY)
    assert record.earliest(Question("nothing")) is None
    assert [hit.entry.statement.id for hit in record.first_uses("drain the lake")] == [DRAIN], "each speaker once"
    assert record.first_uses('quote " in it') == []


def test_whole_reports_are_searched_too(record: Record) -> None:
    assert [row[0] for row in record.search_reports("plain mayor")] == [ferry().report.id]
    assert "[plain]" in record.search_reports("plain")[0][4]


def test_utterances_that_nobody_else_quotes_stand_alone(record: Record) -> None:
    assert [hit.entry.statement.id for hit in record.variants(INNER).hits] == [INNER]


def test_variants_and_copies_are_found_and_aligned(record: Record) -> None:
    record.group()
    assert record.most_quoted() == [DRAIN]
    group = record.variants(FERRY)
    assert [hit.entry.statement.id for hit in group.hits] == [DRAIN, FERRY]
    first, second = ([(cell.word, cell.change) for cell in row] for row in group.alignment.rows)
    assert [word for word, _ in first] == ["We", "will", "drain", "the", "lake", None, None]
    assert [word for word, _ in second] == ["We", "will", "drain", "the", "lake", "and", "soon"]
    assert record.copies(tarn().report.id) == []


def test_wire_copy_is_grouped_under_the_first_published(record: Record) -> None:
    reading = tarn()
    copy = replace(reading.report, publisher="Lund Gazette", published=date(2021, 5, 3))
    record.add(Reading(copy, (), (), (), (), ()), 1, "copy.txt", "d")
    record.group()
    assert [id_ for id_, _ in record.copies(reading.report.id)] == [copy.id, reading.report.id]


@pytest.mark.parametrize("words", ['"', "lake AND", "(", ""])
def test_a_search_that_can_not_be_understood_is_said(record: Record, words: str) -> None:
    with pytest.raises(QueryError):
        list(record.search(Question(words)))


def test_a_name_without_letters_is_said(record: Record) -> None:
    with pytest.raises(QueryError, match="has no letters"):
        list(record.search(Question(speaker="?!")))
