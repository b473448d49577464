"""What people decided about codings, as further examples: the same words in the next report need no second decision."""

from collections.abc import Mapping
from dataclasses import dataclass

Sides = Mapping[bool | None, tuple[tuple[str, str], ...]]
"""Statements, each an id and its content, by what was decided: they agree, they disagree, they don't speak of it (None)."""


@dataclass(frozen=True, slots=True)
class Learned:
    """Decided statements by concept. A content whose statement denies it counts for the other side.

    A statement is no example for itself: what the codebook makes of it stays beside what was decided.
    """

    sides: Mapping[str, Sides]

    def of(self, concept: str, side: bool | None, *, but: str | None = None) -> tuple[str, ...]:
        """The contents of statements of one side, but for this one."""
        return tuple(content for statement, content in self.sides.get(concept, {}).get(side, ()) if statement != but)
