"""Whose somebody is: a country's by its adjective or name, and not by a word of a longer name."""

import pytest

from onrecord.reading.pipeline import read_report
from onrecord.schema.report import Report

pytestmark = pytest.mark.net


@pytest.mark.parametrize(
    ("text", "affiliation"),
    [
        ("Norway condemned the soldiers of Chad.", "Chad"),
        ("Norway condemned South Korean soldiers.", "South Korea"),
        ("Norway condemned the soldiers of Latin America.", "Latin America"),
    ],
)
def test_the_home_of_somebody_without_a_name(text: str, affiliation: str) -> None:
    actors = {actor.id: actor for actor in read_report(Report(text)).actors}
    event = read_report(Report(text)).events[0]
    assert event.recipient is not None
    assert affiliation in {role.affiliation for role in actors[event.recipient.id].roles}
