"""Mentions beside the sources: whose a pronoun or a description is, in narration and inside what is said."""

from dataclasses import replace

import pytest

from onrecord.reading.resolve import resolve
from onrecord.reading.resolve.candidates import noun_parts, sort_of_noun
from onrecord.reading.resolve.cast import head_of
from onrecord.reading.resolve.speakers import called
from onrecord.schema.draft import Resolved
from onrecord.schema.tags import Name
from tests.conftest import cut, place, tags
from tests.reading.resolve.test_resolve import draft, names


def mentions(resolved: Resolved) -> dict[str, list[str]]:
    return {actor.name: [mention.text for mention in actor.mentions] for actor in resolved.actors}


def test_a_possessive_is_a_mention() -> None:
    segments = cut("Elena Wells left her mill.")
    made = tags(segments, speech="NNP NNP VBD PRP$ NN .", names={"Elena Wells": "person"}, phrases=("Elena Wells", "her mill"))
    assert mentions(resolve(segments, made, [])) == {"Elena Wells": ["Elena Wells", "her"]}


def test_inside_a_quotation_i_is_who_speaks_and_he_is_not() -> None:
    segments = cut('Boris Adler left. "I saw him," Ivan Wells said.')
    made = tags(
        segments,
        speech="NNP NNP VBD . `` PRP VBD PRP , '' NNP NNP VBD .",
        names={"Boris Adler": "person", "Ivan Wells": "person"},
        phrases=("Boris Adler", "I", "him", "Ivan Wells"),
    )
    resolved = resolve(segments, made, [draft(segments, "Ivan Wells", "said.", '"I saw him,"')])
    assert mentions(resolved) == {"Boris Adler": ["Boris Adler", "him"], "Ivan Wells": ["I", "Ivan Wells"]}


def test_outside_quotation_marks_i_is_nobody_known() -> None:
    segments = cut("Ivan Wells said I left.")
    made = tags(segments, speech="NNP NNP VBD PRP VBD .", names={"Ivan Wells": "person"}, phrases=("Ivan Wells", "I"))
    assert mentions(resolve(segments, made, [draft(segments, "Ivan Wells", "said", "I left")])) == {"Ivan Wells": ["Ivan Wells"]}


def test_the_same_noun_again_is_the_same_group() -> None:
    segments = cut("Two miners left. The miners waved.")
    made = tags(segments, speech="CD NNS VBD . DT NNS VBD .", phrases=("Two miners", "The miners"))
    assert mentions(resolve(segments, made, [])) == {"Two miners": ["Two miners", "The miners"]}


def test_a_body_is_named_again_by_the_head_of_its_name() -> None:
    segments = cut("The Harbour Council met. It rained, the council said.")
    made = tags(
        segments,
        speech="DT NNP NNP VBD . PRP VBD , DT NN VBD .",
        names={"Harbour Council": "organisation"},
        phrases=("The Harbour Council", "the council"),
    )
    assert names(resolve(segments, made, [draft(segments, "the council", "said", "It rained")])) == ["Harbour Council"]


def test_they_are_both_of_a_source_with_two_names() -> None:
    segments = cut("Boris Adler and Ivan Wells said no. It rained, they said.")
    speech = "NNP NNP CC NNP NNP VBD UH . PRP VBD , PRP VBD ."
    people = {"Boris Adler": "person", "Ivan Wells": "person"}
    made = tags(segments, speech=speech, names=people, phrases=("Boris Adler", "Ivan Wells", "they"))
    drafts = [draft(segments, "Boris Adler and Ivan Wells", "said no", "no"), draft(segments, "they", "said.", "It rained")]
    assert names(resolve(segments, made, drafts)) == ["Boris Adler", "Boris Adler and Ivan Wells"]


PEOPLE = {"Ada Lane": "person", "Boris Moore": "person"}


