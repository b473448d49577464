"""Who speaks: names, short names, descriptions and pronouns are joined to one actor; what is not known stays unknown."""

from dataclasses import replace

from onrecord.reading.resolve import resolve
from onrecord.schema.draft import Draft, Resolved
from onrecord.schema.segments import Segments
from onrecord.schema.tags import Name
from tests.conftest import cut, place, tags


def draft(
    segments: Segments, source: str | None, cue: str | None, content: str, *, occurrence: int = 0, parent: Draft | None = None
) -> Draft:
    quoted = content.startswith('"')
    return Draft(
        "direct" if quoted else "indirect",
        "assertion",
        "asserts",
        None if source is None else place(segments, source, occurrence),
        None if cue is None else place(segments, cue),
        (place(segments, content),),
        None,
        0.9,
        parent=parent,
    )


def names(resolved: Resolved) -> list[str | None]:
    return [None if speaker is None else speaker.name for speaker in resolved.speakers]


def test_a_name_with_its_description_a_short_name_a_nominal_and_a_pronoun_are_one() -> None:
    text = "Russian Foreign Minister Ivan Orlov spoke. Orlov said no. The top diplomat said yes. It rained, he added."
    segments = cut(text)
    speech = "JJ NNP NNP NNP NNP VBD . NNP VBD UH . DT JJ NN VBD UH . PRP VBD , PRP VBD ."
    phrases = ("Russian Foreign Minister Ivan Orlov", "The top diplomat", "he")
    made = tags(segments, speech=speech, names={"Ivan Orlov": "person"}, phrases=phrases)
    made = replace(made, names=(*made.names, Name(*place(segments, "Orlov", 1), "person")))
    drafts = [
        draft(segments, "Orlov", "said no", "no", occurrence=1),
        draft(segments, "The top diplomat", "said yes", "yes"),
        draft(segments, "he", "added", "It rained"),
    ]
    resolved = resolve(segments, made, drafts)
    assert names(resolved) == ["Ivan Orlov"] * 3
    (orlov,) = [actor for actor in resolved.actors if actor.kind == "person"]
    assert [(m.text, m.form) for m in orlov.mentions] == [
        ("Russian Foreign Minister Ivan Orlov", "name"),
        ("Orlov", "name"),
        ("The top diplomat", "nominal"),
        ("he", "pronoun"),
    ]
    assert resolved.speakers[0] is not None
    assert (resolved.speakers[0].role, resolved.speakers[0].affiliation) == ("foreign minister", "Russia")


def test_first_person_inside_a_quotation_is_its_speaker() -> None:
    segments = cut('"I think it rained," Ada Wells said.')
    made = tags(segments, speech="`` PRP VBP PRP VBD , '' NNP NNP VBD .", names={"Ada Wells": "person"}, phrases=("I", "Ada Wells"))
    outer = draft(segments, "Ada Wells", "said", '"I think it rained,"')
    inside = draft(segments, "I", "think", "it rained", parent=outer)
    assert names(resolve(segments, made, [outer, inside])) == ["Ada Wells", "Ada Wells"]


def test_a_quotation_alone_belongs_to_whoever_was_quoted_last() -> None:
    segments = cut('"It rained," Ada Wells said.\n\n"It rained for a whole week."')
    made = tags(
        segments, speech="`` PRP VBD , '' NNP NNP VBD . `` PRP VBD IN DT JJ NN . ''", names={"Ada Wells": "person"}, phrases=("Ada Wells",)
    )
    drafts = [draft(segments, "Ada Wells", "said", '"It rained,"'), draft(segments, None, None, '"It rained for a whole week."')]
    assert names(resolve(segments, made, drafts)) == ["Ada Wells", "Ada Wells"]


def test_she_is_not_a_man() -> None:
    segments = cut("Elena Wells met Boris Adler. It rained, he said. It poured, she said.")
    speech = "NNP NNP VBD NNP NNP . PRP VBD , PRP VBD . PRP VBD , PRP VBD ."
    made = tags(
        segments,
        speech=speech,
        names={"Elena Wells": "person", "Boris Adler": "person"},
        phrases=("Elena Wells", "Boris Adler", "he", "she"),
    )
    drafts = [draft(segments, "he", "said", "It rained"), draft(segments, "she", "said", "It poured")]
    assert names(resolve(segments, made, drafts)) == ["Boris Adler", "Elena Wells"]


def test_an_unknown_speaker_is_none_with_the_reason() -> None:
    segments = cut("It rained, he said.")
    made = tags(segments, speech="PRP VBD , PRP VBD .", phrases=("he",))
    resolved = resolve(segments, made, [draft(segments, "he", "said", "It rained")])
    assert names(resolved) == [None]
    assert resolved.reasons[0] == {"speaker": "nobody before it fits 'he'"}


def test_an_unnamed_official_is_the_same_the_second_time() -> None:
    segments = cut("It rained, a government official said. It poured, the official said.")
    made = tags(segments, speech="PRP VBD , DT NN NN VBD . PRP VBD , DT NN VBD .", phrases=("a government official", "the official"))
    drafts = [draft(segments, "a government official", "said", "It rained"), draft(segments, "the official", "said", "It poured")]
    resolved = resolve(segments, made, drafts)
    assert names(resolved) == ["government official"] * 2
    assert [actor.kind for actor in resolved.actors] == ["unnamed person"]


