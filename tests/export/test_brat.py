"""brat: the folder has PolNeAR's form, an unchanged one decides nothing, and each change comes back as its decision."""

import re
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from onrecord.errors import InputError
from onrecord.export import brat
from onrecord.export.back import brat as back
from onrecord.record import Decision, Question, Record, Run
from onrecord.schema.reading import Reading
from onrecord.scoring.brat import _annotated
from tests.export.conftest import FERRY, MADE, STORM, ferry, fill
from tests.schema.test_reading import readings


@pytest.fixture
def folder(record: Record, tmp_path: Path) -> Path:
    brat.write(record, tmp_path / "b")
    return tmp_path / "b"


def changes(record: Record, path: Path) -> list[Decision]:
    return list(back.decisions(record, path, "ann", "2026-02-02T00:00:00Z", pytest.fail))


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_bytes().decode()
    assert old in text
    path.write_bytes(text.replace(old, new).encode())


def taken_out(path: Path, *keys: str) -> None:
    """Take lines out by their keys, as brat does when somebody deletes a mark."""
    lines = path.read_bytes().decode().split("\n")
    path.write_bytes("\n".join(line for line in lines if line.split("\t")[0] not in keys).encode())


def test_the_words_of_every_span_are_the_reports(folder: Path) -> None:
    for file in folder.glob("*.ann"):
        text = file.with_suffix(".txt").read_bytes().decode()
        for line in file.read_bytes().decode().split("\n"):
            if line.startswith("T"):
                _, place, words = line.split("\t")
                bounds = [tuple(map(int, pair.split())) for pair in place.partition(" ")[2].split(";")]
                assert " ".join(text[start:end] for start, end in bounds) == words


def test_the_form_is_polnears(folder: Path) -> None:
    lines = (folder / f"{FERRY.id}.ann").read_text("utf-8").splitlines()
    assert [line for line in lines if line.startswith("E")][1] == "E2\tAttribution:T6 Content:T5 Cue:T4 Source:T3"
    assert next(line for line in lines if line.startswith("T5")).startswith("T5\tContent 34 59;95 111\t")
    assert lines[1] == "T2\tAttribution-no-source 0 22\tThe harbour 🚢 reopened"


def test_the_reader_of_polnear_reads_it(record: Record, folder: Path) -> None:
    read = _annotated(FERRY.id, folder / f"{FERRY.id}.ann", FERRY.text)
    for attribution, entry in zip(read.attributions, record.entries(FERRY.id), strict=True):
        assert attribution.content == tuple((span.start, span.end) for span in entry.statement.content)


def test_a_content_over_two_lines_is_cut_at_the_end_of_the_line(folder: Path) -> None:
    assert re.search(r"Content \d+ \d+;\d+ \d+\tthat a storm was coming\n", (folder / f"{STORM.id}.ann").read_text("utf-8"))


def test_an_unchanged_folder_decides_nothing(record: Record, folder: Path) -> None:
    assert changes(record, folder) == []


def test_a_part_of_the_record_that_is_unchanged_decides_nothing(record: Record, tmp_path: Path) -> None:
    brat.write(record, tmp_path / "q", Question(speaker="the mayor"))
    assert changes(record, tmp_path / "q") == []


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow], max_examples=25)
@given(readings())
def test_any_reading_comes_back_unchanged(tmp_path_factory: pytest.TempPathFactory, reading: Reading) -> None:
    path = tmp_path_factory.mktemp("any")
    with Record(path / "r.db", make=True) as record:
        record.add(reading, record.run(Run("0.1"), MADE))
        brat.write(record, path / "b")
        assert changes(record, path / "b") == []


def test_a_statement_taken_out_is_rejected(record: Record, folder: Path) -> None:
    taken_out(folder / f"{FERRY.id}.ann", "T3", "T4", "T5", "T6", "E2", "#2")
    (decision,) = changes(record, folder)
    assert (decision.verb, decision.statement) == ("reject", ferry().statements[0].id)


