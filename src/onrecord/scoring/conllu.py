"""CoNLL-U files (universaldependencies.org/format.html), gzipped, as texts whose words are known by where they start."""

import gzip
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from onrecord.errors import CorpusError

Row = tuple[str, ...]
"""The ten columns of a word."""

_DOCUMENT = "# newdoc id = "
# GUM's marks of a mention: the opening one has its entity, kind and minimal span; it closes at once, or later by its number.
_MARK = re.compile(r"\((?P<number>\d+)-(?P<kind>\w+)-[^-()]*-[^-()]*-[^-()]*-(?P<least>[\d,]+)[^()]*(?P<closed>\))?|(?P<end>\d+)\)")


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a text, in code points.

    Attributes:
        head: the start of the word that it hangs on; its own for the root of a sentence.
        speech: its part of speech in the treebank's own terms (XPOS), of the Penn Treebank in English ones.
    """

    start: int
    end: int
    speech: str
    head: int
    dependency: str


def documents(path: Path) -> Iterator[tuple[str, list[list[Row]]]]:
    """Each document's name and sentences; ranges of words and empty nodes are left out.

    Raises:
        CorpusError: it can't be read, or is no CoNLL-U.
    """
    name, sentences = path.stem, list[list[Row]]()
    try:
        with gzip.open(path, "rt", encoding="utf-8", newline="\n") as lines:
            for is_sentence, group in groupby(lines, key=lambda line: line[0].isdigit()):
                if is_sentence:
                    rows = [_row(line) for line in group]
                    sentences.append([row for row in rows if row[0].isdigit()])
                    continue
                for line in group:
                    if line.startswith(_DOCUMENT):
                        if sentences:
                            yield name, sentences
                        name, sentences = line.removeprefix(_DOCUMENT).strip(), []
    except (OSError, UnicodeDecodeError, ValueError) as error:
        raise CorpusError(f"{path}: not a gzipped CoNLL-U file ({error})") from error
    yield name, sentences


def _row(line: str) -> Row:
    row = tuple(line.rstrip("\n").split("\t"))
    if len(row) != 10:  # noqa: PLR2004 (as the format has it)
        raise ValueError(f"ten columns are wanted: {line[:60]!r}")
    return row


def text_of(sentences: list[list[Row]]) -> tuple[str, list[list[Word]]]:
    """The text of a document, its sentences joined by spaces, and the words of each sentence."""
    text = ""
    found = []
    for rows in sentences:
        starts: dict[str, int] = {}
        for row in rows:
            starts[row[0]] = len(text)
            text += row[1] + ("" if "SpaceAfter=No" in row[9] else " ")
        words = [Word(starts[row[0]], starts[row[0]] + len(row[1]), row[4], starts.get(row[6], starts[row[0]]), row[7]) for row in rows]
        found.append(words)
    return text, found


@dataclass(frozen=True, slots=True)
class Entity:
    """A mention of an entity in a sentence (GUM), by word number.

    Attributes:
        last: exclusive.
        head: the last word of its minimal span.
        entity: the number of its entity in the document.
    """

    first: int
    last: int
    head: int
    entity: str
    kind: str


def entities(rows: list[Row]) -> list[Entity]:
    """The mentions of a sentence, in the order in which they end."""
    opened: list[tuple[int, re.Match[str]]] = []
    found = []

    def close(first: int, mark: re.Match[str], last: int) -> None:
        head = first + int(mark["least"].rsplit(",", 1)[-1]) - 1
        found.append(Entity(first, last, head, mark["number"], mark["kind"]))

    for number, row in enumerate(rows):
        marks = next((item for item in row[9].split("|") if item.startswith("Entity=")), "")
        for mark in _MARK.finditer(marks):
            if mark["closed"]:
                close(number, mark, number + 1)
            elif mark["number"]:
                opened.append((number, mark))
            else:
                at = max((i for i, (_, other) in enumerate(opened) if other["number"] == mark["end"]), default=None)
                if at is not None:
                    close(*opened.pop(at), number + 1)
    return found