@pytest.mark.parametrize(
    ("who", "tag", "found"),
    [
        ("the two ministers", "DT CD NNS", "Ada Lane and Boris Moore"),
        ("both women", "DT NNS", "both women"),  # one of them is a man
        ("the two countries", "DT CD NNS", "two countries"),  # no countries were named
        ("two ministers", "CD NNS", "two ministers"),  # others, that are new
        ("the two", "DT CD", "Ada Lane and Boris Moore"),
        ("both", "DT", "Ada Lane and Boris Moore"),
    ],
)
def test_a_description_of_two_means_the_two_of_the_sentence_before(who: str, tag: str, found: str) -> None:
    segments = cut(f"Ada Lane greeted Mr. Boris Moore. It rained, {who} said.")
    speech = f"NNP NNP VBD NNP NNP NNP . PRP VBD , {tag} VBD ."
    made = tags(segments, speech=speech, names=PEOPLE, phrases=("Ada Lane", "Boris Moore", who))
    assert names(resolve(segments, made, [draft(segments, who, "said.", "It rained")])) == [found]


def test_of_three_nobody_can_tell_which_two_are_meant() -> None:
    segments = cut("Ada Lane greeted Boris Moore near Ivan Wells. It rained, the two ministers said.")
    speech = "NNP NNP VBD NNP NNP IN NNP NNP . PRP VBD , DT CD NNS VBD ."
    people = {**PEOPLE, "Ivan Wells": "person"}
    made = tags(segments, speech=speech, names=people, phrases=(*people, "the two ministers"))
    assert names(resolve(segments, made, [draft(segments, "the two ministers", "said.", "It rained")])) == ["two ministers"]


def test_two_who_were_told_apart_later_are_the_same_as_before() -> None:
    segments = cut("The two ministers met. It rained. It poured. Ada Lane thanked Boris Moore. It snowed, the two ministers said.")
    speech = "DT CD NNS VBD . PRP VBD . PRP VBD . NNP NNP VBD NNP NNP . PRP VBD , DT CD NNS VBD ."
    made = tags(segments, speech=speech, names=PEOPLE, phrases=("The two ministers", *PEOPLE, "the two ministers"))
    resolved = resolve(segments, made, [draft(segments, "the two ministers", "said.", "It snowed")])
    assert names(resolved) == ["Ada Lane and Boris Moore"]


def test_they_are_two_names_with_and_between_them() -> None:
    segments = cut("Egypt and Chad signed. It will hold, they said.")
    speech = "NNP CC NNP VBD . PRP MD VB , PRP VBD ."
    made = tags(segments, speech=speech, names={"Egypt": "place", "Chad": "place"}, phrases=("Egypt", "Chad", "they"))
    assert names(resolve(segments, made, [draft(segments, "they", "said.", "It will hold")])) == ["Egypt and Chad"]


def test_they_are_nobody_rather_than_somebody_unlikely() -> None:
    segments = cut("The aims of the island people are old. It snowed. It poured. Then, finally, it rained, they said.")
    speech = "DT NNS IN DT NN NNS VBP JJ . PRP VBD . PRP VBD . RB , RB , PRP VBD , PRP VBD ."
    made = tags(segments, speech=speech, phrases=("The aims", "the island people", "they"))
    assert names(resolve(segments, made, [draft(segments, "they", "said.", "it rained")])) == [None]


def test_the_subject_of_a_relative_clause_is_not_what_the_clause_says_more_of() -> None:
    segments = cut("The miners left the villages on whose land they live.")
    speech = "DT NNS VBD DT NNS IN WP$ NN PRP VBP ."
    made = tags(segments, speech=speech, phrases=("The miners", "the villages", "land", "they"))
    assert mentions(resolve(segments, made, [])) == {"miners": ["The miners", "they"]}


@pytest.mark.parametrize(
    ("source", "name"),
    [
        ("Officials who asked not to be named", "Officials"),
        ("Several towns, including Varn and Oster,", "Several towns"),
        ("Miners (some of them young)", "Miners"),
        ("The miners of Varn", "The miners of Varn"),
        ("All of which", "All of which"),
        ("A person who was in the room", "A person who was in the room"),
    ],
)
def test_who_has_no_name_is_called_by_what_stands_before_a_clause(source: str, name: str) -> None:
    assert " ".join(called(cut(source).words(0, len(cut(source).tokens)))) == name


def test_a_text_of_a_body_is_the_body() -> None:
    segments = cut("Ada Lane left the Institute of Ports. It rained, the institute's website said.")
    speech = "NNP NNP VBD DT NNP IN NNPS . PRP VBD , DT NN POS NN VBD ."
    known = {"Ada Lane": "person", "Institute of Ports": "organisation"}
    made = tags(segments, speech=speech, names=known, phrases=("Ada Lane", "the Institute of Ports", "the institute's website"))
    assert names(resolve(segments, made, [draft(segments, "the institute's website", "said.", "It rained")])) == ["Institute of Ports"]


