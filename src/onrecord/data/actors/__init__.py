"""A user's own actors, from a file in one of several formats; which one, its content tells (docs/actors.md)."""

import gzip
from collections.abc import Callable
from pathlib import Path

from onrecord.data.actors import csv, ftm, petrarch, wikidata, yaml
from onrecord.data.known import Known
from onrecord.errors import ActorsError

__all__ = ["read"]

_GZIP = b"\x1f\x8b"
_FORMATS: tuple[tuple[Callable[[str], bool], Callable[[str, str, list[str]], tuple[Known, ...]]], ...] = (
    (wikidata.looks_so, wikidata.actors),
    (ftm.looks_so, ftm.actors),
    (petrarch.looks_so, petrarch.actors),
    (csv.looks_so, csv.actors),
    (yaml.looks_so, yaml.actors),
)


def read(path: str | Path, faults: list[str] | None = None) -> tuple[Known, ...]:
    """The actors of a file.

    Args:
        faults: filled with single entries that were left out, and why; without it the first of them is an error.

    Raises:
        ActorsError: the file is missing, no text, in none of the formats, or wrong in a way that leaves it unclear what is meant.
    """
    text = _text(path)
    told: list[str] = []
    for looks_so, actors in _FORMATS:
        if looks_so(text):
            found = actors(text, Path(path).name, told)
            if told and faults is None:
                raise ActorsError(told[0])
            if not found:
                raise ActorsError(f"{path}: names no actor; docs/actors.md shows what each format needs")
            (faults if faults is not None else []).extend(told)
            return found
    raise ActorsError(
        f"{path}: neither CSV with a column 'name', YAML, FollowTheMoney JSON lines, a Wikidata query's JSON result, "
        f"nor a PETRARCH dictionary; docs/actors.md shows each"
    )


def _text(path: str | Path) -> str:
    try:
        data = Path(path).read_bytes()
        return (gzip.decompress(data) if data.startswith(_GZIP) else data).decode("utf-8-sig")
    except FileNotFoundError:
        raise ActorsError(f"{path}: there is no such file; give the path of a file of actors") from None
    except IsADirectoryError:
        raise ActorsError(f"{path}: is a folder; name the files in it, each with --actors") from None
    except UnicodeDecodeError as error:
        raise ActorsError(f"{path}: is not in UTF-8 (byte {error.start}); save it as UTF-8 text") from None
    except (OSError, EOFError) as error:
        raise ActorsError(f"{path}: can't be read ({error}); is it whole, and may you read it?") from None
