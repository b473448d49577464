"""Names as the whole report has them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.reading.tag.names import settled
from onrecord.schema.tags import EntityKind, Name
from tests.conftest import cut


def named(text: str, names: list[tuple[int, int, EntityKind]], speech: str = "") -> list[tuple[str, str]]:
    segments = cut(text)
    tags = speech.split() or ["NNP"] * len(segments.tokens)
    found = settled(segments, [Name(*name) for name in names], tags)
    return [(segments.span(name.first, name.last).text, name.kind) for name in found]


def test_a_headlines_verb_ends_a_name() -> None:
    found = named("Ada Wells Sees Rain Coming", [(0, 5, "person")], "NNP NNP VBZ NNP VBG")
    assert found == [("Ada Wells", "person")]


def test_what_begins_with_a_verb_is_no_name() -> None:
    assert named("Are Small Donors", [(0, 3, "organisation")], "VBP JJ NNS") == []


def test_a_name_may_end_in_a_modal() -> None:
    assert named("Theresa May left", [(0, 2, "person")], "NNP MD VBD") == [("Theresa May", "person")]


@pytest.mark.parametrize(
    ("kinds", "settled_as"),
    [
        (["place", "person", "person"], ["person", "person", "person"]),
        (["place", "person"], ["place", "person"]),
    ],
    ids=["more than half", "a draw"],
)
def test_the_same_words_are_of_the_kind_that_most_are(kinds: list[EntityKind], settled_as: list[str]) -> None:
    found = named("Tarn " * len(kinds), [(number, number + 1, kind) for number, kind in enumerate(kinds)])
    assert [kind for _, kind in found] == settled_as


def test_a_whole_name_speaks_for_the_family_name() -> None:
    found = named("Ada Tarn saw Bo Tarn and Tarn", [(0, 2, "person"), (3, 5, "person"), (6, 7, "place")])
    assert found[2] == ("Tarn", "person")


def test_what_is_a_name_elsewhere_is_one_by_itself_too() -> None:
    speech = "NNP NNP VBD . NNP VBD DT NNP NNP . NNP NNP VBD NNP"
    found = named("Ada Tarn left . Tarn saw the Tarn Lake . Mr. Tarn met Wells", [(0, 2, "person")], speech)
    assert found == [("Ada Tarn", "person"), ("Tarn", "person"), ("Tarn", "person")]


@given(st.lists(st.tuples(st.integers(0, 9), st.sampled_from(["person", "place", "other"])), max_size=8))
def test_no_name_grows_or_moves_or_goes(starts: list[tuple[int, EntityKind]]) -> None:
    segments = cut("one two two one three one two one three three")
    names = [Name(first, first + 1, kind) for first, kind in starts]
    found = settled(segments, names, ["NN"] * 10)
    assert sorted((name.first, name.last) for name in found) == sorted((name.first, name.last) for name in names)
