"""Codings and what people decide about them: kept apart, applied again, taken back; the record stays sound."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from onrecord.coding import code_record, compare
from onrecord.errors import RecordError
from onrecord.record import Decision, Record
from onrecord.record.concepts import Coded, Concepts
from tests.coding.made import DRAIN, FERRY, add, book, filled, reading

ONE = reading(1, ("Ada Wells", "We will drain the lake"), ("Bo Lund", "We want to keep the lake"), ("Ada Wells", "It rained"))
TWO = reading(2, ("Bo Lund", "No ferry subsidy"), ("Ada Wells", "the lake"), day=date(2021, 6, 1))


@pytest.fixture
def record(tmp_path: Path) -> Iterator[Record]:
    with filled(tmp_path / "r.db", ONE, TWO) as made:
        code_record(made, book())
        yield made


def sides(record: Record) -> list[tuple[str, str, bool, str]]:
    """Speaker, concept, agreement and standing of each coding that counts."""
    return [(its.entry.speaker_name or "", its.coding.concept, its.coding.agreement, its.standing) for its in Concepts(record).codings()]


CODED = [("Ada Wells", DRAIN, True, "coded"), ("Bo Lund", DRAIN, False, "coded"), ("Bo Lund", FERRY, False, "coded")]


def of(record: Record, speaker: str) -> Coded:
    return next(its for its in Concepts(record).codings() if its.entry.speaker_name == speaker)


def test_codings_stand_in_the_record_with_their_words(record: Record) -> None:
    assert sides(record) == CODED
    coding = of(record, "Ada Wells").coding
    assert [span.text for sign in coding.signs for span in sign.spans] == ["drain the lake"]
    assert of(record, "Ada Wells").entry.concepts == {DRAIN: True}
    assert list(record.verify()) == []


def test_concepts_are_counted(record: Record) -> None:
    drain, ferry = Concepts(record).listed()
    assert (drain.statements, drain.agree, drain.disagree, drain.speakers, drain.reports, drain.decided) == (2, 1, 1, 2, 1, 0)
    assert (ferry.name, ferry.statements, ferry.first, ferry.last) == (FERRY, 1, "2021-06-01", "2021-06-01")


def test_the_review_list_has_the_least_certain_first_and_nothing_decided(record: Record) -> None:
    concepts = Concepts(record)
    found = concepts.codings(doubtful=True)
    assert [its.coding.confidence for its in found] == sorted(its.coding.confidence for its in found)
    concepts.decide(found[0].id, "accept", "Kim")
    assert [its.id for its in concepts.codings(doubtful=True)] == [its.id for its in found[1:]]
    assert len(concepts.codings(doubtful=True, limit=1)) == 1
    assert {its.coding.concept for its in concepts.codings("ferry")} == {FERRY}


def test_decisions_hold_through_coding_and_building_again_and_are_taken_back(record: Record) -> None:
    concepts = Concepts(record)
    made = [concepts.decide(of(record, "Ada Wells").id, "turn", "Kim", "she was joking")]
    made.append(concepts.decide(next(its.id for its in concepts.codings(FERRY)), "reject", "Kim"))
    rain = next(entry for entry in record.entries(ONE.report.id) if "rained" in entry.statement.content[0].text)
    made.append(concepts.add(rain.statement.id, "ferry", agreement=True, author="Lee"))
    decided = [("Ada Wells", DRAIN, False, "turned"), ("Bo Lund", DRAIN, False, "coded"), ("Ada Wells", FERRY, True, "added")]
    assert sorted(sides(record)) == sorted(decided)
    code_record(record, book())
    assert sorted(sides(record)) == sorted(decided)
    add(record, ONE, TWO, again=True)
    assert sides(record) == []
    assert code_record(record, again=False) == 2
    assert sorted(sides(record)) == sorted(decided)
    assert list(record.verify()) == []
    for decision in made:
        concepts.undo(decision)
    assert [(its.verb, its.author, its.undone is None) for its in concepts.decisions()] == [
        ("turn", "Kim", False),
        ("reject", "Kim", False),
        ("add", "Lee", False),
    ]
    code_record(record, book())
    assert sides(record) == CODED


def test_a_decision_about_words_that_a_later_reading_bounds_otherwise_still_holds(record: Record) -> None:
    Concepts(record).decide(of(record, "Ada Wells").id, "turn", "Kim")
    record.db.execute("UPDATE coding_decisions SET statement_id = 'gone', end = end + 2")
    code_record(record, book())
    assert ("Ada Wells", DRAIN, False, "turned") in sides(record)


def test_a_report_whose_day_was_mended_keeps_its_decisions(tmp_path: Path) -> None:
    words = ("Ada Wells", "We will drain the lake")
    with filled(tmp_path / "m.db", reading(1, words)) as record:
        code_record(record, book())
        Concepts(record).decide(of(record, "Ada Wells").id, "turn", "Kim")
        add(record, reading(1, words, day=date(2021, 5, 5)))
        code_record(record, again=False)
        assert sides(record) == [("Ada Wells", DRAIN, False, "turned")]


def test_new_reports_alone_are_coded_where_nothing_else_changed(record: Record) -> None:
    assert code_record(record, again=False) == 0
    add(record, reading(3, ("Cleo Marsh", "They must drain the lake")))
    assert code_record(record, again=False) == 1
    assert ("Cleo Marsh", DRAIN, True, "coded") in sides(record)


def test_what_was_decided_is_learned_for_the_same_words(record: Record) -> None:
    words = "We want to keep the lake"
    add(record, reading(4, ("Cleo Marsh", words)))
    Concepts(record).decide(of(record, "Bo Lund").id, "reject", "Kim")
    code_record(record, book())
    assert not any(speaker == "Cleo Marsh" for speaker, *_ in sides(record))


def test_a_concept_that_left_the_codebook_leaves_the_record_and_its_decisions_wait(record: Record) -> None:
    Concepts(record).decide(next(its.id for its in Concepts(record).codings(FERRY)), "turn", "Kim")
    code_record(record, book(f"- name: {DRAIN}\n  words: [drain the lake]"))
    assert {concept for _, concept, *_ in sides(record)} == {DRAIN}
    code_record(record, book())
    assert ("Bo Lund", FERRY, True, "turned") in sides(record)


def test_what_is_not_there_is_told(record: Record, tmp_path: Path) -> None:
    concepts = Concepts(record)
    for call, said in (
        (lambda: concepts.decide("none", "accept", "Kim"), "coding none: is not in this record"),
        (lambda: concepts.undo("none"), "decision none: is not in this record"),
        (lambda: concepts.codings("zebra"), "zebra: no concept has these words"),
        (lambda: concepts.codings("the"), "the: 2 concepts have these words"),
        (lambda: concepts.add("none", "ferry", agreement=True, author="Kim"), "statement none: is not in this record"),
        (lambda: concepts.decide(of(record, "Ada Wells").id, "accept", " "), "needs an author"),
    ):
        with pytest.raises(RecordError, match=said):
            call()
    with Record(tmp_path / "new.db", make=True) as new, pytest.raises(RecordError, match="has no codebook yet"):
        code_record(new)


def test_words_that_are_not_the_reports_are_never_written(record: Record) -> None:
    concepts = Concepts(record)
    coding = of(record, "Ada Wells").coding
    with pytest.raises(RecordError, match="nothing of it was written"):
        concepts.put(TWO.report, [coding])
    assert sides(record) == CODED


def test_a_codebook_is_compared_with_what_people_coded(record: Record) -> None:
    """Wells's drain is found and on the other side, Lund's ferry found and the same, his swans not found."""
    coded = (("drain the lake", DRAIN, "0"), ("ferry subsidy", FERRY, "0"), ("keep the lake", "Swans", "1"))
    for report in list(record.reports()):
        for entry in record.entries(report.id):
            for words, concept, agreement in coded:
                if words in entry.statement.content[0].text:
                    what = (report.id, "replace", entry.statement.id, entry.statement, "ann", "2021-06-01T00:00:00Z")
                    record.decide(Decision(*what, codes={"concept": concept, "agreement": agreement}))  # type: ignore[arg-type]
    drain, ferry = compare(record, book())
    assert (drain.people, drain.both, drain.same, drain.only_codebook) == (1, 1, 0, 1)
    assert (ferry.people, ferry.both, ferry.same, ferry.only_codebook) == (1, 1, 1, 0)
