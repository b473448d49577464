"""Positions from what somebody says that must be, or calls for: the claim is what is to be; who is to go is opposed."""

from collections.abc import Iterator

from onrecord.reading.interpret.clauses import Clauses
from onrecord.reading.interpret.patterns import Match, Matcher
from onrecord.reading.interpret.positions.ground import Ground
from onrecord.reading.interpret.positions.leaning import leaning, listed
from onrecord.reading.interpret.power import singular, turn_words
from onrecord.reading.interpret.reality import is_unreal
from onrecord.schema.draft import PositionDraft
from onrecord.schema.tags import TokenRange

_TO_GO = frozenset({"step", "resign", "quit", "leave", "go"})
_MAIN = frozenset({"root", "ccomp", "parataxis", "conj"})
_FIRST = 4  # words of what is asked for among which its noun stands
_ASKED = ("xcomp", "ccomp", "advcl", "acl")


class Norms:
    """What must be; a class, because its rules share the report."""

    def __init__(self, ground: Ground) -> None:
        """Prepare for one report."""
        self._ground = ground
        self._matcher = Matcher(ground.clauses, ground.parties)

    def must(self, token: int) -> Iterator[PositionDraft]:
        """What the speaker says that somebody or something must do ("the truce must hold")."""
        ground, clauses = self._ground, self._ground.clauses
        verb = clauses.above(token)
        if verb is None or verb < token or clauses.relation(token) != "aux" or is_unreal(clauses, verb):  # before it: misparsed
            return
        statement, speaker = ground.told(verb), ground.speaker(verb)
        subjects = clauses.below(verb, "nsubj", "nsubj:pass")
        if statement is None or speaker is None or not self._is_main(verb) or self._is_past(verb) or clauses.words[verb] in listed("idle"):
            return
        if subjects and subjects[-1] > token:
            return  # "should they come": a condition
        claim = ground.phrase(verb) if subjects else ground.content(statement)  # the parser hung the subject elsewhere
        negated = clauses.negated(verb, turn_words("negations"))
        date, trigger = ground.date(statement), (token, verb + 1)
        if clauses.words[token] == "should" and claim is not None and ground.circumstances.has_time(*claim):
            return  # "should arrive by June": what is expected
        if claim is not None:
            yield PositionDraft(speaker, None, claim, "support", "moderate", None, date, trigger, (statement,), (), ground.conditions(verb))
        party = ground.somebody(subjects[-1]) if subjects else None
        if party is None or party.actor is None or party.actor == speaker:
            return
        said = {clauses.words[verb]}
        if said & listed("wanted") and clauses.below(verb, "cop", "aux:pass"):
            yield PositionDraft(speaker, party.actor, None, "oppose" if negated else "support", "weak", None, date, trigger, (statement,))
        elif said & listed("unwanted") and not negated and self._is_away(verb):
            yield PositionDraft(speaker, party.actor, None, "oppose", "moderate", None, date, trigger, (statement,))

    def called_for(self, match: Match) -> Iterator[PositionDraft]:
        """What is asked for by a REQUEST: its content; and whoever is asked to go is opposed."""
        ground, clauses, token = self._ground, self._ground.clauses, match.trigger
        statement = ground.circumstances.statement(token)
        if ground.circumstances.denied(token) or leaning(clauses, match.carrier) != 1:
            return
        holders = ground.holders_at(match.actors, token)
        type_ = match.pattern["type"]
        claim = self._asked_for(match) if type_ == "REQUEST" and clauses.words[token + 1 : token + 2] != ["against"] else None
        about = (type_, ground.date(statement), (token, token + 1), () if statement is None else (statement,))
        inner = next((each for each in clauses.below(token, *_ASKED) if clauses.is_verb(each)), None)
        inner = inner if inner is not None else next((each for head in match.parts for each in clauses.below(head, "acl", "xcomp")), None)
        for holder in holders:
            if claim is not None:
                yield PositionDraft(holder, None, claim, "support", "moderate", *about)
            if inner is not None:
                yield from self._ended(holder, match, inner, about)

    def against(self, token: int) -> Iterator[PositionDraft]:
        """Who wants to end something, or does something to that end, is against it ("troops sent to stop the raids")."""
        ground, clauses = self._ground, self._ground.clauses
        above = clauses.above(token)
        if above is None or clauses.lemma(token) not in listed("ending") or leaning(clauses, token) != 1:
            return
        meant = clauses.relation(token) in {"xcomp", "advcl"} and "to" in clauses.marks(token)
        goal = clauses.relation(token) == "acl" and singular(clauses.words[above]) in listed("meant_nouns")
        holder = self._who_means(above) if goal else clauses.subject(token) if meant else None
        if holder is None or ground.circumstances.denied(token):
            return
        statement = ground.told(token)
        about = (None, ground.date(statement), (token, token + 1), () if statement is None else (statement,))
        for actor in ground.holders([holder]):
            for head in clauses.objects(token)[:1]:
                claim = ground.phrase(head) if ground.somebody(head) is None else None
                if claim is not None:
                    yield PositionDraft(actor, None, claim, "oppose", "moderate", *about)

    def _who_means(self, noun: int) -> int | None:
        """Whose goal or effort a noun is: its possessor, else the subject of the verb that it hangs on."""
        clauses = self._ground.clauses
        owner = next(iter(clauses.below(noun, "nmod:poss")), None)
        above = clauses.above(noun)
        if owner is not None or above is None or not clauses.is_verb(above):
            return owner
        return clauses.subject(above)

    def _ended(self, holder: int, match: Match, inner: int, about: tuple) -> Iterator[PositionDraft]:  # type: ignore[type-arg]
        """Whom one asks to go, and what one asks to end."""
        ground, clauses = self._ground, self._ground.clauses
        if clauses.words[inner] in _TO_GO and self._is_away(inner):
            for head in (*clauses.below(inner, "nsubj"), *match.recipients, *match.objects):
                party = ground.somebody(head)
                if party is not None and party.actor not in {None, holder}:
                    yield PositionDraft(holder, party.actor, None, "oppose", "moderate", *about)
                    return
        if clauses.lemma(inner) in listed("ending"):
            for head in clauses.objects(inner):
                claim = ground.phrase(head) if ground.somebody(head) is None else None
                if claim is not None:
                    yield PositionDraft(holder, None, claim, "oppose", "moderate", *about)

    def _asked_for(self, match: Match) -> TokenRange | None:
        """What is asked for, unless it is no more than company or help."""
        words, claim = self._ground.clauses.words, self._words_asked_for(match)
        if claim is None or self._ground.clauses.lemma(match.trigger) in listed("no_wish"):
            return None
        first = range(claim[0], min(claim[0] + _FIRST, claim[1]))
        idle = any(words[each] in listed("no_wish") and self._ground.clauses.tags.speech[each][:2] == "NN" for each in first)
        return None if idle else claim

    def _words_asked_for(self, match: Match) -> TokenRange | None:
        """The content of the statement; else the clause, or what stands after "for"."""
        ground, clauses, token = self._ground, self._ground.clauses, match.trigger
        number = ground.circumstances.statement(token)
        cue = None if number is None else ground.drafts[number].cue
        if number is not None and cue is not None and cue[0] <= token < cue[1]:
            return ground.content(number) if ground.drafts[number].type == "eventuality" else None
        things = [each for each in clauses.objects(token) if ground.somebody(each) is None] if clauses.is_verb(token) else []
        if things and not any(clauses.is_verb(each) for each in clauses.below(token, "ccomp", "xcomp")):
            return ground.phrase(things[0])
        wanted = [each for each in clauses.below(token, *_ASKED) if clauses.is_verb(each) and clauses.marks(each) & {"to", "that"}]
        after = list(clauses.after(("for",), token)) or ([] if clauses.is_verb(token) else list(self._matcher.beside(token, ("for",))))
        if clauses.lemma(token) == "call" and not after and not match.recipients:
            return None  # "called to congratulate him"
        if not wanted:
            return ground.phrase(after[0]) if after and ground.somebody(after[0]) is None else None
        found = [span for each in (*after[:1], wanted[0]) if (span := ground.phrase(each)) is not None]
        return (found[0][0], found[-1][1]) if found else None

    def _is_away(self, verb: int) -> bool:
        """Whether a verb of going means to leave: without a place to go to, or with "down", "away"."""
        clauses = self._ground.clauses
        if clauses.words[verb] == "step":
            return clauses.words[verb + 1 : verb + 2] in (["down"], ["aside"])
        return not list(clauses.after(("to", "on", "through", "into", "for"), verb)) and not clauses.below(verb, "obj", "xcomp")

    def _is_main(self, verb: int) -> bool:
        """Whether it is the main clause of what is said, not a condition or an aside."""
        clauses, own = self._ground.clauses, self._ground.told(verb)
        if _asks(clauses, verb):
            return False
        for each in (verb, *clauses.path(verb)):  # a path ends, also where a misread tree goes round in a circle
            if self._ground.told(each) != own:
                break
            above = clauses.above(each)
            outside = above is None or self._ground.told(above) != own
            if clauses.marks(each) & turn_words("conditions") or (not outside and clauses.relation(each) not in _MAIN):
                return False
        return True

    def _is_past(self, verb: int) -> bool:
        clauses = self._ground.clauses
        return any(clauses.words[each] == "have" for each in clauses.below(verb, "aux"))


def _asks(clauses: Clauses, verb: int) -> bool:
    return any(clauses.tags.speech[each] in {"WP", "WRB", "WDT"} for each in clauses.below(verb))
