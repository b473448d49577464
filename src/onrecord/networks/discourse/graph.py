"""Discourse networks as networkx graphs: who speaks of what and how, and who is on whose side."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from itertools import combinations
from typing import TYPE_CHECKING

from onrecord.errors import needs
from onrecord.networks.discourse.options import TWO_MODE, DiscourseOptions, DiscourseRelation, Qualifier
from onrecord.networks.discourse.rows import Voice, days, nodes_first, voices
from onrecord.networks.discourse.weights import Row, Sides, activity, shared, weight_between, weight_to
from onrecord.networks.options import Every
from onrecord.networks.windows import DAY, Window, spelled, windows_between
from onrecord.record import Record
from onrecord.record.database import spoken

if TYPE_CHECKING:
    import networkx as nx

DECIMALS = 6  # as DNA writes them


@dataclass(slots=True)
class _Node:
    """A node, counted; it counts, so it is no frozen value."""

    label: str
    kind: str
    variable: str
    agree: int = 0
    disagree: int = 0
    days: list[str] = field(default_factory=list)

    def attributes(self) -> dict[str, str | int]:
        counts = {"frequency": self.agree + self.disagree, "agree": self.agree, "disagree": self.disagree}
        return {"label": self.label, "kind": self.kind, "variable": self.variable, **counts, **_stretch(self.days)}


@dataclass(frozen=True, slots=True)
class _Counted:
    """The statements counted: by the node that is compared and the one it is compared by."""

    rows: dict[str, dict[str, Sides]]
    nodes: dict[str, _Node]
    days: dict[tuple[str, str], list[str]]


def discourse_network(record: Record, relation: DiscourseRelation, options: DiscourseOptions | None = None) -> "nx.Graph[str]":
    """A discourse network; nodes and edges stand in the order of their names, edges of weight 0 are none.

    Nodes have `label`, `kind`, `variable` ("actor", "concept"), `frequency`, `agree`, `disagree`, `first` and `last`; in two-mode networks
    `bipartite` too (0: actors). Edges have `weight`; in two-mode networks `agree`, `disagree`, `first`, `last`; in one-mode networks
    `congruence`, `conflict` (before they are normalised) and `shared` (in how many concepts, or actors, they meet).

    Raises:
        ExtraError: networkx is not installed.
        InputError: the options don't go with the relation.
        RecordError: the record can't be read.
    """
    with needs("networkx", "graph"):
        import networkx as nx  # noqa: PLC0415 (an extra)
    options = options or DiscourseOptions()
    qualifier = options.qualifier_for(relation)
    with record.snapshot():
        counted = _counted(relation, voices(record, options))
    graph: nx.Graph[str] = nx.Graph(relation=relation, **_plain_options(options, qualifier))
    edges = (_two_mode if TWO_MODE[relation] else _one_mode)(counted, options, qualifier)
    kept = [edge for edge in edges if edge[2]["weight"] != 0 and abs(float(edge[2]["weight"])) >= options.least_weight]
    compared = set(counted.rows)
    for name in sorted(counted.nodes):
        if TWO_MODE[relation]:
            graph.add_node(name, **counted.nodes[name].attributes(), bipartite=int(name not in compared))
        elif name in compared:
            graph.add_node(name, **counted.nodes[name].attributes())
    graph.add_edges_from(sorted(kept, key=lambda edge: edge[:2]))
    return graph


Edge = tuple[str, str, dict[str, str | int | float]]


def _plain_options(options: DiscourseOptions, qualifier: Qualifier) -> dict[str, str]:
    plain = {"qualifier": qualifier, "normalisation": options.normalisation, "duplicates": options.duplicates, "actor": options.actor}
    ends = {name: day.isoformat() for name, day in (("since", options.since), ("until", options.until)) if day is not None}
    return {**plain, **ends}


def _counted(relation: DiscourseRelation, found: Iterable[Voice]) -> _Counted:
    """Count statements; of the same actor, concept and agreement in one unit the first alone, as DNA does."""
    counted = _Counted(defaultdict(dict), {}, defaultdict(list))
    seen: set[tuple[str, str, bool, str | int | None]] = set()
    for voice in found:
        key = (voice.actor, voice.concept, voice.agrees, voice.unit)
        if key in seen:
            continue
        seen.add(key)
        one, other = nodes_first(relation, voice)
        disagrees, agrees = counted.rows[one].get(other, (0, 0))
        counted.rows[one][other] = (disagrees + (not voice.agrees), agrees + voice.agrees)
        for name, label, kind, variable in (
            (voice.actor, voice.label, voice.kind, "actor"),
            (f"{voice.concept} (concept)", voice.concept, "concept", "concept"),
        ):
            node = counted.nodes.setdefault(name, _Node(label, kind, variable))
            node.agree += voice.agrees
            node.disagree += not voice.agrees
            node.days.extend([voice.day] if voice.day else [])
        counted.days[one, other].extend([voice.day] if voice.day else [])
    return counted


def _two_mode(counted: _Counted, options: DiscourseOptions, qualifier: Qualifier) -> Iterator[Edge]:
    prominence: dict[str, int] = defaultdict(int)
    for row in counted.rows.values():
        for name, sides in row.items():
            prominence[name] += sum(sides)
    for one, row in counted.rows.items():
        for other, sides in row.items():
            norm = {"no": 0, "activity": activity(row), "prominence": prominence[other]}[options.normalisation]
            weight = weight_to(sides, qualifier)
            plain = round(weight / norm, DECIMALS) if norm else weight
            yield one, other, {"weight": plain, "agree": sides[1], "disagree": sides[0], **_stretch(counted.days[one, other])}


def _one_mode(counted: _Counted, options: DiscourseOptions, qualifier: Qualifier) -> Iterator[Edge]:
    """Edges between nodes that share something; who shares nothing has none."""
    by: dict[str, set[str]] = defaultdict(set)
    for name, row in counted.rows.items():
        for other in row:
            by[other].add(name)
    pairs = {pair for names in by.values() for pair in combinations(sorted(names), 2)}
    for one, other in pairs:
        first: Row = counted.rows[one]
        second: Row = counted.rows[other]
        weight = weight_between(first, second, qualifier, options.normalisation)
        its = shared(first, second)
        plain = weight if options.normalisation == "no" else round(weight, DECIMALS)
        yield one, other, {"weight": plain, "congruence": its.congruence, "conflict": its.conflict, "shared": its.nodes}


def _stretch(found: list[str]) -> dict[str, str]:
    return {"first": min(found), "last": max(found)} if found else {}


def discourse_by_window(
    record: Record, relation: DiscourseRelation, every: Every, options: DiscourseOptions | None = None
) -> Iterator[tuple[Window, "nx.Graph[str]"]]:
    """For each window its network, empty ones too, as `network_by_window` has them; duplicates are counted in each window by itself."""
    options = options or DiscourseOptions()
    with spoken(record.path):
        found = days(record, options)
    for window in windows_between(found, every, options.since, options.until):
        yield window, discourse_network(record, relation, replace(options, since=window.begins, until=window.ends - DAY))


def discourse_with_spells(
    record: Record, relation: DiscourseRelation, every: Every, options: DiscourseOptions | None = None
) -> "nx.Graph[str]":
    """The network of all that has a day, whose nodes and edges have `spells`: the windows in which they are there, for GEXF."""
    options = options or DiscourseOptions()
    parts = list(discourse_by_window(record, relation, every, replace(options, least_weight=0.0)))
    if not parts:
        return discourse_network(record, relation, options)
    graph = discourse_network(record, relation, replace(options, since=parts[0][0].begins, until=parts[-1][0].ends - DAY))
    return spelled(graph, parts)
