"""A time: words that mean a day, a month, a stretch of days, and the days that they mean."""

from dataclasses import dataclass
from datetime import date

from onrecord.errors import SchemaError
from onrecord.schema.span import Span
from onrecord.schema.words import TimeType


@dataclass(frozen=True, slots=True)
class When(Span):
    """A time expression (TIMEX3): its words, its value, and the half-open interval of days that it covers.

    Attributes:
        value: an ISO 8601 / TIMEX3 value; with X for the digits that are not known ("XXXX-WXX-4" is some Thursday).
        begins, ends: the interval, `ends` exclusive; both null while the value is partial.
    """

    type: TimeType
    value: str
    begins: date | None = None
    ends: date | None = None

    def __post_init__(self) -> None:
        Span.__post_init__(self)
        if (self.begins is None) != (self.ends is None):
            raise SchemaError(f"time {self.text!r}: has one end of an interval without the other")
        if self.begins is not None and self.ends is not None and self.begins >= self.ends:
            raise SchemaError(f"time {self.text!r}: begins {self.begins} and ends {self.ends}; needs begins < ends")
