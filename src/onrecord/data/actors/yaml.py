"""Actors in YAML: a list of mappings with name, and kind, names, id, family, codes, roles where they are known."""

from collections.abc import Mapping, Sequence
from typing import Any

import yaml

from onrecord.data.actors.rows import joined, known, tenure
from onrecord.data.known import Known, Tenure
from onrecord.errors import ActorsError

_ACTOR = frozenset({"name", "kind", "names", "id", "family", "codes", "roles"})
_ROLE = frozenset({"role", "affiliation", "from", "until"})


def looks_so(text: str) -> bool:
    """Whether it begins as a list, or as a mapping with `actors`."""
    lines = [line for line in text.splitlines() if line.strip() and not line.lstrip().startswith(("#", "---"))]
    return bool(lines) and (lines[0].startswith(("- ", "-\n")) or lines[0].strip() in {"-", "actors:"})


def actors(text: str, source: str, faults: list[str]) -> tuple[Known, ...]:  # noqa: ARG001 (each reader is called the same way)
    """The actors."""
    try:
        root: Any = yaml.compose(text, yaml.SafeLoader)
        given = yaml.load(text, yaml.BaseLoader)  # noqa: S506 (BaseLoader makes text of everything)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        where = source if mark is None else f"{source}, line {mark.line + 1}"
        raise ActorsError(f"{where}: is no YAML ({getattr(error, 'problem', None) or error}); mend the line") from None
    if isinstance(given, Mapping) and "actors" in given:
        root = next(value for key, value in root.value if key.value == "actors")
        given = given["actors"]
    if not isinstance(given, Sequence) or isinstance(given, str):
        raise ActorsError(f"{source}: holds no list of actors; begin each with '- name: '")
    return joined(_actor(one, f"{source}, line {node.start_mark.line + 1}", source) for one, node in zip(given, root.value, strict=True))


def _actor(given: Any, where: str, source: str) -> Known:  # noqa: ANN401 (whatever the file holds)
    if not isinstance(given, Mapping):
        raise ActorsError(f"{where}: {given!r} is no mapping; write - name: {given}")
    _only(given, _ACTOR, where)
    codes, names = given.get("codes") or {}, given.get("names") or []
    if not isinstance(codes, Mapping):
        raise ActorsError(f"{where}: codes are no mapping; write codes: {{iso3166: XX}}")
    names = [names] if isinstance(names, str) else names
    roles = given.get("roles") or []
    if not isinstance(names, list) or not all(isinstance(name, str) for name in names) or not isinstance(roles, list):
        raise ActorsError(f"{where}: names and roles are lists; write names: [A. Veld]")
    held = [_tenure(role, where, source) for role in roles]
    more = {"names": names, "codes": codes, "tenures": held, "id": given.get("id"), "family": given.get("family")}
    return known(str(given.get("name") or ""), str(given.get("kind") or ""), where, source, **more)


def _tenure(given: Any, where: str, source: str) -> Tenure:  # noqa: ANN401 (whatever the file holds)
    if not isinstance(given, Mapping) or not given.get("role"):
        raise ActorsError(f"{where}: roles hold {given!r}; write - {{role: foreign minister, affiliation: XX, from: 2010-01-31}}")
    _only(given, _ROLE, where)
    if not all(isinstance(value, str) for value in given.values()):
        raise ActorsError(f"{where}: a role has a list where one word is meant; write each role for itself")
    return tenure(given["role"], given.get("affiliation") or "", (given.get("from") or "", given.get("until") or ""), where, source)


def _only(given: Mapping[str, Any], allowed: frozenset[str], where: str) -> None:
    unknown = [key for key in given if key not in allowed]
    if unknown:
        raise ActorsError(f"{where}: {unknown[0]!r} is no key of ours; write one of: {', '.join(sorted(allowed))}")
