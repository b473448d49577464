"""The second vote on stances between two actors: the same voters as for events, from DSE's training rows, and the acts of PLV beside them.

Each row with a stance is learned turned round, too: who is who is what a plain classifier gets wrong. An act is a stance where its quad
says so: help and praise support, blame and force oppose; talks and requests are left out.
"""

from collections.abc import Sequence
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

import numpy as np
import yaml

from onrecord.nets.pairs import Pair
from onrecord.nets.votes import Logs
from onrecord.scoring.dse import STANCES, DseRow, read_dse
from onrecord.scoring.plv import QUADS, read_plv
from onrecord.training.events import CORPUS, EXAMPLES, marked, pair_in
from onrecord.training.fitting import Recipe, Row, make, row, write
from onrecord.training.reader import Course, Example

TRAIN = Path("position/dse/train.txt")
RECIPE = Recipe(1.0, 8.0, Course(), (0.2, 0.2, 0.6))
ACT, TURNED = 0.5, 0.6  # what an act, and a row turned round, counts; a row of DSE is 1
RARE = (1.0, 1.2, 1.5, 1.1, 1.5)  # what the reader's rows count beside that, by label
TURN = (0, 2, 1, 4, 3)  # the label of a row turned round
UNSAID = ("CONSULT", "REQUEST")
LEAN = 0.45  # swept on DSE valid


def train_stances(shared: Path, into: Path, examples: Path = EXAMPLES, *, seed: int = 1) -> None:
    """Write `stances.npz`, `stances.onnx` and their manifest.

    Raises:
        CorpusError: a corpus can't be read.
    """
    texts = read_dse(shared / TRAIN)
    labels = [STANCES.index(its.stance) for its in texts]
    rows = [_heavy(row(dse_pair(its), label)) for its, label in zip(texts, labels, strict=True)]
    rows += [row(pair, label, ACT) for pair, label in acts(shared, examples)]
    made = replace(make([*rows, *turned(rows)], len(STANCES), RECIPE, seed), lean=lean(labels))
    about: dict[str, Any] = {
        "corpora": ["DSE, training part", "PLV, training part", "resources/examples: acts.yaml"],
        "recipe": {**asdict(RECIPE), "weights": [ACT, TURNED, RARE], "lean": LEAN, "seed": seed},
        "scores": {},
    }
    write(made, STANCES, "stances", into, about)


def dse_pair(its: DseRow) -> Pair:
    """The two actors of a row."""
    return pair_in(its.text, its.first, its.second)


def acts(shared: Path, examples: Path) -> list[tuple[Pair, int]]:
    """Acts as stances: the pair with the earlier actor first, and its label."""
    sentences = yaml.safe_load((examples / "acts.yaml").read_text("utf-8"))
    found = [(marked(text), root) for root, texts in sentences.items() for text in texts]
    found += [(pair_in(its.text, its.source, its.target), its.root) for its in read_plv(shared / CORPUS)]
    stances = []
    for pair, root in found:
        if root not in UNSAID and pair.source is not None and pair.target is not None:
            label = 1 if QUADS[root] in "12" else 3
            ahead = pair.source[0] < pair.target[0]
            stances.append((pair, label) if ahead else (pair.turned(), TURN[label]))
    return stances


def _heavy(its: Row) -> Row:
    if its.example is None:
        return its
    return replace(its, example=replace(its.example, weight=RARE[its.label]))


def turned(rows: Sequence[Row]) -> list[Row]:
    """The rows with a stance, for the reader alone, with the actors' places changed."""
    return [
        Row(frozenset(), None, turned_example(row.example), TURN[row.label], 0.0) for row in rows if row.example is not None and row.label
    ]


def turned_example(its: Example) -> Example:
    """An example with the actors' places changed."""
    other, verbs = np.array([0, 2, 1]), np.array([0, 2, 1, 3])
    return Example(its.states, other[its.actors], verbs[its.verbs], TURN[its.label], TURNED * its.weight)


def lean(labels: Sequence[int]) -> Logs:
    """What is added to the logarithms of the labels, so that rare ones are found: a part of how rare each is."""
    shares = np.bincount(labels, minlength=len(STANCES)) / len(labels)
    return -LEAN * np.log(np.maximum(shares, 1e-6))
