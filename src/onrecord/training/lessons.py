"""Lessons: what several nets together say of unlabelled news, for one small net to learn from.

The teachers' scores are averaged before they are decoded; kept are the scores, not the best path, so that the pupil learns how sure they
are, too (Hinton et al. 2015; for paths of tags Wang et al. 2020).
"""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

import numpy as np
import zstandard
from numpy.typing import NDArray

from onrecord.nets.decode import Scores, best_paths, marginals, other_cues, spans
from onrecord.nets.encode import BREAK, BREAK_WORD, FEATURES
from onrecord.nets.labels import ROLE_TAGS
from onrecord.nets.relation import distances
from onrecord.nets.session import OUTPUTS, Tagger
from onrecord.reading.segment import segment
from onrecord.reading.tag import by_itself
from onrecord.reading.tag.windows import windows
from onrecord.schema.report import Report

BATCH = 16  # windows that the teachers read at a time
LEAST_CUE = 0.2  # the probability that a cue needs for its parts to be taught
SHORTEST_INSIDE = 4  # words of a content that is read again


@dataclass(frozen=True, slots=True)
class Lesson:
    """One window and what the teachers say of it.

    Attributes:
        ids, quotes: what the net reads, shape (time, features) and (time,).
        roles: scores of the role tags.
        speech: the likeliest part of speech of each token. Names are not taught: what the teachers know of them is silver.
        cues: the first tokens of the cues, and of what may be one.
        parts: scores of the part tags of each token, given each cue: (cues, time, tags).
    """

    ids: NDArray[np.uint16]
    quotes: NDArray[np.uint8]
    roles: NDArray[np.float16]
    speech: NDArray[np.uint8]
    cues: NDArray[np.int32]
    parts: NDArray[np.float16]


@dataclass(frozen=True, slots=True)
class Lessons:
    """Windows taught by the same teachers.

    Attributes:
        role_step, part_step: the teachers' mean transitions between role tags, and between part tags.
    """

    windows: tuple[Lesson, ...]
    role_step: Scores
    part_step: Scores


Unread = tuple[list[str], list[int]]
"""The words and quotation states of a window."""


def unread(corpus: Path, *, every: int, offset: int) -> Iterator[Unread]:
    """The windows of every so-many-th article of a JSON lines file (.jsonl.zst), beginning with that at the offset."""
    with zstandard.open(corpus, "rt", encoding="utf-8") as lines:
        for line in islice(lines, offset, None, every):
            segments = segment(Report(json.loads(line)["text"]))
            paragraphs = [(p.body, p.last) for p in segments.paragraphs]
            for window in windows(paragraphs, [sent.last for sent in segments.sentences]):
                words: list[str] = []
                quotes: list[int] = []
                for first, last in window:
                    words += [BREAK_WORD] if words else []
                    quotes += [0] if quotes else []
                    words += [token.text for token in segments.tokens[first:last]]
                    quotes += map(int, segments.quote_states[first:last])
                yield words, quotes


def contents_of(window: Unread, lesson: Lesson, step: Scores) -> Iterator[Unread]:
    """The contents of a window as they are read again, for the statements inside them."""
    words, quotes = window
    (path,) = best_paths(lesson.roles[None].astype(np.float32), [len(words)], step)
    for found in spans(path, np.ones((len(path), len(ROLE_TAGS)), np.float32), ROLE_TAGS):
        inner = [token for token in range(found.first, found.last) if words[token][0].isalnum()]
        if found.role == "content" and len(inner) >= SHORTEST_INSIDE and BREAK_WORD not in words[found.first : found.last]:
            yield by_itself(words[inner[0] : inner[-1] + 1], quotes[inner[0] : inner[-1] + 1])


