"""Bytes into text: UTF-8, UTF-16 by its mark, or the encoding that the user names."""

import codecs
import io
import re
from collections.abc import Iterator

from onrecord.errors import ReportError
from onrecord.intake.blob import HEAD, Blob
from onrecord.intake.options import LARGEST, Options

__all__ = ["LARGEST", "decoded", "lines_of", "misread"]

OTHER_ENCODINGS = ("cp1252", "iso8859-2", "cp1251")  # tried in this order to name one that would fit
_CONTROLS = frozenset(range(32)) - {9, 10, 11, 12, 13, 27, 28, 29, 30, 31}
BINARY_SHARE = 0.05  # of control characters among the first bytes, above which a file is no text
_HEAD = 4096
_MARKS = (  # the longer before those that they begin with
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_HALF = 0.4  # of the bytes in every second place are 0 where Western text is in UTF-16
_MISREAD = re.compile("[\udc80-\udcff]")  # how bytes that are no UTF-8 are kept


def decoded(data: bytes, encoding: str | None = None) -> str:
    """The text of these bytes, its line ends as they are; a byte order mark is no part of it.

    Raises:
        ReportError: they are no text, or not in this encoding; the message names the byte and an encoding that would fit.
    """
    mark, marked = next((one for one in _MARKS if encoding is None and data.startswith(one[0])), (b"", None))
    if encoding is None and marked is None:
        _check(data[:_HEAD])
    try:
        return data[len(mark) :].decode(encoding or marked or "utf-8")
    except LookupError as error:
        raise ReportError(f"there is no encoding {encoding!r}; write e.g. --encoding cp1252") from error
    except UnicodeDecodeError as error:
        place = error.start + len(mark)
        fitting = next((other for other in OTHER_ENCODINGS if marked is None and _fits(data, other)), None)
        mend = f"; {fitting} would fit: --encoding {fitting}" if fitting else "; name its encoding with --encoding"
        raise ReportError(f"byte {place} (0x{data[place]:02x}) is not {encoding or marked or 'UTF-8'}{mend}") from error


def _check(head: bytes) -> None:
    """Refuse what is no text, or text in UTF-16 without its mark."""
    for first, encoding in ((1, "utf-16-le"), (0, "utf-16-be")):
        zeros, others = head[first::2].count(0), head[1 - first :: 2].count(0)
        if zeros > _HALF * len(head[first::2]) and not others:
            raise ReportError(f"looks like UTF-16 without its mark; try --encoding {encoding}")
    if b"\0" in head or sum(byte in _CONTROLS for byte in head) > BINARY_SHARE * len(head):
        raise ReportError("is a binary file, not text; give a .txt or .html file")


def _fits(data: bytes, encoding: str) -> bool:
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        return False
    return not any("\x80" <= c <= "\x9f" for c in text)


def lines_of(blob: Blob, options: Options, limit: int) -> Iterator[str]:
    """The lines of a file with their ends, one by one; a longer one comes in pieces of `limit` characters.

    Bytes that are no UTF-8 are kept as half characters, see `misread`: a row among thousands can be refused alone.

    Raises:
        ReportError: the file's beginning is no text, or most of it in another encoding.
    """
    head = blob.head
    marked = next((encoding for mark, encoding in _MARKS if head.startswith(mark)), "utf-8")
    encoding = options.encoding or ("utf-8-sig" if marked == "utf-8" else marked[:6])  # without -le and -be the mark is taken off
    if encoding == "utf-8-sig":
        _check(head[:_HEAD])
        if _is_other(head):
            decoded(head)
    errors = "surrogateescape" if encoding == "utf-8-sig" else "replace"
    with io.TextIOWrapper(blob.stream, encoding, errors, newline="") as text:
        while line := text.readline(limit):
            yield line


def _is_other(head: bytes) -> bool:
    """Whether a file is not in UTF-8 throughout: most of its first lines that could show it are not."""
    telling = [line for line in head.split(b"\n")[:-1] if not line.isascii()] or ([] if len(head) == HEAD else [head])
    return 2 * sum(misread(line.decode("utf-8", "surrogateescape")) for line in telling) > len(telling)


def misread(text: str) -> bool:
    """Whether there were bytes in it that are no UTF-8."""
    return not text.isascii() and bool(_MISREAD.search(text))
