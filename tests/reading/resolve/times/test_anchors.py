"""Anchors: what times count from where the day of publication is missing, and the tense beside a time."""

from datetime import date

import pytest

from onrecord.reading.resolve.times import times
from onrecord.reading.resolve.times.anchors import Mentions, tense_at
from onrecord.reading.segment import segment
from onrecord.schema.report import Report
from tests.conftest import cut, place, tags


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("ARDAL, 1 October 2015 (Agency) - It rained.", "counted from the dateline's day"),
        ("Rain in Ardal\n\nPublished on October 1, 2015\n\nIt rained on Monday.", "counted from the day at the head of the text"),
        (
            "After weeks of rain the minister of water said on October 1, 2015, that the dams of Ardal would hold.",
            "counted from the day in the first paragraph",
        ),
    ],
)
def test_a_full_date_at_the_head_is_the_anchor(text: str, reason: str) -> None:
    segments = segment(Report(text))
    _, anchor = times(segments, tags(segments))
    assert (anchor.day, anchor.reason) == (date(2015, 10, 1), reason)


def test_the_day_of_publication_goes_before_all_others() -> None:
    segments = segment(Report("ARDAL, 1 October 2015 (Agency) - It rained.", published=date(2015, 10, 2)))
    _, anchor = times(segments, tags(segments))
    assert (anchor.day, anchor.reason) == (date(2015, 10, 2), "")


def test_a_date_of_long_ago_is_no_anchor() -> None:
    segments = cut(
        "Born on October 1, 1915, Ada saw the dams of Ardal built, and lived to see them fall on a Monday in the summer of 2003."
    )
    assert times(segments, tags(segments))[1].day is None


def test_a_date_further_down_is_no_anchor() -> None:
    text = (
        "It rained.\n\n"
        + "The dams of Ardal were built long ago by people who knew the river and its floods well, " * 2
        + "on October 1, 1915."
    )
    segments = cut(text)
    assert times(segments, tags(segments))[1].day is None


@pytest.mark.parametrize(
    ("text", "speech", "tense"),
    [
        ("They met Monday .", "PRP VBD NNP .", "past"),
        ("They will meet Monday .", "PRP MD VB NNP .", "future"),
        ("They want to meet Monday .", "PRP VBP TO VB NNP .", "future"),
        ("They must be heard by Monday .", "PRP MD VB VBN IN NNP .", "future"),
        ("They meet Monday .", "PRP VBP NNP .", "present"),
        ("They gave it until Monday .", "PRP VBD PRP IN NNP .", "future"),
        ("On Monday they met .", "IN NNP PRP VBD .", "past"),
        ("Monday .", "NNP .", "unknown"),
    ],
)
def test_the_tense_beside_a_time(text: str, speech: str, tense: str) -> None:
    segments = cut(text)
    assert tense_at(segments, tags(segments, speech=speech), *place(segments, "Monday")) == tense


def test_a_long_run_of_participles_is_read_at_once() -> None:
    segments = cut("been " * 5000 + "Monday")
    assert tense_at(segments, tags(segments, speech="VBN " * 5000 + "NNP"), 5000, 5001) == "past"


def test_only_times_that_are_known_are_remembered() -> None:
    mentions = Mentions()
    mentions.add("XXXX-WXX-4", 3)
    assert (mentions.value, mentions.day) == ("", None)
    mentions.add("2015-10-01", 5)
    mentions.add("2015-10", 9)
    assert (mentions.value, mentions.day, mentions.token) == ("2015-10", date(2015, 10, 1), 9)
