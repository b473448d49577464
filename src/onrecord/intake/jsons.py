"""JSON: lines of objects, an array of them, or one that holds them in a list; each object a report, its keys told by their names.

The shapes known by more than their keys' names: JSON Feed; GDELT's Global Quotation Graph, whose reports are quotations with a few
words around each; the Guardian's and NewsAPI's answers, whose articles lie in a list.
"""

import io
import json
from collections.abc import Iterator, Mapping
from itertools import chain

from onrecord.errors import ReportError
from onrecord.intake.blob import Blob
from onrecord.intake.columns import chosen, worded
from onrecord.intake.item import FactName, Item
from onrecord.intake.options import LARGEST_DOCUMENT, Options
from onrecord.intake.plain import lines_of, misread
from onrecord.intake.rows import Row, day_order, item_of, window
from onrecord.schema.refusal import Refusal

LISTS = ("articles", "items", "results", "documents", "docs", "stories", "hits", "news", "entries", "data", "response")
WRAPPERS = ("fields", "_source", "article", "document", "metadata", "meta")  # objects whose keys count as the report's own
DEEPEST_LIST = 4
_BETWEEN = " \t\r\n,[]"  # what stands between the objects of an array
_CHUNK = 1 << 20
_LINES = ("jsonl", "ndjson", "jsonlines")
_FEED = "jsonfeed.org"


def items_in(blob: Blob, options: Options) -> Iterator[Item | Refusal]:
    """The reports of a JSON file.

    Raises:
        ReportError: it is no JSON; what stood before the break has been passed on.
    """
    objects = rows_in(blob, options)
    first = window(objects)
    order = _order([row[1] for row in first if not isinstance(row, Refusal)], options)
    for found in chain(first, objects):
        if isinstance(found, Refusal):
            yield found
            continue
        place, row = found
        try:
            columns = chosen(list(row), options.columns, [row])
        except ReportError as error:
            yield Refusal(place, str(error))
            continue
        item = item_of(place, row, columns, order)
        text = row[columns["text"]]
        wrong = isinstance(item, Item) and isinstance(text, str) and misread(text)
        yield Refusal(place, "is not UTF-8 throughout; name the encoding of the file with --encoding") if wrong else item


def rows_in(blob: Blob, options: Options) -> Iterator[tuple[str, Row] | Refusal]:
    """The objects that are reports, each with its address: the line in a file of lines, otherwise the number of the report."""
    if _is_lines(blob):
        for number, value in enumerate(_lines(blob, options), start=1):
            yield from _reports(f"{blob.source}#{number}", value)
        return
    number = 0
    for value in _values(blob, options):
        if not isinstance(value, dict):
            raise ReportError(f"its value {number + 1} is no object but {type(value).__name__}; a report has keys such as text and date")
        found = list(_leaves(value))
        for row in found:
            number += 1
            yield f"{blob.source}#{number}", row
        if not found:
            number += 1
            yield Refusal(f"{blob.source}#{number}", "holds no reports; an object with a text, or a list of such, is wanted")


def _is_lines(blob: Blob) -> bool:
    """Whether each line is an object: by the name, or by the first line."""
    if blob.ending in _LINES:
        return True
    start = blob.head.lstrip(b"\xef\xbb\xbf \t\r\n")
    line, end, rest = start.partition(b"\n")
    if not start.startswith(b"{") or not end or not rest.strip():
        return False
    try:
        json.loads(line)
    except (ValueError, RecursionError):
        # A first line that is broken is still a line where the next one begins an object.
        return rest.lstrip().startswith(b'{"') and len(line) > 1
    return True


def _lines(blob: Blob, options: Options) -> Iterator[object]:
    """The value of each line; a Refusal's reason where it has none. Empty lines count, but give nothing."""
    pieces = lines_of(blob, options, options.largest)
    for line in pieces:
        if len(line) >= options.largest and not line.endswith("\n"):
            while (rest := next(pieces, "\n")) and not rest.endswith(("\n", "\r")):
                pass
            yield Refusal("", f"has over {options.largest / 1e6:.0f} million characters; a report is shorter")
        elif misread(line):
            yield Refusal("", "is not UTF-8 throughout; name the encoding of the file with --encoding")
        elif line.strip():
            try:
                yield json.loads(line)
            except (ValueError, RecursionError) as error:
                yield Refusal("", f"is no JSON ({error})")
        else:
            yield None


