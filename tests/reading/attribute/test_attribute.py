"""Attributions become statements: quotations left over, turns, sources and cues set right."""

from dataclasses import replace

from onrecord.reading.attribute import attribute
from onrecord.reading.attribute.sources import full_source, trimmed_cue
from onrecord.schema.draft import Draft
from onrecord.schema.segments import Segments
from onrecord.schema.tags import TaggedAttribution, Tags
from tests.conftest import cut, place, tags


def words(segments: Segments, draft: Draft) -> tuple[str | None, str | None, list[str]]:
    source = None if draft.source is None else segments.span(*draft.source).text
    cue = None if draft.cue is None else segments.span(*draft.cue).text
    return source, cue, [segments.span(*bounds).text for bounds in draft.contents]


def with_attribution(made: Tags, segments: Segments, source: str, cue: str, content: str) -> Tags:
    found = TaggedAttribution(place(segments, source), place(segments, cue), (place(segments, content),), 0.9)
    return replace(made, attributions=(*made.attributions, found))


def test_a_second_quotation_in_the_paragraph_belongs_to_the_first_ones_speaker() -> None:
    segments = cut('"It rained," she said. "It rained for a whole week."')
    made = with_attribution(tags(segments), segments, "she", "said", '"It rained,"')
    (draft,) = attribute(segments, made)
    assert words(segments, draft) == ("she", "said", ['"It rained,"', '"It rained for a whole week."'])
    assert draft.kind == "direct"


def test_a_quotation_over_two_paragraphs_is_one_content() -> None:
    segments = cut('She said: "It rained all day.\n\n"It rained all night, too."')
    made = with_attribution(tags(segments), segments, "She", "said", '"It rained all day.')
    (draft,) = attribute(segments, made)
    assert words(segments, draft) == ("She", "said", ['"It rained all day.\n\n"It rained all night, too."'])


def test_a_quotation_that_stands_alone_is_kept_with_the_reason() -> None:
    segments = cut('It was a bad week.\n\n"It rained for a whole week in the town."')
    (draft,) = attribute(segments, tags(segments))
    assert words(segments, draft) == (None, None, ['"It rained for a whole week in the town."'])
    assert set(draft.reasons) == {"source", "cue"}


def test_scare_quotes_and_titles_are_no_statements() -> None:
    segments = cut('The "rain makers" showed their film "The Long Rain" in town.')
    assert attribute(segments, tags(segments)) == ()


def test_a_quotation_beside_a_verb_of_speech_finds_its_subject() -> None:
    segments = cut('"It rained for a week," sighed the mayor.')
    made = tags(segments, speech="`` PRP VBD IN DT NN , '' VBD DT NN .", phrases=("the mayor",))
    (draft,) = attribute(segments, made)
    assert words(segments, draft) == ("the mayor", "sighed", ['"It rained for a week,"'])


def test_a_signed_quotation() -> None:
    segments = cut('"It rained for a whole week." - Commissioner Ada Wells')
    (draft,) = attribute(segments, tags(segments))
    assert words(segments, draft) == ("Commissioner Ada Wells", None, ['"It rained for a whole week."'])


def test_turns_of_a_transcript_are_direct_statements() -> None:
    segments = cut("Q: Did it rain?\nMR. WELLS: It did.\nAll week.")
    drafts = attribute(segments, tags(segments))
    assert [words(segments, draft) for draft in drafts] == [("Q", None, ["Did it rain?"]), ("MR. WELLS", None, ["It did.\nAll week."])]
    assert all(draft.turn and draft.kind == "direct" for draft in drafts)


def test_a_cue_without_source_takes_that_of_its_sentence() -> None:
    segments = cut("She warned of rain, and urged care.")
    made = tags(segments, speech="PRP VBD IN NN , CC VBD NN .", phrases=("She", "rain", "care"))
    made = with_attribution(made, segments, "She", "warned", "of rain")
    second = TaggedAttribution(None, place(segments, "urged"), (place(segments, "care"),), 0.9)
    drafts = attribute(segments, replace(made, attributions=(*made.attributions, second)))
    assert [words(segments, draft)[0] for draft in drafts] == ["She", "She"]


def test_what_is_said_inside_a_surer_content_is_left_to_the_second_reading() -> None:
    segments = cut("She said that he wants rain.")
    made = tags(segments, speech="PRP VBD IN PRP VBZ NN .", phrases=("She", "he", "rain"))
    outer = TaggedAttribution(place(segments, "She"), place(segments, "said"), (place(segments, "that he wants rain"),), 0.8)
    inner = TaggedAttribution(place(segments, "he"), place(segments, "wants"), (place(segments, "rain"),), 0.6)
    assert [words(segments, draft)[0] for draft in attribute(segments, replace(made, attributions=(outer, inner)))] == ["She"]
    surer = replace(inner, probability=0.9)
    assert [words(segments, draft)[0] for draft in attribute(segments, replace(made, attributions=(outer, surer)))] == ["She", "he"]


def test_an_indirect_content_without_a_cue_is_no_statement() -> None:
    segments = cut("It rained all week.")
    made = replace(tags(segments), attributions=(TaggedAttribution(None, None, (place(segments, "It rained"),), 0.9),))
    assert attribute(segments, made) == ()


