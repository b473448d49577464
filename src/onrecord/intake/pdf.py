"""PDF into a report: lines back into paragraphs, words cut at the line's end whole again, running heads and page numbers gone."""

import re
from collections import Counter
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from onrecord.errors import ReportError, needs
from onrecord.intake.item import FactName, Item
from onrecord.intake.options import LARGEST, MOST_PAGES, Options
from onrecord.schema.report import Report

WIDE_GAP = 1.35  # times the usual distance of two lines: a new paragraph
VERY_WIDE_GAP = 2.5  # even where the sentence goes on: a picture stands between
INDENT = 0.6  # line heights further to the right than the line before: a new paragraph
SHORT = 0.85  # of the column's width: a line that ends earlier may end its paragraph
REPEATED = 3  # pages that a first or last line must stand on to be a running head; both, where there are two
REPEATED_SHARE = 0.1  # and so many of all
EDGE = 2  # lines at the top and at the foot of a page that may be such
_HYPHENS = ("\ufffe", "\x02", "\xad")  # how the library marks a word cut at the line's end
_PAGE_NUMBER = re.compile(r"\W*(?:(?:page|seite|p\.)\s*)?\d{1,4}(?:\s*(?:of|/|von)\s*\d{1,4})?\W*", re.IGNORECASE)
_ENDED = re.compile(r"[.!?:…][\"'”’»)\]]*$")


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a page and where it stands, in points from the page's lower left, with the heights of its first and last character."""

    text: str
    left: float
    right: float
    bottom: float
    height: float
    last_height: float


def report_of_pdf(item: Item, _options: Options) -> tuple[Report, dict[FactName, str]]:
    """The text of a PDF.

    Raises:
        ReportError: it is locked, or holds pictures of text only.
    """
    with needs("pypdfium2", "documents"):
        import pypdfium2  # noqa: PLC0415 (an extra)
    try:
        document = pypdfium2.PdfDocument(item.data)
    except pypdfium2.PdfiumError as error:
        why = "is locked with a password; save it without one" if "password" in str(error).lower() else f"is a damaged PDF ({error})"
        raise ReportError(why) from error
    try:
        pages = _pages(document)
        title = (document.get_metadata_dict(skip_empty=True).get("Title") or "").strip()
    finally:
        document.close()
    text = text_of_pages(pages)
    if not text.strip():
        raise ReportError("holds no text, only pictures of it perhaps; run text recognition (OCR) over it first")
    shown = " ".join(line.text for line in pages[0])
    return Report(text), {"title": title} if title and title in shown else {}


def _pages(document: object) -> list[list[Line]]:
    """The lines of each page.

    Raises:
        ReportError: there are too many pages, or too much text.
    """
    count = len(document)  # type: ignore[arg-type]
    if count > MOST_PAGES:
        raise ReportError(f"has {count} pages, a report at most {MOST_PAGES}")
    pages, size = [], 0
    for number in range(count):
        page = document[number]  # type: ignore[index]
        words = page.get_textpage()
        size += words.count_chars()
        if size > LARGEST:
            raise ReportError(f"holds over {LARGEST / 1e6:.0f} million characters, a report at most that")
        pages.append(_lines(words))
        words.close()
        page.close()
    return pages


def _lines(words: object) -> list[Line]:
    """The lines of a page in the order of the page's own making, which is the reading order in most."""
    text: str = words.get_text_range()  # type: ignore[attr-defined]
    placed = len(text) == words.count_chars()  # type: ignore[attr-defined]
    lines, start = [], 0
    for part in re.split(r"(\r\n|\r|\n)", text):
        begin, start = start, start + len(part)
        clean = part.strip()
        if not clean:
            continue
        first = begin + len(part) - len(part.lstrip())
        box = _box(words, first, first + len(clean) - 1) if placed else (0.0, 0.0, 0.0, 1.0, 1.0)
        lines.append(Line(clean, *box))
    return lines


def _box(words: object, first: int, last: int) -> tuple[float, float, float, float, float]:
    """Left, right, bottom, and the heights of the first and the last character."""
    left, bottom, _, top = words.get_charbox(first, loose=True)  # type: ignore[attr-defined]
    _, last_bottom, right, last_top = words.get_charbox(last, loose=True)  # type: ignore[attr-defined]
    return left, right, last_bottom, max(top - bottom, 1.0), max(last_top - last_bottom, 1.0)


def text_of_pages(pages: list[list[Line]]) -> str:
    """The lines of all pages as paragraphs."""
    heads = _running(pages)
    kept = [[line for i, line in enumerate(page) if not _beside(line, i, len(page), heads)] for page in pages]
    paragraphs: list[str] = []
    for page in kept:
        gaps = [above.bottom - below.bottom for above, below in pairwise(page) if above.bottom > below.bottom]
        gap = median(gaps) if gaps else 0.0
        edge = max((line.right for line in page), default=0.0)
        before: Line | None = None
        for line in page:
            if paragraphs and not _begins(before, line, paragraphs[-1], gap, edge):
                paragraphs[-1] = _join(paragraphs[-1], line.text)
            else:
                paragraphs.append(line.text)
            before = line
    return "\n\n".join(_whole(paragraph) for paragraph in paragraphs)


def _begins(before: Line | None, line: Line, so_far: str, gap: float, edge: float) -> bool:
    """Whether a line begins a paragraph, by where it stands beside the line before it."""
    if before is None:  # a page begins: the paragraph goes on where no sentence has ended
        return bool(_ENDED.search(so_far)) or not line.text[:1].islower()
    down = before.bottom - line.bottom
    if down < 0:  # a column begins
        return bool(_ENDED.search(so_far))
    ended = bool(_ENDED.search(before.text))
    if not ended and line.text[:1].islower() and down <= VERY_WIDE_GAP * gap:
        return False
    if down > WIDE_GAP * gap or abs(line.height - before.last_height) > before.last_height / 4:
        return True
    if line.left > before.left + INDENT * line.height and down > 0:
        return ended
    return ended and before.right - before.left < SHORT * (edge - before.left)


def _join(so_far: str, more: str) -> str:
    """Two lines of a paragraph as one; a word cut between them is made whole."""
    if so_far.endswith(_HYPHENS):
        return so_far[:-1] + more
    if so_far.endswith("-") and so_far[-2:-1].isalpha() and more[:1].islower():
        return so_far[:-1] + more
    return f"{so_far} {more}"


def _whole(paragraph: str) -> str:
    for mark in _HYPHENS:
        paragraph = paragraph.replace(mark, "")
    return paragraph


def _digitless(line: Line) -> str:
    return re.sub(r"\d+", "#", line.text)


def _running(pages: list[list[Line]]) -> frozenset[str]:
    """The lines that stand at the top or foot of many pages, digits aside."""
    counts = Counter(words for page in pages for words in {_digitless(line) for line in (*page[:EDGE], *page[-EDGE:])})
    least = max(min(REPEATED, max(2, len(pages))), REPEATED_SHARE * len(pages))
    return frozenset(words for words, count in counts.items() if count >= least)


def _beside(line: Line, index: int, count: int, heads: frozenset[str]) -> bool:
    """Whether a line is a running head or a page's number."""
    if EDGE <= index < count - EDGE:
        return False
    return _digitless(line) in heads or (index in (0, count - 1) and _PAGE_NUMBER.fullmatch(line.text) is not None)
