"""Who takes part in an event: the actor whom a noun means, one of those that were resolved, or one that only takes part."""

import hashlib
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from onrecord.data import table
from onrecord.reading.interpret.clauses import Clauses
from onrecord.reading.interpret.power import bodies, is_press, office, political, power_of, singular, turn_words
from onrecord.schema.actor import Actor, Mention, Role
from onrecord.schema.segments import Segments
from onrecord.schema.tags import Tags, TokenRange
from onrecord.schema.words import ActorKind, Form

_PEOPLE = frozenset(
    {
        "he",
        "she",
        "they",
        "we",
        "i",
        "him",
        "her",
        "them",
        "his",
        "their",
        "its",
        "us",
        "who",
        "whom",
        "it",
        "some",
        "others",
        "many",
        "several",
    }
)
_OF = ("of", "from", "for", "in")
_HEADS = frozenset({"head", "leader", "chief", "boss"})
_LONGEST_PLACE = 4  # words
_BOUND = frozenset({"led", "headed", "commanded", "loyal", "linked", "allied"})
_KINDS: dict[str, ActorKind] = {"person": "person", "organisation": "organisation", "place": "unnamed group", "people": "unnamed group"}
_QUANTITIES = frozenset({"thousand", "hundred", "dozen", "score", "number", "group", "crowd", "member", "ten", "lot", "series", "majority"})
_SMALL = ("the ", "a ", "an ", "its ", "his ", "her ", "their ", "our ")


@dataclass(frozen=True, slots=True)
class Party:
    """Somebody who takes part.

    Attributes:
        actor: the number of the actor; None where the report does not say whom a pronoun means.
        power: whether acts of such a one are political by themselves.
        named: whether it is named, or one of whom the report speaks elsewhere.
    """

    actor: int | None
    power: bool
    named: bool


