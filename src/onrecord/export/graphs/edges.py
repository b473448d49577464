"""A network as two tables, for Gephi's spreadsheet import, R and Excel."""

import csv
from collections.abc import Iterable
from pathlib import Path

from onrecord.export.graphs.attributes import LABEL, WEIGHT, Graph, edges_of, label_of, nodes_of, types_of
from onrecord.export.writing import new_folder


def write_edges_csv(graph: Graph, target: Path) -> None:
    """Write a new folder with nodes.csv (Id, Label ...) and edges.csv (Source, Target, Type, Weight ...)."""
    of_nodes, of_edges = types_of(nodes_of(graph), (LABEL,)), types_of(edges_of(graph), (WEIGHT,))
    kind = "Directed" if graph.is_directed() else "Undirected"
    with new_folder(target) as folder:
        nodes = ((node, label_of(node, its), *(its.get(name) for name in of_nodes)) for node, its in graph.nodes(data=True))
        _write(folder / "nodes.csv", ("Id", "Label", *of_nodes), nodes)
        edges = (
            (start, end, kind, its.get(WEIGHT, 1), *(its.get(name) for name in of_edges)) for start, end, its in graph.edges(data=True)
        )
        _write(folder / "edges.csv", ("Source", "Target", "Type", "Weight", *of_edges), edges)


def _write(path: Path, head: tuple[str, ...], rows: Iterable[tuple[object, ...]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        out = csv.writer(file, lineterminator="\n", quoting=csv.QUOTE_NONNUMERIC)
        out.writerow(head)
        out.writerows(rows)
