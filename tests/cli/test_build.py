"""A corpus goes in once, whatever happens on the way, and comes out as questions ask for it."""

import json
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from onrecord.cli.reader import reader
from onrecord.cluster import dataset
from onrecord.cluster.work import Work, digest_of, done
from onrecord.intake import Item, Options, items
from onrecord.record import Decision, Record, Run
from tests.record.conftest import statement, tarn

pytestmark = pytest.mark.net
COMMAND = (sys.executable, "-c", "from onrecord.cli.main import main; main()")
TOWNS = ("Tarn", "Wick", "Oster", "Lund", "Marsh", "Dale")


def reports(count: int) -> list[dict[str, str]]:
    """Invented reports, no two alike."""
    chance = random.Random(3)
    made = []
    for n in range(count):
        town, verb, day = chance.choice(TOWNS), chance.choice(("drain", "fill", "sell", "keep")), 1 + n % 28
        text = (
            f'"We will {verb} the lake in {n + 2} weeks," said Ada Wells, the mayor of {town}. She added that nobody had asked her.\n'
            f"Bo Lund of the {town} Rowing Club denied on Monday that {n + 2} boats were lost. He told reporters: “Ask the mayor, not me.”"
        )
        made.append({"title": f"{town} lake {n}", "text": text, "date": f"2021-05-{day:02}", "publisher": f"{town} Post"})
    return made


def corpus(folder: Path, count: int = 12) -> Path:
    path = folder / "corpus.jsonl"
    path.write_text("".join(json.dumps(report) + "\n" for report in reports(count)), "utf-8")
    return path


