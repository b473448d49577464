"""A span: where some words stand in a report, and the words themselves."""

from dataclasses import dataclass

from onrecord.errors import SchemaError


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Words of a report, by place: Unicode code points, half-open.

    `Report.span(start, end)` makes one, so that a span outside its report can't be made; a `Reading`
    checks all its spans against its report once more.

    Raises:
        SchemaError: the bounds are negative, empty, or do not fit the text.
    """

    start: int
    end: int
    text: str

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end:
            raise SchemaError(f"span {self.start}-{self.end}: needs 0 <= start < end")
        if len(self.text) != self.end - self.start:
            raise SchemaError(
                f"span {self.start}-{self.end}: its text has {len(self.text)} characters, "
                f"not {self.end - self.start}; make spans with Report.span(start, end)"
            )

    def overlap(self, other: "Span") -> int:
        """How many characters the two spans share."""
        return max(0, min(self.end, other.end) - max(self.start, other.start))

    def covers(self, other: "Span") -> bool:
        """Whether the other span lies wholly inside this one."""
        return self.start <= other.start and other.end <= self.end
