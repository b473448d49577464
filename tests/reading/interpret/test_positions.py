"""Who stands where: each rule of docs/codebook.md, and what is no position."""

import pytest

from onrecord.data import table
from onrecord.reading.pipeline import read_report
from onrecord.schema.position import Position
from onrecord.schema.report import Report

BOOK = table("plover")["positions"]

pytestmark = pytest.mark.net


def positions(text: str) -> tuple[Position, ...]:
    return read_report(Report(text)).positions


def stands(text: str) -> list[tuple[str, str, str]]:
    return [(each.actor.name, each.stance, each.towards) for each in positions(text)]


def test_every_type_that_means_something_is_one_of_plovers() -> None:
    types = table("plover")["types"]
    assert set(BOOK["types"]) <= set(types)
    assert all(BOOK["types"][name]["stance"] == ("support" if types[name]["quad"] in {1, 2} else "oppose") for name in BOOK["types"])


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        # What somebody does.
        ("Kenya imposed sanctions on Uganda.", ("Kenya", "oppose", "Uganda")),
        ("Kenya praised Uganda for its patience.", ("Kenya", "support", "Uganda")),
        # Words towards a thing: the position is towards the claim.
        ("Kenya opposes the dam on the border, President Ada Halic said.", ("Kenya", "oppose", "the dam on the border")),
        ("President Ada Halic condemned the arrest of the editor.", ("Ada Halic", "oppose", "the arrest of the editor")),
        # Negated support is opposition; negated scorn a weak support.
        ("Kenya does not support the embargo, President Ada Halic said.", ("Kenya", "oppose", "the embargo")),
        ("Kenya does not consider the Harbour Front a terrorist group, Ada Halic said.", ("Kenya", "support", "Harbour Front")),
        # A speaker's verdict.
        ("Uganda is a reliable partner, Ada Halic said.", ("Ada Halic", "support", "Uganda")),
        ("The sanctions on Chad are illegal, Ada Halic said.", ("Ada Halic", "oppose", "The sanctions on Chad")),
        ("Uganda violates the treaty, Ada Halic said.", ("Ada Halic", "oppose", "Uganda")),
        # A claim that is denied or dismissed.
        (
            "Ada Halic dismissed as absurd claims that Kenya had bought the vote.",
            ("Ada Halic", "oppose", "claims that Kenya had bought the vote"),
        ),
        # What is called for, and who is to go.
        ("Ada Halic called for an inquiry into the fire.", ("Ada Halic", "support", "an inquiry into the fire")),
        ("Ada Halic called on President Bo Lund to resign.", ("Ada Halic", "oppose", "Bo Lund")),
        ("The truce must hold, Ada Halic said.", ("Ada Halic", "support", "The truce must hold")),
        # What is tried is meant; what is withdrawn is over.
        ("Prime Minister Linn Ekdal tried to oust President Bo Lund.", ("Linn Ekdal", "oppose", "Bo Lund")),
        ("Kenya withdrew its support for the pipeline, Ada Halic said.", ("Kenya", "oppose", "the pipeline")),
        # Through a bond.
        ("Russia is interested in cooperation with Iran, Ada Halic said.", ("Russia", "support", "Iran")),
    ],
)
def test_positions(text: str, wanted: tuple[str, str, str]) -> None:
    assert wanted in stands(text)


@pytest.mark.parametrize(
    "text",
    [
        "President Ada Halic met Chancellor Uwe Brandt on Monday.",
        "Kenya might back Uganda if the talks fail, analysts wrote.",
        "It is not clear whether Kenya opposes the pipeline.",
        "President Ada Halic said the question is, why should the council intervene.",
        "If Kenya rejects the offer, the talks will end, Ada Halic said.",
        "Kenya sought support from Uganda, the paper said.",
        "A court in Nairobi convicted Bo Lund of fraud.",
        "Ada Halic must admit that she was late, she said.",
        "The opposing sides met in Nairobi.",
    ],
)
def test_no_positions(text: str) -> None:
    assert stands(text) == []


def test_we_is_the_country_where_the_report_names_it() -> None:
    text = 'Kenya is calm. "We oppose the embargo," Kenyan Foreign Minister Ada Halic told reporters.'
    assert ("Kenya", "oppose", "the embargo") in stands(text)


def test_a_condition_stands_beside_the_position() -> None:
    (position,) = positions("The Harbour Front rejected any talks unless Kenya frees its leaders.")
    assert [span.text for span in position.conditions] == ["unless Kenya frees its leaders"]


def test_the_same_stance_told_twice_is_one_position_with_both_proofs() -> None:
    text = "Ada Halic condemned the embargo on Monday. On Friday, Ada Halic condemned the embargo."
    found = [each for each in positions(text) if each.towards == "the embargo"]
    assert len(found) == 1
    assert len(found[0].evidence) == 2
    assert len(found[0].again) == 1


def test_deeds_are_strong_and_hints_weak() -> None:
    strength = {
        each.towards: each.strength for each in positions("Kenya imposed sanctions on Uganda. Kenya is interested in peace with Chad.")
    }
    assert strength["Uganda"] == "strong"
    assert strength["Chad"] == "weak"
