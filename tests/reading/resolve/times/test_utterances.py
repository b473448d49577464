"""The day of an utterance: beside its cue, else that of a statement whose day is its own too."""

from datetime import date

import pytest

from onrecord.reading.resolve.times import dates, times
from onrecord.reading.segment import segment
from onrecord.schema.actor import Speaker
from onrecord.schema.draft import Draft
from onrecord.schema.report import Report
from onrecord.schema.segments import Segments
from onrecord.schema.words import StatementType
from tests.conftest import place, tags

THURSDAY = date(2015, 10, 1)
ADA, BO = Speaker("a", "Ada Orlu", "minister"), Speaker("b", "Bo Lind")
KESSLAND = Speaker("k", "Kessland")
BEFORE = "the day of the same speaker's statement before"


def draft(
    segments: Segments,
    content: str,
    cue: str,
    source: str | None = None,
    kind: StatementType = "assertion",
    parent: Draft | None = None,
) -> Draft:
    where = None if source is None else place(segments, source)
    return Draft("indirect", kind, "asserts", where, place(segments, cue), (place(segments, content),), None, 0.9, parent=parent)


def dated(
    text: str, speech: str, parts: list[tuple[str, str, str | None]], speakers: list[Speaker | None], published: date | None = THURSDAY
) -> list[tuple[str | None, str]]:
    segments = segment(Report(text, published=published))
    made = tags(segments, speech=speech)
    whens, anchor = times(segments, made)
    return dates(segments, made, whens, anchor, [draft(segments, *part) for part in parts], speakers)


def date_of(text: str, content: str, cue: str, speech: str, source: str | None = None, published: date | None = THURSDAY) -> str | None:
    return dated(text, speech, [(content, cue, source)], [None], published)[0][0]


def test_the_day_stands_beside_the_cue() -> None:
    assert date_of("It rained, she said Wednesday.", "It rained", "said", "PRP VBD , PRP VBD NNP .") == "2015-09-30"
    assert date_of("On Wednesday, she said it rained.", "it rained", "said", "IN NNP , PRP VBD PRP VBD .") == "2015-09-30"


def test_an_evening_is_of_its_day() -> None:
    assert date_of("It rained, she said Wednesday evening.", "It rained", "said", "PRP VBD , PRP VBD NNP NN .") == "2015-09-30"


def test_a_day_inside_the_content_is_not_the_day_of_the_utterance() -> None:
    assert date_of("She said it rained Wednesday.", "it rained Wednesday", "said", "PRP VBD PRP VBD NNP .") is None


def test_a_day_after_another_verb_is_not_the_day_of_the_utterance() -> None:
    assert date_of("It rained, she said, before leaving Monday.", "It rained", "said", "PRP VBD , PRP VBD , IN VBG NNP .") is None


def test_how_words_are_given_out_is_no_other_act() -> None:
    text, speech = "It rained, she said in a letter published Monday.", "PRP VBD , PRP VBD IN DT NN VBN NNP ."
    assert date_of(text, "It rained", "said", speech) == "2015-09-28"


def test_a_day_in_an_opening_of_another_time_is_not_the_day_of_the_utterance() -> None:
    text, speech = "After the letter on Monday, she said it rained.", "IN DT NN IN NNP , PRP VBD PRP VBD ."
    assert date_of(text, "it rained", "said", speech) is None


def test_a_day_beside_the_source_is_the_day_of_all_that_it_does() -> None:
    text, speech = "Ada on Monday left the room, saying it rained.", "NNP IN NNP VBD DT NN , VBG PRP VBD ."
    assert date_of(text, "it rained", "saying", speech, "Ada") == "2015-09-28"


@pytest.mark.parametrize(("words", "value"), [("in June", "2015-06"), ("in 2009", "2009")])
def test_what_was_said_long_before_keeps_its_month_or_year(words: str, value: str) -> None:
    text, speech = f"It rained, Ada said {words}. It poured, she added.", "PRP VBD , NNP VBD IN NNP . PRP VBD , PRP VBD ."
    parts: list[tuple[str, str, str | None]] = [("It rained", "said", "Ada"), ("It poured", "added", "she")]
    assert dated(text, speech, parts, [ADA, ADA]) == [(value, ""), (None, "")]


@pytest.mark.parametrize("words", ["last month", "last week", "this year"])
def test_what_is_no_day_and_not_long_past_is_a_reason_only(words: str) -> None:
    (found,) = dated(f"It rained, she said {words}.", "PRP VBD , PRP VBD IN NNP .", [("It rained", "said", None)], [None])
    assert found[0] is None
    assert found[1].startswith("the words beside the cue give no day: ")


def test_what_was_said_is_not_of_a_day_to_come() -> None:
    assert date_of("It rained, she said, and will tomorrow.", "It rained", "said", "PRP VBD , PRP VBD , CC MD NN .") is None


def test_without_a_day_of_publication_the_day_stays_unknown_and_its_words_are_kept() -> None:
    (found,) = dated("It rained, she said Wednesday.", "PRP VBD , PRP VBD NNP .", [("It rained", "said", None)], [None], None)
    assert found == (None, "the words beside the cue give no day: XXXX-WXX-3")


