"""Times: types and values counted from the day of publication; without it what is relative stays partial."""

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.reading.resolve.times import times
from onrecord.reading.resolve.times.find import MEANINGS
from onrecord.reading.resolve.times.grammar import PATTERNS
from onrecord.reading.segment import segment
from onrecord.schema.report import Report
from onrecord.schema.when import When
from tests.conftest import tags

THURSDAY = date(2015, 10, 1)


def found(text: str, published: date | None = THURSDAY, speech: str = "") -> list[When]:
    segments = segment(Report(text, published=published))
    return times(segments, tags(segments, speech=speech))[0]


def values(text: str, published: date | None = THURSDAY, speech: str = "") -> list[tuple[str, str]]:
    return [(when.text, when.value) for when in found(text, published, speech)]


def prepositions(text: str) -> str:
    """Parts of speech for the tests in which only prepositions matter."""
    return " ".join(
        "IN" if token.text.lower() in {"for", "about", "took", "then", ",", "or"} else "NN" for token in segment(Report(text)).tokens
    )


def test_each_pattern_has_a_meaning() -> None:
    assert {name for name, _ in PATTERNS} == set(MEANINGS)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("He said Thursday it rained.", [("Thursday", "2015-10-01")]),
        ("It rained on Monday.", [("Monday", "2015-09-28")]),
        ("They will meet on Monday.", [("Monday", "2015-10-05")]),
        ("It rained last Thursday.", [("last Thursday", "2015-09-24")]),
        ("It will rain this Friday.", [("this Friday", "2015-10-02")]),
        ("It rains this coming Sunday.", [("this coming Sunday", "2015-10-04")]),
        ("It rained this past Sunday.", [("this past Sunday", "2015-09-27")]),
        ("It rained on Monday last week.", [("Monday last week", "2015-09-21")]),
        ("It rained yesterday and today.", [("yesterday", "2015-09-30"), ("today", "2015-10-01")]),
        ("It began on September 15.", [("September 15", "2015-09-15")]),
        ("It began on Sept. 15, 2014.", [("Sept. 15, 2014", "2014-09-15")]),
        ("It began on 15 September 2014.", [("15 September 2014", "2014-09-15")]),
        ("It began on Wednesday, the 2nd of September.", [("Wednesday, the 2nd of September", "2015-09-02")]),
        ("The deadline is Nov. 6.", [("Nov. 6", "2015-11-06")]),
        ("It began in June.", [("June", "2015-06")]),
        ("It will begin in December.", [("December", "2015-12")]),
        ("It ended last March, as in June last year.", [("last March", "2015-03"), ("June last year", "2014-06")]),
        ("It began in early June 2014.", [("early June 2014", "2014-06")]),
        ("It may rain. They march on. On May 3 it did.", [("May 3", "2015-05-03")]),
        ("It lasted from Oct. 1-3 and from 5–7 March.", [("Oct. 1-3", "2015-10-01/2015-10-03"), ("5–7 March", "2015-03-05/2015-03-07")]),
        (
            "On 2015-09-30 and 9/30/2015 it rained, and on 1/2/15.",
            [("2015-09-30",) * 2, ("9/30/2015", "2015-09-30"), ("1/2/15", "2015-XX-XX")],
        ),
        ("It rained on Feb. 30.", []),
        ("It rained at Christmas and on Easter.", [("Christmas", "2014-12-25"), ("Easter", "2015-04-05")]),
        ("Mara wrote in USA Today.", []),
    ],
)
def test_days_and_months(text: str, wanted: list[tuple[str, str]]) -> None:
    speech = "NNP VBD IN NNP NNP ." if "USA" in text else ""
    assert values(text, speech=speech) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("It began in 2009.", [("2009", "2009")]),
        ("Some 2015 people.", []),
        ("It rained from 1991 to 1997.", [("1991", "1991"), ("1997", "1997")]),
        ("It rained last week.", [("last week", "2015-W39")]),
        ("It rained over the weekend.", [("the weekend", "2015-W39-WE")]),
        ("It rained last month, and will next year.", [("last month", "2015-09"), ("next year", "2016")]),
        ("It fell in the third quarter.", [("the third quarter", "2015-Q3")]),
        ("The fourth-quarter loss fell.", [("The fourth-quarter", "2015-Q4")]),
        ("Q3 2014 was poor, the first quarter of 2015 better.", [("Q3 2014", "2014-Q3"), ("the first quarter of 2015", "2015-Q1")]),
        ("In the first half of 2014 and fiscal 2013.", [("the first half of 2014", "2014-H1"), ("fiscal 2013", "FY2013")]),
        ("It rained last summer and in the winter of 1994.", [("last summer", "2015-SU"), ("the winter of 1994", "1994-WI")]),
        ("In the early 1990s, the nineties.", [("the early 1990s", "199"), ("the nineties", "199")]),
        ("In the 20th century and this century.", [("the 20th century", "19"), ("this century", "20")]),
        ("By year-end and the end of the month.", [("year-end", "2015-12-31"), ("the end of the month", "2015-10")]),
        ("In nineteen ninety-four.", [("nineteen ninety-four", "1994")]),
        ("In the 1989-90 season.", [("the 1989-90", "1989/1990")]),
    ],
)
def test_weeks_to_centuries(text: str, wanted: list[tuple[str, str]]) -> None:
    assert values(text) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("It rained at 3:30 p.m. on Tuesday.", [("3:30 p.m.", "2015-09-29T15:30"), ("Tuesday", "2015-09-29")]),
        ("It rained at 9 a.m. Tuesday.", [("9 a.m. Tuesday", "2015-09-29T09:00")]),
        ("On Tuesday at 15:30 GMT it rained.", [("Tuesday", "2015-09-29"), ("15:30 GMT", "2015-09-29T15:30Z")]),
        ("It rained on Tuesday night.", [("Tuesday night", "2015-09-29TNI")]),
        ("It rained last night and this morning.", [("last night", "2015-09-30TNI"), ("this morning", "2015-10-01TMO")]),
        ("It rains tonight.", [("tonight", "2015-10-01TNI")]),
        ("It rained at 3 o’clock.", [("3 o’clock", "XXXX-XX-XXT03:00")]),
        ("They won 3:30.", []),
        ("It is due by 6 o'clock this afternoon.", [("6 o'clock this afternoon", "2015-10-01T06:00")]),
    ],
)
def test_hours_and_parts_of_the_day(text: str, wanted: list[tuple[str, str]]) -> None:
    assert values(text) == wanted
    assert all(when.type == "TIME" for when in found(text) if "T" in when.value)


