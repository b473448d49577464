"""The voters of a vote, fitted to weighted rows: the same rows and seed give the same weights."""

import hashlib
import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from scipy.optimize import minimize

from onrecord.nets.pairs import Pair, places, pooled, signs
from onrecord.nets.sentences import encoder
from onrecord.nets.votes import Heads, Logs, digest, joined, weight
from onrecord.training.reader import Course, Example, Reader, export_reader, scores_of, train_reader

STEPS = 80  # of L-BFGS
RAREST = 2  # rows that a sign must be in to be weighed
LEAST = 0.05  # the smallest largest weight of a sign that is kept
SPREAD = 10.0  # the length of a row of vectors, about; swept on PLV with the penalty
VERSION = "1"


@dataclass(frozen=True, slots=True)
class Row:
    """What is seen of one example.

    Attributes:
        signs: `nets.pairs.signs`.
        vector: `nets.pairs.pooled`; None where the example is no sentence.
        example: what the reader sees; None likewise.
        label: the number of its label.
        weight: how much it counts.
        known: the least number of signs that it is taken to have; examples that are no sentences have few.
    """

    signs: frozenset[str]
    vector: NDArray[np.float32] | None
    example: Example | None
    label: int
    weight: float = 1.0
    known: int = 1


@dataclass(frozen=True, slots=True)
class Recipe:
    """How a vote is made.

    Attributes:
        signs, vectors: the penalties of the squares of the weights of the log-linear heads.
        course: of the reader.
        shares: of the three voters.
    """

    signs: float
    vectors: float
    course: Course
    shares: tuple[float, float, float]


@dataclass(frozen=True, slots=True)
class Made:
    """A vote as it is fitted, before it is written."""

    heads: Heads
    reader: Reader
    shares: tuple[float, float, float]
    lean: Logs

    def of(self, rows: Sequence[Row]) -> list[Logs]:
        """The probabilities of each row, which are sentences."""
        read = scores_of(self.reader, [row.example for row in rows if row.example is not None])
        return [
            joined((self.heads.on_signs(row.signs), self.heads.on_vector(row.vector), logs), self.shares, self.lean)
            for row, logs in zip(rows, read, strict=True)
            if row.vector is not None
        ]


def row(pair: Pair, label: int, weight: float = 1.0) -> Row:
    """The row of a pair of actors."""
    states = encoder().states([pair.parse.words])[0]
    return Row(signs(pair), pooled(pair, states), Example(states.astype(np.float16), *places(pair), label, weight), label, weight)


def make(rows: Sequence[Row], labels: int, recipe: Recipe, seed: int) -> Made:
    """A vote on these rows."""
    heads = fit([row for row in rows if row.weight], labels, recipe)
    reader = train_reader([row.example for row in rows if row.example is not None], labels, recipe.course, seed=seed)
    return Made(heads, reader, recipe.shares, np.zeros(labels))


def fit(rows: Sequence[Row], labels: int, recipe: Recipe) -> Heads:
    """The log-linear heads of a vote."""
    counts = Counter(sign for row in rows for sign in row.signs)
    keys = sorted({digest(sign) for sign, count in counts.items() if count >= RAREST})
    places = {key: place for place, key in enumerate(keys)}
    seen = _fit(_matrix(rows, places), rows, labels, recipe.signs)
    sentences = [row for row in rows if row.vector is not None]
    vectors = np.stack([row.vector for row in sentences if row.vector is not None])
    mean, scale = vectors.mean(0), SPREAD / np.sqrt(vectors.shape[1]) / (vectors.std(0) + 1e-6)
    felt = _fit((vectors - mean) * scale, sentences, labels, recipe.vectors)
    weights = felt[:-1] * scale[:, None]
    kept = np.abs(seen[:-1]).max(1) >= LEAST
    biases = np.stack([seen[-1], felt[-1] - mean @ weights])
    return Heads(np.array(keys, np.uint32)[kept], *(part.astype(np.float32) for part in (seen[:-1][kept], weights, biases)))


def _matrix(rows: Sequence[Row], places: dict[int, int]) -> sparse.csr_matrix:
    its = [sorted(places[key] for sign in row.signs if (key := digest(sign)) in places) for row in rows]
    values = np.concatenate([np.full(len(found), weight(max(len(found), row.known))) for found, row in zip(its, rows, strict=True)])
    numbers = np.concatenate([np.array(found, np.int64) for found in its])
    return sparse.csr_matrix((values, numbers, np.cumsum([0, *map(len, its)])), (len(rows), len(places)))


def _fit(x: Any, rows: Sequence[Row], labels: int, penalty: float) -> NDArray[np.float64]:  # noqa: ANN401 (a dense or a sparse matrix)
    """Weights with the biases below them, (columns + 1, labels)."""
    wide, heavy = x.shape[1], np.array([row.weight for row in rows])[:, None]
    gold = np.eye(labels)[[row.label for row in rows]]
    turned = x.T.tocsr() if sparse.issparse(x) else x.T

    def loss(flat: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        weights = flat.reshape(wide + 1, labels)
        scores = x @ weights[:-1] + weights[-1]
        scores -= scores.max(1, keepdims=True)
        logs = scores - np.log(np.exp(scores).sum(1, keepdims=True))
        pull = heavy * (np.exp(logs) - gold)
        gradient = np.vstack([turned @ pull + penalty * weights[:-1], pull.sum(0)])
        return float(penalty / 2 * (weights[:-1] ** 2).sum() - (heavy * gold * logs).sum()), gradient.ravel()

    found = minimize(loss, np.zeros((wide + 1) * labels), jac=True, method="L-BFGS-B", options={"maxiter": STEPS})
    weights: NDArray[np.float64] = found.x.reshape(wide + 1, labels)
    return weights


def quantized(weights: NDArray[np.float32]) -> tuple[NDArray[np.int8], NDArray[np.float32]]:
    """Weights in int8, with the scale of each column."""
    scale = np.maximum(np.abs(weights).max(0), 1e-6) / 127
    return np.round(weights / scale).astype(np.int8), scale.astype(np.float32)


def write(made: Made, labels: Sequence[str], name: str, into: Path, about: dict[str, Any]) -> None:
    """Write `NAME.npz`, `NAME.onnx` and their manifest.

    Args:
        about: what the manifest says of corpora, recipe and scores.
    """
    into.mkdir(parents=True, exist_ok=True)
    heads = made.heads
    signs, scale = quantized(heads.signs)
    vectors = heads.vectors.astype(np.float16)
    np.savez_compressed(
        into / f"{name}.npz", keys=heads.keys, signs=signs, scale=scale, vectors=vectors, biases=heads.biases, lean=made.lean
    )
    export_reader(made.reader, into / f"{name}.onnx")
    files = (f"{name}.npz", f"{name}.onnx")
    manifest = {
        "version": VERSION,
        "labels": {"labels": list(labels)},
        "transitions": {},
        "calibration": list(made.shares),
        **about,
        "sha256": {file: hashlib.sha256((into / file).read_bytes()).hexdigest() for file in files},
    }
    (into / f"{name}.manifest.json").write_text(json.dumps(manifest, indent=1, ensure_ascii=False) + "\n", "utf-8")
