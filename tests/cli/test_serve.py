"""What `onrecord serve` does before it serves."""

import sqlite3
from pathlib import Path

import pytest

from onrecord.cli import serve as command
from onrecord.record import Record
from onrecord.record.migrations import APPLICATION

pytest.importorskip("uvicorn", reason="the extra web is not installed")


@pytest.fixture
def unserved(monkeypatch: pytest.MonkeyPatch) -> None:
    """The server ends at once."""
    import uvicorn  # noqa: PLC0415 (an extra)

    monkeypatch.setattr(uvicorn.Server, "run", lambda *_, **__: None)


@pytest.mark.usefixtures("unserved")
def test_an_older_record_is_brought_to_its_present_shape(tmp_path: Path) -> None:
    path = tmp_path / "old.db"
    old = sqlite3.connect(path)
    old.executescript((Path(__file__).parents[1] / "record" / "shapes" / "1.sql").read_text("utf-8"))
    old.executescript(f"INSERT INTO migrations VALUES (1, 'the first tables', 'then'); PRAGMA application_id = {APPLICATION};")  # noqa: S608 (a number)
    old.close()
    command.serve(path, "127.0.0.1", 0, token=None, read_only=False, names=[], open_it=False)
    with Record(path) as record:
        assert list(record.verify()) == []
