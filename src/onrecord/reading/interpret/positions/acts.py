"""Positions from what somebody does and says: the events, and the words of support and opposition that are no events."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from onrecord.data import table
from onrecord.reading.interpret.patterns import Match, Matcher
from onrecord.reading.interpret.positions.ground import Ground
from onrecord.reading.interpret.positions.leaning import leaning, listed
from onrecord.reading.interpret.power import power_of, singular
from onrecord.schema.draft import EventDraft, PositionDraft
from onrecord.schema.tags import TokenRange
from onrecord.schema.words import PositionStance, Strength

_TURNED: dict[PositionStance, PositionStance] = {"support": "oppose", "oppose": "support", "neutral": "neutral"}
_WORDS = frozenset({"SUPPORT", "REJECT", "ACCUSE"})


@dataclass(frozen=True, slots=True)
class Attitude:
    """What a word of stance says of whoever it is said of."""

    stance: PositionStance
    strength: Strength
    type: str | None


def of_events(
    ground: Ground, events: Sequence[EventDraft], matches: Mapping[int, Match], inner: Mapping[int, Sequence[Match]]
) -> Iterator[PositionDraft]:
    """What acts say of where those stand who do them."""
    for number, event in enumerate(events):
        attitude = of_type(event.type, event.mode)
        match = matches.get(event.trigger[0])
        if attitude is None or (event.type == "COOPERATE" and match is not None and match.pattern["both"]):
            continue  # who does something together need not like each other
        heads = match.actors[:1] if match is not None and len(event.actors) == 1 else ()
        actors = [ground.spoken_for(head, actor) for head, actor in zip(heads, event.actors, strict=True)] if heads else event.actors
        spoken = ground.circumstances.speaker(event.trigger[0]) is not None  # it makes a statement, whose day is known best
        date = ground.date(event.statement) if spoken else event.date or ground.date(event.statement)
        if ground.clauses.lemma(event.trigger[0]) in listed("official") or not _is_so(ground, event, match):
            continue
        for actor in map(ground.whole, actors):
            for target in map(ground.whole, event.recipients[:1] if event.type == "PROTEST" else event.recipients):
                if attitude.strength == "strong" and _is_private(ground, actor, target):
                    continue
                if event.type == "MOBILIZE" and ground.parties.actors[target].kind == "unnamed group":
                    continue  # a place where force is moved to
                if _counts(ground, actor, target) and _is_meant(ground, match, inner, event.recipients):
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


def _is_meant(ground: Ground, match: Match | None, inner: Mapping[int, Sequence[Match]], targets: Sequence[int]) -> bool:
    """Whether words are towards those named, or who do what they speak of; not towards whose thing it is ("condemned her arrest")."""
    if match is None or match.pattern["type"] not in _WORDS | {"AGREE"}:
        return True
    if match.recipients == ():
        return bool(match.pattern["type"] != "AGREE")
    doers = [head for each in inner.get(match.trigger, ()) for head in each.actors]
    doers += ground.clauses.after(("by",), *match.recipients)
    named = [party for head in (*match.recipients, *doers) if (party := ground.somebody(head)) is not None]
    return any(party.actor in targets for party in named)


def _is_so(ground: Ground, event: EventDraft, match: Match | None) -> bool:
    """Whether whoever is said to do it does or means it: "is not considering to strike" is none."""
    if match is None or event.type != match.pattern["type"]:
        return True
    if any(ground.clauses.words[each] == "no" for noun in match.objects for each in ground.clauses.below(noun, "det")):
        return False  # "expressed no confidence in"
    if not ground.clauses.is_verb(match.carrier):
        return True
    return leaning(ground.clauses, match.carrier) == 1


def _is_private(ground: Ground, actor: int, target: int) -> bool:
    """Whether two persons without an office have it out with each other."""
    return all(ground.parties.actors[each].kind.endswith("person") and not ground.parties.actors[each].roles for each in (actor, target))


def _counts(ground: Ground, actor: int, target: int) -> bool:
    """Whether what one does to another says something: the target has a name, or is people of power, and is another."""
    noun = singular(ground.parties.actors[target].name.split()[-1].lower())
    power = ground.parties.actors[target].kind == "unnamed group" and (bool(power_of(noun)) or noun in listed("alliances"))
    return actor != target and (ground.is_named(target) or power)


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
        self._being = Matcher(ground.clauses, ground.parties, {"being": book["being"], "nouns": {}})
        self._done = {place[0] for event in events for place in (event.trigger, *event.again)}

    def of(self, token: int) -> Iterator[PositionDraft]:
        """The positions that a word says."""
        clauses = self._ground.clauses
        if clauses.relation(token) in {"amod", "compound"} or clauses.lemma(token) in listed("official"):
            return  # "the opposing sides"
        for match, found in self._readings(token):
            sign = 0 if self._is_phrasal(match) else leaning(clauses, match.carrier)
            attitude = found if sign > 0 else turned(found, clauses.lemma(token))
            if sign == 0 or attitude is None or self._ground.circumstances.denied(token):
                continue
            drafts = list(self._drafts(match, attitude))
            if drafts:
                yield from drafts
                return

    def _is_phrasal(self, match: Match) -> bool:
        """Whether a particle makes another verb of it: "back off"."""
        after = self._ground.clauses.words[match.trigger + 1 : match.trigger + 2]
        return match.pattern["particle"] is None and after in (["off"], ["down"], ["out"], ["away"])

    def _readings(self, token: int) -> Iterator[tuple[Match, Attitude]]:
        """What a word may say: as the codebook of events has it, else as that of positions."""
        match = self._matches.get(token)
        found = None if match is None else of_type(match.pattern["type"], match.pattern["mode"])
        if match is not None and found is not None:
            yield match, found
        own = None if match is not None and match.pattern["type"] == "REQUEST" else self._own(token)
        if own is not None:
            yield own, Attitude(own.pattern["stance"], own.pattern["strength"], None)

    def _own(self, token: int) -> Match | None:
        clauses = self._ground.clauses
        is_said = clauses.below(token, "nsubj", "nsubj:pass") and (not clauses.is_verb(token) or clauses.below(token, "aux:pass", "cop"))
        found = self._being.verb(token) if is_said else None
        return self._verbs.verb(token) if found is None and clauses.is_verb(token) else found

    def _drafts(self, match: Match, attitude: Attitude) -> Iterator[PositionDraft]:
        ground, token = self._ground, match.trigger
        holders = ground.holders_at(match.actors, token)
        statement = ground.circumstances.statement(token)
        statements = () if statement is None else (statement,)
        about = (attitude.stance, attitude.strength, attitude.type, ground.date(statement))
        trigger = (token, token + 1)
        conditions = ground.conditions(token)
        for actor in holders:
            for target, claim in self._targets(match, actor):
                yield PositionDraft(actor, target, claim, *about, trigger, statements, (), conditions)

    def _targets(self, match: Match, actor: int) -> Iterator[tuple[int | None, TokenRange | None]]:
        """The actors, or the claim, that the words of a match are towards."""
        ground = self._ground
        heads = match.recipients or match.objects
        parties = [party for head in heads if (party := ground.somebody(head)) is not None]
        for bond in (head for head in heads if ground.clauses.words[head] in listed("bonds")):
            with_ = list(ground.clauses.after(("with",), bond)) or list(self._verbs.beside(bond, ("with",)))
            parties += [party for head in with_ if (party := ground.somebody(head)) is not None]
        for party in parties:
            if party.actor is not None and match.trigger not in self._done and _counts(ground, actor, party.actor):
                yield party.actor, None
        if parties or not heads:
            return
        type_: str | None = match.pattern["type"]
        its: dict[str, Any] = table("plover")["positions"]["types"][type_] if type_ is not None else {"claims": True}
        may = its.get("claims", False) and match.pattern["mode"] not in its.get("no_claims", [])
        claim = ground.claim(heads[0], match.trigger) if may else None
        if claim is not None:
            yield None, claim


def turned(attitude: Attitude, lemma: str) -> Attitude | None:
    """What a word says that is negated: not to support is to reject, not to oppose a weak support; not to attack is nothing."""
    if attitude.stance == "support":
        return Attitude("oppose", "moderate", "REJECT") if attitude.type in {None, "SUPPORT"} else None
    return Attitude("support", "weak", None) if lemma in listed("negatable") else None
