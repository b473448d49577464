"""--verbs: a lab's own dictionary codes the events, in `onrecord read` and `onrecord build`, and the record knows by which it was read."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from onrecord.cli.main import app
from onrecord.errors import InputError, VerbsError
from onrecord.record import Record

pytestmark = pytest.mark.net

TEXT = "OSLO, Oct. 1 - Norway thanked Chile on Thursday. Peru arrested a minister of Chile.\n"
OWN = "--- THANK [051] ---\nTHANK\n- * &NOBODY [111]\n"


@pytest.fixture
def files(tmp_path: Path) -> tuple[Path, Path]:
    report, own = tmp_path / "report.txt", tmp_path / "own.verbs.txt"
    report.write_text(TEXT, "utf-8")
    own.write_text(OWN, "utf-8")
    return report, own


def events(*arguments: object) -> list[tuple[str, str | None]]:
    done = CliRunner().invoke(app, ["read", "--format", "json", *map(str, arguments)])
    assert done.exit_code == 0, done.output
    return [(event["type"], event["cameo"]) for event in json.loads(done.stdout)["events"]]


def test_read_codes_by_it_and_beside_it(files: tuple[Path, Path]) -> None:
    report, own = files
    assert events(report) == [("SUPPORT", None), ("COERCE", None)]
    assert events(report, "--verbs", own) == [("SUPPORT", "051")]
    assert events(report, "--verbs", own, "--with-codebook") == [("SUPPORT", "051"), ("COERCE", None)]


def test_a_table_of_ones_own_says_what_codes_mean(files: tuple[Path, Path], tmp_path: Path) -> None:
    report, own = files
    (tmp_path / "codes.txt").write_text("051: AID, , health\n", "utf-8")
    assert events(report, "--verbs", own, "--cameo2plover", tmp_path / "codes.txt") == [("AID", "051")]


def test_what_is_run_of_it_is_told_once(files: tuple[Path, Path]) -> None:
    report, own = files
    done = CliRunner().invoke(app, ["read", str(report), str(report), "--verbs", str(own)])
    assert done.stderr == f"onrecord: --verbs {own}: 0 of 1 patterns run; there is no set &NOBODY (line 3)\n"


def test_the_record_keeps_the_codes_and_another_dictionary_reads_anew(files: tuple[Path, Path], tmp_path: Path) -> None:
    report, own = files
    into = tmp_path / "papers.db"

    def build() -> str:
        done = CliRunner().invoke(app, ["build", str(report), "--into", str(into), "--workers", "1", "--verbs", str(own)])
        assert done.exit_code == 0, done.output
        return done.stderr

    def coded() -> list[tuple[str, str | None]]:
        with Record(into) as record:
            return [(event.type, event.cameo) for report in record.reports() for event in record.reading(report.id).events]

    assert "1 reports read" in build()
    assert coded() == [("SUPPORT", "051")]
    assert "0 reports read" in build()
    own.write_text(OWN.replace("051", "073"), "utf-8")
    assert "1 reports read" in build()
    assert coded() == [("AID", "073")]


def test_what_is_wrong_stops_before_anything_is_read(files: tuple[Path, Path], tmp_path: Path) -> None:
    report, own = files
    for command in (["read", str(report)], ["build", str(report), "--into", str(tmp_path / "papers.db")]):
        done = CliRunner().invoke(app, [*command, "--verbs", str(report)])
        assert isinstance(done.exception, VerbsError)
        assert "is no PETRARCH verb dictionary" in str(done.exception)
        for option in (["--cameo2plover", str(own)], ["--with-codebook"]):
            done = CliRunner().invoke(app, [*command, *option])
            assert isinstance(done.exception, InputError)
            assert f"{option[0]}: counts only with --verbs FILE" in str(done.exception)
    assert not (tmp_path / "papers.db").exists()
