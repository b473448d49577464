"""DOCX: a zip with the paragraphs in XML; read as a stream with lxml, which the web pages need anyway, instead of one more library."""

import io
import zipfile
from collections.abc import Iterator
from typing import BinaryIO

from lxml import etree

from onrecord.errors import ReportError
from onrecord.intake import nexis
from onrecord.intake.blob import Blob
from onrecord.intake.item import FactName, Item
from onrecord.intake.options import LARGEST_DOCUMENT, LARGEST_RATIO, RATIO_GRACE, Options
from onrecord.schema.refusal import Refusal
from onrecord.schema.report import Report

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_SECOND = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"  # of a drawing: its words once more
_BREAKS = {f"{_W}tab": "\t", f"{_W}br": "\n", f"{_W}cr": "\n", f"{_W}noBreakHyphen": "-"}
_TITLES = ("title", "titel", "titre")
_BODY = "word/document.xml"


def document_items(blob: Blob, options: Options) -> Iterator[Item | Refusal]:
    """A document is a report; an export of a newspaper database holds many."""
    data = blob.whole(max(options.largest, LARGEST_DOCUMENT))
    lines = [line for line, _ in _paragraphs(io.BytesIO(data))]
    if nexis.is_export("\n".join(lines)):
        yield from nexis.articles(blob.source, lines)
    else:
        yield Item(blob.source, "docx", data)


def report_of_document(item: Item, _options: Options) -> tuple[Report, dict[FactName, str]]:
    """The paragraphs of a document; its title is what stands there as a title. Who made the file need not have written the report."""
    paragraphs = [(text.strip(), style) for text, style in _paragraphs(io.BytesIO(item.data)) if text.strip()]
    title = next((text for text, style in paragraphs if style.lower() in _TITLES), None)
    facts: dict[FactName, str] = {"title": title} if title else {}
    return Report("\n\n".join(text for text, _ in paragraphs if text != title)), facts


def _paragraphs(file: BinaryIO) -> Iterator[tuple[str, str]]:
    """Each paragraph with the name of its style; what was deleted, and codes of fields, are no text.

    Raises:
        ReportError: it holds no document, or one that unpacks to too much.
    """
    with zipfile.ZipFile(file) as archive:
        try:
            info = archive.getinfo(_BODY)
        except KeyError as error:
            raise ReportError("holds no document; save it again as .docx") from error
        if info.file_size > RATIO_GRACE + LARGEST_RATIO * info.compress_size or info.file_size > 2 * LARGEST_DOCUMENT:
            raise ReportError("unpacks to more than a document holds")
        with archive.open(info) as body:
            yield from _read(body)


def _read(body: object) -> Iterator[tuple[str, str]]:
    open_paragraphs: list[list[str]] = []  # one inside another: text boxes
    style, second = "", 0
    stream = etree.iterparse(body, events=("start", "end"), resolve_entities=False, no_network=True, huge_tree=False)
    for event, element in stream:
        tag = element.tag
        if tag == _SECOND:
            second += 1 if event == "start" else -1
        elif second:
            continue
        elif tag == f"{_W}p" and event == "start":
            open_paragraphs.append([])
        elif tag == f"{_W}p" and open_paragraphs:
            yield "".join(open_paragraphs.pop()), style
            style = ""
            element.clear()
        elif event == "end" and open_paragraphs:
            if tag == f"{_W}pStyle":
                style = element.get(f"{_W}val", "")
            open_paragraphs[-1].append(element.text or "" if tag == f"{_W}t" else _BREAKS.get(str(tag), ""))
