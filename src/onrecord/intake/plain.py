"""Bytes into text: UTF-8, UTF-16 by its mark, or the encoding that the user names."""

import codecs

from onrecord.errors import ReportError

LARGEST = 10_000_000  # bytes: some 1.6 million words, more than any report
OTHER_ENCODINGS = ("cp1252", "iso8859-2", "cp1251")  # tried in this order to name one that would fit
_CONTROLS = frozenset(range(32)) - {9, 10, 11, 12, 13, 27, 28, 29, 30, 31}
BINARY_SHARE = 0.05  # of control characters among the first bytes, above which a file is no text
_HEAD = 4096
_MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))


def decoded(data: bytes, name: str, encoding: str | None = None) -> str:
    """The text of these bytes, its line ends as they are; a byte order mark is no part of it.

    Raises:
        ReportError: they are no text, or not in this encoding; the message names the byte and an encoding that would fit.
    """
    for mark, its_encoding in _MARKS:
        if data.startswith(mark) and encoding is None:
            data, encoding = data[len(mark) :], its_encoding
            break
    else:
        head = data[:_HEAD]
        if encoding is None and (b"\0" in head or sum(byte in _CONTROLS for byte in head) > BINARY_SHARE * len(head)):
            raise ReportError(f"{name}: is a binary file, not text; give a .txt or .html file")
    try:
        return data.decode(encoding or "utf-8")
    except LookupError as error:
        raise ReportError(f"{name}: there is no encoding {encoding!r}; write e.g. --encoding cp1252") from error
    except UnicodeDecodeError as error:
        bad = data[error.start]
        fitting = next((other for other in OTHER_ENCODINGS if _fits(data, other)), None)
        mend = f"; {fitting} would fit: --encoding {fitting}" if fitting else "; name its encoding with --encoding"
        raise ReportError(f"{name}: byte {error.start} (0x{bad:02x}) is not {encoding or 'UTF-8'}{mend}") from error


def _fits(data: bytes, encoding: str) -> bool:
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        return False
    return not any("\x80" <= c <= "\x9f" for c in text)
