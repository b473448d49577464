"""Spans: half-open, inside their report, with the very words that stand there."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.errors import SchemaError
from onrecord.schema.report import Report
from onrecord.schema.span import Span


@given(st.text(min_size=1), st.data())
def test_a_span_made_by_its_report_holds_the_words_that_stand_there(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    report = Report(text)
    span = report.span(start, end)
    assert span.text == text[start:end]
    assert report.holds(span)


@given(st.text(), st.integers(-5, 50), st.integers(-5, 50))
def test_a_span_outside_its_report_can_not_be_made(text: str, start: int, end: int) -> None:
    if 0 <= start < end <= len(text):
        return
    with pytest.raises(SchemaError):
        Report(text).span(start, end)


def test_a_span_whose_words_do_not_fill_its_bounds_can_not_be_made() -> None:
    with pytest.raises(SchemaError, match="3 characters, not 2"):
        Span(0, 2, "abc")


def test_overlap_counts_shared_characters() -> None:
    assert Span(0, 4, "abcd").overlap(Span(2, 6, "cdef")) == 2
    assert Span(0, 2, "ab").overlap(Span(2, 4, "cd")) == 0
    assert Span(0, 4, "abcd").covers(Span(1, 4, "bcd"))
