"""`onrecord read` as a person meets it: tables, JSON, CSV, pages, and one clear line for what goes wrong."""

import csv
import io
import json
import subprocess
import sys
from pathlib import Path

import jsonschema
import pytest

from tests.conftest import ROOT

pytestmark = pytest.mark.net

REPORT = ROOT / "gold" / "press-conference.txt"


def onrecord(*arguments: str, stdin: bytes = b"", width: int = 100) -> subprocess.CompletedProcess[bytes]:
    environment = {"COLUMNS": str(width), "PATH": "", "PYTHONIOENCODING": "utf-8"}
    command = [sys.executable, "-c", "from onrecord.cli.main import main; main()", *arguments]
    return subprocess.run(command, input=stdin, capture_output=True, check=False, cwd=ROOT, env=environment)


def test_a_table_that_fits_the_terminal() -> None:
    for width in (80, 120):
        done = onrecord("read", str(REPORT), "--published", "2024-05-16", width=width)
        lines = done.stdout.decode().splitlines()
        assert done.returncode == 0, done.stderr
        assert max(len(line) for line in lines[1:]) <= width
    text = onrecord("read", str(REPORT), "--published", "2024-05-16", width=240).stdout.decode()
    assert "Elena Marsavik, foreign minister of Valdoria" in text
    assert "[the so-called Tarn" in text


def test_positions_and_events_stand_below_the_statements() -> None:
    told = b"The government of Chile condemned Peru on Monday, foreign minister Ada Wells said."
    lines = onrecord("read", "-", stdin=told, width=120).stdout.decode().splitlines()
    below = lines[next(number for number, line in enumerate(lines) if "stance" in line) :]
    assert any("oppose" in line and "Peru" in line for line in below)
    assert any("ACCUSE" in line and "Peru" in line for line in below)


def test_unknown_days_come_with_the_mend() -> None:
    done = onrecord("read", "-", stdin=b"It rained, the mayor said Thursday.")
    assert b"give the day of publication with --published" in done.stdout


def test_json_is_one_valid_object_a_report() -> None:
    done = onrecord("read", "gold/press-conference.txt", "--published", "2024-05-16", "--format", "json")
    found = json.loads(done.stdout)
    jsonschema.validate(found, json.loads((ROOT / "src/onrecord/schema/reading.schema.json").read_text("utf-8")))
    assert found["report"]["source"] == "gold/press-conference.txt"
    assert found["report"]["published"] == "2024-05-16"
    assert list(found) == ["report", "statements", "positions", "events", "actors", "times"]


def test_json_lines_is_a_line_a_report_and_the_same_alone_and_among_others(tmp_path: Path) -> None:
    other = tmp_path / "other.txt"
    other.write_text("It rained, the mayor said.", "utf-8")
    alone = onrecord("read", str(REPORT), "--format", "jsonl").stdout
    among = onrecord("read", str(other), str(REPORT), str(other), "--format", "jsonl").stdout
    assert len(among.splitlines()) == 3
    assert among.splitlines()[1] == alone.splitlines()[0]


def test_csv_and_a_pattern(tmp_path: Path) -> None:
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text("It rained, the mayor said.", "utf-8")
    done = onrecord("read", str(tmp_path / "*.txt"), "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(done.stdout.decode())))
    assert [row["content"] for row in rows] == ["It rained", "It rained"]


def test_a_page_of_its_own() -> None:
    done = onrecord("read", "-", "--format", "html", stdin=REPORT.read_bytes())
    assert done.stdout.startswith(b"<!doctype html>")
    assert b'<span class="cue">' in done.stdout


def test_a_report_without_a_statement_is_an_answer() -> None:
    done = onrecord("read", "-", stdin=b"It rained.")
    assert done.returncode == 0
    assert b"No statement was found" in done.stdout
    assert json.loads(onrecord("read", "-", "--format", "json", stdin=b"It rained.").stdout)["statements"] == []


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        (("read", "none.txt"), "none.txt: there is no such file"),
        (("read", "gold"), "gold: is a directory"),
        (("read", "no*such.txt"), "no*such.txt: there is no such file"),
        (("read", "gold/press-conference.txt", "--published", "Thursday"), "'Thursday' is no date; write YYYY-MM-DD"),
        (("evaluate", "reports", "docs"), "needs NAME.txt with NAME.gold.json"),
        (("evaluate", "spans", "docs"), "needs text/NAME.txt"),
        (("evaluate", "times", "docs"), "docs: has no .tml file; needs a folder of TimeML files"),
    ],
)
def test_what_goes_wrong_is_one_line_and_status_2(arguments: tuple[str, ...], complaint: str) -> None:
    done = onrecord(*arguments)
    assert done.returncode == 2
    error = done.stderr.decode()
    assert complaint in error
    assert error.count("\n") == 1
    assert "Traceback" not in error


def test_one_bad_file_does_not_stop_the_others(tmp_path: Path) -> None:
    good = tmp_path / "good.txt"
    good.write_text("It rained, the mayor said.", "utf-8")
    done = onrecord("read", "none.txt", str(good), "--format", "jsonl")
    assert done.returncode == 2
    assert len(done.stdout.splitlines()) == 1


def test_the_version() -> None:
    assert onrecord("--version").stdout.startswith(b"onrecord 0.")
