"""What a cue says of its content."""

import pytest

from onrecord.reading.attribute.cues import is_addressed, lemma, says, stance_of, type_of


@pytest.mark.parametrize(
    ("cue", "content", "type_"),
    [
        ("said", "it rained", "assertion"),
        ("told", "to leave", "eventuality"),
        ("told", "that it rained", "assertion"),
        ("believes", "it rained", "belief"),
        ("is expected", "to rain", "belief"),
        ("fears", "rain", "belief"),
        ("learned", "that it rained", "fact"),
        ("did not know", "why", "fact"),
        ("wants", "rain", "eventuality"),
        ("is calling on", "to stop", "eventuality"),
        ("called for", "an end", "eventuality"),
        ("agreed", "to meet", "eventuality"),
        ("agreed", "that it rained", "belief"),
        ("refused", "to say", "eventuality"),
        ("plans", "to leave", "eventuality"),
        ("according to", "it rained", "assertion"),
        ("", "it rained", "assertion"),
    ],
)
def test_types(cue: str, content: str, type_: str) -> None:
    assert type_of(cue.split(), content.split()) == type_


@pytest.mark.parametrize(
    ("cue", "content", "stance"),
    [
        ("said", "it rained .", "asserts"),
        ("denied", "that it rained", "denies"),
        ("dismissed as absurd", "claims of rain", "rejects"),
        ("asked", "whether it rained", "asks"),
        ("asked", "to leave", "asserts"),
        ("said", '" Did it rain ? "', "asks"),
        ("said", "if it rains , we stay", "conditions"),
    ],
)
def test_stances(cue: str, content: str, stance: str) -> None:
    assert stance_of(cue.split(), content.split()) == stance


def test_forms_of_verbs() -> None:
    assert lemma("Urging") == "urge"
    assert lemma("table") == "table"
    assert says("quipped")
    assert not says("ran")
    assert is_addressed("told")
    assert not is_addressed("said")
