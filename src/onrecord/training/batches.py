"""Windows into batches of tensors: those with gold labels, and those that teachers have read."""

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar

import numpy as np
import torch
from torch import Tensor

from onrecord.nets.encode import BREAK, FEATURES, PAD, Vocabulary
from onrecord.nets.labels import PART_TAGS, ROLE_TAGS
from onrecord.nets.relation import distances
from onrecord.training.crf import Gold, expected, gold_paths
from onrecord.training.data import IGNORE, Example
from onrecord.training.lessons import Lesson, Lessons

NEAR = 16  # batches among whose windows those of similar length are put together
Window = TypeVar("Window")


@dataclass(frozen=True, slots=True)
class Relations:
    """The attributions of a batch, each with its window.

    Attributes:
        rows, cues: the number of the window, and the position of the cue's first token in it.
        distance: (attributions, time), as `nets.relation` counts it.
        lengths: of the windows.
        parts: the part tags.
    """

    rows: Tensor
    cues: Tensor
    distance: Tensor
    lengths: Tensor
    parts: Gold


@dataclass(frozen=True, slots=True)
class Batch:
    """Windows as tensors, longest first.

    Attributes:
        roles, relations: None where they are not known.
    """

    ids: Tensor
    quotes: Tensor
    lengths: Tensor
    roles: Gold | None
    entities: Tensor
    speech: Tensor
    heads: Tensor
    dependencies: Tensor
    relations: Relations | None
    examples: tuple[Example, ...]


def batch_of(
    chosen: Sequence[Example], vocabulary: Vocabulary, speech: dict[str, int], dependencies: dict[str, int], *, known: bool = True
) -> Batch:
    """Pad windows into one batch; their roles are known, or are not."""
    ordered = sorted(chosen, key=lambda example: -len(example.words))
    longest = len(ordered[0].words)

    def padded(rows: list[list[int]], fill: int) -> Tensor:
        return torch.tensor([row + [fill] * (longest - len(row)) for row in rows])

    ids = torch.zeros(len(ordered), longest, len(FEATURES), dtype=torch.long)
    for row, example in enumerate(ordered):
        ids[row, : len(example.words)] = torch.from_numpy(vocabulary.encode(example.words).astype(np.int64))
    lengths = torch.tensor([len(example.words) for example in ordered])
    return Batch(
        ids,
        padded([example.quotes for example in ordered], 0),
        lengths,
        gold_paths([example.roles for example in ordered], longest, len(ROLE_TAGS)) if known else None,
        padded([example.entities for example in ordered], IGNORE),
        padded([[speech.get(tag, IGNORE) for tag in example.speech] for example in ordered], IGNORE),
        padded([example.heads for example in ordered], IGNORE),
        padded([[dependencies.get(tag, IGNORE) for tag in example.dependencies] for example in ordered], IGNORE),
        relations_of(ordered, ids, lengths) if known else None,
        tuple(ordered),
    )


def relations_of(ordered: Sequence[Example], ids: Tensor, lengths: Tensor) -> Relations:
    """The attributions of a batch's windows."""
    found = [(row, relation) for row, example in enumerate(ordered) for relation in example.relations]
    rows = torch.tensor([row for row, _ in found], dtype=torch.long)
    cues = torch.tensor([relation.cue for _, relation in found], dtype=torch.long)
    paragraphs = (ids[..., 0] == BREAK).cumsum(1)[rows]
    distance = torch.from_numpy(distances(cues.numpy(), paragraphs.numpy()))
    return Relations(rows, cues, distance, lengths[rows], gold_paths([r.parts for _, r in found], ids.shape[1], len(PART_TAGS)))


def taught_batch(lessons: Lessons, chosen: Sequence[Lesson]) -> Batch:
    """Pad windows that teachers have read into one batch; what they say of the tags is kept as they said it, doubts and all."""
    ordered = sorted(chosen, key=lambda lesson: -len(lesson.quotes))
    lengths = torch.tensor([len(lesson.quotes) for lesson in ordered])
    longest = int(lengths[0])
    shape = len(ordered), longest

    def padded(name: str, fill: int) -> Tensor:
        rows = np.full((*shape, *getattr(ordered[0], name).shape[1:]), fill, np.int64)
        for row, lesson in enumerate(ordered):
            rows[row, : len(lesson.quotes)] = getattr(lesson, name)
        return torch.from_numpy(rows)

    roles = np.zeros((*shape, len(ROLE_TAGS)), np.float32)
    parts = np.zeros((sum(len(lesson.cues) for lesson in ordered), longest, len(PART_TAGS)), np.float32)
    at = 0
    for row, lesson in enumerate(ordered):
        roles[row, : len(lesson.quotes)] = lesson.roles
        parts[at : at + len(lesson.cues), : len(lesson.quotes)] = lesson.parts
        at += len(lesson.cues)
    ids = padded("ids", PAD)
    rows = torch.tensor([row for row, lesson in enumerate(ordered) for _ in lesson.cues], dtype=torch.long)
    cues = torch.from_numpy(np.concatenate([lesson.cues for lesson in ordered]).astype(np.int64))
    distance = torch.from_numpy(distances(cues.numpy(), (ids[..., 0] == BREAK).cumsum(1)[rows].numpy()))
    none = torch.full(shape, IGNORE)
    return Batch(
        ids,
        padded("quotes", 0),
        lengths,
        expected(roles, lessons.role_step, lengths.numpy())[0],
        none,
        padded("speech", IGNORE),
        none,
        none,
        Relations(rows, cues, distance, lengths[rows], expected(parts, lessons.part_step, lengths[rows].numpy())[0]),
        (),
    )


def batches_of(files: Sequence[tuple[str, list[Example]]], size: int, rng: random.Random) -> list[list[Example]]:
    """One epoch: one annotation file an article, drawn anew each time, so that disagreement counts as disagreement."""
    by_article: dict[str, list[list[Example]]] = {}
    for name, windows in files:
        by_article.setdefault(name, []).append(windows)
    pool = [example for annotators in by_article.values() for example in rng.choice(annotators)]
    return alike(pool, words_in, size, rng)


def words_in(example: Example) -> int:
    """How many tokens a window has."""
    return len(example.words)


def alike(pool: list[Window], length: Callable[[Window], int], size: int, rng: random.Random) -> list[list[Window]]:
    """The windows by chance, in batches of similar length."""
    rng.shuffle(pool)
    batches = []
    for chunk in range(0, len(pool), size * NEAR):
        near = sorted(pool[chunk : chunk + size * NEAR], key=length)
        parts = [near[i : i + size] for i in range(0, len(near), size)]
        rng.shuffle(parts)
        batches += parts
    return batches
