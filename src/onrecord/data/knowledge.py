"""The knowledge base: who is known, by name, by office and day, and where a text names them. Loaded when first asked for."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import cache, cached_property
from importlib.resources import files
from pathlib import Path
from typing import TypeVar

from onrecord.data import table
from onrecord.data.finding import Finder, Found, written_as
from onrecord.data.folding import name_key, spellings
from onrecord.data.known import Known, Tenure

Key = TypeVar("Key")


class Knowledge:
    """All known actors; a class, because its indexes are built when they are first used.

    The rows of the base become `Known` actors only when they are asked for.

    Attributes:
        faults: what was left out of a user's files, and why.
    """

    def __init__(self, rows: Sequence["Row"], added: Sequence[Known] = ()) -> None:
        """A base of rows, with actors of a user's own, which are preferred."""
        self._rows = rows
        self._added = tuple(added)
        self._made: dict[int, Known] = {}
        self._users = frozenset(actor.id for actor in self._added)
        self.faults: tuple[str, ...] = ()

    def with_users(self, paths: Iterable[str | Path], faults: list[str] | None = None) -> "Knowledge":
        """This base with the actors of a user's files.

        Args:
            faults: filled with single entries that were left out, and why; without it the first of them is an error.

        Raises:
            ActorsError: a file is missing or is not in one of the formats of docs/actors.md.
        """
        from onrecord.data.actors import read  # noqa: PLC0415 (few need it)

        return self.with_actors(actor for path in paths for actor in read(path, faults))

    def with_actors(self, actors: Iterable[Known]) -> "Knowledge":
        """This base with more actors, which are preferred to those that are there."""
        return Knowledge(self._rows, (*self._added, *actors))

    def __len__(self) -> int:
        return len(self._added) + len(self._rows)

    def __iter__(self) -> Iterator[Known]:
        return (self._known(number) for number in range(-len(self._added), len(self._rows)))

    def is_users(self, known: Known) -> bool:
        """Whether a user added this actor."""
        return known.id in self._users

    def named(self, words: str) -> tuple[Known, ...]:
        """Those of this name: any letter case and accents, but acronyms as written; a user's own alone where there are any."""
        found = [number for name, number in self._index[0].get(name_key(words), ()) if written_as(name, words)]
        return self._all(found)

    def holders(self, role: str, affiliation: str, on: date | None) -> tuple[Known, ...]:
        """Who held an office on a day.

        Args:
            role: as a report writes it ("top diplomat").
            affiliation: a country by its ISO 3166 code or name, or an organisation by a name.
            on: without it nobody is: who held the office is then unknown.
        """
        if on is None:
            return ()
        place = self._place(affiliation)
        found = [
            number
            for wanted in _roles(role)
            for number in self._offices.get((wanted, place), ())
            if any(
                t.covers(on) and wanted in _roles(t.role)[:1] and self._place(t.affiliation) == place for t in self._known(number).tenures
            )
        ]
        return self._all(found)

    def roles(self, role: str) -> Sequence[str]:
        """The roles, as the tables of office holders call them, that a report's words for one may mean."""
        return _roles(role)

    def is_office(self, role: str) -> bool:
        """Whether a role is one whose holders are listed."""
        return role.lower() in table("bodies")["roles"]

    def persons(self, surname: str) -> tuple[Known, ...]:
        """The persons of this family name, "Assad" with or without its article."""
        key = name_key(surname)
        return self._all(self._index[1].get(key) or self._index[1].get(_last_word(key)) or ())

    def country(self, name: str) -> Known | None:
        """The country of an ISO 3166 code or a name."""
        code = self._place(name)
        number = self._countries.get(code)
        return None if number is None else self._known(number)

    def find(self, text: str) -> list[tuple[int, int, tuple[Known, ...]]]:
        """Where a text names known actors: start, end, and who may be meant; none over another, the longest first."""
        return [(start, end, self._all(numbers)) for start, end, numbers in self._find(text)]

    def _find(self, text: str) -> list[Found]:
        return self._finder.find(text)

    # The indexes

    @cached_property
    def _index(self) -> tuple[dict[str, list[tuple[str, int]]], dict[str, list[int]]]:
        """The bearers of each spelling of each name, and the persons of each family name."""
        names: dict[str, list[tuple[str, int]]] = {}
        families: dict[str, list[int]] = {}
        for number in self._numbers:
            person, own, family = self._named_so(number)
            for name in own:
                keys = spellings(name)
                for key in keys:
                    names.setdefault(key, []).append((name, number))
                if person and family is None:
                    _add(families, _last_word(keys[0]), number)
            if person and family is not None:
                _add(families, name_key(family), number)
                _add(families, _last_word(name_key(family)), number)
        return names, families

    @cached_property
    def _finder(self) -> Finder:
        return Finder(self._index[0])

    @cached_property
    def _offices(self) -> Mapping[tuple[str, str], list[int]]:
        found: dict[tuple[str, str], list[int]] = {}
        for number in self._numbers:
            for role, affiliation in self._held(number):
                _add(found, (_roles(role)[0], self._place(affiliation)), number)
        return found

    @cached_property
    def _countries(self) -> Mapping[str, int]:
        return {row[3]["iso3166"]: number for number, row in enumerate(self._rows) if row[1] == "country" and "iso3166" in row[3]}

    @property
    def _numbers(self) -> range:
        return range(-len(self._added), len(self._rows))

    def _named_so(self, number: int) -> tuple[bool, Sequence[str], str | None]:
        """Whether it is a person, its names, and a person's family name where it does not stand last."""
        if number < 0:
            actor = self._added[number]
            return actor.kind == "person", actor.names, actor.family
        row = self._rows[number]
        return row[1] == "person", row[2], row[6]

    def _held(self, number: int) -> Iterable[tuple[str, str]]:
        """The offices that it ever held."""
        if number < 0:
            return ((tenure.role, tenure.affiliation) for tenure in self._added[number].tenures)
        return ((tenure[0], tenure[1]) for tenure in self._rows[number][4])

    def _known(self, number: int) -> Known:
        if number < 0:
            return self._added[number]
        if number not in self._made:
            self._made[number] = _known(self._rows[number])
        return self._made[number]

    def _all(self, numbers: Iterable[int]) -> tuple[Known, ...]:
        """The actors of these numbers, each once; a user's own alone, where there are any."""
        unique = dict.fromkeys(numbers)
        own = [number for number in unique if number < 0]
        return tuple(self._known(number) for number in own or unique)

    def _place(self, affiliation: str) -> str:
        """A country's code, or an organisation's first name, for comparing; a name that is not known as itself."""
        codes = _country_codes()
        if affiliation in self._countries:
            return affiliation
        key = name_key(affiliation)
        if key in codes:
            return codes[key]
        bodies = [number for name, number in self._index[0].get(key, ()) if written_as(name, affiliation)]
        if not bodies:
            return key
        first = self._known(bodies[0])
        return first.codes["iso3166"] if first.kind == "country" and "iso3166" in first.codes else name_key(first.name)


