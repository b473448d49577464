"""Inputs cut into blocks: what one task of the cluster reads, and one part of the dataset. Always cut the same way."""

import hashlib
import io
import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from onrecord.cluster.place import is_remote, place_of, spoken
from onrecord.cluster.work import Work, digest_of
from onrecord.intake import Item, Options, Refusal, items
from onrecord.intake.blob import HEAD, Blob, Budget, Metered
from onrecord.intake.find import READERS, reason_of
from onrecord.intake.kinds import kind_of
from onrecord.intake.unpack import UNPACKERS
from onrecord.schema.refusal import printable
from onrecord.schema.run import Run

PIECES = 256  # some 20 seconds of one core: what a lost worker costs, and a part of half a megabyte
BYTES = 4_000_000  # of the items of a block; long ones make a block of few
TABLES = ("json", "parquet")


@dataclass(frozen=True, slots=True)
class Input:
    """A file, folder or archive.

    Attributes:
        number: among the inputs; parts stand in this order.
        source: as it was given, which is how the sources of its items begin.
        address: where it is, whatever the working directory.
    """

    number: int
    source: str
    address: str


@dataclass(frozen=True, slots=True)
class Block:
    """Some of what an input holds, in its order.

    Attributes:
        part: the name of its part: the numbers of input and block, and a hash of what is read with what. A part with
            that name never needs to be made again.
    """

    part: str
    pieces: tuple[Work | Refusal, ...]


def inputs_of(sources: Sequence[str]) -> list[Input]:
    """The inputs, numbered; in place of a remote folder its files, in the order of names."""
    found: list[tuple[str, str]] = []
    for source in sources:
        if not is_remote(source):
            found.append((str(Path(source)), os.path.abspath(source)))  # noqa: PTH100 (text in, text out)
            continue
        place = place_of(source)
        with spoken(source):
            inside = sorted(place.files.find(place.root)) if place.files.isdir(place.root) else [place.root]
            found.extend(2 * (place.files.unstrip_protocol(path),) for path in inside)
    return [Input(number, *names) for number, names in enumerate(found)]


def blocks(its: Input, options: Options, run: Run, pieces: int = PIECES) -> Iterator[Block]:
    """What an input holds, block by block."""
    some: list[Work | Refusal] = []
    size = count = 0
    for found in found_in(its, options):
        length = 0 if isinstance(found, Refusal) else len(found.data)
        if some and (len(some) == pieces or size + length > BYTES):
            yield _block(its.number, count, some, run)
            some, size, count = [], 0, count + 1
        some.append(found if isinstance(found, Refusal) else Work(found, digest_of(found, options)))
        size += length
    if some:
        yield _block(its.number, count, some, run)


def _block(number: int, count: int, pieces: Sequence[Work | Refusal], run: Run) -> Block:
    told = [f"{piece.source}\n{piece.reason}" if isinstance(piece, Refusal) else f"{piece.item.source}\n{piece.digest}" for piece in pieces]
    name = hashlib.sha256("\n".join([repr(run), *told]).encode("utf-8", "surrogatepass")).hexdigest()[:16]
    return Block(f"part-{number:06}-{count:06}-{name}.parquet", tuple(pieces))


def found_in(its: Input, options: Options) -> Iterator[Item | Refusal]:
    """The items of an input: of a path as `onrecord.intake.items` has it; elsewhere of JSON lines and Parquet, packed or not."""
    if is_remote(its.address):
        yield from _found_at(its.address, options)
        return
    where = printable(its.address)
    for one in items([its.address], options):
        named = printable(its.source) + one.source.removeprefix(where) if one.source.startswith(where) else one.source
        yield replace(one, source=named)


def _found_at(address: str, options: Options) -> Iterator[Item | Refusal]:
    try:
        place = place_of(address)
        with place.files.open(place.root, "rb") as file:
            stream = io.BufferedReader(Metered(file, None), HEAD)
            blob = Blob(printable(address), address.rpartition("/")[2], stream, Budget(place.files.size(place.root) or 0))
            yield from _items(blob, options)
    except Exception as error:  # noqa: BLE001 (the border, as in intake/find.py: the libraries below promise nothing)
        yield Refusal(printable(address), reason_of(error))


def _items(blob: Blob, options: Options) -> Iterator[Item | Refusal]:
    kind = kind_of(blob.head, blob.ending)
    if kind in UNPACKERS:
        for inner in UNPACKERS[kind](blob):
            yield from [inner] if isinstance(inner, Refusal) else _items(inner, options)
    elif kind in TABLES:
        yield from READERS[kind](blob, options)
    else:
        yield Refusal(blob.source, f"is {kind}; at an address only JSON lines and Parquet are read: fetch it first")
