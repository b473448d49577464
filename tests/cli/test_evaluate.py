"""`onrecord evaluate` as a person meets it: a table for each kind of gold."""

import json
from pathlib import Path

import pytest

from onrecord.cli.evaluate import attribution, spans
from tests.scoring.test_scoring import write_brat

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
