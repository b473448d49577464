"""To whom a statement is made."""

from onrecord.reading.attribute.addressees import addressee, told_to, without_addressee
from tests.conftest import cut, place, tags


def test_the_object_of_told() -> None:
    segments = cut("It rained, she told two reporters of the paper.")
    made = tags(segments, speech="PRP VBD , PRP VBD CD NNS IN DT NN .", phrases=("she", "two reporters", "the paper"))
    found = addressee(segments, made, place(segments, "told"), place(segments, "she"), (place(segments, "It rained"),), inside=False)
    assert found is not None
    assert segments.span(*found).text == "two reporters of the paper"


def test_in_a_letter_to() -> None:
    segments = cut("It rained, he said in a letter to the council.")
    made = tags(segments, speech="PRP VBD , PRP VBD IN DT NN TO DT NN .", phrases=("he", "a letter", "the council"))
    found = addressee(segments, made, place(segments, "said"), place(segments, "he"), (place(segments, "It rained"),), inside=False)
    assert found is not None
    assert segments.span(*found).text == "the council"


def test_asked_by() -> None:
    segments = cut("Asked by a deputy, she said it rained.")
    made = tags(segments, speech="VBN IN DT NN , PRP VBD PRP VBD .", phrases=("a deputy", "she", "it"))
    found = addressee(segments, made, place(segments, "said"), place(segments, "she"), (place(segments, "it rained"),), inside=False)
    assert found is not None
    assert segments.span(*found).text == "a deputy"


def test_said_alone_has_none() -> None:
    segments = cut("It rained, she said Thursday.")
    made = tags(segments, speech="PRP VBD , PRP VBD NNP .", phrases=("she", "Thursday"))
    assert addressee(segments, made, place(segments, "said"), place(segments, "she"), (place(segments, "It rained"),), inside=False) is None


def test_urged_china_to_act() -> None:
    segments = cut("She urged Kessland to act now.")
    made = tags(segments, speech="PRP VBD NNP TO VB RB .", phrases=("She", "Kessland"))
    found, contents = told_to(segments, made, place(segments, "urged"), (place(segments, "Kessland to act now"),))
    assert found is not None
    assert segments.span(*found).text == "Kessland"
    assert segments.span(*contents[0]).text == "to act now"


def test_informed_the_council_of_the_move() -> None:
    segments = cut("She informed the council of the move.")
    made = tags(segments, speech="PRP VBD DT NN IN DT NN .", phrases=("She", "the council", "the move"))
    found, contents = told_to(segments, made, place(segments, "informed"), (place(segments, "the council of the move"),))
    assert found == place(segments, "the council")
    assert contents == (place(segments, "of the move"),)


def test_asked_the_head_of_the_council_to_act() -> None:
    segments = cut("She asked the head of Tarn to act.")
    made = tags(segments, speech="PRP VBD DT NN IN NNP TO VB .", phrases=("She", "the head", "Tarn"))
    found, _ = told_to(segments, made, place(segments, "asked"), (place(segments, "the head of Tarn to act"),))
    assert found == place(segments, "the head of Tarn")


def test_wants_has_no_addressee() -> None:
    segments = cut("She wants Kessland to act now.")
    made = tags(segments, speech="PRP VBZ NNP TO VB RB .", phrases=("She", "Kessland"))
    contents = (place(segments, "Kessland to act now"),)
    assert told_to(segments, made, place(segments, "wants"), contents) == (None, contents)


def test_an_addressee_is_no_part_of_the_cue() -> None:
    segments = cut("She told reporters it rained.")
    made = tags(segments, speech="PRP VBD NNS PRP VBD .", phrases=("She", "reporters", "it"))
    assert without_addressee(segments, made, place(segments, "told reporters")) == place(segments, "told")
