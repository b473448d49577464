"""Trees are scored by where words start; what is cut otherwise is not found."""

import gzip
from pathlib import Path

import pytest

from onrecord.errors import CorpusError
from onrecord.schema.report import Report
from onrecord.scoring.conllu import Word
from onrecord.scoring.counts import Counts
from onrecord.scoring.syntax import score_syntax

ROWS = [
    ("1", "She", "she", "PRON", "PRP", "_", "2", "nsubj:pass", "_", "_"),
    ("2", "left", "leave", "VERB", "VBD", "_", "0", "root", "_", "SpaceAfter=No"),
    ("3", ".", ".", "PUNCT", ".", "_", "2", "punct", "_", "_"),
]


def written(tmp_path: Path, lines: list[str]) -> Path:
    path = tmp_path / "a.conllu.gz"
    with gzip.open(path, "wt", encoding="utf-8") as out:
        out.write("\n".join(["# newdoc id = a", *lines]) + "\n")
    return path


def test_heads_relations_and_parts_of_speech(tmp_path: Path) -> None:
    found = [Word(0, 3, "PRP", 4, "nsubj"), Word(4, 8, "VBN", 4, "root"), Word(8, 9, ".", 0, "punct")]

    def words_in(report: Report) -> list[Word]:
        assert report.text == "She left. "
        return found

    score = score_syntax(written(tmp_path, ["\t".join(row) for row in ROWS]), words_in)
    assert score.speech == Counts(2, 3, 3)
    assert score.heads == Counts(2, 2, 2)
    assert score.trees == Counts(2, 2, 2)


def test_words_cut_otherwise_are_not_found(tmp_path: Path) -> None:
    score = score_syntax(written(tmp_path, ["\t".join(row) for row in ROWS]), lambda _: [Word(0, 8, "NN", 0, "root")])
    assert score.heads == Counts(0, 0, 2)


def test_what_is_no_treebank_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match=r"a\.conllu\.gz: not a gzipped CoNLL-U file"):
        score_syntax(written(tmp_path, ["1\tShe"]), lambda _: [])
    (tmp_path / "b.gz").write_bytes(b"no gzip")
    with pytest.raises(CorpusError, match="not a gzipped CoNLL-U file"):
        score_syntax(tmp_path / "b.gz", lambda _: [])
