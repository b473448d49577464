"""Words are cut into the longest known pieces; what can't be cut is unknown."""

from onrecord.training.pieces import MOST_PIECES, Pieces

KNOWN = ["[CLS]", "[SEP]", "[UNK]", "rain", "##ed", "##y", "a", "##a", ",", "re"]
PIECES = Pieces({piece: number for number, piece in enumerate(KNOWN)})


def pieces(word: str) -> list[str]:
    return [KNOWN[number] for number in PIECES.of(word)]


def test_the_longest_piece_comes_first() -> None:
    assert pieces("rained") == ["rain", "##ed"]
    assert pieces("Rainy") == ["rain", "##y"]
    assert pieces("ráin,a") == ["rain", ",", "a"]


def test_what_cannot_be_cut_is_unknown() -> None:
    assert pieces("snow") == ["[UNK]"]
    assert pieces("rainx") == ["[UNK]"]
    assert pieces("\u200b") == ["[UNK]"]


def test_a_row_says_where_each_word_begins() -> None:
    numbers, firsts = PIECES.row(["rained", "a", "rainy"])
    assert [KNOWN[number] for number in numbers] == ["[CLS]", "rain", "##ed", "a", "rain", "##y", "[SEP]"]
    assert firsts == [1, 3, 4]


def test_a_long_sentence_is_cut_at_the_encoders_reach() -> None:
    numbers, firsts = PIECES.row(["rained"] * MOST_PIECES)
    assert len(numbers) <= MOST_PIECES
    assert len(firsts) < MOST_PIECES
