"""Distances: exact when near, rough when far, apart across paragraphs; each has a number of its own."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from onrecord.nets.relation import DISTANCES, NEAR, distances


def around(cue: int, paragraphs: list[int]) -> list[int]:
    found: list[int] = distances(np.array([cue]), np.array([paragraphs]))[0].tolist()
    return found


def test_near_tokens_have_distances_of_their_own() -> None:
    found = around(NEAR, [0] * (2 * NEAR + 1))
    assert len(set(found)) == len(found)
    assert found == sorted(found)


def test_far_tokens_share_theirs() -> None:
    found = around(0, [0] * 200)
    assert found[NEAR + 1] == found[NEAR + 2]
    assert found[100] == found[199]


def test_another_paragraph_is_only_before_or_after() -> None:
    found = around(3, [0, 0, 1, 1, 1, 2, 2])
    assert found[0] == found[1] == DISTANCES - 2
    assert found[5] == found[6] == DISTANCES - 1


@given(st.lists(st.integers(0, 3), min_size=1, max_size=300).map(sorted), st.data())
def test_each_distance_is_a_number_that_the_net_has(paragraphs: list[int], data: st.DataObject) -> None:
    found = around(data.draw(st.integers(0, len(paragraphs) - 1)), paragraphs)
    assert all(0 <= distance < DISTANCES for distance in found)
