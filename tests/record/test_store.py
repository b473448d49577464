"""A record gives back what was put in, once, and knows where it came from."""

import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest

from onrecord.errors import RecordError, ReportError
from onrecord.record import Record, Run
from onrecord.schema.actor import ActorRef
from onrecord.schema.event import Event, Vote
from onrecord.schema.reading import Reading
from onrecord.schema.report import Report
from tests.record.conftest import RUN, ferry, tarn
from tests.record.made import filled, made


def rows(record: Record) -> dict[str, list[tuple[object, ...]]]:
    """All rows of a record but the times at which something was done."""
    found = {}
    for table in record.tables():
        if table not in ("runs", "migrations"):
            found[table] = sorted(record.rows(table)[1], key=repr)
    return found


def test_a_reading_comes_back_as_it_went_in(record: Record) -> None:
    for reading in (tarn(), ferry()):
        assert record.reading(reading.report.id) == reading


def test_reading_twice_adds_nothing(record: Record) -> None:
    before = rows(record)
    run = record.run(RUN, "later")
    record.add(tarn(), run, "tarn.txt", "digest")
    assert rows(record) == before


def test_another_version_reads_anew(record: Record) -> None:
    run = record.run(Run("0.2", "net"), "later")
    assert record.given("tarn.txt", run) is None
    reading = tarn()
    record.add(Reading(reading.report, reading.statements[:1], (), (), reading.actors, ()), run, "tarn.txt", "digest")
    assert [entry.statement.id for entry in record.entries(reading.report.id)] == [reading.statements[0].id]
    assert record.given("tarn.txt", run) == ("digest", reading.report.id)
    assert list(record.verify()) == []


def test_words_that_the_report_does_not_have_are_not_written(tmp_path: Path) -> None:
    reading = tarn()
    report = replace(reading.report, text=reading.report.text.replace("lake", "pond"))
    forged = object.__new__(Reading)  # what a reading itself would refuse
    for name, value in (("report", report), ("statements", reading.statements), ("actors", reading.actors)):
        object.__setattr__(forged, name, value)
    for name in ("positions", "events", "times"):
        object.__setattr__(forged, name, ())
    with Record(tmp_path / "new.db", make=True) as record:
        with pytest.raises(RecordError, match="nothing of it was written"):
            record.add(forged, record.run(RUN, "now"), "tarn.txt", "digest")
        assert list(record.reports()) == []


def test_half_a_character_is_refused_before_anything_is_written(record: Record) -> None:
    report = Report("a \ud800 b", source="half.txt")
    with pytest.raises(ReportError, match=r"half.txt: character 2 is half a character"):
        record.add(Reading(report, (), (), (), (), ()), record.run(RUN, "now"), "half.txt", "d")


def test_an_address_that_gives_other_words_takes_the_old_report_out(record: Record) -> None:
    old = ferry().report
    new = Report(old.text + " More.", source="ferry.txt", publisher=old.publisher, published=old.published)
    record.add(Reading(new, (), (), (), (), ()), record.run(RUN, "now"), "ferry.txt", "other")
    assert [report.id for report in record.reports()] == [tarn().report.id, new.id]
    assert list(record.verify()) == []


def test_a_report_met_at_two_addresses_stays_while_one_of_them_gives_it(record: Record) -> None:
    run = record.run(RUN, "now")
    report = tarn().report
    record.take_in(report, run, "copy.txt", "digest")
    record.refuse(run, "tarn.txt", "other", "tarn.txt: is empty")
    record.add(ferry(), run, "copy.txt", "other")
    assert {r.id for r in record.reports()} == {report.id, ferry().report.id}, "a refused input is no reason to forget a report"


def test_what_another_address_knows_is_added_and_what_its_own_says_counts(record: Record) -> None:
    run = record.run(RUN, "now")
    report = tarn().report
    record.take_in(replace(report, title="Another title", url="tarn.example/lake"), run, "copy.txt", "digest")
    assert (record.report(report.id).title, record.report(report.id).url) == ("Mayor: lake will go", "tarn.example/lake")
    record.take_in(replace(report, title="Mended title"), run, "tarn.txt", "digest 2")
    assert record.report(report.id).title == "Mended title"


def test_refusals_are_listed_and_forgotten_once_the_input_can_be_read(record: Record) -> None:
    run = record.run(RUN, "now")
    record.refuse(run, "bad.pdf", "d", "bad.pdf: is damaged")
    assert [(r.source, r.reason) for r in record.refusals()] == [("bad.pdf", "bad.pdf: is damaged")]
    record.take_in(tarn().report, run, "bad.pdf", "d2")
    assert list(record.refusals()) == []