@pytest.mark.parametrize(
    ("text", "kind", "wanted"),
    [
        ("It took three years.", "DURATION", [("three years", "P3Y")]),
        ("For about a decade and several months.", "DURATION", [("about a decade", "P10Y"), ("several months", "PXM")]),
        ("It took two to three weeks.", "DURATION", [("two to three weeks", "P2W")]),
        ("It took twenty-four hours, then half an hour.", "DURATION", [("twenty-four hours", "PT24H"), ("half an hour", "PT30M")]),
        ("It took a minute and a half, or 2 1/2 years.", "DURATION", [("a minute and a half", "PT1M30S"), ("2 1/2 years", "P2Y6M")]),
        (
            "It took three and a half years, two hundred days.",
            "DURATION",
            [("three and a half years", "P3Y6M"), ("two hundred days", "P200D")],
        ),
        ("A day-to-day task, a last-minute change, a two-thirds share.", "DURATION", []),
        ("These days.", "DATE", [("days", "PRESENT_REF")]),
        ("A five‑year plan, a two-day visit.", "DURATION", [("A five‑year", "P5Y"), ("a two-day", "P2D")]),
        ("It rained for the past two weeks.", "DURATION", [("the past two weeks", "P2W")]),
        ("It left two weeks before the vote.", "DURATION", [("two weeks", "P2W")]),
        ("A 6-year-old boy.", "DURATION", []),
        ("Every day, each Thursday, annually.", "SET", [("Every day", "P1D"), ("each Thursday", "XXXX-WXX-4"), ("annually", "P1Y")]),
        ("On Tuesdays and every two weeks.", "SET", [("Tuesdays", "XXXX-WXX-2"), ("every two weeks", "P2W")]),
        ("Twice a year.", "SET", [("Twice a year", "P1Y")]),
        ("It is now, was recently and will be soon.", "DATE", [("now", "PRESENT_REF"), ("recently", "PAST_REF"), ("soon", "FUTURE_REF")]),
        ("It came as soon as it rained.", "DATE", []),
    ],
)
def test_stretches_sets_and_references(text: str, kind: str, wanted: list[tuple[str, str]]) -> None:
    assert values(text, speech=prepositions(text)) == wanted
    assert {when.type for when in found(text, speech=prepositions(text))} <= {kind}


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("It rained two days ago.", "2015-09-29"),
        ("It rained three months ago.", "2015-07"),
        ("It rained six weeks ago.", "2015-W34"),
        ("It rained on March 3. It stopped two days later.", "2015-03-05"),
        ("It rained on March 3. It had begun two weeks earlier.", "2015-W08"),
        ("It rained on March 3. It had begun the previous day.", "2015-03-02"),
        ("It rained on March 3. It had begun the day before.", "2015-03-02"),
        ("It rained on March 3. It stopped later that week.", "2015-W10"),
        ("It rained on March 3. It stopped the next morning.", "2015-03-04TMO"),
        ("It rained in 1995. It stopped the following year.", "1996"),
        ("It rained. It stopped the previous day.", "XXXX-XX-XX"),
        ("It is due in two weeks from now.", "2015-W42"),
        ("Third-quarter profit rose. A year earlier it fell.", "2014-Q3"),
    ],
)
def test_what_counts_from_another_time(text: str, value: str) -> None:
    assert values(text)[-1][1] == value


