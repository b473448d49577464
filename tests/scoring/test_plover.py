"""PLOVER's JSON records are gold: those of one text together, compound actors any of whom is right, two sides as actors in any order."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from onrecord.cli.main import app
from onrecord.errors import CorpusError
from onrecord.export import plover as export
from onrecord.record import Record, Run
from onrecord.schema.actor import Actor, ActorRef, Mention
from onrecord.schema.event import Event
from onrecord.schema.reading import Reading
from onrecord.schema.report import Report
from onrecord.scoring import plover
from onrecord.scoring.events import GoldText, gold_texts, score_events

TEXT = "Chile and Norway accused Peru.\u2028Peru met Norway."
NAMES = ("Chile", "Norway", "Peru")
RECORD: dict[str, Any] = {"id": "r1", "date": "2021-05-04", "actor": [{"entity_text": "Chile"}], "event": ["ACCUSE"], "text": TEXT}


def actor(name: str) -> Actor:
    start = TEXT.index(name)
    return Actor(name, name, "country", (Mention(start, start + len(name), name, "name"),))


def reading() -> Reading:
    report = Report(TEXT, published=date(2021, 5, 5), source="a.txt")
    chile, norway, peru = (ActorRef(name, name) for name in NAMES)
    accused, met = (report.span(TEXT.index(word), TEXT.index(word) + len(word)) for word in ("accused", "met"))
    events = (
        Event("e1", "ACCUSE", "allege", (), chile, peru, None, None, "happened", accused, None, 0.8, (norway,)),
        Event("e2", "CONSULT", None, (), peru, norway, None, None, "happened", met, None, 0.8),
    )
    return Reading(report, (), (), events, tuple(map(actor, NAMES)), ())


def test_what_the_export_writes_is_taken_back_as_gold(tmp_path: Path) -> None:
    with Record(tmp_path / "r.db", make=True) as record:
        record.add(reading(), record.run(Run("1"), "2026-01-01T00:00:00Z"), "a.txt", "d")
        export.write(record, tmp_path / "gold.jsonl", text=True)
        export.write(record, tmp_path / "bare.jsonl")
    (text,) = gold_texts(tmp_path / "gold.jsonl")
    assert (text.report.text, text.report.published) == (TEXT, date(2021, 5, 5))
    score = score_events(text, reading())
    assert (score.whole.right, score.whole.gold, score.extra, score.parts["mode"]) == (2, 2, 0, (1, 1))
    with pytest.raises(CorpusError, match=r"bare\.jsonl, line 1: the record e1 has no text; onrecord export --to plover --with-text"):
        list(gold_texts(tmp_path / "bare.jsonl"))


@pytest.mark.parametrize(
    ("sides", "right"),
    [
        ({"actor": ["Norway"], "recipient": ["Peru"]}, 1),  # one of a list
        ({"actor": ["Spain", "Chile"], "recipient": [{"identifier_text": "Peru"}]}, 1),
        ({"actor": ["Peru"], "recipient": ["Chile"]}, 0),
        ({"actor": [{"code": "Chile"}], "recipient": []}, 0),  # somebody is the recipient
        ({"actor": ["Peru", "Chile"]}, 1),  # all actors, nobody first
    ],
)
def test_who_is_right(sides: dict[str, Any], right: int) -> None:
    (gold,) = plover.events({**RECORD, **sides}, 1)
    score = score_events(GoldText("t", reading().report, (gold,)), reading())
    assert (score.typed.right, score.whole.right) == (1, right)


def test_several_types_are_several_events_and_auxiliary_modes_are_none() -> None:
    found = list(plover.events({**RECORD, "event": ["ACCUSE", "REJECT"], "mode": ["future", "meet"]}, 1))
    assert [(event["type"], event["mode"]) for event in found] == [("ACCUSE", "meet"), ("REJECT", "meet")]


def test_a_record_without_an_event_has_a_text_in_which_nothing_is_to_be_found(tmp_path: Path) -> None:
    path = tmp_path / "gold.jsonl"
    path.write_text(json.dumps({"id": "n", "date": "2021-05-04", "has_event": False, "text": "It rained."}), "utf-8")
    (text,) = gold_texts(path)
    assert text.events == ()


def test_the_text_may_be_the_sentences_of_the_story() -> None:
    assert plover.text_of({"text_info": {"text_story": ["It rained.", "Peru left."]}}, 1) == "It rained. Peru left."


@pytest.mark.parametrize(("field", "said"), [("event", "has no event"), ("text", "has no text")])
def test_what_a_record_lacks_is_named_with_its_line(tmp_path: Path, field: str, said: str) -> None:
    path = tmp_path / "gold.jsonl"
    lacking = {name: value for name, value in RECORD.items() if name != field} | ({"event": []} if field == "event" else {})
    path.write_text(f"{json.dumps(RECORD)}\n{json.dumps(lacking)}\n", "utf-8")
    with pytest.raises(CorpusError, match=rf"gold\.jsonl, line 2: the record r1 {said}"):
        list(gold_texts(path))


@pytest.mark.net
def test_the_command_line_scores_them(tmp_path: Path) -> None:
    path = tmp_path / "gold.jsonl"
    text = "Norway accused Peru of lies on Monday."
    record = {"id": "1", "date": "2021-05-04", "actor": ["Norway"], "recipient": ["Peru"], "event": ["ACCUSE"], "text": text}
    path.write_text(json.dumps(record), "utf-8")
    done = CliRunner().invoke(app, ["evaluate", "events", str(path)])
    assert done.exit_code == 0, done.output
    assert "extra: 0, 0.00 a text, 0.0 % of gold" in done.stdout
