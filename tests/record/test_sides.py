"""Who agrees with a concept: what was coded, and what coders brought from DNA."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from onrecord.coding import code_record
from onrecord.errors import RecordError
from onrecord.record import Record
from onrecord.record.concepts import Concepts
from onrecord.record.rows import put
from onrecord.record.sides import concept, concepts, sides, statements
from tests.coding.made import DRAIN, FERRY, book, filled, reading

ONE = reading(1, ("Ada Wells", "We will drain the lake"), ("Bo Lund", "We want to keep the lake"), ("Ada Wells", "It rained"))
TWO = reading(2, ("Bo Lund", "No ferry subsidy"), ("Ada Wells", "They drain the lake too"), day=date(2021, 6, 1))


@pytest.fixture
def record(tmp_path: Path) -> Iterator[Record]:
    with filled(tmp_path / "r.db", ONE, TWO) as made:
        code_record(made, book())
        yield made


def test_each_concept_is_counted_by_side_in_the_order_of_the_codebook(record: Record) -> None:
    assert [(its.name, its.agree, its.disagree, its.speakers, its.reports) for its in concepts(record)] == [
        (DRAIN, 2, 1, 2, 2),
        (FERRY, 0, 1, 1, 1),
    ]
    assert (concept(record, DRAIN).first, concept(record, DRAIN).last) == ("2021-05-04", "2021-06-01")


def test_who_is_on_which_side_and_in_which_words(record: Record) -> None:
    assert [(its.name, its.agree, its.disagree) for its in sides(record, DRAIN)] == [("Ada Wells", 2, 0), ("Bo Lund", 0, 1)]
    found = [(hit.entry.statement.content[0].text, agrees) for hit, agrees in statements(record, DRAIN)]
    assert found == [("They drain the lake too", True), ("We want to keep the lake", False), ("We will drain the lake", True)]
    assert [agrees for _, agrees in statements(record, DRAIN, agree=False)] == [False]
    assert len(statements(record, DRAIN, limit=1, offset=2)) == 1


def test_what_a_person_rejected_is_on_no_side(record: Record) -> None:
    (coding,) = Concepts(record).codings(FERRY)
    Concepts(record).decide(coding.id, "reject", "Kim")
    assert (concept(record, FERRY).agree, concept(record, FERRY).disagree) == (0, 0)
    assert (sides(record, FERRY), statements(record, FERRY)) == ((), [])


def test_what_coders_brought_counts_beside(record: Record) -> None:
    with record.writing():
        (key,) = record.db.execute("SELECT key FROM statements WHERE content = 'It rained'").fetchone()
        put(record.db, "codes", [(key, "concept", "rain"), (key, "agreement", "0")])
    assert [its.name for its in concepts(record)] == [DRAIN, FERRY, "rain"]
    assert [(its.name, its.disagree) for its in sides(record, "rain")] == [("Ada Wells", 1)]


def test_a_concept_that_is_none_is_told(record: Record) -> None:
    with pytest.raises(RecordError, match="concept swans: is not in this record"):
        concept(record, "swans")
