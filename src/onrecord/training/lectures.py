"""Lectures: what the teacher of the sentence encoder says of unlabelled sentences, in parts that are made once.

The teacher's vectors are kept as the first principal components of their standardised widths.
"""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import zstandard
from numpy.typing import NDArray
from rich.console import Console

from onrecord.reading.segment import segment
from onrecord.schema.report import Report
from onrecord.scoring.dse import read_dse
from onrecord.training.teacher import Teacher

NEWS = Path("news-unlabelled")
DSE = Path("position/dse/train.txt")
AGENCIES = frozenset({"Reuters", "BBC News", "The Guardian", "Associated Press", "Al Jazeera"})  # sources with news of many countries
EVERY = 20  # of the articles of other sources one in so many is read
SHORTEST, LONGEST = 6, 48  # words of a sentence
PART = 16_384  # sentences
SENTENCES = 9 * PART  # of the 303,451 that there are: half as much time, and two points of the teacher's variance
COMPONENTS = 256
MEASURED = 4096  # sentences whose vectors say what the components are
LEAST_SPREAD = 0.5  # of the usual one: a width that hardly varies would else count as much as the others


@dataclass(frozen=True, slots=True)
class Components:
    """How the teacher's vectors become the pupil's targets.

    Attributes:
        shift: the mean.
        turn: (width, COMPONENTS), to components of the same sum of squares as the standardised widths have, the largest first.
    """

    shift: NDArray[np.float32]
    turn: NDArray[np.float32]

    def of(self, vectors: NDArray[np.float32]) -> NDArray[np.float32]:
        """Shape (words, width) to (words, COMPONENTS)."""
        found: NDArray[np.float32] = ((vectors - self.shift) @ self.turn).astype(np.float32)
        return found


@dataclass(frozen=True, slots=True)
class Part:
    """Some sentences: their words, and what the teacher says of these, one after the other.

    Attributes:
        said: (all words, COMPONENTS).
    """

    sentences: list[list[str]]
    said: NDArray[np.float16]


def components(vectors: NDArray[np.float32]) -> Components:
    """The principal components of these."""
    spread = vectors.std(0)
    scale = 1 / np.maximum(spread, LEAST_SPREAD * np.median(spread))
    shift = vectors.mean(0)
    straight = (vectors - shift) * scale
    _, turn = np.linalg.eigh(straight.T @ straight / len(straight))
    return Components(shift, (scale[:, None] * turn[:, ::-1][:, :COMPONENTS]).astype(np.float32))


def unread(shared: Path) -> list[list[str]]:
    """The words of the sentences that are read, in an order that is always the same."""
    found = [words for text in _texts(shared) for words in _sentences(text)]
    order = np.random.default_rng(1).permutation(len(found))
    return [found[number] for number in order[:SENTENCES]]


def _texts(shared: Path) -> Iterator[str]:
    yield from dict.fromkeys(row.text for row in read_dse(shared / DSE))
    for name in ("wio", "abp"):
        others = 0
        with zstandard.open(shared / NEWS / f"{name}.jsonl.zst", "rt", encoding="utf-8") as lines:
            for line in lines:
                article = json.loads(line)
                agency = name == "wio" or article["source"] in AGENCIES
                others += not agency
                if agency or others % EVERY == 0:
                    yield article["text"]


def _sentences(text: str) -> Iterator[list[str]]:
    segments = segment(Report(text))
    for sent in segments.sentences:
        if SHORTEST <= sent.last - sent.first <= LONGEST:
            yield [token.text for token in segments.tokens[sent.first : sent.last]]


def make_parts(teacher: Teacher, shared: Path, runs: Path) -> list[Path]:
    """Write the lectures; broken off, it goes on where it was."""
    runs.mkdir(parents=True, exist_ok=True)
    its = unread(shared)
    if not (known := runs / "components.npz").exists():
        made = components(np.concatenate(teacher.vectors(its[:MEASURED])))
        np.savez(known, shift=made.shift, turn=made.turn)
    found = read_components(runs)
    paths = []
    for number, first in enumerate(range(0, len(its), PART)):
        paths.append(runs / f"part-{number}.npz")
        if not paths[-1].exists():
            _write(its[first : first + PART], teacher, found, paths[-1])
            Console(stderr=True).print(f"lectures: {first + PART} of {len(its)} sentences")
    return paths


def read_components(runs: Path) -> Components:
    """The components that the lectures are in."""
    with np.load(runs / "components.npz") as stored:
        return Components(stored["shift"], stored["turn"])


def _write(sentences: Sequence[list[str]], teacher: Teacher, turned: Components, path: Path) -> None:
    part = path.with_suffix(".part.npz")
    said = np.concatenate([turned.of(each).astype(np.float16) for each in teacher.vectors(sentences)])
    np.savez(part, words=np.frombuffer("\n".join("\t".join(its) for its in sentences).encode(), np.uint8), said=said)
    part.replace(path)


def read_part(path: Path) -> Part:
    """One of the lectures."""
    with np.load(path) as stored:
        text = stored["words"].tobytes().decode()
        return Part([line.split("\t") for line in text.split("\n")], stored["said"])
