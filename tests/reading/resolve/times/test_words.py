"""Words of time: their classes, and that all others cost one mark."""

from hypothesis import given
from hypothesis import strategies as st

from onrecord.reading.resolve.times.words import NOTHING, letters, words_of
from tests.conftest import cut


def kinds(text: str) -> list[str | None]:
    return [None if piece is None else piece.kind for piece in words_of(cut(text)).pieces]


def test_other_words_are_one_mark() -> None:
    assert kinds("Ada spoke of the rain to them") == [None]


def test_a_hyphened_word_is_cut_where_a_part_is_of_time() -> None:
    assert kinds("a third-quarter loss") == [None, "articles", "ordinal", "hyphen", "units", None]
    assert kinds("an out-of-work actor") == [None]


def test_words_with_digits() -> None:
    assert kinds("1998 3 3rd 1990s 3:30 2015-10-01 Q3 FY14 1989-90 1,000")[1:] == [
        *("year", "day", "ordinal", "decade", "clock", "iso", "quarter_name", "fiscal_name", "years", "number", None),
    ]


def test_a_sentence_ends_a_run() -> None:
    assert kinds("It rained Monday. Tuesday it did not.") == [None, "weekday", None, "weekday", None]


@given(st.text(max_size=60))
def test_a_piece_is_a_part_of_the_text(text: str) -> None:
    segments = cut(f"{text} Monday-night")
    words = words_of(segments)
    assert len(words.classes) == len(words.pieces)
    assert set(words.classes) <= {NOTHING, *letters().values()}
    for piece in words.pieces:
        if piece is not None:
            assert segments.tokens[piece.token].start <= piece.start < piece.end <= segments.tokens[piece.token].end
