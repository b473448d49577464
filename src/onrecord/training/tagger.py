"""The tagger's recipe: PolNeAR and word vectors in, a checkpoint after every epoch, the shipped net out."""

import json
import math
import random
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from rich.console import Console
from torch import Tensor
from torch.nn.functional import binary_cross_entropy_with_logits, cross_entropy

from onrecord.nets.decode import best_paths
from onrecord.nets.encode import FEATURES, PAD, RESERVED, Vocabulary
from onrecord.nets.labels import LINK_BLOCKS, ROLE_TAGS, ROLES
from onrecord.training.data import IGNORE, Example, examples, strings
from onrecord.training.model import Shape, Tagger

LEARNING_RATE = 2e-3
WORD_RATE = 0.1  # of the learning rate: pretrained vectors move slowly, so that those of unseen words stay comparable
SIDE_WEIGHT = 0.2  # of parts of speech and entities, per token, beside the roles
LINK_WEIGHT = 0.5  # of each pair of a cue and a span
WORD_SPREAD = 0.3  # standard deviation of the word vectors at the start, pretrained or not
WARM_UP = 100  # steps
LARGEST_GRADIENT = 5.0  # norm
DEV_BATCH = 32
_say = Console(stderr=True).print


@dataclass(frozen=True, slots=True)
class Recipe:
    """What may be varied in a training."""

    epochs: int = 10
    batch: int = 16
    seed: int = 1
    threads: int = 2
    shape: Shape = Shape()


@dataclass(frozen=True, slots=True)
class Batch:
    """Windows as tensors, longest first."""

    ids: Tensor
    quotes: Tensor
    lengths: Tensor
    roles: Tensor
    entities: Tensor
    speech: Tensor
    examples: tuple[Example, ...]


def batch_of(chosen: Sequence[Example], vocabulary: Vocabulary, speech: dict[str, int]) -> Batch:
    """Pad windows into one batch."""
    ordered = sorted(chosen, key=lambda example: -len(example.words))
    longest = len(ordered[0].words)

    def padded(rows: list[list[int]], fill: int) -> Tensor:
        return torch.tensor([row + [fill] * (longest - len(row)) for row in rows])

    ids = torch.zeros(len(ordered), longest, len(FEATURES), dtype=torch.long)
    for row, example in enumerate(ordered):
        ids[row, : len(example.words)] = torch.from_numpy(vocabulary.encode(example.words).astype(np.int64))
    return Batch(
        ids,
        padded([example.quotes for example in ordered], 0),
        torch.tensor([len(example.words) for example in ordered]),
        padded([example.roles for example in ordered], 0),
        padded([example.entities for example in ordered], IGNORE),
        padded([[speech.get(tag, IGNORE) for tag in example.speech] for example in ordered], IGNORE),
        tuple(ordered),
    )


def link_loss(vectors: Tensor, chosen: Sequence[Example]) -> Tensor:
    """Whether each span belongs to each cue of its window, as a yes-or-no question; summed over the pairs."""
    blocks = dict(zip(LINK_BLOCKS, vectors.chunk(len(LINK_BLOCKS), dim=-1), strict=True))
    total = vectors.new_zeros(())
    for row, example in enumerate(chosen):
        cues = sorted(set(example.cues))
        for role in ("source", "content"):
            ends = sorted({(link.first, link.last) for link in example.links[role]})
            if not cues or not ends:
                continue
            first = blocks[f"{role}_start"][row, [end[0] for end in ends]]
            last = blocks[f"{role}_end"][row, [end[1] for end in ends]]
            fit = (first + last) @ blocks[f"cue_for_{role}"][row, cues].T
            linked = {(link.first, link.last, link.cue) for link in example.links[role]}
            gold = torch.tensor([[float((*end, cue) in linked) for cue in cues] for end in ends])
            total = total + binary_cross_entropy_with_logits(fit, gold, reduction="sum")
    return total


