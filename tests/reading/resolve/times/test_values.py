"""TIMEX3 values: the days they cover, and the arithmetic of calendars."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.reading.resolve.times.values import duration, easter, interval, moved, unknown, week_of, weekday_of_month


@pytest.mark.parametrize(
    ("value", "begins", "ends"),
    [
        ("2015-10-01", date(2015, 10, 1), date(2015, 10, 2)),
        ("2015-10-01T15:30", date(2015, 10, 1), date(2015, 10, 2)),
        ("2015-10-01TNI", date(2015, 10, 1), date(2015, 10, 2)),
        ("2015-12", date(2015, 12, 1), date(2016, 1, 1)),
        ("2015-W40", date(2015, 9, 28), date(2015, 10, 5)),
        ("2015-W40-WE", date(2015, 10, 3), date(2015, 10, 5)),
        ("2015-Q4", date(2015, 10, 1), date(2016, 1, 1)),
        ("2015-H1", date(2015, 1, 1), date(2015, 7, 1)),
        ("2015", date(2015, 1, 1), date(2016, 1, 1)),
        ("199", date(1990, 1, 1), date(2000, 1, 1)),
        ("19", date(1900, 1, 1), date(2000, 1, 1)),
        ("1989/1990", date(1989, 1, 1), date(1991, 1, 1)),
    ],
)
def test_a_value_covers_its_days(value: str, begins: date, ends: date) -> None:
    assert interval(value) == (begins, ends)


@pytest.mark.parametrize(
    "value", ["", "XXXX-WXX-4", "XXXX-10-01", "2015-02-30", "2015-13", "2015-SU", "FY2014", "P3D", "PAST_REF", "1990/1989"]
)
def test_what_is_partial_or_no_date_covers_none(value: str) -> None:
    assert interval(value) is None


@given(st.dates(), st.sampled_from(["D", "W", "WE", "FN", "M", "Q", "Y", "DE", "CE", "ME", "SE"]), st.integers(-10_000, 10_000))
def test_moving_gives_a_value_that_covers_days_or_nothing(day: date, unit: str, count: int) -> None:
    value = moved(unit, count, day)
    assert value is None or interval(value) is not None


@given(st.dates())
def test_a_week_has_its_day_in_it(day: date) -> None:
    days = interval(week_of(day))
    assert days is None or days[0] <= day < days[1]


def test_what_is_unknown_has_an_x_for_each_digit() -> None:
    assert [unknown(unit) for unit in ("D", "W", "M", "Q", "Y", "DE", "CE")] == [
        *("XXXX-XX-XX", "XXXX-WXX", "XXXX-XX", "XXXX-QX", "XXXX", "XXX", "XX"),
    ]


@pytest.mark.parametrize(
    ("count", "unit", "value"),
    [
        (3, "D", "P3D"),
        (2, "DE", "P20Y"),
        (1, "FN", "P2W"),
        (None, "M", "PXM"),
        (2.5, "Y", "P2Y6M"),
        (0.5, "TH", "PT30M"),
        (1.5, "M", "P1.5M"),
    ],
)
def test_a_length_in_its_unit(count: float | None, unit: str, value: str) -> None:
    assert duration(count, unit) == value


def test_days_that_move() -> None:
    assert easter(2015) == date(2015, 4, 5)
    assert weekday_of_month(2015, 11, 3, 4) == date(2015, 11, 26)


@given(st.integers(1600, 4000))
def test_easter_is_a_sunday_in_spring(year: int) -> None:
    assert easter(year).weekday() == 6
    assert date(year, 3, 22) <= easter(year) <= date(year, 4, 25)
