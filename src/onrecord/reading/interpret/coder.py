"""The coder: patterns of the codebook found in the sentences of a report become events, turned by what governs them."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from onrecord.data import table
from onrecord.reading.interpret.circumstances import Circumstances
from onrecord.reading.interpret.clauses import Clauses
from onrecord.reading.interpret.parties import Parties, Party, singular
from onrecord.reading.interpret.patterns import Match, Matcher
from onrecord.reading.interpret.reality import Reality, reality, words
from onrecord.schema.draft import EventDraft
from onrecord.schema.tags import Tags
from onrecord.schema.words import Modality

_BOTH_SIDES = 2
_NEAR = 6  # tokens from a light verb to its noun
# How sure an event is: of a verb, of a noun of action; with both sides known; where one side is a pronoun nobody fits.
VERB, NOUN, BOTH = 0.6, 0.5, 0.2
# Types that are words: what is told inside their clause is what they speak of, no act of its own.
_WORDS = frozenset({"AGREE", "SUPPORT", "CONCEDE", "REQUEST", "ACCUSE", "REJECT", "THREATEN"})
_AUTHORS = ("by", "of", "from")
_UNFRIENDLY = frozenset({"ACCUSE", "REJECT", "REQUEST", "THREATEN", "SANCTION"})
_BORDERS = frozenset({"border", "borders", "frontier"})
_ABOUT = frozenset({"of", "for", "over", "against", "about", "on", "to", "with", "from", "by", "as"})
_NEEDS_ACTOR = _WORDS | {"AID", "COOPERATE", "CONSULT", "MOBILIZE"}


class Coder:
    """Codes one report; a class, because its steps share the trees, the parties and what was found."""

    def __init__(self, clauses: Clauses, tags: Tags, parties: Parties, circumstances: Circumstances) -> None:
        """Prepare to code."""
        self._clauses = clauses
        self._tags = tags
        self._parties = parties
        self._circumstances = circumstances
        self._turns = table("plover")["turns"]
        self._types = table("plover")["types"]
        self._found: dict[int, Match] = {}
        self._inner: dict[int, list[Match]] = {}

    def code(self) -> list[EventDraft]:
        """The events of the report, in the order of their triggers."""
        self._match()
        taken = self._nest()
        events: list[EventDraft] = []
        for token, match in self._found.items():
            event = None if token in taken else self._event(match)
            if event is not None:
                told = [made for each in self._inner.get(token, ()) if (made := self._presupposed(each, match, event)) is not None]
                events.extend((event, *self._besides(match, event), *told))
        return [self._with_recipients_of(event, events) for event in sorted(events, key=lambda event: event.trigger)]

    def _with_recipients_of(self, event: EventDraft, events: Sequence[EventDraft]) -> EventDraft:
        """An unfriendly act without a recipient is towards whom the same actor is unfriendly beside it, in the same sentence."""
        if event.recipients or not event.actors or event.type not in _UNFRIENDLY:
            return event
        beside = [
            (abs(other.trigger[0] - event.trigger[0]), other.recipients)
            for other in events
            if other.recipients and other.actors == event.actors and other.type in _UNFRIENDLY
            if self._clauses.sentence_of[other.trigger[0]] == self._clauses.sentence_of[event.trigger[0]]
        ]
        return replace(event, recipients=min(beside)[1]) if beside else event

    def _match(self) -> None:
        matcher = Matcher(self._clauses, self._parties)
        named = {token for name in self._tags.names for token in range(name.first, name.last)}
        book = table("plover")
        for token, speech in enumerate(self._tags.speech):
            match = None
            if speech.startswith("VB") and self._clauses.relation(token) not in {"amod", "compound", "aux", "case"}:
                match = matcher.verb(token) if self._clauses.words[token] in book["lemmas"] else None
            elif speech in {"NN", "NNS", "VBG"} and token not in named:
                match = matcher.noun(token)
            if match is not None:
                self._found[token] = match

    def _nest(self) -> set[int]:
        """Give each match that another one speaks of to that one; the numbers of those given away."""
        taken: set[int] = set()
        for token, match in self._found.items():
            above = self._spoken_of_by(token, match)
            if above is not None:
                taken.add(token)
                self._inner.setdefault(above, []).append(match)
        return taken

    def _spoken_of_by(self, token: int, match: Match) -> int | None:
        """The match that has this one for its object, its subject or what it is about."""
        if match.carrier != token and match.carrier in self._found:
            return match.carrier
        before = token
        for each in self._clauses.path(token):
            relation = self._clauses.relation(before)
            its = self._found.get(each)
            if (
                its is not None
                and before == token
                and token in (*its.objects, *its.recipients, *its.actors)
                and not self._clauses.is_verb(token)
            ):
                return each
            if its is not None and its.pattern["type"] in _WORDS and relation != "nsubj" and self._governs(before, relation, its):
                return each
            if relation == "obl" and not self._clauses.marks(before) & _ABOUT:
                return None  # "after a meeting": a time, not what it is about
            if relation in {"ccomp", "parataxis", "acl:relcl", "nsubj"} or (relation in {"advcl", "conj"} and self._stands_alone(before)):
                return None
            before = each
        return None

    def _governs(self, token: int, relation: str, its: Match) -> bool:
        if relation == "obl" and not self._clauses.marks(token) & _ABOUT:
            return False
        if relation == "ccomp":
            return its.pattern["type"] in {"REQUEST", "THREATEN", "AGREE", "CONCEDE"}
        return not (relation in {"parataxis", "acl:relcl"} or (relation in {"advcl", "conj"} and self._stands_alone(token)))

    def _stands_alone(self, token: int) -> bool:
        """Whether a verb is a clause of its own, not a gerund after a preposition or an infinitive."""
        if not self._clauses.is_verb(token):
            return False
        marks = self._clauses.marks(token)
        return not (marks & {"to", "of", "for", "over", "against", "by", "about", "on", "in", "from"}) or bool(
            marks & {"while", "after", "as"}
        )

    # From a match to an event

    def _event(self, match: Match) -> EventDraft | None:
        inner = self._inner.get(match.trigger, [])
        real = self._reality(match)
        if real is None:
            return None
        turned = self._turned(match, real, inner)
        if turned is None:
            return None
        type_, mode, modality = turned
        actors = self._actors(match, inner)
        if (not actors or all(each.actor is None for each in actors)) and (who := self._circumstances.speaker(match.trigger)) is not None:
            actors = [self._parties.of(who)]
        if type_ == "COERCE" and mode == "arrest" and not match.actors:
            actors = self._holder(match)
        recipients = self._recipients(match, inner, type_, actors)
        recipients = [each for each in recipients if each.actor is None or all(each.actor != actor.actor for actor in actors)]
        if actors is None or not self._counts(match, type_, actors, recipients, inner):
            return None
        return self._draft(match, (type_, mode, modality), actors, recipients)

    def _presupposed(self, inner: Match, outer: Match, event: EventDraft) -> EventDraft | None:
        """What an answer takes for done: "dismissed criticism by its neighbours", who did criticise; whom, if not the one who answers?"""
        if (
            outer.pattern["type"] not in {"REJECT", "SUPPORT", "ACCUSE"}
            or inner.carrier != inner.trigger
            or self._clauses.is_verb(inner.trigger)
        ):
            return None
        own = self._event(inner) if inner.actors else None
        if own is None or own.actors == event.actors:
            return None
        answers = inner.pattern["type"] in _WORDS and not own.recipients and outer.pattern["type"] == "REJECT"
        return replace(own, recipients=event.actors) if answers else own

    def _besides(self, match: Match, event: EventDraft) -> list[EventDraft]:
        """What a sentence to prison is besides."""
        prison = any(self._clauses.words[each] in {"prison", "jail"} for each in self._circumstances.sentence(match.trigger))
        return [replace(event, type="COERCE", mode="arrest")] if event.mode == "convict" and prison else []

    def _draft(
        self, match: Match, what: tuple[str, str | None, Modality], actors: Sequence[Party], recipients: Sequence[Party]
    ) -> EventDraft:
        type_, mode, modality = what
        about = self._circumstances
        first, last = self._trigger(match)
        mode = self._weapon(match) if type_ == "ASSAULT" and mode is None else mode
        sure = (VERB if self._clauses.is_verb(match.trigger) or match.carrier != match.trigger else NOUN) + BOTH * bool(
            actors and recipients
        )
        return EventDraft(
            type_,
            mode,
            about.contexts(match.trigger, mode),
            tuple(each.actor for each in actors if each.actor is not None),
            tuple(each.actor for each in recipients if each.actor is not None),
            about.date(match.trigger, match.carrier),
            about.place(match.trigger, match.carrier),
            modality,
            (first, last),
            about.statement(match.trigger),
            sure,
        )

    def _trigger(self, match: Match) -> tuple[int, int]:
        """The words of a trigger: a verb with its particle or the noun it carries; of a meeting that opens, the verb."""
        token = match.trigger
        noun = next((each for each in match.objects if token < each <= token + _NEAR), None)
        above = self._clauses.above(token)
        if noun is not None and self._clauses.is_verb(token) and self._clauses.lemma(token) in words("light"):
            return token, noun + 1
        if above is not None and self._clauses.relation(token).startswith("nsubj") and match.carrier == token:
            verb = next(
                (each for each in (above, *self._clauses.below(above, "xcomp")) if self._clauses.lemma(each) in words("course")), None
            )
            token = token if verb is None else verb
        return self._circumstances.trigger(token, match.pattern["particle"])

    def _reality(self, match: Match) -> Reality | None:
        """What becomes of the act: as its verb says, or the verb that its noun hangs on."""
        reported = self._circumstances.reported(match.trigger)
        if self._circumstances.denied(match.trigger):
            return None
        if self._clauses.is_verb(match.carrier):
            return reality(self._clauses, match.carrier, reported=reported)
        before = {self._clauses.words[each] for each in self._clauses.below(match.trigger, "amod", "det", "compound", "advmod")}
        if before & words("unreal"):
            return None
        below = match.trigger
        for each in self._clauses.path(match.trigger):
            if self._clauses.relation(below) == "obl" and not self._clauses.marks(below) & _ABOUT:
                return "happened"
            if self._clauses.is_verb(each):
                of = self._clauses.below(each, "xcomp")
                if self._clauses.relation(below).startswith("nsubj") and of:  # "talks are set to resume"
                    return reality(self._clauses, of[0], reported=reported)
                thought_of = words("not_done") | words("request") | words("plan")
                if below == match.trigger and self._clauses.relation(below) in {"obj", "obl"} and self._clauses.lemma(each) in thought_of:
                    return None
                real = reality(self._clauses, each, reported=reported)
                be = self._clauses.words[each] in {"was", "is", "were", "are", "been", "be"}
                return None if real is None or real == "refused" or (be and "no" in before) else "happened"
            below = each
        return "happened"

    def _turned(self, match: Match, real: Reality, inner: Sequence[Match]) -> tuple[str, str | None, Modality] | None:
        """Type, mode and modality, after what governs the act and what it speaks of; None: no event comes of it."""
        type_, mode = match.pattern["type"], match.pattern["mode"]
        turn = self._types[type_].get("turn")
        if type_ == "SUPPORT" and self._clauses.lemma(match.trigger) == "approve":  # "approved air strikes on": they lie ahead
            ahead = next((each.pattern for each in inner if each.pattern["type"] in self._turns["hostile"]), None)
            if ahead is not None and real == "happened":
                return ahead["type"], ahead["mode"], "planned"
        told = next((each.pattern["type"] for each in inner), None)
        if turn is not None and real != "refused":
            return self._by_inner(turn, type_, mode, told, "planned" if real == "planned" else "happened", match)
        welcome, yielding = type_ in self._turns["welcome"], type_ in self._turns["yielding"]
        if real == "refused":
            return ("REJECT", self._turns["asked"].get(type_, "change"), "happened") if welcome or yielding else None
        if real == "threatened":
            return "THREATEN", self._turns["threats"].get(type_), "threatened"
        if real == "happened":
            return type_, mode, "happened"
        if type_ == "CONSULT" and real == "planned":
            return type_, mode, "planned"
        if welcome:
            return "AGREE", None, real
        if yielding:
            return "CONCEDE", None, real
        if real == "promised":
            return "THREATEN", self._turns["threats"].get(type_), "threatened"
        return type_, mode, real

    def _by_inner(
        self, turn: str, type_: str, mode: str | None, told: str | None, modality: Modality, match: Match
    ) -> tuple[str, str | None, Modality] | None:
        """A promise, a refusal, a threat, a request, by the act that it speaks of."""
        if turn == "promise":
            if told in self._turns["hostile"]:
                return "THREATEN", self._turns["threats"].get(told), "threatened"
            if told in self._turns["yielding"]:
                return "CONCEDE", None, "promised"
            return type_, mode, "happened" if self._clauses.lemma(match.trigger) in {"agree", "accept", "reach", "sign"} else "promised"
        if turn == "threaten":
            return type_, mode or self._turns["threats"].get(told), "threatened"
        return type_, mode or (None if told is None else self._turns["asked"].get(told, "change")), modality

    # Who takes part

    def _actors(self, match: Match, inner: Sequence[Match]) -> list[Party]:
        found = self._parties_at(match.actors)
        if found or not match.actors:
            return found
        return [party for each in inner if each.trigger in match.actors for party in self._parties_at(each.actors)]

    def _holder(self, match: Match) -> list[Party]:
        """Of an arrest by nobody named: the country in which it was made."""
        where = self._circumstances.place_at(match.trigger, match.carrier, self._parties.countries())
        return [] if where is None else self._parties_at([where])

    def _parties_at(self, heads: Iterable[int]) -> list[Party]:
        """The parties of some nouns, each once."""
        found: list[Party] = []
        for head in heads:
            for party in self._several(head):
                if all(party.actor is None or party.actor != each.actor for each in found):
                    found.append(party)
        return found

    def _several(self, head: int) -> Iterator[Party]:
        """The party of a noun, or those of a list that it stands for ("envoys of Japan and Vietnam")."""
        inside = next(self._clauses.after(("of", "from"), head), None)
        if inside is not None and self._tags.speech[head] == "NNS" and len(both := self._clauses.with_others(inside)) >= _BOTH_SIDES:
            parties = [self._parties.at(each) for each in both]
            if all(party is not None and party.named for party in parties):
                yield from (party for party in parties if party is not None)
                return
        party = self._parties.at(head)
        if party is not None:
            yield party

    def _recipients(self, match: Match, inner: Sequence[Match], type_: str, actors: Sequence[Party]) -> list[Party]:
        """Those whom it is done to: named by the pattern, or by what it speaks of."""
        found = self._parties_at(match.recipients)
        if found:
            return found
        for each in inner:
            if type_ == "SUPPORT" and each.pattern["type"] in self._turns["hostile"]:
                continue  # "support for sanctions on them"
            if (
                each.trigger in match.actors
                or type_ in {"AGREE", "CONCEDE", "THREATEN"}
                or (type_ == "REJECT" and match.pattern["type"] == "REJECT" and self._clauses.is_verb(each.trigger))
            ):
                found = self._parties_at(each.recipients)
            elif type_ == "REQUEST":
                found = self._parties_at(each.actors)
            elif type_ in self._turns["hostile"]:
                found = self._parties_at(each.recipients)
            else:
                found = self._parties_at(each.actors) or self._parties_at(each.recipients)
            found = [each for each in found if each.actor not in {actor.actor for actor in actors}]
            if found:
                return found
        if type_ == "REQUEST":
            return self._asked(match) or self._answering(match)
        for token in (*match.recipients, *match.objects):
            if found := self._inside(token):
                return found
        return []

    def _asked(self, match: Match) -> list[Party]:
        """Who is to do what is asked: the subject of what is asked for ("demanded that Sudan end the siege")."""
        for clause in self._clauses.below(match.trigger, "ccomp", "xcomp", "advcl"):
            for subject in self._clauses.below(clause, "nsubj", "nsubj:pass"):
                if self._clauses.marks(clause) & {"that", "for", "to"} and (found := self._parties_at(self._clauses.with_others(subject))):
                    return found
        return []

    def _answering(self, match: Match) -> list[Party]:
        """Who did something after a request: it was asked of them ("approved it, following a request by their ally")."""
        above = self._clauses.above(match.trigger)
        if (
            self._clauses.is_verb(match.carrier)
            or above is None
            or not self._clauses.marks(match.trigger) & {"following", "after", "upon", "at"}
        ):
            return []
        subject = self._clauses.subject(above)
        return [] if subject is None else self._parties_at([subject])

    def _inside(self, token: int) -> list[Party]:
        """The parties in a noun phrase that is nobody itself ("the statement of Bolivia", "Tarnia's claims")."""
        before = self._parties.country_before(token)
        if before is not None:
            return [before]
        authors = (*_AUTHORS, "with") if self._clauses.words[token] in _BORDERS else _AUTHORS
        for each in self._clauses.after(authors, token):
            if found := self._parties_at(self._clauses.with_others(each)):
                return found
        for clause in self._clauses.below(token, "acl", "acl:relcl"):
            subject = self._clauses.below(clause, "nsubj")[-1:]
            if found := self._parties_at(list(self._clauses.after(("by",), clause))[:1] or subject):
                return found
        return []

    def _counts(self, match: Match, type_: str, actors: Sequence[Party], recipients: Sequence[Party], inner: Sequence[Match]) -> bool:
        """Whether it is a political event: somebody does it, and somebody of power or of name takes part."""
        if match.actors and not actors:
            return False  # a thing does it
        if not match.actors and not actors and (match.pattern["subject"] or not match.absent):
            return False
        if type_ == "CONSULT" and self._clauses.is_verb(match.trigger) and self._clauses.relation(match.trigger) == "acl" and match.absent:
            return False  # "the truce brokered by them": what the sentence tells is another thing
        if not actors and type_ in _NEEDS_ACTOR and not recipients:
            return False
        if not actors and type_ in _WORDS and self._clauses.is_verb(match.trigger):
            return False  # "was ordered off a plane"
        if type_ == "SUPPORT" and not recipients and not match.pattern["subject"]:
            return False
        if type_ == "PROTEST":
            return bool(actors)
        if not any(party.power and party.actor is not None for party in (*actors, *recipients)):
            return False
        verb = self._clauses.is_verb(match.trigger)
        if match.trigger == match.carrier and not verb:
            return bool(actors) if type_ not in {"ASSAULT", "COERCE", "RETREAT"} else bool(actors or recipients)
        if not actors:
            return bool(recipients)
        if match.pattern["type"] in {"AGREE", "REJECT"} and not recipients and not inner:
            about = match.recipients or match.objects if match.pattern["type"] == "REJECT" else match.objects
            return bool(about) and all(each.power for each in actors)
        return True

    def _weapon(self, match: Match) -> str | None:
        """The mode of an assault by the weapon that its clause names."""
        near = (match.trigger, *self._clauses.below(match.trigger), *match.actors, *match.objects)
        near = (*near, *(each for noun in (match.trigger, *match.objects) for each in self._clauses.below(noun, "compound")))
        return next((mode for each in near if (mode := self._turns["weapons"].get(singular(self._clauses.words[each]))) is not None), None)
