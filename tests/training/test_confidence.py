"""How sure an event is, is learned from events that were checked."""

from dataclasses import replace

import pytest

pytest.importorskip("scipy", reason="needs the extra [train]")

from onrecord.schema.event import Event, Vote
from onrecord.schema.span import Span
from onrecord.scoring.checked import Checked
from onrecord.training.confidence import fitted

EVENT = Event("e", "ACCUSE", None, (), None, None, None, None, "happened", Span(0, 1, "x"), None, 0.5)


def event(net: str, probability: float) -> Event:
    return replace(EVENT, votes=(Vote("rules", "ACCUSE", probability), Vote("net", net, 0.5)))


def test_evidence_weighs_as_the_verdicts_say() -> None:
    good, bad, alone = event("ACCUSE", 0.9), event("REJECT", 0.05), EVENT
    checked = [Checked(good, "right", 1.0)] * 8 + [Checked(bad, "wrong", 1.0)] * 6 + [Checked(bad, "right", 1.0)] * 2
    weights = fitted([*checked, Checked(alone, "parties", 1.0), Checked(alone, "right", 1.0)])
    assert set(weights) == {"one", "not voted on", "agreed", "log probability"}
    assert weights["agreed"] > 0 < weights["log probability"]
    heavy = fitted([*checked, Checked(alone, "right", 30.0), Checked(alone, "wrong", 1.0)])
    assert heavy["not voted on"] > weights["not voted on"]
