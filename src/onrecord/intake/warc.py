"""Web archives, WARC and ARC: each page that was fetched is an item; what was fetched in vain, pictures and scripts are passed over."""

from collections.abc import Callable, Iterator
from typing import Any

from onrecord.errors import ReportError, needs
from onrecord.intake.blob import Blob, Readable
from onrecord.intake.item import FactName, Item
from onrecord.intake.options import LARGEST_DOCUMENT, Options
from onrecord.schema.refusal import Refusal, printable

FORM_OF = {"text/html": "html", "application/xhtml+xml": "html", "text/plain": "plain", "application/pdf": "pdf"}
_BEGINNING = (b"WARC/1.", b"WARC/0.")
_FOUND = "200"


def items_in(blob: Blob, options: Options) -> Iterator[Item | Refusal]:
    """The pages of an archive, each with its address and the day it was fetched.

    Raises:
        ReportError: there is none, or it breaks off; what stood before has been passed on.
    """
    with needs("warcio", "warc"):
        from warcio.archiveiterator import ArchiveIterator  # noqa: PLC0415 (an extra)

    class Quiet(ArchiveIterator):  # type: ignore[misc]
        INC_RECORD = ""  # the library prints its warnings to standard error

    number = count = 0
    for record in _records(blob.stream, Quiet):
        number += 1
        if isinstance(record, Exception):
            count += 1
            yield Refusal(f"{blob.source}#{number}", f"is a broken record ({type(record).__name__}: {record})")
            continue
        form = _form(record)
        if form is None:
            continue
        count += 1
        yield _item(f"{blob.source}#{number}", form, record, options)
    if not count:
        raise ReportError("holds no pages: no answer with text in it")


def _records(stream: Readable, archive: Callable[..., Any]) -> Iterator[Any]:
    """The records; where one can't be read, its error, and then those from the next line on that begins a record."""
    rest: Readable | None = stream
    while rest is not None:
        records = archive(rest, arc2warc=True)
        try:
            yield from records
        except (EOFError, OSError):  # the packing breaks off: nothing follows
            raise
        except Exception as error:  # noqa: BLE001 (the border of find.py drawn once more: one broken record, and the next can be read)
            yield error
            rest = _from_next_record(records.reader)
        else:
            rest = None


def _from_next_record(reader: Any) -> Readable | None:  # noqa: ANN401 (the library is not typed)
    """What is left of a stream from the next beginning of a record; None where there is none."""
    while line := reader.readline():
        if line.startswith(_BEGINNING):
            return Rejoined(line, reader)
    return None


class Rejoined:
    """Bytes already read, and the stream that they were read from; it has a place, so it is no value."""

    def __init__(self, head: bytes, rest: Readable) -> None:
        """The head comes first."""
        self._head = head
        self._rest = rest

    def read(self, size: int = -1, /) -> bytes:
        """The head, and then what follows it."""
        head, self._head = self._head, b""
        return head or self._rest.read(size)


def _form(record: Any) -> str | None:  # noqa: ANN401 (as above)
    """The form of what was fetched; None where it is no text, or was not found."""
    if record.rec_type == "resource":
        kind = record.rec_headers.get_header("Content-Type")
    elif record.rec_type == "response" and record.http_headers is not None and record.http_headers.get_statuscode() == _FOUND:
        kind = record.http_headers.get_header("Content-Type")
    else:
        return None
    return FORM_OF.get((kind or "").partition(";")[0].strip().lower())


def _item(source: str, form: str, record: Any, options: Options) -> Item | Refusal:  # noqa: ANN401 (as above)
    address = record.rec_headers.get_header("WARC-Target-URI") or ""
    limit = LARGEST_DOCUMENT if form == "pdf" else options.largest
    try:
        data = record.content_stream().read(limit + 1)
    except Exception as error:  # noqa: BLE001 (as above)
        return Refusal(source, f"{printable(address)} is damaged ({type(error).__name__}: {error})")
    if len(data) > limit:
        return Refusal(source, f"has over {limit / 1e6:.0f} MB, a report at most that")
    if getattr(record.raw_stream, "limit", 0) > 0:
        return Refusal(source, f"{printable(address)} breaks off; the archive is cut short")
    if not data.strip():
        return Refusal(source, "is empty; a report needs words")
    facts: dict[FactName, str] = {"url": address, "fetched": record.rec_headers.get_header("WARC-Date") or ""}
    return Item(source, form, data, {fact: words for fact, words in facts.items() if words})
