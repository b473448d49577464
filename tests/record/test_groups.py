"""Groups over the whole record are the same however its values are spread over files."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.record import groups
from onrecord.record.groups import quoted_words, same_name


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ('he would "drain the lake" and "soon"', "drain the lake soon"),
        ("“We will drain it,” ... “and soon.”", "We will drain it and soon"),
        ('"cut off at the end of the span', "cut off at the end of the span"),
        ("We will drain it.", ""),
    ],
)
def test_quoted_words_are_those_between_marks(content: str, expected: str) -> None:
    assert quoted_words("mixed", content) == expected.split()


def test_a_transcript_has_no_marks() -> None:
    assert quoted_words("direct", "We will drain it.") == ["We", "will", "drain", "it"]


def test_names_that_may_be_one_person() -> None:
    assert same_name("Wells", "Ada WELLS")
    assert not same_name("Ada Wells", "Bo Wells")
    assert not same_name("", "Ada Wells"), "nobody is nobody's namesake"


VALUES = st.integers(0, 2**63 - 1) | st.integers(0, 5)
MEMBERS = st.dictionaries(st.integers(1, 40), st.lists(VALUES, max_size=4).map(tuple), max_size=20)


@given(MEMBERS)
def test_candidates_are_the_pairs_that_share_a_value(members: dict[int, tuple[int, ...]]) -> None:
    found = list(groups._candidates(sorted(members.items())))
    expected = {(a, b) for a in members for b in members if a < b and set(members[a]) & set(members[b])}
    assert len(found) == len(set(found))
    assert set(found) == expected


def test_a_stock_phrase_is_not_compared_with_everything() -> None:
    members = [(key, (7,)) for key in range(1, 1001)]
    assert len(list(groups._candidates(members))) < 1000 * groups.MOST_COMPARED
