"""The page of a fault."""

from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True, slots=True)
class FaultPage:
    """What went wrong, and what to do next.

    Attributes:
        locked: whether it asks for the token.
    """

    template: ClassVar[str] = "fault.html"

    title: str
    message: str
    locked: bool
