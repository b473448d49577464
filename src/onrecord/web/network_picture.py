"""The picture of who speaks about whom: a force layout by networkx, whose nodes lead to the pages of their actors."""

from collections.abc import Iterable
from math import sqrt
from typing import TYPE_CHECKING

from onrecord.networks import Options, actor_ids, ties
from onrecord.record import Record
from onrecord.schema.plain import Plain
from onrecord.web.layout import HEIGHT, Places, names_of, places, radii
from onrecord.web.pictures import WIDE, Picture, Spot, Wanted, has_words
from onrecord.web.rendering import part

if TYPE_CHECKING:
    import networkx as nx


def who_about_whom(record: Record, wanted: Wanted) -> Picture:
    """The actors with most statements by them and about them, and who of them speaks about whom.

    With a speaker, those about whom that one speaks, and who speaks about that one.

    Raises:
        ExtraError: networkx is not installed.
    """
    whole = ties(record, "about", Options(wanted.since, wanted.until, wanted.publisher, least_weight=wanted.least))
    asked = _ties_of(whole, wanted.speaker)
    graph = _foremost(asked, wanted.most)
    ids = actor_ids(record, {graph.nodes[node]["label"] for node in graph})
    names = names_of(graph)
    sizes = radii(dict(graph.degree(weight="weight")))  # by the statements by them and about them
    at = places(((one, other, weight**0.25) for one, other, weight in graph.edges(data="weight")), sizes, names)
    edges = sorted(graph.edges(data="weight"), key=lambda tie: (-tie[2], tie[0], tie[1]))
    rows: list[dict[str, Plain]] = [
        {"speaker_id": ids.get(one), "speaker": names[one], "about_id": ids.get(other), "about": names[other], "statements": weight}
        for one, other, weight in edges
    ]
    nodes: list[dict[str, Plain]] = [
        {"name": names[node], "x": x, "y": y, "area": 4 * sizes[node] ** 2, "lift": -sizes[node] - 8} for node, (x, y) in at.items()
    ]
    spots = tuple(
        Spot(f"/actor/{part(ids[node])}", names[node], x * WIDE, y * HEIGHT, sizes[node]) for node, (x, y) in at.items() if node in ids
    )
    sets = {"ends": list(_ends(edges, at)), "nodes": nodes}
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


def _ends(ties: Iterable[tuple[str, str, int]], at: Places) -> Iterable[dict[str, Plain]]:
    """A tie's two ends: thick where the speaker is, thin at the other, which reads better than arrows (Holten and van Wijk 2009)."""
    listed = list(ties)
    most = max((weight for *_, weight in listed), default=1)
    for number, (one, other, weight) in enumerate(listed):
        for end, node in enumerate((one, other)):
            x, y = at[node]
            yield {"tie": number, "end": end, "x": x, "y": y, "thick": 0 if end else max(0.1, sqrt(weight / most))}
