"""`onrecord bench`: its peer is a real encoder, its text is text."""

import os
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from onrecord.cli.bench import SEQUENCE, WIDTH, encoder, made_up_text, print_searches, questions_from
from onrecord.cli.desk_times import print_desk
from onrecord.errors import InputError
from onrecord.record import Record, Run
from onrecord.schema.reading import Reading
from tests.record.conftest import ferry, tarn


def test_the_peer_reads_a_sequence_and_its_answer_is_finite() -> None:
    found = encoder()()
    assert found.shape == (SEQUENCE, WIDTH)
    assert np.isfinite(found).all()


@pytest.mark.net
def test_the_made_up_text_has_statements() -> None:
    import onrecord  # noqa: PLC0415 (beside its only use)

    text = made_up_text()
    assert len(text.split()) > 1000
    assert len(onrecord.read(text[:2000]).statements) > 5


def test_searches_are_made_from_the_record_and_find_something(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "small.db"
    with Record(path, make=True) as record:
        for reading in (tarn(), ferry()):
            record.add(reading, record.run(Run("0.1"), "now"), reading.report.source, "d")
        questions = questions_from(record, 50)
        assert questions == questions_from(record, 50), "the same each time"
        found = [record.count(question) for question in questions]
    assert len(questions) == 50
    assert sum(1 for many in found if many) > 40
    print_searches(path)
    assert "1,000 searches in 6 statements" in capsys.readouterr().out


@pytest.mark.skipif(os.name == "nt", reason="no socket can be handed over there")
def test_the_pages_of_the_desk_are_timed_with_a_report_of_many_words(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "small.db"
    with Record(path, make=True) as record:
        filler = replace(ferry(), report=replace(ferry().report, text=ferry().report.text + "\nGeese crossed the road." * 1_500))
        for reading in (tarn(), filler):
            record.add(reading, record.run(Run("0.1"), "now"), reading.report.source, "d")
        record.group()
        questions = questions_from(record, 2)
    print_desk(path, questions, lambda report: Reading(report, (), (), (), (), ()))
    shown = capsys.readouterr().out
    assert "a report of 5,000 words" in shown
    with Record(path) as record:
        assert len(list(record.reports())) == 2, "the record itself is left as it is"


def test_a_record_of_few_words_measures_nothing(tmp_path: Path) -> None:
    path = tmp_path / "small.db"
    with Record(path, make=True) as record:
        record.add(tarn(), record.run(Run("0.1"), "now"), tarn().report.source, "d")
    with pytest.raises(InputError, match="fewer than 5,000 words"):
        print_desk(path, [], lambda report: Reading(report, (), (), (), (), ()))