def loss_of(net: Tagger, batch: Batch) -> Tensor:
    """The sum of all heads' losses, per window."""
    roles, links, entities, speech = net(batch.ids, batch.quotes, batch.lengths)
    side = sum(
        cross_entropy(scores.flatten(0, 1), labels.flatten(), ignore_index=IGNORE, reduction="sum")
        for scores, labels in ((entities, batch.entities), (speech, batch.speech))
    )
    main = net.role_loss(roles, batch.roles, batch.lengths) + LINK_WEIGHT * link_loss(links, batch.examples)
    return (main + SIDE_WEIGHT * side) / len(batch.examples)


def spans_of(path: Sequence[int]) -> set[tuple[str, int, int]]:
    """Role, first and last token of each span of a tag path."""
    found = set()
    for begin, tag in enumerate(path):
        if tag % 2:
            end = begin + 1
            while end < len(path) and path[end] == tag + 1:
                end += 1
            found.add((ROLE_TAGS[tag][2:], begin, end))
    return found


@torch.no_grad()
def scores_of(net: Tagger, batches: Sequence[Batch]) -> dict[str, float]:
    """Exact F1 of each role, in percent, over the windows."""
    net.eval()
    right, predicted, gold = Counter[str](), Counter[str](), Counter[str]()
    transitions = net.transitions.numpy()
    for batch in batches:
        scores = net(batch.ids, batch.quotes, batch.lengths)[0].numpy()
        for path, example in zip(best_paths(scores, batch.lengths.tolist(), transitions), batch.examples, strict=True):
            found, truth = spans_of(path.tolist()), spans_of(example.roles)
            predicted.update(span[0] for span in found)
            gold.update(span[0] for span in truth)
            right.update(span[0] for span in found & truth)
    return {role: round(200 * right[role] / max(1, predicted[role] + gold[role]), 2) for role in ROLES}


def batches_of(files: Sequence[tuple[str, list[Example]]], size: int, rng: random.Random) -> Iterator[list[Example]]:
    """One epoch: one annotation file an article, drawn anew each time, so that disagreement counts as disagreement."""
    by_article: dict[str, list[list[Example]]] = {}
    for name, windows in files:
        by_article.setdefault(name, []).append(windows)
    pool = [example for annotators in by_article.values() for example in rng.choice(annotators)]
    rng.shuffle(pool)
    for chunk in range(0, len(pool), size * 16):  # windows of similar length share a batch
        near = sorted(pool[chunk : chunk + size * 16], key=lambda example: len(example.words))
        parts = [near[i : i + size] for i in range(0, len(near), size)]
        rng.shuffle(parts)
        yield from parts


@dataclass(frozen=True, slots=True)
class Corpus:
    """What the net learns from and is measured on.

    Attributes:
        files: the windows of each annotation file of the training part, with the article's name.
        pretrained: the vectors of the vocabulary's first words, in its order.
        speech: the parts of speech, with their numbers.
    """

    files: list[tuple[str, list[Example]]]
    dev: list[Batch]
    vocabulary: Vocabulary
    pretrained: NDArray[np.float32]
    speech: dict[str, int]


def corpus_of(polnear: Path, vectors: Path) -> Corpus:
    """Read the corpus; the vocabulary is that of the vectors and of the training part."""
    files = list(examples(polnear / "train", one_each=False))
    words = Counter(word for _, windows in files for example in windows for word in example.words)
    with np.load(vectors) as stored:
        pretrained, rows = [str(word) for word in stored["words"]], stored["vectors"].astype(np.float32)
    vocabulary = Vocabulary(strings(words, pretrained))
    tags = sorted({tag for _, windows in files for example in windows for tag in example.speech} - {"?"})
    speech = {tag: i for i, tag in enumerate(tags)}
    dev = [example for _, windows in examples(polnear / "dev", one_each=True) for example in windows]
    dev_batches = [batch_of(dev[i : i + DEV_BATCH], vocabulary, speech) for i in range(0, len(dev), DEV_BATCH)]
    return Corpus(files, dev_batches, vocabulary, rows, speech)


