"""How the API gives things: JSON with ETags, pages of lists, CSV and JSON lines for whole lists."""

import csv
import hashlib
import json
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import IO, Annotated, Literal

from fastapi import Depends, Query
from starlette.background import BackgroundTask
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from onrecord.record.rows import JOINT
from onrecord.schema.plain import Plain
from onrecord.web.api.shapes import CSV, JSON, JSONL
from onrecord.web.asking import DEEPEST
from onrecord.web.rendering import address

Form = Literal["json", "jsonl", "csv"]
MOST = 500  # entries on one page
USUAL = 50
_IN_MEMORY = 8 * 1024 * 1024  # bytes of a list before it goes to a temporary file
_CHUNK = 256 * 1024
_TYPES = {"json": JSON, "jsonl": JSONL, "csv": CSV}
_ASKED_FOR: dict[str, Form] = {
    "text/csv": "csv",
    "application/jsonl": "jsonl",
    "application/x-ndjson": "jsonl",
    "application/x-jsonlines": "jsonl",
}


@dataclass(frozen=True, slots=True)
class Part:
    """Which part of a list is asked for, and in what form.

    Attributes:
        limit: entries at most; -1 for all, which CSV and JSON lines give where no size is asked for.
    """

    form: Form
    page: int
    size: int
    limit: int

    @property
    def offset(self) -> int:
        """How many entries come before."""
        return 0 if self.limit < 0 else (self.page - 1) * self.size


def part_of(
    request: Request,
    page: Annotated[int, Query(ge=1, le=DEEPEST, description="Which page.")] = 1,
    size: Annotated[int | None, Query(ge=1, le=MOST, description=f"Entries on a page; {USUAL}, of CSV and JSON lines all.")] = None,
    form: Annotated[Form | None, Query(alias="format", description="Instead of the Accept header.")] = None,
) -> Part:
    """What an address and its Accept header ask for."""
    accepted = (kind.split(";")[0].strip() for kind in request.headers.get("accept", "").split(","))
    by_header: list[Form] = [_ASKED_FOR[kind] for kind in accepted if kind in _ASKED_FOR]
    wanted: Form = form if form is not None else by_header[0] if by_header else "json"
    return Part(wanted, page, size or USUAL, -1 if size is None and wanted != "json" else size or USUAL)


Listing = Annotated[Part, Depends(part_of)]


def given(request: Request, body: Plain, status: int = 200) -> Response:
    """A body as JSON, with its ETag; "as before" where that is known already."""
    data = json.dumps(body, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")
    tag = f'"{hashlib.sha256(data).hexdigest()[:32]}"'
    headers = {"ETag": tag, "Cache-Control": "no-cache", "Vary": "Accept"}
    known = {word.strip().removeprefix("W/") for word in request.headers.get("if-none-match", "").split(",")}
    if tag in known or "*" in known:
        return Response(None, 304, headers)
    return Response(data, status, headers, JSON)


def listed(request: Request, part: Part, items: Iterable[Mapping[str, Plain]], count: int | None = None) -> Response:
    """A part of a list in the form that was asked for.

    Args:
        count: how many there are in all, where that is known.
    """
    if part.form != "json":
        return _streamed(part.form, items)
    found = list(items)
    more = len(found) == part.size if count is None else part.page * part.size < count
    here = {name: value for name, value in request.query_params.multi_items() if name != "page"}
    next_ = address(request.url.path, here.items(), page=part.page + 1) if more and part.page < DEEPEST else None
    return given(request, {"count": count, "page": part.page, "size": part.size, "next": next_, "items": found})


def _streamed(form: Form, items: Iterable[Mapping[str, Plain]]) -> Response:
    """The list written out while the record is open, then sent from where it was written."""
    file = tempfile.SpooledTemporaryFile(_IN_MEMORY, mode="w+", encoding="utf-8", errors="replace", newline="")  # noqa: SIM115 (closed after it is sent)
    (_write_csv if form == "csv" else _write_lines)(file, items)
    file.seek(0)
    name = f"onrecord.{form}"
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Vary": "Accept"}
    return StreamingResponse(_chunks(file), 200, headers, _TYPES[form], BackgroundTask(file.close))


def _chunks(file: IO[str]) -> Iterator[str]:
    while chunk := file.read(_CHUNK):
        yield chunk


def _write_lines(file: IO[str], items: Iterable[Mapping[str, Plain]]) -> None:
    for item in items:
        file.write(json.dumps(item, ensure_ascii=False) + "\n")


def _write_csv(file: IO[str], items: Iterable[Mapping[str, Plain]]) -> None:
    """One row an entry; an empty list has no columns that could be named."""
    rows = iter(items)
    if (first := next(rows, None)) is None:
        return
    writer = csv.writer(file, lineterminator="\n", quoting=csv.QUOTE_NONNUMERIC)
    writer.writerow(first)
    writer.writerows([cell(item[name]) for name in first] for item in chain([first], rows))


def cell(value: Plain) -> Plain:
    """A value in one cell: a span is its words, an actor its name, several are joined."""
    if isinstance(value, Mapping):
        return value.get("text", value.get("name")) if {"start", "name"} & set(value) else json.dumps(value, ensure_ascii=False)
    if isinstance(value, Sequence) and not isinstance(value, str):
        spans = all(isinstance(item, Mapping) and "start" in item for item in value)
        return (JOINT if spans else "; ").join(str(cell(item)) for item in value)
    return value
