"""Networks laid out: the same each time, inside the picture, and no two names over each other."""

from itertools import combinations

import networkx as nx
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.web.layout import HEIGHT, LETTER, LINE, names_of, places, radii
from onrecord.web.pictures import WIDE

NODES = [f"node {n}" for n in range(14)]
TIES = st.lists(st.tuples(st.sampled_from(NODES), st.sampled_from(NODES), st.floats(0.1, 9)), min_size=1, max_size=40)


@settings(deadline=None, max_examples=25)
@given(TIES)
def test_nodes_stand_inside_each_time_in_the_same_place(ties: list[tuple[str, str, float]]) -> None:
    nodes = {end for one, other, _ in ties for end in (one, other)}
    sizes, names = dict.fromkeys(nodes, 8.0), {node: node for node in nodes}
    at = places(ties, sizes, names)
    assert at == places(reversed(ties), sizes, names)
    assert set(at) == nodes
    half = LETTER * len("node 13") / 2 / WIDE
    assert all(half <= x <= 1 - half and 0 < y < 1 for x, y in at.values())  # names are not cut off


@settings(deadline=None, max_examples=25)
@given(TIES)
def test_no_two_names_lie_over_each_other(ties: list[tuple[str, str, float]]) -> None:
    nodes = {end for one, other, _ in ties for end in (one, other)}
    at = places(ties, dict.fromkeys(nodes, 8.0), {node: node for node in nodes})
    wide, high = LETTER * len("node 13") / WIDE, (16 + LINE) / HEIGHT
    for one, other in combinations(at.values(), 2):
        assert abs(one[0] - other[0]) > 0.8 * wide or abs(one[1] - other[1]) > 0.8 * high


def test_areas_are_as_weights() -> None:
    found = radii({"one": 4, "four": 16})
    assert found["four"] == 2 * found["one"]
    assert radii({}) == {}


def test_two_of_one_name_are_called_by_their_kinds() -> None:
    graph = nx.Graph()
    for key, label in (("Orm (person)", "Orm"), ("Orm (country)", "Orm"), ("Wells (person)", "Wells")):
        graph.add_node(key, label=label)
    assert names_of(graph) == {"Orm (person)": "Orm (person)", "Orm (country)": "Orm (country)", "Wells (person)": "Wells"}