def test_a_group_stays_a_group_and_nobody_is_nobody() -> None:
    segments = cut("It rained, residents said. Nobody said it poured.")
    made = tags(segments, speech="PRP VBD , NNS VBD . NN VBD PRP VBD .", phrases=("residents", "Nobody"))
    resolved = resolve(
        segments, made, [draft(segments, "residents", "said", "It rained"), draft(segments, "Nobody", "said it", "it poured")]
    )
    assert names(resolved) == ["residents", None]
    assert [actor.kind for actor in resolved.actors] == ["unnamed group"]


def test_two_people_of_one_family_are_two() -> None:
    segments = cut("Elena Wells left. Boris Wells stayed.")
    made = tags(
        segments,
        speech="NNP NNP VBD . NNP NNP VBD .",
        names={"Elena Wells": "person", "Boris Wells": "person"},
        phrases=("Elena Wells", "Boris Wells"),
    )
    assert [actor.name for actor in resolve(segments, made, []).actors] == ["Elena Wells", "Boris Wells"]


def test_a_country_has_its_code() -> None:
    segments = cut("Russia said no.")
    made = tags(segments, speech="NNP VBD UH .", names={"Russia": "place"}, phrases=("Russia",))
    resolved = resolve(segments, made, [draft(segments, "Russia", "said", "no")])
    assert [(actor.kind, actor.codes["iso3166"]) for actor in resolved.actors] == [("country", "RU")]


def test_a_quotation_after_the_sentence_that_leads_up_to_it_belongs_to_its_subject() -> None:
    text = '"It rained," Boris Adler said.\n\nElena Wells turned to Boris Adler. "It rained for a whole week."'
    segments = cut(text)
    speech = "`` PRP VBD , '' NNP NNP VBD . NNP NNP VBD TO NNP NNP . `` PRP VBD IN DT JJ NN . ''"
    made = tags(segments, speech=speech, names={"Boris Adler": "person", "Elena Wells": "person"}, phrases=("Boris Adler", "Elena Wells"))
    drafts = [draft(segments, "Boris Adler", "said", '"It rained,"'), draft(segments, None, None, '"It rained for a whole week."')]
    assert names(resolve(segments, made, drafts)) == ["Boris Adler", "Elena Wells"]


def test_he_inside_a_quotation_is_not_its_speaker() -> None:
    segments = cut('Boris Adler left. "He said no," Ivan Wells said.')
    speech = "NNP NNP VBD . `` PRP VBD UH , '' NNP NNP VBD ."
    made = tags(
        segments, speech=speech, names={"Boris Adler": "person", "Ivan Wells": "person"}, phrases=("Boris Adler", "He", "Ivan Wells")
    )
    outer = draft(segments, "Ivan Wells", "said.", '"He said no,"')
    inside = draft(segments, "He", "said", "no", parent=outer)
    assert names(resolve(segments, made, [outer, inside])) == ["Ivan Wells", "Boris Adler"]


def test_a_turn_is_spoken_by_the_name_in_its_label() -> None:
    segments = cut("MR. WELLS (Agency): It rained.\nQ: Did it?")
    made = tags(segments, speech="NNP NNP -LRB- NNP -RRB- : PRP VBD . NN : VBD PRP .")
    label, question = place(segments, "MR. WELLS (Agency)"), place(segments, "Q")
    drafts = [
        Draft("direct", "assertion", "asserts", label, None, (place(segments, "It rained."),), None, 0.9, turn=True),
        Draft("direct", "assertion", "asserts", question, None, (place(segments, "Did it?"),), None, 0.9, turn=True),
    ]
    resolved = resolve(segments, made, drafts)
    assert names(resolved) == ["Wells", "Q"]
    assert [actor.kind for actor in resolved.actors] == ["person", "unnamed person"]


def test_a_turn_is_spoken_by_whoever_holds_the_office_in_its_label() -> None:
    segments = cut("THE PRESIDENT: It rained.\nTHE PRESIDENT: It stopped.")
    made = tags(segments, speech="DT NNP : PRP VBD . DT NNP : PRP VBD .")
    labels = [(first, first + 2) for first, token in enumerate(segments.tokens) if token.text == "THE"]
    drafts = [
        Draft("direct", "assertion", "asserts", label, None, (place(segments, said),), None, 0.9, turn=True)
        for label, said in zip(labels, ("It rained.", "It stopped."), strict=True)
    ]
    resolved = resolve(segments, made, drafts)
    assert names(resolved) == ["president", "president"]
    assert [actor.name for actor in resolved.actors] == ["president"]


def test_a_name_goes_on_after_a_small_word() -> None:
    segments = cut("Bill de Adler left. De Adler stayed.")
    made = tags(
        segments, speech="NNP IN NNP VBD . NNP NNP VBD .", names={"Bill": "person", "De Adler": "person"}, phrases=("Bill", "De Adler")
    )
    assert [actor.name for actor in resolve(segments, made, []).actors] == ["Bill de Adler"]
