"""Places in a text as Java counts them: UTF-16 units, of which a character outside the Basic Multilingual Plane has two."""

from bisect import bisect_left
from dataclasses import dataclass
from typing import Self

_LAST_OF_ONE = "\uffff"


@dataclass(frozen=True, slots=True)
class Units:
    """From code points to UTF-16 units and back, for one text.

    Attributes:
        wide: the code points of the text's characters of two units.
        starts: the units at which these characters begin.
    """

    wide: tuple[int, ...]
    starts: tuple[int, ...]

    @classmethod
    def of(cls, text: str) -> Self:
        """The places of a text."""
        wide = tuple(place for place, character in enumerate(text) if character > _LAST_OF_ONE)
        return cls(wide, tuple(place + number for number, place in enumerate(wide)))

    def unit(self, place: int) -> int:
        """The unit at which a code point begins."""
        return place + bisect_left(self.wide, place)

    def place(self, unit: int) -> int | None:
        """The code point that begins at a unit; None inside a character of two."""
        place = unit - bisect_left(self.starts, unit)
        return place if self.unit(place) == unit else None