def test_a_source_ends_before_its_relative_clause() -> None:
    segments = cut("Wells, who is mayor, said so.")
    made = tags(segments, speech="NNP , WP VBZ NN , VBD RB .", phrases=("Wells", "who", "mayor"))
    assert full_source(segments, made, place(segments, "Wells, who is mayor,")) == place(segments, "Wells")
    assert full_source(segments, made, place(segments, "who")) == place(segments, "Wells")


def test_a_source_keeps_the_members_that_it_lists() -> None:
    segments = cut("Some unions, including the teachers, said so.")
    made = tags(segments, speech="DT NNS , VBG DT NNS , VBD RB .", phrases=("Some unions", "the teachers"))
    assert full_source(segments, made, place(segments, "Some unions, including the teachers")) == place(
        segments, "Some unions, including the teachers"
    )


def test_the_word_that_opens_a_clause_is_no_part_of_its_subject() -> None:
    segments = cut("Polls show that voters want change, and that plan failed.")
    made = tags(segments, speech="NNS VBP IN NNS VBP NN , CC DT NN VBD .")
    assert full_source(segments, made, place(segments, "that voters")) == place(segments, "voters")
    assert full_source(segments, made, place(segments, "that plan")) == place(segments, "that plan")


def test_words_of_time_are_no_part_of_a_cue() -> None:
    segments = cut("Wells earlier had said Sunday that it rained.")
    assert segments.span(*trimmed_cue(segments, place(segments, "earlier had said Sunday"))).text == "had said"


def test_a_quotation_headed_by_a_name() -> None:
    segments = cut('And from Councillor Rita Blum: "It rained for a whole week."')
    made = tags(segments, speech="CC IN NNP NNP NNP : `` PRP VBD IN DT JJ NN . ''", phrases=("Councillor Rita Blum",))
    (draft,) = attribute(segments, made)
    assert words(segments, draft) == ("Councillor Rita Blum", None, ['"It rained for a whole week."'])


def test_a_quotation_continued_before_its_cue_is_one_content() -> None:
    segments = cut('"It rained all day.\n\n"It rained all night," she said.')
    made = with_attribution(tags(segments), segments, "she", "said", '"It rained all night,"')
    (draft,) = attribute(segments, made)
    assert words(segments, draft) == ("she", "said", ['"It rained all day.\n\n"It rained all night,"'])


def test_a_clause_before_she_said_is_what_she_said_also_around_another_statement() -> None:
    segments = cut("Claims that it rained are absurd, Wells said.")
    made = tags(segments, speech="NNS IN PRP VBD VBP JJ , NNP VBD .", phrases=("Wells",))
    inner = TaggedAttribution(None, place(segments, "Claims"), (place(segments, "that it rained"),), 0.8)
    outer = TaggedAttribution(place(segments, "Wells"), place(segments, "said"), (), 0.9)
    (draft,) = attribute(segments, replace(made, attributions=(inner, outer)))
    assert words(segments, draft) == ("Wells", "said", ["Claims that it rained are absurd"])


def test_a_quotation_right_after_the_cue_belongs_to_it() -> None:
    segments = cut('An inquiry, she added, "would take years."')
    made = with_attribution(tags(segments), segments, "she", "added", "An inquiry")
    (draft,) = attribute(segments, made)
    assert words(segments, draft) == ("she", "added", ["An inquiry", '"would take years."'])


def test_a_quotation_right_before_source_and_cue_belongs_to_them() -> None:
    segments = cut('"It rained," she told them. "It rained for a week."')
    made = with_attribution(tags(segments), segments, "she", "told", '"It rained for a week."')
    (draft,) = attribute(segments, made)
    assert words(segments, draft) == ("she", "told", ['"It rained,"', '"It rained for a week."'])


def test_a_colon_without_a_source_is_no_cue() -> None:
    segments = cut('From the mayor: "It rained for a whole week."')
    made = tags(segments, phrases=("the mayor",))
    colon = TaggedAttribution(None, place(segments, ":"), (place(segments, '"It rained for a whole week."'),), 0.9)
    (draft,) = attribute(segments, replace(made, attributions=(colon,)))
    assert words(segments, draft) == ("the mayor", None, ['"It rained for a whole week."'])


def test_a_cue_at_the_end_of_the_text_is_trimmed_like_any_other() -> None:
    segments = cut("It rained, Wells said on")
    assert segments.span(*trimmed_cue(segments, place(segments, "said on"))).text == "said on"
    segments = cut("Wells had said on Sunday")
    assert segments.span(*trimmed_cue(segments, place(segments, "had said on Sunday"))).text == "had said"


def test_a_cue_over_two_sentences_breaks_nothing() -> None:
    segments = cut("Wells told. Told us it rained.")
    made = tags(segments, speech="NNP VBD . VBD PRP PRP VBD .", phrases=("Wells", "us", "it"))
    made = with_attribution(made, segments, "Wells", "told. Told", "it rained")
    (draft,) = attribute(segments, made)
    assert draft.cue is not None
