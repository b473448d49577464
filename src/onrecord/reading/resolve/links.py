"""Who of the report is who in the knowledge base: by name, office and day; ambiguity is decided by context, with the reason.

What was written stays: a link adds codes, the kind where the base knows better, and why. An office without a name ("the
Valdorian president") is linked to who held it on the day of publication. A bare family name needs an office or a country to
speak for it; a full name is not linked against what the report says.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import get_args

from onrecord.data import table
from onrecord.data.folding import name_key
from onrecord.data.knowledge import Knowledge
from onrecord.data.known import MEMBER, Known, Tenure
from onrecord.reading.resolve.cast import Figure, bare
from onrecord.reading.resolve.descriptions import country_in, role_of
from onrecord.schema.actor import Actor, Role
from onrecord.schema.words import ActorKind

_RULING = (
    "president",
    "prime minister",
    "chancellor",
    "leader",
    "king",
    "queen",
    "emir",
    "sultan",
    "foreign minister",
    "secretary of state",
)
_BODIES = frozenset({"organisation", "armed group", "coalition", "government"})
_INDEFINITE = frozenset({"a", "an", "another", "some", "any", "one"})
_ARTICLES = frozenset({"the", *_INDEFINITE})
_OFFICE, _ROLE, _COUNTRY, _NEAR = 8, 4, 2, 1  # what speaks for a person, the stronger the more
_MODEST = _COUNTRY  # a full name with less than this speaking for it stays alone


@dataclass(frozen=True, slots=True)
class Link:
    """One known actor, or none, and why.

    Attributes:
        sure: whether the base knows better than the tagger what it is ("Hamas", tagged as a person).
    """

    known: Known | None
    reason: str
    sure: bool = False


def linked(actors: Mapping[int, Actor], figures: Iterable[Figure], published: date | None, base: Knowledge) -> dict[int, Actor]:
    """The actors of a report with what is known of them.

    Args:
        actors: by the identity of their figure, as the cast gives them.
        published: the day of the report; offices are those of that day.
    """
    cast = [figure for figure in figures if id(figure) in actors]
    countries = _countries(cast, base)
    links = {id(figure): _Linker(published, base, countries).link(figure) for figure in cast}
    theirs = {link.known.codes["iso3166"] for link in links.values() if link and link.known and "iso3166" in link.known.codes}
    if theirs - countries:  # who was found speaks for who was not
        linker = _Linker(published, base, countries | theirs)
        links |= {id(figure): linker.link(figure) for figure in cast if (link := links[id(figure)]) and link.known is None}
    return {key: actor if (link := links.get(key)) is None else _with(actor, link, published, base) for key, actor in actors.items()}


def _countries(cast: Sequence[Figure], base: Knowledge) -> frozenset[str]:
    """The countries that a report names, by itself or as those for whom somebody acts."""
    named = {figure.code for figure in cast if figure.code is not None}
    places = {role.affiliation for figure in cast for role in figure.roles if role.affiliation is not None}
    return frozenset(named | {country.codes["iso3166"] for place in places if (country := base.country(place)) is not None})


class _Linker:
    """Links the figures of one report; a class, because all of them share its day and its countries."""

    def __init__(self, published: date | None, base: Knowledge, countries: frozenset[str]) -> None:
        self._published, self._base, self._countries = published, base, countries

    def link(self, figure: Figure) -> Link | None:
        """What a figure is in the base; None where nothing of its name is there."""
        if figure.code is not None:
            country = self._base.country(figure.code)
            return Link(country, "by the name of the country") if country is not None else None
        if figure.kind == "person":
            return self._no_person(figure) or self._person(figure)
        if figure.kind.startswith("unnamed"):
            return (self._holder(figure) if figure.kind == "unnamed person" else None) or self._agent(figure)
        return self._body(figure)

    def _no_person(self, figure: Figure) -> Link | None:
        """A body that was tagged as a person: of one word, with nothing said of it that is said of persons."""
        words = figure.names[0]
        if len(figure.names) > 1 or len(words) > 1 or figure.roles or figure.gender is not None or self._base.persons(words[0]):
            return None
        some = self._base.named(words[0])
        return Link(some[0], "by name, which no known person bears", sure=True) if len(some) == 1 and some[0].kind in _BODIES else None

    def _person(self, figure: Figure) -> Link | None:
        """A person by a full name, else by the family name."""
        for words in sorted(figure.names, key=len, reverse=True):
            some = [known for known in self._base.named(bare(words)) if known.kind == "person"]
            if some and len(words) > 1:
                return self._chosen(some, figure, bare(words), modest=_MODEST, how="by full name")
        if _has_given_name(figure):
            return self._spelt_otherwise(figure)
        words = figure.names[0]
        return self._chosen(self._base.persons(bare(words)), figure, bare(words), modest=_ROLE, how="by family name")

    def _spelt_otherwise(self, figure: Figure) -> Link | None:
        """A person whose given and family name are known, with other words between them ("Bashar al-Assad")."""
        words = max(figure.names, key=len)
        given = name_key(words[0])
        some = [known for known in self._base.persons(words[-1]) if any(name_key(name).split()[0] == given for name in known.names)]
        return self._chosen(some, figure, bare(words), modest=_MODEST, how="by given and family name") if some else None

    def _chosen(self, some: Sequence[Known], figure: Figure, name: str, *, modest: int, how: str) -> Link | None:
        """The one of some that most speaks for; none where two are alike, or too little does."""
        own = [known for known in some if self._base.is_users(known)]  # they know of whom they read
        if len(own) == 1:
            return Link(own[0], f"{how}, in {own[0].source}")
        scored = sorted(((self._speaks(known, figure), known) for known in some), key=lambda its: -its[0][0])
        if not scored:
            return None
        (score, why), known = scored[0]
        if score < modest:
            if modest == _ROLE:
                return None  # of most family names somebody is known
            return Link(None, f"not linked: {_persons(len(some))} known of the name {name}, but nothing in the report speaks for one")
        if len(scored) > 1 and scored[1][0][0] == score:
            alike = sum(its[0][0] == score for its in scored)
            return Link(None, f"ambiguous: {alike} persons named {name}, each {why}")
        return Link(known, f"{how}, {why}{_others(len(some) - 1)}")

    def _speaks(self, known: Known, figure: Figure) -> tuple[int, str]:
        """How much of the report speaks for a person, and what."""
        best = (0, "")
        country = known.codes.get("iso3166")
        by_role = [self._by_role(known, role) for role in figure.roles]
        best = max([best, *by_role], key=lambda its: its[0])
        if best[0] <= 0 and any(score < 0 for score, _ in by_role):
            return -_OFFICE, ""  # the report says that it is somebody else
        if best[0] < _ROLE and country is not None and country in self._countries:
            best = (_COUNTRY if self._notable(known) else _NEAR, f"with {self._country(country)} in the report")
            if self._published is not None and any(t.role in _RULING and t.covers(self._published) for t in known.tenures):
                best = (_ROLE, f"in office on {self._published} and {best[1]}")
        elif best[0] == 0 and self._published is not None and any(t.role in _RULING and t.covers(self._published) for t in known.tenures):
            best = (_COUNTRY if _has_given_name(figure) else _NEAR, f"in office on {self._published}")
        elif best[0] == 0 and (held := min((t for t in known.tenures if t.role in _RULING), key=_leader_last, default=None)) is not None:
            since = "" if held.begins is None else f" from {held.begins}"
            best = (_COUNTRY if _has_given_name(figure) else _NEAR, f"{held.role} of {self._country(held.affiliation)}{since}")
        return best

    def _notable(self, known: Known) -> bool:
        """Whether a person is more than a member of a government of another day."""
        return any(t.role != MEMBER or (self._published is not None and t.covers(self._published)) for t in known.tenures)

    def _by_role(self, known: Known, role: Role) -> tuple[int, str]:
        """Whether a role that the report gives is one that the person held, then or at another time."""
        place = None if role.affiliation is None else self._base.country(role.affiliation)
        code = None if place is None else place.codes["iso3166"]
        if code is not None and known.codes.get("iso3166", code) != code:
            return -_OFFICE, ""
        wanted = self._base.roles(role.role)
        fitting = [t for t in known.tenures if t.role in wanted]
        if self._published is not None and any(t.covers(self._published) for t in fitting):
            return _OFFICE + (code is not None), f"{role.role} on {self._published}"
        if fitting:
            return _ROLE + (code is not None), f"{role.role} at another time"
        return (_COUNTRY, f"of {self._country(code)}") if code is not None else (0, "")

    def _country(self, code: str | None) -> str:
        country = None if code is None else self._base.country(code)
        return code or "" if country is None else country.name

    def _holder(self, figure: Figure) -> Link | None:
        """Who held the office that a description names."""
        words = figure.names[0]
        role = None if words[0].lower() in _INDEFINITE else role_of(words)
        if role is None or role.affiliation is None:
            return None
        if self._published is None:
            known = self._base.country(role.affiliation) is not None and self._base.is_office(role.role)
            return Link(None, "not linked: who held the office depends on the day, and the report's is unknown") if known else None
        holders = self._base.holders(role.role, role.affiliation, self._published)
        office = f"{role.role} of {role.affiliation} on {self._published}"
        if len(holders) > 1:
            return Link(None, f"ambiguous: {' or '.join(known.name for known in holders)}, {office}")
        return Link(holders[0], f"{holders[0].name}, {office}") if holders else None

    def _agent(self, figure: Figure) -> Link | None:
        """What a description is by a user's dictionary of agents ("farmers"), with the country that it names."""
        words = [word for word in figure.names[0] if word.lower() not in _ARTICLES]
        place = country_in(words)
        plain = " ".join(words if place is None else words[: place[1]] + words[place[2] :])
        agents = [known for known in self._base.named(plain) if known.kind == "office" and self._base.is_users(known)]
        if len(agents) != 1:
            return None
        country = None if place is None else self._base.country(place[0])
        letters = "" if country is None else country.codes.get("cameo", "")
        code = agents[0].codes.get("cameo", "").replace("~", letters)
        codes = {"cameo": code, **({} if place is None else {"iso3166": place[0]})}
        return Link(replace(agents[0], codes=codes), f"by {plain!r}, in {agents[0].source}")

    def _body(self, figure: Figure) -> Link | None:
        """An organisation, group or government by its name; of several that of a country in the report."""
        for words in sorted(figure.names, key=len, reverse=True):
            name = bare(words)
            some = [known for known in self._base.named(name) if known.kind != "person" and not _shares_its_name(known)]
            here = [known for known in some if known.codes.get("iso3166") in self._countries]
            if len(some) == 1:
                return Link(some[0], "by name")
            if len(here) == 1:
                return Link(here[0], f"by name, with {self._country(here[0].codes['iso3166'])} in the report{_others(len(some) - 1)}")
            if some:
                return Link(None, f"ambiguous: {len(some)} bodies named {name}")
        return None


