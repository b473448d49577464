"""A web page into a report: its article, with the title, date, publisher and author that the page names (by trafilatura)."""

import codecs
import logging
import re
from copy import deepcopy
from typing import TYPE_CHECKING

from lxml.html import HtmlElement

from onrecord.errors import ReportError
from onrecord.intake.item import FactName, Item
from onrecord.intake.options import Options
from onrecord.intake.prune import pruned
from onrecord.intake.told import told
from onrecord.schema.report import Report

if TYPE_CHECKING:
    from trafilatura.settings import Document

HIDDEN_SHARE = 2  # times as long as what the page shows: the article stands in the page's data alone
_HTML = re.compile(r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE | re.DOTALL)
_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?([\w:-]{2,30})", re.IGNORECASE)
MOST_ATTRIBUTES = 2_000  # of an element: the time that the parser takes for them grows with their square
for _library in ("trafilatura", "htmldate"):  # what they warn of ends in a refusal; without a handler it would be printed
    logging.getLogger(_library).addHandler(logging.NullHandler())
_LONG_TAG = re.compile(r"<[a-zA-Z][^<>]{8000,}")
_QUOTED = re.compile(r"\"[^\"]*\"|'[^']*'")
_HEAD = 4096  # bytes in which a page names its encoding
_NOBODY = ("no author", "admin", "staff", "unknown", "none")


def is_html(text: str, name: str) -> bool:
    """Whether a text is a web page: by its beginning, or by the file's name and a tag in it."""
    return bool(_HTML.match(text[:2000])) or (name.lower().endswith((".html", ".htm", ".xhtml")) and "<" in text)


def report_of_page(item: Item, options: Options) -> tuple[Report, dict[FactName, str]]:
    """The article of a page; menus, comments and advertisements are dropped, block quotes kept.

    Raises:
        ReportError: the page holds no article.
    """
    import trafilatura  # noqa: PLC0415 (half a second to load, and most commands read no page)

    text = _decoded(item.data, options.encoding)
    if any(len(_QUOTED.sub("", tag[0]).split()) > MOST_ATTRIBUTES for tag in _LONG_TAG.finditer(text)):
        raise ReportError("has an element with thousands of attributes, which no page does; save the article's text as .txt")
    page = trafilatura.load_html(text)
    if page is None:
        raise ReportError("the page holds no article; save the article's text as .txt")
    named = trafilatura.extract_metadata(page, default_url=item.facts.get("url"))
    hidden = told(page)  # before the page is pruned of its data
    text = _article(page)
    if len(hidden) > HIDDEN_SHARE * len(text):
        text = hidden
    if not text:
        raise ReportError("the page holds no article; save the article's text as .txt")
    return Report(text.replace("\xad", "")), _facts(named)


def _facts(named: "Document") -> dict[FactName, str]:
    """What the page says of itself."""
    author = named.author if named.author and named.author.lower() not in _NOBODY else None
    told: dict[FactName, str | None] = {
        "title": named.title,
        "published": named.date,
        "publisher": named.sitename if named.sitename and not set("?/") & set(named.sitename) else None,
        "url": named.url,
        "author": author,
        "section": named.categories[0] if named.categories else None,
    }
    return {field: words for field, words in told.items() if words}


def _article(page: HtmlElement) -> str:
    """The text of the article, once what stands beside it is gone; of the whole page where nothing is left then."""
    import trafilatura  # noqa: PLC0415 (see above)
    from trafilatura.settings import Document, use_config  # noqa: PLC0415 (see above)

    config = use_config()
    config.set("DEFAULT", "MIN_EXTRACTED_SIZE", "1")  # a short report is a report
    config.set("DEFAULT", "MIN_OUTPUT_SIZE", "1")
    whole = deepcopy(page)
    for tree in (pruned(page), whole):
        found = trafilatura.bare_extraction(tree, include_comments=False, include_tables=False, config=config)
        if isinstance(found, Document) and found.text:
            return str(found.text)
    return ""


def _decoded(data: bytes, encoding: str | None) -> str:
    """A page's text: in the encoding that the user names, in UTF-8, in the one that the page names, or in a likely one."""
    if encoding is not None:
        return data.decode(encoding, "replace")
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return data.decode("utf-16", "replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        named = _CHARSET.search(data[:_HEAD])
    if named is not None:
        try:
            return data.decode(named[1].decode("ascii"), "replace")
        except LookupError:
            pass
    from trafilatura.utils import decode_file  # noqa: PLC0415 (see above)

    return str(decode_file(data))
