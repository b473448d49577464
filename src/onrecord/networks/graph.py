"""A network of the record as a networkx graph, whose attributes are plain text and numbers, as GraphML and GEXF take them."""

from typing import TYPE_CHECKING, Literal, get_args

from onrecord.errors import needs
from onrecord.networks.options import Options, Relation
from onrecord.networks.rows import Part, appearances, crowded, pairs, weights
from onrecord.networks.tally import Edge, Key, Node, count_edges, count_nodes, weigh
from onrecord.record import Record
from onrecord.schema.words import Kind, Stance

if TYPE_CHECKING:
    import networkx as nx

WORDS = (*get_args(Stance), *get_args(Kind))
_PARTS: dict[Relation, tuple[Part, ...]] = {"about": ("frequency", "mentioned"), "to": ("frequency", "addressed"), "beside": ("frequency",)}


def network(record: Record, relation: Relation, options: Options | None = None) -> "nx.Graph[str]":
    """The network of a relation; a DiGraph, for "beside" a Graph. Nodes and edges stand in the order of their names.

    Nodes have `label`, `kind`, `frequency` (statements made), `mentioned` and `addressed` (statements in which they are),
    `first` and `last` (the days between which they do so). Edges have `weight`, `reports`, `first` and `last`, and but for
    "beside" `statements` and how many of those have each stance and kind (`asserts` ... `mixed`). A day that is not known
    is left out. Nobody has an edge to himself.

    Raises:
        ExtraError: networkx is not installed.
        RecordError: the record can't be read.
    """
    options = options or Options()
    with record.snapshot():
        nodes = _nodes(record, relation, options)
        kept = {key for key, node in nodes.items() if _of(node, relation) >= options.least_frequency}
        edges = {key: edge for key, edge in _edges(record, relation, options).items() if edge.weight >= options.least_weight}
        graph = _graph(relation, options, nodes, {key: edge for key, edge in edges.items() if kept.issuperset(key)}, kept)
        if relation == "beside":
            graph.graph["crowded"] = crowded(record, options)
    return graph


def ties(record: Record, relation: Literal["about", "to"], options: Options | None = None) -> "nx.DiGraph[str]":
    """The network of a relation with `label` and `kind` of the nodes and `weight` of the edges alone, statement by statement.

    For pictures, which need no more: `once`, `least_frequency` and `isolates` do not count.

    Raises:
        ExtraError: networkx is not installed.
        RecordError: the record can't be read.
    """
    with needs("networkx", "graph"):
        import networkx as nx  # noqa: PLC0415 (an extra)
    graph: nx.DiGraph[str] = nx.DiGraph()
    with record.snapshot():
        found = sorted(weights(record, relation, options or Options()))
    labels = {
        node: (label, kind)
        for one, name, kind, other, its_name, its_kind, _ in found
        for node, label, kind in ((one, name, kind), (other, its_name, its_kind))
    }
    for node in sorted(labels):
        graph.add_node(node, label=labels[node][0], kind=labels[node][1])
    graph.add_weighted_edges_from((one, other, weight) for one, _, _, other, _, _, weight in found)
    return graph


def _nodes(record: Record, relation: Relation, options: Options) -> dict[str, Node]:
    nodes: dict[str, Node] = {}
    for part in ("frequency", "mentioned", "addressed"):
        count_nodes(nodes, part, appearances(record, relation, part, options))
    return nodes


def _edges(record: Record, relation: Relation, options: Options) -> dict[Key, Edge]:
    edges = count_edges(pairs(record, relation, options))
    if options.once == "document":
        for edge in edges.values():
            edge.weight = edge.reports
    elif options.once != "statement":
        weigh(edges, pairs(record, relation, options, by_unit=True))
    return edges


def _of(node: Node, relation: Relation) -> int:
    """How often a node appears, as the relation has it."""
    return sum(getattr(node, part) for part in _PARTS[relation])


def _graph(relation: Relation, options: Options, nodes: dict[str, Node], edges: dict[Key, Edge], kept: set[str]) -> "nx.Graph[str]":
    with needs("networkx", "graph"):
        import networkx as nx  # noqa: PLC0415 (an extra)
    graph = (nx.Graph if relation == "beside" else nx.DiGraph)(relation=relation, once=options.once)
    for end, day in (("since", options.since), ("until", options.until)):
        if day is not None:
            graph.graph[end] = day.isoformat()
    for name in sorted(kept if options.isolates else {end for ends in edges for end in ends}):
        node = nodes[name]
        counts = {"frequency": node.frequency, "mentioned": node.mentioned, "addressed": node.addressed}
        graph.add_node(name, label=node.label, kind=node.kind, **counts, **_days(node))
    for key in sorted(edges):
        graph.add_edge(*key, **_plain(edges[key], relation))
    return graph


def _plain(edge: Edge, relation: Relation) -> dict[str, str | int]:
    counts = {"weight": edge.weight, "reports": edge.reports, **_days(edge)}
    if relation == "beside":
        return counts
    return {**counts, "statements": edge.statements, **{word: edge.words.get(word, 0) for word in WORDS}}


def _days(counted: Node | Edge) -> dict[str, str | int]:
    return {} if counted.first is None or counted.last is None else {"first": counted.first, "last": counted.last}
