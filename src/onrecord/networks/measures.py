"""How many neighbours each node has, and how strongly: what networkx counts, as a table. For the rest there is networkx."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import networkx as nx


@dataclass(frozen=True, slots=True)
class Standing:
    """A node and its neighbours.

    Attributes:
        degree: with how many others it has an edge; where there is a direction, both ways are counted.
        strength: the weights of those edges together.
        degree_in, strength_in: of the edges that lead to it: who speaks about or to it; None without direction.
        degree_out, strength_out: of those that lead from it.
    """

    node: str
    label: str
    kind: str
    frequency: int
    mentioned: int
    degree: int
    strength: int
    degree_in: int | None
    strength_in: int | None
    degree_out: int | None
    strength_out: int | None


def standings(graph: "nx.Graph[str]") -> list[Standing]:
    """The nodes of a network, the strongest first, equals by name."""
    found = []
    for node, its in graph.nodes(data=True):
        both = (graph.degree(node), graph.degree(node, weight="weight"))
        ways: tuple[int | None, ...] = (None,) * 4
        if graph.is_directed():
            ways = tuple(count for degree in (graph.in_degree, graph.out_degree) for count in (degree(node), degree(node, weight="weight")))
        found.append(Standing(node, its["label"], its["kind"], its["frequency"], its["mentioned"], *both, *ways))
    return sorted(found, key=lambda row: (-row.strength, row.node))
