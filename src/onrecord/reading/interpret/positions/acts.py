"""Positions from what somebody does and says: the events, and the words of support and opposition that are no events."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from onrecord.data import table
from onrecord.reading.interpret.patterns import Match, Matcher
from onrecord.reading.interpret.positions.ground import Ground
from onrecord.reading.interpret.positions.leaning import leaning
from onrecord.schema.draft import EventDraft, PositionDraft
from onrecord.schema.words import PositionStance, Strength

_TURNED: dict[PositionStance, PositionStance] = {"support": "oppose", "oppose": "support", "neutral": "neutral"}
_UNNAMED = ("unnamed person", "unnamed group")
_WORDS = frozenset({"SUPPORT", "REJECT", "ACCUSE"})


@dataclass(frozen=True, slots=True)
class Attitude:
    """What a word of stance says of whoever it is said of."""

    stance: PositionStance
    strength: Strength
    type: str | None


def of_events(ground: Ground, events: Sequence[EventDraft], matches: Mapping[int, Match]) -> Iterator[PositionDraft]:
    """What acts say of where those stand who do them."""
    for number, event in enumerate(events):
        attitude = of_type(event.type, event.mode)
        if attitude is None:
            continue
        match = matches.get(event.trigger[0])
        heads = match.actors[:1] if match is not None and len(event.actors) == 1 else ()
        actors = [ground.spoken_for(head, actor) for head, actor in zip(heads, event.actors, strict=True)] if heads else event.actors
        date = event.date or ground.date(event.statement)
        for actor in actors:
            for target in event.recipients:
                if _counts(ground, actor, target):
                    yield PositionDraft(
                        *(actor, target, None, attitude.stance, attitude.strength, attitude.type, date, event.trigger),
                        statements=(),
                        events=(number,),
                        conditions=ground.conditions(event.trigger[0]),
                        again=event.again,
                    )


def of_type(type_: str, mode: str | None) -> Attitude | None:
    """What an act of this type means; None: nothing."""
    its = table("plover")["positions"]["types"].get(type_)
    return None if its is None or mode in its.get("not", ()) else Attitude(its["stance"], its["strength"], type_)


def _counts(ground: Ground, actor: int, target: int) -> bool:
    """Whether a position between two actors says something: one must have a name, and nobody stands against himself."""
    kinds = [ground.parties.actors[each].kind for each in (actor, target)]
    return actor != target and any(kind not in _UNNAMED for kind in kinds)


class Words:
    """Positions from words of stance; a class, because it holds the books of patterns."""

    def __init__(self, ground: Ground, matches: Mapping[int, Match], events: Sequence[EventDraft]) -> None:
        """Prepare for one report.

        Args:
            matches: what the codebook's patterns found, by token.
        """
        self._ground = ground
        self._matches = matches
        book = table("plover")["positions"]
        self._verbs = Matcher(ground.clauses, ground.parties, {"verbs": book["verbs"], "nouns": {}})
        self._being = Matcher(ground.clauses, ground.parties, {"verbs": book["being"], "nouns": {}})
        self._done = {place[0] for event in events for place in (event.trigger, *event.again)}

    def of(self, token: int) -> Iterator[PositionDraft]:
        """The positions that a word says."""
        match = self._matches.get(token)
        found = None if match is None else of_type(match.pattern["type"], match.pattern["mode"])
        if match is None or found is None:
            match = self._own(token)
            found = None if match is None else Attitude(match.pattern["stance"], match.pattern["strength"], None)
        if match is None or found is None:
            return
        sign = leaning(self._ground.clauses, match.carrier)
        if sign == 0 or self._ground.circumstances.denied(token):
            return
        attitude = found if sign > 0 else turned(found)
        if attitude is not None:
            yield from self._drafts(match, attitude)

    def _own(self, token: int) -> Match | None:
        if self._ground.clauses.is_verb(token):
            found = self._verbs.verb(token)
            if found is not None:
                return found
        return self._being.verb(token) if self._ground.clauses.below(token, "nsubj") else None

    def _drafts(self, match: Match, attitude: Attitude) -> Iterator[PositionDraft]:
        ground, token = self._ground, match.trigger
        holders = self._holders(match)
        statement = ground.circumstances.statement(token)
        if not holders or statement is None:
            return
        about = (attitude.stance, attitude.strength, attitude.type, ground.date(statement))
        trigger = (token, token + 1)
        conditions = ground.conditions(token)
        targets = [each for each in (*match.recipients, *match.objects)]
        for actor in holders:
            for head in targets:
                for target, claim in self._targets(match, head, actor):
                    yield PositionDraft(actor, target, claim, *about, trigger, (statement,), (), conditions)

    def _holders(self, match: Match) -> list[int]:
        found = self._ground.holders(match.actors)
        if found or match.actors:
            return found
        speaker = self._ground.circumstances.speaker(match.trigger)
        return [] if speaker is None else [speaker]

    def _targets(self, match: Match, head: int, actor: int) -> Iterator[tuple[int | None, Any]]:
        """The actor, or the claim, that a word of the match is."""
        party = self._ground.parties.at(head)
        if party is not None:
            if party.actor is not None and match.trigger not in self._done and _counts(self._ground, actor, party.actor):
                yield party.actor, None
            return
        type_ = match.pattern["type"]
        if type_ is not None and not table("plover")["positions"]["types"][type_].get("claims"):
            return
        claim = self._ground.claim(head, match.trigger)
        if claim is not None:
            yield None, claim


def turned(attitude: Attitude) -> Attitude | None:
    """What a word says that is negated: not to support is to reject; not to attack is nothing, not to oppose a weak support."""
    if attitude.stance == "support":
        return Attitude("oppose", "moderate", "REJECT")
    return Attitude("support", "weak", None) if attitude.type in {None, *_WORDS} else None
