"""What people decided about codings, as further examples: the same words in the next report need no second decision."""

from collections.abc import Mapping
from dataclasses import dataclass

Sides = Mapping[bool | None, tuple[str, ...]]
"""Contents of statements by what was decided: they agree, they disagree, they don't speak of it (None)."""


@dataclass(frozen=True, slots=True)
class Learned:
    """Contents of decided statements, by concept. A content whose statement denies it counts for the other side."""

    sides: Mapping[str, Sides]

    def agreeing(self, concept: str) -> tuple[str, ...]:
        """What people who agree say."""
        return self.sides.get(concept, {}).get(True, ())

    def disagreeing(self, concept: str) -> tuple[str, ...]:
        """What people who disagree say."""
        return self.sides.get(concept, {}).get(False, ())

    def rejected(self, concept: str) -> tuple[str, ...]:
        """What is not about the concept."""
        return self.sides.get(concept, {}).get(None, ())
