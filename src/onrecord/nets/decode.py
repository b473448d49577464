"""Scores into spans: the best path of tags, how sure it is, and which source and contents belong to which cue."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from onrecord.nets.labels import LINK_BLOCKS, ROLE_TAGS, allowed

Scores = NDArray[np.float32]

ACROSS = 6.0  # log-odds that a link across paragraphs must have in its favour: gold has them once in a thousand (POLNEAR)
_FORBIDDEN = np.float32(-1e4)
_BANNED = np.array([[0 if allowed(a, b) else _FORBIDDEN for b in ROLE_TAGS] for a in ROLE_TAGS], np.float32)
_BANNED_START = np.array([_FORBIDDEN if tag.startswith("I-") else 0 for tag in ROLE_TAGS], np.float32)
_OUTSIDE = ROLE_TAGS.index("O")

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
    step = (transitions + _BANNED)[:, :, None]
    best = scores.transpose(1, 2, 0).copy()  # windows last: a step of time works on whole rows of them
    best[0] += _BANNED_START[:, None]
    for before, now in pairwise(best):
        np.add(now, np.maximum.reduce(before[:, None] + step), out=now)
    back = (best[:-1, :, None] + step).argmax(1)  # all at once, which is half the time of one step after the other
    ends = best.argmax(1)
    return [_path(back[: length - 1, :, number], int(ends[length - 1, number])) for number, length in enumerate(lengths)]


def _path(back: NDArray[np.intp], end: int) -> NDArray[np.intp]:
    """The path that ends in this tag; for each step and tag, `back` has the tag before."""
    path = [end]
    for tags in reversed(back.tolist()):
        path.append(tags[path[-1]])
    return np.array(path[::-1], np.intp)


def marginals(scores: Scores, lengths: Sequence[int], transitions: Scores) -> Scores:
    """The probability of each tag at each token (forward-backward), shape as scores; rows past a window's end are zero.

    Both ways are gone at once, the one forward from the first token, the other backward from the last: half as many steps.
    """
    step = np.exp(transitions + _BANNED)
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
    ways[0, 0] = emit[0] * np.exp(_BANNED_START)
    ways[0, 0] /= np.add.reduce(ways[0, 0], -1, keepdims=True)
    for (here, there), left, reached, on in zip(pairwise(ways), leaving[:-1], arriving[1:], begun[1:], strict=True):
        mass = (here * left) @ steps
        np.multiply(mass, reached, out=mass)
        np.divide(mass, np.add.reduce(mass, -1, keepdims=True), out=there, where=on)
    both = ways[:, 0] * ways[::-1, 1] * live
    return np.asarray((both / np.maximum(both.sum(-1, keepdims=True), 1e-30)).transpose(1, 0, 2), np.float32)


def spans(path: NDArray[np.intp], probability: Scores) -> list[RoleSpan]:
    """The role spans of one window's path.

    Args:
        probability: (time, tags), the marginals of this window.
    """
    begins = np.flatnonzero(path % 2)
    if not len(begins):
        return []
    sure = np.log(np.maximum(probability[np.arange(len(path)), path], 1e-9))
    tags = [*path.tolist(), _OUTSIDE]
    found = []
    for begin in begins.tolist():
        end = begin + 1
        while tags[end] == tags[begin] + 1:
            end += 1
        mean = np.add.reduce(sure[begin:end]) / (end - begin)
        found.append(RoleSpan(ROLE_TAGS[tags[begin]][2:], begin, end, float(np.exp(mean))))
    return found


def links(found: Sequence[RoleSpan], vectors: Scores, paragraphs: NDArray[np.intp]) -> list[CueLinks]:
    """Join the spans of one window: each content to the cue that it fits best, each cue to the source that fits it best.

    A content that fits no cue is listed alone; a cue takes no source rather than one that does not fit. A span of another
    paragraph must fit much better than one of the same.

    Args:
        vectors: (time, width), the net's `links` output, in blocks as LINK_BLOCKS names them.
        paragraphs: for each token the number of its paragraph in the window.
    """
    sources, cues, contents = ([i for i, span in enumerate(found) if span.role == role] for role in ("source", "cue", "content"))
    if not cues:
        return [CueLinks(None, None, (content,)) for content in contents]
    blocks = dict(zip(LINK_BLOCKS, vectors.reshape(len(vectors), len(LINK_BLOCKS), -1).swapaxes(0, 1), strict=True))
    at_cue = [found[i].first for i in cues]

    def fit(role: Role, numbers: Sequence[int]) -> Scores:
        first, last = [found[i].first for i in numbers], [found[i].last - 1 for i in numbers]
        ends = blocks[f"{role}_start"][first] + blocks[f"{role}_end"][last]
        apart = np.not_equal.outer(paragraphs[last], paragraphs[at_cue])
        return np.asarray(ends @ blocks[f"cue_for_{role}"][at_cue].T - apart * np.float32(ACROSS), np.float32)

    cue_of = _fitting(fit("content", contents), cues) if contents else []
    source_of = _fitting(fit("source", sources).T, sources) if sources else [None] * len(cues)
    joined = [
        CueLinks(cue, source, tuple(content for content, its in zip(contents, cue_of, strict=True) if its == cue))
        for cue, source in zip(cues, source_of, strict=True)
    ]
    return joined + [CueLinks(None, None, (content,)) for content, its in zip(contents, cue_of, strict=True) if its is None]


def _fitting(fits: Scores, numbers: Sequence[int]) -> list[int | None]:
    """For each row the number of its best column; None where no column fits."""
    best, fit = fits.argmax(1).tolist(), (fits.max(1) > 0).tolist()
    return [numbers[column] if fitting else None for column, fitting in zip(best, fit, strict=True)]
