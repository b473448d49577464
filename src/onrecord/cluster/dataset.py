"""A Parquet dataset of readings: what the engine on many machines writes, and what a record is filled from without reading again.

It is a folder, on disk or at any address that fsspec knows. Each part file has a row for each thing that was given: the
record's columns for the report and its text, the statements, actors and the rest as lists of structs, or the reason why
there is no report. `_onrecord.json` names the parts in their order; it is written last, so a dataset with it is whole.
"""

import json
import types
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, fields, is_dataclass
from datetime import date
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Literal, Union, get_args, get_origin, get_type_hints

from onrecord.cluster.place import Place, place_of
from onrecord.cluster.work import Outcome
from onrecord.errors import InputError, SchemaError, needs
from onrecord.schema.actor import Actor
from onrecord.schema.event import Event
from onrecord.schema.plain import Plain
from onrecord.schema.position import Position
from onrecord.schema.reading import REPORT_KEYS, Reading
from onrecord.schema.report import Report
from onrecord.schema.run import Run
from onrecord.schema.statement import Statement
from onrecord.schema.when import When

if TYPE_CHECKING:
    import pyarrow as pa

WHOLE = "_onrecord.json"  # names that begin with "_" are passed over by what reads Parquet folders
FORM = 1
TOGETHER = 64  # rows that are made into values at a time
LEVEL = 3  # of zstd: higher ones save 3 % and cost as much time as the rest of the writing
_LISTS = {"statements": Statement, "positions": Position, "events": Event, "actors": Actor, "times": When}
_GIVEN = ("input", "digest", "reason", "version", "net", "options")


def columns() -> "pa.Schema":
    """The columns of a part, nested ones from the types of the schema; days are days, places are 32 bits."""
    with needs("pyarrow", "table"):
        import pyarrow as pa  # noqa: PLC0415 (an extra)
    report = [(name, pa.date32() if name == "published" else pa.string()) for name in REPORT_KEYS]
    lists = [(name, pa.list_(_arrow(kind))) for name, kind in _LISTS.items()]
    return pa.schema([*((name, pa.string()) for name in _GIVEN), *report, ("words", pa.int32()), ("text", pa.string()), *lists])


@cache
def _arrow(kind: Any) -> Any:  # noqa: ANN401 (a type of the schema; pyarrow's own)
    import pyarrow as pa  # noqa: PLC0415 (an extra)

    origin, arguments = get_origin(kind), get_args(kind)
    if origin in (Union, types.UnionType):
        return _arrow(next(a for a in arguments if a is not types.NoneType))
    if origin is tuple:
        return pa.list_(_arrow(arguments[0]))
    if origin is Mapping:
        return pa.map_(_arrow(arguments[0]), _arrow(arguments[1]))
    if is_dataclass(kind) and isinstance(kind, type):
        hints = get_type_hints(kind)
        return pa.struct([(field.name, _arrow(hints[field.name])) for field in fields(kind)])
    simple = {str: pa.string(), int: pa.int32(), float: pa.float64(), bool: pa.bool_(), date: pa.date32()}
    return pa.string() if origin is Literal else simple[kind]


def table_of(outcomes: Iterable[Outcome], run: Run) -> "pa.Table":
    """Outcomes as a table, a row each."""
    schema = columns()
    import pyarrow as pa  # noqa: PLC0415 (an extra)

    return pa.Table.from_pylist([_row(outcome, run) for outcome in outcomes], schema=schema)


def _row(outcome: Outcome, run: Run) -> dict[str, Plain]:
    row: dict[str, Plain] = {"input": outcome.source, "digest": outcome.digest, "reason": outcome.reason, **asdict(run)}
    report = outcome.reading.report if outcome.reading else outcome.report
    if report is not None:
        row |= {name: getattr(report, name) for name in REPORT_KEYS} | {"text": report.text, "words": len(report.text.split())}
    if outcome.reading is not None:
        row |= {name: _nested(getattr(outcome.reading, name)) for name in _LISTS}
    return row


def _nested(value: object) -> Plain:
    """A value of the schema as pyarrow takes it: structs are dicts, maps lists of pairs, days days."""
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: _nested(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, tuple):
        return [_nested(item) for item in value]
    return list(value.items()) if isinstance(value, Mapping) else value


def packed(table: "pa.Table") -> bytes:
    """A table as the bytes of a Parquet file; the same for the same rows and version of pyarrow."""
    import pyarrow as pa  # noqa: PLC0415 (an extra)
    import pyarrow.parquet as pq  # noqa: PLC0415 (an extra)

    sink = pa.BufferOutputStream()
    pq.write_table(table, sink, compression="zstd", compression_level=LEVEL)
    data: bytes = sink.getvalue().to_pybytes()
    return data


