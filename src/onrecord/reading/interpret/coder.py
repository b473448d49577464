"""The coder: patterns of the codebook found in the sentences of a report become events, turned by what governs them.

How sure each of them is, is not known here: voting.py says it.
"""

from collections.abc import Sequence
from dataclasses import replace

from onrecord.data import table
from onrecord.data.verbs import Dictionary
from onrecord.reading.interpret.circumstances import Circumstances
from onrecord.reading.interpret.clauses import Clauses
from onrecord.reading.interpret.dictionary import VerbMatcher
from onrecord.reading.interpret.nesting import ABOUT, WORDS, nested
from onrecord.reading.interpret.parties import Parties, Party
from onrecord.reading.interpret.patterns import Match, Matcher
from onrecord.reading.interpret.plausible import is_event
from onrecord.reading.interpret.power import singular, turn_words
from onrecord.reading.interpret.reality import Reality, reality
from onrecord.reading.interpret.sides import Sides, nobody
from onrecord.reading.interpret.turning import Act, turned
from onrecord.schema.draft import EventDraft
from onrecord.schema.tags import Tags, TokenRange

_NEAR = 6  # tokens from a light verb to its noun
_UNFRIENDLY = frozenset({"ACCUSE", "REJECT", "REQUEST", "THREATEN", "SANCTION"})
_HARSH = _UNFRIENDLY - {"REQUEST"}  # whom one asks is not always whom one is angry with
_ANSWERS = frozenset({"REJECT", "SUPPORT", "ACCUSE"})
_NO_EVENT = frozenset({"amod", "compound", "aux", "case"})


