"""Who stands where across the record, and where somebody's position changed."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from onrecord.record import Decision
from onrecord.schema.actor import ActorRef, Role, Speaker
from onrecord.schema.position import Position
from onrecord.schema.reading import Reading
from onrecord.schema.report import Report
from onrecord.schema.words import PositionStance
from tests.record.conftest import actor, place, statement
from tests.record.made import filled

WORDS: dict[PositionStance, str] = {"support": "praised", "oppose": "condemned"}

BESIDE = (  # what else each report tells, lest they be copies of each other
    "Snow fell on the hills above the harbour, and two ferries stayed in port until the wind had turned in the evening.",
    "The choir sang in the square while children counted swans, geese and the one heron that never leaves the mill.",
    "Bakers asked for cheaper flour; millers blamed the drought, the roads, the tolls and each other, in that order.",
    "Nobody had expected the lamp at the lighthouse to fail twice within a single week of calm and cloudless nights.",
)


def told(number: int, day: int, *stances: PositionStance, claim: str | None = None) -> Reading:
    """A report in which Ada Wells, president of Tarn, says for each stance that she praised or condemned Kess (or a claim)."""
    said = " ".join(f"Ada Wells {WORDS[stance]} Kess for the plan of May, she said." for stance in stances)
    report = Report(
        f"Report {number}. {said} Ada Wells is president of Tarn. {BESIDE[number % len(BESIDE)]}",
        source=f"{number}.txt",
        published=date(2021, 5, day),
    )
    wells = replace(actor(report, "Ada Wells", roles=(Role("president", "Tarn"),)), codes={"own": "1"})
    kess = replace(actor(report, "Kess", kind="organisation"), codes={"own": "2"})
    speech = statement(report, f"Ada Wells {WORDS[stances[0]]} Kess for the plan of May", "she", wells, cue="said", kind="indirect")
    target = None if claim else ActorRef(kess.id, kess.name)
    positions = tuple(
        Position(
            *(Speaker(wells.id, wells.name, "president", "Tarn"), target, stance, "SUPPORT" if stance == "support" else "ACCUSE"),
            *((speech.id,), f"2021-05-{day:02}", place(report, WORDS[stance])),
            claim=place(report, claim) if claim else None,
            strength="strong",
            conditions=(place(report, "for the plan of May"),),
        )
        for stance in stances
    )
    return Reading(report, (speech,), positions, (), (wells, kess), ())


def test_a_reading_comes_back_with_its_positions(tmp_path: Path) -> None:
    reading = told(1, 4, "support")
    claims = told(2, 5, "oppose", claim="the plan of May")
    with filled(tmp_path / "r.db", [reading, claims]) as record:
        assert record.reading(reading.report.id).positions == reading.positions
        assert record.reading(claims.report.id).positions == claims.positions
        assert list(record.verify()) == []


def test_positions_come_in_order_of_time_with_their_words(tmp_path: Path) -> None:
    with filled(tmp_path / "r.db", [told(1, 9, "oppose"), told(2, 4, "support")]) as record:
        found = list(record.positions())
        assert [(stand.day, stand.position.stance) for stand in found] == [(date(2021, 5, 4), "support"), (date(2021, 5, 9), "oppose")]
        assert found[0].quotes == ("Ada Wells praised Kess for the plan of May",)
        assert (found[0].actor_name, found[0].target_name, found[0].told_by) == ("Ada Wells", "Kess", None)


@pytest.mark.parametrize(
    ("asked", "many"),
    [
        ({"actor": "Wells"}, 2),
        ({"actor": "tarn"}, 2),  # for whom she speaks
        ({"actor": "Kess"}, 0),
        ({"target": "Kess"}, 1),
        ({"target": "plan may"}, 1),  # words of a claim
        ({"since": date(2021, 5, 5)}, 1),
        ({"until": date(2021, 5, 3)}, 0),
    ],
)
def test_they_are_asked_for_by_actor_target_and_days(tmp_path: Path, asked: dict[str, str], many: int) -> None:
    with filled(tmp_path / "r.db", [told(1, 4, "support"), told(2, 9, "oppose", claim="the plan of May")]) as record:
        assert len(list(record.positions(**asked))) == many  # type: ignore[arg-type]


def test_a_turn_is_shown_with_both_days_and_both_quotes(tmp_path: Path) -> None:
    reports = [told(1, 4, "support"), told(2, 6, "support"), told(3, 9, "oppose")]
    with filled(tmp_path / "r.db", reports) as record:
        (change,) = record.changes()
        assert (change.before.day, change.after.day) == (date(2021, 5, 6), date(2021, 5, 9))
        assert "praised" in change.before.quotes[0]
        assert "condemned" in change.after.quotes[0]


def test_both_stances_in_one_report_are_no_turn(tmp_path: Path) -> None:
    with filled(tmp_path / "r.db", [told(1, 4, "support"), told(2, 9, "oppose", "support")]) as record:
        assert record.changes() == []


def test_both_stances_on_one_day_are_no_turn(tmp_path: Path) -> None:
    with filled(tmp_path / "r.db", [told(1, 4, "support"), told(2, 4, "oppose")]) as record:
        assert record.changes() == []


def test_a_turn_on_a_claim_needs_the_same_words(tmp_path: Path) -> None:
    same = [told(1, 4, "support", claim="the plan of May"), told(2, 9, "oppose", claim="plan of May")]
    with filled(tmp_path / "same.db", same) as record:
        assert len(record.changes()) == 1
    other = [told(1, 4, "support", claim="the plan of May"), told(2, 9, "oppose", claim="plan")]
    with filled(tmp_path / "other.db", other) as record:
        assert record.changes() == []


def test_who_is_not_known_to_be_the_same_has_not_turned(tmp_path: Path) -> None:
    first, second = told(1, 4, "support"), told(2, 9, "oppose")
    with filled(tmp_path / "r.db", [first, second]) as record:
        assert len(record.changes(actor="Wells", target="Kess")) == 1
        with record.writing():
            record.db.execute("DELETE FROM joins")
        assert record.changes() == []


def test_a_position_goes_with_the_statement_that_a_person_rejects(tmp_path: Path) -> None:
    reading = told(1, 4, "support")
    with filled(tmp_path / "r.db", [reading]) as record:
        record.decide(Decision(reading.report.id, "reject", reading.statements[0].id, None, "Ada", "2021-06-01T00:00:00Z"))
        assert list(record.positions()) == []


def test_the_sentence_of_a_position_is_whole_or_cut_between_words(tmp_path: Path) -> None:
    report = Report(f"Geese came. In {'the hills and ' * 30}Orm Ada Wells praised Kess. {'It rained. ' * 40}", source="long.txt")
    wells, kess = actor(report, "Ada Wells"), actor(report, "Kess", kind="organisation")
    towards = ActorRef(kess.id, kess.name)
    position = Position(Speaker(wells.id, wells.name), towards, "support", None, (), None, place(report, "praised"))
    with filled(tmp_path / "r.db", [told(1, 4, "support"), Reading(report, (), (position,), (), (wells, kess), ())]) as record:
        short, long = record.positions()
    assert short.sentence == "Ada Wells praised Kess for the plan of May, she said."
    assert (short.statement is not None, long.statement) == (True, None)
    assert set(long.sentence.removeprefix("… ").split("Orm")[0].split()) == {"the", "hills", "and"}
    assert long.sentence.endswith("Orm Ada Wells praised Kess.")
    assert long.quotes == (long.sentence,)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("Geese came. Ada Wells praised Mrs. Kess of Orm. It rained.", "Ada Wells praised Mrs. Kess of Orm."),
        ("Geese came. At noon in Orm, Calif. Ada Wells praised Mrs. Kess.", "At noon in Orm, Calif. Ada Wells praised Mrs. Kess."),
        ("They met in Orm, Calif. The mayor praised Mrs. Kess. It rained.", "The mayor praised Mrs. Kess."),
        ("J. Wells praised Mrs. Kess! It rained.", "J. Wells praised Mrs. Kess!"),
    ],
)
def test_a_sentence_does_not_end_after_an_abbreviation(tmp_path: Path, text: str, sentence: str) -> None:
    report = Report(text, source="short.txt")
    who, kess = actor(report, "The mayor" if "mayor" in text else "Wells"), actor(report, "Kess")
    position = Position(Speaker(who.id, who.name), ActorRef(kess.id, kess.name), "support", None, (), None, place(report, "praised"))
    with filled(tmp_path / "r.db", [Reading(report, (), (position,), (), (who, kess), ())]) as record:
        assert [stand.sentence for stand in record.positions()] == [sentence]
