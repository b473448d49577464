"""What holds for every format: the same record gives the same bytes, all or nothing is written, no record is overwritten."""

import json
import sqlite3
from pathlib import Path
from typing import Any

import pytest

from onrecord.errors import InputError, OnrecordError
from onrecord.export import FORMATS, back, brat, jsonl, selection
from onrecord.export.graphs import GRAPHS
from onrecord.record import Decision, Question, Record
from onrecord.schema.reading import Reading
from tests.export.conftest import FERRY, MADE, QUIET, STORM, fill


def contents(path: Path) -> dict[str, bytes]:
    files = sorted(file for file in path.rglob("*") if file.is_file()) if path.is_dir() else [path]
    return {str(file.relative_to(path)): file.read_bytes() for file in files}


def lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text("utf-8").split("\n") if line]


@pytest.mark.parametrize("name", FORMATS)
def test_the_same_record_gives_the_same_bytes(record: Record, tmp_path: Path, name: str) -> None:
    form = FORMATS[name]
    form.write(record, tmp_path / f"one{form.ending}", None)
    with Record(tmp_path / "again.db", make=True) as again:
        form.write(fill(again), tmp_path / f"two{form.ending}", None)
    assert contents(tmp_path / f"one{form.ending}") == contents(tmp_path / f"two{form.ending}")


@pytest.mark.parametrize("name", FORMATS)
def test_a_record_opened_for_reading_is_enough(record: Record, tmp_path: Path, name: str) -> None:
    with Record(record.path) as reader:
        for number, question in enumerate((None, Question(speaker="Ada Marsh"), Question(speaker="Nobody Known"))):
            FORMATS[name].write(reader, tmp_path / f"{number}{FORMATS[name].ending}", question)
            assert not reader.db.in_transaction
    assert all((tmp_path / f"{number}{FORMATS[name].ending}").exists() for number in range(3))


@pytest.mark.parametrize("name", FORMATS)
def test_a_failure_leaves_what_was_there_and_no_scraps(record: Record, tmp_path: Path, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "out" / f"x{FORMATS[name].ending}"
    target.parent.mkdir()
    if FORMATS[name].ending:
        target.write_text("before")
    breaking = sqlite3.connect(":memory:", isolation_level=None)
    monkeypatch.setattr(record, "db", breaking)
    with pytest.raises((OnrecordError, sqlite3.Error)):
        FORMATS[name].write(record, target, None)
    assert [path.name for path in target.parent.iterdir()] == ([target.name] if FORMATS[name].ending else [])
    assert not FORMATS[name].ending or target.read_text() == "before"
    breaking.close()


def test_no_export_takes_the_place_of_a_record_or_of_a_folder_in_use(record: Record, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="is a record, and the export would take its place"):
        jsonl.write(record, record.path)
    with pytest.raises(InputError, match="is a folder; name a file"):
        jsonl.write(record, tmp_path)
    with pytest.raises(InputError, match="not an empty folder"):
        brat.write(record, tmp_path)
    with pytest.raises(InputError, match="there is no folder"):
        jsonl.write(record, tmp_path / "no" / "x.jsonl")
    with pytest.raises(InputError, match="is no name for an export"):
        brat.write(record, Path())


def test_jsonl_is_a_reading_a_line(record: Record, tmp_path: Path) -> None:
    jsonl.write(record, tmp_path / "r.jsonl")
    ferry, storm, quiet = lines(tmp_path / "r.jsonl")
    for line, report in ((storm, STORM), (quiet, QUIET)):
        assert Reading.from_dict(line, line["report"]["text"]).report.id == report.id
    assert [statement["standing"] for statement in ferry["statements"]] == ["added", "read", "read", "read", "read"]
    assert ferry["statements"][0]["codes"] == {"agreement": "1", "concept": "=Open the harbour"}
    assert ferry["statements"][2]["addressed"] == [{"id": "a4", "name": "reporters"}]
    assert {s["speaker"]["id"] for s in ferry["statements"]} <= {actor["id"] for actor in ferry["actors"]}
    assert ferry["report"]["text"] == FERRY.text


def test_a_question_gives_its_reports_in_its_order(record: Record) -> None:
    found = list(selection.selected(record, Question(words="boats OR storm", order="date")))
    assert [(report.id, len(entries)) for report, entries in found] == [(FERRY.id, 2), (STORM.id, 1)]


def test_every_format_is_named_in_the_docs() -> None:
    text = (Path(__file__).parents[2] / "docs" / "exports.md").read_text("utf-8")
    for name in (*FORMATS, *GRAPHS):
        assert f"`{name}`" in text


def test_an_import_knows_its_file_by_its_name(record: Record, tmp_path: Path) -> None:
    brat.write(record, tmp_path / "b")
    assert list(back.decisions(record, tmp_path / "b", "ann", MADE, pytest.fail)) == []
    with pytest.raises(InputError, match="there is no such file or folder"):
        back.decisions(record, tmp_path / "none.dna", "ann", MADE, pytest.fail)
    (tmp_path / "x.pdf").write_text("")
    with pytest.raises(InputError, match=r"can't be imported; known are \.dna, \.json, \.ann"):
        back.decisions(record, tmp_path / "x.pdf", "ann", MADE, pytest.fail)
    back.keep(record, tmp_path / "b")
    assert list(record.kept()) == []


def test_one_export_is_one_state_of_the_record(record: Record) -> None:
    with Record(record.path) as reader, reader.snapshot():
        before = list(selection.selected(reader, None))
        record.decide(Decision(FERRY.id, "reject", before[0][1][1].statement.id, None, "ann", MADE))
        assert list(selection.selected(reader, None)) == before
