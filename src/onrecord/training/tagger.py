"""A training of the tagger: a checkpoint after every epoch, and the best epoch kept."""

import json
import math
import random
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from rich.console import Console

from onrecord.nets.encode import FEATURES, PAD, RESERVED, Vocabulary
from onrecord.nets.labels import ROLES
from onrecord.training.batches import Batch, alike, batch_of, batches_of, taught_batch, words_in
from onrecord.training.data import Example, examples, strings, windows_of
from onrecord.training.gold import names, treebank
from onrecord.training.lessons import count_lessons, read_lessons
from onrecord.training.losses import loss_of, scores_of
from onrecord.training.model import Shape, Tagger

LEARNING_RATE = 2e-3
WORD_RATE = 0.1  # of the learning rate: pretrained vectors move slowly, so that those of unseen words stay comparable
WORD_SPREAD = 0.3  # standard deviation of the word vectors at the start, pretrained or not
WARM_UP = 100  # steps
LARGEST_GRADIENT = 5.0  # norm
DEV_BATCH = 32
POLNEAR = Path("attribution/polnear")
TREEBANKS = (Path("syntax/gum/gum-train.conllu.gz"), Path("syntax/ewt/ewt-train.conllu.gz"))
NAMES = Path("ner/wikigold/wikigold.conll.txt")
BESIDE = (*TREEBANKS, NAMES)
_say = Console(stderr=True).print


@dataclass(frozen=True, slots=True)
class Recipe:
    """What may be varied in a training.

    Attributes:
        beside: whether gold trees and gold names are learned, too.
    """

    beside: bool = False
    epochs: int = 10
    batch: int = 16
    seed: int = 1
    threads: int = 2
    shape: Shape = Shape()

    def seeded(self, seed: int) -> "Recipe":
        """The same recipe with another seed."""
        return replace(self, seed=seed)


@dataclass(frozen=True, slots=True)
class Corpus:
    """What the net learns from and is measured on.

    Attributes:
        files: the windows of each annotation file of the training part, with the article's name.
        pretrained: the vectors of the vocabulary's first words, in its order.
        speech, dependencies: the parts of speech and the dependency relations, with their numbers.
        beside: windows with gold trees or gold names, whose roles are not known.
        lessons: what teachers say of unlabelled news, shared out over the epochs.
    """

    files: list[tuple[str, list[Example]]]
    dev: list[Batch]
    vocabulary: Vocabulary
    pretrained: NDArray[np.float32]
    speech: dict[str, int]
    dependencies: dict[str, int]
    beside: list[Example]
    lessons: tuple[Path, ...] = ()

    def batch(self, chosen: Sequence[Example], *, known: bool = True) -> Batch:
        """These windows as a batch; their roles are known, or are not."""
        return batch_of(chosen, self.vocabulary, self.speech, self.dependencies, known=known)


def _numbered(values: Iterable[str]) -> dict[str, int]:
    return {value: number for number, value in enumerate(sorted(set(values) - {"?"}))}


def corpus_of(shared: Path, vectors: Path, lessons: Sequence[Path] = (), *, beside: bool = False, added: Sequence[Path] = ()) -> Corpus:
    """Read the corpus; the vocabulary is that of the vectors and of the training part, `added` folders in PolNeAR's form among it."""
    polnear = shared / POLNEAR
    files = [text for folder in (polnear / "train", *added) for text in examples(folder, one_each=False)]
    words = Counter(word for _, windows in files for example in windows for word in example.words)
    with np.load(vectors) as stored:
        pretrained, rows = [str(word) for word in stored["words"]], stored["vectors"].astype(np.float32)
    vocabulary = Vocabulary(strings(words, pretrained))
    every = [example for _, windows in files for example in windows]
    speech = _numbered(tag for example in every for tag in example.speech)
    dependencies = _numbered(tag for example in every for tag in example.dependencies)
    dev = [example for _, windows in examples(polnear / "dev", one_each=True) for example in windows]
    batches = [batch_of(dev[i : i + DEV_BATCH], vocabulary, speech, dependencies) for i in range(0, len(dev), DEV_BATCH)]
    return Corpus(files, batches, vocabulary, rows, speech, dependencies, _beside(shared) if beside else [], tuple(lessons))


def _beside(shared: Path) -> list[Example]:
    texts = [text for path in TREEBANKS for text in treebank(shared / path)] + list(names(shared / NAMES))
    return [window for text in texts for window in windows_of(*text)]


