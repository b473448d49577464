"""A shipped net, ready to run: windows of words in, spans, links and labels out."""

import json
import math
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources.abc import Traversable
from itertools import groupby

import numpy as np
import onnxruntime
from numpy.typing import NDArray

from onrecord.nets.decode import FORBIDDEN, RoleSpan, Scores, barred, best_paths, marginals, other_cues, spans
from onrecord.nets.encode import BREAK, FEATURES, Vocabulary
from onrecord.nets.labels import PART_TAGS, ROLE_TAGS
from onrecord.nets.manifest import WEIGHTS, read_file, read_manifest
from onrecord.nets.names import LAYERS, Entity, Head, Names, chosen, entities, options
from onrecord.nets.relation import distances

BATCH = 5120  # tokens at a time, padding included; fixed, because rounding depends on it and a report must always give the same bytes
ALIKE = 0.7  # the shortest window that runs with a longest one, as a share of it; a third of all tokens is padding without this
OUTPUTS = ("roles", "token", "cue", "speech")  # only what is asked for is computed
TREES = ("arcs", "dependencies")
SMALL = 60  # tokens of a sentence; of longer ones numpy would share out the product to threads, which takes far more time than it saves
_ONLY = onnxruntime.RunOptions()
_ONLY.only_execute_path_to_fetches = True
EVIDENCE = ("log cue", "log source", "no source", "least log content", "quoted", "one")
# Swept on PolNeAR dev: the probabilities that a cue needs which the best path does not have, and an attribution whose source is a span.
LEAST_CUE = 0.2
LEAST = 0.2


@dataclass(frozen=True, slots=True)
class Attribution:
    """A cue with what the net takes for its source and its contents.

    Attributes:
        evidence: what its probability is computed from, as EVIDENCE names it.
        probability: that source, cue and contents are all right (80 % overlap), as calibrated when the net was made.
    """

    cue: RoleSpan
    source: RoleSpan | None
    contents: tuple[RoleSpan, ...]
    evidence: tuple[float, ...]
    probability: float


@dataclass(frozen=True, slots=True)
class Tree:
    """For each token of a window the token that it hangs on (the root of a sentence on itself), and the relation (UD 2)."""

    heads: tuple[int, ...]
    dependencies: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class WindowTags:
    """What the net says of one window; tokens are numbered in the window.

    Attributes:
        spans: cues and contents on the best path of role tags; sources as tagged given their cues.
        attributions: for each cue its parts, tagged given that cue; its contents need not be among the spans.
        names: persons, organisations and so on, as first token, last (exclusive) and kind; none where no names net reads along.
        speech: the part of speech of each token, a number in the manifest's labels.
        tree: how its words depend on each other, where that was asked for.
    """

    spans: tuple[RoleSpan, ...]
    attributions: tuple[Attribution, ...]
    names: tuple[Entity, ...]
    speech: NDArray[np.intp]
    tree: Tree | None = None


