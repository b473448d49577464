"""The names net: a small BiLSTM over the frozen tagger's layers, trained on marked names and mentions."""

import math
import random
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from rich.console import Console
from torch import Tensor, nn
from torch.nn.functional import cross_entropy

from onrecord.nets.labels import NAME_TAGS
from onrecord.nets.names import HEADS, LAYERS, entities
from onrecord.nets.session import Tagger, batches
from onrecord.training.batches import alike
from onrecord.training.data import IGNORE
from onrecord.training.marked import (
    Taught,
    free_mentions_in_re3d,
    names_in_columns,
    silver_names,
    unfree_mentions_in_re3d,
)
from onrecord.training.model import BiLSTM, SharedDropout

CONLL_DEV = Path("ner/conllpp/conllpp_dev.txt")
EPOCHS = 10
BATCH = 16  # windows
LEARNING_RATE = 2e-3
WARM_UP = 100  # steps
LARGEST_GRADIENT = 5.0
_say = Console(stderr=True).print


@dataclass(frozen=True, slots=True)
class Shape:
    """The sizes of the net."""

    width: int = 96
    hidden: int = 64
    dropout: float = 0.3


@dataclass(frozen=True, slots=True)
class Seen:
    """A window with the tagger's layers, side by side, as it runs in int8: (time, width)."""

    layers: NDArray[np.float16]
    window: Taught


class NamesNet(nn.Module):
    """The layers of a batch of windows in, scores of the name tags out, for each head asked for."""

    def __init__(self, width: int, shape: Shape) -> None:
        """Make a net that reads layers of this width, together."""
        super().__init__()
        self.given = SharedDropout(shape.dropout)
        self.first = nn.Linear(width, shape.width)
        self.between = SharedDropout(shape.dropout / 2)
        self.second = BiLSTM(shape.width, shape.hidden)
        self.last = SharedDropout(shape.dropout)
        self.heads = nn.ModuleDict({head: nn.Linear(2 * shape.hidden, len(NAME_TAGS)) for head in HEADS})

    def forward(self, layers: Tensor, lengths: Tensor, heads: Sequence[str]) -> dict[str, Tensor]:
        """Scores of shape (batch, time, tags)."""
        positions = torch.arange(layers.shape[1])[None, :]
        reverse = torch.where(positions < lengths[:, None], lengths[:, None] - 1 - positions, positions)
        x = self.between(torch.relu(self.first(self.given(layers))))
        x = self.last(self.second(x, reverse))
        return {head: self.heads[head](x) for head in heads}


def seen(tagger: Tagger, windows: Sequence[Taught]) -> list[Seen]:
    """Run the tagger over the windows."""
    found: dict[int, Seen] = {}
    for numbers in batches([window.words for window in windows]):
        its = [windows[number] for number in numbers]
        ids, states, lengths = tagger.arrays([window.words for window in its], [window.quotes for window in its])
        layers = np.concatenate(tagger.scores(ids, states, lengths, LAYERS), -1).astype(np.float16)
        found.update((number, Seen(layers[row, : lengths[row]].copy(), windows[number])) for row, number in enumerate(numbers))
    return [found[number] for number in range(len(windows))]


def batch_of(chosen: Sequence[Seen]) -> tuple[Tensor, Tensor, dict[str, Tensor]]:
    """Windows of one corpus as tensors: layers, lengths, and the tags for each head."""
    lengths = [len(one.layers) for one in chosen]
    layers = np.zeros((len(chosen), max(lengths), chosen[0].layers.shape[1]), np.float32)
    tags = {head: torch.full((len(chosen), max(lengths)), IGNORE) for head in chosen[0].window.tags}
    for row, one in enumerate(chosen):
        layers[row, : lengths[row]] = one.layers
        for head, its in one.window.tags.items():
            tags[head][row, : lengths[row]] = torch.tensor(its)
    return torch.from_numpy(layers), torch.tensor(lengths), tags


def _epoch(corpora: Sequence[tuple[list[Seen], float]], rng: random.Random) -> list[list[Seen]]:
    """The batches of one epoch, each of one corpus."""
    chosen: list[list[Seen]] = []
    for windows, share in corpora:
        whole, part = divmod(round(share * len(windows)), len(windows))
        pool = windows * whole + rng.sample(windows, part)
        chosen += alike(pool, lambda one: len(one.layers), BATCH, rng)
    rng.shuffle(chosen)
    return chosen


