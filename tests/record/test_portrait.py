"""What the record has of one actor across reports, and what answers have in common."""

import pytest

from onrecord.errors import RecordError
from onrecord.record import Question, Record, beside, facets
from onrecord.record.portrait import Portrait
from tests.record.conftest import ferry, tarn


@pytest.fixture
def grouped(record: Record) -> Record:
    """The record of two reports, joined."""
    record.group()
    return record


def test_an_actor_is_found_by_any_of_its_ids(grouped: Record) -> None:
    by_one, by_other = Portrait(grouped, tarn().actors[0].id), Portrait(grouped, ferry().actors[0].id)
    assert by_one.identity == by_other.identity == Portrait(grouped, by_one.identity.id).identity
    assert len(by_one.keys) == 2
    with pytest.raises(RecordError, match="actor nobody: is not in this record"):
        Portrait(grouped, "nobody")


def test_what_it_says_and_of_whom(grouped: Record) -> None:
    wells, lund = (Portrait(grouped, actor.id) for actor in tarn().actors[:2])
    assert wells.count() == 3
    assert [hit.entry.statement.id for hit in wells.statements(order="date", limit=1)] == [tarn().statements[0].id]
    assert [(partner.name, partner.statements) for partner in wells.speaks_about()] == [("Bo Lund", 1)]
    assert [(partner.name, partner.statements) for partner in lund.spoken_of_by()] == [("Ada Wells", 1)]
    assert [hit.entry.statement.id for hit in wells.statements(lund)] == [tarn().statements[1].id]
    assert wells.by_month() == [("2021-05", 3)]
    assert [(held.role, held.affiliation, held.reports) for held in wells.roles()] == [("mayor", "Tarn", 1)]
    assert wells.acts() == ()
    assert wells.positions() == ()


def test_facets_count_answers(grouped: Record) -> None:
    found = facets.facets(grouped, Question("drain"))
    assert found["speaker"] == (("Ada Wells", 2),)
    assert found["kind"] == (("direct", 2),)
    assert found["publisher"] == (("Ferry Herald", 1), ("Tarn Post", 1))


def test_totals_and_the_foremost(grouped: Record) -> None:
    all_ = facets.totals(grouped)
    assert (all_.reports, all_.statements, all_.first, all_.last) == (2, 6, "2021-05-04", "2021-05-09")
    assert [(actor.name, actor.statements) for actor in facets.speakers(grouped)] == [("Ada Wells", 3), ("Bo Lund", 2)]
    assert [actor.name for actor in facets.spoken_of(grouped)] == ["Bo Lund"]
    assert [report.id for report in facets.reports_listed(grouped, 10)] == [ferry().report.id, tarn().report.id]


def test_the_same_quote_stands_in_both_reports(grouped: Record) -> None:
    found = beside.quoted_elsewhere(grouped, tarn().report.id)
    assert {own: [other.statement for other in others] for own, others in found.items()} == {
        tarn().statements[0].id: [ferry().statements[0].id]
    }
    assert beside.copies(grouped, tarn().report.id) == ()