class Tagger:
    """The attribution tagger; not a dataclass, because it holds a running session."""

    def __init__(self, folder: Traversable = WEIGHTS, names: Names | None = None) -> None:
        """Load the net from its folder.

        Args:
            names: the net that finds names in this one's layers, if they are wanted.

        Raises:
            NetError: its files are missing or damaged.
        """
        self.manifest, self._names = read_manifest("tagger", folder), names
        strings = json.loads(zlib.decompress(read_file(self.manifest, "tagger.vocabulary", folder)))
        self.vocabulary = Vocabulary({name: tuple(values) for name, values in strings.items()})
        self._session, self._relation = (
            onnxruntime.InferenceSession(read_file(self.manifest, file, folder), options(), providers=["CPUExecutionProvider"])
            for file in ("tagger.onnx", "parts.onnx")
        )
        self.role_step, self.part_step = (
            np.array(self.manifest.transitions[name], np.float32) + barred(tags)
            for name, tags in (("roles", ROLE_TAGS), ("parts", PART_TAGS))
        )

    def tag(
        self,
        words: Sequence[Sequence[str]],
        quotes: Sequence[Sequence[int]],
        sentences: Sequence[Sequence[int]] | None = None,
        *,
        named: bool = True,
    ) -> list[WindowTags]:
        """Tag the windows of one report.

        Args:
            words: the words of each window; BREAK_WORD between two paragraphs.
            quotes: their QuoteState, likewise.
            sentences: the number of the sentence of each word, likewise; with them, trees are made too.
            named: whether names are looked for, too.
        """
        tagged: dict[int, WindowTags] = {}
        heads: tuple[Head, ...] = ("names",) if named and self._names is not None else ()
        for numbers in batches(words):
            its = None if sentences is None else [sentences[i] for i in numbers]
            batch = self._batch([words[i] for i in numbers], [quotes[i] for i in numbers], its, heads)
            tagged.update(zip(numbers, batch, strict=True))
        return [tagged[i] for i in range(len(words))]

    def entities(
        self, words: Sequence[Sequence[str]], quotes: Sequence[Sequence[int]], heads: Sequence[Head]
    ) -> list[tuple[tuple[Entity, ...], ...]]:
        """What each of these heads of the names net finds in the windows of one report, given as for `tag`."""
        found: dict[int, tuple[tuple[Entity, ...], ...]] = {}
        for numbers in batches(words):
            ids, states, lengths = self.arrays([words[i] for i in numbers], [quotes[i] for i in numbers])
            scores = self.scores(ids, states, lengths, (), heads)
            found.update(zip(numbers, zip(*(entities(each, lengths) for each in scores), strict=True), strict=True))
        return [found[i] for i in range(len(words))]

    def arrays(
        self, words: Sequence[Sequence[str]], quotes: Sequence[Sequence[int]]
    ) -> tuple[NDArray[np.int32], NDArray[np.int32], list[int]]:
        """Windows as what the net is fed with, the longest first: ids, quotation states, lengths."""
        lengths = [len(window) for window in words]
        ids = np.zeros((len(words), lengths[0], len(FEATURES)), np.int32)
        states = np.zeros((len(words), lengths[0]), np.int32)
        for row, (window, quote) in enumerate(zip(words, quotes, strict=True)):
            ids[row, : len(window)] = self.vocabulary.encode(window)
            states[row, : len(window)] = quote
        return ids, states, lengths

    def _batch(
        self,
        words: Sequence[Sequence[str]],
        quotes: Sequence[Sequence[int]],
        sentences: Sequence[Sequence[int]] | None,
        heads: Sequence[Head],
    ) -> list[WindowTags]:
        ids, states, lengths = self.arrays(words, quotes)
        outputs = OUTPUTS if sentences is None else (*OUTPUTS, *TREES)
        roles, token, cue, speech, *others = self.scores(ids, states, lengths, outputs, heads)
        arcs, named = others[: len(outputs) - len(OUTPUTS)], others[len(outputs) - len(OUTPUTS) :]
        paths = best_paths(roles, lengths, self.role_step)
        probabilities = marginals(roles, lengths, self.role_step)
        found = [spans(path, probability, ROLE_TAGS) for path, probability in zip(paths, probabilities, strict=True)]
        cues = [
            (row, span)
            for row, (its, probability) in enumerate(zip(found, probabilities, strict=True))
            for span in (*(span for span in its if span.role == "cue"), *other_cues(probability, its, LEAST_CUE))
        ]
        attributions: list[list[Attribution]] = [[] for _ in words]
        if cues:
            parts = self._parts(cues, token, cue, ids, lengths)
            for (row, span), its in zip(cues, parts, strict=True):
                attributions[row].append(self._attribution(span, its, quotes[row]))
        names, speech_tags = entities(named[0], lengths) if named else [()] * len(words), speech.argmax(-1)
        trees: Sequence[Tree | None] = [None] * len(words) if sentences is None else self._trees(arcs[0], arcs[1], sentences)
        return [
            WindowTags(_spans(found[row], attributions[row]), tuple(attributions[row]), names[row], speech_tags[row, :length], trees[row])
            for row, length in enumerate(lengths)
        ]

    def _trees(self, arcs: Scores, dependencies: Scores, sentences: Sequence[Sequence[int]]) -> list[Tree]:
        """The trees of a batch, the head of each token found by itself, in its own sentence."""
        labels, relations = self.manifest.labels["dependencies"], dependencies.argmax(-1)
        made: list[Tree] = []
        for row, its in enumerate(sentences):
            heads: list[int] = []
            for _, same in groupby(its):
                first = len(heads)
                dependent, head = np.split(arcs[row, first : first + len(list(same))], 2, axis=-1)
                scores = dependent @ head.T if len(head) <= SMALL else np.einsum("id,jd->ij", dependent, head)
                heads.extend((first + scores.argmax(-1)).tolist())
            made.append(Tree(tuple(heads), tuple(labels[number] for number in relations[row, : len(its)].tolist())))
        return made

    def _parts(
        self, cues: Sequence[tuple[int, RoleSpan]], token: Scores, cue: Scores, ids: NDArray[np.int32], lengths: Sequence[int]
    ) -> list[list[RoleSpan]]:
        """For each cue (the number of its window, and its span) the sources and contents that belong to it."""
        rows, firsts = np.array([row for row, _ in cues]), np.array([span.first for _, span in cues])
        distance = distances(firsts, (ids[..., 0] == BREAK).cumsum(1)[rows])
        scores = self.part_scores(token[rows], cue[rows, firsts], distance)
        for its_scores, (_, span) in zip(scores, cues, strict=True):
            its_scores[span.first : span.last, 1:] = FORBIDDEN  # a cue is no part of itself
        its = [lengths[row] for row in rows]
        paths = best_paths(scores, its, self.part_step)
        return [
            spans(path, probability, PART_TAGS) for path, probability in zip(paths, marginals(scores, its, self.part_step), strict=True)
        ]

    def _attribution(self, cue: RoleSpan, parts: Sequence[RoleSpan], quotes: Sequence[int]) -> Attribution:
        """The attribution of a cue and its parts; of several sources the surest."""
        sources = [part for part in parts if part.role == "source"]
        source = max(sources, key=lambda part: part.probability, default=None)
        contents = tuple(part for part in parts if part.role == "content")
        inside = [quotes[token] > 0 for content in contents for token in range(content.first, content.last)]
        evidence = (
            math.log(cue.probability),
            math.log(source.probability) if source else 0.0,
            float(source is None),
            math.log(min((content.probability for content in contents), default=1.0)),
            sum(inside) / max(1, len(inside)),
            1.0,
        )
        odds = sum(weight * value for weight, value in zip(self.manifest.calibration, evidence, strict=True))
        return Attribution(cue, source, contents, evidence, 1 / (1 + math.exp(-odds)))

    def scores(
        self,
        ids: NDArray[np.int32],
        quotes: NDArray[np.int32],
        lengths: Sequence[int],
        outputs: Sequence[str] = OUTPUTS,
        heads: Sequence[Head] = (),
    ) -> list[Scores]:
        """The net's outputs for a batch, and the names net's heads; its windows run in groups of like length: padding is work, too."""
        whole: list[Scores] = []
        for first, last in alike(lengths):
            longest = lengths[first]
            feed = {
                "ids": ids[first:last, :longest],
                "quotes": quotes[first:last, :longest],
                "lengths": np.array(lengths[first:last], np.int32),
            }
            found = self._session.run((*outputs, *(LAYERS if heads else ())), feed, _ONLY)
            if heads and self._names is not None:
                found[len(outputs) :] = self._names.scores(found[len(outputs) :], lengths[first:last], heads)
            whole = whole or [np.zeros((len(lengths), longest, part.shape[-1]), np.float32) for part in found]
            for scores, part in zip(whole, found, strict=True):
                scores[first:last, :longest] = part
        return whole

    def part_scores(self, token: Scores, cue: Scores, distance: NDArray[np.int64]) -> Scores:
        """Scores of the part tags of each token, given one cue: (cues, time, part tags).

        Args:
            token: (cues, time, width), the `token` output for the window of each cue.
            cue: (cues, width), the `cue` output at the first token of each cue.
            distance: (cues, time), as `nets.relation` counts it.
        """
        found: Scores = self._relation.run(("parts",), {"token": token, "cue": cue, "distance": distance})[0]
        return found


