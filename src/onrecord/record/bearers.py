"""Who of those that bear one family name is the same person: decided within the block, from names, roles, days and who stands beside.

What is certain from names comes first; then each actor that may be one of several is given to one of them by evidence
taken from the certain ones only, so that no order of reports changes anything. What nothing decides stays apart.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from math import fsum
from typing import Protocol

from onrecord.data import table
from onrecord.record.names import PersonName, may_be_one
from onrecord.schema.actor import Role

SHARE = 0.9  # of those that hold an office at the time, by which a role decides between several of a name
LEAST = 0.5  # of the company, see _by_company; both swept by reading joins of 2,000 reports (docs/benchmarks.md)
TIMES = 4  # as much company as the next
MANY = 10  # times as many reports as all others of the name together: then these are the exceptions
FULL = "the same full name"
TWICE = "the report has another actor of this name"
UNCLEAR = "the family name alone: neither role nor company says which person of the name is meant"


class Context(Protocol):
    """What the record says about reports and persons outside the block."""

    def beside(self, report: int) -> frozenset[int]:
        """The persons with a full name in a report."""

    def reports_with(self, person: int, times: tuple[int | None, ...]) -> int:
        """How many reports of these half-years have a person."""


@dataclass(frozen=True, slots=True)
class Bearer:
    """An actor of a report, a person with this family name.

    Attributes:
        place: the ids of report and actor: an order that is the same in each record.
        time: the half-year of publication; None where the report has no day.
        code: Wikidata's, where it is known.
        person: the number of its full name, as Context has it; None for a family name alone.
    """

    actor: int
    report: int
    place: tuple[str, str]
    time: int | None
    name: PersonName
    roles: tuple[Role, ...] = ()
    code: str | None = None
    person: int | None = None

    @property
    def times(self) -> tuple[int | None, ...]:
        """About the same time: half a year before and after."""
        return (None,) if self.time is None else (self.time - 1, self.time, self.time + 1)


@dataclass(slots=True)
class Group:
    """One person; mutable, because it is filled.

    Attributes:
        certain: those whose names say so.
        given: those that evidence gave it, each with the evidence.
    """

    certain: list[Bearer]
    given: list[tuple[Bearer, str]] = field(default_factory=list)


_ANY = "*"  # for whomever an office is held

Decided = tuple[list[list[tuple[Bearer, str]]], list[tuple[Bearer, str]]]
"""The persons, each as actors with reasons; and the actors left apart, with reasons."""


def persons(bearers: Sequence[Bearer], context: Context) -> Decided:
    """The persons among the actors of one family name."""
    particles = {bearer.name.middles[-1] for bearer in bearers if bearer.name.given is not None and bearer.name.middles}
    cells: dict[tuple[str, str], list[Bearer]] = defaultdict(list)
    coded: dict[str, list[Bearer]] = defaultdict(list)  # a family name alone, and yet it is known who is meant
    lone: list[Bearer] = []
    for bearer in sorted(bearers, key=lambda bearer: bearer.place):
        name = bearer.name
        if name.given is None and bearer.code is not None:
            coded[bearer.code].append(bearer)
        elif name.given is not None:
            cells[name.given, name.suffix].append(bearer)
        elif name.middles and name.middles[-1] not in particles:
            cells[name.middles[0], name.suffix].append(bearer)  # "Al Gore": a given name that looks like a particle
        else:
            lone.append(bearer)
    groups: list[Group] = []
    apart: list[tuple[Bearer, str]] = []
    for cell in cells.values():
        parts, unclear = _parts(cell)
        its = [Group(part) for part in parts]
        _give(unclear, its, context, of_full_name=True)
        given = {bearer.actor for group in its for bearer, _ in group.given}
        if rest := [bearer for bearer in unclear if bearer.actor not in given]:
            its.append(Group(rest))
        groups.extend(its)
    apart.extend(_give(lone, _meant(groups), context))
    groups.extend(map(Group, coded.values()))
    found = [_one_a_report(group, apart) for group in groups]
    return found, apart


def _meant(groups: list[Group]) -> list[Group]:
    """Whom a family name alone may mean: where several bear it, none whom one report knows only."""
    return groups if len(groups) == 1 else [group for group in groups if len(group.certain) + len(group.given) > 1]


def _parts(cell: list[Bearer]) -> tuple[list[list[Bearer]], list[Bearer]]:
    """The certain persons of one given and family name, and the actors that may be one or the other."""
    parts, unclear = _by_middles(cell)
    found: list[list[Bearer]] = []
    for part in parts:
        more, open_ = _by_label(part)
        found.extend(more)
        unclear.extend(open_)
    return found, unclear


def _by_middles(cell: list[Bearer]) -> tuple[list[list[Bearer]], list[Bearer]]:
    """Apart where middle names differ: George W. and George H. W.; who has none may be either."""
    kinds = sorted({bearer.name.middles for bearer in cell if bearer.name.middles})
    joined = _components(kinds)
    if len(set(joined.values())) <= 1:
        return [cell], []
    parts: dict[int, list[Bearer]] = defaultdict(list)
    for bearer in cell:
        if bearer.name.middles:
            parts[joined[bearer.name.middles]].append(bearer)
    bare = [bearer for bearer in cell if not bearer.name.middles]
    rivals = [part for part in parts.values() if len(part) > 1]
    if len(rivals) == 1:  # what one report alone writes between is an exception, often a mistake
        exceptions = [part for part in parts.values() if len(part) == 1]
        return [[*rivals[0], *bare], *exceptions], []
    return list(parts.values()), bare


def _by_label(part: list[Bearer]) -> tuple[list[list[Bearer]], list[Bearer]]:
    """Apart where codes differ, or one office in two countries at about the same time; who has neither may be either."""
    labels = {bearer.actor: label for bearer in part if (label := bearer.code) is not None}
    if len(set(labels.values())) <= 1:
        labels = _countries(part)
    if len(set(labels.values())) <= 1:
        return [part], []
    parts: dict[str, list[Bearer]] = defaultdict(list)
    for bearer in part:
        if bearer.actor in labels:
            parts[labels[bearer.actor]].append(bearer)
    return [parts[label] for label in sorted(parts)], [bearer for bearer in part if bearer.actor not in labels]


def _countries(part: list[Bearer]) -> dict[int, str]:
    """For whom each actor holds its office, where one office is held for several at about the same time; else nothing."""
    held: dict[tuple[str, int | None], set[str]] = defaultdict(set)
    for bearer in part:
        for office, country in _held_for(bearer):
            for time in bearer.times:
                held[office, time].add(country)
    disputed = {country for rivals in held.values() if len(rivals) > 1 for country in rivals}
    its = {bearer.actor: {country for _, country in _held_for(bearer)} & disputed for bearer in part}
    return {actor: next(iter(countries)) for actor, countries in its.items() if len(countries) == 1}


def _held_for(bearer: Bearer) -> Iterator[tuple[str, str]]:
    """The offices that one person holds for one country, with the country."""
    for role in bearer.roles:
        if role.affiliation is not None and role.affiliation in _country_names() and role.role in table("joins")["of_one_country"]:
            yield role.role, role.affiliation


@lru_cache(1)
def _country_names() -> frozenset[str]:
    return frozenset(country["name"] for country in table("countries").values())


def _components(kinds: Sequence[tuple[str, ...]]) -> dict[tuple[str, ...], int]:
    """Number the groups of ways to write that fit each other, directly or by way of others."""
    number = {kind: place for place, kind in enumerate(kinds)}
    for place, one in enumerate(kinds):
        for other in kinds[place + 1 :]:
            if number[one] != number[other] and may_be_one(one, other):
                old, new = number[other], number[one]
                number = {kind: new if its == old else its for kind, its in number.items()}
    return number


def _give(bearers: Iterable[Bearer], groups: list[Group], context: Context, *, of_full_name: bool = False) -> list[tuple[Bearer, str]]:
    """Give actors to the groups that evidence says; the rest, with the reason why not."""
    bearers = list(bearers)
    if not bearers or not groups:
        return []
    evidence = _Evidence(groups, bearers, context)
    apart = []
    for bearer in bearers:
        number, why = evidence.decide(bearer, of_full_name=of_full_name)
        if number is None:
            apart.append((bearer, why))
        else:
            groups[number].given.append((bearer, why))
    return apart


class _Evidence:
    """What the certain actors of each group say of the others; not frozen, because it is counted."""

    def __init__(self, groups: list[Group], bearers: list[Bearer], context: Context) -> None:
        self.context = context
        self.reports: dict[int, set[int]] = defaultdict(set)
        self.offices: dict[tuple[str, str | None, int | None], Counter[int]] = defaultdict(Counter)
        self.company: dict[tuple[int, int | None], Counter[int]] = defaultdict(Counter)
        self.sizes = [len(group.certain) for group in groups]
        self.names = [group.certain[0].name for group in groups]
        own = {bearer.person for group in groups for bearer in group.certain}
        wanted = {(person, time) for bearer in bearers for person in context.beside(bearer.report) - own for time in bearer.times}
        for number, group in enumerate(groups):
            for bearer in group.certain:
                self.reports[bearer.report].add(number)
                for office, affiliation in _offices(bearer):
                    for whose in {affiliation, _ANY}:
                        self.offices[office, whose, bearer.time][number] += 1
                for person in context.beside(bearer.report):
                    if (person, bearer.time) in wanted:
                        self.company[person, bearer.time][number] += 1
        self.own = own

    def decide(self, bearer: Bearer, *, of_full_name: bool) -> tuple[int | None, str]:
        """The number of the group that an actor belongs to, and why; or None, and why not."""
        prefix = FULL if of_full_name else "the family name"
        out = self._out(bearer.name)
        number, why = self._by_role(bearer, out)
        if number is None:
            number, why = self._by_company(bearer, out)
        if number is None and of_full_name and max(self.sizes) >= MANY * (sum(self.sizes) - max(self.sizes)):
            number, why = self.sizes.index(max(self.sizes)), ", and others of the name are exceptions"
        if number is None:
            return None, UNCLEAR
        if number in self.reports.get(bearer.report, ()):
            return None, TWICE
        return number, prefix + why

    def _by_role(self, bearer: Bearer, out: set[int]) -> tuple[int | None, str]:
        for office, affiliation in _offices(bearer):
            held = self._held(office, affiliation, bearer.times, out)
            if held:
                number, count = max(held.items(), key=lambda item: (item[1], -item[0]))
                if count >= SHARE * held.total():
                    return number, f" and the same role at about the same time: {office}"
        return None, ""

    def _by_company(self, bearer: Bearer, out: set[int]) -> tuple[int | None, str]:
        """By the sum, over the people beside the actor, of the share of their reports at the time that have the group too."""
        shares: dict[int, list[float]] = defaultdict(list)
        reports_together: Counter[int] = Counter()
        for person in self.context.beside(bearer.report) - self.own:
            together: Counter[int] = Counter()
            for time in bearer.times:
                together.update(self.company.get((person, time), {}))
            reports = self.context.reports_with(person, bearer.times) if together else 0
            for number, count in together.items():
                if number not in out:
                    shares[number].append(count / reports)
                    reports_together[number] += count
        scores = sorted(((fsum(its), number) for number, its in shares.items() if reports_together[number] > 1), reverse=True)
        if scores and scores[0][0] >= LEAST and (len(scores) == 1 or scores[0][0] >= TIMES * scores[1][0]):
            number = scores[0][1]
            return number, f", beside the same people at about the same time ({len(shares[number])})"
        return None, ""

    def _out(self, name: PersonName) -> set[int]:
        """The groups that a name can't mean: of the other gender, or without its particle ("van")."""
        out = {number for number, its in enumerate(self.names) if name.gender and its.gender and its.gender != name.gender}
        if name.given is None and name.middles:
            out |= {number for number, its in enumerate(self.names) if name.middles[-1] not in its.middles}
        return out

    def _held(self, office: str, affiliation: str | None, times: tuple[int | None, ...], out: set[int]) -> Counter[int]:
        held: Counter[int] = Counter()
        for time in times:
            for whose in (_ANY,) if affiliation is None else (affiliation, None):
                held.update(self.offices.get((office, whose, time), {}))
        return Counter({number: count for number, count in held.items() if number not in out})


def same_code(code: str | None) -> str | None:
    """A code as the reason of a join."""
    return code and f"the same code of Wikidata: {code}"


def _offices(bearer: Bearer) -> list[tuple[str, str | None]]:
    return [(role.role.removeprefix("former "), role.affiliation) for role in bearer.roles]


def _one_a_report(group: Group, apart: list[tuple[Bearer, str]]) -> list[tuple[Bearer, str]]:
    """The group with one actor of each report: the first named, of the certain ones before others."""
    found: dict[int, tuple[Bearer, str]] = {}
    certain = sorted(group.certain, key=lambda bearer: bearer.actor)
    for bearer, why in [
        *((bearer, same_code(bearer.code) or FULL) for bearer in certain),
        *sorted(group.given, key=lambda given: given[0].actor),
    ]:
        if bearer.report in found:
            apart.append((bearer, TWICE))
        else:
            found[bearer.report] = (bearer, why)
    return sorted(found.values(), key=lambda member: member[0].place)