def outcomes_of(data: bytes) -> Iterator[Outcome]:
    """The outcomes in a part.

    Raises:
        SchemaError: a reading is not of the right form, or its text is not the one that was read.
    """
    import pyarrow as pa  # noqa: PLC0415 (an extra)
    import pyarrow.parquet as pq  # noqa: PLC0415 (an extra)

    for batch in pq.ParquetFile(pa.BufferReader(data)).iter_batches(batch_size=TOGETHER):
        column = {name: batch.column(name) for name in batch.schema.names}
        row = {name: column[name].to_pylist() for name in (*_GIVEN, *REPORT_KEYS, "text")}
        lists = {name: _values(column[name], tuple[kind, ...] | None) for name, kind in _LISTS.items()}  # type: ignore[valid-type]
        for i in range(len(batch)):
            yield _outcome({name: values[i] for name, values in row.items()}, {name: values[i] for name, values in lists.items()})


def _outcome(row: dict[str, Any], lists: dict[str, Any]) -> Outcome:
    given = row["input"], row["digest"]
    if row["id"] is None:
        return Outcome(*given, reason=row["reason"] or "")
    report = Report(**{field.name: row[field.name] for field in fields(Report)})
    if report.sha256 != row["sha256"] or report.id != row["id"]:
        raise SchemaError(f"report {row['id']}: this is not the text that was read (its SHA-256 differs)")
    if lists["statements"] is None:
        return Outcome(*given, report=report)
    return Outcome(*given, Reading(report, **lists))


def _values(array: Any, kind: Any, *, optional: bool = False) -> list[Any]:  # noqa: ANN401 (pyarrow's; a type of the schema)
    """The values of a column, made column by column: five times as fast as row by row, and a corpus has billions of them.

    The file has the types already, so what is left to check is that nothing is missing and that fixed words are such; a
    `Reading` checks the rest.
    """
    origin, arguments = get_origin(kind), get_args(kind)
    if origin in (Union, types.UnionType):
        return _values(array, next(a for a in arguments if a is not types.NoneType), optional=True)
    if array.null_count:
        if not optional:
            raise SchemaError(f"a {kind} is missing")
        there = array.is_valid().to_pylist()
        values = iter(_values(array.drop_null(), kind))
        return [next(values) if is_there else None for is_there in there]
    if origin is Mapping:
        pairs = list(zip(_values(array.keys, arguments[0]), _values(array.items, arguments[1]), strict=True))
        return [dict(pairs[begins:ends]) for begins, ends in pairwise(array.offsets.to_pylist())]
    if origin is tuple:
        values_of_all = _values(array.values, arguments[0])
        return [tuple(values_of_all[begins:ends]) for begins, ends in pairwise(array.offsets.to_pylist())]
    if is_dataclass(kind) and isinstance(kind, type):
        hints = get_type_hints(kind)
        return [kind(*row) for row in zip(*(_values(array.field(f.name), hints[f.name]) for f in fields(kind)), strict=True)]
    plain: list[Any] = array.to_pylist()
    if origin is Literal and not set(plain) <= set(arguments):
        raise SchemaError(f"{sorted(set(plain) - set(arguments))} are none of {arguments}")
    return plain


def finish(place: Place, run: Run, parts: Sequence[str]) -> None:
    """Name the parts that make up a dataset, in their order: from now on it is whole."""
    place.write(WHOLE, json.dumps({"form": FORM, "run": asdict(run), "parts": list(parts)}, indent=0).encode())


def write(outcomes: Iterable[Outcome], address: str, run: Run) -> None:
    """Write outcomes that are at hand as a dataset of one part, e.g. to hand a few readings on."""
    place = place_of(address, make=True)
    place.write("part-00000.parquet", packed(table_of(outcomes, run)))
    finish(place, run, ["part-00000.parquet"])


def is_dataset(address: str) -> bool:
    """Whether there is a whole dataset at an address."""
    return place_of(address).has(WHOLE)


def run_of(address: str) -> Run:
    """With what the reports of a dataset were read.

    Raises:
        InputError: there is no whole dataset.
    """
    return Run(**_whole(address)["run"])


def read(address: str) -> Iterator[Outcome]:
    """The outcomes of a dataset in the order of what was given, a part in memory at a time.

    Raises:
        InputError: there is no whole dataset, or a part is missing or damaged.
    """
    with needs("pyarrow", "table"):
        import pyarrow as pa  # noqa: PLC0415 (an extra)
    place = place_of(address)
    for part in _whole(address)["parts"]:
        data = place.read(part)
        try:
            yield from outcomes_of(data)
        except (pa.ArrowException, KeyError, TypeError) as error:
            raise InputError(f"{address}: its part {part} is damaged ({error}); read the reports again") from error


def _whole(address: str) -> dict[str, Any]:
    place = place_of(address)
    if not place.has(WHOLE):
        raise InputError(f"{address}: is no dataset, or one that is not whole yet; give the command that makes it again, it goes on")
    try:
        found: dict[str, Any] = json.loads(place.read(WHOLE))
    except ValueError as error:
        raise InputError(f"{address}: {WHOLE} is damaged; give the command that makes it again, it goes on") from error
    if found.get("form") != FORM:
        raise InputError(f"{address}: was made by a newer onrecord; update onrecord")
    return found
