"""`onrecord evaluate events` and `positions` as a person meets them."""

import json
from pathlib import Path

import pytest
import zstandard

from onrecord.cli.event_scores import events
from onrecord.cli.position_scores import positions

pytestmark = pytest.mark.net


@pytest.fixture(autouse=True)
def _wide(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "200")


def test_events_of_lines_by_part(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    right = {"text": "Chile accused Peru of spying.", "part": "a", "events": [{"type": "ACCUSE", "actor": "Chile", "recipient": "Peru"}]}
    none = {"text": "It rained in Chile.", "part": "b", "events": []}
    (tmp_path / "gold.jsonl").write_text(f"{json.dumps(right)}\n{json.dumps(none)}\n", "utf-8")
    events(tmp_path / "gold.jsonl")
    out = " ".join(capsys.readouterr().out.split())
    assert "1 texts (a)" in out
    assert "and actor, recipient right │ 1 │ 1 │ 1 │ 100.0 │ 100.0 │ 100.0" in out
    assert "extra: 0, 0.00 a text, 0.0 % of gold" in out
    assert "agree │ 1 │ 100.0 │ 100.0" in out
    assert "differ │ 0 │ 0.0 │ 0.0" in out


def test_both_votes_on_given_pairs(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows = ["1\t<s>Norland</s> bombed <t>Veland</t>.\t\t\tASSAULT\t4", "2\t<s>Chile</s> is near <t>Peru</t>.\t\t\tACCUSE\t3"]
    header = "sentence_id\tmarked_sentence\tsource\ttarget\tgold_root\tgold_penta"
    (tmp_path / "a.tsv").write_text("\n".join([header, *rows]) + "\n", "utf-8")
    events(tmp_path / "a.tsv", predictions=tmp_path / "out.jsonl")
    out = capsys.readouterr().out
    assert "the rules code 1 of 2 (50.0 %) of the given pairs; right: 1 of 1 (100.0 %)" in out
    assert "both votes agree on 1 of 1 (100.0 %); right: 1 of 1 (100.0 %)" in out
    assert "extra: 0 events that are not of the given pair" in out
    lines = [json.loads(line) for line in (tmp_path / "out.jsonl").read_text("utf-8").splitlines()]
    assert [(line["id"], line["type"], line["quad"], line["rules"]) for line in lines][:1] == [("1", "ASSAULT", "4", "ASSAULT")]
    assert lines[1]["rules"] == "none"


def test_a_sample_that_was_checked_by_hand(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = "Chile accused Peru of spying. Peru praised Chile."
    (tmp_path / "news-unlabelled").mkdir()
    article = json.dumps({"id": "1", "text": text})
    (tmp_path / "news-unlabelled" / "made.jsonl.zst").write_bytes(zstandard.compress(article.encode()))
    item = {"corpus": "made", "id": "1", "trigger": [6, 13], "type": "ACCUSE", "actor": [0, 5], "recipient": [14, 18]}
    gone = {**item, "type": "AID"}
    lines = [json.dumps({**each, "verdict": "right", "weight": 2.0}) for each in (item, gone)]
    (tmp_path / "sample.jsonl").write_text("\n".join(lines), "utf-8")
    events(tmp_path / "sample.jsonl", shared=tmp_path)
    assert "0.0 and above │ 1 │ 100.0 │ 100.0 │ 100.0 │ 100.0" in " ".join(capsys.readouterr().out.split())


def test_stances_of_a_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a.txt").write_text("Senator [Marsh] sharply criticized President [Lane] for lying.\tMarsh\tLane\t3\n", "utf-8")
    positions(tmp_path / "a.txt")
    assert "macro-F1 100.0, accuracy 100.0" in capsys.readouterr().out
