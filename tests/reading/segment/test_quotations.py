"""Quotations: marks of every style, over sentences and paragraphs, and what is only an apostrophe."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.schema.segments import QuoteState
from tests.conftest import cut


def quotations(text: str) -> list[str]:
    segments = cut(text)
    return [segments.span(q.first, q.last).text for q in segments.quotations]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ('"Yes," she said. "No."', ['"Yes,"', '"No."']),
        ("“Yes,” she said.", ["“Yes,”"]),
        ("«Oui», she said.", ["«Oui»"]),
        ("„Nein“, she said.", ["„Nein“"]),
        ("''Yes,'' she said. ``No,'' he said.", ["''Yes,''", "``No,''"]),
        ("‘Yes,’ she said.", ["‘Yes,’"]),
        ("'We are done here,' she said.", ["'We are done here,'"]),
        ("He called it 'the workers' dream' today.", ["'the workers' dream'"]),
        ("The workers' union and the miners' union met.", []),
        ("It's Ada's and don't.", []),
        ("“He said ‘no’ to me,” she said.", ["“He said ‘no’ to me,”"]),
        ("\"He said 'no' to me,\" she said.", ["\"He said 'no' to me,\""]),
        ('"One. Two! Three?" he asked.', ['"One. Two! Three?"']),
        ("“Never closed, she said.", ["“Never closed, she said."]),
    ],
)
def test_what_is_quoted(text: str, found: list[str]) -> None:
    assert quotations(text) == found


def test_a_quotation_goes_on_in_the_next_paragraph() -> None:
    segments = cut("“One.\n\n“Two.\n\n“Three,” she said.\n\n“Four,” he said.")
    assert [(q.closed, q.continued) for q in segments.quotations] == [(False, False), (False, True), (True, True), (True, False)]


def test_the_state_of_each_token() -> None:
    segments = cut('He said "yes" twice')
    assert segments.quote_states == (
        QuoteState.OUTSIDE,
        QuoteState.OUTSIDE,
        QuoteState.OPEN,
        QuoteState.INSIDE,
        QuoteState.CLOSE,
        QuoteState.OUTSIDE,
    )


@given(st.text(alphabet="ab \n.,\"'“”‘’«»„`", max_size=60))
def test_quotations_stand_in_order_inside_their_paragraph(text: str) -> None:
    segments = cut(text)
    end = 0
    for quotation in segments.quotations:
        assert end <= quotation.first < quotation.last
        end = quotation.last
        number = segments.sentences[segments.sentence_of[quotation.first]].paragraph
        assert segments.sentences[segments.sentence_of[quotation.last - 1]].paragraph == number
