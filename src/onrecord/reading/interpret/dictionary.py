"""The coder's matches by a user's dictionary of verbs, in place of the codebook's (docs/verbs.md)."""

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from typing import Any

from onrecord.data.verbs import Dictionary
from onrecord.data.verbs.dictionary import Codes, Pattern, Rule, Verb
from onrecord.reading.interpret.clauses import Clauses
from onrecord.reading.interpret.fitting import Fit, Fitting
from onrecord.reading.interpret.parties import Parties
from onrecord.reading.interpret.patterns import Match
from onrecord.reading.interpret.power import turn_words

_TARGETS = ("to", "with", "against", "on", "upon", "at", "toward", "towards", "into", "over", "for", "from", "between", "among", "of")
_OF_NOUNS = ("on", "against", "with", "to", "toward", "towards", "at", "into", "over", "between")
_COMPLEMENTS = frozenset({"ccomp", "xcomp", "advcl"})


class VerbMatcher:
    """Finds what verbs say by a dictionary; a class, because it holds the report's trees and parties.

    Attributes:
        used: verbs that a pattern of another verb names; they tell no act of their own.
    """

    def __init__(self, clauses: Clauses, parties: Parties, dictionary: Dictionary) -> None:
        """Prepare to match in one report."""
        self._clauses = clauses
        self._parties = parties
        self._dictionary = dictionary
        self._fitting = Fitting(clauses, lambda token: parties.at(token) is not None)
        self._words: tuple[int, frozenset[str]] = (-1, frozenset())  # those of the sentence looked at last
        self.used: set[int] = set()

    def verb(self, token: int) -> Match | None:
        """What a verb says was done, or that it says nothing (`type` None); None: the dictionary does not have it."""
        verb = next((each for each in self._dictionary.verbs.get(self._clauses.words[token], ()) if self._is_whole(each, token)), None)
        if verb is None:
            return None
        area, near = self._fitting.area(token), self._sentence(token)
        for pattern in verb.patterns:
            may = not any(ask.isdisjoint(near) for ask in pattern.asks)
            if may and (fit := self._fitting.fit(pattern, area)) is not None:
                self.used.update(each for each in fit.words if self._clauses.is_verb(each))
                return self._match(verb, token, pattern.codes, fit, pattern)
        return self._match(verb, token, verb.codes, Fit(), None)

    def _sentence(self, token: int) -> frozenset[str]:
        """The words of the sentence of a verb."""
        number = self._clauses.sentence_of[token]
        if self._words[0] != number:
            first, last = (bisect(self._clauses.sentence_of, number) for bisect in (bisect_left, bisect_right))
            self._words = number, frozenset(self._clauses.words[first:last])
        return self._words[1]

    def _is_whole(self, verb: Verb, token: int) -> bool:
        """Whether the words of a verb of several stand beside it."""
        words, after = self._clauses.words, [self._clauses.words[each] for each in self._clauses.below(token, "compound:prt")]
        if tuple(words[max(0, token - len(verb.before)) : token]) != verb.before:
            return False
        return tuple(words[token + 1 : token + 1 + len(verb.after)]) == verb.after or (bool(verb.after) and tuple(after) == verb.after)

    def _match(self, verb: Verb, token: int, codes: Codes, fit: Fit, pattern: Pattern | None) -> Match:
        passive = self._clauses.passive(token)
        actors = self._sources(token, fit, passive=passive)
        recipients, objects = self._targets(token, fit, passive=passive, actors=actors)
        if codes.forward is None and codes.back is not None:
            actors, recipients = recipients, actors
        if None not in (codes.forward, codes.back) and not recipients:  # "A and B signed"
            actors, recipients = actors[:1], actors[1:]
        said = {**self._said(codes, pattern), "verb": verb.name, "particle": verb.after[0] if verb.after else None}
        return Match(said, token, token, tuple(actors), tuple(recipients), tuple(objects), absent=passive)

    def _said(self, codes: Codes, pattern: Pattern | None) -> dict[str, Any]:
        """What the coder is told in place of a pattern of the codebook."""
        code = codes.forward or codes.back
        meaning = self._dictionary.meaning(code)
        back = self._dictionary.meaning(codes.back) if codes.forward is not None else None
        one = back is not None and meaning is not None and back.type == meaning.type  # "[042:043]": a visit, made and received
        return {
            "type": None if meaning is None else meaning.type,
            "mode": None if meaning is None else meaning.mode,
            "contexts": () if meaning is None else meaning.contexts,
            "cameo": code,
            "back": None if back is None or one else (codes.back, back),
            "negated": pattern is not None and pattern.negated,
            "particle": None,
            "both": one,
            "subject": False,
            "slots": (),
        }

    def _sources(self, token: int, fit: Fit, *, passive: bool) -> list[int]:
        if (source := fit.roles.get("source")) is not None:
            return self._clauses.with_others(source)
        if passive:
            agents = list(self._clauses.after(("by",), token, *self._clauses.objects(token)))[:1]
        else:
            subject = self._clauses.subject(token)
            agents = [] if subject is None else [subject]
        return [each for head in agents for each in self._clauses.with_others(head)]

    def _targets(self, token: int, fit: Fit, *, passive: bool, actors: Sequence[int]) -> tuple[list[int], list[int]]:
        """The recipients, and the other words in which they are to be looked for."""
        if (target := fit.roles.get("target")) is not None:
            return self._clauses.with_others(target), []
        subject = self._clauses.subject(token)
        heads = (token, *(each for each in fit.words if self._clauses.is_verb(each)))
        objects = [subject] if passive and subject is not None else [each for head in heads for each in self._clauses.objects(head)]
        objects += [each for each in fit.words if each not in objects and self._clauses.tags.speech[each].startswith("NN")]
        places = [objects, list(self._clauses.after(_TARGETS, *heads))]
        if not any(self._parties.country_before(each) for each in objects):  # "condemned the Tarnian attack on": Tarnia
            places.append(list(self._clauses.after(_OF_NOUNS, *objects)))
        people = [each for some in places for each in some if each not in actors and self._parties.at(each) is not None]
        if people:  # those whom the pattern names come last: "set up a committee with"
            return self._clauses.with_others(min(people, key=lambda each: each in fit.words)), []
        return [], [each for each in dict.fromkeys((*objects, *places[1])) if each not in actors]

    def settled(self, found: Mapping[int, Match]) -> dict[int, Match]:
        """The matches without those that a pattern of another verb names, and with those that a transformation makes of two."""
        left = {token: match for token, match in found.items() if token not in self.used}
        for token, inner in list(left.items()):
            outer = left.get(self._clauses.tags.heads[token])
            rule = None if outer is None or outer is inner else self._rule(outer, inner)
            if outer is not None and rule is not None and rule.code is not None:
                left[outer.trigger] = self._ruled(rule, outer, inner)
                del left[token]
        return left

    def _rule(self, outer: Match, inner: Match) -> Rule | None:
        """The transformation that fits a verb and one in its complement."""
        if self._clauses.relation(inner.trigger) not in _COMPLEMENTS or self._clauses.negated(inner.trigger, turn_words("negations")):
            return None
        return next((rule for rule in self._dictionary.rules if self._fits(rule, outer, inner)), None)

    def _fits(self, rule: Rule, outer: Match, inner: Match) -> bool:
        if not _is(outer, rule.names[1], rule.outer) or not (rule.names[0] == "" or _is(inner, rule.names[0], rule.inner)):
            return False
        source, inner_source, _ = rule.parties
        if inner_source == "_":
            return not self._clauses.below(inner.trigger, "nsubj", "nsubj:pass")
        return inner_source == "." or self._same(outer, inner) == (inner_source == source)

    def _same(self, a: Match, b: Match) -> bool:
        """Whether two acts have the same actor."""
        both = [[self._parties.at(head) for head in match.actors[:1]] for match in (a, b)]
        known = [party.actor for side in both for party in side if party is not None and party.actor is not None]
        return len(known) == len(both) and known[0] == known[1]

    def _ruled(self, rule: Rule, outer: Match, inner: Match) -> Match:
        """The act that a transformation makes of two."""
        source, inner_source, inner_target = rule.parties
        sides = {inner_target: inner.recipients, inner_source: inner.actors, source: outer.actors}
        codes = Codes(rule.code, None)
        said = {**self._said(codes, None), "verb": outer.pattern["verb"]}
        actors, recipients = (sides.get(name, ()) for name in rule.result)
        objects = inner.objects if recipients == inner.recipients else ()
        return Match(said, outer.trigger, outer.trigger, actors, recipients, objects, absent=outer.absent)


def _is(match: Match, name: str, code: str | None) -> bool:
    """Whether a match is of a verb, or of one with its code."""
    return match.pattern.get("verb") == name or (code is not None and match.pattern.get("cameo") == code)
