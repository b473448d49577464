"""A user's own dictionary of verbs, for coding events (docs/verbs.md)."""

import gzip
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from onrecord.data.verbs import cameo, petrarch
from onrecord.data.verbs.dictionary import Dictionary
from onrecord.errors import VerbsError

__all__ = ["Dictionary", "Verbs", "dictionary"]

_GZIP = b"\x1f\x8b"


@dataclass(frozen=True, slots=True)
class Verbs:
    """The files that events are to be coded with.

    Attributes:
        path: a verb dictionary of PETRARCH-2.
        table: a table from CAMEO's codes to PLOVER; None: the one that comes with onrecord.
        beside: whether our own codebook codes what the dictionary has no verb for.
    """

    path: str
    table: str | None = None
    beside: bool = False


@cache
def dictionary(verbs: Verbs) -> Dictionary:
    """Read a dictionary; once a process.

    Raises:
        VerbsError: a file is missing, no text, or not what it should be.
    """
    text = _text(verbs.path)
    if not petrarch.looks_so(text):
        raise VerbsError(f"{verbs.path}: is no PETRARCH verb dictionary: it has no block such as --- MEET [040] ---; see docs/verbs.md")
    notes: list[str] = []
    known = cameo.meanings() if verbs.table is None else cameo.read(_text(verbs.table), Path(verbs.table).name, notes)
    if not known:
        raise VerbsError(f"{verbs.table}: has no line such as 057: SUPPORT, , diplomatic; see docs/verbs.md")
    lines = petrarch.read(text)
    by_form = petrarch.verbs(lines)
    rules = petrarch.rules(lines, by_form)
    return Dictionary(by_form, rules, known, lines.count, lines.faults, tuple(notes), verbs.beside)


def _text(path: str) -> str:
    try:
        data = Path(path).read_bytes()
        return (gzip.decompress(data) if data.startswith(_GZIP) else data).decode("utf-8-sig")
    except FileNotFoundError:
        raise VerbsError(f"{path}: there is no such file; give the path of a verb dictionary or of a table of codes") from None
    except IsADirectoryError:
        raise VerbsError(f"{path}: is a folder; name the file in it") from None
    except UnicodeDecodeError as error:
        raise VerbsError(f"{path}: is not in UTF-8 (byte {error.start}); save it as UTF-8 text") from None
    except (OSError, EOFError) as error:
        raise VerbsError(f"{path}: can't be read ({error}); is it whole, and may you read it?") from None
