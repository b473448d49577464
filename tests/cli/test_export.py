"""A record goes out in every format, and what people did there comes back, by the command line."""

import csv
import sqlite3
import subprocess
import sys
from pathlib import Path

import networkx as nx
import pytest

from onrecord.cli.export import Format
from onrecord.record import Record, Run
from tests.record.conftest import ferry, tarn

COMMAND = (sys.executable, "-c", "from onrecord.cli.main import main; main()")


def run(*arguments: str | Path, status: int = 0) -> str:
    done = subprocess.run([*COMMAND, *map(str, arguments)], capture_output=True, text=True, check=False)
    assert done.returncode == status, done.stderr
    return done.stdout + done.stderr


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """The file of a small record."""
    with Record(tmp_path / "small.db", make=True) as made:
        key = made.run(Run("0.1"), "2021-06-01T00:00:00Z")
        for reading in (tarn(), ferry()):
            made.add(reading, key, reading.report.source, "digest")
    return tmp_path / "small.db"


def test_every_format_is_written_beside_the_record(path: Path) -> None:
    for name in Format:
        written = Path(run("export", path, "--to", name).strip().removeprefix("wrote "))
        assert written.exists(), name
        assert written.parent == path.parent


def test_a_question_limits_what_goes_out(path: Path, tmp_path: Path) -> None:
    run("export", path, "--to", "csv", "-o", tmp_path / "out.csv", "--words", "lake", "--speaker", "Wells", "--until", "2021-05-03")
    with (tmp_path / "out.csv").open(encoding="utf-8", newline="") as file:
        assert [row["content"] for row in csv.DictReader(file)] == ['"We will drain the lake,"']


def test_a_network_goes_out_with_its_weights(path: Path, tmp_path: Path) -> None:
    run("export", path, "--to", "graphml", "-o", tmp_path / "n.graphml", "--relation", "beside")
    graph = nx.read_graphml(tmp_path / "n.graphml")
    assert sorted(label for _, label in graph.nodes(data="label")) == ["Ada Wells", "Bo Lund"]
    run("export", path, "--to", "gexf", "-o", tmp_path / "n.gexf", "--relation", "beside", "--every", "month")
    assert nx.read_gexf(tmp_path / "n.gexf").number_of_edges() == 1


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--to", "graphml", "--speaker", "Wells"), "networks are narrowed by --publisher"),
        (("--to", "gexf", "--every", "week"), "--every week: is no window; write month, quarter, year or a number of days"),
        (("--to", "csv", "--from", "spring"), "--from spring: is no date"),
        (("--to", "csv", "--words", '"lake'), "a phrase is not closed"),
    ],
)
def test_bad_options_get_one_clear_line(path: Path, options: tuple[str, ...], said: str) -> None:
    shown = run("export", path, *options, status=2)
    assert said in shown
    assert len(shown.strip().splitlines()) == 1


def test_what_was_marked_in_brat_comes_back_once(path: Path, tmp_path: Path) -> None:
    run("export", path, "--to", "brat", "-o", tmp_path / "brat")
    assert "0 decisions taken in" in run("import", path, tmp_path / "brat", "--author", "Kim")
    file = tmp_path / "brat" / f"{ferry().report.id}.ann"
    lines = file.read_text("utf-8").splitlines(keepends=True)
    last = max(n for n, line in enumerate(lines) if line.startswith("E"))
    file.write_text("".join(lines[:last] + lines[last + 1 :]), "utf-8")
    assert "1 decisions taken in" in run("import", path, tmp_path / "brat", "--author", "Kim")
    assert "0 decisions taken in" in run("import", path, tmp_path / "brat", "--author", "Kim")
    with Record(path) as record:
        assert [decision.verb for decision in record.decisions()] == ["reject"]


def test_who_decided_is_asked_for(path: Path, tmp_path: Path) -> None:
    run("export", path, "--to", "brat", "-o", tmp_path / "brat")
    for file in (tmp_path / "brat").glob("*.ann"):
        file.write_text("", "utf-8")
    assert "give --author NAME" in run("import", path, tmp_path / "brat", status=2)


@pytest.mark.shared
def test_a_dna_project_comes_in_and_goes_out_with_the_same_rows(tmp_path: Path, shared: Path) -> None:
    sample = shared / "formats" / "sample.dna"
    assert "40 decisions taken in, 1 left out" in run("import", tmp_path / "new.db", sample)
    run("export", tmp_path / "new.db", "--to", "dna", "-o", tmp_path / "out.dna")
    before, after = sqlite3.connect(f"file:{sample}?mode=ro&immutable=1", uri=True), sqlite3.connect(tmp_path / "out.dna")
    tables = [name for (name,) in before.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    assert len(tables) == 16
    for table in tables:
        rows = [sorted(db.execute(f"SELECT * FROM {table}"), key=repr) for db in (before, after)]  # noqa: S608 (DNA's own table)
        assert rows[0] == rows[1], table
    assert "sound" in run("verify", tmp_path / "new.db")
