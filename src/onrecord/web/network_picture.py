"""The picture of who speaks about whom: a force layout by networkx, whose nodes lead to the pages of their actors."""

from collections.abc import Iterable, Mapping
from importlib.util import find_spec
from math import sqrt
from typing import TYPE_CHECKING

from onrecord.errors import needs
from onrecord.networks import Options, actor_ids, network
from onrecord.record import Record
from onrecord.schema.plain import Plain
from onrecord.web.pictures import WIDE, Picture, Spot, Wanted, has_words

if TYPE_CHECKING:
    import networkx as nx

HEIGHT = 620
MARGIN = 0.07  # of the picture to each side, for names
LEAST, MOST = 4, 22  # the radius of a node, in pixels
ITERATIONS = 300  # of the layout, after which it hardly moves
Places = Mapping[str, tuple[float, float]]


def can_lay_out() -> bool:
    """Whether what makes networks is installed."""
    return find_spec("networkx") is not None


def who_about_whom(record: Record, wanted: Wanted) -> Picture:
    """The actors with most statements by them and about them, and who of them speaks about whom.

    With a speaker, those about whom that one speaks, and who speaks about that one.

    Raises:
        ExtraError: networkx is not installed.
    """
    whole = network(record, "about", Options(wanted.since, wanted.until, wanted.publisher, least_weight=wanted.least))
    asked = _ties_of(whole, wanted.speaker)
    graph = _foremost(asked, wanted.most)
    ids = actor_ids(record, {graph.nodes[node]["label"] for node in graph})
    places, radii = _places(graph), _radii(graph)
    names = {node: graph.nodes[node]["label"] for node in graph}
    ties = sorted(graph.edges(data="weight"), key=lambda tie: (-tie[2], tie[0], tie[1]))
    rows: list[dict[str, Plain]] = [
        {"speaker_id": ids.get(one), "speaker": names[one], "about_id": ids.get(other), "about": names[other], "statements": weight}
        for one, other, weight in ties
    ]
    nodes: list[dict[str, Plain]] = [
        {"name": names[node], "x": x, "y": y, "area": 4 * radii[node] ** 2, "lift": -radii[node] - 8} for node, (x, y) in places.items()
    ]
    spots = tuple(Spot(ids[node], names[node], x * WIDE, y * HEIGHT, radii[node]) for node, (x, y) in places.items() if node in ids)
    sets = {"ends": list(_ends(ties, places)), "nodes": nodes}
    return Picture("network", rows, sets, WIDE, HEIGHT, asked.number_of_edges() - len(rows), spots)


def _ties_of(whole: "nx.DiGraph[str]", speaker: str | None) -> "nx.DiGraph[str]":
    """The ties by somebody of that name, and about somebody of that name."""
    if speaker is None:
        return whole
    its = {node for node, name in whole.nodes(data="label") if has_words(name, speaker)}
    return whole.edge_subgraph([tie for tie in whole.edges if its.intersection(tie)]).copy()  # a view looks each tie up again and again


def _foremost(asked: "nx.DiGraph[str]", most: int) -> "nx.DiGraph[str]":
    """The ties between the actors that have most."""
    weights = dict(asked.degree(weight="weight"))
    kept = asked.subgraph(sorted(weights, key=lambda node: (-weights[node], node))[:most])
    return kept.edge_subgraph(kept.edges).copy()


def _places(graph: "nx.DiGraph[str]") -> Places:
    """Where nodes stand, from 0 to 1: the same for the same network. What is tied closely stands near (Fruchterman and Reingold 1991)."""
    with needs("networkx", "pictures"):
        import networkx as nx  # noqa: PLC0415 (an extra)
    pulls = nx.Graph()
    pulls.add_nodes_from(sorted(graph))
    for one, other, weight in sorted(graph.edges(data="weight")):
        before = pulls.get_edge_data(one, other, {"pull": 0.0})["pull"]
        pulls.add_edge(one, other, pull=before + weight**0.25)
    spread = 4 / sqrt(max(1, len(pulls)))
    laid = nx.spring_layout(pulls, k=spread, weight="pull", seed=1, iterations=ITERATIONS)
    return {node: (x, y) for node, x, y in zip(laid, *(_stretched([place[i] for place in laid.values()]) for i in (0, 1)), strict=True)}


def _stretched(values: list[float]) -> list[float]:
    """Values over the whole picture but for its margin."""
    low, high = min(values, default=0.0), max(values, default=0.0)
    return [0.5 if low == high else float(MARGIN + (1 - 2 * MARGIN) * (value - low) / (high - low)) for value in values]


def _radii(graph: "nx.DiGraph[str]") -> dict[str, float]:
    """The nodes' radii: their areas are as the statements by them and about them."""
    weights = dict(graph.degree(weight="weight"))
    most = max(weights.values(), default=1)
    return {node: max(LEAST, MOST * sqrt(weight / most)) for node, weight in weights.items()}


def _ends(ties: Iterable[tuple[str, str, int]], places: Places) -> Iterable[dict[str, Plain]]:
    """A tie's two ends: thick where the speaker is, thin at the other, which reads better than arrows (Holten and van Wijk 2009)."""
    listed = list(ties)
    most = max((weight for *_, weight in listed), default=1)
    for number, (one, other, weight) in enumerate(listed):
        for end, node in enumerate((one, other)):
            x, y = places[node]
            yield {"tie": number, "end": end, "x": x, "y": y, "thick": 0 if end else max(0.1, sqrt(weight / most))}
