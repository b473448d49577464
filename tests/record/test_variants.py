"""Variants: which quotations are one utterance, and how they stand beneath each other."""

import json
import random
import re
from collections import Counter
from itertools import islice
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.record.shingles import words
from onrecord.record.variants import GUARANTEE, Alignment, align, hashed, may_be_same, overlap, same_utterance, selected

FULL = words("We will not send troops, not now and not ever, whatever our friends may ask.")
QUOTE = st.lists(st.sampled_from(["We", "we", "don’t", "don't", "send", "the", "troops,", "troops", "now", "—", "ever"]), max_size=12)


def shown(alignment: Alignment) -> list[str]:
    """Each row as a line: words as they are, changed ones after ~, added ones after +, cut ones as -, none as a dot."""
    marks = {"same": ".", "cut": "-"}
    signs = {"same": "", "changed": "~", "added": "+"}
    return [" ".join(marks[cell.change] if cell.word is None else signs[cell.change] + cell.word for cell in row) for row in alignment.rows]


def test_a_run_as_long_as_the_guarantee_shares_a_value() -> None:
    chance = random.Random(1)
    for number in range(300):
        run = [f"r{number}x{place}" for place in range(GUARANTEE)]
        one, other = ([f"{side}{chance.random()}" for _ in range(chance.randrange(12))] for side in "ab")
        assert set(selected([*one, *run, *other])) & set(selected([*other, *run, *one]))


@given(st.lists(st.sampled_from("abcdefgh"), max_size=30))
def test_values_fit_sqlite_and_equal_quotations_have_equal_ones(quote: list[str]) -> None:
    values = selected(quote)
    assert values == tuple(sorted(set(values))) == selected([word.upper() for word in quote])
    assert all(0 <= value < 2**63 for value in values)
    assert bool(values) == (len(quote) >= 4)


def test_stock_phrases_have_no_values() -> None:
    assert selected(words("At the end of the day.")) == ()
    assert not set(selected(words("At the end of the day, ships sank."))) & set(selected(words("At the end of the day we won it.")))


@pytest.mark.parametrize(
    "other",
    [
        "not now and not ever",
        "We will not send … not now and not ever",
        "We will never send troops, not now and not ever",
        "We will not send [American] troops, not now and not ever",
        "We won't send troops” he said “not now and not ever, whatever our friends may ask",
    ],
)
def test_a_cut_a_change_an_insertion_and_an_interruption_leave_the_utterance(other: str) -> None:
    assert same_utterance(FULL, words(other), same_speaker=True)
    assert set(selected(FULL)) & set(selected(words(other)))


def test_a_few_words_in_common_are_enough_for_one_speaker_only() -> None:
    few = words("not now and not ever")
    assert same_utterance(few, FULL, same_speaker=True)
    assert not same_utterance(few, FULL)


def test_many_words_in_common_are_enough_whoever_is_named() -> None:
    assert same_utterance(words("troops, not now and not ever, whatever our friends say"), FULL)


@pytest.mark.parametrize("phrase", ["At the end of the day", "thank you very much", "the President of the United States"])
def test_a_stock_phrase_is_no_utterance_even_of_one_speaker(phrase: str) -> None:
    assert not same_utterance(words(f"{phrase}, ships sank"), words(f"{phrase}: it rains"), same_speaker=True)
    assert overlap(words(f"{phrase}, ships sank"), words(f"{phrase}: it rains")).words == 0


def test_different_sentences_of_one_paragraph_need_a_long_run_in_common() -> None:
    before, after = [f"b{place}" for place in range(30)], [f"a{place}" for place in range(30)]
    run = words("the harbour opens again on Monday at nine")
    assert same_utterance([*before, *run], [*run, *after])
    assert not same_utterance([*before, *run[:5]], [*run[:5], *after], same_speaker=True)


@given(QUOTE, QUOTE, st.booleans())
def test_it_does_not_matter_which_quotation_is_named_first(a: list[str], b: list[str], one: bool) -> None:
    assert overlap(a, b) == overlap(b, a)
    assert same_utterance(a, b, same_speaker=one) == same_utterance(b, a, same_speaker=one)


def test_each_cut_change_and_addition_is_marked() -> None:
    found = align(
        [
            words("not now and not ever"),
            words("We won't send troops, not now and never"),
            words("We will not send our troops, not now and not ever"),
        ]
    )
    assert shown(found) == [
        "- - - - - - not now and not ever",
        "We ~won't - send - troops not now and ~never -",
        "We will not send our troops not now and not ever",
    ]
    assert found.fullest == 2
    assert found.fullest_row == found.rows[2]


def test_a_word_that_the_fullest_lacks_has_a_column() -> None:
    assert shown(align([["we", "[American]", "will"], ["we", "will", "send", "all", "troops"]])) == [
        "we +[American] will - - -",
        "we . will send all troops",
    ]


