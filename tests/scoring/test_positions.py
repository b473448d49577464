"""A position is right by its actor, its target and its stance."""

import pytest

from onrecord.schema.actor import Actor, ActorRef, Mention, Role, Speaker
from onrecord.schema.position import Position
from onrecord.schema.reading import Reading
from onrecord.schema.report import Report
from onrecord.scoring.positions import score_positions

REPORT = Report("Foreign minister Ada Wells of Tarn rejected the plan to drain the lake, and praised the Free Kess Army.")


def span(words: str) -> Mention:
    start = REPORT.text.index(words)
    return Mention(start, start + len(words), words, "name")


WELLS = Actor("w", "Ada Wells", "person", (span("Ada Wells"),), (Role("foreign minister", "Tarn"),))
ARMY = Actor("k", "Free Kess Army", "armed group", (span("Free Kess Army"),))
HOLDER = Speaker("w", "Ada Wells", "foreign minister", "Tarn")
REJECTS = Position(HOLDER, None, "oppose", "REJECT", (), None, span("rejected"), claim=span("the plan to drain the lake"))
PRAISES = Position(HOLDER, ActorRef("k", "Free Kess Army"), "support", "SUPPORT", (), None, span("praised"))
READING = Reading(REPORT, (), (REJECTS, PRAISES), (), (WELLS, ARMY), ())


def right(actor: str, target: str, stance: str, evidence: tuple[str, ...] = ()) -> bool:
    places = {"S1": [(REJECTS.claim.start, REJECTS.claim.end)]} if REJECTS.claim else {}
    gold = {"actor": actor, "target": target, "stance": stance, "evidence": evidence}
    return score_positions([gold], places, READING).right == 1


@pytest.mark.parametrize(
    ("actor", "target", "stance"),
    [
        ("Ada Wells", "claim: the plan to drain the lake", "oppose"),
        ("Wells", "draining of the lake", "oppose"),
        ("Tarn", "plan to drain the lake", "oppose"),  # for whom she speaks
        ("Ada Wells", "Free Kess Army", "support"),
        ("Ada Wells", "Kess Army in the hills", "support"),
    ],
)
def test_right_ones(actor: str, target: str, stance: str) -> None:
    assert right(actor, target, stance)


@pytest.mark.parametrize(
    ("actor", "target", "stance"),
    [
        ("Ada Wells", "the plan to drain the lake", "support"),
        ("Bo Lund", "the plan to drain the lake", "oppose"),
        ("Ada Wells", "a road along the river", "oppose"),
        ("Ada Wells", "weapons of the Free Kess Army", "support"),
        ("Ada Wells", "Free Tarn Army Council", "support"),
    ],
)
def test_wrong_ones(actor: str, target: str, stance: str) -> None:
    assert not right(actor, target, stance)


def test_a_claim_is_right_where_it_is_the_content_of_golds_evidence() -> None:
    assert right("Ada Wells", "the gambit", "oppose", ("S1",))
    assert not right("Ada Wells", "the gambit", "oppose")


def test_found_positions_that_are_none_of_golds_are_extra_and_each_counts_once() -> None:
    gold = {"actor": "Ada Wells", "target": "Free Kess Army", "stance": "support"}
    counts = score_positions([gold, gold], {}, READING)
    assert (counts.right, counts.found, counts.gold) == (1, 2, 2)