def taught(teachers: Sequence[Tagger], batch: Sequence[Unread]) -> Lessons:
    """The lessons of some windows, in their order."""
    order = sorted(range(len(batch)), key=lambda number: -len(batch[number][0]))
    lengths = [len(batch[number][0]) for number in order]
    vocabulary = teachers[0].vocabulary
    ids, quotes = np.zeros((len(batch), lengths[0], len(FEATURES)), np.int32), np.zeros((len(batch), lengths[0]), np.int32)
    for row, (number, length) in enumerate(zip(order, lengths, strict=True)):
        ids[row, :length], quotes[row, :length] = vocabulary.encode(batch[number][0]), batch[number][1]
    said = [dict(zip(OUTPUTS, teacher.scores(ids, quotes, lengths), strict=True)) for teacher in teachers]
    roles = _mean([out["roles"] for out in said])
    speech = _mean([out["speech"] for out in said]).argmax(-1)
    step = _mean([teacher.role_step for teacher in teachers])
    rows: list[int] = []
    firsts: list[int] = []
    shares = marginals(roles, lengths, step)
    for row, (path, share) in enumerate(zip(best_paths(roles, lengths, step), shares, strict=True)):
        its_spans = spans(path, share, ROLE_TAGS)
        cues = [span.first for span in (*its_spans, *other_cues(share, its_spans, LEAST_CUE)) if span.role == "cue"]
        rows += [row] * len(cues)
        firsts += cues
    at, cue = np.array(rows, np.int64), np.array(firsts, np.int64)
    distance = distances(cue, (ids[..., 0] == BREAK).cumsum(1)[at])
    parts = _mean(
        [teacher.part_scores(out["token"][at], out["cue"][at, cue], distance) for teacher, out in zip(teachers, said, strict=True)]
    )
    lessons = {
        number: Lesson(
            ids[row, :length].astype(np.uint16),
            quotes[row, :length].astype(np.uint8),
            roles[row, :length].astype(np.float16),
            speech[row, :length].astype(np.uint8),
            cue[at == row].astype(np.int32),
            parts[at == row, :length].astype(np.float16),
        )
        for row, (number, length) in enumerate(zip(order, lengths, strict=True))
    }
    part_step = _mean([teacher.part_step for teacher in teachers])
    return Lessons(tuple(lessons[number] for number in range(len(batch))), step, part_step)


def _mean(parts: Sequence[Scores]) -> Scores:
    return np.asarray(np.mean(parts, 0), np.float32)


def write_lessons(lessons: Lessons, path: Path) -> None:
    """Keep lessons in one file (.npz), whole or not at all."""
    part = path.with_suffix(".part.npz")
    its = lessons.windows
    arrays: dict[str, Any] = {name: np.concatenate([getattr(lesson, name) for lesson in its]) for name in _BY_TOKEN}
    arrays["cues"] = np.concatenate([lesson.cues for lesson in its])
    arrays["parts"] = np.concatenate([lesson.parts.reshape(-1, lesson.parts.shape[-1]) for lesson in its])
    arrays["lengths"], arrays["counts"] = [len(lesson.quotes) for lesson in its], [len(lesson.cues) for lesson in its]
    np.savez(part, role_step=lessons.role_step, part_step=lessons.part_step, **arrays)
    part.replace(path)


_BY_TOKEN = ("ids", "quotes", "roles", "speech")


def read_lessons(path: Path) -> Lessons:
    """What `write_lessons` kept."""
    with np.load(path) as stored:
        arrays = {name: stored[name] for name in stored.files}
    found = []
    token = cue = part = 0
    for length, count in zip(arrays["lengths"].tolist(), arrays["counts"].tolist(), strict=True):
        ids, quotes, roles, speech = (arrays[name][token : token + length] for name in _BY_TOKEN)
        parts = arrays["parts"][part : part + count * length].reshape(count, length, arrays["parts"].shape[-1])
        found.append(Lesson(ids, quotes, roles, speech, arrays["cues"][cue : cue + count], parts))
        token, cue, part = token + length, cue + count, part + count * length
    return Lessons(tuple(found), arrays["role_step"], arrays["part_step"])


def count_lessons(path: Path) -> int:
    """How many windows a file of lessons has."""
    with np.load(path) as stored:
        return len(stored["lengths"])
