"""Who takes part in an event, as event data sets code it: PLOVER's sectors, ISO 3166, the Correlates of War, Wikidata (docs/exports.md).

What the record does not know stays empty.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from onrecord.data import table
from onrecord.record import Record
from onrecord.schema.actor import Actor, ActorRef, Mention
from onrecord.schema.span import Span
from onrecord.schema.words import ActorKind

_INTERNATIONAL = {
    "UNO": "UNO",
    "EUR": "EUR",
    "EEC": "EUR",
    "NGO": "NGO",
    "NGM": "NGO",
    "ISM": "ISM",
    "IMG": "IMG",
    "MNC": "MNC",
    "IGO": "IGO",
}
"""PLOVER's codes for who belongs to no country, by blocks of CAMEO's; the first that fits counts."""

# CAMEO's blocks of three letters that PLOVER writes otherwise: its MED are the media.
_SECTORS = {"MED": "JRN", "HLH": "MED", "INS": "REB", "SEP": "REB"}
_KINDS = {"government": "GOV"}
_BY_ADJECTIVE = frozenset({"government", "office", "unnamed person", "unnamed group"})
_BLOCK = 3  # letters
_LONGEST = 4  # words of a country's name


@dataclass(frozen=True, slots=True)
class TakesPart:
    """One actor of an event.

    Attributes:
        name: across reports, where the record knows it; `written`: as the report has it nearest to the trigger.
        country: three letters of ISO 3166, or one of PLOVER's codes for who belongs to none.
        cow: the number of its state in the Correlates of War's list.
        sectors: the likeliest first; `primary` is None where several are as likely.
    """

    name: str
    written: str
    country: str | None
    cow: int | None
    sectors: tuple[str, ...]
    primary: str | None
    title: str | None
    wikidata: str | None


class Cast:
    """The actors of one report, looked up by event; a class, because it holds the names across reports."""

    def __init__(self, record: Record, report: str) -> None:
        """Look up who is in a report of the record."""
        self._actors = {actor.id: actor for actor in record.actors(report)}
        self._names: Mapping[str, str] = dict(
            record.db.execute(
                """
                SELECT actors.id, identities.name FROM joins JOIN actors ON actors.key = joins.actor
                JOIN identities ON identities.key = joins.identity WHERE actors.report = (SELECT key FROM reports WHERE id = ?)
                """,
                (report,),
            )
        )

    def side(self, first: ActorRef | None, others: Iterable[ActorRef], trigger: Span) -> tuple[TakesPart, ...]:
        """Those of one side of an event."""
        return tuple(self._one(ref, trigger) for ref in (*([first] if first is not None else []), *others))

    def names(self, *kinds: str) -> list[str]:
        """The names of the report's actors of some kinds."""
        return sorted({self._name(actor.id, actor.name) for actor in self._actors.values() if actor.kind in kinds})

    def _name(self, id_: str, name: str) -> str:
        return self._names.get(id_, name)

    def _one(self, ref: ActorRef, trigger: Span) -> TakesPart:
        actor = self._actors.get(ref.id)
        if actor is None:
            return TakesPart(ref.name, ref.name, None, None, (), None, None, None)
        state = table("states").get(_state(actor) or "", {})
        sectors = _sectors(actor)
        several = tuple(dict.fromkeys(sector for some in sectors for sector in some))
        primary = next((some[0] for some in sectors if len(some) == 1), None)
        return TakesPart(
            self._name(actor.id, actor.name),
            _nearest(actor.mentions, trigger),
            _international(actor) or state.get("iso3"),
            state.get("cow"),
            several,
            primary,
            actor.roles[0].role if actor.kind == "person" and actor.roles else None,
            actor.codes.get("wikidata"),
        )


def _nearest(mentions: Iterable[Mention], trigger: Span) -> str:
    """What the report calls an actor nearest to the trigger, a pronoun only where there is nothing else."""
    return min(mentions, key=lambda its: (its.form == "pronoun", abs(its.start - trigger.start))).text


def _state(actor: Actor) -> str | None:
    """The two letters of the state that an actor is or belongs to: by its code, by a country that begins its name, by an affiliation."""
    own = actor.codes.get("iso3166") or (None if actor.kind == "person" else _state_in(actor.name, actor.kind))
    return own or next((code for role in actor.roles if (code := _by_name().get(role.affiliation or "")) is not None), None)


def _state_in(name: str, kind: ActorKind) -> str | None:
    """The state whose a body is by name ("Brazil's foreign ministry"), also by an adjective where it is no firm's ("Chilean troops")."""
    words = name.removeprefix("the ").removeprefix("The ").replace("’", "'").split()
    for length in range(min(_LONGEST, len(words)), 0, -1):
        first = " ".join(words[:length])
        if first.endswith("'s") and (code := _by_name().get(first.removesuffix("'s"))) is not None:
            return code
        if kind in _BY_ADJECTIVE and (code := _by_adjective().get(first)) is not None:
            return code
    return None


@cache
def _by_adjective() -> Mapping[str, str]:
    return {each: code for code, its in table("countries").items() for its_own in its["demonyms"] for each in its_own.split(", ")}


@cache
def _by_name() -> Mapping[str, str]:
    return {name: code for code, its in table("countries").items() for name in (its["name"], *its["names"])}


def country_of(place: str | None) -> str | None:
    """The three letters of a place that is a country."""
    code = _by_name().get((place or "").removeprefix("the "))
    iso3: str | None = None if code is None else table("states")[code]["iso3"]
    return iso3


def _blocks(actor: Actor) -> list[str]:
    code = actor.codes.get("cameo", "")
    return [code[at : at + _BLOCK] for at in range(0, len(code), _BLOCK)]


def _international(actor: Actor) -> str | None:
    blocks = _blocks(actor)
    if not blocks or blocks[0] not in _INTERNATIONAL:
        return None
    return next(code for block, code in _INTERNATIONAL.items() if block in blocks)


def _sectors(actor: Actor) -> list[tuple[str, ...]]:
    """What an actor's code, roles, kind and, of one without a name, its words say of its sectors; each says one, or leaves it open."""
    known = table("plover")["sectors"]
    found: list[tuple[str, ...]] = [(sector,) for block in _blocks(actor)[1:] if (sector := _SECTORS.get(block, block)) in known]
    phrases = [role.role for role in actor.roles]
    if actor.kind.startswith("unnamed") or actor.kind == "office":
        phrases.append(actor.name)
    found += [its for phrase in phrases if (its := _sector_of(phrase))]
    if actor.kind in _KINDS:
        found.append((_KINDS[actor.kind],))
    return found


def _sector_of(phrase: str) -> tuple[str, ...]:
    """The sector of the last word of a phrase that has one ("deputy foreign minister")."""
    words = [word for word in re.split(r"[\s-]+", phrase.lower()) if word]
    sectors = [_by_noun()[noun] for word in reversed(words) for noun in _singulars(word) if noun in _by_noun()]
    return next((some for some in sectors if len(some) == 1), sectors[0] if sectors else ())


def _singulars(word: str) -> Iterator[str]:
    yield word
    for ending, instead in (("men", "man"), ("ies", "y"), ("es", ""), ("s", "")):
        if word.endswith(ending):
            yield word.removesuffix(ending) + instead


@cache
def _by_noun() -> Mapping[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for sector, its in table("plover")["sectors"].items():
        for noun in its["nouns"]:
            found[noun] = (*found.get(noun, ()), sector)
    return found