def train(corpora: Sequence[tuple[list[Seen], float]], shape: Shape, *, epochs: int, seed: int) -> NamesNet:
    """Train a net: Adam, a short warm-up, then a cosine down to zero; one thread, so that the same seed gives the same net.

    Args:
        corpora: the windows of each corpus, and how often an epoch goes through them.
    """
    torch.set_num_threads(1)
    torch.manual_seed(seed)
    rng = random.Random(seed)
    net = NamesNet(corpora[0][0][0].layers.shape[1], shape)
    optimizer = torch.optim.Adam(net.parameters(), lr=LEARNING_RATE)
    steps = epochs * len(_epoch(corpora, random.Random(seed)))
    rate = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda step: min(1.0, (step + 1) / WARM_UP) * 0.5 * (1 + math.cos(math.pi * min(1.0, step / steps)))
    )
    for epoch in range(epochs):
        total = 0.0
        for chosen in _epoch(corpora, rng):
            layers, lengths, tags = batch_of(chosen)
            optimizer.zero_grad()
            scores = net(layers, lengths, list(tags))
            losses = [
                cross_entropy(scores[head].flatten(0, 1), its.flatten(), ignore_index=IGNORE, reduction="sum") for head, its in tags.items()
            ]
            loss = torch.stack(losses).sum() / len(chosen)
            loss.backward()  # type: ignore[no-untyped-call] # torch's
            torch.nn.utils.clip_grad_norm_(net.parameters(), LARGEST_GRADIENT)
            optimizer.step()
            rate.step()
            total += loss.item()
        _say(f"names: epoch {epoch + 1}, loss {epochs * total / steps:.2f}")
    return net.eval()


@torch.no_grad()
def scores_of(net: NamesNet, windows: Sequence[Seen]) -> dict[str, float]:
    """Exact F1 of each head that the windows have gold for, in percent, by tokens of our own."""
    right, both = Counter[str](), Counter[str]()
    for at in range(0, len(windows), BATCH):
        chosen = sorted(windows[at : at + BATCH], key=lambda one: -len(one.layers))
        layers, lengths, tags = batch_of(chosen)
        scores = net(layers, lengths, list(tags))
        for head in tags:
            found = entities(scores[head].numpy(), lengths.tolist())
            for its, one in zip(found, chosen, strict=True):
                gold = {(first, last, kind) for first, last, kind in _gold(one.window.tags[head])}
                right[head] += len(gold & {*its})
                both[head] += len(gold) + len(its)
    return {head: round(200 * right[head] / max(1, both[head]), 2) for head in both}


def _gold(tags: Sequence[int]) -> Iterator[tuple[int, int, str]]:
    for first, tag in enumerate(tags):
        if tag > 0 and tag % 2:
            last = first + 1
            while last < len(tags) and tags[last] == tag + 1:
                last += 1
            yield first, last, NAME_TAGS[tag][2:]


@dataclass(frozen=True, slots=True)
class Corpus:
    """What the nets learn from.

    Attributes:
        path: in the shared folder.
        share: how often an epoch goes through it.
        open_share: the same for the net that sees openly licensed corpora only.
    """

    name: str
    path: Path
    read: Callable[[Path], Iterator[Taught]]
    share: float
    open_share: float


CORPORA = (
    Corpus("re3d but for its held-back third and the BBC's (mentions)", Path("ner/re3d"), free_mentions_in_re3d, 15, 20),
    Corpus("re3d's articles of the BBC, CC BY-NC 3.0 (mentions)", Path("ner/re3d"), unfree_mentions_in_re3d, 15, 0),
    Corpus("WikiGold (names)", Path("ner/wikigold/wikigold.conll.txt"), names_in_columns, 1, 3),
    Corpus("PolNeAR v1.0.0, train (CoreNLP's names)", Path("attribution/polnear/train"), silver_names, 0.2, 0.2),
    Corpus("CoNLL++, train, for research use only (names)", Path("ner/conllpp/conllpp_train.txt"), names_in_columns, 1, 0),
)
