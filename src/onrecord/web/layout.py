"""Where the circles of a network stand, and how large they are: a force layout by networkx, then no two names over each other."""

from collections import Counter
from collections.abc import Iterable, Mapping
from importlib.util import find_spec
from itertools import combinations
from math import sqrt
from typing import TYPE_CHECKING

from onrecord.errors import needs
from onrecord.web.pictures import WIDE

if TYPE_CHECKING:
    import networkx as nx

HEIGHT = 620
MARGIN = 0.07  # of the picture to each side, for names
LEAST, MOST = 4, 22  # the radius of a node, in pixels
ITERATIONS = 300  # of the layout, after which it hardly moves
PASSES = 60  # of the pushing apart, by which most pictures have come to rest
LETTER, LINE = 6.2, 14  # how wide a letter of a name is, and how high a line of it, in pixels
Places = Mapping[str, tuple[float, float]]


def can_lay_out() -> bool:
    """Whether what makes networks is installed."""
    return find_spec("networkx") is not None


def places(ties: Iterable[tuple[str, str, float]], sizes: Mapping[str, float], names: Mapping[str, str]) -> Places:
    """Where nodes stand, from 0 to 1: the same for the same network. What is tied closely stands near (Fruchterman and Reingold 1991).

    Args:
        ties: two nodes, and how much they pull at each other.
        sizes: the radius of each node.
        names: what is written above it; lines are parted by line feeds.
    """
    with needs("networkx", "pictures"):
        import networkx as nx  # noqa: PLC0415 (an extra)
    pulls = nx.Graph()
    pulls.add_nodes_from(sorted(sizes))
    for one, other, pull in sorted(ties):
        before = pulls.get_edge_data(one, other, {"pull": 0.0})["pull"]
        pulls.add_edge(one, other, pull=before + pull)
    spread = 4 / sqrt(max(1, len(pulls)))
    laid = nx.spring_layout(pulls, k=spread, weight="pull", seed=1, iterations=ITERATIONS)
    x, y = (_stretched([place[i] for place in laid.values()]) for i in (0, 1))
    boxes = {node: _box(sizes[node], names[node]) for node in laid}
    return _apart({node: _inside(right, down, boxes[node]) for node, right, down in zip(laid, x, y, strict=True)}, boxes)


def names_of(graph: "nx.Graph[str]") -> dict[str, str]:
    """What the nodes are called: by their labels; where several have one, by their keys, which say the kind too."""
    labels = dict(graph.nodes(data="label"))
    many = Counter(labels.values())
    return {node: str(label) if many[label] == 1 else node for node, label in labels.items()}


def radii(weights: Mapping[str, float]) -> dict[str, float]:
    """The nodes' radii: their areas are as their weights."""
    most = max(weights.values(), default=1)
    return {node: max(LEAST, MOST * sqrt(weight / most)) for node, weight in weights.items()}


def _stretched(values: list[float]) -> list[float]:
    """Values over the whole picture but for its margin."""
    low, high = min(values, default=0.0), max(values, default=0.0)
    return [0.5 if low == high else float(MARGIN + (1 - 2 * MARGIN) * (value - low) / (high - low)) for value in values]


def _box(radius: float, name: str) -> tuple[float, float]:
    """How wide and high a node with its name is, as shares of the picture; the name counts on both sides, so that it may stand above."""
    lines = name.split("\n")
    return max(2 * radius, LETTER * max(map(len, lines))) / WIDE, (2 * radius + LINE * len(lines)) / HEIGHT


def _apart(laid: dict[str, tuple[float, float]], boxes: Mapping[str, tuple[float, float]]) -> Places:
    """The places, pushed apart where two nodes with their names lie over each other, along the axis on which less is needed."""
    for _ in range(PASSES):
        still = True
        for one, other in combinations(laid, 2):
            (x, y), (other_x, other_y) = laid[one], laid[other]
            over_x, over_y = ((boxes[one][i] + boxes[other][i]) / 2 - abs(laid[one][i] - laid[other][i]) for i in (0, 1))
            if over_x <= 0 or over_y <= 0:
                continue
            still = False
            by_x, by_y = (over_x / 2, 0.0) if over_x < over_y else (0.0, over_y / 2)
            sign_x, sign_y = 1 if x <= other_x else -1, 1 if y <= other_y else -1
            laid[one] = _inside(x - sign_x * by_x, y - sign_y * by_y, boxes[one])
            laid[other] = _inside(other_x + sign_x * by_x, other_y + sign_y * by_y, boxes[other])
        if still:
            break
    return laid


def _inside(x: float, y: float, box: tuple[float, float]) -> tuple[float, float]:
    """The place, or the nearest to it where the node with its name is inside the picture."""
    beside, above = max(MARGIN, box[0] / 2), max(MARGIN, box[1])
    return min(1 - beside, max(beside, x)), min(1 - MARGIN, max(above, y))
