"""The utterances that several reports quote, and in how many versions."""

import re
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.record import Decision, Record
from onrecord.record.groups import quoted_places, quoted_words
from onrecord.record.quoted import utterances
from tests.record.conftest import RUN, ferry, tarn
from tests.web.conftest import orm


@pytest.fixture
def quoting(tmp_path: Path) -> Record:
    """A record in which two reports quote one utterance."""
    made = Record(tmp_path / "r.db", make=True)
    run = made.run(RUN, "2021-06-01T00:00:00Z")
    for reading in (tarn(), ferry(), orm()):
        made.add(reading, run, reading.report.source, "digest")
    made.group()
    return made


def test_an_utterance_has_its_reports_versions_and_words(quoting: Record) -> None:
    with quoting as record:
        (found,) = utterances(record)
    assert (found.statement, found.speaker_name, found.first) == (tarn().statements[0].id, "Ada Wells", "2021-05-03")
    assert (found.reports, found.publishers, found.versions, found.fewest, found.most) == (2, 2, 2, 5, 7)
    assert found.words == "“We will drain the lake, and soon,”"


@pytest.mark.parametrize(
    ("filters", "many"),
    [
        ({"publisher": "herald"}, 1),
        ({"publisher": "Orm"}, 0),
        ({"speaker": "wells ada"}, 1),
        ({"speaker": "Lund"}, 0),
        ({"since": date(2021, 5, 9)}, 1),
        ({"since": date(2021, 5, 10)}, 0),
        ({"until": date(2021, 5, 2)}, 0),
    ],
)
def test_filters_hold_for_one_of_those_who_quote_it(quoting: Record, filters: dict[str, object], many: int) -> None:
    with quoting as record:
        assert len(utterances(record, **filters)) == many  # type: ignore[arg-type]


def test_what_a_person_rejected_is_no_version(quoting: Record) -> None:
    with quoting as record:
        no = ferry().statements[0].id
        record.decide(Decision(ferry().report.id, "reject", no, None, "Kim", "2021-06-02T00:00:00Z", "not said"))
        assert utterances(record) == ()


CONTENT = st.text(st.sampled_from("ab '’\"“”….,-é 1"), max_size=40)


@given(st.sampled_from(["direct", "mixed", "indirect"]), st.lists(CONTENT, min_size=1, max_size=3).map(" ... ".join))
def test_the_places_of_quoted_words_are_those_words_in_order(kind: str, content: str) -> None:
    places = quoted_places(kind, content)
    assert [re.sub("['’]+", "'", content[start:end]) for start, end in places] == quoted_words(kind, content)
    assert all(before[1] <= after[0] for before, after in pairwise(places))
