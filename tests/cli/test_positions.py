"""`onrecord positions` prints who stands where, and what changed."""

import csv
import io
import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from onrecord.cli.main import app
from onrecord.cli.positions import COLUMNS
from tests.record.made import filled
from tests.record.test_stands import told


@pytest.fixture
def record(tmp_path: Path) -> Path:
    filled(tmp_path / "r.db", [told(1, 4, "support"), told(2, 9, "oppose")]).close()
    return tmp_path / "r.db"


def run(*arguments: str) -> str:
    result = CliRunner().invoke(app, ["positions", *arguments])
    assert result.exit_code == 0, result.output
    return result.output


def test_the_table_ends_with_what_changed(record: Path) -> None:
    shown = run(str(record))
    assert "changed: Ada Wells on Kess" in shown
    assert shown.index("2021-05-04") < shown.index("2021-05-09") < shown.index("changed")


def test_json_has_positions_and_changes(record: Path) -> None:
    found = json.loads(run(str(record), "--actor", "Wells", "--format", "json"))
    assert [each["position"]["stance"] for each in found["positions"]] == ["support", "oppose"]
    assert [(each["before"]["day"], each["after"]["day"]) for each in found["changes"]] == [("2021-05-04", "2021-05-09")]


def test_csv_has_a_row_a_position(record: Path) -> None:
    rows = list(csv.DictReader(io.StringIO(run(str(record), "--from", "2021-05-05", "--format", "csv"))))
    assert tuple(rows[0]) == COLUMNS
    assert [(row["actor"], row["stance"], row["target"], row["date"]) for row in rows] == [("Ada Wells", "oppose", "Kess", "2021-05-09")]


def test_only_changes(record: Path) -> None:
    assert run(str(record), "--changes").startswith("changed: Ada Wells on Kess")
    assert len(run(str(record), "--changes", "--format", "csv").splitlines()) == 3
