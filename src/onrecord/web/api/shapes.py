"""What the API gives, as JSON Schema made from the same types that the record has."""

from collections.abc import Mapping
from dataclasses import fields
from typing import Any

from onrecord.record import Entry, Hit, Stand
from onrecord.record.actors import Identity
from onrecord.record.portrait import Held, Partner
from onrecord.schema.plain import Plain, json_schema
from onrecord.schema.reading import REPORT_KEYS, Reading
from onrecord.schema.statement import Statement

PROBLEM = "application/problem+json"
JSON, JSONL, CSV = "application/json", "application/jsonl", "text/csv"

DEFINITIONS: dict[str, Plain] = {
    "Problem": {
        "type": "object",
        "properties": {
            "type": {"type": "string"},
            "title": {"type": "string"},
            "status": {"type": "integer"},
            "detail": {"type": "string"},
        },
        "required": ["type", "title", "status", "detail"],
    }
}
"""The types that answers are made of, by name; `schema_of` adds to them."""

_BESIDE_HIT = ("title", "publisher", "published", "url")


def schema_of(kind: Any) -> Plain:  # noqa: ANN401 (a type)
    """The schema of a type; OpenAPI keeps definitions elsewhere than JSON Schema does."""
    definitions: dict[str, Plain] = {}
    found = _moved(json_schema(kind, definitions))
    DEFINITIONS.update({name: _moved(definition) for name, definition in definitions.items()})
    return found


def _moved(plain: Plain) -> Plain:
    if isinstance(plain, dict):
        return {key: value.replace("#/$defs/", "#/components/schemas/") if key == "$ref" else _moved(value) for key, value in plain.items()}
    return [_moved(item) for item in plain] if isinstance(plain, list) else plain


def statement_schema(*, of_report: bool) -> Plain:
    """A statement with what stands beside it in the record; with `of_report` what stands there of its report, too."""
    schema_of(Statement)
    schema_of(Hit)
    entry, hit = DEFINITIONS["Entry"]["properties"], DEFINITIONS["Hit"]["properties"]
    beside = {name: entry[name] for name in _names(Entry) if name not in ("statement", "report")}
    more = {"report": entry["report"], **{name: hit[name] for name in _BESIDE_HIT}} if of_report else {}
    return _whole({**DEFINITIONS["Statement"]["properties"], **beside, **more})


def position_schema() -> Plain:
    """A position with what stands beside it, in one row."""
    schema_of(Stand)
    beside = {name: schema for name, schema in DEFINITIONS["Stand"]["properties"].items() if name != "position"}
    return _whole({**DEFINITIONS["Position"]["properties"], **beside})


def reading_schema() -> Plain:
    """A reading, as `Reading.to_dict` gives it: its report without the words, with their SHA-256."""
    schema_of(Reading)
    its = DEFINITIONS["Report"]["properties"]
    report = _whole({name: {"type": "string"} if name in ("id", "sha256") else its[name] for name in REPORT_KEYS})
    return _whole({**DEFINITIONS["Reading"]["properties"], "report": report})


def line_schema() -> Plain:
    """A report of the record, as a line of `onrecord export --to jsonl` has it."""
    reading = reading_schema()["properties"]
    report = _whole({**reading["report"]["properties"], "text": {"type": "string"}})
    event = _whole({**DEFINITIONS["Event"]["properties"], "same_as": {"type": "string"}})
    lists = {"statements": statement_schema(of_report=False), "events": event}
    return _whole({**reading, "report": report, **{name: {"type": "array", "items": its} for name, its in lists.items()}})


def portrait_schema() -> Plain:
    """An actor across reports, with its roles and partners."""
    lists = {"roles": Held, "speaks_about": Partner, "spoken_of_by": Partner}
    schema_of(Identity)
    return _whole(
        {**DEFINITIONS["Identity"]["properties"], **{name: {"type": "array", "items": schema_of(kind)} for name, kind in lists.items()}}
    )


def _whole(properties: dict[str, Plain]) -> Plain:
    """An object that has all of these properties and no other."""
    return {"type": "object", "properties": properties, "required": list(properties), "additionalProperties": False}


def page_schema(item: Plain) -> Plain:
    """A page of a list."""
    properties = {
        "count": {"anyOf": [{"type": "integer"}, {"type": "null"}]},
        "page": {"type": "integer"},
        "size": {"type": "integer"},
        "next": {"anyOf": [{"type": "string"}, {"type": "null"}]},
        "items": {"type": "array", "items": item},
    }
    return {"type": "object", "properties": properties, "required": list(properties)}


def answers(schema: Plain, *, listed: bool = False) -> dict[int | str, dict[str, Any]]:
    """The answers of an address, for OpenAPI: what it gives, "as before", and problems."""
    content: dict[str, Any] = {JSON: {"schema": page_schema(schema) if listed else schema}}
    if listed:
        content |= {JSONL: {"schema": {"type": "string"}}, CSV: {"schema": {"type": "string"}}}
    problems = {
        status: {"description": words, "content": {PROBLEM: {"schema": {"$ref": "#/components/schemas/Problem"}}}}
        for status, words in _PROBLEMS.items()
    }
    return {200: {"description": "Found", "content": content}, 304: {"description": "As before (If-None-Match)"}, **problems}


_PROBLEMS: Mapping[int | str, str] = {
    400: "The body can't be read",
    401: "The desk is locked: give its token",
    403: "Not allowed: of another site, or read-only",
    404: "Not in this record",
    409: "Somebody decided about the same meanwhile",
    413: "Too large",
    421: "Called by a name that is not the desk's",
    422: "Can't be understood; `detail` says how to mend it",
    503: "The record can't be read now",
}


def _names(kind: Any) -> list[str]:  # noqa: ANN401 (a dataclass)
    return [field.name for field in fields(kind)]


STATEMENT = statement_schema(of_report=True)
POSITION = position_schema()
READING = reading_schema()
LINE = line_schema()
PORTRAIT = portrait_schema()
