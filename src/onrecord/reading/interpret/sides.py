"""The two sides of an event: who does it, and to whom, named by the pattern or by what it speaks of."""

from collections.abc import Iterable, Iterator, Sequence

from onrecord.data import table
from onrecord.reading.interpret.circumstances import Circumstances
from onrecord.reading.interpret.clauses import Clauses
from onrecord.reading.interpret.parties import Parties, Party
from onrecord.reading.interpret.patterns import Match
from onrecord.reading.interpret.turning import Act

_BOTH_SIDES = 2
_AUTHORS = ("by", "of", "from")
_BORDERS = frozenset({"border", "borders", "frontier"})
_ANSWERING = frozenset({"following", "after", "upon", "at"})


def nobody(parties: Sequence[Party]) -> bool:
    """Whether none of them is known."""
    return all(each.actor is None for each in parties)


class Sides:
    """Finds the parties of matches; a class, because it holds the report's trees and parties."""

    def __init__(self, clauses: Clauses, parties: Parties, circumstances: Circumstances) -> None:
        """Prepare to find parties in one report."""
        self._clauses = clauses
        self._parties = parties
        self._circumstances = circumstances

    def actors(self, match: Match, act: Act, inner: Sequence[Match]) -> list[Party]:
        """Those who do it: as the grammar says; else who makes the statement, or, of an arrest, the country where it was made."""
        found = self._at(match.actors) or [
            party for each in inner if each.trigger in match.actors for party in self._at(each.actors)
        ]  # "the attack by rebels killed": the rebels
        verb = self._clauses.is_verb(match.trigger)
        inherited = not self._clauses.below(match.trigger, "nsubj", "nsubj:pass")
        open_ = nobody(found) and (bool(found) or inherited)  # nobody is named, and no thing does it
        speaker = self._circumstances.speaker(match.trigger) if verb and open_ else None
        if speaker is not None:
            return [self._parties.of(speaker)]
        if act.type == "COERCE" and act.mode == "arrest" and not match.actors:
            where = self._circumstances.place_at(match.trigger, match.carrier, self._parties.countries())
            return [] if where is None else self._at([where])
        return found

    def recipients(self, match: Match, act: Act, inner: Sequence[Match], actors: Sequence[Party]) -> list[Party]:
        """Those whom it is done to, the actors aside."""
        doers = {party.actor for party in actors if party.actor is not None}
        for found in self._candidates(match, act, inner):
            if others := [party for party in found if party.actor not in doers]:
                return others
        return []

    def _candidates(self, match: Match, act: Act, inner: Sequence[Match]) -> Iterator[list[Party]]:
        """Who may be the recipients, the likeliest first."""
        if found := self._at(match.recipients):
            yield found
            return
        for each in inner:
            yield self._of_inner(match, act, each)
        if act.type == "REQUEST":
            yield self._asked(match)
            yield self._answering(match)
        elif act.type != "ASSAULT" or self._clauses.is_verb(match.carrier):  # not "an attack on the country's constitution"
            yield from (self._inside(token) for token in (*match.recipients, *match.objects))

    def _of_inner(self, match: Match, act: Act, inner: Match) -> list[Party]:
        """Whom an act is towards, by the act that it speaks of: whoever does that one, or is to suffer it."""
        hostile = inner.pattern["type"] in table("plover")["turns"]["hostile"]
        if act.type == "SUPPORT" and hostile:
            return []  # "support for sanctions on them"
        same = inner.trigger in match.actors or act.type in {"AGREE", "CONCEDE", "THREATEN", *table("plover")["turns"]["hostile"]}
        if same or (act.type == "REJECT" and self._clauses.is_verb(inner.trigger)):
            return self._at(inner.recipients)
        if act.type == "REQUEST":
            return self._at(inner.actors)
        return self._at(inner.actors) or self._at(inner.recipients)

    def _asked(self, match: Match) -> list[Party]:
        """Who is to do what is asked: the subject of what is asked for ("demanded that Sudan end the siege")."""
        clauses = [
            each
            for each in self._clauses.below(match.trigger, "ccomp", "xcomp", "advcl")
            if self._clauses.marks(each) & {"that", "for", "to"}
        ]
        subjects = [subject for clause in clauses for subject in self._clauses.below(clause, "nsubj", "nsubj:pass")]
        return next((found for subject in subjects if (found := self._at(self._clauses.with_others(subject)))), [])

    def _answering(self, match: Match) -> list[Party]:
        """Who did something after a request: it was asked of them ("approved it, following a request by their ally")."""
        above = self._clauses.above(match.trigger)
        if self._clauses.is_verb(match.carrier) or above is None or not self._clauses.marks(match.trigger) & _ANSWERING:
            return []
        subject = self._clauses.subject(above)
        return [] if subject is None else self._at([subject])

    def _inside(self, token: int) -> list[Party]:
        """The parties in a noun phrase that is nobody itself ("the statement of Bolivia", "Tarnia's claims")."""
        before = self._parties.country_before(token)
        if before is not None:
            return [before]
        heads = [self._clauses.with_others(each) for each in self._clauses.after(_AUTHORS, token)]
        if self._clauses.words[token] in _BORDERS and self._clauses.words[token + 1 : token + 2] == ["with"]:
            heads.append([self._clauses.tags.heads[token + 1]])
        clauses = [*self._clauses.below(token, "acl", "acl:relcl"), *self._clauses.clause_after(token)]
        heads += [list(self._clauses.after(("by",), each))[:1] or self._clauses.below(each, "nsubj")[-1:] for each in clauses]
        return next((found for each in heads if (found := self._at(each))), [])

    def _at(self, heads: Iterable[int]) -> list[Party]:
        """The parties of some nouns, each once."""
        found: list[Party] = []
        for party in (party for head in heads for party in self._several(head)):
            if all(party.actor is None or party.actor != each.actor for each in found):
                found.append(party)
        return found

    def _several(self, head: int) -> Iterator[Party]:
        """The party of a noun, or those of a list that it stands for ("envoys of Japan and Vietnam")."""
        inside = next(self._clauses.after(("of", "from"), head), None) if self._clauses.tags.speech[head] == "NNS" else None
        if inside is not None and len(both := self._clauses.with_others(inside)) >= _BOTH_SIDES:
            parties = [party for each in both if (party := self._parties.at(each)) is not None and party.named]
            if len(parties) == len(both):
                yield from parties
                return
        if (party := self._parties.at(head)) is not None:
            yield party
