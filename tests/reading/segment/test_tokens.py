"""Tokens: exact places, nothing but space between them, and the cuts that English news needs."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.reading.segment.tokens import tokens

TRICKY = st.lists(
    st.sampled_from(
        [
            "U.S.",
            "Sen.",
            "don't",
            "’s",
            "'",
            '"',
            "“",
            "”",
            "''",
            "``",
            "«",
            "…",
            "...",
            "--",
            "—",
            "3.5",
            "1,000",
            "$5m",
            "é",
            "é",
            "\u200b",
            "\ufeff",
            "\xad",
            "👩\u200d👩\u200d👧",
            "🇩🇪",
            "👍🏽",
            " ",
            "\n",
            "\r\n",
            "\xa0",
            "a",
            "B.",
            "n't",
            "@x",
            "#y",
            "_",
            "\x00",
            "नमस्ते",
        ]
    ),
    max_size=25,
).map("".join)
INVISIBLE = re.compile("[\\s\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufe00-\ufe0f\ufeff]*")


@given(st.text() | TRICKY)
def test_tokens_and_the_gaps_between_them_give_back_the_text(text: str) -> None:
    rebuilt, end = "", 0
    for token in tokens(text):
        assert token.start >= end
        assert token.text == text[token.start : token.end] != ""
        gap = text[end : token.start]
        assert INVISIBLE.fullmatch(gap), f"words lost between tokens: {gap!r}"
        rebuilt += gap + token.text
        end = token.end
    assert rebuilt + text[end:] == text
    assert INVISIBLE.fullmatch(text[end:])


@given(st.lists(st.text("abcXYZ", min_size=1), max_size=8), st.sampled_from([" ", "\n", ", ", "\xa0"]))
def test_words_of_plain_letters_are_tokens_as_they_stand(words: list[str], between: str) -> None:
    found = [token.text for token in tokens("".join(word + between for word in words))]
    assert [text for text in found if text != ","] == words


@pytest.mark.parametrize(
    ("text", "cut"),
    [
        ("They don't, can't and won't.", "They do n't , ca n't and wo n't ."),
        ("Valdoria's and Kessland’s envoys'", "Valdoria 's and Kessland ’s envoys '"),
        ("the U.S.-led talks at the U.N.'s seat", "the U.S.-led talks at the U.N. 's seat"),
        ("Sen. John F. Adler Jr. of the E.U.", "Sen. John F. Adler Jr. of the E.U."),
        ("Estado do S. Paulo has a plan B. He", "Estado do S. Paulo has a plan B . He"),
        ("It cost $1.5-billion, or 3.5% of 1,000,000.", "It cost $1.5-billion , or 3.5 % of 1,000,000 ."),
        ("On Jan. 3 at 10:30 a.m. he left", "On Jan. 3 at 10:30 a.m. he left"),
        ("No. 5 said no. Art. 5 is art.", "No. 5 said no . Art. 5 is art ."),
        ("a 3-year-old, the 70th, the 1990s", "a 3-year-old , the 70th , the 1990s"),
        ("''Odd,'' she said -- or ``odd''...", "'' Odd , '' she said -- or `` odd '' ..."),
        ("soft\u00adened co\u00f6perate cafe\u0301", "soft\u00adened co\u00f6perate cafe\u0301"),
        ("see https://example.org/a?b=c, and mail a.b@example.org.", "see https://example.org/a?b=c , and mail a.b@example.org ."),
        ("🇩🇪👍🏽👩‍👩‍👧 ok", "🇩🇪 👍🏽 👩‍👩‍👧 ok"),
    ],
)
def test_words_are_cut_as_in_the_treebank(text: str, cut: str) -> None:
    assert [token.text for token in tokens(text)] == cut.split(" ")
