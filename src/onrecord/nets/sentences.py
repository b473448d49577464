"""The sentence encoder: the words of a sentence in, a vector for each out, that says what the word means there.

It has learned what a large general encoder says of news (docs/model-card.md); heads for events and stances read its vectors.
"""

import json
import zlib
from collections.abc import Sequence
from functools import cache
from importlib.resources.abc import Traversable

import numpy as np
import onnxruntime
from numpy.typing import NDArray

from onrecord.nets.encode import Vocabulary
from onrecord.nets.manifest import WEIGHTS, read_file, read_manifest
from onrecord.nets.names import options

Vectors = NDArray[np.float32]


class Encoder:
    """The encoder; not a dataclass, because it holds a running session."""

    def __init__(self, folder: Traversable = WEIGHTS) -> None:
        """Load the net from its folder.

        Raises:
            NetError: its files are missing or damaged.
        """
        manifest = read_manifest("sentences", folder)
        strings = json.loads(zlib.decompress(read_file(manifest, "sentences.vocabulary", folder)))
        self.vocabulary = Vocabulary({name: tuple(values) for name, values in strings.items()})
        net = read_file(manifest, "sentences.onnx", folder)
        self._session = onnxruntime.InferenceSession(net, options(), providers=["CPUExecutionProvider"])

    def states(self, sentences: Sequence[Sequence[str]]) -> list[Vectors]:
        """For each of a report's sentences, given as words, the vectors of its words, (words, width).

        One sentence at a time, because the ranges of int8 are taken over all that is run together.
        """
        return [self._session.run(("states",), {"ids": self.vocabulary.encode(words)})[0] for words in sentences]


@cache
def encoder() -> Encoder:
    """The encoder that ships with the package, loaded once a process."""
    return Encoder()
