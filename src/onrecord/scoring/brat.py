"""Attributions in brat stand-off, as PolNeAR has them (Newell, Margolin and Ruths 2018).

A folder holds `text/NAME.txt` and `attributions/NAME_ANNOTATOR.ann`. In the .ann file T lines are spans
(`T1<TAB>Content 10 20;30 40<TAB>words`), E lines join them (`E1<TAB>Attribution:T4 Content:T3 Cue:T2 Source:T1`).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from onrecord.errors import CorpusError

ROLES = ("source", "cue", "content")

# A span's words may hold a line break: what does not begin like a line of its own continues the one before.
_SPAN_LINE = re.compile(r"T\d+\t")
_EVENT_LINE = re.compile(r"E\d+\t")

Place = tuple[int, int]
"""Start and end of some words in code points, end exclusive."""


@dataclass(frozen=True, slots=True)
class Attribution:
    """One attribution: the fragments of its source, cue and content; a tuple is empty where the role is missing."""

    source: tuple[Place, ...]
    cue: tuple[Place, ...]
    content: tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class Annotated:
    """A text with one annotator's attributions.

    Attributes:
        loose: per role, the fragments of all T lines, those that no attribution uses among them.
    """

    name: str
    annotator: str
    text: str
    attributions: tuple[Attribution, ...]
    loose: dict[str, tuple[Place, ...]]


def read_folder(folder: Path, *, one_each: bool) -> Iterator[Annotated]:
    """The annotated texts of a folder, by name.

    Args:
        one_each: only the first annotator (by name) of each text, so that no text counts twice.

    Raises:
        CorpusError: the folder has no `text` and `attributions`, or a line can't be understood.
    """
    texts = sorted((folder / "text").glob("*.txt"))
    annotations = sorted((folder / "attributions").glob("*.ann"))
    if not texts or not annotations:
        raise CorpusError(f"{folder}: needs text/NAME.txt and attributions/NAME_ANNOTATOR.ann, as in PolNeAR's train and dev folders")
    files: dict[str, list[Path]] = {}
    for path in annotations:
        files.setdefault(path.stem.rpartition("_")[0], []).append(path)
    for path in texts:
        text = path.read_bytes().decode("utf-8")  # not read_text: it would change line ends, and with them the offsets
        for file in files.get(path.stem, [])[: 1 if one_each else None]:
            yield _annotated(path.stem, file, text)


def _annotated(name: str, file: Path, text: str) -> Annotated:
    spans: dict[str, tuple[str, tuple[Place, ...]]] = {}
    events: list[dict[str, list[str]]] = []
    for number, line in enumerate(file.read_bytes().decode("utf-8").split("\n"), 1):
        try:
            if _SPAN_LINE.match(line):
                key, place, *_ = line.split("\t")
                kind, _, bounds = place.partition(" ")
                spans[key] = kind.lower(), tuple(_place(pair) for pair in bounds.split(";"))
            elif _EVENT_LINE.match(line):
                events.append(_event(line))
        except ValueError as error:
            raise CorpusError(f"{file}, line {number}: not brat stand-off ({error}): {line[:80]!r}") from error
    attributions = tuple(_attribution(event, spans) for event in events)
    loose = {role: tuple(p for kind, places in spans.values() if kind == role for p in places) for role in ROLES}
    return Annotated(name, file.stem.rpartition("_")[2], text, tuple(a for a in attributions if a.cue or a.content), loose)


def _place(pair: str) -> Place:
    start, end = pair.split()
    return int(start), int(end)


def _event(line: str) -> dict[str, list[str]]:
    arguments: dict[str, list[str]] = {}
    for pair in line.split("\t")[1].split():
        role, _, key = pair.partition(":")
        arguments.setdefault(role.rstrip("0123456789").lower(), []).append(key)
    return arguments


def _attribution(event: dict[str, list[str]], spans: dict[str, tuple[str, tuple[Place, ...]]]) -> Attribution:
    def fragments(role: str) -> tuple[Place, ...]:
        return tuple(sorted(place for key in event.get(role, ()) if key in spans for place in spans[key][1]))

    return Attribution(fragments("source"), fragments("cue"), fragments("content"))
