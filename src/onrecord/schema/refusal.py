"""Why something that was given is no report."""

from dataclasses import dataclass

LONGEST_REASON = 300  # characters of a reason; what a library says may be pages


@dataclass(frozen=True, slots=True)
class Refusal:
    """Something that can't be a report, or can't be read on: where it stands, and one line that says why and how to mend it."""

    source: str
    reason: str

    def __post_init__(self) -> None:
        object.__setattr__(self, "reason", one_line(self.reason))  # it may hold what a library says


def printable(source: str) -> str:
    """An address in one line of characters that any terminal takes: what else a file's name may hold is escaped."""
    plain = source.encode("utf-8", "backslashreplace").decode()
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in plain)


def one_line(text: str) -> str:
    """A reason as one line, and no longer than people read."""
    line = printable(" ".join(text.split()))
    return line if len(line) <= LONGEST_REASON else line[: LONGEST_REASON - 1] + "…"
