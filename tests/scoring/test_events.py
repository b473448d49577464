"""Events are matched to gold one to one; names mean an actor by its words; what is no corpus is named."""

import json
from pathlib import Path

import pytest

from onrecord.errors import CorpusError
from onrecord.schema.actor import Actor, ActorRef, Mention, Role
from onrecord.schema.event import Event
from onrecord.schema.reading import Reading
from onrecord.schema.report import Report
from onrecord.scoring.events import GoldText, gold_texts, same_actor, score_events

TEXT = "Chile accused Peru. Peru left."


def actor(name: str, start: int, kind: str = "country", roles: tuple[Role, ...] = ()) -> Actor:
    return Actor(name, name, kind, (Mention(start, start + len(name), name, "name"),), roles)  # type: ignore[arg-type]


CHILE, PERU = actor("Chile", 0), actor("Peru", 14)


def ref(one: Actor | None) -> ActorRef | None:
    return None if one is None else ActorRef(one.id, one.name)


def reading(*sides: tuple[Actor | None, Actor | None], type_: str = "ACCUSE") -> Reading:
    report = Report(TEXT)
    events = [
        Event(str(n), type_, None, (), ref(did), ref(received), None, None, "happened", report.span(6, 13), None, 0.8)
        for n, (did, received) in enumerate(sides)
    ]
    return Reading(report, (), (), tuple(events), (CHILE, PERU), ())


def gold(**other: object) -> GoldText:
    return GoldText("t", Report(TEXT), ({"type": "ACCUSE", "actor": "Chile", "recipient": "Peru", **other},))


def test_the_right_event_is_right() -> None:
    score = score_events(gold(), reading((CHILE, PERU)))
    assert (score.whole.right, score.extra, score.parts["direction, of both parties known"]) == (1, 0, (1, 1))


def test_the_wrong_way_round_is_the_right_type_and_no_more() -> None:
    score = score_events(gold(), reading((PERU, CHILE)))
    assert (score.typed.right, score.whole.right, score.parts["direction, of both parties known"]) == (1, 0, (0, 1))


def test_what_both_do_has_no_direction() -> None:
    assert score_events(gold(either=True), reading((PERU, CHILE))).whole.right == 1


def test_one_too_many_is_extra() -> None:
    score = score_events(gold(), reading((CHILE, PERU), (CHILE, None)))
    assert (score.whole.right, score.extra) == (1, 1)


def test_another_type_in_the_same_place_is_found_at_all() -> None:
    score = score_events(gold(trigger={"start": 6, "end": 13}), reading((CHILE, None), type_="REJECT"))
    assert (score.detected.right, score.typed.right) == (1, 0)


@pytest.mark.parametrize(
    ("wanted", "who", "same"),
    [
        ("Chile", CHILE, True),
        ("the Chilean government", actor("Chile's government", 0, "organisation"), True),
        ("Chile", actor("troops", 0, "unnamed group", (Role("troops", "Chile"),)), True),
        ("Chile", actor("Ada Lane", 0, "person", (Role("president", "Chile"),)), False),
        ("Ada Lane", actor("Lane", 0, "person"), True),
        ("Peru", CHILE, False),
    ],
)
def test_whom_a_name_means(wanted: str, who: Actor, same: bool) -> None:
    assert same_actor(wanted, who) is same


def test_records_of_plover_are_read(tmp_path: Path) -> None:
    record = {
        "id": "1",
        "date": "2021-05-04",
        "actor": [{"entity_text": "Chile"}],
        "recipient": ["Peru"],
        "event": ["ACCUSE"],
        "text": TEXT,
    }
    nothing = {"id": "2", "date": "2021-05-04", "has_event": False, "text": "It rained."}
    path = tmp_path / "gold.jsonl"
    path.write_text("\n".join(map(json.dumps, (record, {**record, "event": ["SANCTION"]}, nothing))), "utf-8")
    one, other = gold_texts(path)
    assert [event["type"] for event in one.events] == ["ACCUSE", "SANCTION"]
    assert (one.events[0]["actor"], one.events[0]["recipient"], other.events) == (["Chile"], ["Peru"], ())


@pytest.mark.parametrize("text", ["", "no JSON", '{"text": "It rained."}'])
def test_what_is_no_gold_is_named(tmp_path: Path, text: str) -> None:
    path = tmp_path / "gold.jsonl"
    path.write_text(text, "utf-8")
    with pytest.raises(CorpusError, match=r"gold\.jsonl: .*JSON lines with text and events"):
        list(gold_texts(path))
