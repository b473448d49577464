"""The CRF's loss and its derivative, checked against counting all paths and against torch's own derivative."""

from itertools import pairwise, product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.nets.decode import barred, marginals
from onrecord.nets.labels import PART_TAGS, allowed

torch = pytest.importorskip("torch", reason="needs the extra [train]")

from onrecord.training.crf import crf_loss, expected, gold_paths  # noqa: E402

TAGS = len(PART_TAGS)
LENGTHS = (4, 2)
PATHS = [
    path
    for path in product(range(TAGS), repeat=4)
    if PART_TAGS[path[0]][0] != "I" and all(allowed(PART_TAGS[a], PART_TAGS[b]) for a, b in pairwise(path))
]
seeds = st.integers(0, 10_000)


def chance(seed: int) -> tuple[np.ndarray, np.ndarray]:
    rng = np.random.default_rng(seed)
    return rng.normal(0, 2, (2, 4, TAGS)).astype(np.float32), rng.normal(0, 1, (TAGS, TAGS)).astype(np.float32) + barred(PART_TAGS)


def counted(scores: np.ndarray, step: np.ndarray, path: tuple[int, ...]) -> float:
    """The negative log-likelihood of a path, by counting all paths of its length."""

    def score(tags: tuple[int, ...]) -> float:
        return float(sum(scores[t, tag] for t, tag in enumerate(tags)) + sum(step[a, b] for a, b in pairwise(tags)))

    every = [score(tags) for tags in {path_[: len(path)] for path_ in PATHS}]
    return float(np.logaddexp.reduce(every)) - score(path)


def loss(scores: np.ndarray, step: np.ndarray, paths: list[list[int]]) -> tuple[float, np.ndarray, np.ndarray]:
    """The loss, and its slopes."""
    given_scores, given_step = torch.tensor(scores, requires_grad=True), torch.tensor(step, requires_grad=True)
    value = crf_loss(given_scores, given_step, gold_paths(paths, 4, TAGS), torch.tensor(LENGTHS))
    value.backward()  # type: ignore[no-untyped-call] # torch's
    return value.item(), given_scores.grad.numpy(), given_step.grad.numpy()


@settings(max_examples=15, deadline=None)
@given(seeds, st.sampled_from(PATHS), st.sampled_from(PATHS))
def test_the_loss_is_that_of_all_paths(seed: int, one: tuple[int, ...], other: tuple[int, ...]) -> None:
    scores, step = chance(seed)
    paths = [list(one), list(other[:2])]
    wanted = sum(counted(scores[row], step, tuple(path)) for row, path in enumerate(paths))
    assert loss(scores, step, paths)[0] == pytest.approx(wanted, rel=1e-4, abs=1e-3)


@settings(max_examples=10, deadline=None)
@given(seeds, st.sampled_from(PATHS))
def test_the_slopes_are_those_of_the_loss(seed: int, path: tuple[int, ...]) -> None:
    scores, step = chance(seed)
    paths = [list(path), list(path[:2])]
    _, by_score, by_step = loss(scores, step, paths)
    for where, slope in ((np.s_[0, 1, 2], by_score[0, 1, 2]), (np.s_[1, 0, 1], by_score[1, 0, 1])):
        up, down = scores.copy(), scores.copy()
        up[where] += 0.01
        down[where] -= 0.01
        assert (loss(up, step, paths)[0] - loss(down, step, paths)[0]) / 0.02 == pytest.approx(slope, abs=0.02)
    up, down = step.copy(), step.copy()
    up[0, 1] += 0.01
    down[0, 1] -= 0.01
    assert (loss(scores, up, paths)[0] - loss(scores, down, paths)[0]) / 0.02 == pytest.approx(by_step[0, 1], abs=0.02)
    assert not by_score[1, 2:].any()


@settings(max_examples=15, deadline=None)
@given(seeds)
def test_a_net_that_says_what_its_teacher_says_has_nothing_to_learn(seed: int) -> None:
    scores, step = chance(seed)
    gold, _ = expected(scores, step, np.array(LENGTHS))
    np.testing.assert_allclose(gold.tags, marginals(scores, LENGTHS, step), atol=1e-4)
    assert gold.pairs.sum() == pytest.approx(sum(LENGTHS) - 2, abs=1e-3)
    given_scores, given_step = torch.tensor(scores, requires_grad=True), torch.tensor(step, requires_grad=True)
    crf_loss(given_scores, given_step, gold, torch.tensor(LENGTHS)).backward()  # type: ignore[no-untyped-call] # torch's
    np.testing.assert_allclose(given_scores.grad.numpy(), 0, atol=1e-4)
    np.testing.assert_allclose(given_step.grad.numpy(), 0, atol=1e-3)
