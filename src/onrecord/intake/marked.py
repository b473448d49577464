"""A piece of HTML without a page around it (a feed's entry, a column of HTML, a post's body) into text: all of it but the machinery."""

import re

from lxml import etree
from lxml.html import HTMLParser

_MARKS = re.compile(r"</(?:p|div|br|span|li|a|blockquote|em|strong|b|i|h[1-6])>|<br ?/?>|<p>", re.IGNORECASE)
_LOOKED_AT = 20_000  # characters in which marks are looked for
BLOCKS = frozenset(
    (
        *("address", "article", "aside", "blockquote", "br", "dd", "div", "dl", "dt", "fieldset", "footer", "h1", "h2", "h3"),
        *("h4", "h5", "h6", "header", "hr", "li", "main", "ol", "p", "pre", "section", "table", "tbody", "td", "th", "thead"),
        *("tr", "ul"),
    )
)
MACHINERY = frozenset(
    (
        *("script", "style", "noscript", "iframe", "form", "nav", "button", "svg", "template", "select", "figcaption", "object"),
        *("audio", "video", "head"),
    )
)
_SHORTCODE = re.compile(r"\[/?\w+(?: [^\]]*)?\]")  # of blog software: [ad_1], [gallery ids="1,2"]


def is_marked(text: str) -> bool:
    """Whether a text is written in HTML."""
    return bool(_MARKS.search(text[:_LOOKED_AT]))


def text_of(markup: str) -> str:
    """The words of a piece of HTML, a paragraph a line; lines that are nothing but links lead elsewhere and are dropped."""
    parser = HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, no_network=True)
    parser.feed(b"<div>")
    parser.feed(markup.encode("utf-8", "replace"))
    root = parser.close()
    return "\n\n".join(line for line, linked in _lines(root) if line and not linked and not _SHORTCODE.fullmatch(line))


def _lines(root: etree._Element) -> list[tuple[str, bool]]:
    """The lines with whether each is nothing but links."""
    lines: list[tuple[str, bool]] = []
    words: list[str] = []
    free = ""  # the words of this line that stand in no link
    links = silent = 0

    def close_line() -> None:
        nonlocal free
        line = " ".join("".join(words).split())
        lines.append((line, not free.strip() and bool(line)))
        words.clear()
        free = ""

    for event, element in etree.iterwalk(root, events=("start", "end")):
        tag = element.tag if isinstance(element.tag, str) else ""
        step = 1 if event == "start" else -1
        silent += step * (tag in MACHINERY)
        links += step * (tag == "a")
        if tag in BLOCKS:
            close_line()
        said = element.text if event == "start" else element.tail
        if said and not silent:
            words.append(said)
            if not links:
                free += said if len(free) < _LOOKED_AT else ""
    close_line()
    return lines
