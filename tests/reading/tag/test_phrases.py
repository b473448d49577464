"""Base noun phrases from parts of speech."""

from onrecord.reading.tag.phrases import phrases
from tests.conftest import cut


def found(text: str, speech: str) -> list[tuple[str, str]]:
    segments = cut(text)
    parts = speech.split()
    assert len(parts) == len(segments.tokens)
    return [(segments.span(p.first, p.last).text, segments.tokens[p.head].text) for p in phrases(segments, parts)]


def test_determiner_modifiers_noun() -> None:
    text, speech = "The old foreign minister met two reporters .", "DT JJ JJ NN VBD CD NNS ."
    assert found(text, speech) == [("The old foreign minister", "minister"), ("two reporters", "reporters")]


def test_a_possessive_belongs_to_the_phrase() -> None:
    assert found("Kessland's envoy spoke", "NNP POS NN VBD") == [("Kessland's envoy", "envoy")]


def test_a_pronoun_is_a_phrase_of_its_own() -> None:
    assert found("She told him so", "PRP VBD PRP RB") == [("She", "She"), ("him", "him")]


def test_none_goes_over_a_sentence() -> None:
    assert found("He saw rain. Adler left.", "PRP VBD NN . NNP VBD .") == [("He", "He"), ("rain", "rain"), ("Adler", "Adler")]
