"""Quality has floors, in gold/floors.json: no change may lower a score below its floor unsaid."""

import json
from pathlib import Path

import pytest

from onrecord.cli.position_scores import stance_of
from onrecord.reading.pipeline import kinds_in, mentions_in, names_in, read_report, role_spans, tagged_attributions
from onrecord.scoring.attribution import score_attributions, score_spans
from onrecord.scoring.checked import checked_events
from onrecord.scoring.coreference import score_coreference
from onrecord.scoring.counts import Counts
from onrecord.scoring.dse import read_dse
from onrecord.scoring.entities import score_entities
from onrecord.scoring.events import EventScore, gold_texts, score_events
from onrecord.scoring.plv import accuracy, macro_f1, quad_of, read_plv
from onrecord.scoring.positions import gold_texts as position_texts
from onrecord.scoring.positions import score_positions
from onrecord.scoring.reports import ReportScore, score_reports
from onrecord.scoring.speakers import score_speakers
from onrecord.scoring.times import score_times
from tests.conftest import ROOT

FLOORS = json.loads((ROOT / "gold" / "floors.json").read_text("utf-8"))

pytestmark = pytest.mark.net


def total(folder: Path) -> ReportScore:
    return sum((score for _, score in score_reports(folder, read_report)), ReportScore())


def check(folder: Path, name: str) -> None:
    score, floor = total(folder), FLOORS[name]
    right, of = score.attributes["speaker"]
    assert score.statements.f1 >= floor["statements F1"]
    assert score.nested.recall >= floor["nested recall"]
    assert 100 * right / of >= floor["speaker"]


def test_our_own_report() -> None:
    check(ROOT / "gold", "press-conference")


@pytest.mark.shared
def test_the_diplomatic_reports(shared: Path) -> None:
    check(shared / "reports" / "dev", "reports")


@pytest.mark.shared
def test_the_reference_report(shared: Path) -> None:
    score, floor = total(shared / "reports"), FLOORS["lavrov"]
    assert score.outer.recall >= floor["outermost recall"]
    assert score.strict.right >= floor["strict"]
    assert score.outer.found - score.outer.right <= floor["outermost extra"]


@pytest.mark.shared
def test_the_taggers_spans(shared: Path) -> None:
    score = score_spans(shared / "attribution" / "polnear" / "dev", role_spans, one_each=True)
    assert score.articles == 84
    assert {role: counts.f1 >= FLOORS["spans"][role] for role, counts in score.exact.items()} == dict.fromkeys(score.exact, True)


@pytest.mark.shared
def test_whole_attributions_of_raw_texts(shared: Path) -> None:
    score = score_attributions(shared / "attribution" / "polnear" / "dev", read_report, tagged_attributions, kinds_in, one_each=True)
    assert score.articles == 84
    assert score.exact["attribution"].f1 >= FLOORS["attribution"]["exact"]
    assert score.overlap["attribution"].f1 >= FLOORS["attribution"]["80 % overlap"]
    assert score.overlap["as tagged"].f1 >= FLOORS["attribution"]["80 % overlap, as tagged"]
    assert 100 * score.unresolved / score.with_source <= FLOORS["attribution"]["unknown speakers, at most"]


@pytest.mark.shared
def test_speakers_checked_by_hand(shared: Path) -> None:
    verdicts = score_speakers(ROOT / "gold" / "speakers.json", shared / "attribution" / "polnear" / "dev" / "text", read_report)
    found = verdicts.total() - verdicts["not found"]
    assert found >= FLOORS["speakers"]["found"]
    assert 100 * verdicts["right"] / found >= FLOORS["speakers"]["right"]


@pytest.mark.shared
def test_pronouns_and_descriptions(shared: Path) -> None:
    pytest.importorskip("scipy", reason="needs the extra [train]")
    score = score_coreference(shared / "syntax" / "gum" / "gum-dev.conllu.gz", lambda report: read_report(report).actors)
    assert score.antecedents["pronoun"].f1 >= FLOORS["coreference"]["pronoun"]
    assert score.antecedents["nominal"].f1 >= FLOORS["coreference"]["nominal"]
    assert score.conll >= FLOORS["coreference"]["CoNLL F1"]


@pytest.mark.shared
def test_the_days_of_utterances(shared: Path) -> None:
    attributes = total(shared / "reports" / "dev").attributes
    for name, floor in (("date", "all"), ("date, where gold has one", "where gold has one")):
        right, of = attributes[name]
        assert 100 * right / of >= FLOORS["dates"][floor]


@pytest.mark.shared
def test_the_times_of_held_out_documents(shared: Path) -> None:
    scores = score_times(shared / "time" / "TBAQ-cleaned.tar.gz", lambda report: read_report(report).times, "held-out")
    assert scores["TimeBank"].documents == 61
    assert scores["TimeBank"].relaxed.f1 >= FLOORS["times"]["relaxed"]
    assert scores["TimeBank"].value.f1 >= FLOORS["times"]["value"]


