"""What people decide is applied, can be taken back, survives a re-read, and never touches what was read."""

from dataclasses import replace

import pytest

from onrecord.errors import RecordError
from onrecord.record import Decision, Record, Run
from onrecord.schema.actor import Speaker
from onrecord.schema.reading import Reading
from onrecord.schema.report import Report
from onrecord.schema.statement import Statement
from tests.record.conftest import RUN, ferry, place, statement, tarn

REPORT = tarn().report.id
DRAIN, OUTER, INNER, DENIAL = tarn().statements


def decision(verb: str, about: Statement | None = None, value: Statement | None = None, **more: object) -> Decision:
    return Decision(REPORT, verb, about and about.id, value, "Kim", "2021-07-01T10:00:00Z", **more)  # type: ignore[arg-type]


def standing(record: Record) -> dict[str, str]:
    return {entry.statement.id: entry.standing for entry in record.entries(REPORT)}


def test_a_rejected_statement_counts_no_more_but_is_still_there(record: Record) -> None:
    assert record.decide(decision("reject", INNER))
    assert INNER.id not in standing(record)
    assert record.reading(REPORT) == tarn()


def test_an_accepted_one_is_marked(record: Record) -> None:
    record.decide(decision("accept", DRAIN))
    assert standing(record)[DRAIN.id] == "accepted"


def test_a_wrong_speaker_is_replaced_beside_what_was_read(record: Record) -> None:
    lund = next(actor for actor in record.actors(REPORT) if actor.name == "Bo Lund")
    record.decide(decision("replace", DRAIN, replace(DRAIN, speaker=Speaker(lund.id, lund.name)), reason="he said it"))
    entry = next(entry for entry in record.entries(REPORT) if entry.statement.id == DRAIN.id)
    assert (entry.standing, entry.statement.speaker) == ("added", Speaker(lund.id, "Bo Lund"))
    assert record.reading(REPORT) == tarn()


def test_a_missing_statement_is_added_with_a_speaker_that_no_words_mention(record: Record) -> None:
    report = tarn().report
    missing = replace(statement(report, "swans or not"), speaker=Speaker("new", "Cy Dorn"))
    record.decide(decision("add", None, missing, codes={"concept": "swans", "agreement": "0"}))
    entry = next(entry for entry in record.entries(REPORT) if entry.standing == "added")
    assert entry.statement.speaker == Speaker("new", "Cy Dorn")
    assert entry.codes == {"concept": "swans", "agreement": "0"}


def test_one_span_may_be_coded_more_than_once(record: Record) -> None:
    for concept in ("swans", "lakes"):
        record.decide(decision("add", None, statement(tarn().report, "swans or not"), codes={"concept": concept}))
    assert sorted(entry.codes["concept"] for entry in record.entries(REPORT) if entry.codes) == ["lakes", "swans"]


def test_the_same_decision_taken_in_twice_is_one(record: Record) -> None:
    assert record.decide(decision("reject", INNER))
    assert not record.decide(decision("reject", INNER))
    assert len(record.decisions()) == 1


def test_a_decision_is_taken_back(record: Record) -> None:
    record.decide(decision("reject", INNER))
    record.decide(decision("add", None, statement(tarn().report, "swans or not")))
    first, second = record.decisions()
    record.undo(first.id)
    assert standing(record)[INNER.id] == "read"
    record.undo(second.id)
    assert len(standing(record)) == 4
    with pytest.raises(RecordError, match="was taken back before"):
        record.undo(first.id)


def test_decisions_survive_a_re_read_by_another_version(record: Record) -> None:
    record.decide(decision("reject", INNER))
    record.decide(decision("replace", DRAIN, replace(DRAIN, stance="conditions")))
    before = record.entries(REPORT)
    record.add(tarn(), record.run(Run("0.2"), "later"), "tarn.txt", "digest")
    assert record.entries(REPORT) == before


def test_decisions_go_with_a_report_whose_day_is_mended(record: Record) -> None:
    record.decide(decision("reject", INNER))
    record.decide(decision("add", None, statement(tarn().report, "swans or not"), codes={"concept": "swans"}))
    reading = tarn()
    mended = replace(reading.report, published=reading.report.published.replace(day=5))  # type: ignore[union-attr]
    again = replace_report(mended)
    record.add(again, record.run(RUN, "later"), "tarn.txt", "other")
    assert [decision.report for decision in record.decisions()] == [mended.id] * 2
    found = record.entries(mended.id)
    assert INNER.content[0] not in [entry.statement.content[0] for entry in found]
    assert any(entry.codes == {"concept": "swans"} for entry in found)
    assert REPORT not in {report.id for report in record.reports()}


def replace_report(report: Report) -> Reading:
    """The statements of the report from Tarn in another report of the same words, without their speakers."""
    made = []
    ids: dict[str | None, str] = {}
    for old in tarn().statements:
        words = " ... ".join(span.text for span in old.content)
        new = statement(report, words, old.source.text, cue=old.cue.text, kind=old.kind, stance=old.stance)  # type: ignore[union-attr]
        new = replace(new, parent=ids.get(old.parent))
        ids[old.id] = new.id
        made.append(new)
    return Reading(report, tuple(made), (), (), (), ())


def test_a_report_with_decisions_is_kept_when_its_source_gives_other_words(record: Record) -> None:
    record.decide(decision("reject", INNER))
    record.add(ferry(), record.run(RUN, "now"), "tarn.txt", "other")
    assert REPORT in {report.id for report in record.reports()}


def test_words_that_the_report_does_not_have_are_not_added(record: Record) -> None:
    other = statement(ferry().report, "is doomed")
    with pytest.raises(RecordError, match="does not have 'is doomed'"):
        record.decide(decision("add", None, other))
    assert record.decisions() == ()


@pytest.mark.parametrize(
    ("made", "said"),
    [
        (lambda: decision("reject"), "needs the id of a statement"),
        (lambda: decision("add"), "needs a statement as its value"),
        (lambda: replace(decision("reject", INNER), author=" "), "needs an author"),
    ],
)
def test_a_decision_that_says_too_little_is_refused(made, said: str) -> None:  # type: ignore[no-untyped-def] # noqa: ANN001 (a maker)
    with pytest.raises(RecordError, match=said):
        made()


def test_a_decision_about_nothing_is_refused(record: Record) -> None:
    with pytest.raises(RecordError, match="is not in this record"):
        record.decide(Decision(REPORT, "reject", "0" * 16, None, "Kim", "now"))
    assert place(tarn().report, "swans").text == "swans"
