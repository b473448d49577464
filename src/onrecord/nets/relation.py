"""How far each token of a window lies from a cue, as the net counts it: exactly when near, roughly when far."""

import numpy as np
from numpy.typing import NDArray

NEAR = 8  # tokens: up to here each distance has a number of its own
_STEPS = (13, 21, 41)  # where the rough distances beyond begin
_REACH = NEAR + len(_STEPS) + 1
DISTANCES = 2 * _REACH + 3
"""How many distances there are: before the cue, at it, after it, and two for another paragraph, before and after."""


def distances(cues: NDArray[np.int64], paragraphs: NDArray[np.int64]) -> NDArray[np.int64]:
    """The distance of each token from each cue, a number below DISTANCES: shape (cues, time).

    Args:
        cues: the first token of each cue.
        paragraphs: (cues, time), the number of the paragraph of each token of the cue's window.
    """
    apart = np.arange(paragraphs.shape[1]) - cues[:, None]
    size = np.abs(apart)
    rough = np.where(size <= NEAR, size, NEAR + 1 + np.searchsorted(_STEPS, size, side="right"))
    other = np.sign(paragraphs - paragraphs[np.arange(len(cues)), cues][:, None])
    return np.asarray(np.where(other == 0, _REACH + np.sign(apart) * rough, DISTANCES - 1 - (other < 0)), np.int64)
