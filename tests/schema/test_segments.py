"""Tokens, sentences, paragraphs and quotations check their own bounds."""

import pytest

from onrecord.errors import SchemaError
from onrecord.schema.segments import Paragraph, Quotation, Sentence, Token


@pytest.mark.parametrize(("start", "end"), [(-1, 3), (0, 3), (4, 0), (2, 2)])
def test_a_token_fills_its_bounds(start: int, end: int) -> None:
    with pytest.raises(SchemaError, match="does not fit its text"):
        Token(start, end, "rain")


def test_ranges_are_not_empty() -> None:
    for made in (lambda: Sentence(3, 3, 0), lambda: Paragraph(3, 2, 3), lambda: Quotation(-1, 2)):
        with pytest.raises(SchemaError, match="needs 0 <= first < last"):
            made()


def test_a_paragraphs_body_stands_inside_it() -> None:
    with pytest.raises(SchemaError, match="its body begins outside it"):
        Paragraph(0, 3, 3)
