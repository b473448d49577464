"""Networks (networkx graphs with plain attributes) as files for Gephi, visone, Pajek, R and spreadsheets."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import NamedTuple

from onrecord.export.graphs.attributes import Graph
from onrecord.export.graphs.edges import write_edges_csv
from onrecord.export.graphs.gexf import write_gexf
from onrecord.export.graphs.graphml import write_graphml
from onrecord.export.graphs.matrix import write_matrix
from onrecord.export.graphs.pajek import write_pajek

__all__ = ["GRAPHS", "GraphFormat", "write_edges_csv", "write_gexf", "write_graphml", "write_matrix", "write_pajek"]


class GraphFormat(NamedTuple):
    """How a network is written, and how the file's name ends; a format without an ending is a folder."""

    write: Callable[[Graph, Path], None]
    ending: str


GRAPHS: Mapping[str, GraphFormat] = {
    "graphml": GraphFormat(write_graphml, ".graphml"),
    "gexf": GraphFormat(write_gexf, ".gexf"),
    "pajek": GraphFormat(write_pajek, ".net"),
    "edges": GraphFormat(write_edges_csv, ""),
    "matrix": GraphFormat(write_matrix, ".csv"),
}
"""The formats of networks by their names."""
