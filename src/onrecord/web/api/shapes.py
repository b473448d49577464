"""What the API gives, as JSON Schema made from the same types that the record has."""

from collections.abc import Mapping
from dataclasses import fields
from typing import Any

from onrecord.record import Entry, Hit, Stand
from onrecord.schema.plain import Plain, json_schema
from onrecord.schema.reading import Reading
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


def statement_schema() -> Plain:
    """A statement with what stands beside it: in the record, and of its report."""
    schema_of(Statement)
    schema_of(Hit)
    entry, hit = DEFINITIONS["Entry"]["properties"], DEFINITIONS["Hit"]["properties"]
    beside = {name: entry[name] for name in _names(Entry) if name != "statement"}
    more = {name: hit[name] for name in _BESIDE_HIT}
    return {"type": "object", "properties": {**DEFINITIONS["Statement"]["properties"], **beside, **more}}


def position_schema() -> Plain:
    """A position with what stands beside it, in one row."""
    schema_of(Stand)
    beside = {name: schema for name, schema in DEFINITIONS["Stand"]["properties"].items() if name != "position"}
    return {"type": "object", "properties": {**DEFINITIONS["Position"]["properties"], **beside}}


def reading_schema() -> Plain:
    """A reading, as `Reading.to_dict` gives it: its report without the words, with their SHA-256."""
    schema_of(Reading)
    report = {**DEFINITIONS["Report"]["properties"], "id": {"type": "string"}, "sha256": {"type": "string"}}
    return {"type": "object", "properties": {**DEFINITIONS["Reading"]["properties"], "report": {"type": "object", "properties": report}}}


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
    401: "The desk is locked: give its token",
    403: "Not allowed: of another site, or read-only",
    404: "Not in this record",
    409: "Somebody decided about the same meanwhile",
    413: "Too large",
    422: "Can't be understood; `detail` says how to mend it",
    503: "The record can't be read now",
}


def _names(kind: Any) -> list[str]:  # noqa: ANN401 (a dataclass)
    return [field.name for field in fields(kind)]


STATEMENT = statement_schema()
POSITION = position_schema()
READING = reading_schema()
