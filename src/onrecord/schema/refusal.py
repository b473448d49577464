"""Why something that was given is no report."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Refusal:
    """Something that can't be a report, or can't be read on: where it stands, and one line that says why and how to mend it."""

    source: str
    reason: str
