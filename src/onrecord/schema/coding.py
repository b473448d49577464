"""A coding: that a statement agrees or disagrees with a concept of a user's codebook, with the words that show it."""

from dataclasses import dataclass

from onrecord.errors import SchemaError
from onrecord.schema.span import Span


@dataclass(frozen=True, slots=True)
class Sign:
    """One thing that speaks for a coding.

    Attributes:
        what: in a few words ("words: drain the lake", "negation: not", "like the example: ...").
        weight: above 0 it speaks for agreement, below for disagreement, 0 for neither.
        spans: the report's words in which it was seen; none for what is no word of the report.
    """

    what: str
    weight: float
    spans: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Coding:
    """A statement's agreement with a concept.

    Attributes:
        statement: its id.
        agreement: true where it agrees.
        confidence: from 0.5 (it might as well be the other way) to 1, lower where it may not be about the concept at all. It orders
            the review list and is no probability.
        signs: all that was weighed, so that a person can see why.
    """

    statement: str
    concept: str
    agreement: bool
    confidence: float
    signs: tuple[Sign, ...]

    def __post_init__(self) -> None:
        if not self.signs:
            raise SchemaError(f"coding of {self.statement} as {self.concept!r}: needs a sign that shows it")
        if not 0 <= self.confidence <= 1:
            raise SchemaError(f"coding of {self.statement} as {self.concept!r}: confidence {self.confidence} is not from 0 to 1")
