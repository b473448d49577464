"""A shipped net, ready to run: windows of words in, spans, links and labels out."""

import json
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources.abc import Traversable

import numpy as np
import onnxruntime
from numpy.typing import NDArray

from onrecord.nets.decode import CueLinks, RoleSpan, Scores, best_paths, links, marginals, spans
from onrecord.nets.encode import BREAK, FEATURES, Vocabulary
from onrecord.nets.manifest import WEIGHTS, read_file, read_manifest

BATCH = 16  # windows at a time, of similar length; fixed, because rounding depends on it and a report must always give the same bytes
ALIKE = 0.7  # the shortest window that runs with a longest one, as a share of it; a third of all tokens is padding without this
OUTPUTS = ("roles", "links", "entities", "speech")


@dataclass(frozen=True, slots=True)
class WindowTags:
    """What the net says of one window; tokens are numbered in the window.

    Attributes:
        entities: the class of each token, a number in the manifest's labels.
        speech: the part of speech of each token, likewise.
    """

    spans: tuple[RoleSpan, ...]
    links: tuple[CueLinks, ...]
    entities: NDArray[np.intp]
    speech: NDArray[np.intp]


class Tagger:
    """The attribution tagger; not a dataclass, because it holds a running session."""

    def __init__(self, folder: Traversable = WEIGHTS) -> None:
        """Load the net from its folder.

        Raises:
            NetError: its files are missing or damaged.
        """
        self.manifest = read_manifest("tagger", folder)
        strings = json.loads(zlib.decompress(read_file(self.manifest, "tagger.vocabulary", folder)))
        self._vocabulary = Vocabulary({name: tuple(values) for name, values in strings.items()})
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1  # a reading is one core's work: the build runs one a core
        options.log_severity_level = 3
        self._session = onnxruntime.InferenceSession(
            read_file(self.manifest, "tagger.onnx", folder), options, providers=["CPUExecutionProvider"]
        )
        self._transitions = np.array(self.manifest.transitions, np.float32)

    def tag(self, words: Sequence[Sequence[str]], quotes: Sequence[Sequence[int]]) -> list[WindowTags]:
        """Tag the windows of one report.

        Args:
            words: the words of each window; BREAK_WORD between two paragraphs.
            quotes: their QuoteState, likewise.
        """
        order = sorted(range(len(words)), key=lambda i: -len(words[i]))
        tagged: dict[int, WindowTags] = {}
        for at in range(0, len(order), BATCH):
            numbers = order[at : at + BATCH]
            batch = self._batch([words[i] for i in numbers], [quotes[i] for i in numbers])
            tagged.update(zip(numbers, batch, strict=True))
        return [tagged[i] for i in range(len(words))]

    def _batch(self, words: Sequence[Sequence[str]], quotes: Sequence[Sequence[int]]) -> list[WindowTags]:
        lengths = [len(window) for window in words]
        ids = np.zeros((len(words), lengths[0], len(FEATURES)), np.int32)
        states = np.zeros((len(words), lengths[0]), np.int32)
        for row, (window, quote) in enumerate(zip(words, quotes, strict=True)):
            ids[row, : len(window)] = self._vocabulary.encode(window)
            states[row, : len(window)] = quote
        roles, vectors, entities, speech = self._scores(ids, states, lengths)
        paths = best_paths(roles, lengths, self._transitions)
        probabilities = marginals(roles, lengths, self._transitions)
        paragraphs = (ids[..., 0] == BREAK).cumsum(1)
        entity_classes, speech_tags = entities.argmax(-1), speech.argmax(-1)
        result = []
        for row, length in enumerate(lengths):
            found = spans(paths[row], probabilities[row])
            joined = links(found, vectors[row], paragraphs[row])
            result.append(WindowTags(tuple(found), tuple(joined), entity_classes[row, :length], speech_tags[row, :length]))
        return result

    def _scores(self, ids: NDArray[np.int32], quotes: NDArray[np.int32], lengths: Sequence[int]) -> list[Scores]:
        """The net's outputs for a batch, its windows run in groups of like length: padding is work, too."""
        whole: list[Scores] = []
        for first, last in alike(lengths):
            longest = lengths[first]
            feed = {
                "ids": ids[first:last, :longest],
                "quotes": quotes[first:last, :longest],
                "lengths": np.array(lengths[first:last], np.int32),
            }
            found = self._session.run(OUTPUTS, feed)
            whole = whole or [np.zeros((len(lengths), longest, part.shape[-1]), np.float32) for part in found]
            for scores, part in zip(whole, found, strict=True):
                scores[first:last, :longest] = part
        return whole


def alike(lengths: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Runs of windows, first and last (exclusive), none much shorter than the first of its run; the longest window comes first."""
    first = 0
    for number, length in enumerate([*lengths, 0]):
        if length < ALIKE * lengths[first]:
            yield first, number
            first = number


@cache
def tagger() -> Tagger:
    """The tagger that ships with the package, loaded once a process."""
    return Tagger()
