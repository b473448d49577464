"""Patterns of the codebook laid on a sentence: which of them a verb or a noun fits, and which words take part."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from onrecord.data import table
from onrecord.reading.interpret.clauses import Clauses
from onrecord.reading.interpret.parties import Parties
from onrecord.reading.interpret.power import singular

Pattern = dict[str, Any]
_AGENT = ("by",)
_AUTHORS = ("by", "from")
_DURING = frozenset({"during", "after", "before", "on", "following", "at", "ahead"})
_PARTICLE = 5  # tokens after a verb in which its particle is looked for, beside what hangs on it ("pulled its troops out")
_BESIDE = 8  # tokens after a noun in which its prepositions are looked for
_STOPS = frozenset({",", ".", ";", ":", "--", "—", '"', "”", "“", "that", "who", "which"})
_VERBS = frozenset({"VBD", "VBZ", "VBP", "MD", "VBG", "VBN"})
_SERIES = frozenset({"series", "wave", "round", "number", "string", "spate", "rounds", "barrage", "campaign"})
_NEAR = 3


@dataclass(frozen=True, slots=True)
class Match:
    """A pattern that fits, with the heads of its parts.

    Attributes:
        trigger: the verb or the noun.
        carrier: the verb that carries the noun ("launched" of an attack); else the trigger.
        actors, recipients: heads of noun phrases, those listed together.
        objects: other words that stand where the recipient would, or whose nouns say what it is about.
        absent: whether an actor would be named by the grammar and is not (the passive, a bare noun).
    """

    pattern: Pattern
    trigger: int
    carrier: int
    actors: tuple[int, ...]
    recipients: tuple[int, ...]
    objects: tuple[int, ...]
    absent: bool

    @property
    def parts(self) -> tuple[int, ...]:
        """All words that take part."""
        return (*self.objects, *self.recipients, *self.actors)


class Matcher:
    """Finds matches; a class, because it holds the report's trees and parties."""

    def __init__(self, clauses: Clauses, parties: Parties, book: Pattern | None = None) -> None:
        """Prepare to match in one report.

        Args:
            book: the patterns by `verbs` and `nouns`, or of what one is by `being`; their recipient may be a clause ("opposed to
                joining"); without it, those of the events.
        """
        self._clauses = clauses
        self._parties = parties
        self._book = table("plover") if book is None else book
        self._clausal = book is not None
        self._being = "being" in self._book and book is not None

    def verb(self, token: int) -> Match | None:
        """What a verb says was done: its first pattern that fits."""
        patterns = self._book["being" if self._being else "verbs"].get(self._clauses.lemma(token))
        if not patterns:
            return None
        passive = not self._being and self._clauses.passive(token)
        subject = self.subject(token)
        objects = [subject] if passive and subject is not None else self._clauses.objects(token)
        for pattern in patterns:
            if pattern["object"] not in {None, bool(objects)}:
                continue
            found = self._worded(pattern, token, objects) and self._fill(
                pattern, token, objects, (token, *objects, *self._clauses.below(token, "xcomp"))
            )
            if not found:
                continue
            slotted, recipients, others = found
            if passive:
                agents: Sequence[int] = list(self._clauses.after(_AGENT, token))
                agents = [*agents, *(each for obj in objects for each in self._clauses.after(_AGENT, obj))][:1]
            else:
                agents = [] if subject is None else [subject]
            if slotted is not None:
                recipients, agents = (tuple(self._listed(agents)), [slotted])
            actors = self._listed(agents)
            if pattern["both"] and not recipients and len(actors) > 1:
                actors, recipients = actors[:1], tuple(actors[1:])
            if pattern["both"] and not recipients and not pattern["slots"] and not self._among(token, actors):
                continue
            return Match(pattern, token, token, tuple(actors), recipients, tuple(others), passive)
        return None

    def noun(self, token: int) -> Match | None:
        """What a noun of action says was done ("an attack on the town by rebels")."""
        patterns = self._book["nouns"].get(self._noun_of(token))
        if not patterns:
            return None
        carrier = self._carrier(token)
        heads = (token,) if carrier is None else (token, carrier)
        for pattern in patterns:
            found = self._worded(pattern, token, ()) and self._fill(pattern, token, (), heads, noun=True)
            if not found:
                continue
            slotted, recipients, others = found
            agents = [slotted] if slotted is not None else self._agents(token, pattern, carrier, bool(recipients))
            actors = self._listed(agents)
            if pattern["both"] and not recipients:
                around = [*heads, *(each for verb in self._near_verb(token) for each in (verb, *self._clauses.below(verb, "xcomp")))]
                between = self._listed(list(self._clauses.after(("between", "among"), *around))[:1])
                actors = between or actors
                if len(actors) > 1:
                    actors, recipients = actors[:1], tuple(actors[1:])
            return Match(pattern, token, token if carrier is None else carrier, tuple(actors), recipients, tuple(others), carrier is None)
        return None

    def _among(self, verb: int, actors: Sequence[int]) -> bool:
        """Whether what both sides do may be among the actors: they are more than one, and "with" names nothing else."""
        if next(self._clauses.after(("with",), verb), None) is not None:
            return False
        return len(actors) > 1 or any(self._clauses.tags.speech[each] in {"NNS", "NNPS"} for each in actors)

    def _noun_of(self, token: int) -> str:
        word = self._clauses.words[token]
        return word if word in self._book["nouns"] else singular(word)

    def subject(self, verb: int) -> int | None:
        """The subject of a verb; of a relative clause the noun before it, where the one it hangs on is nobody."""
        subject = self._clauses.subject(verb)
        if subject is not None and self._parties.at(subject) is None and self._clauses.relation(verb) == "acl:relcl":
            pronoun = next(iter(self._clauses.below(verb, "nsubj", "nsubj:pass")), subject)
            before = pronoun - 1 - (self._clauses.words[pronoun - 1] == ",")
            return before if before >= 0 and self._parties.at(before) is not None else subject
        return subject

    def _carrier(self, token: int) -> int | None:
        """The light verb whose object a noun is."""
        relation, above = self._clauses.relation(token), self._clauses.above(token)
        if relation == "nmod" and above is not None and self._clauses.words[above] in _SERIES:  # "a series of strikes"
            relation, above = self._clauses.relation(above), self._clauses.above(above)
        if above is None or relation not in {"obj", "nsubj:pass"} or self._clauses.lemma(above) not in table("plover")["turns"]["light"]:
            return None
        return above

    def _agents(self, token: int, pattern: Pattern, carrier: int | None, aimed: bool) -> list[int]:
        """The words that say who did what a noun of action tells."""
        if carrier is not None:
            if self._clauses.passive(carrier):
                return list(self._clauses.after(_AGENT, carrier))[:1]
            subject = self.subject(carrier)
            return [] if subject is None else [subject]
        taken = {word for slot in pattern["slots"] for word in slot["after"]}
        authors = list(self._clauses.after(_AUTHORS, token)) or list(self._clauses.below(token, "nmod:poss"))
        if not authors and "of" not in taken:
            authors = list(self._clauses.after(("of",), token))
        if (
            not authors
            and aimed
            and pattern["type"] == "CONSULT"
            and self._clauses.marks(token) & _DURING
            and (verb := self._clauses.above(token))
        ):
            subject = self.subject(verb)  # "during a visit to Kenya, she said": her visit
            authors = [] if subject is None else [subject]
        if not authors:  # "the talks in Rome by the two": hung on the verb by the parser
            authors = [each for each in self._clauses.after(_AUTHORS, *self._near_verb(token)) if each == self._next_after(token, each)]
        return authors[:1]

    def _near_verb(self, token: int) -> Iterator[int]:
        above = self._clauses.above(token)
        if above is not None:
            yield above

    def _next_after(self, token: int, each: int) -> int:
        """The word itself where it stands at most a few words after the noun."""
        return each if 0 < each - token <= 2 * _NEAR + 1 else -1

    def _listed(self, heads: Sequence[int]) -> list[int]:
        return [each for head in heads for each in self._clauses.with_others(head)]

    def _fill(
        self, pattern: Pattern, token: int, objects: Sequence[int], heads: Sequence[int], *, noun: bool = False
    ) -> tuple[int | None, tuple[int, ...], list[int]] | None:
        """The actor that a slot names, the recipients, the other words in slots; None: the pattern does not fit."""
        actor: int | None = None
        recipients: tuple[int, ...] = ()
        others: list[int] = []
        for slot in pattern["slots"]:
            places = self._after(token, slot["after"], heads, noun=noun) if slot["after"] else list(objects)
            places = self._fitting(slot, [*places, *self._predicates(token, slot)], somebody=slot["somebody"] or pattern["both"])
            if not places:
                if slot["may_miss"] or (noun and not slot["somebody"] and not slot["words"]):
                    continue
                return None
            if slot["who"] == "A":
                actor = places[0]
            elif slot["who"] == "R" and not recipients:
                # of "gave the town food" the town; of "condemned the attack" the attack, which is looked into
                people = [each for each in places if self._parties.at(each) is not None]
                recipients = tuple(self._clauses.with_others((people or places)[0]))
            else:
                others.append(places[0])
        if not recipients and any(slot["who"] == "R" for slot in pattern["slots"]):  # "gave the rebels an ultimatum"
            recipients = tuple(each for each in objects if each not in others and self._parties.at(each) is not None)[:1]
        return actor, recipients, others

    def _fitting(self, slot: Pattern, places: list[int], *, somebody: bool) -> list[int]:
        """The words that may stand in a slot."""
        if slot["words"]:
            return [each for each in places if any(word in slot["words"] for word in self._spelt(each))]
        if slot["who"] == "R" and slot["after"] and not self._clausal:
            places = [each for each in places if not self._clauses.is_verb(each)]
        return [each for each in places if self._parties.at(each) is not None] if somebody and slot["who"] else places

    def _after(self, token: int, prepositions: Sequence[str], heads: Sequence[int], *, noun: bool) -> list[int]:
        """The words after some prepositions: those that hang on these heads; of a noun those that stand beside it.

        What stands after "with" belongs to a meeting between it and the verb ("spoke before a meeting with them").
        """
        found = list(self._clauses.after(prepositions, *heads))
        if noun:
            return found or list(self.beside(token, prepositions))
        nouns = self._book["nouns"]
        return [
            each
            for each in found
            if "with" not in prepositions
            or not any(between not in heads and self._noun_of(between) in nouns for between in range(token + 1, each))
        ]

    def beside(self, token: int, prepositions: Sequence[str]) -> Iterator[int]:
        """The words after these prepositions a few words on, wherever the parser hung them."""
        for each in range(token + 1, min(token + _BESIDE, len(self._clauses.words))):
            if self._clauses.words[each] in _STOPS or self._clauses.tags.speech[each] in _VERBS:
                return
            if self._clauses.words[each] in prepositions and self._clauses.relation(each) == "case":
                yield self._clauses.tags.heads[each]

    def _predicates(self, token: int, slot: Pattern) -> list[int]:
        """Words that are said of an object ("held hostage")."""
        said = (
            [] if slot["after"] or not slot["words"] else self._clauses.below(token, "xcomp", "obl", "obl:npmod", "advmod", "ccomp", "dep")
        )
        return [each for each in said if not self._clauses.is_verb(each)]

    def _worded(self, pattern: Pattern, token: int, objects: Sequence[int]) -> bool:
        """Whether the particle and the words before the noun are as the pattern wants them."""
        particle = pattern["particle"]
        if particle is not None:
            near = {
                self._clauses.words[each]
                for each in (*self._clauses.below(token), *range(token + 1, min(token + _PARTICLE, len(self._clauses.words))))
            }
            if particle not in near:
                return False
        if not pattern["before"] and not pattern["not_before"]:
            return True
        nouns = objects or (token,)
        before = {word for noun in nouns for each in self._clauses.below(noun, "amod", "compound", "nmod") for word in self._spelt(each)}
        return not (pattern["before"] and before.isdisjoint(pattern["before"])) and before.isdisjoint(pattern["not_before"])

    def _spelt(self, token: int) -> tuple[str, str]:
        return self._clauses.words[token], singular(self._clauses.words[token])
