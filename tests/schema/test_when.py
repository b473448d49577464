"""Times: an interval has both ends or none, and is not empty."""

from datetime import date

import pytest

from onrecord.errors import SchemaError
from onrecord.schema.when import When


def test_half_an_interval_can_not_be_made() -> None:
    with pytest.raises(SchemaError, match="one end of an interval"):
        When(0, 3, "May", "DATE", "2015-05", date(2015, 5, 1), None)


def test_an_empty_interval_can_not_be_made() -> None:
    with pytest.raises(SchemaError, match="needs begins < ends"):
        When(0, 3, "May", "DATE", "2015-05", date(2015, 5, 1), date(2015, 5, 1))
