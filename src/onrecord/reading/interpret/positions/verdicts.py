"""Positions from what somebody says that others are: "is illegal", "do not consider it a terrorist group", "violates the treaty"."""

from collections.abc import Iterator

from onrecord.data import table
from onrecord.reading.interpret.patterns import Matcher
from onrecord.reading.interpret.positions.ground import Ground
from onrecord.reading.interpret.positions.leaning import leaning, listed
from onrecord.schema.draft import PositionDraft
from onrecord.schema.words import PositionStance

_COMPLEMENTS = ("xcomp", "obj", "obl", "ccomp", "dep", "advcl", "nmod", "obl:npmod")


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
        """ "The ban is illegal": the speaker's verdict."""
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
            yield from self._drafts([speaker], subject, worth * sign, token, statement, negated=sign < 0)

    def _subject(self, token: int) -> int | None:
        """Of whom a predicate is said; where the parser hung the subject on the verb of saying, the first that hangs there."""
        clauses, above = self._ground.clauses, self._ground.clauses.above(token)
        own = clauses.below(token, "nsubj")
        if own or above is None or clauses.relation(token) != "ccomp":
            return own[-1] if own else None
        others = clauses.below(above, "nsubj")
        return others[0] if len(others) > 1 and others[0] < token else None

    def _judged(self, token: int) -> Iterator[PositionDraft]:
        """ "We do not consider them terrorists": the verdict of whoever considers."""
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
        yield from self._drafts(holders, objects[0], self.worth(verdict) * sign, token, statement, negated=sign < 0)

    def _at_fault(self, token: int) -> Iterator[PositionDraft]:
        """ "They violate the truce": the speaker stands against them."""
        match = self._faults.verb(token)
        ground = self._ground
        speaker, statement = ground.speaker(token), ground.told(token)
        if match is None or speaker is None or statement is None or leaning(ground.clauses, token) != 1:
            return
        for subject in match.actors:
            yield from self._drafts([speaker], subject, -1, token, statement, negated=False, only_actors=True)

    def _allied(self, token: int) -> Iterator[PositionDraft]:
        """ "The coalition against the rebels" opposes them."""
        ground, statement = self._ground, self._ground.told(token)
        actors = [] if statement is None else ground.holders([token])
        for head in ground.clauses.after(("against",), token):
            for actor in actors:
                yield from self._drafts([actor], head, -1, token, statement, negated=False, only_actors=True)

    def _drafts(
        self, holders: list[int], head: int, worth: int, token: int, statement: int | None, *, negated: bool, only_actors: bool = False
    ) -> Iterator[PositionDraft]:
        ground = self._ground
        stance: PositionStance = "support" if worth > 0 else "oppose"
        type_ = "ACCUSE" if worth < 0 and not negated else "REJECT" if worth < 0 else None
        about = (
            stance,
            "weak" if negated else "moderate",
            type_,
            ground.date(statement),
            (token, token + 1),
            () if statement is None else (statement,),
        )
        party = ground.parties.at(head)
        for holder in holders:
            if party is not None and party.actor is not None and party.actor != holder:
                yield PositionDraft(holder, party.actor, None, *about)
            elif party is None and not only_actors and (claim := ground.phrase(head)) is not None:
                yield PositionDraft(holder, None, claim, *about)
