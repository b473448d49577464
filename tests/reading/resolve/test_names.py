"""Names: the words of an office are none, also where the tagger takes a piece of them for a person."""

from onrecord.data.knowledge import Knowledge
from onrecord.data.known import Known
from onrecord.reading.resolve.cast import Cast
from onrecord.reading.resolve.names import known_names, named_mentions
from tests.conftest import cut, tags


def named(text: str, speech: str, names: dict[str, str], *phrases: str) -> list[str]:
    segments = cut(text)
    found = named_mentions(segments, tags(segments, speech=speech, names=names, phrases=phrases), Cast(segments))
    return [" ".join(segments.words(*mention.place)) for mention in found.mentions]


def test_an_office_in_two_pieces_is_no_name() -> None:
    assert named("The Foreign Minister left.", "DT NNP NNP VBD .", {"Foreign": "organisation", "Minister": "person"}) == []


def test_an_office_taken_for_a_person_is_no_name() -> None:
    assert named("The Foreign Minister left.", "DT NNP NNP VBD .", {"Foreign Minister": "person"}) == []


def test_a_family_name_that_is_an_office_is_one() -> None:
    assert named("Aaron Judge left.", "NNP NNP VBD .", {"Aaron Judge": "person"}) == ["Aaron Judge"]


def test_words_of_the_sentence_are_no_description() -> None:
    assert named("I am thankful Ada left.", "PRP VBP JJ NNP VBD .", {"Ada": "person"}, "thankful Ada") == ["Ada"]
    assert named("See everything Ada did.", "VB NN NNP VBD .", {"Ada": "person"}, "everything Ada") == ["Ada"]
    assert named("The tired miner Ada left.", "DT JJ NN NNP VBD .", {"Ada": "person"}, "The tired miner Ada") == ["tired miner Ada"]


def test_a_known_name_is_without_its_title() -> None:
    known = Known("q", "person", "Ada Lane", ("Ada Lane", "Vice President Ada Lane"))
    segments = cut("Vice President Ada Lane left.")
    assert [(name.first, name.last) for name in known_names(segments, Knowledge([], [known]))] == [(2, 4)]
