"""Office holders joined across tables: the same person under one roof, each fact with its source."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from difflib import SequenceMatcher

from offices import EASTERN

from onrecord.data.folding import name_key

Fact = tuple[str, str, date | None, date | None, str]
"""Role, affiliation, first day, first day no more, source."""

PARTICLES = frozenset({"al", "el", "ul", "bin", "ibn", "de", "da", "von", "van", "der", "jr.", "sr.", "ii", "iii"})
ALIKE = 0.8  # of two family names spelt by two tables; "Mitterand", "Mitterrand" 0.95, "Zelensky", "Zelenskyy" 0.94
EASTERN_ALIKE = 0.9  # of two given names where the family name stands first: "Jong Un", "Jong-un" 1, "Jong Il", "Yong Il" 0.83
CLOSE = 0.85  # of two family names of the same given name: "Ruhani", "Rouhani" 0.92, "Lavrov", "Lavrik" 0.67
EARLIEST = date(1990, 1, 1)  # what ended before is left out
NEAR = timedelta(days=45)  # between two tables' first days of one tenure


@dataclass(frozen=True, slots=True)
class Spell:
    """A time in government, as Phoenix has it.

    Attributes:
        told: the office, where a title, a comment or a heading says which.
        ruling: whether it may be that of a ruler: its code is the plain one, and the record begins with a life before.
    """

    begins: date
    ends: date | None
    told: str
    ruling: bool


@dataclass(slots=True, eq=False)
class Person:
    """A person in the making."""

    country: str
    family: str
    names: dict[str, None] = field(default_factory=dict)
    qid: str | None = None
    facts: list[Fact] = field(default_factory=list)
    spells: list["Spell"] = field(default_factory=list)
    sources: dict[str, None] = field(default_factory=dict)
    family_first: bool = False

    @property
    def name(self) -> str:
        """Wikidata's name, else the shortest that has a given name."""
        whole = [name for name in self.names if " " in name]
        return whole[0] if whole and self.qid else min(whole or self.names, key=lambda name: len(name.split()))


def family_of(name: str, country: str) -> str:
    """The family name of a name as it is written where the person is from."""
    words = name_key(name.partition(",")[0]).split()
    while len(words) > 1 and words[-1].strip(".") in {"jr", "sr", "ii", "iii", "iv", "3d"}:
        words.pop()
    if country in EASTERN and len(words) > 1:
        return words[0]
    return words[-1] if words else ""


class Pool:
    """All persons, by country and family name."""

    def __init__(self) -> None:
        """Nobody yet."""
        self.people: list[Person] = []
        self._by_family: dict[tuple[str, str], list[Person]] = {}
        self._by_country: dict[str, list[Person]] = {}
        self._by_qid: dict[str, Person] = {}

    def of(self, country: str) -> list[Person]:
        """The persons of a country."""
        return list(self._by_country.get(country, ()))

    def person(self, country: str, name: str, source: str, *, qid: str | None = None, family: str | None = None) -> Person:
        """The person of this name, an old one where the names agree, else a new one."""
        family = family or family_of(name, country)
        found = self._by_qid.get(qid or "")
        if found is None:
            same = self._by_family.get((country, family), [])
            found = next((p for p in (*same, *self._spelt_so(country, family)) if agree(p, name, family) and not (qid and p.qid)), None)
        if found is None:
            found = Person(country, family)
            self.people.append(found)
            self._by_country.setdefault(country, []).append(found)
            self._by_family.setdefault((country, family), []).append(found)
        if qid:
            found.qid = qid
            self._by_qid[qid] = found
        found.names.setdefault(name)
        found.sources.setdefault(source)
        return found

    def _spelt_so(self, country: str, family: str) -> Iterable[Person]:
        """Those of whom an office is told whose family name is spelt much like this one ("Ruhani", "Rouhani")."""
        for person in self._by_country.get(country, ()):
            close = person.family[:1] == family[:1] and person.family[-1:] == family[-1:] and person.family != family
            if close and country not in EASTERN and person.facts and SequenceMatcher(None, family, person.family).ratio() >= CLOSE:
                yield person

    def alike(self, country: str, family: str) -> Iterable[Person]:
        """The persons of a country with this family name, or one spelt much like it."""
        for person in self.of(country):
            theirs = {
                person.family,
                *(family_of(name, country) for name in person.names),
                *(name_key(name).split()[-1] for name in person.names),
            }
            if family in theirs or any(SequenceMatcher(None, family, other).ratio() >= ALIKE for other in theirs):
                yield person


def agree(person: Person, name: str, family: str) -> bool:
    """Whether two names of one family name may be one person's: the same given name, and with none of them another middle name."""
    mine = _given(name, family)
    if not mine:
        return True
    found = False
    for other in person.names:
        theirs = _given(other, family)
        if person.country in EASTERN:
            found = found or not theirs or SequenceMatcher(None, "".join(mine), "".join(theirs)).ratio() >= EASTERN_ALIKE
        elif not theirs or _same_given(mine[0], theirs[0]):
            if len(mine) > 1 and len(theirs) > 1 and mine[1][0] != theirs[1][0]:
                return False
            found = True
    return found


def _given(name: str, family: str) -> list[str]:
    return [word.strip(".") for word in name_key(name).split() if word not in {family, *PARTICLES} and word.strip(".")]


def _same_given(one: str, other: str) -> bool:
    if len(one) == 1 or len(other) == 1:
        return one[0] == other[0]
    return one == other or SequenceMatcher(None, one, other).ratio() >= ALIKE


def merged(facts: Iterable[Fact]) -> list[Fact]:
    """Facts of one role joined where they touch or overlap, with the source of the longest; those without dates only where alone."""
    by_role: dict[tuple[str, str], list[Fact]] = {}
    for fact in facts:
        by_role.setdefault(fact[:2], []).append(fact)
    found: list[Fact] = []
    for (role, place), some in sorted(by_role.items()):
        dated = sorted((f for f in some if f[2] is not None and f[3] is not None and f[2] < f[3]), key=lambda f: (f[2], f[3]))
        joined: list[Fact] = []
        for fact in dated:
            last = joined[-1] if joined else None
            if last is not None and last[3] is not None and fact[2] is not None and fact[2] <= last[3] + timedelta(days=31):
                longer = fact if _length(fact) > _length(last) else last
                joined[-1] = (role, place, last[2], max(last[3], fact[3] or last[3]), longer[4])
            else:
                joined.append(fact)
        kept = [fact for fact in joined if fact[3] is not None and fact[3] > EARLIEST]
        if not joined:
            kept = [(role, place, None, None, some[0][4])]
        found.extend(kept)
    return found


def _length(fact: Fact) -> int:
    return 0 if fact[2] is None or fact[3] is None else (fact[3] - fact[2]).days
