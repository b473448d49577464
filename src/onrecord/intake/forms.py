"""What an item's bytes are, and how each form becomes a report."""

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from typing import Final
from urllib.parse import urlsplit

from onrecord.errors import ReportError
from onrecord.intake import marked
from onrecord.intake.days import day_of
from onrecord.intake.docx import report_of_document
from onrecord.intake.find import reason_of
from onrecord.intake.html import report_of_page
from onrecord.intake.item import FactName, Item
from onrecord.intake.markdown import report_of_markdown
from onrecord.intake.options import Options
from onrecord.intake.pdf import report_of_pdf
from onrecord.intake.plain import decoded
from onrecord.schema.report import Report

Facts = dict[FactName, str]
_HALVES = re.compile("[\ud800-\udfff]")  # of characters, which no file and no database takes
_DAY_IN_URL = re.compile(r"/((?:19|20)\d\d)/(\d{1,2}|[a-z]{3})/(\d{1,2})(?=/|$)")
_LANGUAGE = re.compile(r"([a-z]{2})(?:[-_]\w+)*", re.IGNORECASE)


def _plain(item: Item, options: Options) -> tuple[Report, Facts]:
    return Report(decoded(item.data, options.encoding)), {}


def _text(item: Item, _options: Options) -> tuple[Report, Facts]:
    return Report(item.data.decode("utf-8", "surrogatepass")), {}


def _fragment(item: Item, _options: Options) -> tuple[Report, Facts]:
    return Report(marked.text_of(item.data.decode("utf-8", "surrogatepass")).replace("\xad", "")), {}


# "plain" is a file of text in an encoding to be found, "text" what a container gave as text, in UTF-8; "html" is a whole page,
# "fragment" HTML without a page around it.
FORMS: Final[Mapping[str, Callable[[Item, Options], tuple[Report, Facts]]]] = {
    "plain": _plain,
    "text": _text,
    "markdown": report_of_markdown,
    "html": report_of_page,
    "fragment": _fragment,
    "docx": report_of_document,
    "pdf": report_of_pdf,
}


def report_of(item: Item, options: Options) -> Report:
    """An item as a report.

    Facts of the container go before those that the report itself names; the day that the user gives comes last.

    Raises:
        ReportError: it can't be one; the message says what, where and how to mend it.
    """
    try:
        report, named = FORMS[item.form](item, options)
        return _finished(report, named, item, options)
    except Exception as error:
        # The same border as in find.py, and for the same reasons: a report that breaks a library must not break the build.
        raise ReportError(f"{item.source}: {reason_of(error)}") from error


def _finished(report: Report, named: Mapping[FactName, str], item: Item, options: Options) -> Report:
    facts = {**named, **item.facts}
    text = _cleaned(report.text)
    if not any(map(str.isalnum, text)):
        raise ReportError("is empty; a report needs words")
    url = facts.get("url")
    language = _LANGUAGE.fullmatch(facts.get("language", ""))
    return replace(
        report,
        text=text,
        source=item.source,
        title=_clean(facts.get("title")),
        publisher=_clean(facts.get("publisher")) or _host(url),
        published=_published(named, item, url, options),
        author=_clean(facts.get("author")),
        url=_clean(url),
        section=_clean(facts.get("section")),
        language=language[1].lower() if language else report.language,
    )


def _published(named: Mapping[FactName, str], item: Item, url: str | None, options: Options) -> date | None:
    """The day of publication: the container's word for it, the day in the address, the report's own word, the day it was fetched.

    The address goes before the report's own word, which crawlers often read off a footer; sites write the day there as they publish.
    """
    in_url = _DAY_IN_URL.search(url or "")
    for words in (
        item.facts.get("published"),
        f"{int(in_url[3])} {in_url[2]} {in_url[1]}" if in_url and in_url[2].isalpha() else "-".join(in_url.groups()) if in_url else None,
        named.get("published"),
        item.facts.get("fetched"),
    ):
        found = day_of(words, dayfirst=options.dayfirst, latest=options.latest) if words else None
        if found is not None:
            return found
    return options.published


def _cleaned(text: str) -> str:
    """A text of characters only; one for one, so that places in it stay what they were."""
    return _HALVES.sub("\ufffd", text.replace("\0", "\ufffd"))


def _clean(words: str | None) -> str | None:
    """A fact in one line; None where nothing is left of it."""
    if words is None:
        return None
    return " ".join(_cleaned(words).split()) or None


def _host(url: str | None) -> str | None:
    """The site of an address, which stands for the publisher where none is named."""
    try:
        host = urlsplit(url or "").hostname or ""
    except ValueError:
        return None
    return host.removeprefix("www.") or None
