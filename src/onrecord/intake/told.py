"""The article as a page tells it to machines, in its data: for pages that show it only once their programs have run.

Two places: the `articleBody` of schema.org, which is whole but has lost its paragraphs, and the trees of nodes that programs build the
page from, which have the paragraphs of other articles too. A paragraph of the trees that stands in the body is one of the article.
"""

import json
import re
from collections.abc import Iterator
from html import unescape

from lxml.html import HtmlElement

from onrecord.intake import marked

COVERED = 0.7  # of the body, in characters, that its paragraphs must be found for; below, the body is taken as it is
_DEEPEST = 6  # objects inside objects that are looked through for the body
_MOST_NODES = 2_000
_PARAGRAPH = re.compile(r'\{"type":"p","children":\[')
_DECODER = json.JSONDecoder()


def told(page: HtmlElement) -> str:
    """The article in the page's data, a paragraph a line as far as they can be told; "" where there is none."""
    body = next((body for body in _bodies_of(page) if body), "")
    if not body:
        return ""
    if marked.is_marked(body):
        return marked.text_of(body)
    body = unescape(body).strip()
    plain = _plain(body)
    found: dict[str, bool] = {}
    for words, linked in _paragraphs(page):
        if words and words in plain:
            found.setdefault(words, linked)
    if sum(map(len, found)) < COVERED * len(plain):
        return body
    return "\n".join(words for words, linked in found.items() if not linked)


def _bodies_of(page: HtmlElement) -> Iterator[str]:
    for script in page.iter("script"):
        if script.get("type") == "application/ld+json" and script.text and "articleBody" in script.text:
            try:
                yield from _bodies(json.loads(script.text))
            except (ValueError, RecursionError):  # people write it by hand
                continue


def _bodies(value: object, depth: int = 0) -> Iterator[str]:
    if isinstance(value, dict):
        body = value.get("articleBody")
        if isinstance(body, str):
            yield body
        value = list(value.values())
    if isinstance(value, list) and depth < _DEEPEST:
        for part in value:
            yield from _bodies(part, depth + 1)


def _paragraphs(page: HtmlElement) -> Iterator[tuple[str, bool]]:
    """The paragraphs in trees of nodes, in their order, with whether each is nothing but links."""
    count = 0
    for script in page.iter("script"):
        for begin in _PARAGRAPH.finditer(script.text or ""):
            count += 1
            try:
                node, _ = _DECODER.raw_decode(script.text, begin.start())
            except (ValueError, RecursionError):
                return
            if count > _MOST_NODES:
                return
            parts = list(_words(node))
            yield _plain("".join(words for words, _ in parts)), all(linked for words, linked in parts if words.strip())


def _words(node: object, depth: int = 0, linked: bool = False) -> Iterator[tuple[str, bool]]:
    """The words of a node, with whether they stand in a link."""
    if not isinstance(node, dict) or depth > _DEEPEST:
        return
    if node.get("type") == "text" and isinstance(node.get("data"), str):
        yield node["data"], linked
    for child in node.get("children") or ():
        yield from _words(child, depth + 1, linked or node.get("type") == "a")


def _plain(text: str) -> str:
    return " ".join(text.split())
