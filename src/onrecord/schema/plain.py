"""Schema values to plain dicts and lists and back, by their types; the JSON Schema is made from the same types."""

import types
from collections.abc import Mapping
from dataclasses import MISSING, fields, is_dataclass
from datetime import date
from functools import cache
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from onrecord.errors import SchemaError

Plain = Any
"""What JSON can hold: None, bool, int, float, str, a list or a dict of such."""


def to_plain(value: object) -> Plain:
    """A schema value as what JSON can hold; dataclasses become dicts in the order of their fields."""
    if is_dataclass(value) and not isinstance(value, type):
        return {f.name: to_plain(getattr(value, f.name)) for f in fields(value)}
    if isinstance(value, tuple):
        return [to_plain(item) for item in value]
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {key: to_plain(item) for key, item in value.items()}
    return value


@cache
def _hints(cls: type) -> dict[str, Any]:
    return get_type_hints(cls)


def from_plain(kind: Any, plain: Plain, where: str = "") -> Any:  # noqa: ANN401 (a type, or any value of the schema)
    """The value of a type from what `to_plain` made of it.

    Raises:
        SchemaError: it does not fit the type; the message says where.
    """
    origin, arguments = get_origin(kind), get_args(kind)
    if origin in (Union, types.UnionType):
        if plain is None:
            return None
        return from_plain(next(a for a in arguments if a is not type(None)), plain, where)
    if origin is tuple:
        _check(plain, list, where)
        return tuple(from_plain(arguments[0], item, f"{where}[{i}]") for i, item in enumerate(plain))
    if origin is Literal:
        if plain not in arguments:
            raise SchemaError(f"{where}: {plain!r} is not one of {', '.join(map(repr, arguments))}")
        return plain
    if origin is Mapping:
        _check(plain, dict, where)
        return {key: from_plain(arguments[1], item, f"{where}.{key}") for key, item in plain.items()}
    if kind is date:
        try:
            return date.fromisoformat(plain)
        except (TypeError, ValueError) as error:
            raise SchemaError(f"{where}: {plain!r} is no date; write YYYY-MM-DD") from error
    if is_dataclass(kind):
        return _dataclass(kind, plain, where)
    _check(plain, (int, float) if kind is float else kind, where)
    return float(plain) if kind is float else plain


def _dataclass(kind: Any, plain: Plain, where: str) -> Any:  # noqa: ANN401 (a type, or any value of the schema)
    _check(plain, dict, where)
    hints = _hints(kind)
    values = {}
    for field in fields(kind):
        if field.name in plain:
            values[field.name] = from_plain(hints[field.name], plain[field.name], f"{where}.{field.name}".lstrip("."))
        elif field.default is MISSING and field.default_factory is MISSING:
            raise SchemaError(f"{where or kind.__name__}: {field.name} is missing")
    return kind(**values)


def _check(plain: Plain, kind: type | tuple[type, ...], where: str) -> None:
    if not isinstance(plain, kind) or (isinstance(plain, bool) and kind is not bool):
        raise SchemaError(f"{where or 'value'}: {plain!r} is not of the right type ({kind})")


def json_schema(kind: Any, definitions: dict[str, Plain]) -> Plain:  # noqa: ANN401 (a type, or any value of the schema)
    """The JSON Schema (2020-12) of a type; dataclasses go into `definitions` and are referred to."""
    origin, arguments = get_origin(kind), get_args(kind)
    if origin in (Union, types.UnionType):
        return {"anyOf": [json_schema(argument, definitions) for argument in arguments]}
    if origin is tuple and arguments[1:] == (...,):
        return {"type": "array", "items": json_schema(arguments[0], definitions)}
    if origin is tuple:  # so many; prefixItems would say which is which, but schemathesis 4 takes it for the items of older drafts
        its: list[Plain] = [json_schema(argument, definitions) for argument in dict.fromkeys(arguments)]
        return {
            "type": "array",
            "items": {"anyOf": its} if len(its) > 1 else its[0],
            "minItems": len(arguments),
            "maxItems": len(arguments),
        }
    if origin is Literal:
        return {"enum": list(arguments)}
    if origin is Mapping:
        return {"type": "object", "additionalProperties": json_schema(arguments[1], definitions)}
    if isinstance(kind, type) and is_dataclass(kind):
        name = kind.__name__
        if name not in definitions:
            definitions[name] = {}
            hints = _hints(kind)
            properties = {f.name: json_schema(hints[f.name], definitions) for f in fields(kind)}
            definitions[name] = {"type": "object", "properties": properties, "required": list(properties), "additionalProperties": False}
        return {"$ref": f"#/$defs/{name}"}
    if kind is date:
        return {"type": "string", "format": "date"}
    return {"type": {int: "integer", float: "number", str: "string", bool: "boolean", type(None): "null"}[kind]}