def test_a_spokesman_may_be_named_later() -> None:
    segments = cut("It rained, a spokesman said. It poured, spokesman Ivan Wells said.")
    speech = "PRP VBD , DT NN VBD . PRP VBD , NN NNP NNP VBD ."
    made = tags(segments, speech=speech, names={"Ivan Wells": "person"}, phrases=("a spokesman", "spokesman Ivan Wells"))
    drafts = [draft(segments, "a spokesman", "said.", "It rained"), draft(segments, "spokesman Ivan Wells", "said.", "It poured")]
    resolved = resolve(segments, made, drafts)
    assert names(resolved) == ["Ivan Wells", "Ivan Wells"]
    assert resolved.reasons[0] == {"speaker": "the only one of that role whom the report names, later"}


def test_a_text_speaks_for_whose_it_is() -> None:
    segments = cut("It rained, the Harbour Council's report said.")
    made = tags(
        segments,
        speech="PRP VBD , DT NNP NNP POS NN VBD .",
        names={"Harbour Council": "organisation"},
        phrases=("the Harbour Council's report",),
    )
    assert names(resolve(segments, made, [draft(segments, "the Harbour Council's report", "said", "It rained")])) == ["Harbour Council"]


def test_a_family_name_is_the_person_named_in_full_whatever_the_tagger_took_it_for() -> None:
    segments = cut("Ivan Wells left. Wells said no.")
    made = tags(segments, speech="NNP NNP VBD . NNP VBD UH .", names={"Ivan Wells": "person"}, phrases=("Ivan Wells",))
    made = replace(made, names=(*made.names, Name(*place(segments, "Wells", 1), "organisation")))
    assert names(resolve(segments, made, [draft(segments, "Wells", "said", "no", occurrence=1)])) == ["Ivan Wells"]


def test_owners_come_before_what_they_own() -> None:
    segments = cut("The group's leader left.")
    made = tags(segments, speech="DT NN POS NN VBD .", phrases=("The group's leader",))
    found = [(segments.words(*part.place), part.sort) for part in noun_parts(segments, made, made.phrases[0])]
    assert found == [(("The", "group"), "body"), (("leader",), "person")]


@pytest.mark.parametrize(
    ("noun", "sort"),
    [
        ("minister", "person"),
        ("crowd", "persons"),
        ("council", "body"),
        ("museum", "place"),
        ("week", "time"),
        ("report", "text"),
        ("rain", "thing"),
    ],
)
def test_what_nouns_mean(noun: str, sort: str) -> None:
    assert sort_of_noun(noun) == sort


def test_the_head_of_a_name() -> None:
    assert head_of(("University", "of", "Tarn")) == "University"
    assert head_of(("Harbour", "Council")) == "Council"


def test_we_of_no_statement_is_nobody() -> None:
    segments = cut("We left.")
    made = tags(segments, speech="PRP VBD .", phrases=("We",))
    assert resolve(segments, made, []).actors == ()


def test_what_is_somebodys_is_named_by_whose_it_is() -> None:
    segments = cut("Russian Prime Minister Ivan Wells left. It rained, his government said. It poured, his office said.")
    speech = "JJ NNP NNP NNP NNP VBD . PRP VBD , PRP$ NN VBD . PRP VBD , PRP$ NN VBD ."
    phrases = ("Russian Prime Minister Ivan Wells", "his government", "his office")
    made = tags(segments, speech=speech, names={"Ivan Wells": "person"}, phrases=phrases)
    drafts = [draft(segments, "his government", "said.", "It rained"), draft(segments, "his office", "said.", "It poured")]
    assert names(resolve(segments, made, drafts)) == ["government of Russia", "Ivan Wells's office"]


def test_a_body_described_before_its_name_is_the_one_named() -> None:
    segments = cut("A mining company, Tarn Ore, said it rained. Tarn Ore left.")
    made = tags(
        segments,
        speech="DT NN NN , NNP NNP , VBD PRP VBD . NNP NNP VBD .",
        names={"Tarn Ore": "organisation"},
        phrases=("A mining company", "Tarn Ore"),
    )
    resolved = resolve(segments, made, [draft(segments, "A mining company, Tarn Ore", "said", "it rained")])
    assert names(resolved) == ["Tarn Ore"]
