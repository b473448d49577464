"""--actors: a user's own actors, in `onrecord read`, `onrecord build` and `onrecord.read`."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

import onrecord
from onrecord.cli.main import app
from onrecord.errors import ActorsError
from onrecord.record import Record
from tests.conftest import ROOT

pytestmark = pytest.mark.net

TEXT = """MARSA, Oct. 1 - The Valdorian foreign minister, Boris Lund, said on Thursday that the lake would be drained.
He warned the Tarn Front.
"""
OWN = """name,kind,role,affiliation,from,until,cameo
Boris Lund,person,foreign minister,Valdoria,2015-09-12,,VLDGOV
Tarn Front,armed group,,,,,VLDREB
"""


@pytest.fixture
def files(tmp_path: Path) -> tuple[Path, Path]:
    report, own = tmp_path / "report.txt", tmp_path / "own.csv"
    report.write_text(TEXT, "utf-8")
    own.write_text(OWN, "utf-8")
    return report, own


def test_read_takes_them(files: tuple[Path, Path]) -> None:
    report, own = files
    arguments = ["read", str(report), "--published", "2015-10-01", "--format", "json", "--actors", str(own)]
    done = CliRunner().invoke(app, arguments)
    assert done.exit_code == 0, done.output
    actors = {actor["name"]: actor for actor in json.loads(done.stdout)["actors"]}
    assert actors["Boris Lund"]["codes"]["cameo"] == "VLDGOV"
    assert actors["Boris Lund"]["linked"] == "by full name, in own.csv"
    assert actors["Tarn Front"]["kind"] == "armed group"


def test_python_takes_them(files: tuple[Path, Path]) -> None:
    _, own = files
    reading = onrecord.read(TEXT, published="2015-10-01", actors=[own])
    assert "own.csv:Boris Lund" in {actor.codes.get("known") for actor in reading.actors}
    assert "own.csv:Boris Lund" not in {actor.codes.get("known") for actor in onrecord.read(TEXT, published="2015-10-01").actors}


def test_a_file_that_is_missing_stops_before_anything_is_read(files: tuple[Path, Path], tmp_path: Path) -> None:
    report, _ = files
    for arguments in (["read", str(report)], ["build", str(report), "--into", str(tmp_path / "papers.db")]):
        done = CliRunner().invoke(app, [*arguments, "--actors", str(tmp_path / "none.csv")])
        assert isinstance(done.exception, ActorsError)
        assert "there is no such file" in str(done.exception)
        assert done.stdout == ""


def test_build_notes_them_in_its_run_and_reads_anew_with_others(files: tuple[Path, Path], tmp_path: Path) -> None:
    report, own = files
    into = tmp_path / "papers.db"
    command = ["build", str(report), "--into", str(into), "--published", "2015-10-01", "--workers", "1"]
    for more, said in (([], "1 reports read"), (["--actors", str(own)], "1 reports read"), (["--actors", str(own)], "0 reports read")):
        done = CliRunner().invoke(app, [*command, *more])
        assert done.exit_code == 0, done.output
        assert said in done.output
    with Record(into) as record:
        options = [json.loads(text) for (text,) in record.db.execute("SELECT options FROM runs ORDER BY key")]
        assert options[0] == {}
        assert [len(digest) for digest in options[1]["actors"]] == [64]
        assert ("by full name, in own.csv",) in record.db.execute("SELECT reason FROM links").fetchall()
        reading = record.reading(next(iter(record.reports())).id)
        assert {actor.linked for actor in reading.actors if actor.name == "Boris Lund"} == {"by full name, in own.csv"}


def test_the_example_of_the_docs() -> None:
    done = CliRunner().invoke(app, ["read", str(ROOT / "gold" / "press-conference.txt"), "--actors", str(ROOT / "examples" / "actors.csv")])
    assert done.exit_code == 0, done.output
