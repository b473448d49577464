"""PLV-shaped rows: where actors stand, and how labels are counted."""

from pathlib import Path

import pytest

from onrecord.errors import CorpusError
from onrecord.scoring.plv import accuracy, by_label, macro_f1, quad_of, read_plv

HEAD = "sentence_id\tmarked_sentence\tsource\ttarget\tgold_root\tgold_penta\tpenta_L2\n"


def written(tmp_path: Path, *rows: str) -> Path:
    file = tmp_path / "a.tsv"
    file.write_text(HEAD + "".join(f"{row}\n" for row in rows), "utf-8")
    return file


def test_marks_become_places_and_names_without_marks_are_looked_up(tmp_path: Path) -> None:
    first, second = read_plv(
        written(tmp_path, "1\t<s>Norland</s> bombed <t>Veland</t>.\tx\ty\tASSAULT\t4\t1", "2\tVeland left.\tVeland\t\tYIELD\t2\t1")
    )
    assert first.text == "Norland bombed Veland."
    assert (first.source, first.target) == ((0, 7), (15, 21))
    assert (second.source, second.target, second.root) == ((0, 6), None, "YIELD")


def test_another_file_is_refused_in_one_line(tmp_path: Path) -> None:
    (tmp_path / "b.tsv").write_text("a\tb\n1\t2\n", "utf-8")
    with pytest.raises(CorpusError, match="not PLV's columns"):
        read_plv(tmp_path / "b.tsv")


def test_scores_of_labels() -> None:
    gold, found = ["a", "a", "b", "b"], ["a", "b", "b", "b"]
    assert by_label(gold, found)["a"].recall == 50
    assert macro_f1(gold, found) == pytest.approx((200 / 3 + 80) / 2)
    assert accuracy(gold, found) == 75


def test_the_quad_is_that_of_all_its_roots() -> None:
    assert quad_of({"AID": 0.4, "ASSAULT": 0.3, "COERCE": 0.3}) == "4"
