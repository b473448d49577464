"""Names: the words of an office are none, also where the tagger takes a piece of them for a person."""

from onrecord.data.knowledge import Knowledge
from onrecord.data.known import Known
from onrecord.reading.resolve.cast import Cast
from onrecord.reading.resolve.names import known_names, named_mentions
from onrecord.schema.actor import Role
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


def test_an_office_after_the_name_of_a_body_is_its_bearers() -> None:
    segments = cut("Bureau of Ports Director Ada Lane left.")
    read = tags(
        segments,
        speech="NNP IN NNPS NNP NNP NNP VBD .",
        names={"Bureau of Ports": "organisation", "Ada Lane": "person"},
        phrases=("Bureau", "Ports Director Ada Lane"),
    )
    body, person = named_mentions(segments, read, Cast(segments)).mentions
    assert segments.words(*body.place) == ("Bureau", "of", "Ports")
    assert segments.words(*person.place) == ("Bureau", "of", "Ports", "Director", "Ada", "Lane")
    assert person.figure.roles == [Role("director", "Bureau of Ports")]


def test_words_between_two_commas_are_said_of_whom_they_follow() -> None:
    segments = cut("Tom Reed, the husband of the envoy, Ada Lane, left.")
    read = tags(
        segments,
        speech="NNP NNP , DT NN IN DT NN , NNP NNP , VBD .",
        names={"Tom Reed": "person", "Ada Lane": "person"},
        phrases=("Tom Reed", "the husband", "the envoy", "Ada Lane"),
    )
    tom, ada = named_mentions(segments, read, Cast(segments)).mentions
    assert tom.asides
    assert not ada.asides


def test_an_office_with_an_of_in_it_is_one_description() -> None:
    assert named(
        "Her chief of staff Ada Lane left.", "PRP$ NN IN NN NNP NNP VBD .", {"Ada Lane": "person"}, "Her chief", "staff Ada Lane"
    ) == ["chief of staff Ada Lane"]
    assert named(
        "A friend of minister Ada Lane left.", "DT NN IN NN NNP NNP VBD .", {"Ada Lane": "person"}, "A friend", "minister Ada Lane"
    ) == ["minister Ada Lane"]


def test_a_place_called_like_a_country_is_the_country_where_the_report_shows_it() -> None:
    assert named("Georgia objected.", "NNP VBD .", {"Georgia": "place"}) == []
    assert named("Georgia told Armenia.", "NNP VBD NNP .", {"Georgia": "place", "Armenia": "place"}) == ["Georgia", "Armenia"]
