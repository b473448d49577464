"""The whole recipe, on corpora of a few words: it ends in a net that reads, and goes on where it was."""

from pathlib import Path

import pytest

from onrecord.nets.session import Tagger

pytest.importorskip("torch", reason="needs the extra [train]")

from onrecord.errors import CorpusError
from onrecord.training.recipe import PUPIL, TEACHERS, Workshop, make_tagger


def test_from_corpora_to_a_net_that_reads(corpora: Path, tmp_path: Path) -> None:
    shop = Workshop(corpora, tmp_path / "runs")
    shop.runs.mkdir()
    (corpora / "vectors.npz").rename(shop.vectors)
    make_tagger(shop, tmp_path / "net")
    assert all(shop.teacher(number).exists() for number in range(1, TEACHERS + 1))
    assert all(shop.lessons(number).exists() for number in range(PUPIL.epochs))
    weights = (tmp_path / "net" / "tagger.onnx").read_bytes()
    (window,) = Tagger(tmp_path / "net").tag([["It", "rained", "."]], [[0, 0, 0]])
    assert len(window.speech) == 3
    made = shop.lessons(0).stat().st_mtime_ns
    make_tagger(shop, tmp_path / "net")
    assert shop.lessons(0).stat().st_mtime_ns == made
    assert (tmp_path / "net" / "tagger.onnx").read_bytes() == weights


def test_a_missing_corpus_is_named_before_anything_is_done(corpora: Path, tmp_path: Path) -> None:
    missing = corpora / "ner" / "wikigold" / "wikigold.conll.txt"
    missing.unlink()
    with pytest.raises(CorpusError, match=r"wikigold\.conll\.txt: is missing"):
        make_tagger(Workshop(corpora, tmp_path / "runs"), tmp_path / "net")
    assert not (tmp_path / "runs").exists()
