"""Where the reports are: each input opened, told what it is, and read or unpacked; what can't be is refused in one line.

This is the border that STYLE.md speaks of: whatever goes wrong in a file, in our own readers or in a library, ends here as a Refusal.
`except Exception` is right here and nowhere else in the room, because a build of a million reports must not stop at a damaged one, and
because the libraries that read other people's formats promise nothing about what they raise (KeyError, struct.error, zlib.error,
RecursionError, MemoryError have all been seen). The type and message are kept in the reason, so a bug of ours is seen, not hidden.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Final

from onrecord.errors import ExtraError, ReportError
from onrecord.intake import dna, feed, jsons, nexis, parquet, table, warc
from onrecord.intake.blob import Blob
from onrecord.intake.docx import document_items
from onrecord.intake.item import FactName, Item
from onrecord.intake.kinds import kind_of
from onrecord.intake.options import LARGEST_DOCUMENT, Options
from onrecord.intake.patterns import facts_of_name
from onrecord.intake.unpack import UNPACKERS
from onrecord.intake.walk import STDIN, files, opened, standard_input
from onrecord.schema.refusal import Refusal

Reader = Callable[[Blob, Options], Iterator[Item | Refusal]]
READERS: Final[Mapping[str, Reader]] = {
    "csv": table.items_in,
    "docx": document_items,
    "feed": feed.items_in,
    "json": jsons.items_in,
    "nexis": nexis.items_in,
    "parquet": parquet.items_in,
    "sqlite": dna.items_in,
    "warc": warc.items_in,
}
MOST_REFUSED = 1_000  # one after another, after which a file is given up: a quotation mark left open refuses all that follows
WHOLE: Final[Mapping[str, int]] = {"pdf": LARGEST_DOCUMENT}  # bytes of a file that is one report, where they are not those of text
COLUMNS: Final[Mapping[str, Callable[[Blob, Options], list[str]]]] = {
    "csv": table.columns_in,
    "json": jsons.columns_in,
    "parquet": parquet.columns_in,
}
NOT_READ: Final[Mapping[str, str]] = {
    "rtf": "is RTF; save it as .docx or .txt",
    "doc": "is an old Office document, or one locked with a password; save it as .docx without one",
    "odt": "is an OpenDocument text; save it as .docx",
    "epub": "is an e-book; save its text as .txt",
    "xlsx": "is a spreadsheet; save it as .csv",
    "rar": "is a RAR archive; unpack it yourself",
    "7z": "is a 7z archive; unpack it yourself",
    "sitemap": "is a list of addresses, no reports; fetch the pages and give those",
    "xml": "is XML, but no feed; give RSS, Atom or the pages themselves",
    "none": "is no report but part of a program or page",
}


def found_in(inputs: Iterable[str], options: Options) -> Iterator[Item | Refusal]:
    """The reports that the inputs hold, in their order, each folder's in the order of names."""
    for source in inputs:
        if source == STDIN:
            yield from _guarded(standard_input(), options)
            continue
        for place in files(source):
            if isinstance(place, Refusal):
                yield place
                continue
            path, name = place
            try:
                with opened(path, name) as blob:
                    yield from _guarded(blob, options)
            except OSError as error:
                yield Refusal(str(path), f"can't be read ({error.strerror}); check its permissions")


def _guarded(blob: Blob, options: Options) -> Iterator[Item | Refusal]:
    """The reports in a blob; where it breaks, those before the break and a refusal."""
    try:
        yield from _found(blob, options)
    except Exception as error:  # noqa: BLE001 (the border; see above)
        yield Refusal(blob.source, reason_of(error))


def _found(blob: Blob, options: Options) -> Iterator[Item | Refusal]:
    kind = kind_of(blob.head, blob.ending)
    if kind in NOT_READ:
        yield Refusal(blob.source, NOT_READ[kind])
    elif kind in UNPACKERS:
        empty = True
        for inner in UNPACKERS[kind](blob):
            empty = False
            yield from [inner] if isinstance(inner, Refusal) else _guarded(inner, options)
        if empty:
            yield Refusal(blob.source, "is an archive with nothing in it")
    elif kind in READERS:
        yield from (_named(found, blob, options) for found in _some(READERS[kind](blob, options)))
    else:
        data = blob.whole(max(options.largest, WHOLE.get(kind, 0)))
        yield _named(Item(blob.source, kind, data), blob, options) if data else Refusal(blob.source, "is empty; a report needs words")


def _some(found: Iterator[Item | Refusal]) -> Iterator[Item | Refusal]:
    """What was found in a file of many reports; given up where nothing fits any more, and never nothing at all.

    Raises:
        ReportError: nothing was found, or too many refusals came one after another.
    """
    count = refused = 0
    for one in found:
        count += 1
        refused = refused + 1 if isinstance(one, Refusal) else 0
        yield one
        if refused >= MOST_REFUSED:
            raise ReportError(f"{MOST_REFUSED} rows or parts of it one after another can't be read; given up after {one.source}")
    if not count:
        raise ReportError("holds no reports")


def _named(found: Item | Refusal, blob: Blob, options: Options) -> Item | Refusal:
    """An item with what its file's name tells, where it is the only one of its file."""
    if options.pattern is None or isinstance(found, Refusal) or found.source != blob.source:
        return found
    told = facts_of_name(blob.name, options.pattern)
    if told is None:
        return Refusal(found.source, f"its name does not fit the pattern {options.pattern}; rename it, or leave out --pattern")
    facts: dict[FactName, str] = {**found.facts, **told}  # type: ignore[dict-item]
    return Item(found.source, found.form, found.data, facts)


def reason_of(error: Exception) -> str:
    """What went wrong: our own words as they are, a library's with the type of its error."""
    if isinstance(error, (ReportError, ExtraError)):
        return str(error)
    if isinstance(error, EOFError):
        return "breaks off; it may be cut short: get it again"
    return f"is damaged, or not what it says it is ({type(error).__name__}: {error})"


def columns_of(source: str, options: Options) -> list[str]:
    """The columns or keys of the first table found in an input; none where there is no table.

    Raises:
        ReportError: it can't be read.
    """
    for place in files(source):
        if isinstance(place, Refusal):
            raise ReportError(f"{place.source}: {place.reason}")
        path, name = place
        with opened(path, name) as blob:
            try:
                names = _columns(blob, options)
            except Exception as error:
                raise ReportError(f"{blob.source}: {reason_of(error)}") from error
        if names:
            return names
    return []


def _columns(blob: Blob, options: Options) -> list[str]:
    kind = kind_of(blob.head, blob.ending)
    if kind in COLUMNS:
        return COLUMNS[kind](blob, options)
    if kind not in UNPACKERS:
        return []
    inside = (_columns(inner, options) for inner in UNPACKERS[kind](blob) if not isinstance(inner, Refusal))
    return next((names for names in inside if names), [])
