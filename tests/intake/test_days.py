"""A day is what the words mean, in the languages of newspapers' exports; what might mean two days means none."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.intake.days import day_of, order_of

OCTOBER = date(2015, 10, 1)


@pytest.mark.parametrize(
    "text",
    [
        *(
            "2015-10-01",
            "20151001",
            "2015-10-01T10:00:00Z",
            "2015-10-01 10:00:00",
            "20151001101500",
            "2015/10/1",
            "2015-10-01T10:00:00.000+0200",
        ),
        *("Fri, 01 Oct 2015 10:00:00 GMT", "October 1, 2015 Thursday", "1. Oktober 2015", "Oct. 1, 2015, 3:45 pm ET", "1er octobre 2015"),
        *("Donnerstag 1. Oktober 2015", "jueves 1 octubre 2015", "1 de octubre de 2015", "donderdag 1 oktober 2015", "1 октября 2015"),
        *("1443657600", "1443657600.0", "1443657600000", "01.10.2015", "1-Oct-2015", "Updated 10:30 AM EDT, Thu October 1, 2015"),
        *(
            "October 1, 2015 Thursday Late Edition - Final",
            "October 1st, 2015",
            "Thu Oct  1 10:00:00 2015",
            "Thursday 1 October 2015 10:30 BST",
        ),
    ],
)
def test_days_as_sources_write_them(text: str) -> None:
    assert day_of(text) == OCTOBER


@pytest.mark.parametrize(
    "text", ["", "unknown", "2015", "May 2015", "01/02/2015", "31/31/2015", "2015-02-31", "9" * 400, "0", "Edition 1; Tarn", "1 foo 2015"]
)
def test_no_days(text: str) -> None:
    assert day_of(text) is None


def test_the_order_is_told_or_shown() -> None:
    assert day_of("01/02/2015", dayfirst=True) == date(2015, 2, 1)
    assert day_of("01/02/2015", dayfirst=False) == date(2015, 1, 2)
    assert day_of("13/02/2015") == date(2015, 2, 13)
    assert order_of(["01/02/2015", "13/02/2015"]) is True
    assert order_of(["01/02/2015", "02/13/2015"]) is False
    assert order_of(["01/02/2015"]) is None
    assert order_of(["13/02/2015", "02/13/2015"]) is None


def test_the_future_and_the_age_before_newspapers_are_no_days() -> None:
    assert day_of("2015-10-01", latest=date(2015, 9, 30)) is None
    assert day_of("9999-12-31") is None
    assert day_of("1599-12-31") is None


@given(st.text(max_size=60))
def test_any_text_is_a_day_or_none(text: str) -> None:
    assert isinstance(day_of(text), date | None)
