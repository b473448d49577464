"""The loss of a linear-chain CRF (Lafferty et al. 2001) against a distribution over tag paths, with its own derivative.

The gold need not be one path: several annotators, or a teacher net, give a distribution, and the loss is the cross-entropy between the two
(structure-level distillation, Wang et al. 2020). All it needs of the gold are the marginals of tags and of pairs of neighbouring
tags. The derivative is then the difference between the net's marginals and the gold's, so nothing is recorded step by step.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from onrecord.nets.decode import Scores, barred_at_start


@dataclass(frozen=True, slots=True)
class Gold:
    """What a batch of windows should be tagged as.

    Attributes:
        tags: (batch, time, tags), the probability of each tag; zero past a window's end.
        pairs: (tags, tags), how often one tag follows another, expected, over the whole batch.
    """

    tags: Scores
    pairs: Scores


def gold_paths(paths: list[list[int]], longest: int, width: int) -> Gold:
    """The gold of windows that have one certain path each, of so many tags."""
    tags = np.zeros((len(paths), longest, width), np.float32)
    pairs = np.zeros((width, width), np.float32)
    for row, path in enumerate(paths):
        tags[row, np.arange(len(path)), path] = 1
        np.add.at(pairs, (path[:-1], path[1:]), 1)
    return Gold(tags, pairs)


def expected(scores: Scores, transitions: Scores, lengths: NDArray[np.int64]) -> tuple[Gold, Scores]:
    """The marginals of a CRF, and the logarithm of each window's partition function.

    Args:
        scores: (batch, time, tags).
        transitions: (tags, tags), from row to column, FORBIDDEN where barred.
    """
    step = np.exp(transitions)
    top = scores.max(-1, keepdims=True)
    emit = np.exp(scores - top).transpose(1, 0, 2)
    live = np.arange(len(emit))[:, None] < lengths
    ahead = np.empty_like(emit)
    scale = np.ones(emit.shape[:2], np.float32)
    mass = emit[0] * np.exp(barred_at_start(scores.shape[-1]))
    for time, now in enumerate(emit):
        if time:
            mass = (ahead[time - 1] @ step) * now
        scale[time] = mass.sum(-1)
        ahead[time] = mass / scale[time][:, None]
    back = np.ones_like(emit)
    for time in range(len(emit) - 2, -1, -1):
        mass = (back[time + 1] * emit[time + 1]) @ step.T
        mass /= np.where(live[time + 1], scale[time + 1], 1)[:, None]
        back[time] = np.where(live[time + 1][:, None], mass, 1)
    tags = ahead * back * live[..., None]
    tags /= np.maximum(tags.sum(-1, keepdims=True), 1e-30)
    later = back[1:] * emit[1:] / scale[1:, :, None] * live[1:, :, None]
    width = scores.shape[-1]
    pairs = step * (ahead[:-1].reshape(-1, width).T @ later.reshape(-1, width))
    total = ((np.log(scale) + top[..., 0].T) * live).sum(0)
    return Gold(tags.transpose(1, 0, 2), pairs), total


class _Loss(torch.autograd.Function):
    """Cross-entropy between a gold distribution over paths and the CRF's, summed over the windows."""

    @staticmethod
    def forward(ctx: Any, scores: Tensor, transitions: Tensor, gold: Gold, lengths: NDArray[np.int64]) -> Tensor:  # noqa: ANN401
        found, total = expected(scores.detach().numpy(), transitions.detach().numpy(), lengths)
        ctx.slopes = torch.from_numpy(found.tags - gold.tags), torch.from_numpy(found.pairs - gold.pairs)
        truth = (gold.tags * scores.detach().numpy()).sum() + (gold.pairs * transitions.detach().numpy()).sum()
        return scores.new_tensor(total.sum() - truth)

    @staticmethod
    def backward(ctx: Any, *grads: Tensor) -> tuple[Tensor, Tensor, None, None]:  # noqa: ANN401
        tags, pairs = ctx.slopes
        return grads[0] * tags, grads[0] * pairs, None, None


def crf_loss(scores: Tensor, transitions: Tensor, gold: Gold, lengths: Tensor) -> Tensor:
    """Cross-entropy between `gold` and the CRF that these scores (batch, time, tags) and transitions make, summed over the windows."""
    return _Loss.apply(scores, transitions, gold, lengths.numpy())  # type: ignore[no-any-return, no-untyped-call] # torch's
