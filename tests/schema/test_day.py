"""Days as people write them; what could mean two days is refused."""

from datetime import date

import pytest

from onrecord.errors import DateError
from onrecord.schema.day import day


@pytest.mark.parametrize(
    "text", ["2015-10-01", "2015-10-01T08:30:00Z", "October 1, 2015", "Oct 1, 2015", "1 October 2015", "2015/10/01", " 2015-10-01 "]
)
def test_one_day_in_many_forms(text: str) -> None:
    assert day(text) == date(2015, 10, 1)


@pytest.mark.parametrize("text", ["", "yesterday", "2015-13-01", "03/04/2015", "2015-02-30"])
def test_what_is_no_date_is_named_with_the_mend(text: str) -> None:
    with pytest.raises(DateError, match="is no date; write YYYY-MM-DD"):
        day(text)
