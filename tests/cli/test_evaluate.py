"""`onrecord evaluate` as a person meets it: a table for each kind of gold."""

import gzip
import json
from pathlib import Path

import pytest

from onrecord.cli.evaluate import actors, attribution, spans, syntax, times
from tests.scoring.test_scoring import write_brat
from tests.scoring.test_times import DOCUMENT

pytestmark = pytest.mark.net

TOKENS = ["``", "It", "rained", "all", "week", ",", "''", "Ada", "Wells", "said", "."]
LABELS = ["B-content", *["I-content"] * 6, "B-source", "I-source", "B-cue", "O"]


@pytest.fixture(autouse=True)
def _wide(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "200")


def test_spans_of_a_folder_and_of_tokens(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write_brat(tmp_path)
    spans(tmp_path)
    assert "1 annotation files" in " ".join(capsys.readouterr().out.split())
    (tmp_path / "gold.jsonl").write_text(json.dumps({"id": "a", "tokens": TOKENS, "labels": LABELS}) + "\n", "utf-8")
    spans(tmp_path / "gold.jsonl")
    out = capsys.readouterr().out
    assert "1 lines" in " ".join(out.split())
    source = next(line for line in out.splitlines() if line.strip().startswith("source"))
    assert source.split("│")[1:] == [" 100.0 ", " 100.0 ", " 100.0 ", " 100.0 ", "   100.0 "]


def test_attributions_by_kind_and_confidence(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write_brat(tmp_path)
    attribution(tmp_path)
    out = capsys.readouterr().out
    for wanted in ("indirect", "confidence 0.5 and above", "speaker not known: 0 of 1 statements with a source (0.0 %)"):
        assert wanted in out


def test_syntax_of_a_treebank(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows = [
        "1\tIt\tit\tPRON\tPRP\t_\t2\tnsubj\t_\t_",
        "2\trained\train\tVERB\tVBD\t_\t0\troot\t_\tSpaceAfter=No",
        "3\t.\t.\tPUNCT\t.\t_\t2\tpunct\t_\t_",
    ]
    with gzip.open(tmp_path / "a.conllu.gz", "wt", encoding="utf-8") as out:
        out.write("\n".join(rows) + "\n")
    syntax(tmp_path / "a.conllu.gz")
    shown = capsys.readouterr().out.splitlines()
    assert [line.split("│")[1].strip() for line in shown if "part of speech" in line or "LAS" in line] == ["100.0", "100.0"]


def test_times_of_timeml(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    for number in range(3):
        (tmp_path / f"{number}.tml").write_text(DOCUMENT, "utf-8")
    times(tmp_path, "held-out")
    total = capsys.readouterr().out.splitlines()[-1]
    assert total.split() == ["all", "1", *["50.0"] * 3, *["100.0"] * 3, "100.0", "100.0"]


def test_actors_in_columns_and_in_re3d(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a.txt").write_text("Angela B-PER\nMerkel I-PER\nleft O\nParis B-LOC\n. O\n", "utf-8")
    actors(tmp_path / "a.txt")
    out = capsys.readouterr().out
    assert [line.split("│")[5].strip() for line in out.splitlines() if line.startswith((" all", "all"))] == ["100.0"]
    for name, row in (("documents", {"text": "Angela Merkel left Paris.", "source_folder": "x"}), ("entities", {"documentId": "c"})):
        mark = {"begin": 0, "end": 13, "type": "Person", "confidence": 1}
        rows = [{**row, **(mark if name == "entities" else {"_id": key})} for key in "abc"]
        (tmp_path / f"{name}.jsonl").write_text("".join(f"{json.dumps(row)}\n" for row in rows), "utf-8")
    actors(tmp_path)
    out = " ".join(capsys.readouterr().out.split())
    assert "1 texts" in out
    assert "person" in out
