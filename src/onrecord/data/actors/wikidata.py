"""A Wikidata query's JSON result: `{"head": ..., "results": {"bindings": [...]}}`, or the short form, a list of rows.

Variables that are understood: item, person or actor (the actor), each with its ...Label; position, country, start, end
(an office); alias or ...AltLabel; kind; iso3166 and other codes by their scheme.
"""

import json
import re
from collections.abc import Mapping
from typing import Any

from onrecord.data.actors.rows import joined, known, office, tenure
from onrecord.data.known import Known
from onrecord.errors import ActorsError

_ACTORS = ("item", "person", "actor", "officeholder", "human")
_PERSONS = frozenset({"person", "officeholder", "human"})
_NUMBER = re.compile(r"Q\d+")
_CODES = ("iso3166", "cameo")


def looks_so(text: str) -> bool:
    """Whether it is one JSON value: a query's result, or a list of rows."""
    start = text.lstrip()[:2000]
    return (start.startswith("{") and '"bindings"' in text[:20_000] and '"results"' in text) or bool(re.match(r"\[\s*\{", start))


def actors(text: str, source: str, faults: list[str]) -> tuple[Known, ...]:  # noqa: ARG001 (each reader is called the same way)
    """The actors; rows of one item are one actor."""
    try:
        given = json.loads(text)
    except ValueError as error:
        raise ActorsError(f"{source}: is no JSON ({error}); save the query's result again") from None
    results = given.get("results") if isinstance(given, dict) else None
    rows = results.get("bindings") if isinstance(results, dict) else given
    if not isinstance(rows, list):
        raise ActorsError(f"{source}: its results hold no list of bindings; save the query's result as JSON")
    return joined(_actor(row, f"{source}, row {number}", source) for number, row in enumerate(rows, 1))


def _actor(given: Any, where: str, source: str) -> Known:  # noqa: ANN401 (whatever the file holds)
    if not isinstance(given, Mapping):
        raise ActorsError(f"{where}: is no row of variables; save the query's result as JSON")
    row = {name: str(value.get("value", "") if isinstance(value, Mapping) else value) for name, value in given.items() if value}
    variable = next((name for name in _ACTORS if name in row), None)
    if variable is None:
        raise ActorsError(f"{where}: has none of the variables {', '.join(_ACTORS)}; name the actor's so in the query")
    number = _NUMBER.search(row[variable])
    label = row.get(f"{variable}Label") or row.get("label") or ("" if number else row[variable])
    names = [name for key in ("alias", "aliases", f"{variable}AltLabel") for name in re.split(r"[;|,]\s*", row.get(key, ""))]
    title = row.get("positionLabel") or row.get("position", "")
    held = []
    if title and not _NUMBER.search(title):
        role, place = office(title, row.get("countryLabel", ""))
        held.append(tenure(role, place, (row.get("start", ""), row.get("end", "")), where, source))
    kind = row.get("kind") or ("person" if held or variable in _PERSONS else "organisation")
    codes = {scheme: row[scheme] for scheme in _CODES if scheme in row} | ({"wikidata": number[0]} if number else {})
    return known(label, kind, where, source, names=names, codes=codes, tenures=held, id=number[0] if number else None)