def test_a_moved_span_replaces_the_statement_and_keeps_the_rest(record: Record, folder: Path) -> None:
    edit(folder / f"{FERRY.id}.ann", "Content 34 59;95 111", "Content 35 58;95 111")
    (decision,) = changes(record, folder)
    before = ferry().statements[0]
    assert (decision.verb, decision.statement) == ("replace", before.id)
    value = decision.value
    assert value is not None
    assert value.content[0].text == "=The ferries will sail,"
    assert (value.speaker, value.date, value.source) == (before.speaker, before.date, before.source)
    assert value.confidence == 1.0


def test_another_source_is_another_speaker(record: Record, folder: Path) -> None:
    start = FERRY.text.index("the mayor")
    edit(folder / f"{FERRY.id}.ann", "T3\tSource 65 94", f"T3\tSource {start} {start + 9}")
    (decision,) = changes(record, folder)
    assert decision.value is not None
    assert decision.value.speaker is not None
    assert decision.value.speaker.name == "the mayor"


def test_a_new_statement_is_added(record: Record, folder: Path) -> None:
    start = FERRY.text.index("reopened on Monday")
    with (folder / f"{FERRY.id}.ann").open("a", encoding="utf-8") as file:
        file.write(f"T90\tSource 0 11\tThe harbour\nT91\tContent {start} {start + 18}\treopened on Monday\n")
        file.write("T92\tAttribution 0 11\tThe harbour\nE90\tAttribution:T92 Content:T91 Source:T90\n")
    (decision,) = changes(record, folder)
    assert (decision.verb, decision.statement) == ("add", None)
    assert decision.value is not None
    assert decision.value.speaker is not None
    assert (decision.value.kind, decision.value.speaker.name) == ("indirect", "The harbour")
    assert decision.value.reasons["cue"] == "none marked in brat"


def test_what_was_taken_in_is_not_taken_in_again(record: Record, folder: Path) -> None:
    file = folder / f"{FERRY.id}.ann"
    edit(file, "Content 34 59;95 111", "Content 35 58;95 111")
    taken_out(file, "E5", "#5")
    with file.open("a", encoding="utf-8") as more:
        more.write("T91\tContent 0 5\tThe h\nT92\tAttribution 0 5\tThe h\nE90\tAttribution:T92 Content:T91\n")
    first = changes(record, folder)
    assert [decision.verb for decision in first] == ["reject", "replace", "add"]
    assert [record.decide(decision) for decision in first] == [True, True, True]
    assert changes(record, folder) == []


def test_what_was_rejected_meanwhile_stays_rejected(record: Record, folder: Path) -> None:
    record.decide(Decision(FERRY.id, "reject", ferry().statements[0].id, None, "bob", MADE))
    assert changes(record, folder) == []


def test_a_changed_text_or_an_unknown_report_is_told(record: Record, folder: Path, tmp_path: Path) -> None:
    (folder / f"{FERRY.id}.txt").write_text("other words")
    with Record(tmp_path / "other.db", make=True) as other:
        fill(other)
    (folder / "0000.ann").write_text("")
    told: list[str] = []
    assert list(back.decisions(record, folder, "ann", MADE, told.append)) == []
    assert told == [
        "0000.ann: the record has no report 0000",
        f"{FERRY.id}.ann: {FERRY.id}.txt no longer has the report's words, so its places mean others; export again",
    ]


def test_a_damaged_line_is_told_by_its_number(record: Record, folder: Path) -> None:
    edit(folder / f"{FERRY.id}.ann", "T5\tContent 34 59;95 111", "T5\tContent 34 5x")
    with pytest.raises(InputError, match=r"\.ann, line 7: no brat stand-off"):
        changes(record, folder)
    with pytest.raises(InputError, match=r"has no \.ann file"):
        changes(record, folder.parent)
