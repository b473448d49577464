"""Scoring: what counts as right, by examples whose score can be counted by hand."""

import json
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from onrecord.errors import CorpusError
from onrecord.schema.actor import Actor, Mention, Speaker
from onrecord.schema.reading import Reading
from onrecord.schema.report import Report
from onrecord.schema.statement import Statement, statement_id
from onrecord.schema.words import Kind
from onrecord.scoring.attribution import score_attributions, score_spans
from onrecord.scoring.brat import read_folder
from onrecord.scoring.counts import Counts, interval
from onrecord.scoring.reports import overlap_share, score_reports

TEXT = "It rained all week, Ada Wells said."
PARTS = {"source": (20, 29), "cue": (30, 34), "content": (0, 18)}


def write_brat(folder: Path, name: str = "a") -> None:
    (folder / "text").mkdir(exist_ok=True)
    (folder / "attributions").mkdir(exist_ok=True)
    (folder / "text" / f"{name}.txt").write_text(TEXT, "utf-8")
    lines = [f"T{i}\t{role.capitalize()} {start} {end}\t{TEXT[start:end]}" for i, (role, (start, end)) in enumerate(PARTS.items(), 1)]
    lines += ["T4\tAttribution 30 34\tsaid", "E1\tAttribution:T4 Source:T1 Cue:T2 Content:T3"]
    (folder / "attributions" / f"{name}_ab12.ann").write_text("\n".join(lines), "utf-8")


def reading(report: Report, *, content: tuple[int, int] = PARTS["content"], speaker: str = "Ada Wells") -> Reading:
    source, cue, said = report.span(*PARTS["source"]), report.span(*PARTS["cue"]), report.span(*content)
    key = statement_id(report.id, "indirect", source, cue, [said])
    actor = Actor("a", speaker, "person", (Mention(source.start, source.end, source.text, "name"),))
    made = Statement(key, "indirect", "assertion", source, cue, (said,), Speaker("a", speaker), None, None, "asserts", None, 0.9)
    return Reading(report, (made,), (), (), (actor,), ())


def kinds(report: Report) -> Callable[[Sequence[tuple[int, int]]], Kind]:
    return lambda contents: "direct" if report.text[contents[0][0]] == '"' else "indirect"


def nothing_tagged(_: Report) -> list[tuple[tuple[tuple[int, int], ...], tuple[tuple[int, int], ...], tuple[tuple[int, int], ...]]]:
    return []


def test_counts() -> None:
    counts = Counts(1, 2, 4) + Counts(1, 2, 0)
    assert (counts.precision, counts.recall, counts.f1) == (50.0, 50.0, 50.0)
    assert (Counts().precision, Counts().recall, Counts().f1) == (0.0, 0.0, 0.0)


def test_an_interval_holds_the_score_and_shrinks_with_more_articles() -> None:
    few = [Counts(1, 2, 2), Counts(2, 2, 2), Counts(0, 1, 2)]
    low, high = interval(few)
    assert low < sum(few, Counts()).f1 < high
    narrow = interval(few * 50)
    assert low < narrow[0] < narrow[1] < high
    assert interval([Counts(1, 1, 1)] * 4) == (100.0, 100.0)


def test_overlap_is_a_share_of_the_larger() -> None:
    assert overlap_share([(0, 10)], [(0, 10)]) == 1.0
    assert overlap_share([(0, 10)], [(0, 5)]) == 0.5
    assert overlap_share([(0, 4), (6, 10)], [(2, 8)]) == 0.5


def test_brat_is_read_with_all_its_fragments(tmp_path: Path) -> None:
    write_brat(tmp_path)
    path = tmp_path / "attributions" / "a_ab12.ann"
    path.write_text(path.read_text().replace("0 18\tIt rained all week", "0 9;10 18\tIt rained\nall week"), "utf-8")
    (annotated,) = read_folder(tmp_path, one_each=True)
    assert annotated.attributions[0].content == ((0, 9), (10, 18))
    assert annotated.annotator == "ab12"


def test_one_annotator_a_text_or_all(tmp_path: Path) -> None:
    write_brat(tmp_path)
    second = (tmp_path / "attributions" / "a_ab12.ann").read_text()
    (tmp_path / "attributions" / "a_cd34.ann").write_text(second, "utf-8")
    assert len(list(read_folder(tmp_path, one_each=True))) == 1
    assert len(list(read_folder(tmp_path, one_each=False))) == 2


def test_a_right_reading_scores_full_marks(tmp_path: Path) -> None:
    write_brat(tmp_path)
    found = ((PARTS["source"],), (PARTS["cue"],), (PARTS["content"],))
    score = score_attributions(tmp_path, reading, lambda _: [found], kinds, one_each=True)
    names = ("source", "cue", "content", "attribution", "as tagged")
    assert {name: counts.f1 for name, counts in score.exact.items()} == dict.fromkeys(names, 100.0)


