"""XML, element by element, so that a large network is never twice in memory."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TextIO
from xml.sax.saxutils import escape, quoteattr

_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


class Xml:
    """Writes elements into a file, indented; not frozen, because it knows how deep it is."""

    def __init__(self, file: TextIO) -> None:
        """Begin the file with XML's own line."""
        self._file, self._depth = file, 0
        file.write('<?xml version="1.0" encoding="UTF-8"?>\n')

    @contextmanager
    def inside(self, name: str, attributes: dict[str, str]) -> Iterator[None]:
        """An element around what is written inside."""
        self._line(f"<{name}{_attributes(attributes)}>")
        self._depth += 1
        yield
        self._depth -= 1
        self._line(f"</{name}>")

    def empty(self, name: str, attributes: dict[str, str]) -> None:
        """An element without content."""
        self._line(f"<{name}{_attributes(attributes)}/>")

    def text(self, name: str, attributes: dict[str, str], text: str) -> None:
        """An element with text alone."""
        words = escape(_legal(text), {"\r": "&#13;"})
        self._line(f"<{name}{_attributes(attributes)}>{words}</{name}>")

    def _line(self, line: str) -> None:
        self._file.write("  " * self._depth + line + "\n")


def _attributes(attributes: dict[str, str]) -> str:
    return "".join(f" {name}={quoteattr(_legal(value))}" for name, value in attributes.items())


def _legal(text: str) -> str:
    """The text with U+FFFD for what XML has no place for."""
    return _ILLEGAL.sub("\ufffd", text)
