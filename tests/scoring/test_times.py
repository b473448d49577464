"""Scoring times against TimeML: counted by hand."""

import io
import tarfile
from datetime import date
from pathlib import Path

import pytest

from onrecord.errors import CorpusError
from onrecord.schema.report import Report
from onrecord.schema.when import When
from onrecord.scoring.times import TimesScore, score, score_times, timed_texts

DOCUMENT = """<?xml version="1.0" ?>
<TimeML><DCT><TIMEX3 tid="t0" type="TIME" value="2015-10-01T10:00">1 October 2015</TIMEX3></DCT>
<TEXT>
It <EVENT eid="e1">rained</EVENT> <TIMEX3 tid="t1" type="DATE" value="2015-09-28">on <EVENT eid="e2">Monday</EVENT></TIMEX3> &amp; for
<TIMEX3 tid="t2" type="DURATION" value="P2D">two days</TIMEX3>.<TIMEX3 tid="t3" type="DURATION" value="P1D"/>
</TEXT></TimeML>
"""
TEXT = "\nIt rained on Monday & for\ntwo days.\n"
MONDAY, DAYS = TEXT.index("on Monday"), TEXT.index("two days")


def when(start: int, text: str, kind: str, value: str) -> When:
    return When(start, start + len(text), text, kind, value)  # type: ignore[arg-type]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for number in range(4):
        for name in ("north", "south"):
            path = tmp_path / name / f"d{number}.tml"
            path.parent.mkdir(exist_ok=True)
            path.write_text(DOCUMENT, "utf-8")
    return tmp_path


def test_a_document_is_its_text_its_day_and_its_times(folder: Path) -> None:
    text = next(timed_texts(folder))
    assert (text.name, text.folder, text.text, text.created) == ("d0.tml", "north", TEXT, date(2015, 10, 1))
    assert text.times == ((MONDAY, MONDAY + 9, "DATE", "2015-09-28"), (DAYS, DAYS + 8, "DURATION", "P2D"))


def test_every_third_document_of_a_folder_is_held_out(folder: Path) -> None:
    names = {part: [f"{text.folder}/{text.name}" for text in timed_texts(folder, part)] for part in ("held-out", "development", "all")}
    assert names["held-out"] == ["north/d2.tml", "south/d2.tml"]
    assert sorted(names["held-out"] + names["development"]) == names["all"]


def test_an_archive_is_read_as_its_folder(folder: Path, tmp_path: Path) -> None:
    archive = tmp_path / "corpus.tar.gz"
    with tarfile.open(archive, "w:gz") as packed:
        packed.add(folder / "north", "corpus/north")
    assert [text.name for text in timed_texts(archive)] == ["d0.tml", "d1.tml", "d2.tml", "d3.tml"]


def test_the_counts_are_those_of_tempeval() -> None:
    gold = [(0, 9, "DATE", "2015-09-28"), (20, 28, "DURATION", "P2D"), (40, 44, "DATE", "2009")]
    found = [when(3, "Monday", "DATE", "2015-09-28"), when(20, "two days", "DATE", "P3D"), when(60, "now", "DATE", "PRESENT_REF")]
    counted = score(gold, found)
    assert (counted.strict.right, counted.relaxed.right, counted.type.right, counted.value.right) == (1, 2, 1, 1)
    assert (counted.relaxed.found, counted.relaxed.gold) == (3, 3)
    assert counted.value.f1 == pytest.approx(counted.relaxed.f1 * counted.value.right / counted.relaxed.right)


def test_each_time_belongs_to_one_gold_time() -> None:
    counted = score([(0, 3, "DATE", "2009"), (5, 9, "DATE", "2009")], [when(0, "2009 - 2009", "DATE", "2009")])
    assert counted.relaxed.right == 1


def test_the_scores_of_a_folder_are_added_up(folder: Path) -> None:
    def read(report: Report) -> list[When]:
        assert report.published == date(2015, 10, 1)
        return [when(report.text.index("Monday"), "Monday", "DATE", "2015-09-28")]

    scores = score_times(folder, read, "all")
    assert [(name, each.documents, each.relaxed.right) for name, each in scores.items()] == [("north", 4, 4), ("south", 4, 4)]
    assert sum(scores.values(), TimesScore()).relaxed.recall == 50


@pytest.mark.parametrize(
    "text", ["no XML", "<TimeML/>", DOCUMENT.replace('value="2015-10-01T10:00"', 'value="soon"'), DOCUMENT.replace("type=", "kind=")]
)
def test_what_is_no_timeml_is_told_in_one_line(tmp_path: Path, text: str) -> None:
    (tmp_path / "d.tml").write_text(text, "utf-8")
    with pytest.raises(CorpusError, match=r"d\.tml: not TimeML") as raised:
        list(timed_texts(tmp_path))
    assert "\n" not in str(raised.value)


def test_a_folder_without_documents_and_a_broken_archive_are_told(tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match=r"has no \.tml file"):
        list(timed_texts(tmp_path))
    (tmp_path / "a.tar.gz").write_bytes(b"no archive")
    with pytest.raises(CorpusError, match="no archive of TimeML files"):
        list(timed_texts(tmp_path / "a.tar.gz"))
    with pytest.raises(CorpusError):
        list(timed_texts(tmp_path / "missing"))


def test_no_entity_of_a_document_is_looked_up(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("secret", "utf-8")
    doctype = f'<!DOCTYPE TimeML [<!ENTITY x SYSTEM "{secret.as_uri()}">]><TimeML>'
    (tmp_path / "d.tml").write_text(DOCUMENT.replace("<TimeML>", doctype).replace("It ", "&x; It "), "utf-8")
    assert "secret" not in next(timed_texts(tmp_path)).text


def test_a_damaged_archive_is_told(tmp_path: Path) -> None:
    raw = io.BytesIO()
    with tarfile.open(fileobj=raw, mode="w:gz") as packed:
        info = tarfile.TarInfo("a/d.tml")
        info.size = 100_000
        packed.addfile(info, io.BytesIO(bytes(range(256)) * 391))
    (tmp_path / "a.tar.gz").write_bytes(raw.getvalue()[:-30])
    with pytest.raises(CorpusError):
        list(timed_texts(tmp_path / "a.tar.gz"))