def test_a_reader_sees_the_record_while_it_is_written(record: Record, tmp_path: Path) -> None:
    with record.writing():
        record.add(Reading(Report("New words."), (), (), (), (), ()), record.run(RUN, "now"))
        with Record(tmp_path / "small.db") as reader:
            assert len(list(reader.reports())) == 2
    with Record(tmp_path / "small.db") as reader:
        assert len(list(reader.reports())) == 3


def test_a_transaction_that_fails_leaves_nothing(record: Record) -> None:
    before = rows(record)

    def fail() -> None:
        with record.writing():
            record.add(Reading(Report("New words."), (), (), (), (), ()), record.run(RUN, "now"), "n", "d")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        fail()
    assert rows(record) == before


def test_a_full_disk_is_one_clear_line_and_loses_nothing(record: Record) -> None:
    before = rows(record)
    pages = record.db.execute("PRAGMA page_count").fetchone()[0]
    record.db.execute(f"PRAGMA max_page_count = {pages + 2}")
    report = Report("Many words. " * 20_000)
    with pytest.raises(RecordError, match="disk is full; free some space and give the same command again"):
        record.add(Reading(report, (), (), (), (), ()), record.run(RUN, "now"), "big", "d")
    record.db.execute("PRAGMA max_page_count = 1000000")
    assert rows(record) == before
    record.add(Reading(report, (), (), (), (), ()), record.run(RUN, "now"), "big", "d")
    assert record.report(report.id).text == report.text


def test_spans_are_checked_by_verify(record: Record) -> None:
    assert list(record.verify()) == []
    record.db.execute("UPDATE spans SET text = 'We will fill the lake' WHERE part = 'content' AND text LIKE '%drain the lake,\"%'")
    found = list(record.verify())
    assert any("has 'We will fill the lake'" in line for line in found)
    assert any("its content is not that of its spans" in line for line in found)


def test_a_changed_text_is_found_by_verify(record: Record) -> None:
    record.db.execute("UPDATE reports SET text = replace(text, 'swans', 'ducks')")
    assert any("SHA-256" in line for line in record.verify())


def test_flat_rows_name_what_the_tables_number(record: Record) -> None:
    columns, found = record.rows("statement_list")
    row = next(dict(zip(columns, row, strict=True)) for row in found if "drain" in str(row) and "Tarn Post" in row)
    assert (row["speaker"], row["role"], row["affiliation"], row["addressee"]) == ("Ada Wells", "mayor", "Tarn", "reporters")
    assert (row["day"], row["published"], row["variant_of"]) == ("2021-05-03", "2021-05-04", None)


def test_a_table_that_is_not_there_is_named(record: Record) -> None:
    with pytest.raises(RecordError, match="quotes: is no table of a record; there are runs, reports"):
        record.rows("quotes")


def test_an_unknown_report_is_named(record: Record) -> None:
    with pytest.raises(RecordError, match="report 123: is not in this record"):
        record.entries("123")


def test_sqlite_says_nothing_to_the_user(tmp_path: Path) -> None:
    path = tmp_path / "locked.db"
    with Record(path, make=True) as record:
        record.db.execute("PRAGMA busy_timeout = 10")
        other = sqlite3.connect(path, isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(RecordError, match=r"locked.db: another program is writing to it"):
            record.run(RUN, "now")
        other.close()


def test_events_come_back_with_all_who_take_part_and_all_places(tmp_path: Path) -> None:
    plain = made(1, "Ada Lane", "Tom Reed", ("Tarn", "country"), ("Velland", "country"))
    ada, tom, tarn, velland = (ActorRef(one.id, one.name) for one in plain.actors)
    words = [plain.report.span(start, start + 4) for start in (0, 10, 20)]
    event = Event("e", "CONSULT", "visit", ("diplomatic",), ada, tarn, "2021-05", "Tarn", "planned", words[0], plain.statements[0].id, 0.7)
    event = replace(event, co_actors=(tom,), co_recipients=(velland,), again=tuple(words[1:]))
    event = replace(event, votes=(Vote("rules", "CONSULT", 0.25), Vote("net", "AGREE", 0.5)))
    whole = replace(plain, events=(event,))
    with filled(tmp_path / "r.db", [whole]) as record:
        assert record.reading(whole.report.id).events == (event,)
