"""The codebook holds what PLOVER has, its examples come out as they say, and its boundary rules hold (docs/codebook.md)."""

import pytest

from onrecord.data import table
from onrecord.reading.pipeline import read_report
from onrecord.schema.day import day
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
        # Not to do what would be welcome is a refusal; a harm announced under a condition, a threat; what is demanded is no second event.
        ("President Ivan Orlov is not going to meet King Haldan.", [("REJECT", "meet")]),
        ("Chile will attack Peru if its ships cross the line.", [("THREATEN", "violence")]),
        ("Chile demanded that Peru withdraw its troops from Bolivia.", [("REQUEST", "yield")]),
        # Of one politician to another, an attack is one of words.
        ("Prime Minister Ada Lane attacked Minister Bo Lund over his record.", [("ACCUSE", "disapprove")]),
        ("Gunmen attacked Minister Bo Lund.", [("ASSAULT", "firearms")]),
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
        # Hypothetical: conditions by word order and by nouns, and what hangs on one; counterfactuals; what may be planned.
        "Were Chile to attack Peru, the talks would end.",
        "Had Chile attacked Peru, the talks would have ended.",
        "In the event that Chile attacks Peru, the talks will end.",
        "If Peru agreed, Chile would send aid to Bolivia.",
        "Chile will send aid to Peru if the talks go on.",
        "Chile would have attacked Peru.",
        "Chile may plan to attack Peru.",
        "Chile has no plans to attack Peru.",
        "Minister Ada Lane dared Peru to attack Chile.",
        "Should Chile attack Peru?",
        # Nobody says so.
        "There is no evidence that Chile attacked Peru.",
        "There was no truth to reports that Chile attacked Peru.",
        # What is only remembered, meant otherwise, or nobody's politics.
        "The anniversary of the attack on Peru by Chile was marked on Monday.",
        "Prime Minister Ada Lane seized on the remark.",
        "Minister Ada Lane withdrew her threat.",
        "The ministers met with an accident.",
        "President Ada Lane beat Senator Bo Lund in the primary.",
        "President Ada Lane talked to reporters.",
        "Singer Ada Lane criticised the comedian Bo Lund.",
        "Thank God, Chile said.",
        "The use of force was discussed.",
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


def test_who_follows_a_place_is_the_person() -> None:
    (event,) = events("Ada Lane, a lawyer from Chile who has accused Peru of fraud, left on Monday.")
    assert event.actor is not None
    assert event.actor.name != "Chile"


@pytest.mark.parametrize(
    ("text", "date", "modality"),
    [
        ("Chile said on Monday it would not recognise the government of Peru.", "2015-09-28", "happened"),  # it is done by saying
        ("Talks between Peru and Chile are set to resume on Monday.", "2015-10-05", "planned"),
        ("Peru urged Chile on Tuesday to leave by 12 October.", "2015-09-29", "happened"),
        ("The debate in the Senate of Chile on 12 October will be long.", "2015-10-12", "planned"),
    ],
)
def test_when_it_was(text: str, date: str, modality: str) -> None:
    (event,) = read_report(Report(text, published=day("2015-10-01"))).events
    assert (event.date, event.modality) == (date, modality)