def test_by_kind_by_confidence_and_who_is_unknown(tmp_path: Path) -> None:
    write_brat(tmp_path)
    score = score_attributions(tmp_path, reading, nothing_tagged, kinds, one_each=True)
    assert score.kinds == {"indirect": Counts(1, 1, 1)}
    assert score.above(0.9) == Counts(1, 1, 1)
    assert score.above(0.95) == Counts(0, 0, 1)
    assert (score.with_source, score.unresolved) == (1, 0)
    off = score_attributions(tmp_path, lambda report: reading(report, content=(11, 18)), nothing_tagged, kinds, one_each=True)
    assert off.kinds == {"indirect": Counts(0, 1, 1)}
    assert off.above(0) == Counts(0, 1, 1)


def test_a_content_a_little_off_overlaps_but_is_not_exact(tmp_path: Path) -> None:
    write_brat(tmp_path)
    score = score_attributions(tmp_path, lambda report: reading(report, content=(3, 18)), nothing_tagged, kinds, one_each=True)
    assert (score.exact["attribution"].f1, score.overlap["attribution"].f1) == (0.0, 100.0)
    assert (score.exact["cue"].f1, score.exact["content"].f1) == (100.0, 0.0)


def test_spans_are_scored_role_by_role(tmp_path: Path) -> None:
    write_brat(tmp_path)
    score = score_spans(tmp_path, lambda _: {"source": [PARTS["source"], (0, 2)], "cue": []}, one_each=True)
    assert score.exact["source"] == Counts(1, 2, 1)
    assert score.exact["cue"] == Counts(0, 0, 1)


def gold(**changes: object) -> dict[str, object]:
    spans = {role: {"start": a, "end": b, "text": TEXT[a:b]} for role, (a, b) in PARTS.items()}
    statement = {
        "id": "S1",
        "kind": "indirect",
        "type": "assertion",
        "source": spans["source"],
        "cue": spans["cue"],
        "content": [spans["content"]],
        "speaker": "Ada Wells",
        "speaker_kind": "person",
        "addressee": None,
        "date": None,
        "parent": None,
    }
    return {"title": None, "published": "October 1, 2015", "publisher": None, "statements": [statement | changes]}


def write_report(folder: Path, **changes: object) -> None:
    (folder / "a.txt").write_text(TEXT, "utf-8")
    (folder / "a.gold.json").write_text(json.dumps(gold(**changes)), "utf-8")


def test_a_statement_found_is_looked_at_in_all_its_parts(tmp_path: Path) -> None:
    write_report(tmp_path, kind="mixed")
    ((name, score),) = score_reports(tmp_path, reading)
    assert name == "a"
    assert (score.statements.f1, score.outer.right, score.strict.right) == (100.0, 1, 1)
    assert score.attributes["speaker"] == (1, 1)
    assert score.attributes["kind"] == (0, 1)


@pytest.mark.parametrize(
    ("speaker", "kind", "right"),
    [("Wells", "person", 1), ("Mayor Ada al-Wells", "person", 1), ("Ada", "body", 1), ("Tom Adler", "person", 0), (None, "unnamed", 0)],
)
def test_when_a_speaker_is_right(tmp_path: Path, speaker: str | None, kind: str, right: int) -> None:
    write_report(tmp_path, speaker=speaker, speaker_kind=kind)
    ((_, score),) = score_reports(tmp_path, reading)
    assert score.attributes["speaker"] == (right, 1)


def test_scores_add_up(tmp_path: Path) -> None:
    write_report(tmp_path)
    ((_, score),) = score_reports(tmp_path, reading)
    both = score + score
    assert (both.statements.gold, both.attributes["speaker"]) == (2, (2, 2))


def test_a_folder_that_is_no_corpus_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match=r"needs NAME\.txt with NAME\.gold\.json"):
        list(score_reports(tmp_path, reading))
    with pytest.raises(CorpusError, match=r"needs text/NAME\.txt"):
        list(read_folder(tmp_path, one_each=True))
    write_brat(tmp_path)
    (tmp_path / "attributions" / "a_ab12.ann").write_text("T1\tContent nowhere\train", "utf-8")
    with pytest.raises(CorpusError, match="line 1: not brat stand-off"):
        list(read_folder(tmp_path, one_each=True))
    (tmp_path / "a.gold.json").write_text("[]", "utf-8")
    with pytest.raises(CorpusError, match="not an annotated report"):
        list(score_reports(tmp_path, reading))
