"""The shipped net: whole, small, and steady; damaged files are refused."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.errors import NetError
from onrecord.nets.manifest import WEIGHTS, read_file, read_manifest
from onrecord.nets.session import ALIKE, Tagger, alike, tagger

SURE = 0.5
LIMIT = 25_000_000  # bytes of all weights together
WINDOWS = [
    ["Rain", "fell", ",", "Ada", "said", "."],
    ["He", "left", "."],
    ["“", "No", ",", "”", "the", "minister", "told", "reporters", "."],
]
QUOTES = [[0] * 6, [0] * 3, [1, 2, 2, 3, 0, 0, 0, 0, 0]]


def test_all_files_fit_their_manifest_and_the_limit() -> None:
    manifest = read_manifest("tagger")
    assert sum(len(read_file(manifest, name)) for name in manifest.sha256) < LIMIT
    assert manifest.corpora
    assert manifest.scores


def test_a_damaged_net_is_refused(tmp_path: Path) -> None:
    for file in ("tagger.manifest.json", "tagger.onnx", "parts.onnx", "tagger.vocabulary"):
        (tmp_path / file).write_bytes((WEIGHTS / file).read_bytes())
    (tmp_path / "tagger.onnx").write_bytes(b"no net")
    with pytest.raises(NetError, match="not the file that its manifest names"):
        Tagger(tmp_path)
    (tmp_path / "tagger.onnx").unlink()
    with pytest.raises(NetError, match=r"tagger\.onnx is missing"):
        Tagger(tmp_path)
    (tmp_path / "tagger.manifest.json").write_text("{}")
    with pytest.raises(NetError, match="manifest is missing or damaged"):
        Tagger(tmp_path)


@pytest.mark.net
def test_the_same_windows_give_the_same_tags_and_in_their_order() -> None:
    first, again = tagger().tag(WINDOWS, QUOTES), tagger().tag(WINDOWS, QUOTES)
    assert [window.spans for window in first] == [window.spans for window in again]
    assert [window.names for window in first] == [window.names for window in again]
    assert [len(window.speech) for window in first] == [len(window) for window in WINDOWS]
    assert np.array_equal(first[0].speech, again[0].speech)


@pytest.mark.net
def test_it_sees_who_said_what() -> None:
    found = tagger().tag(WINDOWS[:1], QUOTES[:1])[0]
    assert [(span.role, span.first, span.last) for span in found.spans] == [("content", 0, 2), ("source", 3, 4), ("cue", 4, 5)]
    (attribution,) = (found for found in found.attributions if found.probability > SURE)
    assert (attribution.cue.first, attribution.cue.last) == (4, 5)
    assert attribution.source is not None
    assert (attribution.source.first, attribution.source.last) == (3, 4)
    assert [(content.first, content.last) for content in attribution.contents] == [(0, 2)]


def test_no_window_gives_nothing() -> None:
    assert tagger().tag([], []) == []


@given(st.lists(st.integers(1, 160), min_size=1, max_size=16))
def test_windows_run_with_those_of_like_length(lengths: list[int]) -> None:
    lengths = sorted(lengths, reverse=True)
    runs = list(alike(lengths))
    assert [n for first, last in runs for n in range(first, last)] == list(range(len(lengths)))
    assert all(lengths[last - 1] >= ALIKE * lengths[first] for first, last in runs)
