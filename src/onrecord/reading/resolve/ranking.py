"""Which of the candidates a pronoun or a description goes back to: a log-linear model over what can be seen of each.

The weights are learned from GUM's coreference (`onrecord train antecedents`), a set of them for each kind of anaphor. "Nobody" is a
candidate, too: "it" seldom means an actor. After Denis and Baldridge (2008), who rank candidates, with a model for each kind of anaphor.
"""

import json
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Literal, Protocol

from onrecord.reading.resolve.candidates import Candidate

Anaphor = Literal["he", "it", "they", "nominal"]
Weights = Mapping[str, Mapping[str, float]]
Weighed = tuple[Candidate, Sequence[str]]
"""A candidate, with what can be seen of it from the anaphor, as the names of weights."""
NOBODY = "nobody"  # the weight of the candidate that is none
SPOKEN = 0.5  # how much less it weighs where somebody speaks


class Ranker(Protocol):
    """Chooses among candidates; training puts one that knows the answer in the place of the model."""

    def choose(self, anaphor: Anaphor, token: int, candidates: Sequence[Weighed], *, must: bool) -> Candidate | None:
        """The likeliest candidate, or None for nobody.

        Args:
            token: where the head of the anaphor stands.
            must: whether somebody speaks, so that nobody is no answer; only for "they" it is one, if a likely one: they may be
                people of whom the report says no more.
        """


class _Weight(dict[str, float]):
    """Weights by name; what was never weighed weighs nothing."""

    def __missing__(self, name: str) -> float:
        return 0.0


class Model:
    """The learned ranker; not a dataclass, because its weights are kept as they are looked up."""

    def __init__(self, weights: Weights) -> None:
        """Take weights by kind of anaphor, each by what is seen."""
        self.weights = {anaphor: _Weight(its) for anaphor, its in weights.items()}

    def choose(self, anaphor: Anaphor, token: int, candidates: Sequence[Weighed], *, must: bool) -> Candidate | None:  # noqa: ARG002 (training needs the token)
        """As `Ranker` says."""
        weight = self.weights[anaphor].__getitem__
        nobody = weight(NOBODY) if not must else weight(NOBODY) - SPOKEN if anaphor == "they" else float("-inf")
        best, found = nobody, None
        for candidate, seen in candidates:
            score = sum(map(weight, seen))
            if score > best:
                best, found = score, candidate
        return found


@cache
def model() -> Model:
    """The ranker that ships with the package."""
    return Model(json.loads((files("onrecord.nets") / "weights" / "antecedents.json").read_text("utf-8")))
