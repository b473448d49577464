"""Into the book again: what people decided in another tool, as decisions; one file a format."""

from collections.abc import Callable, Iterator
from pathlib import Path

from onrecord.errors import InputError
from onrecord.export.back import brat, dna, labelstudio
from onrecord.export.back.differences import Skip
from onrecord.record import Decision, Record

__all__ = ["Skip", "decisions", "keep"]

Decide = Callable[[Record, Path, str, str, Skip], Iterator[Decision]]
_BY_ENDING: dict[str, Decide] = {".dna": dna.decisions, ".json": labelstudio.decisions, ".ann": brat.decisions}


def decisions(record: Record, path: Path, author: str, made: str, skip: Skip) -> Iterator[Decision]:
    """What a file or folder says that the record does not, each to be given to `Record.decide`.

    Args:
        path: a .dna project, Label Studio's .json, a .ann file, or the folder of a brat export.
        author: who decided, where the file does not name its coders.
        made: when, UTC, ISO 8601.
        skip: told in one line each what could not be taken in, and why.

    Raises:
        InputError: the file is none of these, or can't be read.
    """
    if not path.exists():
        raise InputError(f"{path}: there is no such file or folder")
    decide = brat.decisions if path.is_dir() else _BY_ENDING.get(path.suffix.lower())
    if decide is None:
        raise InputError(f"{path}: can't be imported; known are {', '.join(_BY_ENDING)} and the folder of a brat export")
    return decide(record, path, author, made, skip)


def keep(record: Record, path: Path) -> None:
    """Keep what a file has beside reports and statements, so that it goes out again: colours, coders, settings of a DNA project."""
    if path.suffix.lower() == ".dna":
        dna.keep(record, path)
