"""The codebook holds what PLOVER has, its examples come out as they say, and its boundary rules hold (docs/codebook.md)."""

import pytest

from onrecord.data import table
from onrecord.reading.pipeline import read_report
from onrecord.schema.event import Event
from onrecord.schema.report import Report
from onrecord.scoring.events import GoldText, score_events

BOOK = table("plover")
EXAMPLES = [(name, example) for name, its in BOOK["types"].items() for example in its["examples"]]

pytestmark = pytest.mark.net


def events(text: str) -> tuple[Event, ...]:
    return read_report(Report(text)).events


def coded(text: str) -> list[tuple[str, str | None]]:
    return [(event.type, event.mode) for event in events(text)]


def test_it_has_the_types_modes_contexts_and_sectors_of_plover() -> None:
    modes = [mode for its in BOOK["types"].values() for mode in its["modes"]]
    assert (len(BOOK["types"]), len(modes), len(BOOK["contexts"]), len(BOOK["sectors"])) == (16, 67, 37, 25)


def test_each_of_them_has_a_meaning() -> None:
    meanings = [its["meaning"] for name in ("types", "contexts", "sectors") for its in BOOK[name].values()]
    meanings += [meaning for its in BOOK["types"].values() for meaning in its["modes"].values()]
    assert all(meaning.strip() for meaning in meanings)


@pytest.mark.parametrize(("type_", "example"), EXAMPLES, ids=[example["text"] for _, example in EXAMPLES])
def test_its_examples_come_out_as_they_say(type_: str, example: dict[str, str]) -> None:
    actor, recipient = (None if side == "-" else side for side in example["is"].split(" > "))
    gold = {"type": type_, "actor": actor, "recipient": recipient, "either": example.get("either", False)}
    report = Report(example["text"])
    score = score_events(GoldText("", report, (gold,)), read_report(report))
    assert (score.whole.right, score.extra) == (1, 0), events(example["text"])


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        # What is still to come: cooperation, aid and support are AGREE, giving in is CONCEDE; a meeting that is only planned stays one.
        ("Norway will send tents to Nepal.", [("AGREE", None)]),
        ("Spain promised to back Portugal.", [("AGREE", None)]),
        ("Serbia and Croatia agreed to hold a joint exercise.", [("AGREE", None)]),
        ("Serbia agreed to meet Croatia.", [("AGREE", None)]),
        ("Orlov said he would release the prisoners.", [("CONCEDE", None)]),
        ("Tarnia promised to withdraw its troops from Kenya.", [("CONCEDE", None)]),
        ("President Ivan Orlov will meet King Haldan on Monday.", [("CONSULT", None)]),
        # An ambassador summoned is a reproach; a meeting cancelled, a refusal.
        ("Chile summoned the ambassador of Peru.", [("ACCUSE", "disapprove")]),
        ("Chile cancelled talks with Peru.", [("REJECT", "meet")]),
        # A warrant for somebody who is not there threatens arrest.
        ("A court in Chad issued an arrest warrant in absentia for General Omar Sabri.", [("THREATEN", "arrest")]),
        # A captured fighter is abducted; an arrested citizen is not.
        ("Rebels captured two soldiers from Chad.", [("ASSAULT", "abduct")]),
        ("Police in Chad arrested the singer Ana Prado.", [("COERCE", "arrest")]),
        # A drill of several is cooperation, of one a show of force.
        ("Japan and India held a joint naval drill.", [("COOPERATE", None)]),
        ("Japan held a naval drill.", [("MOBILIZE", "troops")]),
        # Troops that bring relief bring aid.
        ("Soldiers from Italy delivered food to Haiti.", [("AID", None)]),
        # Prison after a conviction counts twice.
        ("A court in Peru sentenced former minister Juan Leal to nine years in prison.", [("COERCE", "arrest"), ("SANCTION", "convict")]),
        # Force moved for the assault that the sentence tells is no event beside it.
        ("Tarnia deployed troops and attacked Kessland.", [("ASSAULT", None)]),
        # Kept from coming in: refused. Thrown out: diplomats and members by sanction, people by force.
        ("Israel denied entry to two lawmakers from Ireland.", [("REJECT", None)]),
        ("Poland expelled two diplomats from Russia.", [("SANCTION", "expel")]),
        ("Malta expelled the refugees.", [("COERCE", "deport")]),
    ],
)
def test_the_boundaries_between_types(text: str, wanted: list[tuple[str, str | None]]) -> None:
    assert sorted(coded(text), key=str) == wanted


@pytest.mark.parametrize(
    ("text", "modality"),
    [
        ("Chile attacked Peru.", "happened"),
        ("President Ivan Orlov will meet King Haldan on Monday.", "planned"),
        ("Spain promised to help Portugal.", "promised"),
        ("Spain threatened to bomb Portugal.", "threatened"),
    ],
)
def test_whether_it_happened(text: str, modality: str) -> None:
    assert [event.modality for event in events(text)] == [modality]


@pytest.mark.parametrize(
    "text",
    [
        "Chile did not attack Peru.",
        "Chile denied attacking Peru.",
        "If Chile attacks Peru, the talks will end.",
        "Chile could attack Peru.",
        "Chile tried to persuade the lake.",
        "She attacked the problem with great energy.",
        "The shop rejected the delivery of milk.",
    ],
)
def test_what_is_no_event(text: str) -> None:
    assert coded(text) == []


def test_what_one_says_of_another_is_the_others_act_and_carries_the_statement() -> None:
    reading = read_report(Report("Ivan Orlov said on Monday that Chile had bombed Peru."))
    (event,) = reading.events
    (statement,) = reading.statements
    assert (event.actor and event.actor.name, event.recipient and event.recipient.name) == ("Chile", "Peru")
    assert event.statement == statement.id


def test_those_who_act_together_are_one_event() -> None:
    (event,) = events("Egypt, Chad and Niger condemned Israel.")
    assert (event.actor and event.actor.name, [each.name for each in event.co_actors]) == ("Egypt", ["Chad", "Niger"])


def test_an_act_told_twice_is_one_event_with_both_places() -> None:
    (event,) = events("Chile attacked Peru on Monday. The attack on Peru by Chile came at night.")
    assert len(event.again) == 1
    assert event.trigger.text == "attacked"
