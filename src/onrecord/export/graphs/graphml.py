"""GraphML, for Gephi, visone, Cytoscape, igraph and yEd."""

from pathlib import Path

from onrecord.export.graphs.attributes import Attributes, Graph, edges_of, nodes_of, text_of, types_of
from onrecord.export.graphs.xml import Xml
from onrecord.export.writing import new_file

_NAMESPACE = "http://graphml.graphdrawing.org/xmlns"

Keys = dict[str, str]
"""The number of an attribute's key by its name."""


def write_graphml(graph: Graph, target: Path) -> None:
    """Write GraphML with one plain key for each attribute, and no program's own; spells have no place in it."""
    with new_file(target) as path, path.open("w", encoding="utf-8", newline="\n") as file:
        xml = Xml(file)
        with xml.inside("graphml", {"xmlns": _NAMESPACE}):
            of_nodes, of_edges = _keys(xml, graph)
            with xml.inside("graph", {"id": "onrecord", "edgedefault": "directed" if graph.is_directed() else "undirected"}):
                for node, attributes in graph.nodes(data=True):
                    with xml.inside("node", {"id": str(node)}):
                        _data(xml, of_nodes, attributes)
                for number, (start, end, attributes) in enumerate(graph.edges(data=True)):
                    with xml.inside("edge", {"id": f"e{number}", "source": str(start), "target": str(end)}):
                        _data(xml, of_edges, attributes)


def _keys(xml: Xml, graph: Graph) -> tuple[Keys, Keys]:
    found: list[Keys] = []
    number = 0
    for of, types in (("node", types_of(nodes_of(graph))), ("edge", types_of(edges_of(graph)))):
        keys: Keys = {}
        for name, kind in types.items():
            keys[name] = f"d{number}"
            number += 1
            xml.empty("key", {"id": keys[name], "for": of, "attr.name": name, "attr.type": kind})
        found.append(keys)
    return found[0], found[1]


def _data(xml: Xml, keys: Keys, attributes: Attributes) -> None:
    for name, key in keys.items():
        if attributes.get(name) is not None:
            xml.text("data", {"key": key}, text_of(attributes[name]))