def run(*arguments: str | Path) -> str:
    done = subprocess.run([*COMMAND, *map(str, arguments)], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout + done.stderr


def rows(path: Path) -> dict[str, list[tuple[object, ...]]]:
    """All rows of a record, but the times at which something was done."""
    with Record(path) as record:
        return {table: list(record.rows(table)[1]) for table in record.tables() if table not in ("runs", "migrations")}


def test_a_corpus_becomes_a_record_that_answers(tmp_path: Path) -> None:
    record = tmp_path / "r.db"
    assert "12 reports read" in run("build", corpus(tmp_path), "--into", record, "--workers", "1")
    assert "sound" in run("verify", record)
    assert "Ada Wells" in run("search", record, '"drain the lake" OR "fill the lake"', "--speaker", "wells")
    assert "2021-05 │" in run("search", record, "--count", "month")
    first = json.loads(run("search", record, "lake", "--format", "jsonl", "--limit", "1").splitlines()[0])
    assert "lake" in first["entry"]["statement"]["content"][0]["text"]


def test_what_was_read_is_not_read_again(tmp_path: Path) -> None:
    path, record = corpus(tmp_path), tmp_path / "r.db"
    run("build", path, "--into", record)
    before = rows(record)
    assert "0 reports read (0 words" in run("build", path, "--into", record)
    assert rows(record) == before
    path.write_text(path.read_text("utf-8") + json.dumps({"text": 'Cy Dorn said: "The lake is mine, and always was."'}) + "\n", "utf-8")
    assert "1 reports read" in run("build", path, "--into", record)


def test_changed_options_read_only_what_they_affect(tmp_path: Path) -> None:
    path, record = corpus(tmp_path), tmp_path / "r.db"
    path.write_text(
        path.read_text("utf-8") + json.dumps({"text": 'Cy Dorn said on Friday: "The lake is mine, and always was."'}) + "\n", "utf-8"
    )
    run("build", path, "--into", record)
    said = run("build", path, "--into", record, "--published", "2021-06-02")
    assert "1 reports read" in said
    assert "12 were there already" in said
    with Record(record) as opened:
        assert len(list(opened.reports())) == 13, "the report without its day is not kept beside the one with it"


def test_everything_can_be_read_anew(tmp_path: Path) -> None:
    path, record = corpus(tmp_path, 3), tmp_path / "r.db"
    run("build", path, "--into", record)
    before = rows(record)["statement_list"]
    assert "3 reports read" in run("build", path, "--into", record, "--again")
    assert sorted(rows(record)["statement_list"], key=repr) == sorted(before, key=repr)


def test_what_can_not_be_read_is_listed_and_the_rest_is_read(tmp_path: Path) -> None:
    corpus(tmp_path, 3)
    (tmp_path / "broken.csv.gz").write_bytes(b"\x1f\x8b\x08\x00 no gzip at all")
    (tmp_path / "empty.txt").touch()
    record = tmp_path / "out" / "r.db"
    record.parent.mkdir()
    said = run("build", tmp_path, "--into", record)
    assert "3 reports read" in said
    assert "2 could not be read" in said
    refused = run("refused", record)
    assert "broken.csv.gz" in refused
    assert "empty.txt" in refused


def test_killed_at_any_moment_and_resumed_it_is_the_undisturbed_record(tmp_path: Path) -> None:
    path = corpus(tmp_path, 300)
    run("build", path, "--into", tmp_path / "whole.db")
    chance = random.Random(5)
    killed = 0
    for _ in range(10):
        began = subprocess.Popen(
            [*COMMAND, "build", str(path), "--into", str(tmp_path / "killed.db")], stderr=subprocess.DEVNULL, start_new_session=True
        )
        try:
            began.wait(chance.uniform(1.0, 4.0))
            break
        except subprocess.TimeoutExpired:
            if chance.random() < 0.5:  # the writer alone: its processes must go too
                os.kill(began.pid, signal.SIGKILL)
            else:
                os.killpg(began.pid, signal.SIGKILL)
            began.wait()
            killed += 1
    run("build", path, "--into", tmp_path / "killed.db")
    assert killed >= 1
    assert rows(tmp_path / "killed.db") == rows(tmp_path / "whole.db")


def test_reading_processes_end_with_the_one_that_started_them(tmp_path: Path) -> None:
    path = corpus(tmp_path, 400)
    began = subprocess.Popen([*COMMAND, "build", str(path), "--into", str(tmp_path / "r.db"), "--workers", "2"], stderr=subprocess.DEVNULL)
    time.sleep(3)
    children = Path(f"/proc/{began.pid}/task/{began.pid}/children")
    pids = children.read_text().split() if children.exists() else []
    began.kill()
    began.wait()
    deadline = time.monotonic() + 20
    while any(Path(f"/proc/{pid}").exists() for pid in pids) and time.monotonic() < deadline:
        time.sleep(0.2)
    assert not any(Path(f"/proc/{pid}").exists() for pid in pids)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("build", "{here}/corpus.jsonl", "--into", "{here}/no/r.db"), "there is no folder"),
        (("build", "{here}/corpus.jsonl", "--into", "{here}"), "is a directory"),
        (("build", "{here}/corpus.jsonl", "--into", "{here}/corpus.jsonl"), "is no record"),
        (("build", "{here}/corpus.jsonl", "--into", "{here}/r.db", "--published", "soon"), "'soon' is no date"),
        (("build", "{here}/corpus.jsonl", "--into", "{here}/r.db", "--columns", "words=Body"), "there is no such field"),
        (("search", "{here}/none.db", "lake"), "there is no such record"),
        (("search", "{here}/corpus.jsonl", "lake"), "is no record"),
    ],
)
def test_bad_input_gets_one_clear_line(tmp_path: Path, arguments: tuple[str, ...], said: str) -> None:
    corpus(tmp_path, 1)
    done = subprocess.run([*COMMAND, *(a.format(here=tmp_path) for a in arguments)], capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert said in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1


def test_readings_made_elsewhere_fill_the_same_record(tmp_path: Path) -> None:
    path = corpus(tmp_path, 5)
    run("build", path, "--into", tmp_path / "here.db")
    work = (Work(item, digest_of(item, Options())) for item in items([str(path)]) if isinstance(item, Item))
    made_by = reader()
    assert reader(least_event_confidence=0.5).options == '{"least event confidence": 0.5}' != made_by.options
    dataset.write((done(piece, Options()) for piece in work), str(tmp_path / "readings"), made_by)
    assert "5 reports read" in run("build", tmp_path / "readings", "--into", tmp_path / "elsewhere.db")
    assert rows(tmp_path / "elsewhere.db") == rows(tmp_path / "here.db")
    assert "0 reports read" in run("build", path, "--into", tmp_path / "elsewhere.db"), "and they count as read"


def test_a_dna_project_is_read_and_its_coding_comes_along(tmp_path: Path) -> None:
    report = tarn().report
    with Record(tmp_path / "source.db", make=True) as source:
        source.add(tarn(), source.run(Run("0.1"), "2021-06-01T00:00:00Z"), "tarn.txt", "d")
        value = statement(report, "swans or not")
        source.decide(Decision(report.id, "add", None, value, "Kim", "2021-07-01T10:00:00Z", codes={"concept": "swans"}))
    run("export", tmp_path / "source.db", "--to", "dna", "-o", tmp_path / "project.dna")
    assert "1 reports read" in run("build", tmp_path / "project.dna", "--into", tmp_path / "r.db")
    with Record(tmp_path / "r.db") as record:
        coded = [entry for found in record.reports() for entry in record.entries(found.id) if entry.codes.get("concept") == "swans"]
        assert [entry.statement.content[0].text for entry in coded] == ["swans or not"]
