"""The cast of a report: its actors while they are gathered, name by name, and who may be meant by later words."""

import hashlib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from onrecord.data import table
from onrecord.data.knowledge import Knowledge
from onrecord.reading.resolve.descriptions import country_name, gender_of, heads, lesser, offices_in, singular
from onrecord.schema.actor import Actor, Mention, Role, Speaker
from onrecord.schema.segments import Segments
from onrecord.schema.tags import TokenRange
from onrecord.schema.words import ActorKind, Form

_PARTICLE = re.compile(r"^(?:al|el|ul|ad|as|bin|ibn)-", re.IGNORECASE)
_BEFORE_MARK = re.compile(r"\s+(['’]s?(?=\s|$)|,)")
_ARTICLES = ("the ", "The ", "a ", "A ", "an ", "An ")


def surname(word: str) -> str:
    """A family name for comparing: small letters, without an Arabic article."""
    return _PARTICLE.sub("", word).lower()


def bare(words: Sequence[str]) -> str:
    """Words as a name: without their article, with clitics and marks where they belong."""
    plain = _BEFORE_MARK.sub(r"\1", " ".join(words)).strip(" ,")
    for article in _ARTICLES:
        if plain.startswith(article):
            return plain[len(article) :]
    return plain


def head_of(name: Sequence[str]) -> str:
    """The noun that a body's name is built on ("University" of Virginia, Security "Council")."""
    at = next((n for n, word in enumerate(name) if n and word.lower() in {"of", "for", "on"}), len(name))
    return name[at - 1]


@dataclass(slots=True, eq=False)
class Figure:
    """An actor in the making; filled in mention by mention, so not frozen.

    Attributes:
        names: each way it is named, as lists of words.
        head: the head noun, singular, of a figure without a name.
        mentions: by place, in the order found.
        latest: the first token of the mention found last; -1 before the first one.
        code: of a country, its ISO 3166 code.
        home: the same of the country whose body it is ("China's Foreign Ministry").
        both: the two that it is together ("the two ministers").
    """

    kind: ActorKind
    names: list[tuple[str, ...]] = field(default_factory=list)
    head: str | None = None
    roles: list[Role] = field(default_factory=list)
    gender: str | None = None
    code: str | None = None
    home: str | None = None
    both: tuple["Figure", "Figure"] | None = None
    mentions: dict[TokenRange, Form] = field(default_factory=dict)
    latest: int = -1

    def mention(self, place: TokenRange, form: Form) -> None:
        """Remember that it is mentioned here; mentions are found in the order of the text."""
        self.mentions.setdefault(place, form)
        self.latest = max(self.latest, place[0])

    @property
    def name(self) -> str:
        """The fullest name it was given; of equally long ones, the first."""
        if self.code is not None:
            return country_name(self.code)
        return bare(max(self.names, key=len))

    def add_role(self, role: Role | None) -> None:
        """Remember what it is said to be."""
        if role is not None and role not in self.roles:
            self.roles.append(role)

    def has_office(self, words: Sequence[str], affiliation: str | None) -> bool:
        """Whether one of its roles may be described by these words ("top diplomat", "minister")."""
        wanted = offices_in(words)
        last = singular(words[-1])
        for role in self.roles:
            if affiliation is not None and role.affiliation is not None and affiliation != role.affiliation:
                continue
            role_words = role.role.split()
            offices = offices_in(role_words)
            if lesser(words) != lesser(role_words):
                continue  # "the president" is no vice president
            if wanted & offices or (singular(role_words[-1]) == last and all(w.lower() in role_words for w in words[:-1])):
                return True
        return False


@dataclass(frozen=True, slots=True)
class Owned:
    """The name of a body that every country has, and whose it is.

    Attributes:
        owner: the code of a country, or the name of a place of which nothing is known.
        generic: the name without its owner ("Foreign Ministry").
        whole: with it, as written ("China 's Foreign Ministry").
    """

    owner: str
    generic: tuple[str, ...]
    whole: tuple[str, ...]


