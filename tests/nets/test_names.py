"""The names net: what its tags mean, and that it reads along with the tagger."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.errors import NetError
from onrecord.nets.labels import NAME_TAGS
from onrecord.nets.manifest import read_file, read_manifest
from onrecord.nets.names import NETS, VARIABLE, Names, chosen, entities
from onrecord.nets.session import Tagger, tagger

WORDS = [["Yesterday", "Angela", "Merkel", "met", "Syrian", "officials", "in", "Paris", "."], ["It", "rained", "."]]
QUOTES = [[0] * 9, [0] * 3]
LIMIT = 2_000_000  # bytes of both nets together


@given(st.lists(st.integers(1, 12), min_size=1, max_size=4), st.integers(0, 1000))
def test_entities_stand_in_order_inside_their_window_and_apart(lengths: list[int], seed: int) -> None:
    scores = np.random.default_rng(seed).normal(size=(len(lengths), max(lengths), len(NAME_TAGS))).astype(np.float32)
    for length, found in zip(lengths, entities(scores, lengths), strict=True):
        bounds = [token for first, last, _ in found for token in (first, last)]
        assert bounds == sorted(bounds)
        assert all(0 <= first < last <= length for first, last, _ in found)


def test_neighbours_of_one_kind_are_two_where_the_second_begins() -> None:
    begin = NAME_TAGS.index("B-person")
    scores = np.zeros((1, 4, len(NAME_TAGS)), np.float32)
    scores[0, range(4), [begin, begin + 1, begin, 0]] = 9
    assert entities(scores, [4]) == [((0, 2, "person"), (2, 3, "person"))]


def test_both_nets_fit_their_manifests_and_the_limit() -> None:
    manifests = [read_manifest(name) for name in NETS.values()]
    assert sum(len(read_file(manifest, f"{manifest.name}.onnx")) for manifest in manifests) < LIMIT
    assert [any("CoNLL++" in corpus for corpus in manifest.corpora) for manifest in manifests] == [True, False]


def test_the_environment_chooses_the_net(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(VARIABLE, raising=False)
    assert chosen() == "names"
    monkeypatch.setenv(VARIABLE, "open")
    assert chosen() == "names-open"
    monkeypatch.setenv(VARIABLE, "closed")
    with pytest.raises(NetError, match="ONRECORD_NAMES=closed: there is no such names net; set it to 'open', or not at all"):
        chosen()


@pytest.mark.net
@pytest.mark.parametrize("name", NETS.values())
def test_it_finds_names_of_each_kind(name: str) -> None:
    found = Tagger(names=Names(name)).tag(WORDS, QUOTES)
    assert [window.names for window in found] == [((1, 3, "person"), (4, 5, "people"), (7, 8, "place")), ()]


@pytest.mark.net
def test_names_are_left_out_where_they_are_not_wanted() -> None:
    with_names, without = tagger().tag(WORDS, QUOTES), tagger().tag(WORDS, QUOTES, named=False)
    assert [window.names for window in without] == [(), ()]
    assert [window.spans for window in with_names] == [window.spans for window in without]


@pytest.mark.net
def test_mentions_are_asked_for_by_themselves() -> None:
    found = tagger().entities(WORDS, QUOTES, ("outer", "inner"))
    assert [len(heads) for heads in found] == [2, 2]
    assert "person" in {kind for _, _, kind in found[0][0]}
    assert found[1] == ((), ())
