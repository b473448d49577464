"""The second vote on events: a net is asked what each event's actor does to its recipient, and both votes say how sure the event is."""

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache
from importlib.resources import files

from onrecord.nets.pairs import Pair
from onrecord.nets.votes import votes
from onrecord.reading.interpret.parses import parse
from onrecord.reading.interpret.parties import Parties
from onrecord.schema.draft import EventDraft
from onrecord.schema.event import ROOTS, Vote, agreed
from onrecord.schema.segments import Segments
from onrecord.schema.tags import Tags

LEAST = 1e-3  # of a probability whose logarithm is evidence


def voted(segments: Segments, tags: Tags, parties: Parties, events: Sequence[EventDraft]) -> list[EventDraft]:
    """The events of a report with both votes, and as sure as these make them."""
    pairs = {number: pair for number, event in enumerate(events) if (pair := _pair(segments, tags, parties, event)) is not None}
    cast = dict(zip(pairs, votes(list(pairs.values())), strict=True))
    both = [_both(event.type, cast[number]) if number in cast else () for number, event in enumerate(events)]
    return [replace(event, votes=its, confidence=certainty(its)) for event, its in zip(events, both, strict=True)]


def _both(rules: str, cast: Mapping[str, float]) -> tuple[Vote, ...]:
    """The rules' type and the net's."""
    net = max(cast, key=lambda type_: cast[type_])
    return Vote("rules", rules, round(cast[ROOTS.get(rules, rules)], 4)), Vote("net", net, round(cast[net], 4))


def _pair(segments: Segments, tags: Tags, parties: Parties, event: EventDraft) -> Pair | None:
    """The two parties of an event where its sentence names them; None where it has but one, or names neither."""
    if not event.actors or not event.recipients:
        return None
    sent = segments.sentences[segments.sentence_of[event.trigger[0]]]
    sides = [parties.place(side[0], event.trigger[0], range(sent.first, sent.last)) for side in (event.actors, event.recipients)]
    if sides == [None, None]:
        return None
    source, target = (None if side is None else (side[0] - sent.first, side[1] - sent.first) for side in sides)
    return Pair(parse(segments, tags, sent.first, sent.last), source, target)


def evidence(event_votes: Sequence[Vote]) -> dict[str, float]:
    """What tells how sure an event is, as the names of weights (nets/weights/confidence.json)."""
    if not event_votes:
        return {"one": 1.0, "not voted on": 1.0}
    by_rules = max(event_votes[0].probability, LEAST)
    return {"one": 1.0, "log probability": math.log(by_rules), "agreed": float(bool(agreed(event_votes)))}


def certainty(event_votes: Sequence[Vote]) -> float:
    """How likely an event is right as a whole, by logistic regression (training/confidence.py)."""
    odds = sum(_weights()[name] * value for name, value in evidence(event_votes).items())
    return round(1 / (1 + math.exp(-odds)), 4)


@cache
def _weights() -> dict[str, float]:
    found: dict[str, float] = json.loads((files("onrecord.nets") / "weights" / "confidence.json").read_text("utf-8"))
    return found
