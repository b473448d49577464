"""What a codebook looks for is found in any form, and where it should not be found it is not."""

import pytest

from onrecord.coding.expressions import expression
from onrecord.coding.words import words_of


def found(written: str, text: str) -> list[str]:
    words = words_of(text)
    places = expression(written, "b.yaml", agrees=True).find(words, text)
    return [text[words[place[0]].start : words[place[-1]].end] for place in places]


@pytest.mark.parametrize(
    ("written", "text", "words"),
    [
        ("drain the lake", "They drained the lake, and are draining the lakes again.", ["drained the lake", "draining the lakes"]),
        ("drain the lake", "The drain. The lake.", []),
        ("neighbo*", "Neighbours and neighborhoods", ["Neighbours", "neighborhoods"]),
        ("drain|empty ... lake", "to empty our cold old lake", ["empty our cold old lake"]),
        ("drain ... lake", "Drain it. The lake is cold.", []),
        ("drain ... lake", "drain one two three four five six lake", ["drain one two three four five six lake"]),
        ("drain ... lake", "drain one two three four five six seven lake", []),
        ("anti-mine", "an anti mine rally; the anti-mine law", ["anti mine", "anti-mine"]),
        ("WHO", "Who asked the WHO? Those who know the W.H.O.", ["WHO"]),
        ("/brid\\w+ plans?/", "the Bridge plan and BRIDGE PLANS", ["Bridge plan", "BRIDGE PLANS"]),
        ("café", "two cafés, the Café", ["cafés", "Café"]),
    ],
)
def test_what_is_found(written: str, text: str, words: list[str]) -> None:
    assert found(written, text) == words