def test_the_anchor_in_the_text_is_told() -> None:
    text = "ARDAL, 1 October 2015 (Agency) - It rained, she said Wednesday."
    speech = "NNP , CD NNP CD -LRB- NN -RRB- : PRP VBD , PRP VBD NNP ."
    assert dated(text, speech, [("It rained", "said", None)], [None], None) == [("2015-09-30", "counted from the dateline's day")]


TWO = "It rained, Ada said Wednesday. It poured, she added."
TWO_SPEECH = "PRP VBD , NNP VBD NNP . PRP VBD , PRP VBD ."


def test_the_same_speakers_next_assertion_is_of_the_same_day() -> None:
    parts: list[tuple[str, str, str | None]] = [("It rained", "said", "Ada"), ("It poured", "added", "she")]
    assert dated(TWO, TWO_SPEECH, parts, [ADA, ADA]) == [("2015-09-30", ""), ("2015-09-30", BEFORE)]
    assert dated(TWO, TWO_SPEECH, parts, [ADA, BO])[1] == (None, "")


def test_what_somebody_has_said_at_some_time_is_not_of_the_same_day() -> None:
    text = "It rained, Ada said Wednesday. It poured, she has said."
    parts: list[tuple[str, str, str | None]] = [("It rained", "said", "Ada"), ("It poured", "has said", "she")]
    assert dated(text, "PRP VBD , NNP VBD NNP . PRP VBD , PRP VBZ VBN .", parts, [ADA, ADA])[1] == (None, "")


SHARED = ("2015-09-30", "the day of the occasion that the speaker shared")


@pytest.mark.parametrize(
    ("company", "speaker"),
    [("Bo Lind", BO), ("Alder al-Lind", BO), ("her counterpart from Kessland", Speaker("b", "Bo Lind", "minister", "Kessland"))],
)
def test_who_is_at_a_meeting_with_the_speaker_speaks_on_that_day(company: str, speaker: Speaker) -> None:
    segments = segment(Report(f"It rained, Ada said Wednesday in talks with {company}. It poured, the other said.", published=THURSDAY))
    made = tags(segments, speech=" ".join("VBD" if token.text == "said" else "NN" for token in segments.tokens))
    whens, anchor = times(segments, made)
    cue = place(segments, "said", 1)
    second = Draft("indirect", "assertion", "asserts", None, cue, (place(segments, "It poured"),), None, 0.9)
    drafts = [draft(segments, "It rained", "said", "Ada"), second]
    assert dates(segments, made, whens, anchor, drafts, [ADA, speaker])[1] == SHARED
    assert dates(segments, made, whens, anchor, drafts, [ADA, Speaker("c", "Cy Orm")])[1] == (None, "")


def test_an_organ_of_a_body_speaks_on_its_day() -> None:
    text = "It rained, Kessland said Wednesday. It poured, Kessland's ministry added."
    speech = "PRP VBD , NNP VBD NNP . PRP VBD , NNP POS NN VBD ."
    parts: list[tuple[str, str, str | None]] = [("It rained", "said", "Kessland"), ("It poured", "added", "Kessland's ministry")]
    found = dated(text, speech, parts, [KESSLAND, Speaker("m", "Kessland's ministry")])
    assert found[1] == ("2015-09-30", "the day of the same body's statement before")


def test_the_opening_of_a_report_has_the_day_that_is_told_further_down() -> None:
    text = "Ada denied it rained. It poured, Ada said Wednesday."
    parts: list[tuple[str, str, str | None]] = [("it rained", "denied", "Ada"), ("It poured", "said", "Ada")]
    found = dated(text, "NNP VBD PRP VBD . PRP VBD , NNP VBD NNP .", parts, [ADA, ADA])
    assert found[0] == ("2015-09-30", "the day of the same speaker's statement further down")


def test_what_i_believe_is_of_the_day_on_which_i_say_so() -> None:
    text = "Ada said on Wednesday: we believe it rained."
    segments = segment(Report(text, published=THURSDAY))
    made = tags(segments, speech="NNP VBD IN NNP : PRP VBP PRP VBD .")
    whens, anchor = times(segments, made)
    outer = draft(segments, "we believe it rained", "said", "Ada")
    inner = draft(segments, "it rained", "believe", "we", "belief", outer)
    assert dates(segments, made, whens, anchor, [outer, inner], [ADA, ADA])[1] == ("2015-09-30", "the day of the statement around it")


def test_the_turns_of_a_transcript_are_of_the_day_at_its_head() -> None:
    text = "Briefing in Ardal\n\nSeptember 30, 2015\n\nMR. WELLS: It rained."
    segments = segment(Report(text, published=THURSDAY))
    made = tags(segments)
    whens, anchor = times(segments, made)
    turn = Draft(
        "direct", "assertion", "asserts", place(segments, "MR. WELLS"), None, (place(segments, "It rained"),), None, 1.0, turn=True
    )
    assert dates(segments, made, whens, anchor, [turn], [ADA]) == [("2015-09-30", "the day at the head of the text")]
