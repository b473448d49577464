"""A web page into a report: its article, with the title, date, publisher and author that the page names (by trafilatura)."""

import re

import trafilatura
from trafilatura.settings import Document, use_config

from onrecord.errors import DateError, ReportError
from onrecord.schema.day import day
from onrecord.schema.report import Report

_HTML = re.compile(r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE | re.DOTALL)


def is_html(text: str, name: str) -> bool:
    """Whether a text is a web page: by its beginning, or by the file's name and a tag in it."""
    return bool(_HTML.match(text[:2000])) or (name.lower().endswith((".html", ".htm", ".xhtml")) and "<" in text)


def report_from_html(page: str, name: str) -> Report:
    """The article of a page; menus, comments and advertisements are dropped, block quotes kept.

    Raises:
        ReportError: the page holds no article.
    """
    config = use_config()
    config.set("DEFAULT", "MIN_EXTRACTED_SIZE", "1")  # a short report is a report
    config.set("DEFAULT", "MIN_OUTPUT_SIZE", "1")
    found = trafilatura.bare_extraction(page, include_comments=False, include_tables=False, with_metadata=True, config=config)
    if not isinstance(found, Document) or not found.text:
        raise ReportError(f"{name}: the page holds no article; save the article's text as .txt")
    published = None
    if found.date:
        try:
            published = day(found.date)
        except DateError:
            published = None
    return Report(found.text, title=found.title, publisher=found.sitename, published=published, author=found.author)