class Coder:
    """Codes one report; a class, because its steps share the trees, the parties and what was found."""

    def __init__(
        self, clauses: Clauses, tags: Tags, parties: Parties, circumstances: Circumstances, dictionary: Dictionary | None = None
    ) -> None:
        """Prepare to code.

        Args:
            dictionary: a user's dictionary of verbs, which takes the place of the codebook.
        """
        self._clauses = clauses
        self._tags = tags
        self._matcher = Matcher(clauses, parties)
        self._dictionary = None if dictionary is None else VerbMatcher(clauses, parties, dictionary)
        self._by_codebook = dictionary is None or dictionary.beside
        self._sides = Sides(clauses, parties, circumstances)
        self._parties = parties
        self._circumstances = circumstances
        self.inner: dict[int, list[Match]] = {}  # those that each of them speaks of
        self.matches: dict[int, Match] = {}  # by their token, events or not
        self._last: tuple[int, Sequence[Party]] = (-1, ())  # the sentence and the actors of the event found last

    def code(self) -> list[EventDraft]:
        """The events of the report, in the order of their triggers."""
        self.matches = found = self._matches()
        taken = nested(self._clauses, found)
        for token, above in taken.items():
            self.inner.setdefault(above, []).append(found[token])
        events: list[EventDraft] = []
        for token, match in found.items():
            event = None if token in taken else self._event(match)
            if event is not None:
                told = (self._presupposed(inner, match, event) for inner in self.inner.get(token, ()))
                events.extend((event, *self._besides(match, event), *(each for each in told if each is not None)))
        aimed = [self._aimed(event, events) for event in sorted(events, key=lambda event: event.trigger)]
        return [event for event in aimed if not self._is_approach(event, aimed)]

    def _is_approach(self, event: EventDraft, events: Sequence[EventDraft]) -> bool:
        """Whether force is only moved for the assault that the same sentence tells (docs/codebook.md)."""
        sentence = self._clauses.sentence_of[event.trigger[0]]
        assaults = [each for each in events if each.type == "ASSAULT" and each.modality == "happened" and each.actors == event.actors]
        return event.type == "MOBILIZE" and any(self._clauses.sentence_of[each.trigger[0]] == sentence for each in assaults)

    def _matches(self) -> dict[int, Match]:
        """What the verbs and nouns of the report say, by their token."""
        named = {token for name in self._tags.names for token in range(name.first, name.last)}
        found: dict[int, Match] = {}
        for token, speech in enumerate(self._tags.speech):
            match = None
            if speech.startswith("VB") and self._clauses.relation(token) not in _NO_EVENT:
                match = self._verb(token)
            elif self._by_codebook and speech in {"NN", "NNS"} and token not in named:
                match = self._matcher.noun(token)
            if match is not None:
                found[token] = match
        return found if self._dictionary is None else self._dictionary.settled(found)

    def _verb(self, token: int) -> Match | None:
        match = None if self._dictionary is None else self._dictionary.verb(token)
        return self._matcher.verb(token) if match is None and self._by_codebook else match

    def _event(self, match: Match) -> EventDraft | None:
        """The event of a match; None where nothing is said to have been done, or none that counts."""
        inner = self.inner.get(match.trigger, [])
        real = None if self._circumstances.denied(match.trigger) else self._reality(match)
        act = None if real is None else turned(match, self._clauses.lemma(match.trigger), real, inner)
        if act is None:
            return None
        actors = self._sides.actors(match, act, inner)
        actors = self._as_before(match) if self._is_it(match, actors) else actors
        recipients = self._sides.recipients(match, act, inner, actors)
        act = self._among_politicians(match, act, actors, recipients)
        if act is None or not is_event(self._clauses, match, act, actors, recipients, inner):
            return None
        self._last = (self._clauses.sentence_of[match.trigger], actors)
        return self._draft(match, act, actors, recipients)

    def _among_politicians(self, match: Match, act: Act, actors: Sequence[Party], recipients: Sequence[Party]) -> Act | None:
        """An interview is no event; an attack of one named person on another is one of words, a blow one of a contest."""
        if act.type == "CONSULT":
            return None if self._parties.all_press(actors) or self._parties.all_press(recipients) else act
        if act.type != "ASSAULT" or not (self._parties.all_named(actors) and self._parties.all_named(recipients)) or self._weapon(match):
            return act
        lemma = self._clauses.lemma(match.trigger)
        if lemma in turn_words("contest"):
            return None
        return Act("ACCUSE", "disapprove", act.modality) if lemma in turn_words("verbal") else act

    def _is_it(self, match: Match, actors: Sequence[Party]) -> bool:
        return nobody(actors) and [self._clauses.words[each] for each in match.actors] == ["it"]

    def _as_before(self, match: Match) -> list[Party]:
        """Whom an "it" that was not resolved means: who did what the sentence before tells."""
        sentence, actors = self._last
        return list(actors) if sentence == self._clauses.sentence_of[match.trigger] - 1 else [Party(None, False, False)]

    def _draft(self, match: Match, act: Act, actors: Sequence[Party], recipients: Sequence[Party]) -> EventDraft:
        about, both = self._circumstances, (match.trigger, match.carrier)
        said = match.pattern
        mode = self._weapon(match) if act.type == "ASSAULT" and act.mode is None and "cameo" not in said else act.mode
        did, received = (tuple(each.actor for each in side if each.actor is not None) for side in (actors, recipients))
        contexts = tuple(sorted({*about.contexts(match.trigger, mode), *said.get("contexts", ())}))
        where, cameo = about.place(*both), said.get("cameo")
        trigger, statement = self._trigger(match), about.statement(match.trigger)
        when = about.date(*both, said_by=did if act.type in WORDS else (), ahead=act.modality != "happened")
        return EventDraft(act.type, mode, contexts, did, received, when, where, act.modality, trigger, statement, cameo=cameo)

    def _trigger(self, match: Match) -> TokenRange:
        """The words of a trigger: a verb with its particle or the noun it carries; of a meeting that opens, the verb."""
        token, above = match.trigger, self._clauses.above(match.trigger)
        noun = next((each for each in match.objects if token < each <= token + _NEAR), None)
        if noun is not None and self._clauses.is_verb(token) and self._clauses.lemma(token) in turn_words("light"):
            return token, noun + 1
        if above is not None and self._clauses.relation(token).startswith("nsubj") and match.carrier == token:
            near = (above, *self._clauses.below(above, "xcomp"))
            token = next((each for each in near if self._clauses.lemma(each) in turn_words("course")), token)
        return self._circumstances.trigger(token, match.pattern["particle"])

    def _reality(self, match: Match) -> Reality | None:
        """What becomes of the act: as its verb says, or the verb that its noun hangs on."""
        if match.pattern.get("negated"):
            return "happened"  # the dictionary's pattern has the "not" itself
        reported = self._circumstances.reported(match.trigger)
        if self._clauses.is_verb(match.carrier):
            return reality(self._clauses, match.carrier, reported=reported)
        before = {self._clauses.words[each] for each in self._clauses.below(match.trigger, "amod", "det", "compound", "advmod")}
        if before & turn_words("unreal"):
            return None
        if self._circumstances.lies_ahead(match.trigger, match.carrier):
            return "planned"
        below = match.trigger
        for above in self._clauses.path(match.trigger):
            if self._clauses.relation(below) == "nmod" and self._clauses.words[above] in turn_words("remembered"):
                return None
            if self._clauses.relation(below) == "obl" and not self._clauses.marks(below) & ABOUT:
                return "happened"
            if self._clauses.is_verb(above):
                return self._as_its_verb(match.trigger, below, above, reported=reported)
            below = above
        return "happened"

    def _as_its_verb(self, noun: int, below: int, verb: int, *, reported: bool) -> Reality | None:
        """What becomes of a noun of action by the verb above it.

        Args:
            below: the word on the way to the noun that hangs on the verb.
        """
        relation, further = self._clauses.relation(below), self._clauses.below(verb, "xcomp")
        if relation.startswith("nsubj") and further:  # "talks are set to resume"
            return reality(self._clauses, further[0], reported=reported)
        only_thought = self._clauses.lemma(verb) in turn_words("not_done") | turn_words("request") | turn_words("plan")
        about = relation == "obj" or (relation == "obl" and self._clauses.marks(below) & {"for", "to", "against"})
        if below == noun and about and only_thought:
            return None
        real = reality(self._clauses, verb, reported=reported)
        return None if real in {None, "refused", "conditional"} else "happened"

    def _presupposed(self, inner: Match, outer: Match, event: EventDraft) -> EventDraft | None:
        """What an answer takes for done: "dismissed criticism by its neighbours"; whom did they criticise, if not the one who answers?"""
        noun = inner.carrier == inner.trigger and not self._clauses.is_verb(inner.trigger)
        own = self._event(inner) if noun and inner.actors and outer.pattern["type"] in _ANSWERS else None
        if own is None or own.actors == event.actors:
            return None
        answered = inner.pattern["type"] in WORDS and not own.recipients and outer.pattern["type"] == "REJECT"
        return replace(own, recipients=event.actors) if answered else own

    def _besides(self, match: Match, event: EventDraft) -> list[EventDraft]:
        """What a sentence to prison is besides (docs/codebook.md); what a dictionary has the other side do at the same time."""
        if match.pattern.get("back") is not None and event.recipients:
            code, its = match.pattern["back"]
            return [replace(event, type=its.type, mode=its.mode, cameo=code, actors=event.recipients, recipients=event.actors)]
        prison = any(self._clauses.words[each] in {"prison", "jail"} for each in self._circumstances.sentence(event.trigger[0]))
        return [replace(event, type="COERCE", mode="arrest")] if event.mode == "convict" and prison else []

    def _aimed(self, event: EventDraft, events: Sequence[EventDraft]) -> EventDraft:
        """An unfriendly act without a recipient is towards whom the same actor is unfriendly beside it, in the same sentence."""
        if event.recipients or not event.actors or event.type not in _UNFRIENDLY:
            return event
        sentence = self._clauses.sentence_of[event.trigger[0]]
        beside = [
            (abs(other.trigger[0] - event.trigger[0]), other.recipients)
            for other in events
            if other.recipients and other.actors == event.actors and other.type in _HARSH
            if self._clauses.sentence_of[other.trigger[0]] == sentence
        ]
        return replace(event, recipients=min(beside)[1]) if beside else event

    def _weapon(self, match: Match) -> str | None:
        """The mode of an assault by the weapon that its clause names."""
        inside = (each for noun in (match.trigger, *match.objects) for each in self._clauses.below(noun, "compound"))
        near = (match.trigger, *self._clauses.below(match.trigger), *match.actors, *match.objects, *inside)
        modes = table("plover")["turns"]["weapons"]
        return next((modes[noun] for each in near if (noun := singular(self._clauses.words[each])) in modes), None)
