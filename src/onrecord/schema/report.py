"""A report: a text that never changes, and what is known about where it comes from."""

import hashlib
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from onrecord.errors import SchemaError
from onrecord.schema.span import Span

ID_LENGTH = 16  # hexadecimal digits of the SHA-256: 64 bits, a collision is unlikely below a billion reports


@dataclass(frozen=True)
class Report:
    """One news report; without slots, because the hash of its text is kept once it was asked for.

    Attributes:
        text: the report's words, never changed after this; all spans count its code points.
        source: the path or address that it was read from, as given.
        url: the address that it was published at.
        section: the part of the publication ("World"), as the source names it.
        published: the day of publication, the anchor of all relative dates.
        language: an ISO 639-1 code; only English is read today.
    """

    text: str
    source: str | None = None
    title: str | None = None
    publisher: str | None = None
    published: date | None = None
    author: str | None = None
    language: str = "en"
    url: str | None = None
    section: str | None = None

    @cached_property
    def sha256(self) -> str:
        """The SHA-256 of the text in UTF-8 (lone surrogates as they are), in hexadecimal."""
        return hashlib.sha256(self.text.encode("utf-8", "surrogatepass")).hexdigest()

    @property
    def id(self) -> str:
        """The start of a SHA-256 over text, publisher and day of publication; of the text alone where neither is known.

        So wire copy that two papers print is two reports, and the same report met at two addresses is one.
        """
        if self.publisher is None and self.published is None:
            return self.sha256[:ID_LENGTH]
        where = f"{self.sha256}\n{self.publisher or ''}\n{self.published or ''}"
        return hashlib.sha256(where.encode("utf-8", "surrogatepass")).hexdigest()[:ID_LENGTH]

    def span(self, start: int, end: int) -> Span:
        """The span of these code points.

        Raises:
            SchemaError: it would be empty or reach outside the report.
        """
        if not 0 <= start < end <= len(self.text):
            raise SchemaError(f"span {start}-{end} is empty or outside its report of {len(self.text)} characters")
        return Span(start, end, self.text[start:end])

    def holds(self, span: Span) -> bool:
        """Whether the span's words stand in this report, at its place (the verbatim law)."""
        return self.text[span.start : span.end] == span.text
