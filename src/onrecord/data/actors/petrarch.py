"""PETRARCH's dictionaries: actors with dated codes (`NAME_`, `+SYNONYM_`, `[CODE 990101-991231]`), agents (`FARMER [~AGR]`).

Their rules, as petrarch2's readers and its documentation give them: `_` is a space; a code counts from its first day to
before its last; `>` is from a day on, `<` until before it; without dates always. Two digits of a year up to 30 are of this
century. The first code that fits counts, so undated ones stand last.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from onrecord.data.known import Known, Tenure
from onrecord.errors import ActorsError

_BRACKET = re.compile(r"\[([^\]\[]*)\]")
_CODE = re.compile(r"[A-Z~-][A-Z0-9~-]+")
_DAY = re.compile(r"\d{6}|\d{8}")
_LAST_OF_CENTURY = 30
_NUMERAL = re.compile(r"I{1,3}|IV|VI{0,3}|IX")
_PARTS = re.compile(r"[^\W\d_]+")
_SETS = re.compile(r"!([A-Z]+)!\s*=\s*(.+)")
_OTHER_COMMENTS = re.compile(r"<!--|;")
_PLURALS = re.compile(r"\{([^}]*)\}")
_COUNTRY = 3  # letters of a code that say which country
_INTERNATIONAL = frozenset({"IGO", "NGO", "NGM", "IMG", "MNC", "INT", "UIS"})
_NONE_ON_PURPOSE = "---"  # a code that is none on purpose


@dataclass(frozen=True, slots=True)
class Coded:
    """A code, and from when until when it counts."""

    code: str
    begins: date | None
    ends: date | None
    note: str = ""


@dataclass(slots=True)
class Entry:
    """One record of a dictionary; not frozen, because its lines come one by one."""

    line: int
    names: list[str]
    codes: list[Coded] = field(default_factory=list)
    heading: str = ""


def looks_so(text: str) -> bool:
    """Whether a text is such a dictionary: most of its lines are names, codes in brackets, or comments."""
    lines = [line for line in text.splitlines()[:400] if line.strip() and not line.lstrip().startswith(("#", "<!--"))]
    ours = [line for line in lines if line.startswith(("+", "!")) or re.search(r"\[[^\]]+\]", line) or re.fullmatch(r"\S+_\s*", line)]
    coded = any(re.search(r"\[~?[A-Z-]{2,}[^\]]*\]", line) for line in lines)
    return coded and len(ours) * 2 > len(lines)


def actors(text: str, source: str, faults: list[str]) -> tuple[Known, ...]:
    """The actors and agents of a dictionary; what can't be read of it is told in `faults`."""
    sets: dict[str, list[str]] = {}
    given = list(entries(text, source, faults, sets))
    return tuple(_known(entry, source, sets) for entry in given if entry.codes)


def entries(text: str, source: str, faults: list[str], sets: dict[str, list[str]] | None = None) -> Iterator[Entry]:
    """The records of a dictionary, each with its names and codes.

    Args:
        faults: filled with what is wrong where; such a code is left out, its name is kept.
        sets: filled with the dictionary's substitution sets ("!PERSON!").
    """
    entry: Entry | None = None
    heading = ""
    for number, raw in enumerate(text.split("\n"), 1):
        line, comment = _parted(raw)
        if not line:
            heading = comment or heading
            continue
        if (match := _SETS.match(line)) is not None:
            (sets if sets is not None else {})[match[1]] = [word.strip() for word in match[2].split(",")]
            continue
        name = _BRACKET.sub("", line).strip()
        if name.startswith("+") and entry is not None:
            entry.names.append(_words(name[1:]))
        elif name:
            if entry is not None:
                yield entry
            entry = Entry(number, [_words(name)], heading=heading)
        if entry is not None:
            entry.codes.extend(_codes(line, comment, f"{source}, line {number}", faults))
    if entry is not None:
        yield entry


def _parted(raw: str) -> tuple[str, str]:
    """A line without its comment, and the comment."""
    line, _, comment = raw.replace("\x1a", "").replace("\0", "").partition("#")
    return _OTHER_COMMENTS.split(line)[0].strip(), comment.strip()


def _codes(line: str, comment: str, where: str, faults: list[str]) -> Iterator[Coded]:
    for inside in _BRACKET.findall(line):
        try:
            yield _coded(inside, comment, where)
        except ActorsError as error:
            faults.append(str(error))


