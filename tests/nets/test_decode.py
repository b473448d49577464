"""Decoding: the best allowed path, true marginals, links that fit; checked against counting all paths."""

from itertools import pairwise, product

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.nets.decode import CueLinks, RoleSpan, best_paths, links, marginals, spans
from onrecord.nets.labels import LINK_BLOCKS, ROLE_TAGS, allowed

TAGS = len(ROLE_TAGS)
seeds = st.integers(0, 10_000)


def scores(seed: int, windows: int, time: int) -> tuple[np.ndarray, np.ndarray]:
    rng = np.random.default_rng(seed)
    return rng.normal(0, 2, (windows, time, TAGS)).astype(np.float32), rng.normal(0, 1, (TAGS, TAGS)).astype(np.float32)


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
    found = spans(path, marginals(emit, [time], step)[0])
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


def vectors(time: int, **at: int) -> np.ndarray:
    """Link vectors that are zero but for a one at `block=token`."""
    width = 2
    found = np.zeros((time, width * len(LINK_BLOCKS)), np.float32)
    for block, token in at.items():
        found[token, LINK_BLOCKS.index(block) * width] = 3.0
    return found


SAME, OTHER = np.array([0, 0, 0, 0]), np.array([0, 0, 1, 1])  # the paragraph of each token
SOURCE, CUE, CONTENT = RoleSpan("source", 0, 1, 0.9), RoleSpan("cue", 1, 2, 0.9), RoleSpan("content", 2, 4, 0.9)


def test_what_fits_is_joined() -> None:
    found = vectors(4, source_start=0, cue_for_source=1, content_start=2, cue_for_content=1)
    assert links([SOURCE, CUE, CONTENT], found, SAME) == [CueLinks(1, 0, (2,))]


def test_what_does_not_fit_stays_alone() -> None:
    assert links([SOURCE, CUE, CONTENT], vectors(4), SAME) == [CueLinks(1, None, ()), CueLinks(None, None, (2,))]


def test_a_link_across_paragraphs_must_fit_much_better() -> None:
    found = vectors(4, content_start=2, cue_for_content=1)
    assert links([CUE, CONTENT], found, SAME) == [CueLinks(0, None, (1,))]
    assert links([CUE, CONTENT], (found / 2).astype(np.float32), OTHER) == [CueLinks(0, None, ()), CueLinks(None, None, (1,))]


def test_the_best_cue_takes_a_content_and_the_best_source_a_cue() -> None:
    found = [RoleSpan("source", 0, 1, 0.9), CUE, RoleSpan("source", 2, 3, 0.9), RoleSpan("cue", 3, 4, 0.9), RoleSpan("content", 4, 5, 0.9)]
    both = vectors(5, source_start=2, cue_for_source=3, content_start=4, cue_for_content=1)
    both[3, LINK_BLOCKS.index("cue_for_content") * 2] = 4.0
    assert links(found, both, np.zeros(5, np.intp)) == [CueLinks(1, None, ()), CueLinks(3, 2, (4,))]


def test_contents_without_any_cue_stay_alone() -> None:
    assert links([SOURCE, CONTENT], vectors(4, content_start=2), SAME) == [CueLinks(None, None, (1,))]


def test_nothing_found_gives_nothing() -> None:
    assert links([], vectors(3), SAME[:3]) == []
