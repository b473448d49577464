"""The cast: whom a description may mean."""

import pytest

from onrecord.reading.resolve.cast import Figure
from onrecord.schema.actor import Role


@pytest.mark.parametrize(
    ("role", "words", "fits"),
    [
        ("president", "president", True),
        ("vice president", "president", False),
        ("vice president", "vice president", True),
        ("president", "vice president", False),
        ("foreign minister", "minister", True),
        ("foreign minister", "top diplomat", True),
        ("assistant secretary of state", "secretary of state", False),
    ],
)
def test_an_office_below_another_is_another(role: str, words: str, fits: bool) -> None:
    assert Figure("person", roles=[Role(role, None)]).has_office(words.split(), None) is fits
