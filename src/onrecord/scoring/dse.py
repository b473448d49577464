"""Stances between two actors of a sentence: DSE (Park, Pan and Joo 2021), five classes by direction."""

from dataclasses import dataclass
from pathlib import Path

from onrecord.errors import CorpusError

STANCES = ("neutral", "first supports second", "second supports first", "first opposes second", "second opposes first")
"""DSE's labels 0 to 4; the first actor is the one that stands first in the sentence."""


@dataclass(frozen=True, slots=True)
class DseRow:
    """One sentence with two actors, as code points."""

    text: str
    first: tuple[int, int]
    second: tuple[int, int]
    stance: str


def read_dse(path: Path) -> list[DseRow]:
    """The rows of a DSE-shaped file: the sentence with [both] [actors] marked, the first, the second, the number of the label.

    Raises:
        CorpusError: it is none.
    """
    try:
        return [_row(line) for line in path.read_text("utf-8").splitlines() if line]
    except (OSError, ValueError, IndexError) as error:
        raise CorpusError(f"{path}: not DSE's columns sentence, first actor, second actor, label ({error!r})") from error


def _row(line: str) -> DseRow:
    marked, first, second, label = line.split("\t")
    text, at, opened, places = "", 0, -1, list[tuple[int, int]]()
    for place, char in enumerate(marked):
        if char in "[]":
            text += marked[at:place]
            at = place + 1
            if char == "[":
                opened = len(text)
            elif opened >= 0:
                places.append((opened, len(text)))
                opened = -1
    text += marked[at:]
    if len(places) > 2:  # noqa: PLR2004 (the sentence has brackets of its own)
        names = (first.strip(), second.strip())
        places = [place for place in places if text[slice(*place)].strip() in names]
    return DseRow(text, places[0], places[1], STANCES[int(label)])