class Parties:
    """The actors of a report and those that its events add; mutable, because it grows as events are found."""

    def __init__(self, segments: Segments, tags: Tags, clauses: Clauses, actors: Sequence[Actor]) -> None:
        """Start with the actors that were resolved."""
        self._segments = segments
        self._tags = tags
        self._clauses = clauses
        self.actors = list(actors)
        offices = [office(actor) for actor in actors if actor.kind == "person"]
        self._of_politics = offices.count(True) >= offices.count(False)
        self._by_words: dict[str, int] = {}
        self._names = {token: name for name in tags.names for token in range(name.first, name.last)}
        self._phrases = {token: phrase for phrase in tags.phrases for token in range(phrase.first, phrase.last)}
        self._found: dict[int, Party | None] = {}
        self._owner: dict[int, int] = {}
        self._places: dict[int, list[tuple[TokenRange, int]]] = {}  # whom words mean, by their first token
        starts = [token.start for token in segments.tokens]
        for number, actor in enumerate(actors):
            for mention in actor.mentions:
                its = range(bisect_left(starts, mention.start), bisect_left(starts, mention.end))
                self._places.setdefault(its.start, []).append(((its.start, its.stop), number))
                for token in its:
                    if token not in self._owner or mention.form != "nominal":
                        self._owner[token] = number

    def at(self, token: int) -> Party | None:
        """Who is meant by the noun phrase with this head; None: a thing."""
        if token not in self._found:
            self._found[token] = self._at(token)
        return self._found[token]

    def _at(self, token: int) -> Party | None:
        word, speech = self._clauses.words[token], self._tags.speech[token]
        if word in turn_words("nobody") or (word in turn_words("owned") and speech == "NN" and self.home(token) is None):
            return None
        if token in self._owner:
            return self._known(token)
        if speech in {"PRP", "PRP$", "WP", "WDT"} or word in _PEOPLE:
            return Party(None, False, False) if word in _PEOPLE else None
        if not speech.startswith(("NN", "JJ", "CD")):
            return None
        if token in self._names:
            return self._named(token)
        beside = next((each for each in self._clauses.below(token, "appos", "flat", "compound") if self._is_person(each)), None)
        return self._known(beside) if beside is not None else self._common(token, singular(word))

    def _named(self, token: int) -> Party | None:
        """The party of a name that was not resolved: a place stands for those who are there."""
        name = self._names[token]
        nationals = self._tags.speech[token] == "NNPS" and self._clauses.words[token].title() in _demonyms()
        kind = "unnamed group" if nationals else _KINDS.get(name.kind)
        if kind is None:
            return None
        actor = self._add((name.first, name.last), kind, None)
        power = nationals or self._political(actor) or any(power_of(word) for word in self._before(token))
        return Party(actor, power, not nationals)

    def _before(self, token: int) -> list[str]:
        """The nouns that stand beside a name ("former President Amin")."""
        return [singular(self._clauses.words[each]) for each in self._clauses.below(token, "compound", "appos", "nmod", "flat")]

    def _common(self, token: int, noun: str) -> Party | None:
        """The party of a common noun: people, a body, arms of somebody, many of some people."""
        if noun in table("plover")["turns"]["arms"]:
            return Party(None, False, False) if self.home(token) is None else self._described(token, noun)
        if (named := self._described_before(token)) is not None:
            return named
        inside = next(self._clauses.after(("of",), token), None) if noun in _QUANTITIES else None
        return self._described(token, noun) if inside is None else self.at(inside)

    def _political(self, actor: int) -> bool:
        """Whether acts of a named actor are political.

        Those of a person of whom the report says nothing are where it has at least as many people of office as of other callings.
        """
        own = political(self.actors[actor])
        return self._of_politics if own is None else own

    def of(self, actor: int) -> Party:
        """A resolved actor as a party."""
        return Party(actor, self._political(actor), True)

    def all_press(self, parties: Sequence[Party]) -> bool:
        """Whether they are all of the press, and there are some."""
        return bool(parties) and all(each.actor is not None and is_press(self.actors[each.actor]) for each in parties)

    def all_named(self, parties: Sequence[Party]) -> bool:
        """Whether they are all persons with a name, and there are some."""
        return bool(parties) and all(each.named and each.actor is not None and self.actors[each.actor].kind == "person" for each in parties)

    def _known(self, token: int) -> Party | None:
        number = self._owner[token]
        actor = self.actors[number]
        if not actor.kind.startswith("unnamed") and any(mention.form == "name" for mention in actor.mentions):
            return Party(number, self._political(number), True)
        if (named := self._described_before(token)) is not None:
            return named
        noun = singular(self._clauses.words[token])
        if self._tags.speech[token] in {"NN", "NNS"} and power_of(noun) is None:
            return None  # a text that speaks ("the bill criticised them")
        nouns = {noun, *(singular(mention.text.split()[-1].lower()) for mention in actor.mentions if mention.form == "nominal")}
        return Party(number, any(map(power_of, nouns)) or self.home(token) is not None, True)

    def _is_person(self, token: int) -> bool:
        return token in self._owner and self.actors[self._owner[token]].kind == "person"

    def _described(self, token: int, noun: str) -> Party | None:
        """The party of a common noun that means people or a body."""
        power = True if noun in table("plover")["turns"]["arms"] else power_of(noun)
        if power is None:
            return None
        phrase = self._phrases.get(token)
        place = (token, token + 1) if phrase is None else (phrase.first, max(phrase.head, token) + 1)
        inside = next(self._clauses.after(("of",), token), None)
        if inside is not None and inside in self._phrases and self._phrases[inside].first == place[1] + 1:
            place = (place[0], self._phrases[inside].last)  # "the head of the council"
        home = self.home(token)
        if (person := self._head_of(noun, home)) is not None:
            return Party(person, True, True)
        kind: ActorKind = "unnamed group" if self._tags.speech[token] == "NNS" or noun in bodies() else "unnamed person"
        return Party(self._add(place, kind, home, noun), power or home is not None, False)

    def _head_of(self, noun: str, home: str | None) -> int | None:
        """The only person whose office in a body the report gives, for "the head of" that body."""
        if home is None or noun not in _HEADS:
            return None
        persons = [(number, actor) for number, actor in enumerate(self.actors) if actor.kind == "person"]
        found = [number for number, actor in persons if any(role.affiliation == home for role in actor.roles)]
        return found[0] if len(found) == 1 else None

    def _add(self, place: TokenRange, kind: ActorKind, home: str | None, role: str = "") -> int:
        """The number of an actor of these words; a new one where the words are new."""
        span = self._segments.span(*place)
        name = span.text
        for article in _SMALL:
            name = name[len(article) :] if name.lower().startswith(article) else name
        key = name.lower()
        if key not in self._by_words:
            self._by_words[key] = len(self.actors)
            identity = hashlib.sha256(
                f"{self._segments.report.id} party {span.start} {span.end}".encode("utf-8", "surrogatepass")
            ).hexdigest()
            roles = () if home is None else (Role(role, home),)
            form: Form = "name" if kind in {"person", "organisation"} else "nominal"
            self.actors.append(Actor(identity[:12], name, kind, (Mention(span.start, span.end, span.text, form),), roles))
        self._places.setdefault(place[0], []).append((place, self._by_words[key]))
        return self._by_words[key]

    def place(self, actor: int, near: int, inside: range) -> TokenRange | None:
        """The words nearest to a token, among these, that mean an actor."""
        begun = (each for token in inside for each in self._places.get(token, ()))
        found = [place for place, number in begun if number == actor and place[0] < place[1] <= inside.stop]
        return min(found, key=lambda place: (min(abs(place[0] - near), abs(place[1] - 1 - near)), place), default=None)

    def countries(self) -> set[int]:
        """The tokens that name a country."""
        return {token for token, number in self._owner.items() if self.actors[number].kind == "country"}

    def home(self, token: int) -> str | None:
        """The country or body that a noun phrase belongs to ("Israeli troops", "forces of Tarnia", "Hamas fighters")."""
        for each in self._clauses.below(token, "nmod:poss", "amod", "compound"):
            if (name := self._name_of(each)) is not None:
                return name
        bound = [each for each in self._clauses.below(token, "acl", "amod") if self._clauses.words[each] in _BOUND]
        for each in (*self._clauses.after(_OF, token), *self._clauses.after(("by", "to", "with"), *bound)):
            if (name := self._name_of(each)) is not None:
                return name
        return None

    def _name_of(self, token: int) -> str | None:
        code = self._country_of(token)
        if code is not None:
            return str(table("countries")[code]["name"])
        if token in self._owner and not self.actors[self._owner[token]].kind.startswith("unnamed"):
            return self.actors[self._owner[token]].name
        word = self._clauses.words[token]
        if word == "government":  # "government forces": those of the government that the report speaks of
            return next((actor.name for actor in self.actors if actor.name.lower().endswith(word) and len(actor.name) > len(word)), None)
        name = self._names.get(token)
        return None if name is None or name.kind not in {"place", "organisation"} else self._segments.span(name.first, name.last).text

    def _country_of(self, token: int) -> str | None:
        """The country of an adjective or a name, of two words perhaps ("South Korean")."""
        words = self._segments.tokens[max(0, token - 1) : token + 1]
        name = self._names.get(token)
        inside = name is not None and name.first < token < name.last  # "Latin America" is not America
        code = _demonyms().get(" ".join(word.text for word in words)) or (None if inside else _demonyms().get(words[-1].text))
        known = code not in table("homonyms") or any(actor.codes.get("iso3166") == code for actor in self.actors)
        return code if known else None  # "Georgia" is a country where the report has shown it

    def _described_before(self, token: int) -> Party | None:
        """The person named after a description and its place ("the envoy to Syria Staffan Berg")."""
        last = len(self._clauses.words)
        if token + 2 >= last or self._clauses.words[token + 1] not in {"to", "for", "of", "in"}:
            return None
        after = token + 2
        while after < min(last, token + 2 + _LONGEST_PLACE) and not self._is_person(after) and after in self._names:
            after += 1
        return self._known(after) if after > token + 2 and after < last and self._is_person(after) else None

    def country_before(self, token: int) -> Party | None:
        """The country whose adjective or name stands before a noun of action ("Russian airstrikes"), or its possessor."""
        for each in self._clauses.below(token, "nmod:poss", "amod", "compound"):
            party = self.at(each) if self._clauses.relation(each) == "nmod:poss" or each in self._owner else None
            name = self._names.get(each)
            if party is not None and (each in self._owner or name is None or name.kind != "place"):
                return party
            code = self._country_of(each)
            if code is not None:
                return Party(self._country(code, each), True, True)
        return None

    def _country(self, code: str, token: int) -> int:
        for number, actor in enumerate(self.actors):
            if actor.codes.get("iso3166") == code and actor.kind == "country":
                self._places.setdefault(token, []).append(((token, token + 1), number))
                return number
        self._places.setdefault(token, []).append(((token, token + 1), len(self.actors)))
        span = self._segments.span(token, token + 1)
        identity = hashlib.sha256(f"{self._segments.report.id} country {code}".encode()).hexdigest()[:12]
        name = str(table("countries")[code]["name"])
        self.actors.append(Actor(identity, name, "country", (Mention(span.start, span.end, span.text, "nominal"),), (), {"iso3166": code}))
        return len(self.actors) - 1


@cache
def _demonyms() -> dict[str, str]:
    """Country codes by the adjective of the country, and by its name in one word."""
    found: dict[str, str] = {}
    for code, country in table("countries").items():
        for name in (country["name"], *country["names"], *country["demonyms"]):
            for each in name.split(", "):
                found.setdefault(each, code)
                found.setdefault(f"{each}s", code)
    return found
