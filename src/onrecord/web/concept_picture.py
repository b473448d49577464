"""The picture of who agrees on which concept: actors and concepts, or actors and whom they side with, by the force layout of networks."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from math import sqrt
from textwrap import wrap
from typing import TYPE_CHECKING, Any, Literal

from onrecord.networks import actor_ids
from onrecord.networks.discourse import ActorVariable, DiscourseOptions, discourse_network
from onrecord.record import Record
from onrecord.schema.plain import Plain
from onrecord.web.layout import HEIGHT, names_of, places, radii
from onrecord.web.pictures import WIDE, Picture, Spot
from onrecord.web.rendering import address, part

if TYPE_CHECKING:
    import networkx as nx

Tie = Literal["affiliation", "congruence", "conflict", "subtract"]
"""Who agrees or disagrees with which concept; or actors by how often they are on one side, on different ones, or the one less the other."""

AGAINST = 0.3  # how much less than agreement disagreement pulls together
LETTERS = 26  # of a name in one line
LINES = 3

Attributes = Mapping[str, Any]
"""Of a node, or an edge, as `discourse_network` has them."""


@dataclass(frozen=True, slots=True)
class SidesWanted:
    """What the picture is to show; all that is given must hold.

    Attributes:
        concept: this one alone.
        actor: who the actors are, as in `DiscourseOptions`.
        least: weight of a tie.
        most: actors.
    """

    since: date | None = None
    until: date | None = None
    publisher: str | None = None
    concept: str | None = None
    tie: Tie = "affiliation"
    actor: ActorVariable = "speaker"
    least: int = 1
    most: int = 25


def who_agrees(record: Record, wanted: SidesWanted) -> Picture:
    """The actors with most statements about concepts, and what ties them.

    Raises:
        ExtraError: networkx is not installed.
    """
    options = DiscourseOptions(
        "ignore" if wanted.tie == "affiliation" else wanted.tie,
        actor=wanted.actor,
        concepts=() if wanted.concept is None else (wanted.concept,),
        since=wanted.since,
        until=wanted.until,
        publisher=wanted.publisher,
        least_weight=wanted.least,
    )
    whole = discourse_network(record, "actor-concept" if wanted.tie == "affiliation" else "actor-actor", options)
    graph = _foremost(whole, wanted.most)
    return _picture(record, graph, wanted.tie, whole.number_of_edges() - graph.number_of_edges())


def _foremost(whole: "nx.Graph[str]", most: int) -> "nx.Graph[str]":
    """The ties of the actors who are tied most, and nobody without one."""
    strength: Counter[str] = Counter()
    for one, other, weight in whole.edges(data="weight"):
        strength.update({one: abs(weight), other: abs(weight)})
    actors = sorted((node for node in strength if not _is_concept(whole, node)), key=lambda node: (-strength[node], node))[:most]
    kept = whole.subgraph([*actors, *(node for node in strength if _is_concept(whole, node))])
    return kept.edge_subgraph(kept.edges).copy()


def _is_concept(graph: "nx.Graph[str]", node: str) -> bool:
    return bool(graph.nodes[node]["variable"] == "concept")


def _picture(record: Record, graph: "nx.Graph[str]", tie: Tie, more: int) -> Picture:
    nodes = graph.nodes
    ids = actor_ids(record, {nodes[node]["label"] for node in graph if not _is_concept(graph, node)})
    edges = [(*sorted((one, other), key=lambda node: (_is_concept(graph, node), node)), its) for one, other, its in graph.edges(data=True)]
    edges.sort(key=lambda edge: (-abs(edge[2]["weight"]), edge[0], edge[1]))
    names, sizes = names_of(graph), radii(dict(nodes(data="frequency")))
    written = {node: "\n".join(wrap(name, LETTERS, max_lines=LINES, placeholder="…")) for node, name in names.items()}
    at = places(((one, other, _pull(tie, its)) for one, other, its in edges), sizes, written)
    where = {node: f"/actor/{part(ids[node])}" for node in graph if node in ids}
    where |= {node: address("/concepts", [("name", nodes[node]["label"])]) for node in graph if _is_concept(graph, node)}
    spots = tuple(Spot(where[node], names[node], x * WIDE, y * HEIGHT, sizes[node]) for node, (x, y) in at.items() if node in where)
    rows = [_row_of_concept(graph, names, ids, *edge) if tie == "affiliation" else _row(names, ids, *edge) for edge in edges]
    most = max((abs(its["weight"]) for *_, its in edges), default=1)
    lines = [_line(at[one], at[other], _side(tie, its), abs(its["weight"]) / most) for one, other, its in edges]
    circles: list[Mapping[str, Plain]] = [
        {"name": written[node], "x": x, "y": y, "area": 4 * sizes[node] ** 2, "lift": -sizes[node] - 4, "concept": _is_concept(graph, node)}
        for node, (x, y) in at.items()
    ]
    return Picture("concepts", rows, {"ties": lines, "nodes": circles}, WIDE, HEIGHT, more, spots)


def _side(tie: Tie, its: Attributes) -> str:
    """On which side a tie is: "for", "against", or "both"."""
    if tie == "affiliation":
        return "for" if its["agree"] > its["disagree"] else "against" if its["agree"] < its["disagree"] else "both"
    return "against" if tie == "conflict" or its["weight"] < 0 else "for"


def _pull(tie: Tie, its: Attributes) -> float:
    """How much two nodes pull at each other; those who disagree less, so that sides come apart."""
    return float(abs(its["weight"]) ** 0.25 * (AGAINST if tie != "conflict" and _side(tie, its) == "against" else 1))


Names = Mapping[str, str]
"""Of nodes: what they are called, or the ids of their actors."""


def _row_of_concept(graph: "nx.Graph[str]", names: Names, ids: Names, actor: str, concept: str, its: Attributes) -> Mapping[str, Plain]:
    ends: dict[str, Plain] = {"actor_id": ids.get(actor), "actor": names[actor], "concept": graph.nodes[concept]["label"]}
    return ends | {name: its[name] for name in ("agree", "disagree")}


def _row(names: Names, ids: Names, one: str, other: str, its: Attributes) -> Mapping[str, Plain]:
    ends: dict[str, Plain] = {"one_id": ids.get(one), "one": names[one], "other_id": ids.get(other), "other": names[other]}
    return ends | {name: its[name] for name in ("congruence", "conflict", "shared")}


def _line(start: tuple[float, float], end: tuple[float, float], side: str, share: float) -> Mapping[str, Plain]:
    return {"x": start[0], "y": start[1], "end_x": end[0], "end_y": end[1], "side": side, "thick": max(0.1, sqrt(share))}