def _words(name: str) -> str:
    return " ".join(name.replace("_", " ").split())


def _coded(inside: str, note: str, where: str) -> Coded:
    code, _, dates = inside.strip().partition(" ")
    dates = dates.replace(" ", "")
    if not _CODE.fullmatch(code):
        raise ActorsError(f"{where}: {code!r} is no code; write letters in capitals, e.g. [RUSGOV 040309-120521]")
    if not dates:
        return Coded(code, None, None, note)
    if dates[0] in "<>":
        day = _day(dates[1:], where)
        return Coded(code, None, day, note) if dates[0] == "<" else Coded(code, day, None, note)
    first, dash, last = dates.partition("-")
    begins, ends = _day(first, where), _day(last, where)
    if not dash or begins > ends:
        raise ActorsError(f"{where}: {dates!r} is no stretch of time; write two days in order, e.g. 040309-120521, or one with > or <")
    return Coded(code, begins, ends, note)


def _day(digits: str, where: str) -> date:
    """A day as YYMMDD or YYYYMMDD; a month or day of 00, or one after the month's last, is taken for the nearest real one."""
    if not _DAY.fullmatch(digits):
        raise ActorsError(f"{where}: {digits!r} is no day; write YYMMDD or YYYYMMDD, e.g. 20040309")
    year = int(digits[:-4])
    if len(digits) == 6:  # noqa: PLR2004 (YYMMDD)
        year += 2000 if year <= _LAST_OF_CENTURY else 1900
    month = min(max(int(digits[-4:-2]), 1), 12)
    for day in range(min(max(int(digits[-2:]), 1), 31), 27, -1):
        try:
            return date(year, month, day)
        except ValueError:
            continue
    return date(year, month, max(int(digits[-2:]), 1))


def _known(entry: Entry, source: str, sets: dict[str, list[str]]) -> Known:
    """A record as an actor; its dated codes are offices held, the code without dates is what it is otherwise."""
    agent = "~" in entry.codes[0].code
    given = [name for one in entry.names for name in _expanded(one, sets, agent=agent)]
    names = tuple(dict.fromkeys(name.lower() if agent else titled(name) if name.isupper() else name for name in given))
    dated = tuple(
        Tenure(coded.code, coded.code[:3], coded.begins, coded.ends, source) for coded in entry.codes if coded.begins or coded.ends
    )
    always = next((coded.code for coded in entry.codes if coded.begins is coded.ends is None and coded.code != _NONE_ON_PURPOSE), None)
    kind = "office" if agent else "person" if dated else _kind(always or "")
    return Known(f"{source}:{entry.line}", kind, names[0], names, {"cameo": always} if always else {}, dated, source)


def _kind(code: str) -> str:
    """What a code without dates stands for."""
    if len(code) == _COUNTRY and code not in _INTERNATIONAL:
        return "country"
    return "armed group" if code[_COUNTRY:].startswith("REB") else "organisation"


def _expanded(name: str, sets: dict[str, list[str]], *, agent: bool) -> list[str]:
    """A name with its substitution sets put in; an agent also in the plural: as given ("{MEN}", "{}" for none), else the regular one."""
    plural = _PLURALS.search(name)
    found = [_PLURALS.sub("", name).strip()]
    for key, words in sets.items():
        found = [one.replace(f"!{key}!", word) for one in found for word in (words if f"!{key}!" in one else [""])]
    if plural is not None:
        return [*found, *([_words(plural[1])] if plural[1] else [])]
    return [*found, *(_plural(one) for one in found)] if agent else found


def _plural(name: str) -> str:
    return f"{name[:-1]}IES" if name.endswith("Y") else f"{name}ES" if name.endswith("S") else f"{name}S"


def titled(name: str) -> str:
    """A name in capitals as it is usually written ("P.V. McCLOY III" as "P.V. McCloy III")."""
    return " ".join(word if _NUMERAL.fullmatch(word) else _PARTS.sub(lambda part: _capital(part[0]), word.lower()) for word in name.split())


def _capital(part: str) -> str:
    return f"Mc{part[2:].capitalize()}" if part.startswith("mc") and len(part) > 3 else part.capitalize()  # noqa: PLR2004 ("Mc" and a name)
