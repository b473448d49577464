"""Decoding: the best allowed path, true marginals, cues that the best path leaves out; checked against counting all paths."""

from itertools import pairwise, product

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.nets.decode import RoleSpan, barred, best_paths, marginals, other_cues, spans
from onrecord.nets.labels import ROLE_TAGS, allowed

TAGS = len(ROLE_TAGS)
seeds = st.integers(0, 10_000)


def scores(seed: int, windows: int, time: int) -> tuple[np.ndarray, np.ndarray]:
    rng = np.random.default_rng(seed)
    step = rng.normal(0, 1, (TAGS, TAGS)).astype(np.float32) + barred(ROLE_TAGS)
    return rng.normal(0, 2, (windows, time, TAGS)).astype(np.float32), step


def all_paths(emit: np.ndarray, step: np.ndarray) -> dict[tuple[int, ...], float]:
    """Each allowed path with its score."""
    found = {}
    for path in product(range(TAGS), repeat=len(emit)):
        names = [ROLE_TAGS[tag] for tag in path]
        if names[0].startswith("I-") or not all(allowed(a, b) for a, b in pairwise(names)):
            continue
        total = sum(emit[t, tag] for t, tag in enumerate(path)) + sum(step[a, b] for a, b in pairwise(path))
        found[path] = float(total)
    return found


@settings(max_examples=15, deadline=None)
@given(seeds)
def test_the_best_path_is_the_best_of_all_allowed_paths(seed: int) -> None:
    emit, step = scores(seed, 2, 4)
    for number, path in enumerate(best_paths(emit, [4, 3], step)):
        every = all_paths(emit[number, : len(path)], step)
        assert abs(every[tuple(path.tolist())] - max(every.values())) < 1e-4


@settings(max_examples=10, deadline=None)
@given(seeds)
def test_marginals_are_the_shares_of_all_allowed_paths(seed: int) -> None:
    emit, step = scores(seed, 2, 4)
    found = marginals(emit, [4, 3], step)
    for number, length in enumerate((4, 3)):
        every = all_paths(emit[number, :length], step)
        weights = {path: np.exp(score) for path, score in every.items()}
        for t in range(length):
            share = np.zeros(TAGS)
            for path, weight in weights.items():
                share[path[t]] += weight
            np.testing.assert_allclose(found[number, t], share / sum(weights.values()), atol=1e-4)
    assert not found[1, 3].any()


@given(seeds, st.integers(1, 40))
def test_spans_follow_each_other_and_cover_what_is_tagged(seed: int, time: int) -> None:
    emit, step = scores(seed, 1, time)
    path = best_paths(emit, [time], step)[0]
    found = spans(path, marginals(emit, [time], step)[0], ROLE_TAGS)
    covered = [t for span in found for t in range(span.first, span.last)]
    assert covered == [t for t in range(time) if path[t]]
    assert all(0 <= span.probability <= 1.0001 for span in found)


@given(seeds, st.integers(1, 30))
def test_padding_changes_nothing(seed: int, time: int) -> None:
    emit, step = scores(seed, 1, time)
    padded = np.concatenate([emit, np.full((1, 7, TAGS), 3, np.float32)], axis=1)
    np.testing.assert_array_equal(best_paths(emit, [time], step)[0], best_paths(padded, [time], step)[0])
    np.testing.assert_allclose(marginals(emit, [time], step)[0], marginals(padded, [time], step)[0, :time], atol=1e-5)


@given(seeds, st.lists(st.integers(1, 30), min_size=1, max_size=5))
def test_windows_decoded_together_are_as_decoded_alone(seed: int, lengths: list[int]) -> None:
    emit, step = scores(seed, len(lengths), max(lengths))
    paths, shares = best_paths(emit, lengths, step), marginals(emit, lengths, step)
    for number, length in enumerate(lengths):
        alone = emit[number : number + 1, :length]
        np.testing.assert_array_equal(paths[number], best_paths(alone, [length], step)[0])
        np.testing.assert_allclose(shares[number, :length], marginals(alone, [length], step)[0], atol=1e-5)


def shares(*begins_and_goes_on: tuple[float, float]) -> np.ndarray:
    """Marginals of tokens that are the first, or a later, token of a cue with these probabilities, and else outside."""
    found = np.zeros((len(begins_and_goes_on), TAGS), np.float32)
    for token, (begins, goes_on) in enumerate(begins_and_goes_on):
        found[token, [0, ROLE_TAGS.index("B-cue"), ROLE_TAGS.index("I-cue")]] = 1 - begins - goes_on, begins, goes_on
    return found


def test_a_likely_cue_that_the_best_path_leaves_out_is_found_with_its_end() -> None:
    found = other_cues(shares((0, 0), (0.4, 0), (0, 0.3), (0, 0.1)), [], 0.3)
    assert [(cue.role, cue.first, cue.last, round(cue.probability, 2)) for cue in found] == [("cue", 1, 3, 0.4)]


def test_an_unlikely_cue_is_left_out() -> None:
    assert other_cues(shares((0.2, 0), (0, 0.1)), [], 0.3) == []


def test_no_cue_stands_on_another() -> None:
    there = RoleSpan("cue", 1, 3, 0.9)
    assert other_cues(shares((0.4, 0), (0, 0.4), (0.4, 0.5)), [there], 0.3) == []


@given(st.lists(st.tuples(st.floats(0, 0.5), st.floats(0, 0.5)), min_size=1, max_size=30), st.floats(0.05, 0.9))
def test_other_cues_follow_each_other(tokens: list[tuple[float, float]], least: float) -> None:
    found = other_cues(shares(*tokens), [], least)
    assert all(cue.first < cue.last <= len(tokens) for cue in found)
    assert all(before.last <= after.first for before, after in pairwise(found))