class Training:
    """A training that can be broken off after any epoch; mutable, because it learns."""

    def __init__(self, corpus: Corpus, recipe: Recipe) -> None:
        """A new net with its optimizer: Adam, a short warm-up, then a cosine down to zero."""
        self.corpus, self.recipe = corpus, recipe
        self.rng = random.Random(recipe.seed)
        self.epoch, self.best = 0, -1.0
        sizes = {name: corpus.vocabulary.size(name) for name in FEATURES}
        self.net = Tagger(sizes, len(corpus.speech), len(corpus.dependencies), recipe.shape)
        table = self.net.get_parameter("embeddings.word.weight")
        with torch.no_grad():
            table.normal_(0, WORD_SPREAD)
            table[RESERVED : RESERVED + len(corpus.pretrained)] = torch.from_numpy(
                corpus.pretrained * (WORD_SPREAD / corpus.pretrained.std())
            )
            table[PAD] = 0
        rest = [parameter for parameter in self.net.parameters() if parameter is not table]
        groups: list[dict[str, Any]] = [{"params": rest}, {"params": [table], "lr": LEARNING_RATE * WORD_RATE}]
        self.optimizer = torch.optim.Adam(groups, lr=LEARNING_RATE, fused=True)
        steps = sum(self._steps(epoch) for epoch in range(recipe.epochs))

        def rate(step: int) -> float:
            return min(1.0, (step + 1) / WARM_UP) * 0.5 * (1 + math.cos(math.pi * min(1.0, step / steps)))

        self.schedule = torch.optim.lr_scheduler.LambdaLR(self.optimizer, rate)

    def _lessons(self, epoch: int) -> tuple[Path, ...]:
        """The files of lessons of an epoch."""
        return self.corpus.lessons[epoch :: self.recipe.epochs]

    def _steps(self, epoch: int) -> int:
        taught = sum(math.ceil(count_lessons(path) / self.recipe.batch) for path in self._lessons(epoch))
        return taught + len(batches_of(self.corpus.files, self.recipe.batch, random.Random(0)))

    def _batches(self) -> Iterator[tuple[Batch, ...]]:
        """The batches of each step of this epoch: one of the training part or of the lessons, and with some of them one of what is beside.

        What is beside has no steps of its own: those would pull the net away from the roles.
        """
        corpus, size, rng = self.corpus, self.recipe.batch, self.rng
        steps: list[Callable[[], Batch]] = [partial(corpus.batch, chosen) for chosen in batches_of(corpus.files, size, rng)]
        for path in self._lessons(self.epoch):
            lessons = read_lessons(path)
            steps += [partial(taught_batch, lessons, part) for part in alike([*lessons.windows], lambda its: len(its.quotes), size, rng)]
        rng.shuffle(steps)
        beside = alike([*corpus.beside], words_in, size, rng)
        every = len(steps) // max(1, len(beside))
        for number, step in enumerate(steps):
            due = beside and number % max(1, every) == 0
            yield (step(), corpus.batch(beside.pop(), known=False)) if due else (step(),)

    def run_epoch(self) -> dict[str, float]:
        """Go through the training part once; the scores on dev."""
        began = time.monotonic()
        self.net.train()
        losses = []
        for number, batches in enumerate(self._batches()):
            self.optimizer.zero_grad()
            loss = torch.stack([loss_of(self.net, batch) for batch in batches]).sum()
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


def train_tagger(shared: Path, vectors: Path, into: Path, recipe: Recipe, lessons: Sequence[Path] = (), added: Sequence[Path] = ()) -> None:
    """Train and keep the best epoch as `into/best.pt`; goes on from `into/last.pt` where there is one.

    Args:
        shared: the folder of the corpora.
        vectors: the file that `train_vectors` wrote.
        lessons: the files that `write_lessons` wrote, if the net is to learn from teachers, too.
        added: more folders in PolNeAR's form, e.g. of corrected reports.
    """
    torch.set_num_threads(recipe.threads)
    torch.manual_seed(recipe.seed)
    into.mkdir(parents=True, exist_ok=True)
    training = Training(corpus_of(shared, vectors, lessons, beside=recipe.beside, added=added), recipe)
    corpus = training.corpus
    vocabulary = {"strings": corpus.vocabulary.strings, "speech": list(corpus.speech), "dependencies": list(corpus.dependencies)}
    (into / "vocabulary.json").write_text(json.dumps(vocabulary), "utf-8")
    if (into / "last.pt").exists():
        training.load(into / "last.pt")
    while training.epoch < recipe.epochs:
        scores = training.run_epoch()
        mean = sum(scores[role] for role in ROLES) / len(ROLES)
        _say(f"epoch {training.epoch}: dev exact F1 {scores}, mean {mean:.2f}")
        if mean > training.best:
            training.best = mean
            best = {"net": training.net.state_dict(), "scores": scores, "epoch": training.epoch, "recipe": asdict(recipe)}
            torch.save(best, into / "best.pt")
        training.save(into / "last.pt")
