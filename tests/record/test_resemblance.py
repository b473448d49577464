"""Resemblance: what is a copy of what, by texts built by hand, and how many copies are found among reports of the shared data."""

import json
import random
from collections.abc import Callable
from itertools import combinations, islice
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.record.resemblance import BANDS, LENGTH, bands, contained, fingerprint, groups, resemblance, same_story
from onrecord.record.shingles import is_stock, shingles, term, terms, words

HASHES = [15427864644002737022, 9763684651263488242]
FINGERPRINT = "06000000734349ed2406f1a5ed0fdcda8b3343b4"
LETTERS = st.text(st.characters(codec="utf-8", categories=("Lu", "Ll", "Nd", "Zs", "Po", "Pf")), max_size=60)


def report(seed: int, length: int) -> str:
    """So many words, none of them a word of another report."""
    return " ".join(f"w{seed}x{number}" for number in range(length))


def test_words_are_as_written_but_for_apostrophes_and_punctuation() -> None:
    assert words("“We don’t,” said Dr. O'Neil — twice … in 1,000 [American] towns.") == [
        *("We", "don't", "said", "Dr", "O'Neil", "twice", "in", "1", "000", "American", "towns")
    ]


def test_terms_know_no_case_and_no_kind_of_apostrophe_or_quotation_mark() -> None:
    assert terms("“Don’t” STRASSE") == terms("'don't' Straße") == [b"dont", b"strasse"]


def test_the_term_of_a_mark_is_the_mark() -> None:
    assert (term("—"), term("Troops,"), term("don’t")) == ("—", "troops", "dont")


@given(LETTERS)
def test_the_words_of_a_text_have_the_terms_of_the_text(text: str) -> None:
    assert terms(" ".join(words(text))) == terms(text)


def test_hashes_are_what_they_were_when_the_first_records_were_written() -> None:
    assert shingles(terms("We will not send troops"), 4).tolist() == HASHES
    assert fingerprint("The harbour was closed on Monday after the storm.").hex()[:40] == FINGERPRINT


def test_a_stock_phrase_is_known_inside_a_sentence_and_in_part() -> None:
    assert is_stock(terms("So at the end of the day we won")) == [False, *[True] * 6, False, False]
    assert is_stock(terms("end of the day")) == [True] * 4
    assert is_stock(terms("of the day")) == [False] * 3


def test_a_fingerprint_has_one_size_whatever_the_text() -> None:
    assert {len(fingerprint(text)) for text in ("", "Rain.", report(1, 3000))} == {LENGTH}


def test_case_marks_and_line_breaks_make_no_difference() -> None:
    assert fingerprint("“We don’t know,” he said.\nIt rained.") == fingerprint("'WE DON'T KNOW' he said - it rained")


def test_a_text_resembles_itself_and_is_contained_in_itself() -> None:
    same = fingerprint(report(1, 300))
    assert resemblance(same, same) == contained(same, same) == 1
    assert same_story(same, same)


def test_different_texts_have_nothing_in_common() -> None:
    one, other = fingerprint(report(1, 300)), fingerprint(report(2, 300))
    assert resemblance(one, other) == contained(one, other) == 0
    assert not set(bands(one)) & set(bands(other))


@pytest.mark.parametrize("text", ["", "— … !"])
def test_a_text_without_words_is_like_nothing_not_even_itself(text: str) -> None:
    empty = fingerprint(text)
    assert not same_story(empty, empty)
    assert bands(empty) == ()


def test_the_first_half_is_contained_though_it_resembles_by_half_only() -> None:
    whole, half = fingerprint(report(1, 800)), fingerprint(report(1, 400))
    assert resemblance(whole, half) == pytest.approx(0.5, abs=0.14)
    assert contained(whole, half) == contained(half, whole) == pytest.approx(1, abs=0.2)
    assert same_story(whole, half)


def test_a_shared_fifth_makes_no_story() -> None:
    one, other = report(1, 400) + " " + report(3, 100), report(2, 400) + " " + report(3, 100)
    assert not same_story(fingerprint(one), fingerprint(other))


def test_one_chance_match_with_a_very_long_report_makes_no_story() -> None:
    short, long = fingerprint(report(3, 40)), fingerprint(report(1, 4000) + " " + report(3, 40))
    assert not same_story(short, long)


@given(LETTERS)
def test_bands_fit_sqlite_and_say_which_band_they_are_of(text: str) -> None:
    values = bands(fingerprint(text))
    assert len(set(values)) in {0, BANDS}
    assert all(0 <= value < 2**63 for value in values)


@given(st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30)), max_size=40), st.randoms(use_true_random=False))
def test_groups_part_the_members_and_do_not_depend_on_the_order_of_the_pairs(pairs: list[tuple[int, int]], chance: random.Random) -> None:
    found = groups(pairs)
    members = [member for group in found for member in group]
    assert sorted(members) == sorted({member for pair in pairs for member in pair})
    assert all(any(a in group and b in group for group in found) for a, b in pairs)
    assert groups(chance.sample(pairs, len(pairs))) == found == sorted(found)


def test_members_hang_together_through_others() -> None:
    assert groups([(5, 4), (1, 9), (4, 2)]) == [(1, 9), (2, 4, 5)]


def test_a_long_chain_is_one_group() -> None:
    assert groups((number, number + 1) for number in range(5000)) == [tuple(range(5001))]


def cut(share: float) -> Callable[[str, random.Random], str]:
    """The first paragraphs, up to this share of the words."""

    def first(text: str, _: random.Random) -> str:
        kept: list[str] = []
        for paragraph in text.split("\n"):
            if kept and len(" ".join([*kept, paragraph]).split()) > share * len(text.split()):
                break
            kept.append(paragraph)
        return "\n".join(kept)

    return first


def changed(share: float) -> Callable[[str, random.Random], str]:
    """This share of the words replaced."""
    return lambda text, chance: " ".join("another" if chance.random() < share else word for word in text.split())


def dressed(text: str, _: random.Random) -> str:
    """A byline, a note and other quotation marks."""
    note = "Copyright. All rights reserved. Sign up for our newsletter and get the top stories of the day in your inbox."
    plain = text.translate(str.maketrans("“”'", '""’'))
    return f"HARBOUR CITY (Agency) -\n{plain}\n{note}"


@pytest.mark.shared
def test_copies_are_found_and_other_reports_are_not(shared: Path) -> None:
    texts = [text for text in sample(shared, 700) if "\n" in text]
    prints = [fingerprint(text) for text in texts]
    kinds = {
        "cut to half": (cut(0.5), 0.98),
        "cut to 30 % or less": (cut(0.3), 0.84),
        "every tenth word changed": (changed(0.1), 0.98),
        "dressed": (dressed, 1),
    }
    for kind, (change, floor) in kinds.items():
        chance = random.Random(kind)
        copies = [fingerprint(change(text, chance)) for text in texts]
        found = sum(bool(set(bands(a)) & set(bands(b))) and same_story(a, b) for a, b in zip(prints, copies, strict=True))
        assert found / len(texts) >= floor, kind
    alike = [(a, b) for a, b in combinations(range(0, len(prints), 4), 2) if same_story(prints[a], prints[b])]
    assert len(alike) <= 1


def sample(shared: Path, count: int) -> list[str]:
    """The texts of the first reports of the shared news."""
    zstandard = pytest.importorskip("zstandard")
    with zstandard.open(shared / "news-unlabelled" / "wio.jsonl.zst", "rt", encoding="utf-8") as lines:
        return [json.loads(line)["text"] for line in islice(lines, count)]
