"""Actors in CSV: a row an actor, or a row for each office that one held; the first row names the columns.

Columns: name; kind, names (others, with ; between), id, family; role, affiliation, from, until; any other is a code
(iso3166, cameo, wikidata ...).
"""

import csv
import io
from collections.abc import Sequence

from onrecord.data.actors.rows import joined, known, tenure
from onrecord.data.known import Known
from onrecord.errors import ActorsError

_OURS = frozenset({"name", "kind", "names", "id", "family", "role", "affiliation", "from", "until"})
_DELIMITERS = ",;\t|"


def looks_so(text: str) -> bool:
    """Whether the first line names columns, and one of them "name"."""
    try:
        return "name" in _columns(_lines(text))
    except csv.Error:
        return False


def actors(text: str, source: str, faults: list[str]) -> tuple[Known, ...]:  # noqa: ARG001 (each reader is called the same way)
    """The actors; rows of one id, or of one name, are one actor."""
    lines = _lines(text)
    columns = _columns(lines)
    rows = csv.reader(io.StringIO(lines, newline=""), delimiter=_delimiter(lines))
    try:
        next(rows)
        filled = (cells for cells in rows if any(cell.strip() for cell in cells))
        found = [_actor(cells, columns, f"{source}, line {rows.line_num}", source) for cells in filled]
    except csv.Error as error:
        raise ActorsError(f"{source}, line {rows.line_num}: is no CSV ({error}); mend the line") from None
    return joined(found)


def _actor(cells: Sequence[str], columns: Sequence[str], where: str, source: str) -> Known:
    if len(cells) > len(columns):
        raise ActorsError(f"{where}: has {len(cells)} cells for {len(columns)} columns; put those that hold the delimiter in quotes")
    row = {column: cell.strip() for column, cell in zip(columns, cells, strict=False) if cell.strip()}
    days = (row.get("from", ""), row.get("until", ""))
    held = [tenure(row["role"], row.get("affiliation", ""), days, where, source)] if "role" in row else []
    codes = {column: cell for column, cell in row.items() if column not in _OURS and column}
    more = {"names": row.get("names", "").split(";"), "codes": codes, "tenures": held, "id": row.get("id"), "family": row.get("family")}
    return known(row.get("name", ""), row.get("kind", ""), where, source, **more)


def _lines(text: str) -> str:
    """The text with one kind of line end, without empty lines before the first."""
    return text.replace("\r\n", "\n").replace("\r", "\n").lstrip("\n")


def _delimiter(lines: str) -> str:
    return max(_DELIMITERS, key=lines.partition("\n")[0].count)


def _columns(lines: str) -> list[str]:
    first = lines.partition("\n")[0].strip()
    return [column.strip().lower() for column in next(csv.reader([first], delimiter=_delimiter(lines)), [])]