def _reports(place: str, value: object) -> Iterator[tuple[str, Row] | Refusal]:
    """The reports in the value of one line."""
    if isinstance(value, Refusal):
        yield Refusal(place, value.reason)
    elif isinstance(value, dict):
        found = list(_leaves(value))
        for number, row in enumerate(found, start=1):
            yield (place if len(found) == 1 else f"{place}.{number}"), row
        if not found:
            yield Refusal(place, "holds no reports; an object with a text, or a list of such, is wanted")
    elif value is not None:
        yield Refusal(place, f"is no object but {type(value).__name__}; a report has keys such as text and date")


def _values(blob: Blob, options: Options) -> Iterator[object]:
    """The values of a file, one after another, the elements of an array each for itself; a value is held in memory, the file is not."""
    text = io.TextIOWrapper(blob.stream, options.encoding or "utf-8-sig", errors="replace" if options.encoding else "surrogateescape")
    decoder = json.JSONDecoder()
    buffer, begun = "", False
    while True:
        buffer = buffer.lstrip(_BETWEEN)
        try:
            if not buffer:
                raise json.JSONDecodeError("nothing", "", 0)
            value, end = decoder.raw_decode(buffer)
        except ValueError as error:
            more = text.read(max(_CHUNK, len(buffer)))
            if not more and not buffer and begun:
                return
            if not more or len(buffer) > LARGEST_DOCUMENT:
                reason = "breaks off or is no JSON" if not more else "holds a value that is too large"
                raise ReportError(f"{reason} ({error}); mend it, or give JSON lines") from error
            buffer += more
            continue
        begun = True
        yield value
        buffer = buffer[end:]


def _leaves(value: Mapping[str, object], depth: int = 0, publisher: str = "") -> Iterator[Row]:
    """The reports in an object: itself, or those in its lists."""
    row = _flat(value)
    inner = [row[key] for key in LISTS if isinstance(row.get(key), list | dict)]
    if _FEED in str(value.get("version", ""))[:100]:
        publisher = str(value.get("title", ""))
    elif not inner or _has_text(row):
        yield _quoted(row) if publisher == "" else {"publisher": publisher, **_feed_entry(row)}
        return
    if depth < DEEPEST_LIST:
        for found in inner:
            for one in found if isinstance(found, list) else [found]:
                if isinstance(one, dict):
                    yield from _leaves(one, depth + 1, publisher)


def _flat(value: Mapping[str, object]) -> dict[str, object]:
    """An object with the keys of what merely wraps its parts; its own go before."""
    row: dict[str, object] = {str(key): part for key, part in value.items()}
    for key in WRAPPERS:
        inner = value.get(key)
        if isinstance(inner, dict):
            row |= {f"{key}.{name}": part for name, part in inner.items() if name not in row}
    return row


def _has_text(row: Row) -> bool:
    try:
        return isinstance(row[chosen(list(row), {}, [row])["text"]], str)
    except ReportError:
        return False


def _feed_entry(row: Row) -> Row:
    """An entry of a JSON Feed: what it gives as content, or else its summary."""
    text = next((row[key] for key in ("content_html", "content_text", "summary") if row.get(key)), "")
    return {**{key: value for key, value in row.items() if not key.startswith("content_")}, "text": text}


def _quoted(row: Row) -> Row:
    """A line of the Global Quotation Graph as a report: its quotations, each with the words before and after it; others as they are."""
    quotes = row.get("quotes")
    if not isinstance(quotes, list) or not all(isinstance(one, dict) and "quote" in one for one in quotes) or _has_text(row):
        return row
    parts = [tuple(" ".join(worded(one.get(key)).split()) for key in ("pre", "quote", "post")) for one in quotes]
    return {**row, "text": "\n\n".join(f"{pre} {_marked(pre, quote)} {post}".strip() for pre, quote, post in parts if quote)}


def _marked(pre: str, quote: str) -> str:
    """A quotation between its marks, which may be given or not."""
    return quote if quote.startswith(("'", '"', "“", "‘", "«")) or pre.endswith(('"', "“", "«")) else f"“{quote}”"


def _order(sample: list[Row], options: Options) -> bool | None:
    """The order of day and month in the file's dates, whichever key they stand under."""
    named: dict[FactName, str] = {}
    for row in sample:
        try:
            columns = chosen(list(row), options.columns, [row])
        except ReportError:
            continue
        if "published" in columns:
            named["published"] = columns["published"]
            break
    return day_order(sample, named, options)  # type: ignore[arg-type]


def columns_in(blob: Blob, options: Options) -> list[str]:
    """The keys of the first report."""
    return next((list(found[1]) for found in rows_in(blob, options) if not isinstance(found, Refusal)), [])
