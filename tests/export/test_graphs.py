"""Networks as files: networkx reads back what was written, and Gephi's own form has the days."""

import csv
from pathlib import Path
from typing import Any

import networkx as nx
import pytest
from lxml import etree

from onrecord.export import graphs
from onrecord.export.graphs import GRAPHS

GEXF = "{http://gexf.net/1.3}"


@pytest.fixture
def graph() -> Any:
    made = nx.DiGraph(relation="about")
    made.add_node("a", label='Ada "A" <Marsh> & \x0b🚢', kind="person", frequency=3, share=0.5, first="2024-03-04", last="2024-03-05")
    made.add_node("b", label="The\nunion", kind="organisation", frequency=1, share=1, known=True)
    made.add_node("c", label="The union", kind=None, spells=[("2024-01-01", "2024-01-31"), ("2024-03-01", "2024-03-31")])
    made.add_edge("a", "b", weight=2.5, asserts=2, first="2024-03-04", last="2024-03-04")
    made.add_edge("b", "a", weight=1, asserts=0)
    made.add_edge("a", "c", weight=4, asserts=1, spells=[("2024-01-01", "2024-01-31")])
    return made


def test_graphml_comes_back_with_types_and_without_empty_values(graph: Any, tmp_path: Path) -> None:
    graphs.write_graphml(graph, tmp_path / "g.graphml")
    back = nx.read_graphml(tmp_path / "g.graphml")
    assert back.is_directed()
    assert back.nodes["a"]["label"] == 'Ada "A" <Marsh> & \ufffd🚢'
    assert (back.nodes["a"]["frequency"], back.nodes["b"]["share"], back.nodes["b"]["known"]) == (3, 1.0, True)
    assert "kind" not in back.nodes["c"]
    assert back.edges["a", "b"]["weight"] == 2.5
    assert set(back.edges) == set(graph.edges)


def test_graphml_has_only_plain_keys(graph: Any, tmp_path: Path) -> None:
    graphs.write_graphml(graph, tmp_path / "g.graphml")
    root = etree.parse(tmp_path / "g.graphml").getroot()
    keys = root.findall("{*}key")
    assert {key.get("attr.type") for key in keys} <= {"string", "long", "double", "boolean"}
    assert len({key.get("id") for key in keys}) == len(keys)
    assert {data.get("key") for data in root.iter("{*}data")} <= {key.get("id") for key in keys}
    assert {etree.QName(part).namespace for part in root.iter()} == {"http://graphml.graphdrawing.org/xmlns"}


def test_gexf_comes_back_with_days(graph: Any, tmp_path: Path) -> None:
    graphs.write_gexf(graph, tmp_path / "g.gexf")
    back = nx.read_gexf(tmp_path / "g.gexf", version="1.3")
    assert back.is_directed()
    assert set(back.edges) == set(graph.edges)
    assert (back.nodes["a"]["start"], back.nodes["a"]["end"]) == ("2024-03-04", "2024-03-05")
    assert back.nodes["c"]["spells"] == graph.nodes["c"]["spells"]
    assert (back.edges["a", "c"]["start"], back.edges["a", "c"]["end"]) == ("2024-01-01", "2024-01-31")
    assert (back.edges["a", "b"]["weight"], back.edges["a", "b"]["asserts"]) == (2.5, 2)
    assert back.nodes["b"]["label"] == "The\nunion"


def test_gexf_says_that_it_is_dynamic_only_where_it_is(graph: Any, tmp_path: Path) -> None:
    graphs.write_gexf(graph, tmp_path / "g.gexf")
    assert etree.parse(tmp_path / "g.gexf").getroot().find(f"{GEXF}graph").attrib == {
        "defaultedgetype": "directed",
        "mode": "dynamic",
        "timeformat": "date",
        "timerepresentation": "interval",
    }
    graphs.write_gexf(nx.path_graph(3), tmp_path / "h.gexf")
    assert etree.parse(tmp_path / "h.gexf").getroot().find(f"{GEXF}graph").attrib == {"defaultedgetype": "undirected", "mode": "static"}


def test_pajek_comes_back_with_labels_that_differ(graph: Any, tmp_path: Path) -> None:
    graphs.write_pajek(graph, tmp_path / "g.net")
    back = nx.read_pajek(tmp_path / "g.net")
    assert back.is_directed()
    assert sorted(back.nodes)[1:] == ["The union", "The union (2)"]
    assert back["The union"][next(iter(back))][0]["weight"] == 1.0
    graphs.write_pajek(graph.to_undirected(), tmp_path / "h.net")
    assert not nx.read_pajek(tmp_path / "h.net").is_directed()


def test_tables_of_nodes_and_edges_come_back(graph: Any, tmp_path: Path) -> None:
    graphs.write_edges_csv(graph, tmp_path / "g")
    with (tmp_path / "g" / "nodes.csv").open(encoding="utf-8", newline="") as file:
        nodes = list(csv.DictReader(file))
    with (tmp_path / "g" / "edges.csv").open(encoding="utf-8", newline="") as file:
        edges = list(csv.DictReader(file))
    assert [(row["Id"], row["Label"]) for row in nodes] == [(node, its["label"]) for node, its in graph.nodes(data=True)]
    assert list(edges[0])[:4] == ["Source", "Target", "Type", "Weight"]
    back = nx.DiGraph()
    back.add_weighted_edges_from((row["Source"], row["Target"], float(row["Weight"])) for row in edges)
    assert {edge: its["weight"] for *edge_, its in back.edges(data=True) for edge in [tuple(edge_)]} == {
        edge: its["weight"] for *edge_, its in graph.edges(data=True) for edge in [tuple(edge_)]
    }


@pytest.mark.parametrize("name", list(GRAPHS))
def test_an_empty_network_is_a_file_too(name: str, tmp_path: Path) -> None:
    for number in range(2):
        GRAPHS[name].write(nx.Graph(), tmp_path / f"{number}{GRAPHS[name].ending}")
    assert (tmp_path / f"0{GRAPHS[name].ending}").exists()
