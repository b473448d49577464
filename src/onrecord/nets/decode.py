"""Scores into spans: the best path of tags, how sure it is, and which source and contents belong to which cue."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from onrecord.nets.labels import LINK_BLOCKS, ROLE_TAGS, allowed

Scores = NDArray[np.float32]

ACROSS = 6.0  # log-odds that a link across paragraphs must have in its favour: gold has them once in a thousand (POLNEAR)
_FORBIDDEN = np.float32(-1e4)
_BANNED = np.array([[0 if allowed(a, b) else _FORBIDDEN for b in ROLE_TAGS] for a in ROLE_TAGS], np.float32)
_BANNED_START = np.array([_FORBIDDEN if tag.startswith("I-") else 0 for tag in ROLE_TAGS], np.float32)


Role = Literal["source", "cue", "content"]


@dataclass(frozen=True, slots=True)
class RoleSpan:
    """Tokens `first` to `last` (exclusive) of a window; the probability is the geometric mean of the tags' marginals."""

    role: Role
    first: int
    last: int
    probability: float


@dataclass(frozen=True, slots=True)
class CueLinks:
    """By number in the window's list of spans: a cue (None: contents without one), its source and its contents."""

    cue: int | None
    source: int | None
    contents: tuple[int, ...]


def best_paths(scores: Scores, lengths: Sequence[int], transitions: Scores) -> list[NDArray[np.intp]]:
    """The best allowed tag path of each window (Viterbi).

    Args:
        scores: (windows, time, tags).
        transitions: (tags, tags), from row to column.
    """
    step = transitions + _BANNED
    count, time, tags = scores.shape
    best = scores[:, 0] + _BANNED_START
    back = np.empty((time, count, tags), np.intp)
    history = [best]
    for t in range(1, time):
        options = best[:, :, None] + step
        back[t] = options.argmax(1)
        best = options.max(1) + scores[:, t]
        history.append(best)
    paths = []
    for number, length in enumerate(lengths):
        path = np.empty(length, np.intp)
        path[-1] = history[length - 1][number].argmax()
        for t in range(length - 1, 0, -1):
            path[t - 1] = back[t, number, path[t]]
        paths.append(path)
    return paths


def marginals(scores: Scores, lengths: Sequence[int], transitions: Scores) -> Scores:
    """The probability of each tag at each token (forward-backward), shape as scores; rows past a window's end are zero."""
    step = np.exp(transitions + _BANNED)
    count, time, tags = scores.shape
    emit = np.exp(scores - scores.max(-1, keepdims=True))
    live = np.arange(time)[None, :] < np.asarray(lengths)[:, None]
    forward = np.zeros((count, time, tags), np.float32)
    forward[:, 0] = emit[:, 0] * np.exp(_BANNED_START)
    forward[:, 0] /= forward[:, 0].sum(-1, keepdims=True)
    for t in range(1, time):
        now = (forward[:, t - 1] @ step) * emit[:, t]
        forward[:, t] = now / now.sum(-1, keepdims=True)
    backward = np.ones((count, time, tags), np.float32)
    for t in range(time - 2, -1, -1):
        after = (backward[:, t + 1] * emit[:, t + 1]) @ step.T
        after /= after.sum(-1, keepdims=True)
        backward[:, t] = np.where(live[:, t + 1, None], after, 1)
    both = forward * backward * live[..., None]
    return np.asarray(both / np.maximum(both.sum(-1, keepdims=True), 1e-30), np.float32)


def spans(path: NDArray[np.intp], probability: Scores) -> list[RoleSpan]:
    """The role spans of one window's path.

    Args:
        probability: (time, tags), the marginals of this window.
    """
    found = []
    sure = np.log(np.maximum(probability[np.arange(len(path)), path], 1e-9))
    for begin in np.flatnonzero(path % 2):
        end = begin + 1
        while end < len(path) and path[end] == path[begin] + 1:
            end += 1
        found.append(RoleSpan(ROLE_TAGS[path[begin]][2:], int(begin), int(end), float(np.exp(sure[begin:end].mean()))))
    return found


def links(found: Sequence[RoleSpan], vectors: Scores, paragraphs: Sequence[int]) -> list[CueLinks]:
    """Join the spans of one window: each content to the cue that it fits best, each cue to the source that fits it best.

    A content that fits no cue is listed alone; a cue takes no source rather than one that does not fit. A span of another
    paragraph must fit much better than one of the same.

    Args:
        vectors: (time, width), the net's `links` output, in blocks as LINK_BLOCKS names them.
        paragraphs: for each token the number of its paragraph in the window.
    """
    blocks = dict(zip(LINK_BLOCKS, np.split(vectors, len(LINK_BLOCKS), axis=-1), strict=True))
    numbers = {role: [i for i, span in enumerate(found) if span.role == role] for role in ("source", "cue", "content")}
    cues = numbers["cue"]
    at_cue = [found[i].first for i in cues]

    def fit(role: str) -> Scores:
        first = blocks[f"{role}_start"][[found[i].first for i in numbers[role]]]
        last = blocks[f"{role}_end"][[found[i].last - 1 for i in numbers[role]]]
        apart = [[paragraphs[found[i].last - 1] != paragraphs[token] for token in at_cue] for i in numbers[role]]
        fits = (first + last) @ blocks[f"cue_for_{role}"][at_cue].T
        return np.asarray(fits - ACROSS * np.array(apart, np.float32).reshape(fits.shape), np.float32)

    contents: dict[int, list[int]] = {cue: [] for cue in cues}
    alone = []
    for content, row in zip(numbers["content"], fit("content"), strict=True):
        if len(cues) and row.max() > 0:
            contents[cues[int(row.argmax())]].append(content)
        else:
            alone.append(content)
    joined = []
    source_fit = fit("source").T
    for row, cue in zip(source_fit, cues, strict=True):
        source = numbers["source"][int(row.argmax())] if len(row) and row.max() > 0 else None
        joined.append(CueLinks(cue, source, tuple(contents[cue])))
    return joined + [CueLinks(None, None, (content,)) for content in alone]
