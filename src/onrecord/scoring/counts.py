"""Precision, recall and F1 from counts."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

DRAWS = 1000


@dataclass(frozen=True, slots=True)
class Counts:
    """How many are right, how many were found, how many there are."""

    right: int = 0
    found: int = 0
    gold: int = 0

    def __add__(self, other: "Counts") -> "Counts":
        return Counts(self.right + other.right, self.found + other.found, self.gold + other.gold)

    @property
    def precision(self) -> float:
        """In percent; 0 where nothing was found."""
        return 100 * self.right / self.found if self.found else 0.0

    @property
    def recall(self) -> float:
        """In percent; 0 where there is nothing."""
        return 100 * self.right / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        """In percent: the harmonic mean of precision and recall."""
        both = self.found + self.gold
        return 200 * self.right / both if both else 0.0


def interval(articles: Sequence[Counts]) -> tuple[float, float]:
    """The 95 % interval of F1, in percent, from articles drawn with replacement (bootstrap, Efron 1979) by a fixed chance."""
    counts = np.array([(each.right, each.found + each.gold) for each in articles])
    drawn = np.random.default_rng(1).integers(0, len(articles), (DRAWS, len(articles)))
    right, both = counts[drawn].sum(1).T
    low, high = np.percentile(200 * right / np.maximum(both, 1), (2.5, 97.5))
    return float(low), float(high)
