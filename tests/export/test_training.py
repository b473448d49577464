"""Corrected reports as training data."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from onrecord.errors import CorpusError
from onrecord.export import FORMATS
from onrecord.export.training import CHECKED
from onrecord.nets.labels import PART_TAGS, ROLE_TAGS
from onrecord.record import Decision, Question, Record
from onrecord.scoring.brat import read_folder
from onrecord.scoring.checked import checked_events, is_sample
from onrecord.training.data import examples
from tests.record.conftest import RUN, ferry, tarn
from tests.record.test_findings import CONDEMNED, SHELLED, WAR, about, filled, turned


@pytest.fixture
def small(tmp_path: Path) -> Iterator[Record]:
    """A record of two reports."""
    with Record(tmp_path / "small.db", make=True) as made:
        run = made.run(RUN, "2021-06-01T00:00:00Z")
        for reading in (tarn(), ferry()):
            made.add(reading, run, reading.report.source, "digest")
        yield made


def decided(verb: str, number: int) -> Decision:
    return Decision(tarn().report.id, verb, tarn().statements[number].id, None, "Cy", "2021-06-02T00:00:00Z")  # type: ignore[arg-type]


def test_the_loader_reads_what_people_left_standing(small: Record, tmp_path: Path) -> None:
    small.decide(decided("reject", 3))
    FORMATS["training"].write(small, tmp_path / "mine", None)
    (text,) = read_folder(tmp_path / "mine", one_each=True)
    assert (text.name, text.annotator, text.text) == (tarn().report.id, "onrecord", tarn().report.text)
    drain, outer, inner, _ = tarn().statements
    for found, its in zip(text.attributions, (drain, outer, inner), strict=True):
        assert found.content == tuple((span.start, span.end) for span in its.content)
        assert its.cue is not None
        assert found.cue == ((its.cue.start, its.cue.end),)


def test_the_training_takes_it_as_windows(small: Record, tmp_path: Path) -> None:
    small.decide(decided("accept", 0))
    FORMATS["training"].write(small, tmp_path / "mine", None)
    ((name, (window,)),) = examples(tmp_path / "mine", one_each=True)
    assert name == tarn().report.id
    cue = window.words.index("told")
    assert ROLE_TAGS[window.roles[cue]] == "B-cue"
    (relation,) = (relation for relation in window.relations if relation.cue == cue)
    assert PART_TAGS[relation.parts[window.words.index("drain")]] == "I-content"
    assert PART_TAGS[relation.parts[window.words.index("Ada")]] == "B-source"
    assert set(window.speech) == {"?"}


def test_only_corrected_reports_go_out(small: Record, tmp_path: Path) -> None:
    FORMATS["training"].write(small, tmp_path / "none", None)
    with pytest.raises(CorpusError, match="needs text/NAME"):
        next(read_folder(tmp_path / "none", one_each=True))
    small.decide(decided("accept", 0))
    FORMATS["training"].write(small, tmp_path / "other", Question(publisher=ferry().report.publisher))
    assert not list((tmp_path / "other" / "text").iterdir())


def test_events_that_people_decided_about_are_a_sample_that_can_be_scored(tmp_path: Path) -> None:
    with filled(tmp_path / "war.db") as record:
        kept = about("accept", CONDEMNED)
        record.decide_findings([kept, about("replace", SHELLED, turned(SHELLED))])
        FORMATS["training"].write(record, tmp_path / "mine", None)
        sample = tmp_path / "mine" / CHECKED
        assert is_sample(sample)
        found = list(checked_events(sample, tmp_path, lambda _: WAR))
        assert [(one.event, one.verdict) for one in found] == [(SHELLED, "parties"), (CONDEMNED, "right")]
        assert not list((tmp_path / "mine" / "text").iterdir())  # nobody looked at its statements
        record.undo(kept.id)
        record.decide_findings([about("reject", CONDEMNED, made="3")])
        FORMATS["training"].write(record, tmp_path / "again", None)
        assert [line["verdict"] for line in map(json.loads, (tmp_path / "again" / CHECKED).read_text().splitlines())] == [
            "parties",
            "wrong",
        ]