@pytest.mark.shared
@pytest.mark.parametrize("corpus", ["conllpp/conllpp_dev.txt", "re3d"])
def test_names_and_mentions(shared: Path, corpus: str) -> None:
    score = score_entities(shared / "ner" / corpus, names_in, mentions_in)
    assert sum(score.exact.values(), Counts()).f1 >= FLOORS["names"][corpus]


def events(path: Path, part: str | None = None) -> EventScore:
    texts = [text for text in gold_texts(path) if part in {None, text.part}]
    return sum((score_events(text, read_report(text.report)) for text in texts), EventScore())


@pytest.mark.parametrize("part", ["tuned", "held back"])
def test_events_of_our_own_sentences(part: str) -> None:
    score, floor = events(ROOT / "gold" / "events.jsonl", part), FLOORS["events"][part]
    right, of = score.parts["direction, of both parties known"]
    assert score.texts >= 100
    assert score.whole.precision >= floor["precision"]
    assert score.whole.recall >= floor["recall"]
    assert score.typed.precision >= floor["of the right type"]
    assert 100 * right / of >= floor["direction"]


@pytest.mark.shared
def test_events_of_the_diplomatic_reports(shared: Path) -> None:
    score, floor = events(shared / "reports" / "dev"), FLOORS["events of reports"]
    assert score.whole.right >= floor["whole"]
    assert score.extra / score.texts <= floor["extra a report, at most"]


@pytest.mark.shared
def test_events_of_the_reference_report(shared: Path) -> None:
    assert events(shared / "reports").whole.right >= FLOORS["events of reports"]["lavrov"]


@pytest.mark.parametrize("part", ["tuned", "held back"])
def test_positions_of_our_own_texts(part: str) -> None:
    texts = [text for text in position_texts(ROOT / "gold" / "positions.jsonl") if text.part == part]
    score = sum((score_positions(text.positions, text.places, read_report(text.report)) for text in texts), Counts())
    assert len(texts) >= 30
    assert score.precision >= FLOORS["positions"][part]["precision"]
    assert score.recall >= FLOORS["positions"][part]["recall"]


@pytest.mark.shared
def test_positions_of_the_diplomatic_reports(shared: Path) -> None:
    score, floor = total(shared / "reports" / "dev").positions, FLOORS["positions of reports"]
    assert score.right >= floor["found"]
    assert (score.found - score.right) / 8 <= floor["extra a report, at most"]


@pytest.mark.shared
def test_positions_of_the_reference_report(shared: Path) -> None:
    score, floor = total(shared / "reports").positions, FLOORS["positions of reports"]
    assert score.right >= floor["lavrov"]
    assert score.found - score.right <= floor["lavrov extra, at most"]


@pytest.mark.shared
def test_confidence_tells_right_events_of_news_from_wrong_ones(shared: Path) -> None:
    floor = FLOORS["events of news, checked"]
    checked = list(checked_events(ROOT / "gold" / "events-checked.jsonl", shared, read_report))

    def right(least: float) -> float:
        some = [each for each in checked if each.event.confidence >= least]
        return 100 * sum(each.weight for each in some if each.verdict == "right") / sum(each.weight for each in some)

    assert len(checked) >= floor["found"]
    assert right(0.0) >= floor["all"]
    assert right(0.5) >= floor["0.5 and above"]
    assert right(0.7) >= floor["0.7 and above"]


@pytest.mark.shared
def test_the_second_vote_on_events(shared: Path) -> None:
    pytest.importorskip("torch", reason="needs the extra [train]")
    from onrecord.training.events import CORPUS, EXAMPLES, cross_validated  # noqa: PLC0415 (an extra)

    rows, floor = read_plv(shared / CORPUS), FLOORS["plv"]
    found = cross_validated(rows, shared, examples=ROOT / EXAMPLES, most=1)
    gold = [rows[number] for number in found]
    assert len(gold) == floor["rows"]
    assert (
        accuracy([row.root for row in gold], [max(its, key=lambda root: its[root]) for its in found.values()]) >= floor["roots, accuracy"]
    )
    assert macro_f1([row.quad for row in gold], [quad_of(its) for its in found.values()]) >= floor["quads, macro-F1"]


@pytest.mark.shared
def test_the_second_vote_on_stances(shared: Path) -> None:
    rows, floor = read_dse(shared / "position" / "dse" / "valid.txt"), FLOORS["dse"]
    gold, found = [row.stance for row in rows], [stance_of(row) for row in rows]
    assert macro_f1(gold, found) >= floor["macro-F1"]
    assert accuracy(gold, found) >= floor["accuracy"]
