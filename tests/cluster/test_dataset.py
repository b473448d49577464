"""The dataset: nothing of a reading is lost in it, and it is whole or not there."""

import io
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.cluster.blocks import BYTES, blocks, inputs_of
from onrecord.cluster.dataset import columns, is_dataset, outcomes_of, packed, read, run_of, table_of, write
from onrecord.cluster.place import place_of
from onrecord.cluster.work import Outcome
from onrecord.errors import InputError
from onrecord.intake import Options
from onrecord.schema.reading import Reading
from onrecord.schema.refusal import Refusal
from onrecord.schema.report import Report
from onrecord.schema.run import Run
from tests.schema.test_reading import plain_reading, readings

RUN = Run("0.1", "abc", '{"a": 1}')
READING = Reading.from_dict(plain_reading(), "Rain fell, Ada said.")
REFUSED = Outcome("b.txt", "", reason="b.txt: is empty")


def test_outcomes_come_back_as_they_were(tmp_path: Path) -> None:
    outcomes = [Outcome("a.txt", "1", READING), REFUSED, Outcome("c.txt", "2", report=Report("Rain."))]
    write(outcomes, str(tmp_path / "set"), RUN)
    assert is_dataset(str(tmp_path / "set"))
    assert run_of(str(tmp_path / "set")) == RUN
    assert list(read(str(tmp_path / "set"))) == outcomes


@given(readings())
@settings(max_examples=50)
def test_any_reading_comes_back_as_it_was_and_gives_the_same_bytes(reading: Reading) -> None:
    outcome = Outcome("a", "1", reading)
    data = packed(table_of([outcome], RUN))
    assert list(outcomes_of(data)) == [outcome]
    assert packed(table_of([outcome], RUN)) == data


@given(st.lists(readings() | st.none(), max_size=8))
@settings(max_examples=20)
def test_readings_and_refusals_come_back_in_their_order(found: list[Reading | None]) -> None:
    outcomes = [Outcome("a", "", reason="no") if reading is None else Outcome("a", "1", reading) for reading in found]
    outcomes *= 20  # more than are made at a time
    assert list(outcomes_of(packed(table_of(outcomes, RUN)))) == outcomes


def test_the_rows_are_of_use_by_themselves() -> None:
    pl = pytest.importorskip("polars")
    frame = pl.read_parquet(io.BytesIO(packed(table_of([Outcome("a.txt", "1", READING), REFUSED], RUN))))
    assert frame.columns == columns().names
    said = frame.explode("statements").drop_nulls("statements").select(pl.col("statements").struct.unnest())
    assert said["speaker"].struct.field("name").to_list() == ["Ada"]
    assert said["content"].list.first().struct.field("text").to_list() == ["Rain fell"]
    assert frame["reason"].to_list() == [None, "b.txt: is empty"]
    assert frame["words"].to_list() == [4, None]


def test_a_dataset_may_lie_at_any_address() -> None:
    write([REFUSED], "memory://some/set", RUN)
    assert list(read("memory://some/set")) == [REFUSED]
    place_of("memory://some/set").remove("part-00000.parquet")
    with pytest.raises(InputError, match="there is no such file"):
        list(read("memory://some/set"))


def test_what_is_no_dataset_is_refused_in_one_line(tmp_path: Path) -> None:
    assert not is_dataset(str(tmp_path))
    assert not is_dataset(str(tmp_path / "nothing"))
    with pytest.raises(InputError, match="is no dataset"):
        list(read(str(tmp_path)))
    write([REFUSED], str(tmp_path), RUN)
    (tmp_path / "part-00000.parquet").write_bytes(b"PAR1 nonsense")
    with pytest.raises(InputError, match="is damaged"):
        list(read(str(tmp_path)))
    (tmp_path / "_onrecord.json").write_text('{"form": 2}')
    with pytest.raises(InputError, match="newer onrecord"):
        list(read(str(tmp_path)))
    with pytest.raises(InputError, match="can't be read or written"):
        is_dataset("nosuch://place")


def test_a_text_that_was_changed_is_not_taken() -> None:
    table = table_of([Outcome("a.txt", "1", READING)], RUN)
    place = table.schema.get_field_index("text")
    changed = table.set_column(place, "text", pa.array(["Snow fell, Ada said."]))
    with pytest.raises(ValueError, match="SHA-256"):
        list(outcomes_of(packed(changed)))


def test_a_write_leaves_nothing_beside_the_file(tmp_path: Path) -> None:
    place_of(str(tmp_path)).write("a", b"1")
    place_of(str(tmp_path)).write("a", b"2")
    assert [(path.name, path.read_bytes()) for path in tmp_path.iterdir()] == [("a", b"2")]


def test_blocks_are_cut_by_count_and_by_size(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text("".join(f'{{"text": "Rain {i}."}}\n' for i in range(5)))
    its = inputs_of([str(tmp_path / "a.jsonl")])[0]
    assert [len(block.pieces) for block in blocks(its, Options(), RUN, 2)] == [2, 2, 1]
    half = "x " * (BYTES // 3)
    (tmp_path / "a.jsonl").write_text("".join(f'{{"text": "{half}"}}\n' for i in range(5)))
    assert [len(block.pieces) for block in blocks(its, Options(), RUN, 2)] == [1] * 5


def test_a_blocks_name_changes_with_what_is_read_and_with_what(tmp_path: Path) -> None:
    source = tmp_path / "a.jsonl"
    its = inputs_of([str(source)])[0]
    names = []
    for text, options, run in [("Rain.", Options(), RUN), ("Rain.", Options(), RUN), ("Snow.", Options(), RUN)]:
        source.write_text(f'{{"text": "{text}"}}\n')
        names += [block.part for block in blocks(its, options, run)]
    names += [block.part for block in blocks(its, Options(encoding="cp1252"), RUN)]
    names += [block.part for block in blocks(its, Options(), Run("0.2"))]
    assert len(names) == 5
    assert len(set(names)) == 4


def test_remote_files_give_what_local_ones_give(tmp_path: Path) -> None:
    rows = [{"text": f"Rain {i}, Ada said.", "title": f"No. {i}", "date": "2024-05-16"} for i in range(3)]
    pq.write_table(pa.Table.from_pylist(rows), tmp_path / "a.parquet")
    (tmp_path / "b.jsonl").write_text('{"text": "Snow."}\n')
    far = place_of("memory://corpus", make=True)
    for path in tmp_path.iterdir():
        far.write(path.name, path.read_bytes())
    far.write("c.html", b"<html><body>Sun.</body></html>")
    found = [piece for its in inputs_of(["memory://corpus"]) for block in blocks(its, Options(), RUN) for piece in block.pieces]
    near = [piece for its in inputs_of([str(tmp_path)]) for block in blocks(its, Options(), RUN) for piece in block.pieces]
    digests = [piece.digest for piece in found if not isinstance(piece, Refusal)]
    assert digests == [piece.digest for piece in near if not isinstance(piece, Refusal)]
    assert len(digests) == 4
    assert [piece.source for piece in found if isinstance(piece, Refusal)] == ["memory:///corpus/c.html"]


def test_sources_begin_as_the_input_was_given(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.jsonl").write_text('{"text": "Rain."}\n')
    monkeypatch.chdir(tmp_path)
    its = inputs_of(["a.jsonl"])[0]
    monkeypatch.chdir("/")
    (piece,) = next(iter(blocks(its, Options(), RUN))).pieces
    assert not isinstance(piece, Refusal)
    assert piece.item.source == "a.jsonl#1"
