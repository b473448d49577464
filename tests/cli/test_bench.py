"""`onrecord bench`: its peer is a real encoder, its text is text."""

from pathlib import Path

import numpy as np
import pytest

from onrecord.cli.bench import SEQUENCE, WIDTH, encoder, made_up_text, print_searches, questions_from
from onrecord.record import Record, Run
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
