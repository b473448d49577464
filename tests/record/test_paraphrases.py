"""Who tells without quotation marks what others quote."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from onrecord.record import Record
from onrecord.record.paraphrases import paraphrases
from onrecord.schema.reading import Reading
from onrecord.schema.report import Report
from tests.record.conftest import RUN, actor, statement

SAID = "“We will drain the meadows behind the harbour before winter begins,”"


def quoting(speaker: str = "Ada Wells") -> Reading:
    report = Report(f"{SAID} {speaker} said.", source="a.txt", published=date(2021, 5, 4), publisher="Tarn Post")
    who = actor(report, speaker)
    return Reading(report, (statement(report, SAID, speaker, who),), (), (), (who,), ())


def telling(content: str, speaker: str = "Ada Wells", day: date = date(2021, 5, 5)) -> Reading:
    report = Report(f"{speaker} said {content}.", source="b.txt", published=day, publisher="Orm Gazette")
    who = actor(report, speaker)
    return Reading(report, (statement(report, content, speaker, who, kind="indirect"),), (), (), (who,), ())


def found(path: Path, told: Reading) -> list[str]:
    """The contents of the paraphrases, where these two reports are in the record."""
    with Record(path / "r.db", make=True) as record:
        run = record.run(RUN, "2021-06-01T00:00:00Z")
        for reading in (quoting(), told):
            record.add(reading, run, reading.report.source, "digest")
        record.group()
        return [hit.entry.statement.content[0].text for hit in paraphrases(record, record.variants(quoting().statements[0].id))]


TOLD = "the harbour meadows would be drained by winter"


def test_the_same_in_other_words_is_found(tmp_path: Path) -> None:
    assert found(tmp_path, telling(TOLD)) == [TOLD]


@pytest.mark.parametrize(
    "told",
    [
        telling(TOLD, speaker="Bo Lund"),
        telling(TOLD, day=date(2021, 5, 8)),
        telling("the harbour would be closed"),
        telling("the harbour, the meadows and the winter roads need councillors, engineers, surveyors and money"),
    ],
)
def test_another_speaker_day_or_thing_is_none(tmp_path: Path, told: Reading) -> None:
    assert found(tmp_path, told) == []


def test_a_quotation_of_unknown_day_has_none(tmp_path: Path) -> None:
    undated = replace(quoting(), report=replace(quoting().report, published=None))
    with Record(tmp_path / "r.db", make=True) as record:
        run = record.run(RUN, "2021-06-01T00:00:00Z")
        (its,) = undated.statements
        record.add(undated, run, "a.txt", "digest")
        record.group()
        assert paraphrases(record, record.variants(its.id)) == ()
