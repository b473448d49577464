"""Concepts go out with the statements: as columns, as a table of codings, as DNA's concept and agreement; and come back unchanged."""

import csv
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pyarrow.parquet
import pytest

from onrecord.coding import code_record
from onrecord.export import csv as csv_export
from onrecord.export import dna, jsonl, parquet
from onrecord.export.back import dna as back
from onrecord.export.tables import codings
from onrecord.record import Question, Record
from tests.coding.made import BOOK, DRAIN, FERRY, book, filled, reading

SAID = (
    ("Ada Wells", "We will drain the lake and find money for the ferry"),
    ("Bo Lund", "We want to keep the lake"),
    ("Ada Wells", "It rained"),
)


@pytest.fixture
def record(tmp_path: Path) -> Iterator[Record]:
    with filled(tmp_path / "r.db", reading(1, *SAID)) as made:
        code_record(made, book(BOOK))
        yield made


def test_each_concept_is_a_column(record: Record, tmp_path: Path) -> None:
    csv_export.write(record, tmp_path / "s.csv")
    with (tmp_path / "s.csv").open(encoding="utf-8", newline="") as file:
        rows = [(row[f"concept_{DRAIN}"], row[f"concept_{FERRY}"]) for row in csv.DictReader(file)]
    assert rows == [("1", "1"), ("0", ""), ("", "")]


def test_the_codings_are_a_table(record: Record, tmp_path: Path) -> None:
    parquet.write(record, tmp_path / "p")
    table = pyarrow.parquet.read_table(tmp_path / "p" / "coding_list.parquet").to_pylist()
    assert sorted((row["speaker"], row["concept"], row["agreement"], row["standing"]) for row in table) == [
        ("Ada Wells", FERRY, 1, "coded"),
        ("Ada Wells", DRAIN, 1, "coded"),
        ("Bo Lund", DRAIN, 0, "coded"),
    ]
    assert pyarrow.parquet.read_table(tmp_path / "p" / "coding_spans.parquet").num_rows >= 3
    assert [row[7] for row in codings(record, Question(speaker="Lund")).rows] == ["Bo Lund"]


def test_json_lines_have_them(record: Record, tmp_path: Path) -> None:
    jsonl.write(record, tmp_path / "r.jsonl")
    assert f'"concepts": {{"{DRAIN}": true, "{FERRY}": true}}' in (tmp_path / "r.jsonl").read_text("utf-8")


def test_a_statement_of_two_concepts_is_two_of_dnas(record: Record, tmp_path: Path) -> None:
    dna.write(record, tmp_path / "p.dna")
    with closing(sqlite3.connect(tmp_path / "p.dna")) as db:
        rows = db.execute(
            """
            SELECT Start, (SELECT Value FROM DATASHORTTEXT AS texts JOIN ENTITIES ON ENTITIES.ID = Entity
                JOIN VARIABLES ON VARIABLES.ID = texts.VariableId WHERE StatementId = STATEMENTS.ID AND Variable = 'concept') AS concept,
                (SELECT Value FROM DATABOOLEAN WHERE StatementId = STATEMENTS.ID) FROM STATEMENTS ORDER BY Start, concept
            """
        ).fetchall()
    assert [row[1:] for row in rows] == [(FERRY, 1), (DRAIN, 1), (DRAIN, 0), ("", 1)]
    assert rows[0][0] == rows[1][0]


def test_a_project_that_nobody_changed_decides_nothing_and_a_changed_agreement_does(record: Record, tmp_path: Path) -> None:
    dna.write(record, tmp_path / "p.dna")
    assert list(back.decisions(record, tmp_path / "p.dna", "", "2026-01-01T00:00:00Z", print)) == []
    with closing(sqlite3.connect(tmp_path / "p.dna")) as db:
        db.execute("UPDATE DATABOOLEAN SET Value = 1 WHERE Value = 0")
        db.commit()
    (decision,) = back.decisions(record, tmp_path / "p.dna", "", "2026-01-01T00:00:00Z", print)
    assert (decision.verb, decision.codes["concept"], decision.codes["agreement"]) == ("replace", DRAIN, "1")
    record.decide(decision)
    code_record(record, book(BOOK))
    assert not any(entry.concepts for entry in record.entries(decision.report) if entry.codes)
