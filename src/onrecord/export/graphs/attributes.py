"""What the formats of networks share: types of attributes, labels, and stretches of days."""

from collections.abc import Iterable, Mapping
from typing import Any

Graph = Any
"""A networkx graph: networkx is an extra and has no types."""

Attributes = Mapping[str, Any]
"""Of a node or an edge: text and numbers, and under `spells` the days in which it is there."""

Spell = tuple[str, str]
"""The first and the last day, inclusive."""

SPELLS, LABEL, WEIGHT = "spells", "label", "weight"
_FIRST, _LAST = "first", "last"


def types_of(all_: Iterable[Attributes], without: tuple[str, ...] = ()) -> dict[str, str]:
    """The attributes, each with one type for all that have it: boolean, long, double or string."""
    found: dict[str, str] = {}
    for attributes in all_:
        for name, value in attributes.items():
            if name != SPELLS and name not in without and value is not None:
                kind = _type(value)
                before = found.setdefault(name, kind)
                if before != kind:
                    found[name] = "double" if {before, kind} == {"long", "double"} else "string"
    return found


def _type(value: object) -> str:
    kinds = {bool: "boolean", int: "long", float: "double"}
    return next((name for kind, name in kinds.items() if type(value) is kind), "string")


def text_of(value: object) -> str:
    """A value as XML has it."""
    return str(value).lower() if isinstance(value, bool) else str(value)


def label_of(node: object, attributes: Attributes) -> str:
    """What is shown for a node."""
    return str(attributes.get(LABEL) or node)


def spells_of(attributes: Attributes) -> list[Spell]:
    """When a node or an edge is there: its spells, else from its first to its last day; empty: always."""
    if attributes.get(SPELLS):
        return [(str(first), str(last)) for first, last in attributes[SPELLS]]
    if attributes.get(_FIRST) and attributes.get(_LAST):
        return [(str(attributes[_FIRST]), str(attributes[_LAST]))]
    return []


def nodes_of(graph: Graph) -> Iterable[Attributes]:
    """The attributes of each node."""
    return (attributes for _, attributes in graph.nodes(data=True))


def edges_of(graph: Graph) -> Iterable[Attributes]:
    """The attributes of each edge."""
    return (attributes for _, _, attributes in graph.edges(data=True))