def test_the_verb_decides_between_past_and_future() -> None:
    assert values("It began in December.", speech="PRP VBD IN NNP .") == [("December", "2014-12")]
    assert values("They met Monday.", speech="PRP VBD NNP .") == [("Monday", "2015-09-28")]
    assert values("They agreed to meet Monday.", speech="PRP VBD TO VB NNP .") == [("Monday", "2015-10-05")]
    assert values("It had been due Monday.", speech="PRP VBD VBN JJ NNP .") == [("Monday", "2015-09-28")]
    assert values("On Monday they will meet.", speech="IN NNP PRP MD VB .") == [("Monday", "2015-10-05")]


def test_without_a_day_of_publication_nothing_is_guessed() -> None:
    text = (
        "On Thursday, yesterday, last week, in June, on June 3, two months ago, last night, last spring, this year, in the third quarter."
    )
    assert [value for _, value in values(text, None)] == [
        *("XXXX-WXX-4", "XXXX-XX-XX", "XXXX-WXX", "XXXX-06", "XXXX-06-03", "XXXX-XX", "XXXX-XX-XXTNI", "XXXX-SP", "XXXX", "XXXX-Q3"),
    ]
    assert all(when.begins is None for when in found(text, None))


def test_a_full_date_in_the_text_anchors_the_others() -> None:
    text = "ARDAL, 1 October 2015 (Agency) - It rained on Monday."
    segments = segment(Report(text))
    whens, anchor = times(segments, tags(segments))
    assert [when.value for when in whens] == ["2015-10-01", "2015-09-28"]
    assert (anchor.day, anchor.reason) == (THURSDAY, "counted from the dateline's day")


def test_a_dateline_without_a_year_stays_partial() -> None:
    assert values("ARDAL, Oct 1 (Agency) - It rained on Monday.", None) == [("Oct 1", "XXXX-10-01"), ("Monday", "XXXX-WXX-1")]


def test_an_interval_covers_what_the_words_say() -> None:
    (june,) = found("It rained in June.")
    assert (june.begins, june.ends) == (date(2015, 6, 1), date(2015, 7, 1))


def test_times_do_not_overlap_and_stand_in_order() -> None:
    whens = found("Late on Monday, Oct. 5, 2015, at 3 p.m., two days before the end of the year, in the first quarter of 2016.")
    assert all(a.end <= b.start for a, b in pairwise(whens))


WORDS = [
    *("the", "last", "next", "Monday", "night", "May", "3", "2015", "3:30", "p.m.", "two", "three-year", "years", "ago", "earlier"),
    *("third", "quarter", "of", ",", "'s", "1990s", "end", "and", "a", "half", "in", "to"),
]


@pytest.mark.parametrize("published", [date.min, date.max])
def test_the_ends_of_the_calendar_break_nothing(published: date) -> None:
    text = "Last Monday, next Monday, on Christmas, last night, tomorrow, a week ago, next year, on March 3, last spring, over the weekend."
    assert all(when.text for when in found(text, published))


@given(st.lists(st.sampled_from(WORDS), max_size=30), st.none() | st.dates())
def test_no_words_and_no_day_break_it(words: list[str], published: date | None) -> None:
    whens = found(" ".join(words), published)
    assert all((when.begins is None) == (when.ends is None) for when in whens)
    assert all(a.end <= b.start for a, b in pairwise(whens))


@given(st.text(alphabet="0123456789 ,.agodysJuneFb-lastwkxQHfY/:’", max_size=40), st.dates())
def test_no_characters_break_it(text: str, published: date) -> None:
    found(text, published)
