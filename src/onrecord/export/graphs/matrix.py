"""A network as a matrix, as Discourse Network Analyzer exports it: for UCINET, R and spreadsheets."""

import csv
from pathlib import Path
from typing import Any

from onrecord.export.graphs.attributes import WEIGHT, Graph, label_of
from onrecord.export.writing import new_file

_DECIMALS = 6
_PART = "bipartite"  # networkx's own name for the side of a node in a two-mode network


def write_matrix(graph: Graph, target: Path) -> None:
    """Write a matrix of weights: `;` between cells, six decimals where one is not whole; of a two-mode network rows are actors.

    A label that several nodes have is followed by the node's id.
    """
    labels = _labels(graph)
    two_mode = any(_PART in its for _, its in graph.nodes(data=True))
    rows = [node for node, its in graph.nodes(data=True) if not two_mode or its[_PART] == 0]
    columns = [node for node, its in graph.nodes(data=True) if not two_mode or its[_PART] == 1]
    whole = all(float(its.get(WEIGHT, 1)).is_integer() for _, _, its in graph.edges(data=True))
    with new_file(target) as path, path.open("w", encoding="utf-8", newline="") as file:
        out = csv.writer(file, delimiter=";", lineterminator="\n", quoting=csv.QUOTE_NONNUMERIC)
        out.writerow(["", *(labels[node] for node in columns)])
        for row in rows:
            weights = (graph.edges[row, column].get(WEIGHT, 1) if graph.has_edge(row, column) else 0 for column in columns)
            out.writerow([labels[row], *(_cell(weight, whole=whole) for weight in weights)])


def _cell(weight: float, *, whole: bool) -> Any:  # noqa: ANN401 (a number as it is to be written)
    return int(weight) if whole else _Decimal(weight)


class _Decimal(float):
    """A number that is written with six decimals."""

    def __str__(self) -> str:
        return f"{float(self):.{_DECIMALS}f}"

    __repr__ = __str__


def _labels(graph: Graph) -> dict[object, str]:
    plain = {node: label_of(node, its) for node, its in graph.nodes(data=True)}
    seen = list(plain.values())
    return {node: label if seen.count(label) == 1 else str(node) for node, label in plain.items()}
