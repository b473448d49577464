"""The second vote: two actors of a sentence in, a probability for each label out.

Three voters are joined by a weighted geometric mean, because they err on different sentences (docs/benchmarks.md): a log-linear head on
signs, one on the encoder's vectors pooled around the actors, and a reader, a small BiLSTM over these vectors.
"""

import io
import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources.abc import Traversable

import numpy as np
import onnxruntime
from numpy.typing import NDArray

from onrecord.nets.manifest import WEIGHTS, read_file, read_manifest
from onrecord.nets.names import options
from onrecord.nets.pairs import Pair, places, pooled, signs
from onrecord.nets.sentences import encoder

LENGTH = 5.0  # of a row of signs; swept on PLV
Matrix = NDArray[np.float32]
Logs = NDArray[np.float64]
"""Log probabilities, or scores, of labels."""


@dataclass(frozen=True, slots=True)
class Heads:
    """The log-linear voters.

    Attributes:
        keys: the digests of the signs that are known, in order.
        signs: (keys, labels).
        vectors: (width, labels).
        biases: (2, labels), of the head on signs and of that on vectors.
    """

    keys: NDArray[np.uint32]
    signs: Matrix
    vectors: Matrix
    biases: Matrix

    def on_signs(self, found: Iterable[str]) -> Logs:
        """The log probability of each label, by signs."""
        rows = self.rows(found)
        return log_softmax(self.signs[rows].sum(0, dtype=np.float64) * weight(len(rows)) + self.biases[0])

    def on_vector(self, vector: Matrix) -> Logs:
        """The log probability of each label, by a pooled vector."""
        return log_softmax(vector.astype(np.float64) @ self.vectors + self.biases[1])

    def rows(self, found: Iterable[str]) -> NDArray[np.intp]:
        """The rows of the signs that are known."""
        digests = np.array(sorted(map(digest, found)), np.uint32)
        near = np.searchsorted(self.keys, digests)
        return np.array([row for row, key in zip(near, digests, strict=True) if row < len(self.keys) and self.keys[row] == key], np.intp)


class Reader:
    """The reader; not a dataclass, because it holds a running session."""

    def __init__(self, net: bytes) -> None:
        """Run this net."""
        self._session = onnxruntime.InferenceSession(net, options(), providers=["CPUExecutionProvider"])

    def scores(self, pair: Pair, states: Matrix) -> Logs:
        """The log probability of each label.

        Args:
            states: (words, width), the encoder's vectors of the sentence.
        """
        actors, verbs = places(pair)
        groups = np.stack([actors == 1, actors == 2, verbs % 2 == 1, verbs >= 2]).astype(np.float32)  # noqa: PLR2004 (a bit for each actor)
        pools = groups / np.maximum(groups.sum(1, keepdims=True), 1)
        found = self._session.run(("scores",), {"states": states, "actors": actors, "verbs": verbs, "pools": pools})[0]
        return log_softmax(found[0].astype(np.float64))


@dataclass(frozen=True, slots=True)
class Vote:
    """All voters of a question.

    Attributes:
        labels: what is voted on.
        shares: of the voter on signs, on vectors, of the reader.
        lean: (labels,), added to the joined logarithms, so that rare labels are found.
    """

    labels: tuple[str, ...]
    heads: Heads
    reader: Reader
    shares: tuple[float, float, float]
    lean: Logs

    def of(self, pair: Pair, states: Matrix) -> dict[str, float]:
        """A probability for each label."""
        each = self.heads.on_signs(signs(pair)), self.heads.on_vector(pooled(pair, states)), self.reader.scores(pair, states)
        return dict(zip(self.labels, joined(each, self.shares, self.lean).tolist(), strict=True))


def joined(each: Sequence[Logs], shares: Sequence[float], lean: Logs) -> Logs:
    """The probabilities of several voters as one."""
    return np.exp(log_softmax(np.asarray(sum(share * logs for share, logs in zip(shares, each, strict=True))) + lean))


def digest(sign: str) -> int:
    """A sign as a number: the strings need not ship."""
    return zlib.crc32(sign.encode())


def weight(known: int) -> float:
    """What each sign of a row counts, so that rows have the same length."""
    return LENGTH / float(np.sqrt(max(1, known)))


def log_softmax(scores: Logs) -> Logs:
    """Log probabilities of scores."""
    below = scores - scores.max(-1, keepdims=True)
    found: Logs = below - np.log(np.exp(below).sum(-1, keepdims=True))
    return found


def read_vote(name: str, folder: Traversable = WEIGHTS) -> Vote:
    """The vote of that name.

    Raises:
        NetError: its files are missing or damaged.
    """
    manifest = read_manifest(name, folder)
    kept = np.load(io.BytesIO(read_file(manifest, f"{name}.npz", folder)))
    weights = kept["signs"].astype(np.float32) * kept["scale"]
    heads = Heads(kept["keys"], weights, *(kept[part].astype(np.float32) for part in ("vectors", "biases")))
    first, second, third = manifest.calibration
    reader = Reader(read_file(manifest, f"{name}.onnx", folder))
    return Vote(manifest.labels["labels"], heads, reader, (first, second, third), kept["lean"].astype(np.float64))


@cache
def vote(name: str) -> Vote:
    """The vote of that name that ships with the package, loaded once a process."""
    return read_vote(name)


def votes(pairs: Sequence[Pair]) -> list[dict[str, float]]:
    """For each pair of a report the probability of each root type of PLOVER (YIELD: CONCEDE and RETREAT).

    There is no "no event": whether something was done at all is not what this net was taught.
    """
    return _all("events", pairs)


def stances(pairs: Sequence[Pair]) -> list[dict[str, float]]:
    """For each pair of a report, the earlier actor first, the probability of each stance between them, by direction."""
    return _all("stances", pairs)


def _all(name: str, pairs: Sequence[Pair]) -> list[dict[str, float]]:
    """The votes on all pairs; each of their sentences is encoded once."""
    if not pairs:
        return []
    parses = list(dict.fromkeys(pair.parse for pair in pairs))
    states = dict(zip(parses, encoder().states([parse.words for parse in parses]), strict=True))
    return [vote(name).of(pair, states[pair.parse]) for pair in pairs]
