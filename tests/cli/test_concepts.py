"""The commands for concepts: what they print, what they change, and one line for what can't be."""

import csv
import re
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from onrecord.cli.main import app, main
from tests.coding.made import BOOK, DRAIN, filled, reading

SAID = (("Ada Wells", "We will drain the lake"), ("Bo Lund", "We want to keep the lake"), ("Cleo Marsh", "the plan to drain the lake"))


@pytest.fixture
def record(tmp_path: Path) -> str:
    filled(tmp_path / "r.db", reading(1, *SAID)).close()
    (tmp_path / "book.yaml").write_text(BOOK, "utf-8")
    run("concepts", "code", str(tmp_path / "r.db"), "--codebook", str(tmp_path / "book.yaml"))
    return str(tmp_path / "r.db")


def run(*arguments: str, answers: str | None = None) -> str:
    done = CliRunner().invoke(app, arguments, input=answers)
    assert done.exit_code == 0, done.output
    return re.sub(r"\s+", " ", done.output)


def refused(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    monkeypatch.setattr(sys, "argv", ["onrecord", *arguments])
    with pytest.raises(SystemExit) as left:
        main()
    assert left.value.code == 2
    told = capsys.readouterr().err
    assert told.count("\n") == 1
    return told


def ids(record: str) -> list[str]:
    return re.findall(r"([0-9a-f]{16}) coded", run("concepts", "review", record, "--limit", "0"))


def test_concepts_are_listed_and_shown(record: str) -> None:
    assert f"{DRAIN} │ 3 │ 2 │ 1 │ 67 │ 3 │ 1 │ 0 │" in run("concepts", "list", record)
    shown = run("concepts", "show", record, "drained")
    assert shown.count(DRAIN) == 3
    assert "found: keep the lake “keep the lake” -1.60" in shown


def test_a_coding_is_decided_and_taken_back(record: str) -> None:
    first = ids(record)[0]
    said = run("concepts", "decide", record, first, "turn", "--reason", "irony", "--author", "Kim")
    assert "turn The lake should be drained: statement" in said
    assert "disagrees (Kim: irony)" in said
    assert first not in ids(record)
    decision = said.split()[0]
    assert "taken back" in run("concepts", "undo", record, decision)
    assert first in ids(record)
    assert "irony; taken back" in run("concepts", "decisions", record)


def test_a_person_is_asked_one_by_one(record: str) -> None:
    said = run("concepts", "review", record, "--ask", "--author", "Kim", answers="x\na\ns\nq\n")
    assert "1/3" in said
    assert len(ids(record)) == 2
    assert "│ 1 │ 2021" in run("concepts", "list", record)


def test_a_list_goes_out_and_comes_back_filled_in(record: str, tmp_path: Path) -> None:
    sheet = tmp_path / "review.csv"
    run("concepts", "review", record, "-o", str(sheet))
    with sheet.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["words"] for row in rows if row["speaker"] == "Bo Lund"] == ["We want to keep the lake"]
    for row, answer in zip(rows, ("Accept", "r", ""), strict=True):
        row["answer"] = answer
    with sheet.open("w", encoding="utf-8-sig", newline="") as file:  # as a spreadsheet saves it in half of Europe
        out = csv.DictWriter(file, rows[0], delimiter=";")
        out.writeheader()
        out.writerows(rows)
    run("concepts", "decide", record, "--file", str(sheet), "--author", "Kim")
    assert ids(record) == [rows[2]["id"]]
    assert f"{DRAIN} │ 2 │" in run("concepts", "list", record)


def test_a_statement_that_was_missed_is_added(record: str) -> None:
    statement = re.findall(r"statement ([0-9a-f]{16})", run("concepts", "show", record, "drained"))[0]
    assert "add The ferry needs money" in run("concepts", "add", record, statement, "ferry", "--disagree", "--author", "Kim")


def test_networks_of_concepts_go_out(record: str, tmp_path: Path) -> None:
    run("export", record, "--to", "matrix", "--relation", "actor-concept", "-o", str(tmp_path / "m.csv"))
    assert (tmp_path / "m.csv").read_text("utf-8") == f'"";"{DRAIN}"\n"Ada Wells";1\n"Bo Lund";-1\n"Cleo Marsh";1\n'
    options = ("--relation", "actor-actor", "--qualifier", "congruence", "--normalisation", "average", "--duplicates", "month")
    run("export", record, "--to", "matrix", *options, "-o", str(tmp_path / "a.csv"))
    assert (tmp_path / "a.csv").read_text("utf-8").splitlines()[1] == '"Ada Wells";0;0;1'
    run("export", record, "--to", "gexf", "--relation", "actor-actor", "--every", "month", "-o", str(tmp_path / "a.gexf"))


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("concepts", "code", "RECORD", "--codebook", "none.yaml"), "none.yaml: there is no such file"),
        (("concepts", "code", "RECORD", "--adjudicator", "nowhere"), "nowhere: is no address"),
        (("concepts", "decide", "RECORD"), "name a coding and accept, turn or reject; or a list"),
        (("concepts", "decide", "RECORD", "0123", "accept"), "coding 0123: is not in this record"),
        (("concepts", "show", "RECORD", "zebra"), "zebra: no concept has these words"),
        (("concepts", "decide", "RECORD", "--file", "RECORD"), "can't be read"),
        (("export", "RECORD", "--to", "gexf", "--relation", "actor-actor", "--qualifier", "combine"), "has no qualifier 'combine'"),
        (("export", "RECORD", "--to", "gexf", "--qualifier", "combine"), "--relation about: has no concepts"),
        (("export", "RECORD", "--to", "gexf", "--relation", "actor-actor", "--once", "day"), "takes neither --kind nor --once"),
        (("export", "RECORD", "--to", "gexf", "--relation", "actor-actor", "--concept", "zebra"), "no concept has these words"),
    ],
)
def test_what_can_not_be_is_one_line(
    record: str, arguments: tuple[str, ...], said: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert said in refused(monkeypatch, capsys, *(record if word == "RECORD" else word for word in arguments))


def test_a_bad_answer_names_its_row(
    record: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "r.csv").write_text("id,answer\nabc,\nabc,perhaps\n", "utf-8")
    assert "row 3: 'perhaps' is no answer" in refused(monkeypatch, capsys, "concepts", "decide", record, "--file", str(tmp_path / "r.csv"))
    (tmp_path / "r.csv").write_text("a,b\n", "utf-8")
    assert "has no columns id and answer" in refused(monkeypatch, capsys, "concepts", "decide", record, "--file", str(tmp_path / "r.csv"))


def test_a_network_of_concepts_needs_a_coded_record(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    filled(tmp_path / "n.db", reading(1, *SAID)).close()
    told = refused(monkeypatch, capsys, "export", str(tmp_path / "n.db"), "--to", "gexf", "--relation", "actor-actor")
    assert "no statement is coded yet; onrecord concepts code" in told
