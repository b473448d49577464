"""FollowTheMoney JSON lines, as OpenSanctions gives them: an entity a line, `{"id": ..., "schema": ..., "properties": {...}}`.

Persons and bodies become actors; an `Occupancy` between a person and a `Position` becomes an office held.
"""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from onrecord.data.actors.rows import joined, known, office, tenure
from onrecord.data.known import Known, Tenure
from onrecord.errors import ActorsError

_KINDS = {"Person": "person", "Organization": "organisation", "PublicBody": "organisation", "Company": "organisation"}
_KINDS |= {"LegalEntity": "organisation"}
_NAMES = ("name", "alias", "weakAlias", "previousName")


def looks_so(text: str) -> bool:
    """Whether the first line is an entity."""
    first = text.lstrip().split("\n", 1)[0]
    return first.startswith("{") and '"schema"' in first and '"properties"' in first


def actors(text: str, source: str, faults: list[str]) -> tuple[Known, ...]:  # noqa: ARG001 (each reader is called the same way)
    """The actors, with the offices that they held."""
    entities = list(_entities(text, source))
    posts = {str(entity["id"]): entity["properties"] for _, entity in entities if entity["schema"] == "Position"}
    held: dict[str, list[Tenure]] = {}
    for where, entity in entities:
        if entity["schema"] == "Occupancy":
            properties = entity["properties"]
            post = posts.get(_first(properties, "post"), {})
            role, place = office(_first(post, "name"), _first(post, "country").upper())
            if role:
                days = (_first(properties, "startDate"), _first(properties, "endDate"))
                held.setdefault(_first(properties, "holder"), []).append(tenure(role, place, days, where, source))
    return joined(_actor(entity, where, source, held) for where, entity in entities if entity["schema"] in _KINDS)


def _entities(text: str, source: str) -> Iterator[tuple[str, dict[str, Any]]]:
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        where = f"{source}, line {number}"
        try:
            entity = json.loads(line)
        except ValueError as error:
            raise ActorsError(f"{where}: is no JSON ({error}); write one entity a line") from None
        whole = isinstance(entity, dict) and all(key in entity for key in ("id", "schema", "properties"))
        if not (whole and isinstance(entity["properties"], dict) and isinstance(entity["schema"], str)):
            raise ActorsError(f"{where}: is no FollowTheMoney entity; it needs id, schema and properties")
        yield where, entity


def _first(properties: Mapping[str, Any], name: str) -> str:
    value = next(iter(_all(properties, name)), "")
    return str(value.get("id", "") if isinstance(value, dict) else value)


def _all(properties: Mapping[str, Any], name: str) -> list[Any]:
    values = properties.get(name) or []
    return values if isinstance(values, list) else [values]


def _actor(entity: Mapping[str, Any], where: str, source: str, held: Mapping[str, list[Tenure]]) -> Known:
    properties = entity["properties"]
    names = [str(name) for key in _NAMES for name in _all(properties, key)]
    wikidata, country = _first(properties, "wikidataId"), _first(properties, "country").upper()
    codes = {scheme: value for scheme, value in (("iso3166", country), ("wikidata", wikidata)) if value}
    name = names[0] if names else str(entity.get("caption") or "")
    return known(
        name,
        _KINDS[entity["schema"]],
        where,
        source,
        names=names,
        codes=codes,
        tenures=held.get(str(entity["id"])),
        id=wikidata or str(entity["id"]),
    )
