"""Where both votes agree an event is surer than where they do not, and both stand with it; what is not sure enough is left out."""

import pytest

from onrecord.reading.interpret.voting import certainty
from onrecord.reading.pipeline import read_report
from onrecord.schema.event import Vote, agreed
from onrecord.schema.report import Report


def both(rules: str, of_rules: float, net: str, of_net: float) -> tuple[Vote, ...]:
    return Vote("rules", rules, of_rules), Vote("net", net, of_net)


def test_agreement_makes_surer_and_disagreement_less_sure() -> None:
    agreeing, differing = both("ACCUSE", 0.9, "ACCUSE", 0.9), both("ACCUSE", 0.1, "REJECT", 0.8)
    assert certainty(agreeing) > certainty(()) > certainty(differing)
    assert certainty(both("ACCUSE", 0.99, "ACCUSE", 0.99)) > certainty(both("ACCUSE", 0.4, "ACCUSE", 0.4))
    assert 0 < certainty(both("ACCUSE", 0.0, "REJECT", 1.0)) < certainty(agreeing) < 1


def test_yield_is_what_conceding_and_retreating_are() -> None:
    assert agreed(both("RETREAT", 0.9, "YIELD", 0.9)) is True
    assert agreed(both("REJECT", 0.1, "YIELD", 0.9)) is False
    assert agreed(()) is None


@pytest.mark.net
def test_both_votes_stand_with_an_event_of_two_parties() -> None:
    text = "Norland condemned Veland for the attack. Veland's president resigned."
    first, second = read_report(Report(text)).events
    assert [(vote.by, vote.type) for vote in first.votes] == [("rules", "ACCUSE"), ("net", "ACCUSE")]
    assert second.votes == ()  # it has no recipient: the net is not asked


@pytest.mark.net
def test_events_that_are_not_sure_enough_are_left_out_with_their_actors() -> None:
    report = Report("Norland condemned Veland for the attack. Veland's president resigned.")
    everything, sure = read_report(report), read_report(report, least_event_confidence=0.6)
    assert [event.type for event in everything.events] == ["ACCUSE", "RETREAT"]
    assert [event.type for event in sure.events] == ["ACCUSE"]
    assert len(sure.actors) < len(everything.actors)
    assert read_report(report, least_event_confidence=1.0).events == ()
