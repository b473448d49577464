"""The bounds of contents, and their kind."""

import pytest

from onrecord.reading.attribute.contents import inner, insertions, kind_of, tidy, trim, with_noun, with_verdict
from tests.conftest import cut, place, tags


def test_a_content_takes_the_whole_quotation_that_it_mostly_covers() -> None:
    segments = cut('"It rained all day," she said.')
    bounds = place(segments, "It rained all day")
    assert segments.span(*tidy(segments, [bounds], segments.quotations)[0]).text == '"It rained all day,"'


def test_a_content_is_cut_back_from_a_quotation_that_it_hardly_touches() -> None:
    segments = cut('He said it rained. "And then the sun came out again over us," she said.')
    bounds = place(segments, "it rained")[0], place(segments, "And")[1]
    assert segments.span(*tidy(segments, [bounds], segments.quotations)[0]).text == "it rained"


def test_the_full_stop_outside_a_quotation_is_no_part_of_it() -> None:
    segments = cut("He said it rained, too.")
    bounds = place(segments, "it rained, too.")
    assert segments.span(*trim(segments, bounds)).text == "it rained, too"


def test_fragments_with_only_marks_between_become_one() -> None:
    segments = cut("It rained, it poured, he said.")
    found = tidy(segments, [place(segments, "It rained"), place(segments, "it poured")], ())
    assert [segments.span(*bounds).text for bounds in found] == ["It rained, it poured"]


@pytest.mark.parametrize(
    ("text", "content", "kind"),
    [
        ('"It rained," she said.', '"It rained,"', "direct"),
        ("It rained, she said.", "It rained", "indirect"),
        ('It was "wet," she said.', 'It was "wet,"', "mixed"),
        ('He said that "it rained."', 'that "it rained."', "mixed"),
        ('"It [the town] is wet," she said.', '"It [the town] is wet,"', "direct"),
        ("‘It rained,’ she said.", "‘It rained,’", "direct"),
    ],
)
def test_kinds(text: str, content: str, kind: str) -> None:
    segments = cut(text)
    assert kind_of(segments, [place(segments, content)], inside_quotation=False) == kind


def test_inside_a_quotation_only_marks_of_its_own_count() -> None:
    segments = cut("\"I know it is wet and they call it 'a flood' there,\" she said.")
    assert kind_of(segments, [place(segments, "it is wet")], inside_quotation=True) == "indirect"
    assert kind_of(segments, [place(segments, "'a flood'")], inside_quotation=True) == "direct"


def test_insertions_are_the_editors_words_in_quoted_contents() -> None:
    segments = cut('"It [the town] is wet," she said of it [the town].')
    found = insertions(segments, [place(segments, '"It [the town] is wet,"')])
    assert [segments.span(*bounds).text for bounds in found] == ["[the town]"]


def test_the_verdict_belongs_to_the_cue() -> None:
    segments = cut("She rejected as untrue claims that it rained.")
    made = tags(segments, speech="PRP VBD IN JJ NNS IN PRP VBD .")
    cue, contents = with_verdict(segments, made, place(segments, "rejected"), (place(segments, "as untrue claims that it rained"),))
    assert segments.span(*cue).text == "rejected as untrue"
    assert segments.span(*contents[0]).text == "claims that it rained"


def test_a_verdict_goes_to_a_cue_that_has_its_as() -> None:
    segments = cut("She rejected as untrue claims that it rained.")
    made = tags(segments, speech="PRP VBD IN JJ NNS IN PRP VBD .")
    cue, contents = with_verdict(segments, made, place(segments, "rejected as"), (place(segments, "untrue claims that it rained"),))
    assert segments.span(*cue).text == "rejected as untrue"
    assert segments.span(*contents[0]).text == "claims that it rained"


def test_what_something_is_described_as_is_no_verdict() -> None:
    segments = cut("She described it as new rules.")
    made = tags(segments, speech="PRP VBD PRP IN JJ NNS .")
    cue, contents = place(segments, "described it as"), (place(segments, "new rules"),)
    assert with_verdict(segments, made, cue, contents) == (cue, contents)


def test_a_clause_before_its_cue_takes_the_noun_that_it_explains() -> None:
    segments = cut("Claims that it rained are absurd, she said.")
    made = tags(segments, speech="NNS IN PRP VBD VBP JJ , PRP VBD .")
    found = with_noun(segments, made, place(segments, "said"), (place(segments, "that it rained are absurd"),))
    assert segments.span(*found[0]).text == "Claims that it rained are absurd"


def test_what_is_read_again_has_no_marks_around_it() -> None:
    segments = cut('"It rained," she said.')
    assert segments.span(*inner(segments, place(segments, '"It rained,"'))).text == "It rained"


def test_a_verdict_without_a_noun_after_it_stays_where_it_is() -> None:
    segments = cut("She rejected as absurd that")
    made = tags(segments, speech="PRP VBD IN JJ DT")
    contents = (place(segments, "as absurd"),)
    assert with_verdict(segments, made, place(segments, "rejected"), contents) == (place(segments, "rejected"), contents)
