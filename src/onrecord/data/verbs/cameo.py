"""From CAMEO's codes to PLOVER: a table as CAMEO2PLOVER-2021.txt has it, `code: TYPE, mode, context; context # gloss`.

What such a table says that PLOVER 2.0 has no longer is taken for what resources/cameo.yaml says; docs/verbs.md lists it.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from onrecord.data import table

_LINE = re.compile(r"(\d{2,4})\s*:\s*(.*)")
_ROOT = 2  # digits of a root's code


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a code stands for in PLOVER."""

    type: str
    mode: str | None
    contexts: tuple[str, ...]


@cache
def meanings() -> Mapping[str, Meaning]:
    """The table that comes with onrecord, made by generate/codes.py."""
    return {code: Meaning(type_, mode, tuple(contexts)) for code, (type_, mode, contexts) in table("cameo2plover").items()}


def meaning_of(code: str, known: Mapping[str, Meaning]) -> Meaning | None:
    """What a code stands for; where the table does not have it, what the code above it does; None: PLOVER has no such type."""
    return next((known[code[:length]] for length in range(len(code), _ROOT - 1, -1) if code[:length] in known), None)


def read(text: str, source: str, faults: list[str]) -> dict[str, Meaning]:
    """The codes of a table; of a code that stands there twice the first counts.

    Args:
        faults: filled with what was left out, and where.
    """
    found: dict[str, Meaning] = {}
    for number, line in enumerate(text.split("\n"), 1):
        match = _LINE.match(line.split("#")[0].strip())
        if match is None:
            continue
        code, (type_, mode, contexts) = match[1], (*(part.strip() for part in match[2].split(",", 2)), "", "")[:3]
        its = _meaning(type_, mode, [name for each in contexts.split(";") if (name := each.strip())], f"{source}, line {number}", faults)
        if its is None or code in found:
            if its is not None and len(code) > _ROOT and found[code] != its:
                faults.append(f"{source}, line {number}: {code} stands there twice; the first counts")
            continue
        found[code] = its
    return found


def _meaning(type_: str, mode: str, contexts: list[str], where: str, faults: list[str]) -> Meaning | None:
    book, mends = table("plover"), table("cameo")
    type_ = mends["types"].get(type_, type_)
    if type_ not in book["types"]:
        faults.append(f"{where}: there is no type {type_!r} in PLOVER 2.0")
        return None
    mode = mends["modes"].get(type_, {}).get(mode, mode)
    if mode in book["contexts"] and mode not in book["types"][type_]["modes"]:  # a context in the column of modes
        mode, contexts = "", [mode, *contexts]
    if mode in {"", "none"}:
        mode = ""
    elif mode not in book["types"][type_]["modes"]:
        faults.append(f"{where}: {type_} has no mode {mode!r}")
        mode = ""
    return Meaning(type_, mode or None, tuple(sorted(set(_contexts(contexts, where, faults)))))


def _contexts(names: list[str], where: str, faults: list[str]) -> Iterator[str]:
    for name in (table("cameo")["contexts"].get(name, name) for name in names):
        if name in table("plover")["contexts"]:
            yield name
        else:
            faults.append(f"{where}: there is no context {name!r}")
