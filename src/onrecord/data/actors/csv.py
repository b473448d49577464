"""Actors in CSV: a row an actor, or a row for each office that one held; the first row names the columns.

Columns: name; kind, names (others, with ; between), id, family; role, affiliation, from, until; any other is a code
(iso3166, cameo, wikidata ...).
"""

import csv
import io

from onrecord.data.actors.rows import joined, known, tenure
from onrecord.data.known import Known
from onrecord.errors import ActorsError

_OURS = frozenset({"name", "kind", "names", "id", "family", "role", "affiliation", "from", "until"})
_DELIMITERS = ",;\t|"


def looks_so(text: str) -> bool:
    """Whether the first line names columns, and one of them "name"."""
    return "name" in _columns(text)


def actors(text: str, source: str, faults: list[str]) -> tuple[Known, ...]:  # noqa: ARG001 (each reader is called the same way)
    """The actors; rows of one id, or of one name and kind, are one actor."""
    columns, found = _columns(text), []
    lines = csv.reader(io.StringIO(text, newline=None), delimiter=_delimiter(text))
    next(lines)
    for cells in lines:
        if not any(cell.strip() for cell in cells):
            continue
        where = f"{source}, line {lines.line_num}"
        if len(cells) > len(columns):
            raise ActorsError(f"{where}: has {len(cells)} cells for {len(columns)} columns; put those that hold the delimiter in quotes")
        row = {column: cell.strip() for column, cell in zip(columns, cells, strict=False) if cell.strip()}
        held = (
            [tenure(row["role"], row.get("affiliation", ""), (row.get("from", ""), row.get("until", "")), where, source)]
            if "role" in row
            else []
        )
        codes = {column: cell for column, cell in row.items() if column not in _OURS and column}
        more = {"names": row.get("names", "").split(";"), "codes": codes, "tenures": held, "id": row.get("id"), "family": row.get("family")}
        found.append(known(row.get("name", ""), row.get("kind", ""), where, source, **more))
    return joined(found)


def _delimiter(text: str) -> str:
    first = next(iter(text.lstrip("\n\r").splitlines()), "")
    return max(_DELIMITERS, key=first.count)


def _columns(text: str) -> list[str]:
    first = next(iter(text.lstrip("\n\r").splitlines()), "").strip()
    return [column.strip().lower() for column in next(csv.reader([first], delimiter=_delimiter(text)), [])]
