"""A sentence of a report with its tree is numbered by itself."""

from dataclasses import replace

from onrecord.reading.interpret.parses import parse, tokens_in
from tests.conftest import cut, tags


def test_tokens_are_numbered_in_the_sentence() -> None:
    segments = cut("It rained. Ada left.")
    made = replace(tags(segments), heads=(1, 1, 1, 4, 4, 1), relations=("nsubj", "root", "punct", "nsubj", "root", "punct"))
    found = parse(segments, made, 3, 6)
    assert found.words == ("Ada", "left", ".")
    assert found.heads == (1, 1, 2)  # the full stop, which hangs outside, hangs on itself
    assert found.relations == ("nsubj", "root", "punct")


def test_places_become_tokens() -> None:
    segments = cut("Ada Wells left.")
    assert tokens_in(segments, (0, 9)) == (0, 2)
    assert tokens_in(segments, (1, 2)) == (0, 1)
    assert tokens_in(segments, (9, 9)) is None