Fact = tuple[str, str, int | None, int | None, str]
"""Role, affiliation, first day, first day no more (YYYYMMDD), source."""

Row = tuple[str, str, Sequence[str], dict[str, str], Sequence[Fact], str, str | None]
"""Id, kind, names, codes, facts, source, family name."""


@cache
def _country_codes() -> dict[str, str]:
    """Codes of countries by their names' keys."""
    found: dict[str, str] = {}
    for code, country in table("countries").items():
        for name in (country["name"], *country["names"]):
            found.setdefault(name_key(name), code)
    return found


def _roles(role: str) -> list[str]:
    """The roles, as the tables call them, that a description may mean, the likeliest first; itself where none is listed."""
    listed: list[str] = table("bodies")["roles"].get(role.lower())
    return listed or [role.lower()]


def _last_word(key: str) -> str:
    return key.rpartition(" ")[2]


def _add(found: dict[Key, list[int]], key: Key, number: int) -> None:
    numbers = found.setdefault(key, [])
    if not numbers or numbers[-1] != number:
        numbers.append(number)


def _known(row: Row) -> Known:
    id_, kind, names, codes, tenures, source, family = row
    held = tuple(Tenure(role, place, _day(begins), _day(ends), its) for role, place, begins, ends, its in tenures)
    return Known(id_, kind, names[0], tuple(names), codes, held, source, family)


def _day(digits: int | None) -> date | None:
    return None if digits is None else date(digits // 10_000, digits // 100 % 100, digits % 100)


@cache
def knowledge() -> Knowledge:
    """The base that comes with onrecord."""
    return Knowledge(rows())


@cache
def known_with(paths: tuple[str, ...]) -> Knowledge:
    """The base that comes with onrecord, with the actors of a user's files; read once a process.

    Raises:
        ActorsError: a file is missing or is not in one of the formats of docs/actors.md.
    """
    if not paths:
        return knowledge()
    faults: list[str] = []
    base = knowledge().with_users(paths, faults)
    base.faults = tuple(faults)
    return base


def rows() -> list[Row]:
    """The rows of the base: those of the fact tables, those written by hand, and the governments of countries."""
    packed = json.loads(files("onrecord.data").joinpath("known.json").read_text("utf-8"))
    roles, sources, also = packed["roles"], packed["sources"], table("bodies")["also"]
    found: list[Row] = [
        (
            id_,
            kind,
            [*names, *also.get(names[0], ())],
            codes,
            [(roles[role], place, begins, ends, sources[its]) for role, place, begins, ends, its in facts],
            sources[source],
            family,
        )
        for kind, some in packed["actors"].items()
        for id_, names, codes, facts, source, family in some
    ]
    for body in table("bodies")["bodies"]:
        names = [body["name"], *body.get("names", ())]
        found.append((f"onrecord:{name_key(names[0]).replace(' ', '-')}", body["kind"], names, body["codes"], [], "onrecord", None))
    return found
