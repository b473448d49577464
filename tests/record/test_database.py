"""A record is one SQLite file of a known shape; what is none gets one clear line."""

import sqlite3
from pathlib import Path

import pytest

from onrecord.errors import RecordError
from onrecord.record import Record
from onrecord.record.migrations import APPLICATION, LATEST, STEPS


def test_a_new_file_says_which_shapes_it_went_through(tmp_path: Path) -> None:
    with Record(tmp_path / "new.db", make=True) as record:
        assert [row[:2] for row in record.rows("migrations")[1]] == [(n, name) for n, (name, _) in enumerate(STEPS, 1)]


def test_a_file_of_a_newer_onrecord_is_left_alone(tmp_path: Path) -> None:
    with Record(tmp_path / "new.db", make=True) as record:
        record.db.execute(f"INSERT INTO migrations VALUES ({LATEST + 1}, 'later', 'now')")
    with pytest.raises(RecordError, match="was made by a newer onrecord"):
        Record(tmp_path / "new.db")


def test_other_files_are_refused(tmp_path: Path) -> None:
    (tmp_path / "words.db").write_text("Just some words, no database at all, and long enough to be looked at.\n" * 20)
    sqlite3.connect(tmp_path / "other.db").execute("CREATE TABLE t (a)").connection.close()
    (tmp_path / "empty.db").touch()
    for name, said in (
        ("words.db", "is no record"),
        ("other.db", "is another SQLite file, no record"),
        ("empty.db", "is empty, no record"),
        ("missing.db", "there is no such record; make one with onrecord build"),
        (".", "is a directory"),
    ):
        with pytest.raises(RecordError, match=said):
            Record(tmp_path / name)
    with pytest.raises(RecordError, match="there is no folder"):
        Record(tmp_path / "no" / "new.db", make=True)


def test_a_file_half_made_is_made_whole(tmp_path: Path) -> None:
    (tmp_path / "empty.db").touch()
    with Record(tmp_path / "empty.db", make=True) as record:
        assert "statements" in record.tables()


def test_every_table_and_most_columns_are_commented() -> None:
    script = (Path(__file__).parent.parent.parent / "src/onrecord/record/tables.sql").read_text("utf-8").splitlines()
    for number, line in enumerate(script):
        if line.startswith(("CREATE TABLE", "CREATE VIEW")) and "migrations" not in line:
            assert script[number - 1].startswith("--"), line


def test_who_only_reads_leaves_nothing_beside_the_file_and_can_not_write(tmp_path: Path) -> None:
    Record(tmp_path / "new.db", make=True).close()
    with Record(tmp_path / "new.db") as record:
        assert list(record.reports()) == []
        with pytest.raises(RecordError, match="was opened for reading"):
            record.keep("a", "b", [])
    assert [path.name for path in tmp_path.iterdir()] == ["new.db"]


def test_a_record_in_a_folder_that_may_not_be_written_opens(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    Record(tmp_path / "new.db", make=True).close()
    monkeypatch.setattr("os.access", lambda *_: False)
    with Record(tmp_path / "new.db") as record:
        assert list(record.reports()) == []
    assert [path.name for path in tmp_path.iterdir()] == ["new.db"]


def shape(db: sqlite3.Connection) -> dict[str, str]:
    """What the file is made of: the script of each table, index, view and trigger."""
    return dict(db.execute("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL"))


def test_an_older_file_comes_to_the_latest_shape(tmp_path: Path) -> None:
    old = sqlite3.connect(tmp_path / "old.db")
    old.executescript((Path(__file__).parent / "shapes" / "1.sql").read_text("utf-8"))
    old.executescript(f"INSERT INTO migrations VALUES (1, 'the first tables', 'then'); PRAGMA application_id = {APPLICATION};")
    old.execute("INSERT INTO grouped VALUES ('duplicates')")
    old.commit()
    old.close()
    with pytest.raises(RecordError, match="was made by an older onrecord"):
        Record(tmp_path / "old.db")
    with Record(tmp_path / "old.db", write=True) as record, Record(tmp_path / "new.db", make=True) as new:
        assert shape(record.db) == shape(new.db)
        assert record.rows("grouped")[1].__next__() == ("duplicates",)
        assert list(record.verify()) == []
