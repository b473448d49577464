"""Calibration: what agrees with the annotators counts as right, once; probabilities are the shares of what is right."""

import pytest

from onrecord.nets.decode import RoleSpan
from onrecord.nets.labels import PART_TAGS
from onrecord.nets.session import Attribution

torch = pytest.importorskip("torch", reason="needs the extra [train]")

from onrecord.training.calibration import agreeing, fitted  # noqa: E402
from onrecord.training.data import Example, Relation  # noqa: E402

SOURCE, BEGIN, GOES_ON = (PART_TAGS.index(tag) for tag in ("B-source", "B-content", "I-content"))
GOLD = Example("a", ["He", "said", "it", "is", "raining", "hard", "now", "."])
GOLD.relations.append(Relation(1, 2, [SOURCE, 0, BEGIN, GOES_ON, GOES_ON, GOES_ON, GOES_ON, 0]))


def attribution(*content: int, source: bool = True) -> Attribution:
    return Attribution(
        RoleSpan("cue", 1, 2, 0.9),
        RoleSpan("source", 0, 1, 0.9) if source else None,
        (RoleSpan("content", content[0], content[1], 0.9),),
        (),
        0.9,
    )


def test_what_mostly_overlaps_agrees() -> None:
    assert agreeing([attribution(2, 6)], GOLD) == [True]
    assert agreeing([attribution(2, 5)], GOLD) == [False]


def test_all_parts_must_agree() -> None:
    assert agreeing([attribution(2, 7, source=False)], GOLD) == [False]


def test_a_gold_attribution_counts_once() -> None:
    assert agreeing([attribution(2, 7), attribution(2, 7)], GOLD) == [True, False]


def test_fitted_probabilities_are_the_shares_of_what_is_right() -> None:
    evidence = torch.tensor([[0.0, 1.0]] * 100 + [[1.0, 1.0]] * 100)
    right = torch.tensor([1.0] * 20 + [0.0] * 80 + [1.0] * 70 + [0.0] * 30)
    shares = torch.sigmoid(evidence @ torch.tensor(fitted(evidence, right)))
    assert shares[0].item() == pytest.approx(0.2, abs=0.02)
    assert shares[-1].item() == pytest.approx(0.7, abs=0.02)
