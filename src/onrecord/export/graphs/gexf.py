"""GEXF 1.3, Gephi's own form, with the days in which nodes and edges are there (https://gexf.net)."""

from pathlib import Path

from onrecord.export.graphs.attributes import LABEL, WEIGHT, Attributes, Graph, edges_of, label_of, nodes_of, spells_of, text_of, types_of
from onrecord.export.graphs.xml import Xml
from onrecord.export.writing import new_file

_NAMESPACE = "http://gexf.net/1.3"

Kinds = dict[str, str]
"""The types of attributes by their names; an attribute's number is its place here."""


def write_gexf(graph: Graph, target: Path) -> None:
    """Write GEXF; where something has days, as a dynamic graph: what has none in it is always there."""
    with new_file(target) as path, path.open("w", encoding="utf-8", newline="\n") as file:
        xml = Xml(file)
        with xml.inside("gexf", {"xmlns": _NAMESPACE, "version": "1.3"}), xml.inside("graph", _mode(graph)):
            of_nodes, of_edges = types_of(nodes_of(graph), (LABEL,)), types_of(edges_of(graph), (WEIGHT,))
            _declare(xml, "node", of_nodes)
            _declare(xml, "edge", of_edges)
            with xml.inside("nodes", {}):
                for node, attributes in graph.nodes(data=True):
                    with xml.inside("node", {"id": str(node), "label": label_of(node, attributes), **_bounds(attributes)}):
                        _inside(xml, of_nodes, attributes)
            with xml.inside("edges", {}):
                for number, (start, end, attributes) in enumerate(graph.edges(data=True)):
                    edge = {"id": str(number), "source": str(start), "target": str(end), "weight": str(attributes.get(WEIGHT, 1))}
                    with xml.inside("edge", {**edge, **_bounds(attributes)}):
                        _inside(xml, of_edges, attributes)


def _mode(graph: Graph) -> dict[str, str]:
    kind = {"defaultedgetype": "directed" if graph.is_directed() else "undirected"}
    dynamic = any(spells_of(attributes) for of in (nodes_of(graph), edges_of(graph)) for attributes in of)
    return {**kind, "mode": "dynamic", "timeformat": "date", "timerepresentation": "interval"} if dynamic else {**kind, "mode": "static"}


def _declare(xml: Xml, of: str, kinds: Kinds) -> None:
    with xml.inside("attributes", {"class": of}):
        for number, (name, kind) in enumerate(kinds.items()):
            xml.empty("attribute", {"id": str(number), "title": name, "type": kind})


def _bounds(attributes: Attributes) -> dict[str, str]:
    """The start and the end of what is there in one stretch; several stretches stand inside the element."""
    spells = spells_of(attributes)
    return {"start": spells[0][0], "end": spells[0][1]} if len(spells) == 1 else {}


def _inside(xml: Xml, kinds: Kinds, attributes: Attributes) -> None:
    with xml.inside("attvalues", {}):
        for number, name in enumerate(kinds):
            if attributes.get(name) is not None:
                xml.empty("attvalue", {"for": str(number), "value": text_of(attributes[name])})
    if len(spells := spells_of(attributes)) > 1:
        with xml.inside("spells", {}):
            for first, last in spells:
                xml.empty("spell", {"start": first, "end": last})
