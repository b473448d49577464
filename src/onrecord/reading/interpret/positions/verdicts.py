"""Positions from what somebody says that others are: "is illegal", "do not consider it a terrorist group", "violates the treaty"."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from onrecord.data import table
from onrecord.reading.interpret.patterns import Matcher
from onrecord.reading.interpret.positions.ground import Ground
from onrecord.reading.interpret.positions.leaning import leaning, listed
from onrecord.schema.draft import PositionDraft
from onrecord.schema.words import PositionStance, Strength

_COMPLEMENTS = ("xcomp", "obj", "obl", "ccomp", "dep", "advcl", "nmod", "obl:npmod")


@dataclass(frozen=True, slots=True)
class _Verdict:
    """What is said: good (1) or bad (-1), by which word, in which statement, and of actors alone or of things, too."""

    worth: int
    token: int
    statement: int | None
    negated: bool = False
    only_actors: bool = False


class Verdicts:
    """Judgements; a class, because it holds the book of faults."""

    def __init__(self, ground: Ground) -> None:
        """Prepare for one report."""
        self._ground = ground
        self._faults = Matcher(ground.clauses, ground.parties, {"verbs": table("plover")["positions"]["faults"], "nouns": {}})

    def of(self, token: int) -> Iterator[PositionDraft]:
        """The positions that a word says by what it calls somebody."""
        clauses = self._ground.clauses
        if clauses.is_verb(token):
            if clauses.lemma(token) in listed("judging"):
                yield from self._judged(token)
            yield from self._at_fault(token)
        elif clauses.below(token, "cop"):
            yield from self._said(token)
        elif clauses.words[token] in listed("alliances"):
            yield from self._allied(token)

    def worth(self, token: int) -> int:
        """Whether a word, with what stands before it, is good (1), bad (-1) or neither to be called."""
        clauses = self._ground.clauses
        before = [clauses.words[each] for each in clauses.below(token, "amod", "compound")]
        words = (clauses.words[token], *before)
        if not listed("not_judged").isdisjoint(words):
            return 0
        bad, good = (not listed(name).isdisjoint(words) for name in ("bad", "good"))
        return -1 if bad else int(good)

    def _said(self, token: int) -> Iterator[PositionDraft]:
        """The speaker's verdict: "the ban is illegal"."""
        worth, ground = self.worth(token), self._ground
        sign = leaning(ground.clauses, token) if worth else 0
        if sign == 0:
            return
        subject = self._subject(token)
        if subject is None:
            return
        speaker, statement = ground.speaker(subject), ground.told(subject)  # of "claims that ... are absurd" not who claims
        if speaker is not None and statement is not None:
            subject = ground.clauses.meant_by(subject, token)
            yield from self._drafts([speaker], subject, _Verdict(worth * sign, token, statement, negated=sign < 0))

    def _subject(self, token: int) -> int | None:
        """Of whom a predicate is said; where the parser hung the subject on the verb of saying, the first that hangs there."""
        clauses, above = self._ground.clauses, self._ground.clauses.above(token)
        own = clauses.below(token, "nsubj")
        if own or above is None or clauses.relation(token) != "ccomp":
            return own[-1] if own else None
        others = clauses.below(above, "nsubj")
        return others[0] if len(others) > 1 and others[0] < token else None

    def _judged(self, token: int) -> Iterator[PositionDraft]:
        """The verdict of whoever considers: "we do not consider them terrorists"."""
        ground, clauses = self._ground, self._ground.clauses
        near = clauses.below(token, *_COMPLEMENTS)
        near += [below for each in near for below in clauses.below(each, "obj", "obl", "xcomp", "nmod", "conj")]
        verdict = next((each for each in near if self.worth(each)), None)
        objects = [each for each in clauses.below(token, "obj", "iobj", "ccomp", "nsubj:pass") if each != verdict]
        if verdict is not None and not objects:
            objects = clauses.below(verdict, "nsubj")
        statement = ground.circumstances.statement(token)
        sign = 0 if verdict is None or not objects else leaning(clauses, token)
        if sign == 0 or verdict is None or ground.circumstances.denied(token):
            return
        if clauses.passive(token):
            holders = ground.holders(clauses.after(("by",), token))
        else:
            subject = self._faults.subject(token)
            holders = [] if subject is None else ground.holders([subject])
        yield from self._drafts(holders, objects[0], _Verdict(self.worth(verdict) * sign, token, statement, negated=sign < 0))

    def _at_fault(self, token: int) -> Iterator[PositionDraft]:
        """The speaker stands against those of whom it is said: "they violate the truce"."""
        match = self._faults.verb(token)
        ground = self._ground
        speaker, statement = ground.speaker(token), ground.told(token)
        if match is None or speaker is None or statement is None or leaning(ground.clauses, token) != 1:
            return
        for subject in match.actors:
            yield from self._drafts([speaker], subject, _Verdict(-1, token, statement, only_actors=True))

    def _allied(self, token: int) -> Iterator[PositionDraft]:
        """An alliance opposes those whom it is against: "the coalition against the rebels"."""
        ground, statement = self._ground, self._ground.told(token)
        actors = [] if statement is None else ground.holders([token])
        for head in ground.clauses.after(("against",), token):
            for actor in actors:
                yield from self._drafts([actor], head, _Verdict(-1, token, statement, only_actors=True))

    def _drafts(self, holders: Sequence[int], head: int, verdict: _Verdict) -> Iterator[PositionDraft]:
        """The verdict of each holder on the actor, or the thing, that a word means."""
        ground, bad, negated = self._ground, verdict.worth < 0, verdict.negated
        stance: PositionStance = "oppose" if bad else "support"
        strength: Strength = "weak" if negated else "moderate"
        type_ = None if not bad else "REJECT" if negated else "ACCUSE"
        date, trigger = ground.date(verdict.statement), (verdict.token, verdict.token + 1)
        statements = () if verdict.statement is None else (verdict.statement,)
        party = ground.somebody(head)
        claim = None if party is not None or verdict.only_actors else ground.phrase(head)
        for holder in holders:
            if party is not None and party.actor is not None and party.actor != holder:
                yield PositionDraft(holder, party.actor, None, stance, strength, type_, date, trigger, statements)
            elif claim is not None:
                yield PositionDraft(holder, None, claim, stance, strength, type_, date, trigger, statements)
