"""Pairs counted into edges, appearances into nodes: one pass each, in memory no more than the graph itself."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from onrecord.networks.rows import Pair, Part


@dataclass(slots=True)
class Node:
    """An actor, counted; it counts, so it is no frozen value."""

    label: str
    kind: str
    frequency: int = 0
    mentioned: int = 0
    addressed: int = 0
    first: str | None = None
    last: str | None = None


@dataclass(slots=True)
class Edge:
    """A pair of actors, counted; it counts, so it is no frozen value.

    Attributes:
        weight: as `Options.once` has it; `statements` and `reports` always count all of them.
        words: how many statements have which stance and kind.
        latest: the unit, statement and report that were counted last; each comes as one run of the stream.
    """

    weight: int = 0
    statements: int = 0
    reports: int = 0
    first: str | None = None
    last: str | None = None
    words: dict[str, int] = field(default_factory=dict)
    latest: tuple[str | int | None, int, int] = (None, 0, 0)


Key = tuple[str, str]


def count_nodes(nodes: dict[str, Node], part: Part, appearances: Iterable[tuple[str, str, str, str | None]]) -> None:
    """Count what nodes do in statements."""
    for key, name, kind, day in appearances:
        node = nodes.setdefault(key, Node(name, kind))
        setattr(node, part, getattr(node, part) + 1)
        _stretch(node, day)


def count_edges(pairs: Iterable[Pair]) -> dict[Key, Edge]:
    """Count pairs that come report by report; the weight is that of "statement"."""
    edges: dict[Key, Edge] = {}
    for pair in pairs:
        edge = edges.setdefault((pair.one, pair.other), Edge())
        _, statement, report = edge.latest
        if pair.statement == statement:  # another actor of the same name in the same words
            continue
        edge.weight += 1
        edge.statements += 1
        edge.reports += pair.report != report
        for word in filter(None, (pair.stance, pair.kind)):
            edge.words[word] = edge.words.get(word, 0) + 1
        _stretch(edge, pair.day)
        edge.latest = (None, pair.statement, pair.report)
    return edges


def weigh(edges: dict[Key, Edge], pairs: Iterable[Pair]) -> None:
    """Set the weights from pairs that come in the order of what counts once."""
    for edge in edges.values():
        edge.weight, edge.latest = 0, (None, 0, 0)
    for pair in pairs:
        edge = edges[pair.one, pair.other]
        edge.weight += pair.unit != edge.latest[0]
        edge.latest = (pair.unit, 0, 0)


def _stretch(counted: Node | Edge, day: str | None) -> None:
    if day is not None:
        counted.first = day if counted.first is None else min(counted.first, day)
        counted.last = day if counted.last is None else max(counted.last, day)