def test_many_words_in_the_place_of_many_are_no_change_but_cut_and_added() -> None:
    assert shown(align([words("the science should not stand in the way"), words("the science is on our side")])) == [
        "the science should not stand in the way . . . .",
        "the science - - - - - - +is +on +our +side",
    ]


def test_what_several_add_at_one_place_stands_beneath_each_other() -> None:
    full, one, other = "one two three four five six seven eight nine", "one two a goose three", "one two and then a grey goose three"
    assert shown(align([words(full), words(one), words(other)])) == [
        "one two . . . . . three four five six seven eight nine",
        "one two . . +a . +goose three - - - - - -",
        "one two +and +then +a +grey +goose three - - - - - -",
    ]


def test_no_quotations_make_no_rows() -> None:
    assert align([]) == Alignment((), None)
    assert align([]).fullest_row == ()


@given(st.lists(QUOTE, min_size=1, max_size=5))
def test_a_row_keeps_its_words_and_all_rows_have_one_length(quotes: list[list[str]]) -> None:
    found = align(quotes)
    assert [[cell.word for cell in row if cell.word is not None] for row in found.rows] == quotes
    assert len({len(row) for row in found.rows}) == 1
    assert all(any(cell.word is not None for cell in column) for column in zip(*found.rows, strict=True))


@given(st.lists(QUOTE, min_size=1, max_size=5))
def test_the_fullest_differs_from_nothing_and_the_rest_is_marked_by_it(quotes: list[list[str]]) -> None:
    found = align(quotes)
    assert {cell.change for cell in found.fullest_row} <= {"same"}
    for row in found.rows:
        for cell, full in zip(row, found.fullest_row, strict=True):
            assert (cell.change == "added") == (cell.word is not None and full.word is None)
            assert (cell.change == "cut") == (cell.word is None and full.word is not None)


@given(QUOTE, st.integers(1, 4))
def test_equal_quotations_are_the_same_in_every_cell(quote: list[str], count: int) -> None:
    assert all(cell.change == "same" for row in align([quote] * count).rows for cell in row)


@given(st.lists(QUOTE, min_size=1, max_size=5), st.randoms(use_true_random=False))
def test_the_order_of_the_quotations_changes_the_order_of_the_rows_only(quotes: list[list[str]], chance: random.Random) -> None:
    assert Counter(align(chance.sample(quotes, len(quotes))).rows) == Counter(align(quotes).rows)


@pytest.mark.shared
def test_parts_of_quotations_are_found_and_other_quotations_are_not(shared: Path) -> None:
    chance = random.Random(5)
    full = [quote for quote in quotations(shared, 900) if len(quote) >= 14]
    starts = [chance.randrange(len(quote) - 11) for quote in full]
    for length, floor in ((5, 0.96), (8, 0.98), (12, 0.99)):
        parts = [quote[start : start + length] for quote, start in zip(full, starts, strict=True)]
        assert found(full, parts) >= floor, length
    parts = [[*quote[start : start + 3], "otherwise", *quote[start + 4 : start + 12]] for quote, start in zip(full, starts, strict=True)]
    assert found(full, parts) >= 0.96
    strangers = chance.sample(full, len(full))
    assert sum(same_utterance(a, b, same_speaker=True) for a, b in zip(full, strangers, strict=True) if a != b) <= 2


def found(full: list[list[str]], parts: list[list[str]]) -> float:
    """The share of the parts that are found beside what they were taken from, where both have one speaker."""
    pairs = list(zip(full, parts, strict=True))
    return sum(bool(set(selected(a)) & set(selected(b))) and same_utterance(a, b, same_speaker=True) for a, b in pairs) / len(pairs)


def quotations(shared: Path, count: int) -> list[list[str]]:
    """The words between quotation marks in the first reports of the shared news."""
    zstandard = pytest.importorskip("zstandard")
    with zstandard.open(shared / "news-unlabelled" / "wio.jsonl.zst", "rt", encoding="utf-8") as lines:
        texts = [json.loads(line)["text"] for line in islice(lines, count)]
    return [words(quote) for text in texts for quote in re.findall(r'[“"]([^“”"\n]{30,900})[”"]', text)]


FEW = st.lists(
    st.sampled_from(["we", "will", "drain", "the", "lake", "and", "not", "once", "more", "sell", "boats", "now", "ever", "no"]), max_size=24
)


@given(FEW, FEW, st.booleans())
def test_the_quick_look_passes_over_no_variant(a: list[str], b: list[str], same_speaker: bool) -> None:
    if same_utterance(a, b, same_speaker=same_speaker):
        assert may_be_same(hashed(a), hashed(b), same_speaker=same_speaker)