def _spans(path: Sequence[RoleSpan], attributions: Sequence[Attribution]) -> tuple[RoleSpan, ...]:
    """The spans of the best path, but for its sources: those that a cue has are better (docs/benchmarks.md)."""
    sources: dict[tuple[int, int], RoleSpan] = {}
    for found in attributions:
        if found.source is not None and found.probability >= LEAST:
            sources.setdefault((found.source.first, found.source.last), found.source)
    spans = [*(span for span in path if span.role != "source"), *sources.values()]
    return tuple(sorted(spans, key=lambda span: (span.first, span.last)))


def batches(words: Sequence[Sequence[str]]) -> Iterator[list[int]]:
    """The numbers of the windows that run together, the longest first."""
    order = sorted(range(len(words)), key=lambda i: -len(words[i]))
    at = 0
    while at < len(order):
        numbers = order[at : at + max(1, BATCH // max(1, len(words[order[at]])))]
        yield numbers
        at += len(numbers)


def alike(lengths: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Runs of windows, first and last (exclusive), none much shorter than the first of its run; the longest window comes first."""
    first = 0
    for number, length in enumerate([*lengths, 0]):
        if length < ALIKE * lengths[first]:
            yield first, number
            first = number


@cache
def tagger() -> Tagger:
    """The tagger that ships with the package, with its names net, loaded once a process."""
    return Tagger(names=Names(chosen()))
