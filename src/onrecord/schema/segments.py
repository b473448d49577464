"""A report cut into paragraphs, sentences, tokens and quotations, all by token number, half-open."""

from dataclasses import dataclass
from enum import IntEnum

from onrecord.errors import SchemaError
from onrecord.schema.report import Report
from onrecord.schema.span import Span


def _check_range(what: str, first: int, last: int) -> None:
    if not 0 <= first < last:
        raise SchemaError(f"{what} {first}-{last}: needs 0 <= first < last")


@dataclass(frozen=True, slots=True)
class Token:
    """A word, a number, a mark: code points `start` to `end` of the report."""

    start: int
    end: int
    text: str

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end == self.start + len(self.text):
            raise SchemaError(f"token {self.text!r}: {self.start}-{self.end} does not fit its text")


@dataclass(frozen=True, slots=True)
class Sentence:
    """Tokens `first` to `last` (exclusive) of the report, inside one paragraph."""

    first: int
    last: int
    paragraph: int

    def __post_init__(self) -> None:
        _check_range("sentence", self.first, self.last)


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Tokens `first` to `last` (exclusive), and what stands before its running text.

    Attributes:
        body: the first token after a dateline, bullet or turn label; `first` where there is none.
        label: whether the tokens before `body` name who speaks this turn ("Q:", "MR. WELLS:").
        dateline: whether they are a dateline ("MOSCOW, Oct. 1 (Agency) --").
    """

    first: int
    last: int
    body: int
    label: bool = False
    dateline: bool = False

    def __post_init__(self) -> None:
        _check_range("paragraph", self.first, self.last)
        if not self.first <= self.body < self.last:
            raise SchemaError(f"paragraph {self.first}-{self.last}: its body begins outside it, at {self.body}")


@dataclass(frozen=True, slots=True)
class Quotation:
    """Tokens `first` to `last` (exclusive), the marks included.

    Attributes:
        closed: whether it ends in a closing mark; an unclosed one ends with its paragraph.
        continued: whether it continues an unclosed quotation of the paragraph before.
    """

    first: int
    last: int
    closed: bool = True
    continued: bool = False

    def __post_init__(self) -> None:
        _check_range("quotation", self.first, self.last)


class QuoteState(IntEnum):
    """How a token stands to the quotation marks around it."""

    OUTSIDE = 0
    OPEN = 1
    INSIDE = 2
    CLOSE = 3


@dataclass(frozen=True, slots=True)
class Segments:
    """A whole report, cut. Tokens in order, with the gaps between them, give back the text."""

    report: Report
    tokens: tuple[Token, ...]
    sentences: tuple[Sentence, ...]
    paragraphs: tuple[Paragraph, ...]
    quotations: tuple[Quotation, ...]
    quote_states: tuple[QuoteState, ...]
    sentence_of: tuple[int, ...]

    def span(self, first: int, last: int) -> Span:
        """The report's words from token `first` to token `last` (exclusive)."""
        return self.report.span(self.tokens[first].start, self.tokens[last - 1].end)

    def words(self, first: int, last: int) -> tuple[str, ...]:
        """The texts of the tokens."""
        return tuple(token.text for token in self.tokens[first:last])
