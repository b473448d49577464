"""The tagger's recipe: PolNeAR and word vectors in, a checkpoint after every epoch, the shipped net out."""

import json
import math
import random
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
import torch
from rich.console import Console
from torch import Tensor
from torch.nn.functional import binary_cross_entropy_with_logits, cross_entropy

from onrecord.nets.decode import best_paths
from onrecord.nets.encode import FEATURES, RESERVED, Vocabulary
from onrecord.nets.labels import LINK_BLOCKS, ROLE_TAGS, ROLES
from onrecord.training.data import IGNORE, Example, examples, strings
from onrecord.training.model import Shape, Tagger

LEARNING_RATE = 2e-3
WORD_RATE = 0.1  # of the learning rate: pretrained vectors move slowly, so that those of unseen words stay comparable
SIDE_WEIGHT = 0.2  # of parts of speech and entities, per token, beside the roles
LINK_WEIGHT = 0.5  # of each pair of a cue and a span
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


def train_tagger(polnear: Path, vectors: Path, into: Path, recipe: Recipe) -> None:
    """Train and keep the best epoch as `into/best.pt`; goes on from `into/last.pt` where there is one.

    Args:
        polnear: the folder with `train` and `dev`.
        vectors: the file that `train_vectors` wrote.
    """
    torch.set_num_threads(recipe.threads)
    torch.manual_seed(recipe.seed)
    rng = random.Random(recipe.seed)
    into.mkdir(parents=True, exist_ok=True)
    files = list(examples(polnear / "train", one_each=False))
    words = Counter(word for _, windows in files for example in windows for word in example.words)
    with np.load(vectors) as stored:
        pretrained, rows = [str(word) for word in stored["words"]], stored["vectors"].astype(np.float32)
    vocabulary = Vocabulary(strings(words, pretrained))
    speech_tags = sorted({tag for _, windows in files for example in windows for tag in example.speech} - {"?"})
    speech = {tag: i for i, tag in enumerate(speech_tags)}
    dev = [example for _, windows in examples(polnear / "dev", one_each=True) for example in windows]
    dev_batches = [batch_of(dev[i : i + 32], vocabulary, speech) for i in range(0, len(dev), 32)]

    net = Tagger({name: vocabulary.size(name) for name in FEATURES}, len(speech_tags), recipe.shape)
    with torch.no_grad():
        table = net.embeddings["word"].weight
        table.normal_(0, 0.3)
        table[RESERVED : RESERVED + len(rows)] = torch.from_numpy(rows * (0.3 / rows.std()))
        table[0] = 0
    slow = list(net.embeddings["word"].parameters())
    slow_ids = {id(parameter) for parameter in slow}
    fast = [parameter for parameter in net.parameters() if id(parameter) not in slow_ids]
    optimizer = torch.optim.Adam([{"params": fast}, {"params": slow, "lr": LEARNING_RATE * WORD_RATE}], lr=LEARNING_RATE)
    steps = recipe.epochs * len(list(batches_of(files, recipe.batch, random.Random(0))))
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda step: min(1.0, (step + 1) / 100) * 0.5 * (1 + math.cos(math.pi * min(1.0, step / steps)))
    )
    (into / "vocabulary.json").write_text(json.dumps({"strings": vocabulary.strings, "speech": speech_tags}), "utf-8")
    start, best = 0, 0.0
    last = into / "last.pt"
    if last.exists():
        kept = torch.load(last, weights_only=False)
        net.load_state_dict(kept["net"])
        optimizer.load_state_dict(kept["optimizer"])
        schedule.load_state_dict(kept["schedule"])
        torch.set_rng_state(kept["torch"])
        rng.setstate(kept["random"])
        start, best = kept["epoch"], kept["best"]
    for epoch in range(start, recipe.epochs):
        began = time.monotonic()
        net.train()
        total = 0.0
        for number, chosen in enumerate(batches_of(files, recipe.batch, rng)):
            optimizer.zero_grad()
            loss = loss_of(net, batch_of(chosen, vocabulary, speech))
            loss.backward()
            torch.nn.utils.clip_grad_norm_(net.parameters(), 5.0)
            optimizer.step()
            schedule.step()
            total += loss.item()
            if number % 100 == 0:
                _say(f"epoch {epoch + 1} step {number} loss {total / (number + 1):.2f} {time.monotonic() - began:.0f} s")
        scores = scores_of(net, dev_batches)
        mean = sum(scores.values()) / len(scores)
        _say(f"epoch {epoch + 1}: loss {total / (number + 1):.2f}, dev exact F1 {scores}, mean {mean:.2f}, {time.monotonic() - began:.0f} s")
        if mean > best:
            best = mean
            state = {"net": net.state_dict(), "scores": scores, "epoch": epoch + 1, "recipe": asdict(recipe)}
            torch.save(state, into / "best.pt")
        resume = {
            "net": net.state_dict(),
            "optimizer": optimizer.state_dict(),
            "schedule": schedule.state_dict(),
            "torch": torch.get_rng_state(),
            "random": rng.getstate(),
            "epoch": epoch + 1,
            "best": best,
        }
        torch.save(resume, last.with_suffix(".part"))
        last.with_suffix(".part").replace(last)
