"""Words into numbers: a word has one row, whatever stands around it; unknown words keep their shape."""

from itertools import groupby

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from onrecord.nets.encode import BREAK, BREAK_WORD, FEATURES, UNKNOWN, Vocabulary, features, normal, shape

VOCABULARY = Vocabulary({"word": ("said", "00"), "prefix": ("sai",), "suffix3": ("aid",), "suffix4": ("said",), "shape": ("xxxx", "Xxxxx")})


def test_marks_digits_and_case_do_not_change_a_word() -> None:
    assert normal("Don’t") == normal("DON'T") == "don't"
    assert normal("1999") == normal("2015") == "0000"
    assert normal("“") == normal("''") == normal("``") == '"'


def test_shapes() -> None:
    assert [shape(word) for word in ("said", "Adler", "UN", "2015", "parliament", "PARLIAMENT")] == [
        "xxxx",
        "Xxxxx",
        "XX",
        "0000",
        "xxxx",
        "XXXX",
    ]


@given(st.text())
def test_a_shape_has_no_run_longer_than_four(word: str) -> None:
    kinds = [shape(c) for c in word]  # some characters count for nothing
    runs = [(kind, len(list(run))) for kind, run in groupby(kind for kind in kinds if kind)]
    assert shape(word) == "".join(kind * min(4, length) for kind, length in runs)


def test_ids() -> None:
    assert VOCABULARY.encode(["said", "Sunny", BREAK_WORD]).tolist() == [
        [3, 3, 3, 3, 3],
        [UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN, 4],
        [BREAK] * 5,
    ]
    assert VOCABULARY.encode([]).shape == (0, len(FEATURES))


@given(st.lists(st.text(min_size=1), max_size=6))
def test_a_words_row_does_not_depend_on_its_neighbours(words: list[str]) -> None:
    together = VOCABULARY.encode(words)
    alone = [VOCABULARY.encode([word])[0] for word in words]
    np.testing.assert_array_equal(together, np.array(alone, np.int32).reshape(len(words), len(FEATURES)))
    assert all(len(features(word)) == len(FEATURES) for word in words)
