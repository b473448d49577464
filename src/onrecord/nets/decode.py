"""Scores into spans: the best path of tags, and how sure it is."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from onrecord.nets.labels import ROLE_TAGS, allowed

Scores = NDArray[np.float32]

FORBIDDEN = np.float32(-1e4)
_OUTSIDE = ROLE_TAGS.index("O")
_BEGIN_CUE = ROLE_TAGS.index("B-cue")

Role = Literal["source", "cue", "content"]


@dataclass(frozen=True, slots=True)
class RoleSpan:
    """Tokens `first` to `last` (exclusive) of a window; the probability is the geometric mean of the tags' marginals."""

    role: Role
    first: int
    last: int
    probability: float


def barred(tags: Sequence[str]) -> Scores:
    """FORBIDDEN where one tag (row) may not follow another (column), else zero."""
    return np.array([[0 if allowed(a, b) else FORBIDDEN for b in tags] for a in tags], np.float32)


def barred_at_start(tags: int) -> Scores:
    """FORBIDDEN for the tags that no window begins with; of O, B, I, B, I ... these are the I tags."""
    return np.array([FORBIDDEN if tag and tag % 2 == 0 else 0 for tag in range(tags)], np.float32)


def best_paths(scores: Scores, lengths: Sequence[int], transitions: Scores) -> list[NDArray[np.intp]]:
    """The best allowed tag path of each window (Viterbi).

    Args:
        scores: (windows, time, tags).
        transitions: (tags, tags), from row to column, FORBIDDEN where barred.
    """
    step = transitions[:, :, None]
    best = scores.transpose(1, 2, 0).copy()  # windows last: a step of time works on whole rows of them
    best[0] += barred_at_start(scores.shape[-1])[:, None]
    for before, now in pairwise(best):
        np.add(now, np.maximum.reduce(before[:, None] + step), out=now)
    back = (best[:-1, :, None] + step).argmax(1)  # all at once, which is half the time of one step after the other
    ends = best.argmax(1)
    last, every = np.asarray(lengths) - 1, np.arange(len(lengths))
    paths = np.empty_like(ends)
    paths[-1] = here = ends[-1]
    for time in range(len(back) - 1, -1, -1):  # all windows at once; a shorter one starts from its own end
        paths[time] = here = np.where(last > time, back[time, here, every], ends[time])
    return [paths[:length, number] for number, length in enumerate(lengths)]


def marginals(scores: Scores, lengths: Sequence[int], transitions: Scores) -> Scores:
    """The probability of each tag at each token (forward-backward), shape as scores; rows past a window's end are zero.

    Both ways are gone at once, the one forward from the first token, the other backward from the last: half as many steps.
    """
    step = np.exp(transitions)
    steps = np.stack([step, step.T])
    emit = np.exp(scores - scores.max(-1, keepdims=True)).transpose(1, 0, 2)
    live = (np.arange(len(emit))[:, None] < np.asarray(lengths))[..., None]
    # By time, way, window and tag; the way back in its own order of time, from the last token to the first. A token's scores
    # count on the way forward as it is reached, on the way back as it is left.
    ways = np.ones((len(emit), 2, *emit.shape[1:]), np.float32)
    leaving, arriving = ways.copy(), ways.copy()
    leaving[:-1, 1], arriving[:, 0] = emit[:0:-1], emit
    begun = np.ones((*ways.shape[:3], 1), np.bool_)
    begun[1:, 1] = live[:0:-1]  # the way back begins at a window's own last token
    ways[0, 0] = emit[0] * np.exp(barred_at_start(scores.shape[-1]))
    ways[0, 0] /= np.add.reduce(ways[0, 0], -1, keepdims=True)
    for (here, there), left, reached, on in zip(pairwise(ways), leaving[:-1], arriving[1:], begun[1:], strict=True):
        mass = (here * left) @ steps
        np.multiply(mass, reached, out=mass)
        np.divide(mass, np.add.reduce(mass, -1, keepdims=True), out=there, where=on)
    both = ways[:, 0] * ways[::-1, 1] * live
    return np.asarray((both / np.maximum(both.sum(-1, keepdims=True), 1e-30)).transpose(1, 0, 2), np.float32)


def spans(path: NDArray[np.intp], probability: Scores, tags: Sequence[str]) -> list[RoleSpan]:
    """The role spans of one window's path.

    Args:
        probability: (time, tags), the marginals of this window.
        tags: the labels of the tags: O, then B and I of each role.
    """
    begins = np.flatnonzero(path % 2)
    if not len(begins):
        return []
    sure = np.log(np.maximum(probability[np.arange(len(path)), path], 1e-9))
    numbers = [*path.tolist(), _OUTSIDE]
    found = []
    for begin in begins.tolist():
        end = begin + 1
        while numbers[end] == numbers[begin] + 1:
            end += 1
        mean = np.add.reduce(sure[begin:end]) / (end - begin)
        found.append(RoleSpan(tags[numbers[begin]][2:], begin, end, float(np.exp(mean))))
    return found


def other_cues(probability: Scores, found: Sequence[RoleSpan], least: float) -> list[RoleSpan]:
    """Cues that the best path does not have, but that are likely: where one begins, and as far as it more likely goes on than not.

    Args:
        probability: (time, tags), the marginals of this window.
        found: the spans of its best path.
    """
    others = []
    end = 0
    for first in np.flatnonzero(probability[:, _BEGIN_CUE] >= least).tolist():
        if first < end or any(span.role == "cue" and span.first <= first < span.last for span in found):
            continue
        end = first + 1
        sure = float(probability[first, _BEGIN_CUE])
        while end < len(probability) and probability[end, _BEGIN_CUE + 1] > sure / 2:
            end += 1
        if not any(span.role == "cue" and span.first < end and first < span.last for span in found):
            others.append(RoleSpan("cue", first, end, sure))
    return others
