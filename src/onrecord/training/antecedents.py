"""The weights by which a pronoun or a description is joined to what it goes back to, learned from GUM's coreference.

Each text of the treebank is read as a report; where the resolver asks for a choice, gold answers, and what it chose among is kept.
Then, for each kind of anaphor, the likelihood of the right candidates (any mention of the right entity among them) is made as great as
can be, with a penalty on large weights: convex but for the choice among right ones, and the same at each run.
"""

import json
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from rich.console import Console

from onrecord.reading.pipeline import drafted
from onrecord.reading.resolve import resolve
from onrecord.reading.resolve.candidates import Candidate
from onrecord.reading.resolve.ranking import NOBODY, Anaphor, Weighed
from onrecord.schema.report import Report
from onrecord.schema.segments import Segments
from onrecord.scoring.conllu import documents, entities, text_of

TREEBANK = Path("syntax/gum/gum-train.conllu.gz")
FILE = "antecedents.json"
PENALTY = 2.0  # of the squares of the weights; swept on GUM dev
STEPS = 300
RATE = 0.1
RAREST = 5  # times that something must be seen to be weighed


@dataclass(frozen=True, slots=True)
class Choice:
    """One choice: what is seen of each candidate, nobody first, and which are right."""

    seen: tuple[tuple[str, ...], ...]
    right: tuple[bool, ...]


@dataclass(slots=True)
class Oracle:
    """Chooses what gold says, and keeps what it was asked; filled while a text is read.

    Attributes:
        entities: the entity of each token that is a mention's head.
    """

    entities: Mapping[int, str]
    choices: dict[Anaphor, list[Choice]] = field(default_factory=lambda: defaultdict(list))

    def choose(self, anaphor: Anaphor, token: int, candidates: Sequence[Weighed], *, must: bool) -> Candidate | None:
        """The nearest right candidate, as `Ranker` has it."""
        entity = self.entities.get(token)
        right = [entity is not None and self._entity(candidate) == entity for candidate, _ in candidates]
        known = entity is not None or not must
        if known and candidates and (any(right) or not must):
            self.choices[anaphor].append(Choice(((NOBODY,), *(tuple(seen) for _, seen in candidates)), (not any(right), *right)))
        return next((candidate for (candidate, _), good in zip(candidates, right, strict=True) if good), None)

    def _entity(self, candidate: Candidate) -> str | None:
        """The entity of a candidate: of two joined ones none but that of both."""
        if "joined" in candidate.seen:
            return None
        return next((self.entities[token] for token in range(candidate.last - 1, candidate.first - 1, -1) if token in self.entities), None)


def train_antecedents(shared: Path, into: Path) -> None:
    """Write the weights.

    Raises:
        CorpusError: the treebank can't be read.
    """
    choices: dict[Anaphor, list[Choice]] = defaultdict(list)
    for _, sentences in documents(shared / TREEBANK):
        text, words = text_of(sentences)
        segments, tags, drafts = drafted(Report(text))
        heads = {
            its[mention.head].start: mention.entity
            for rows, its in zip(sentences, words, strict=True)
            for mention in sorted(entities(rows), key=lambda mention: mention.last - mention.first, reverse=True)
        }
        oracle = Oracle(_by_token(segments, heads))
        resolve(segments, tags, drafts, ranker=oracle)
        for anaphor, found in oracle.choices.items():
            choices[anaphor] += found
    weights = {anaphor: fit(choices[anaphor]) for anaphor in sorted(choices)}
    (into / FILE).write_text(json.dumps(weights, indent=0, sort_keys=True) + "\n", "utf-8")
    for anaphor, found in choices.items():
        Console(stderr=True).print(f"{anaphor}: {len(found)} choices, {accuracy(found, weights[anaphor]):.1f} % right")


def _by_token(segments: Segments, heads: Mapping[int, str]) -> dict[int, str]:
    return {number: heads[token.start] for number, token in enumerate(segments.tokens) if token.start in heads}


def fit(choices: Sequence[Choice]) -> dict[str, float]:
    """The weights of a kind of anaphor, by what is seen."""
    counts = Counter(name for choice in choices for seen in choice.seen for name in seen)
    names = sorted(name for name, count in counts.items() if count >= RAREST)
    number = {name: n for n, name in enumerate(names)}
    rows = [[number[name] for name in seen if name in number] for choice in choices for seen in choice.seen]
    of = np.repeat(np.arange(len(rows)), [len(row) for row in rows])
    which = np.array([n for row in rows for n in row])
    right = np.array([good for choice in choices for good in choice.right])
    firsts = np.cumsum([0, *(len(choice.right) for choice in choices)])
    weights = np.zeros(len(names))
    first, second = np.zeros_like(weights), np.zeros_like(weights)
    for step in range(1, STEPS + 1):
        scores = np.bincount(of, weights[which], len(rows))
        pull = _softmax(scores, firsts) - _softmax(np.where(right, scores, -np.inf), firsts)
        gradient = np.bincount(which, pull[of], len(names)) + PENALTY * weights
        first, second = 0.9 * first + 0.1 * gradient, 0.999 * second + 0.001 * gradient**2  # Adam (Kingma and Ba 2015)
        weights -= RATE * (first / (1 - 0.9**step)) / (np.sqrt(second / (1 - 0.999**step)) + 1e-8)
    return {name: round(float(weight), 3) for name, weight in zip(names, weights, strict=True)}


def _softmax(scores: NDArray[Any], firsts: NDArray[Any]) -> NDArray[np.float64]:
    """Probabilities within each choice, whose candidates begin at `firsts`."""
    sizes = np.diff(firsts)
    raised = np.exp(scores - np.repeat(np.maximum.reduceat(scores, firsts[:-1]), sizes))
    total: NDArray[Any] = raised / np.repeat(np.add.reduceat(raised, firsts[:-1]), sizes)
    return total


def accuracy(choices: Sequence[Choice], weights: Mapping[str, float]) -> float:
    """How often the likeliest candidate is right, in percent."""
    right = 0
    for choice in choices:
        scores = [sum(weights.get(name, 0.0) for name in seen) for seen in choice.seen]
        right += choice.right[int(np.argmax(scores))]
    return 100 * right / max(1, len(choices))
