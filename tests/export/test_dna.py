"""DNA projects: the form that DNA itself writes, what stands in them, and there and back without loss."""

import base64
import csv
import hashlib
import shutil
import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from onrecord.errors import InputError
from onrecord.export import dna, dna_csv
from onrecord.export.back import dna as back
from onrecord.export.dna.basis import TABLES
from onrecord.export.dna.coded import Coded
from onrecord.export.dna.units import Units
from onrecord.record import Decision, Question, Record, Run
from onrecord.schema.reading import Reading
from onrecord.schema.report import Report
from tests.export.conftest import FERRY, MADE, STORM

pytestmark = pytest.mark.filterwarnings("error::ResourceWarning")


def rows(path: Path, sql: str) -> list[tuple[Any, ...]]:
    with closing(sqlite3.connect(path)) as db:
        return db.execute(sql).fetchall()


def tables(path: Path) -> dict[str, list[tuple[Any, ...]]]:
    return {table: rows(path, f"SELECT * FROM {table}") for table in TABLES}  # noqa: S608 (our own names)


def form(path: Path) -> dict[str, Any]:
    """The tables in their order, their columns, foreign keys and checks, whatever the white space."""
    with closing(sqlite3.connect(path)) as db:
        names = [name for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY rowid")]
        sql = {name: "".join(text.split()) for name, text in db.execute("SELECT name, sql FROM sqlite_master WHERE type = 'table'")}
        info = {name: db.execute(f"PRAGMA table_info({name})").fetchall() for name in names}
        keys = {name: db.execute(f"PRAGMA foreign_key_list({name})").fetchall() for name in names}
        return {"names": names, "sql": sql, "info": info, "keys": keys}


@pytest.fixture
def project(record: Record, tmp_path: Path) -> Path:
    dna.write(record, tmp_path / "p.dna")
    return tmp_path / "p.dna"


@pytest.mark.shared
def test_the_tables_are_those_that_dna_writes(project: Path, shared: Path) -> None:
    assert form(project) == form(shared / "formats" / "sample.dna")
    assert tuple(form(project)["names"]) == TABLES


def test_a_project_is_sound(project: Path) -> None:
    assert rows(project, "PRAGMA integrity_check") == [("ok",)]
    assert rows(project, "PRAGMA foreign_key_check") == []
    assert ("version", "3.0.11") in rows(project, "SELECT * FROM SETTINGS")


def test_places_count_utf_16_units(project: Path) -> None:
    found = rows(
        project,
        """SELECT Text, Start, Stop FROM STATEMENTS JOIN DOCUMENTS ON DOCUMENTS.ID = DocumentId ORDER BY STATEMENTS.ID""",
    )
    words = [text.encode("utf-16-le")[2 * start : 2 * stop].decode("utf-16-le") for text, start, stop in found]
    assert words[0] == "The harbour 🚢 reopened"
    assert words[2] == "that the mayor had promised new boats"
    assert words[1].startswith('"=The ferries') and words[1].endswith('before Friday."')  # noqa: PT018


@pytest.mark.parametrize("text", ["", "abc", "🚢", "a🚢b🚢🚢c"])
def test_units_and_places_are_each_others_inverse(text: str) -> None:
    units = Units.of(text)
    starts = [units.unit(place) for place in range(len(text) + 1)]
    assert starts == [len(text[:place].encode("utf-16-le")) // 2 for place in range(len(text) + 1)]
    assert [units.place(start) for start in starts] == list(range(len(text) + 1))
    assert all(units.place(unit) is None for unit in set(range(starts[-1])) - set(starts))


def test_each_statement_has_a_value_in_each_variable(project: Path) -> None:
    found = rows(
        project,
        """
        SELECT StatementId, Variable, ENTITIES.Value FROM DATASHORTTEXT JOIN VARIABLES ON VARIABLES.ID = DATASHORTTEXT.VariableId
        JOIN ENTITIES ON ENTITIES.ID = Entity ORDER BY StatementId, VARIABLES.ID
        """,
    )
    values = {number: {v: value for n, v, value in found if n == number} for number in {row[0] for row in found}}
    assert values[1] == {"person": "Cy Poll", "organization": "Port of Quay", "concept": "=Open the harbour", "addressee": ""}
    assert values[3] == {"person": "Ada Marsh", "organization": "", "concept": "", "addressee": "reporters"}
    assert values[5] == {"person": "", "organization": "The union", "concept": "", "addressee": ""}
    assert [row[0] for row in rows(project, "SELECT Value FROM DATABOOLEAN ORDER BY StatementId")] == [1, 1, 1, 1, 0, 1]


def test_what_was_read_and_what_was_coded_have_their_coders(project: Path) -> None:
    found = rows(project, "SELECT Name, count(STATEMENTS.ID) FROM CODERS LEFT JOIN STATEMENTS ON Coder = CODERS.ID GROUP BY CODERS.ID")
    assert found == [("Admin", 0), ("ann", 1), ("onrecord", 5)]
    assert len(rows(project, "SELECT * FROM CODERRELATIONS")) == 6


def test_the_password_opens_it_as_jasypt_would(project: Path) -> None:
    for (stored,) in rows(project, "SELECT Password FROM CODERS"):
        plain = base64.b64decode(stored)
        digest = hashlib.sha256(plain[:16] + b"onrecord").digest()
        for _ in range(99_999):
            digest = hashlib.sha256(digest).digest()
        assert digest == plain[16:]


def test_a_document_has_what_is_known_of_its_report(project: Path) -> None:
    found = rows(project, "SELECT Title, Author, Source, Section, Notes, Date FROM DOCUMENTS ORDER BY ID")
    published = int(datetime(2024, 3, 5, tzinfo=UTC).timestamp())
    assert found[0] == ("Ferries to sail", "B. Line", "The Quay", "Local", f"onrecord {FERRY.id}\nthe-quay.invalid/1", published)
    assert found[1] == ("storm.txt", "", "", "", f"onrecord {STORM.id}\ndate unknown", 0)
    assert len(found) == 3


def test_long_values_are_cut_where_dna_would_refuse_them(record: Record, tmp_path: Path) -> None:
    run = record.run(Run("0.1"), MADE)
    record.add(Reading(Report("Words.", title="w" * 300), (), (), (), (), ()), run)
    dna.write(record, tmp_path / "p.dna")
    title = rows(tmp_path / "p.dna", "SELECT Title FROM DOCUMENTS ORDER BY ID DESC")[0][0]
    assert (len(title), title[-1]) == (190, "…")


def test_a_question_limits_documents_and_statements(record: Record, tmp_path: Path) -> None:
    dna.write(record, tmp_path / "p.dna", Question(speaker="Ada Marsh"))
    assert len(rows(tmp_path / "p.dna", "SELECT * FROM DOCUMENTS")) == 1
    assert len(rows(tmp_path / "p.dna", "SELECT * FROM STATEMENTS")) == 2


def take_in(record: Record, path: Path) -> list[str]:
    """Import a project as the command does; gives what was skipped."""
    skipped: list[str] = []
    for decision in back.decisions(record, path, "someone", MADE, skipped.append):
        record.decide(decision)
    back.keep(record, path)
    return skipped


def test_our_own_project_brings_nothing_new(record: Record, project: Path) -> None:
    assert list(back.decisions(record, project, "ann", MADE, pytest.fail)) == []


def test_what_a_coder_changed_in_our_project_comes_back(record: Record, project: Path, tmp_path: Path) -> None:
    with closing(sqlite3.connect(project)) as db:
        made = db.execute("INSERT INTO ENTITIES (VariableId, Value) VALUES (3, 'New boats')").lastrowid
        db.execute("UPDATE DATASHORTTEXT SET Entity = ? WHERE StatementId = 3 AND VariableId = 3", (made,))
        db.commit()
    (decision,) = back.decisions(record, project, "ann", MADE, pytest.fail)
    assert (decision.verb, decision.author, decision.codes["concept"]) == ("replace", "onrecord", "New boats")
    assert record.decide(decision)
    entry = next(entry for entry in record.entries(FERRY.id) if entry.codes.get("concept") == "New boats")
    assert entry.statement.cue is not None
    assert list(back.decisions(record, project, "ann", "2027-01-01T00:00:00Z", pytest.fail)) == []
    back.keep(record, project)
    dna.write(record, tmp_path / "again.dna")
    assert tables(tmp_path / "again.dna") == tables(project)


def empty_record(path: Path, project: Path, *, without: int = 0) -> Record:
    """A record with the documents of a project as reports, as intake takes them in."""
    record = Record(path, make=True)
    run = record.run(Run("0.1"), MADE)
    sql = "SELECT ID, Title, Text, Author, Source, Section, Date FROM DOCUMENTS WHERE ID != ? ORDER BY ID"
    with closing(sqlite3.connect(project)) as db:
        for number, title, text, author, source, section, seconds in db.execute(sql, (without,)):
            day = datetime.fromtimestamp(seconds, UTC).date()
            report = Report(text, f"sample.dna#{number}", title, source or None, day, author or None, section=section or None)
            record.add(Reading(report, (), (), (), (), ()), run, report.source, "d")
    return record


@pytest.mark.shared
def test_dnas_sample_comes_back_with_the_same_rows_in_every_table(shared: Path, tmp_path: Path) -> None:
    sample = shared / "formats" / "sample.dna"
    with empty_record(tmp_path / "r.db", sample) as record:
        skipped = take_in(record, sample)
        assert skipped == ["sample.dna#5 (Annotation): no variable of its type says who speaks, so it is no statement; its row is kept"]
        assert len(record.decisions()) == 40
        entry = record.entries(next(record.reports()).id)[0]
        assert entry.statement.speaker is not None
        assert (entry.statement.speaker.name, entry.codes["concept"]) == ("Joel Bluestein", "CO2 legislation will not hurt the economy.")
        assert entry.statement.stance == "rejects"
        assert take_in(record, sample) == skipped
        assert len(record.decisions()) == 40
        dna.write(record, tmp_path / "again.dna")
    assert tables(tmp_path / "again.dna") == tables(sample)


@pytest.mark.shared
def test_a_document_that_is_not_in_the_record_is_told_and_kept(shared: Path, tmp_path: Path) -> None:
    sample = shared / "formats" / "sample.dna"
    with empty_record(tmp_path / "r.db", sample, without=2) as record:
        skipped = take_in(record, sample)
        assert skipped[1].startswith("sample.dna#2 (109-867: Voinovich, George-CON-R-Y): no report of the record has its text")
        dna.write(record, tmp_path / "again.dna")
    assert tables(tmp_path / "again.dna") == tables(sample)


@pytest.mark.shared
def test_what_is_new_and_what_was_rejected_goes_into_an_imported_project(shared: Path, tmp_path: Path) -> None:
    sample = shared / "formats" / "sample.dna"
    with empty_record(tmp_path / "r.db", sample) as record:
        take_in(record, sample)
        first = next(record.reports())
        entry = record.entries(first.id)[0]
        record.decide(Decision(first.id, "reject", entry.statement.id, None, "ann", MADE))
        run = record.run(Run("0.2"), MADE)
        record.add(Reading(STORM, (), (), (), (), ()), run)
        value = back._statement(STORM, STORM.span(0, 11), coded(), "by hand")
        record.decide(Decision(STORM.id, "add", None, value, "ann", MADE, codes={"addressee": "all", "concept": "Warn"}))
        dna.write(record, tmp_path / "again.dna")
    before, after = tables(sample), tables(tmp_path / "again.dna")
    assert after["STATEMENTS"] == [*before["STATEMENTS"][1:], (42, 1, 8, 0, 11, 5)]
    assert after["CODERS"][:4] == before["CODERS"]
    assert after["CODERS"][4][1] == "ann"
    assert after["DOCUMENTS"][:7] == before["DOCUMENTS"]
    sql = "SELECT count(*) FROM DATASHORTTEXT JOIN VARIABLES v ON v.ID = VariableId WHERE Variable = 'addressee'"
    assert rows(tmp_path / "again.dna", sql) == [(40,)]
    assert rows(tmp_path / "again.dna", "PRAGMA foreign_key_check") == []


def coded() -> Coded:
    return Coded(1, 1, "DNA Statement", 0, 11, None, (), {})


def test_another_sqlite_file_is_refused(record: Record, tmp_path: Path) -> None:
    shutil.copy(record.path, tmp_path / "x.dna")
    with pytest.raises(InputError, match=r"is no project of DNA 3.0: has no table SETTINGS"):
        list(back.decisions(record, tmp_path / "x.dna", "ann", MADE, pytest.fail))
    (tmp_path / "y.dna").write_text("no database, only words" * 50)
    with pytest.raises(InputError, match="can't be read as a DNA project"):
        back.keep(record, tmp_path / "y.dna")


def test_the_event_list_has_dnas_columns_and_loses_no_character(record: Record, tmp_path: Path) -> None:
    dna_csv.write(record, tmp_path / "e.csv")
    with (tmp_path / "e.csv").open(encoding="utf-8", newline="") as file:
        head, *events = csv.reader(file, delimiter=";")
    assert ";".join(head) == (
        "statement_id;time;person;organization;concept;agreement;addressee;start_position;stop_position;text;coder;"
        "document_id;document_title;document_author;document_source;document_section;document_type"
    )
    cells = dict(zip(head, events[1], strict=True))
    assert (cells["time"], cells["person"], cells["agreement"], cells["coder"]) == ("2024-03-05 00:00:00", "Ada Marsh", "1", "onrecord")
    assert cells["text"] == '"=The ferries will sail," said Ada Marsh, the port director, "before Friday."'
    assert len(events) == 6
    assert [path.name for path in tmp_path.iterdir() if not path.name.startswith("record.db")] == ["e.csv"]
