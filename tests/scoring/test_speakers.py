"""A speaker is right if its actor is mentioned where the sample says; nobody is right where nobody is meant."""

import json
from pathlib import Path

import pytest

from onrecord.errors import CorpusError
from onrecord.schema.actor import Actor, Mention, Speaker
from onrecord.schema.reading import Reading
from onrecord.schema.report import Report
from onrecord.schema.statement import Statement
from onrecord.scoring.speakers import score_speakers, verdict

TEXT = "Ada Lane left. She said it rained. Tom Reed waved."


def reading(*, speaker: bool) -> Reading:
    report = Report(TEXT)
    places = ((0, 8, "name"), (15, 18, "pronoun"))
    ada = Actor("1", "Ada Lane", "person", tuple(Mention(a, b, TEXT[a:b], form) for a, b, form in places))  # type: ignore[arg-type]
    statement = Statement(
        id="s",
        kind="indirect",
        type="assertion",
        source=report.span(15, 18),
        cue=report.span(19, 23),
        content=(report.span(24, 33),),
        speaker=Speaker("1", "Ada Lane") if speaker else None,
        addressee=None,
        date=None,
        stance="asserts",
        parent=None,
        confidence=0.9,
    )
    return Reading(report, (statement,), (), (), (ada,), ())


@pytest.mark.parametrize(
    ("source", "wanted", "known", "found"),
    [
        ([15, 18], [0, 8], True, "right"),
        ([15, 18], [35, 43], True, "wrong"),
        ([15, 18], None, True, "wrong"),
        ([15, 18], None, False, "right"),
        ([15, 18], [0, 8], False, "unknown"),
        ([35, 43], [35, 43], True, "not found"),
    ],
)
def test_verdicts(source: list[int], wanted: list[int] | None, known: bool, found: str) -> None:
    assert verdict({"source": source, "speaker": wanted}, reading(speaker=known)) == found


def test_a_sample_is_counted_file_by_file(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT, "utf-8")
    sample = tmp_path / "sample.json"
    sample.write_text(json.dumps([{"file": "a.txt", "source": [15, 18], "speaker": [0, 8], "verdict": "named"}]), "utf-8")
    assert score_speakers(sample, tmp_path, lambda _: reading(speaker=True)) == {"right": 1}
    sample.write_text("[1]", "utf-8")
    with pytest.raises(CorpusError, match="not a sample of speakers"):
        score_speakers(sample, tmp_path, lambda _: reading(speaker=True))
