"""The commands for events across reports: what they print, what they change, and one line for what can't be."""

import csv
import io
import json
import re
from pathlib import Path

import pytest
from typer.testing import CliRunner

from onrecord.cli.main import app, main
from tests.record.made import filled
from tests.record.test_linking import told


@pytest.fixture
def record(tmp_path: Path) -> str:
    filled(tmp_path / "r.db", [told(1), told(2), told(3, when="2021-05-01")]).close()
    return str(tmp_path / "r.db")


def run(*arguments: str) -> str:
    done = CliRunner().invoke(app, ["events", *arguments])
    assert done.exit_code == 0, done.output
    return done.stdout


def test_events_are_listed_each_act_once_if_wanted(record: str) -> None:
    assert run("list", record).count("ASSAULT") == 3
    assert run("list", record, "--once").count("ASSAULT") == 2
    rows = list(csv.DictReader(io.StringIO(run("list", record, "--format", "csv", "--actor", "chile", "--type", "assault"))))
    assert [row["told"] for row in rows] == ["1", "2", "2"]
    assert rows[1]["same_as"] == rows[2]["same_as"] != rows[0]["same_as"]
    entries = [json.loads(line) for line in run("list", record, "--format", "json", "--from", "2021-05-02").splitlines()]
    assert [entry["event"]["date"] for entry in entries] == ["2021-05-03"] * 2


def test_decisions_are_made_and_taken_back(record: str) -> None:
    before = run("list", record)
    ids = [row["id"] for row in csv.DictReader(io.StringIO(run("list", record, "--format", "csv")))]
    run("different", record, ids[2], "--author", "Kim")
    run("same", record, ids[0], ids[1], "--reason", "one raid", "--author", "Kim")
    assert run("list", record, "--once").count("ASSAULT") == 2
    assert "one raid" in run("decisions", record)
    for decision in re.findall(r"^([0-9a-f]{16}) ", run("decisions", record), re.MULTILINE):
        run("undo", record, decision)
    assert run("list", record) == before


def test_events_are_rejected_and_put_right_and_all_is_taken_back(record: str) -> None:
    before = run("list", record)
    first, second, third = (row["id"] for row in csv.DictReader(io.StringIO(run("list", record, "--format", "csv"))))
    run("accept", record, first, "--author", "Kim")
    run("reject", record, second, "--reason", "a drill", "--author", "Kim")
    run("correct", record, third, "--swap", "--type", "coerce", "--mode", "arrest", "--date", "2021-05", "--author", "Kim")
    rows = list(csv.DictReader(io.StringIO(run("list", record, "--format", "csv"))))
    assert [(row["id"], row["type"], row["mode"], row["day"]) for row in rows if row["id"] == third] == [
        (third, "COERCE", "arrest", "2021-05-01")
    ]
    assert second not in [row["id"] for row in rows]
    run("correct", record, third, "--recipient", "Orm", "--modality", "planned", "--author", "Kim")
    assert "Orm" in run("list", record, "--recipient", "Orm")
    printed = run("decisions", record)
    assert "a drill" in printed
    for decision in reversed(re.findall(r"^([0-9a-f]{16}) ", printed, re.MULTILINE)):
        run("undo", record, decision)
    assert run("list", record) == before


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("list", "--type", "FIGHT"), "is no type of event"),
        (("same", "none", "other"), "event none: is not in this record"),
        (("undo", "none"), "decision none: is not in this record"),
        (("reject", "none"), "event none: is not in this record"),
        (("correct", "ID", "--type", "FIGHT"), "--type FIGHT: is none of AGREE"),
        (("correct", "ID", "--type", "AGREE", "--mode", "arrest"), "--mode arrest: is none of its modes: the type has none"),
        (("correct", "ID", "--modality", "maybe"), "--modality maybe: is none of happened"),
        (("correct", "ID", "--date", "soon"), "--date soon: is no date"),
        (("list", "--from", "soon"), "is no date"),
    ],
)
def test_what_can_not_be_is_one_line(
    record: str, arguments: tuple[str, ...], said: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (first, *_) = csv.DictReader(io.StringIO(run("list", record, "--format", "csv")))
    given = (first["id"] if argument == "ID" else argument for argument in arguments[1:])
    monkeypatch.setattr("sys.argv", ["onrecord", "events", arguments[0], record, *given])
    with pytest.raises(SystemExit) as left:
        main()
    assert left.value.code == 2
    error = capsys.readouterr().err
    assert said in error
    assert error.startswith("onrecord: ")
    assert error.count("\n") == 1
