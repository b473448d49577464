"""Precision, recall and F1 from counts."""

from dataclasses import dataclass


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
