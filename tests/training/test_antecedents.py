"""The weights of antecedents are learned from choices: what goes with the right ones weighs more."""

from onrecord.nets.manifest import WEIGHTS
from onrecord.reading.resolve.candidates import Candidate
from onrecord.training.antecedents import Choice, Oracle, accuracy, fit

NEAR, FAR, NOBODY = ("near",), ("far",), ("nobody",)


def test_what_is_right_more_often_weighs_more() -> None:
    choices = [Choice((NOBODY, NEAR, FAR), (False, True, False))] * 20 + [Choice((NOBODY, NEAR, FAR), (False, False, True))] * 5
    weights = fit(choices)
    assert weights["near"] > weights["far"] > weights["nobody"]
    assert accuracy(choices, weights) == 80


def test_the_same_choices_give_the_same_weights() -> None:
    choices = [Choice((NOBODY, NEAR), (False, True)), Choice((NOBODY, FAR), (True, False))] * 10
    assert fit(choices) == fit(choices)


def test_what_is_rare_is_not_weighed() -> None:
    assert "far" not in fit([Choice((NOBODY, NEAR), (False, True))] * 9 + [Choice((NOBODY, FAR), (False, True))])


def test_gold_chooses_the_nearest_of_the_entity_and_keeps_the_choice() -> None:
    oracle = Oracle({1: "a", 4: "b", 7: "a", 9: "a"})
    near, other, far = (Candidate(n - 1, n + 1, n, "nominal", "person", False) for n in (7, 4, 1))
    assert oracle.choose("he", 9, [(near, NEAR), (other, NEAR), (far, FAR)], must=False) is near
    assert oracle.choices["he"] == [Choice((NOBODY, NEAR, NEAR, FAR), (False, True, False, True))]
    assert oracle.choose("he", 5, [(near, NEAR)], must=False) is None


def test_the_shipped_weights_have_all_kinds_of_anaphors() -> None:
    from onrecord.reading.resolve.ranking import model  # noqa: PLC0415

    assert WEIGHTS.joinpath("antecedents.json").is_file()
    assert set(model().weights) == {"he", "it", "they", "nominal"}
