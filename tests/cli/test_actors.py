"""The commands for who is the same: what they print, what they change, and one line for what can't be."""

import re
from pathlib import Path

import pytest
from typer.testing import CliRunner

from onrecord.cli.main import app, main
from tests.record.made import filled, made

READINGS = [made(1, "Ada Wells"), made(2, "Ada Wells"), made(3, "Ida Welz"), made(4, "Ida Welz"), made(5, "Wells")]


@pytest.fixture
def record(tmp_path: Path) -> str:
    filled(tmp_path / "r.db", READINGS).close()
    return str(tmp_path / "r.db")


def run(*arguments: str) -> str:
    done = CliRunner().invoke(app, ["actors", *arguments])
    assert done.exit_code == 0, done.output
    return re.sub(r"\s+", " ", done.output)


def test_actors_are_listed_and_shown(record: str) -> None:
    found = run("list", record)
    assert "Ada Wells │ person │ 2 │ 2 │" in found
    assert "the same full name" in found
    assert "Ada Wells" not in run("list", record, "--name", "welz")
    assert run("list", record, "--kind", "country").count("person") == 0
    assert run("list", record, "--limit", "1").count("│ person") == 1
    assert f"Ada Wells report {READINGS[0].report.id}: the same full name" in run("show", record, "Ada Wells")
    assert "neither role nor company" in run("list", record, "--name", "Wells")


def test_a_merge_is_made_and_taken_back(record: str) -> None:
    said = run("merge", record, "Ada Wells", "Ida Welz", "--reason", "she married", "--author", "Kim")
    assert "merge Ada Wells: the same as Ida Welz (Kim: she married)" in said
    assert "Ada Wells │ person │ 4 │ 4 │ Ida Welz (2)" in run("list", record)
    assert "taken back" in run("split", record, "Ada Wells")
    assert "Ada Wells │ person │ 2 │" in run("list", record)
    assert "she married; taken back" in run("decisions", record)


def test_a_split_and_a_rename_are_taken_back_by_their_id(record: str) -> None:
    before = run("list", record)
    run("split", record, "Ada Wells", "--report", READINGS[0].report.id)
    run("rename", record, "Ida Welz", "Lady Tarn")
    assert "Lady Tarn │ person │ 2 │ 2 │ Ida Welz (2)" in run("list", record)
    for line in re.findall(r"([0-9a-f]{16}) \S+ (?:split|rename)", run("decisions", record)):
        run("undo", record, line)
    assert run("list", record) == before


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("show", "Nobody"), "no actor of this record has these words"),
        (("show", "wells"), "may be several"),
        (("merge", "Ada Wells", "Ada Wells"), "name two or more to merge"),
        (("split", "Ada Wells"), "nobody merged it"),
        (("split", "Ada Wells", "--report", "none"), "has no actor that is taken for Ada Wells"),
        (("undo", "none"), "is not in this record"),
    ],
)
def test_what_can_not_be_is_one_line(
    record: str, arguments: tuple[str, ...], said: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.argv", ["onrecord", "actors", arguments[0], record, *arguments[1:]])
    with pytest.raises(SystemExit) as left:
        main()
    assert left.value.code == 2
    error = capsys.readouterr().err
    assert said in error
    assert error.startswith("onrecord: ")
    assert error.count("\n") == 1