def _shares_its_name(known: Known) -> bool:
    """Whether it is a country whose name alone does not tell that the country is meant; where it is, the figure has its code."""
    return known.kind == "country" and known.codes.get("iso3166") in table("homonyms")


def _has_given_name(figure: Figure) -> bool:
    return any(len(words) > 1 for words in figure.names)


def _leader_last(tenure: Tenure) -> bool:
    return tenure.role == "leader"


def _others(number: int) -> str:
    return f"; {number} {'other' if number == 1 else 'others'} of that name" if number else ""


def _persons(number: int) -> str:
    return "a person is" if number == 1 else f"{number} persons are"


def _with(actor: Actor, link: Link, published: date | None, base: Knowledge) -> Actor:
    """An actor with its link; its own codes stay, and a person described stays unnamed."""
    if link.known is None:
        return replace(actor, linked=link.reason)
    codes = {**_codes(link.known, published, base), **actor.codes}
    kind: ActorKind = actor.kind
    if not kind.startswith("unnamed") and (link.sure or kind not in {"person", "country"}) and link.known.kind in get_args(ActorKind):
        kind = link.known.kind  # type: ignore[assignment] # just asked
    return replace(actor, kind=kind, codes=codes, linked=link.reason)


def _codes(known: Known, published: date | None, base: Knowledge) -> dict[str, str]:
    """The codes of a known actor; a person's CAMEO code is that of the day: of the government while in office."""
    codes = dict(known.codes)
    codes["known"] = known.id
    held = [tenure for tenure in known.tenures if published is not None and tenure.covers(published)]
    dated = next((tenure.role for tenure in held if tenure.role.isupper()), None)
    if dated is not None:
        codes["cameo"] = dated
    elif known.kind == "person" and "cameo" not in codes and "iso3166" in codes:
        country = base.country(codes["iso3166"])
        letters = "" if country is None else country.codes.get("cameo", "")
        codes |= {"cameo": f"{letters}GOV" if _governs(held, codes["iso3166"]) else letters} if letters else {}
    return codes


def _governs(held: Iterable[Tenure], country: str) -> bool:
    return any(tenure.affiliation == country for tenure in held)
