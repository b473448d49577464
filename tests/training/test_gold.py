"""Gold trees and gold names become windows whose roles are not known."""

import gzip
from pathlib import Path

import pytest

pytest.importorskip("torch", reason="needs the extra [train]")

from onrecord.nets.labels import ENTITY_TAGS
from onrecord.training.data import IGNORE, windows_of
from onrecord.training.gold import names, treebank

TREE = """# newdoc id = first
# text = Ada Wells of Tarn's mill left.
1-2\tAda Wells\t_\t_\t_\t_\t_\t_\t_\t_
1\tAda\tada\tPROPN\tNNP\t_\t6\tnsubj\t_\tEntity=(1-person-new-nnnnn-cf1-4-sgl(2-person-new-nnnnn-cf2-1,2-sgl
2\tWells\twells\tPROPN\tNNP\t_\t1\tflat\t_\tEntity=2)
3\tof\tof\tADP\tIN\t_\t5\tcase\t_\t_
4\tTarn\ttarn\tPROPN\tNNP\t_\t5\tnmod:poss\t_\tEntity=(3-object-new-nnnnn-cf3-3-sgl(4-place-new-nnnnn-cf4-1-sgl)|SpaceAfter=No
4.1\tx\tx\t_\t_\t_\t_\t_\t_\t_
5\t's\t's\tPART\tPOS\t_\t4\tcase\t_\t_
6\tmill\tmill\tNOUN\tNN\t_\t1\tnmod\t_\tEntity=3)1)
7\tleft\tleave\tVERB\tVBD\t_\t0\troot\t_\tSpaceAfter=No
8\t.\t.\tPUNCT\t.\t_\t7\tpunct\t_\t_

# newdoc id = second
1\tGo\tgo\tVERB\tVB\t_\t0\troot\t_\t_
"""


@pytest.fixture
def trees(tmp_path: Path) -> Path:
    path = tmp_path / "a.conllu.gz"
    with gzip.open(path, "wt", encoding="utf-8") as out:
        out.write(TREE)
    return path


def test_each_document_is_a_text(trees: Path) -> None:
    assert [(name, text) for name, text, _ in treebank(trees)] == [("first", "Ada Wells of Tarn's mill left. "), ("second", "Go ")]


def test_a_proper_noun_has_the_class_of_the_smallest_mention_around_it(trees: Path) -> None:
    (window,) = windows_of(*next(treebank(trees)))
    kinds = {word: ENTITY_TAGS[kind] for word, kind in zip(window.words, window.entities, strict=True)}
    assert kinds == {"Ada": "person", "Wells": "person", "of": "O", "Tarn": "place", "'s": "O", "mill": "O", "left": "O", ".": "O"}


def test_trees_are_by_position_and_no_role_is_claimed(trees: Path) -> None:
    (window,) = windows_of(*next(treebank(trees)))
    assert window.words == ["Ada", "Wells", "of", "Tarn", "'s", "mill", "left", "."]
    assert window.heads == [5, 0, 4, 4, 3, 0, 6, 6]
    assert window.dependencies[6] == "root"
    assert window.relations == []


def test_without_mentions_nothing_is_known_of_names(trees: Path) -> None:
    (window,) = windows_of(*list(treebank(trees))[1])
    assert window.entities == [IGNORE]


def test_names_are_read_from_columns(tmp_path: Path) -> None:
    path = tmp_path / "names.conll.txt"
    path.write_text("Ada I-PER\nWells I-PER\nleft O\n\nTarn I-LOC\n", "utf-8")
    (window,) = [window for text in names(path) for window in windows_of(*text)]
    assert [ENTITY_TAGS[kind] for kind in window.entities] == ["person", "person", "O", "place"]
    assert set(window.speech) == {"?"}
