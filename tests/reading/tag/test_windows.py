"""Windows: every token once, in order, and none too long."""

from hypothesis import given
from hypothesis import strategies as st

from onrecord.reading.tag.windows import LONGEST, WINDOW, windows


@given(st.lists(st.integers(1, 900), max_size=12), st.integers(1, 60))
def test_windows_share_out_the_tokens(lengths: list[int], sentence: int) -> None:
    ranges, start = [], 0
    for length in lengths:
        ranges.append((start, start + length))
        start += length
    found = list(windows(ranges, list(range(sentence, start + 1, sentence))))
    assert [n for window in found for first, last in window for n in range(first, last)] == list(range(start))
    for window in found:
        assert all(first < last <= first + LONGEST for first, last in window)
        assert len(window) == 1 or sum(last - first for first, last in window) <= WINDOW


def test_a_long_paragraph_is_cut_at_the_end_of_a_sentence() -> None:
    assert list(windows([(0, 500)], [120, 390, 500])) == [((0, 390),), ((390, 500),)]


def test_a_long_sentence_is_cut_where_it_must_be() -> None:
    assert list(windows([(0, 900)], [900])) == [((0, LONGEST),), ((LONGEST, 2 * LONGEST),), ((2 * LONGEST, 900),)]