class Cast:
    """All figures of a report; mutable, because it is filled while the report is gone through."""

    def __init__(self, segments: Segments, base: Knowledge | None = None) -> None:
        """An empty cast; with a base, bodies that it knows are one under all their names."""
        self._segments = segments
        self.base = base
        self.figures: list[Figure] = []
        self._persons: dict[str, list[Figure]] = {}
        self._bodies: dict[str, Figure] = {}
        self._known: dict[str, Figure] = {}  # bodies by their id in the base
        self._countries: dict[str, Figure] = {}
        self._owned: dict[tuple[str, str], Figure] = {}  # bodies that every country has, by name and owner
        self._pairs: dict[frozenset[Figure], Figure] = {}  # two as one

    def person(self, words: tuple[str, ...], described: Sequence[str]) -> Figure:
        """The person of this name: one with the same family name, and no other given name; else a new one.

        Args:
            described: the words before the name, for what they say about man or woman.
        """
        key = surname(words[-1])
        given = words[0] if len(words) > 1 and words[0].lower() not in table("roles")["particles"] else None
        gender = gender_of(described, given)
        known = self._persons.get(key, [])
        for figure in reversed(known):
            theirs = next((name[0] for name in figure.names if len(name) > 1), None)
            same_given = given is None or theirs is None or given == theirs or (given[0] == theirs[0] and "." in (given[-1], theirs[-1]))
            if same_given and not (gender and figure.gender and gender != figure.gender):
                break
        else:
            figure = self._by_given_name(words) or self._new(Figure("person"))
            self._persons.setdefault(key, []).append(figure)
        if words not in figure.names:
            figure.names.append(words)
        figure.gender = figure.gender or gender
        return figure

    def of_family(self, name: str) -> Figure | None:
        """The only person of this family name; None where there are none or several."""
        known = self._persons.get(surname(name), [])
        return known[0] if len(known) == 1 else None

    def _by_given_name(self, words: tuple[str, ...]) -> Figure | None:
        """The only person with this given name, where a person is called by it alone."""
        if len(words) > 1:
            return None
        same = [f for f in self.figures if f.kind == "person" and any(len(n) > 1 and n[0] == words[0] for n in f.names)]
        return same[0] if len(same) == 1 else None

    def body(self, words: tuple[str, ...], kind: ActorKind = "organisation") -> Figure:
        """The organisation of this name, by the name or its initials; else a new one."""
        plain = bare(words)
        key = plain.lower()
        figure = self._bodies.get(key) or self._bodies.get(key.replace(".", ""))
        known = self.known_body(words)
        if figure is None:
            figure = self._known.get(known) if known is not None else self._by_head(words)
        if figure is None:
            figure = self._new(Figure(kind, head=singular(head_of(plain.split()))))
            self._know_initials(figure, plain)
        self._bodies[key] = self._bodies[key.replace(".", "")] = figure
        if known is not None:
            self._known.setdefault(known, figure)
        if words not in figure.names:
            figure.names.append(words)
        return figure

    def _know_initials(self, figure: Figure, name: str) -> None:
        initials = "".join(word[0] for word in name.split() if word[0].isupper())
        if len(initials) > 1:
            self._bodies.setdefault(initials.lower(), figure)

    def body_of(self, its: Owned) -> Figure:
        """A body that every country has ("Foreign Ministry"), of this one; without its country the one that was named last is meant."""
        name = bare(its.generic).lower()
        if (name, its.owner) not in self._owned:
            before = self._bodies.get(name)
            if before is None or before in self._owned.values():
                before = self._new(Figure("organisation", head=singular(head_of(its.generic))))
            figure = before
            figure.home = its.owner if its.owner in table("countries") else None
            self._owned[name, its.owner] = figure
            self._know_initials(figure, bare(its.whole))
        figure = self._bodies[name] = self._owned[name, its.owner]
        if its.whole not in figure.names:
            figure.names.append(its.whole)
        return figure

    def owned(self, head: str, country: str) -> Figure | None:
        """The only body of a country that has this head ("China's ministry")."""
        found = [figure for figure in dict.fromkeys(self._owned.values()) if figure.head == head and figure.home == country]
        return found[0] if len(found) == 1 else None

    def known_body(self, words: Sequence[str]) -> str | None:
        """The id in the base of the only one of this name, if it is a body and no country."""
        some = () if self.base is None else self.base.named(bare(words))
        return some[0].id if len(some) == 1 and some[0].kind not in {"person", "country", "office"} else None

    def _by_head(self, words: Sequence[str]) -> Figure | None:
        """The only body whose name is built on this word ("the Assembly", of the General Assembly)."""
        if len(words) != 1 or singular(words[0]) not in heads("bodies"):
            return None
        same = [f for f in self._bodies.values() if any(len(name) > 1 and head_of(name) == words[0] for name in f.names)]
        return same[0] if len({id(figure) for figure in same}) == 1 else None

    def country(self, code: str, words: tuple[str, ...]) -> Figure:
        """The country of this code."""
        if code not in self._countries:
            self._countries[code] = self._new(Figure("country", code=code))
        figure = self._countries[code]
        if words not in figure.names:
            figure.names.append(words)
        return figure

    def unnamed(self, words: tuple[str, ...], head: str, kind: ActorKind) -> Figure:
        """A new figure that only a description stands for."""
        return self._new(Figure(kind, [words], head))

    def together(self, one: Figure, other: Figure, head: str = "") -> Figure:
        """Two as one figure ("the two ministers"): the one that was called so before it was told who they are, or a new one."""
        key = frozenset({one, other})
        if key not in self._pairs:
            before = self.with_head(head) if head else None
            nameless = before is not None and before.kind == "unnamed group" and before.both is None
            figure = before if before is not None and nameless else self.unnamed((), head, "unnamed group")
            figure.names, figure.both = [(*one.name.split(), "and", *other.name.split())], (one, other)
            self._pairs[key] = figure
        return self._pairs[key]

    def _new(self, figure: Figure) -> Figure:
        self.figures.append(figure)
        return figure

    def described(self, words: Sequence[str], affiliation: str | None) -> Figure | None:
        """The person mentioned last whose role fits the description; where none was yet, the only one named later that fits."""
        fitting = [f for f in self.figures if f.roles and f.kind == "person" and f.has_office(words, affiliation)]
        before = _latest(f for f in fitting if f.latest >= 0)
        return before or (fitting[0] if len(fitting) == 1 else None)

    def named_later(self, words: Sequence[str], affiliation: str | None) -> Figure | None:
        """The only person of the report whose role fits, where nobody of that role was named yet ("A spokesman says", then who it is)."""
        fitting = [f for f in self.figures if f.roles and f.kind == "person" and f.has_office(words, affiliation)]
        return fitting[0] if len(fitting) == 1 and fitting[0].latest < 0 else None

    def with_head(self, head: str) -> Figure | None:
        """The figure mentioned last that is called so ("a government official", then "the official")."""
        return _latest(f for f in self.figures if f.head == head and f.latest >= 0)

    def actors(self) -> dict[int, Actor]:
        """The actors, in the order of their first mention, by the identity of their figure."""
        mentioned = [figure for figure in self.figures if figure.mentions]
        mentioned.sort(key=lambda figure: min(figure.mentions))
        return {id(figure): self._actor(figure, number) for number, figure in enumerate(mentioned)}

    def _actor(self, figure: Figure, number: int) -> Actor:
        mentions = []
        for (first, last), form in sorted(figure.mentions.items()):
            span = self._segments.span(first, last)
            mentions.append(Mention(span.start, span.end, span.text, form))
        name = figure.name
        key = f"{self._segments.report.id} {number} {mentions[0].start} {mentions[0].end} {name}"
        code = figure.code or figure.home
        codes = {} if code is None else {"iso3166": code}
        identity = hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()[:12]
        return Actor(identity, name, figure.kind, tuple(mentions), tuple(figure.roles), codes)


def _latest(figures: Iterator[Figure]) -> Figure | None:
    return max(figures, key=lambda figure: figure.latest, default=None)


def speaker_of(actor: Actor) -> Speaker:
    """An actor as the speaker of a statement, with the first role that the report gives."""
    role = actor.roles[0] if actor.roles else None
    return Speaker(actor.id, actor.name, None if role is None else role.role, None if role is None else role.affiliation)
