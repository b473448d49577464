"""Pajek's .net: labels and weights, the format has no place for more."""

from pathlib import Path

from onrecord.export.graphs.attributes import WEIGHT, Graph, label_of
from onrecord.export.writing import new_file

_NOT_IN_LABELS = str.maketrans({'"': "'", "\\": "/"})


def write_pajek(graph: Graph, target: Path) -> None:
    """Write Pajek; a label that several nodes have gets a number, because Pajek's readers take it for the node's name."""
    with new_file(target) as path, path.open("w", encoding="utf-8", newline="\n") as file:
        numbers = {node: number for number, node in enumerate(graph.nodes, 1)}
        file.write(f"*vertices {len(numbers)}\n")
        used: set[str] = set()
        for node, attributes in graph.nodes(data=True):
            file.write(f'{numbers[node]} "{_label(label_of(node, attributes), used)}"\n')
        file.write("*arcs\n" if graph.is_directed() else "*edges\n")
        for start, end, attributes in graph.edges(data=True):
            file.write(f"{numbers[start]} {numbers[end]} {attributes.get(WEIGHT, 1)}\n")


def _label(label: str, used: set[str]) -> str:
    plain = " ".join(label.split()).translate(_NOT_IN_LABELS) or "-"
    one, number = plain, 1
    while one in used:
        number += 1
        one = f"{plain} ({number})"
    used.add(one)
    return one
