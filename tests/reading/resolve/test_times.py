"""Times: values counted from the day of publication; without it what is relative stays partial."""

import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.reading.resolve.times import _any, dates, times
from onrecord.reading.segment import segment
from onrecord.schema.actor import Speaker
from onrecord.schema.draft import Draft
from onrecord.schema.report import Report
from tests.conftest import cut, place, tags

THURSDAY = date(2015, 10, 1)


def values(text: str, published: date | None = THURSDAY) -> list[tuple[str, str]]:
    return [(when.text, when.value) for when in times(segment(Report(text, published=published)))]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("He said Thursday it rained.", [("Thursday", "2015-10-01")]),
        ("It rained on Monday.", [("Monday", "2015-09-28")]),
        ("They will meet on Monday.", [("Monday", "2015-10-05")]),
        ("It rained last Thursday.", [("last Thursday", "2015-09-24")]),
        ("It rained yesterday and today.", [("yesterday", "2015-09-30"), ("today", "2015-10-01")]),
        ("It began on September 15.", [("September 15", "2015-09-15")]),
        ("It began on Sept. 15, 2014.", [("Sept. 15, 2014", "2014-09-15")]),
        ("It began on 15 September 2014.", [("15 September 2014", "2014-09-15")]),
        ("It began in June.", [("June", "2015-06")]),
        ("It began in December.", [("December", "2014-12")]),
        ("It began in 2009.", [("2009", "2009")]),
        ("It rained last week.", [("last week", "2015-W39")]),
        ("It rained last month, and will next year.", [("last month", "2015-09"), ("next year", "2016")]),
        ("It rained two days ago, and three months ago.", [("two days ago", "2015-09-29"), ("three months ago", "2015-07")]),
        ("It may rain. They march on. On May 3 it did.", [("May 3", "2015-05-03")]),
        ("It rained on Feb. 30.", []),
        ("On 2015-09-30 it rained.", [("2015-09-30", "2015-09-30")]),
        ("Some 2015 people.", []),
    ],
)
def test_values(text: str, found: list[tuple[str, str]]) -> None:
    assert values(text) == found


def test_without_a_day_of_publication_nothing_is_guessed() -> None:
    text = "On Thursday, yesterday, last week, in June, on June 3, two months ago, on June 3, 2014."
    assert [value for _, value in values(text, None)] == [
        "XXXX-WXX-4",
        "XXXX-XX-XX",
        "XXXX-WXX",
        "XXXX-06",
        "XXXX-06-03",
        "XXXX-XX",
        "2014-06-03",
    ]
    assert all(when.begins is None for when in times(cut("On Thursday it rained.")))


def test_an_interval_covers_what_the_words_say() -> None:
    (june,) = times(segment(Report("It rained in June.", published=THURSDAY)))
    assert (june.begins, june.ends) == (date(2015, 6, 1), date(2015, 7, 1))


@given(st.text(alphabet="maydun.2 ſK", max_size=8))
def test_looking_for_first_letters_first_changes_no_match(text: str) -> None:
    patterns = ("may", "monday", r"\d{1,2}", r"mon\.", "sun", r"jun\b\.?")
    plain, guarded = (re.compile(pattern, re.IGNORECASE) for pattern in ("|".join(patterns), _any(*patterns)))
    assert [match.span() for match in guarded.finditer(text)] == [match.span() for match in plain.finditer(text)]


@given(st.text(alphabet="0123456789 ,.agodysJuneFb-lastwkx", max_size=40), st.dates())
def test_no_words_and_no_day_break_it(text: str, published: date) -> None:
    for when in times(segment(Report(text, published=published))):
        assert (when.begins is None) == (when.ends is None)


def draft(text: str, content: str, cue: str) -> Draft:
    segments = cut(text)
    return Draft("indirect", "assertion", "asserts", None, place(segments, cue), (place(segments, content),), None, 0.9)


def date_of(text: str, content: str, cue: str, speech: str) -> str | None:
    segments = segment(Report(text, published=THURSDAY))
    return dates(segments, tags(segments, speech=speech), times(segments), [draft(text, content, cue)], [None])[0][0]


def test_the_day_stands_beside_the_cue() -> None:
    assert date_of("It rained, she said Wednesday.", "It rained", "said", "PRP VBD , PRP VBD NNP .") == "2015-09-30"
    assert date_of("On Wednesday, she said it rained.", "it rained", "said", "IN NNP , PRP VBD PRP VBD .") == "2015-09-30"


def test_a_day_inside_the_content_is_not_the_day_of_the_utterance() -> None:
    assert date_of("She said it rained Wednesday.", "it rained Wednesday", "said", "PRP VBD PRP VBD NNP .") is None


def test_a_day_after_another_verb_is_not_the_day_of_the_utterance() -> None:
    assert date_of("It rained, she said, before leaving Monday.", "It rained", "said", "PRP VBD , PRP VBD , IN VBG NNP .") is None


def test_the_same_speakers_next_assertion_is_of_the_same_day() -> None:
    text = "It rained, she said Wednesday. It poured, she added."
    segments = segment(Report(text, published=THURSDAY))
    made = tags(segments, speech="PRP VBD , PRP VBD NNP . PRP VBD , PRP VBD .")
    drafts = [draft(text, "It rained", "said"), draft(text, "It poured", "added")]
    ada = Speaker("a", "Ada")
    assert dates(segments, made, times(segments), drafts, [ada, ada]) == [
        ("2015-09-30", ""),
        ("2015-09-30", "the day of the same speaker's statement before"),
    ]
    assert dates(segments, made, times(segments), drafts, [ada, Speaker("b", "Bo")])[1] == (None, "")
