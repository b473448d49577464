"""The names net's training: corpora of a few words become windows, and the net that is exported is the net that was trained."""

import json
from pathlib import Path

import numpy as np
import pytest

pytest.importorskip("torch", reason="needs the extra [train]")

import torch

from onrecord.errors import CorpusError
from onrecord.nets.labels import NAME_TAGS
from onrecord.nets.names import HEADS, Names
from onrecord.nets.session import Tagger
from onrecord.scoring.entities import Marked
from onrecord.training.export import export_tagger
from onrecord.training.marked import (
    free_mentions_in_re3d,
    inside,
    names_in_columns,
    outermost,
    silver_names,
    unfree_mentions_in_re3d,
    windows_of,
)
from onrecord.training.names import Seen, Shape, batch_of, train
from onrecord.training.names_export import export_names, make_names
from tests.training.conftest import POLNEAR
from tests.training.test_training import net_of


def tagged(words: list[str], tags: list[int]) -> dict[str, str]:
    return {word: NAME_TAGS[tag] for word, tag in zip(words, tags, strict=True) if tag > 0}


@pytest.fixture
def shared(corpora: Path) -> Path:
    """The tiny corpora with a re3d of four documents, the last one the BBC's, and a CoNLL++."""
    (corpora / "ner" / "re3d").mkdir()
    (corpora / "ner" / "conllpp").mkdir()
    for part in ("train", "dev"):
        (corpora / "ner" / "conllpp" / f"conllpp_{part}.txt").write_text("Ada NNP B-NP B-PER\nleft VBD B-VP O\n", "utf-8")
    sources = {"a": "US State Department", "b": "US State Department", "c": "UK Government", "d": "BBC Online"}
    documents = [{"_id": key, "text": "Ada Wells of Tarn left.", "source_folder": source} for key, source in sources.items()]
    mark = {"begin": 0, "end": 17, "type": "Person", "confidence": 1}
    marks = [{**mark, "documentId": key} for key in sources] + [{**mark, "documentId": "d", "begin": 13, "type": "Location"}]
    for name, rows in (("documents", documents), ("entities", marks)):
        (corpora / "ner" / "re3d" / f"{name}.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    return corpora


def test_a_known_people_is_told_from_other_names(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Syrian B-MISC\nOscars B-MISC\nSunnis B-MISC\n", "utf-8")
    (window,) = names_in_columns(tmp_path / "a.txt")
    assert tagged(window.words, window.tags["names"]) == {"Syrian": "B-people", "Oscars": "B-other", "Sunnis": "B-people"}


def test_silver_names_are_runs_of_one_class(shared: Path) -> None:
    (window,) = silver_names(shared / POLNEAR / "train")
    assert tagged(window.words, window.tags["names"]) == {"Ada": "B-person"}


def test_what_stands_in_a_mention_has_a_layer_of_its_own(shared: Path) -> None:
    (window,) = unfree_mentions_in_re3d(shared / "ner" / "re3d")
    assert tagged(window.words, window.tags["outer"]) == {"Ada": "B-person", **dict.fromkeys(("Wells", "of", "Tarn"), "I-person")}
    assert tagged(window.words, window.tags["inner"]) == {"Tarn": "B-place"}
    assert len(list(free_mentions_in_re3d(shared / "ner" / "re3d"))) == 2


def test_mentions_three_deep_leave_two_layers() -> None:
    mentions: list[Marked] = [(0, 9, "person"), (2, 9, "organisation"), (4, 6, "place"), (8, 12, "place")]
    assert outermost(mentions) == [(0, 9, "person")]
    assert inside(mentions) == [(2, 9, "organisation")]


def seen_windows(count: int) -> list[Seen]:
    rng = np.random.default_rng(1)
    windows = [window for _ in range(count) for window in windows_of("Ada left.", {head: [(0, 3, "person")] for head in HEADS})]
    return [Seen(rng.normal(size=(len(window.words), 16)).astype(np.float16), window) for window in windows]


def test_the_same_seed_trains_the_same_net() -> None:
    nets = [train([(seen_windows(8), 1.5)], Shape(8, 4), epochs=2, seed=3) for _ in range(2)]
    for one, other in zip(nets[0].parameters(), nets[1].parameters(), strict=True):
        assert torch.equal(one, other)


def test_the_exported_net_is_the_net(tmp_path: Path) -> None:
    windows = seen_windows(3)
    net = train([(windows, 1)], Shape(8, 4), epochs=1, seed=1)
    export_names("names", net, tmp_path, {"corpora": ["one"], "recipe": {}, "scores": {}}, int8=False)
    layers, lengths, _ = batch_of(windows)
    with torch.no_grad():
        wanted = net(layers, lengths, HEADS)
    parts = [layers[..., :4].numpy(), layers[..., 4:9].numpy(), layers[..., 9:].numpy()]
    found = Names("names", tmp_path).scores(parts, lengths.tolist(), HEADS)
    for head, scores in zip(HEADS, found, strict=True):
        np.testing.assert_allclose(wanted[head].numpy(), scores, atol=1e-4, err_msg=head)


def test_from_corpora_to_two_nets_that_read(shared: Path, tmp_path: Path) -> None:
    run, _ = net_of(shared)
    export_tagger(run, tmp_path, ["a corpus"])
    make_names(shared, tmp_path, epochs=1)
    first = (tmp_path / "names-open.onnx").read_bytes()
    make_names(shared, tmp_path, epochs=1)
    assert (tmp_path / "names-open.onnx").read_bytes() == first
    for name in ("names", "names-open"):
        (window,) = Tagger(tmp_path, Names(name, tmp_path)).tag([["Ada", "left", "."]], [[0, 0, 0]])
        assert len(window.speech) == 3
    (shared / "ner" / "re3d" / "documents.jsonl").unlink()
    with pytest.raises(CorpusError, match=r"documents\.jsonl"):
        make_names(shared, tmp_path, epochs=1)