class Training:
    """A training that can be broken off after any epoch; mutable, because it learns."""

    def __init__(self, corpus: Corpus, recipe: Recipe) -> None:
        """A new net with its optimizer: Adam, a short warm-up, then a cosine down to zero."""
        self.corpus, self.recipe = corpus, recipe
        self.rng = random.Random(recipe.seed)
        self.epoch, self.best = 0, -1.0
        sizes = {name: corpus.vocabulary.size(name) for name in FEATURES}
        self.net = Tagger(sizes, len(corpus.speech), recipe.shape)
        table = self.net.get_parameter("embeddings.word.weight")
        with torch.no_grad():
            table.normal_(0, WORD_SPREAD)
            table[RESERVED : RESERVED + len(corpus.pretrained)] = torch.from_numpy(
                corpus.pretrained * (WORD_SPREAD / corpus.pretrained.std())
            )
            table[PAD] = 0
        rest = [parameter for parameter in self.net.parameters() if parameter is not table]
        groups: list[dict[str, Any]] = [{"params": rest}, {"params": [table], "lr": LEARNING_RATE * WORD_RATE}]
        self.optimizer = torch.optim.Adam(groups, lr=LEARNING_RATE)
        steps = recipe.epochs * len(list(batches_of(corpus.files, recipe.batch, random.Random(0))))

        def rate(step: int) -> float:
            return min(1.0, (step + 1) / WARM_UP) * 0.5 * (1 + math.cos(math.pi * min(1.0, step / steps)))

        self.schedule = torch.optim.lr_scheduler.LambdaLR(self.optimizer, rate)

    def run_epoch(self) -> dict[str, float]:
        """Go through the training part once; the scores on dev."""
        began = time.monotonic()
        self.net.train()
        losses = []
        for number, chosen in enumerate(batches_of(self.corpus.files, self.recipe.batch, self.rng)):
            self.optimizer.zero_grad()
            loss = loss_of(self.net, batch_of(chosen, self.corpus.vocabulary, self.corpus.speech))
            loss.backward()  # type: ignore[no-untyped-call] # torch's
            torch.nn.utils.clip_grad_norm_(self.net.parameters(), LARGEST_GRADIENT)
            self.optimizer.step()
            self.schedule.step()
            losses.append(loss.item())
            if number % 100 == 0:
                _say(f"epoch {self.epoch + 1} step {number} loss {sum(losses) / len(losses):.2f} {time.monotonic() - began:.0f} s")
        self.epoch += 1
        return scores_of(self.net, self.corpus.dev)

    def save(self, path: Path) -> None:
        """Keep everything that going on needs."""
        state = {
            **{name: getattr(self, name).state_dict() for name in ("net", "optimizer", "schedule")},
            "torch": torch.get_rng_state(),
            "random": self.rng.getstate(),
            "epoch": self.epoch,
            "best": self.best,
        }
        part = path.with_suffix(".part")
        torch.save(state, part)
        part.replace(path)

    def load(self, path: Path) -> None:
        """Go on from what `save` kept."""
        state = torch.load(path, weights_only=False)
        for name in ("net", "optimizer", "schedule"):
            getattr(self, name).load_state_dict(state[name])
        torch.set_rng_state(state["torch"])
        self.rng.setstate(state["random"])
        self.epoch, self.best = state["epoch"], state["best"]


def train_tagger(polnear: Path, vectors: Path, into: Path, recipe: Recipe) -> None:
    """Train and keep the best epoch as `into/best.pt`; goes on from `into/last.pt` where there is one.

    Args:
        polnear: the folder with `train` and `dev`.
        vectors: the file that `train_vectors` wrote.
    """
    torch.set_num_threads(recipe.threads)
    torch.manual_seed(recipe.seed)
    into.mkdir(parents=True, exist_ok=True)
    training = Training(corpus_of(polnear, vectors), recipe)
    vocabulary = {"strings": training.corpus.vocabulary.strings, "speech": list(training.corpus.speech)}
    (into / "vocabulary.json").write_text(json.dumps(vocabulary), "utf-8")
    if (into / "last.pt").exists():
        training.load(into / "last.pt")
    while training.epoch < recipe.epochs:
        scores = training.run_epoch()
        mean = sum(scores.values()) / len(scores)
        _say(f"epoch {training.epoch}: dev exact F1 {scores}, mean {mean:.2f}")
        if mean > training.best:
            training.best = mean
            best = {"net": training.net.state_dict(), "scores": scores, "epoch": training.epoch, "recipe": asdict(recipe)}
            torch.save(best, into / "best.pt")
        training.save(into / "last.pt")
