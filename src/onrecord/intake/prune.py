"""What stands on a page beside its article, taken out before the article is looked for: by what elements are and are called.

The class and id of an element say what it is for: words such as "newsletter", "promo", "caption", "share" stand on thousands of sites,
because builders of pages and their systems share them. An element that holds a good part of the page's paragraphs is never taken out,
whatever it is called ("article sticky-sidebar").
"""

import re
from dataclasses import dataclass

from lxml.html import HtmlElement

# Whole words of a class or id, as they are split at capitals, digits and marks. Tuned on the 13 pages of tests/intake/test_pages.py.
BESIDE = frozenset(
    (
        *("advert", "advertisement", "advertising", "ads", "banner", "badge", "breadcrumb", "breadcrumbs", "caption", "captions"),
        *("carousel", "comment", "comments", "cookie", "cookies", "credit", "credits", "cta", "dialog", "disclaimer", "disqus"),
        *("donate", "donation", "gallery", "lightbox", "masthead", "menu", "modal", "nav", "navbar", "navigation", "newsletter"),
        *("newsletters", "outbrain", "overlay", "pagination", "paywall", "popup", "popmake", "promo", "promos", "promotion"),
        *("promoted", "readmore", "recirc", "recommended", "recommendations", "related", "share", "sharing", "signup", "sidebar"),
        *("skip", "slideshow", "social", "sponsor", "sponsored", "subscribe", "subscription", "taboola", "teasers", "toolbar"),
        *("tooltip", "trending"),
    )
)
MACHINERY = frozenset(  # and the heading that is the page's title, which is kept as such
    (
        *("script", "style", "noscript", "iframe", "form", "nav", "aside", "footer", "figcaption", "button", "svg", "template"),
        *("dialog", "menu", "h1"),
    )
)
BLOCKS = ("p", "li", "h1", "h2", "h3", "h4", "h5", "div", "td", "ul")
KEPT = ("html", "head", "body", "article", "main")
MOST_PARTS = 200  # elements in what is looked at for links: a list of related articles, not half a page
LONGEST_LEAD_IN = 40  # characters outside the links
LONGEST_CLASS = 1_000  # characters of a class and id that are looked at
SHARE = 0.3  # of the page's words in paragraphs: an element that holds more of them holds the article
_LEAD_IN = re.compile(r"\W*(?:(?:read|see|watch|hear|more|also|related|listen|click)\b[\w ]{0,20}:?)?\W*", re.IGNORECASE)
_WORDS = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")
_ROLES = ("navigation", "banner", "contentinfo", "complementary", "dialog", "menu", "search")


@dataclass(slots=True)
class Measure:
    """What an element holds, in characters; summed up from its parts, so it changes until the page has been gone through."""

    paragraphs: int = 0
    words: int = 0
    linked: int = 0
    elements: int = 0


def pruned(page: HtmlElement) -> HtmlElement:
    """The page without what stands beside the article; it changes the tree that it is given."""
    elements = list(page.iter("*"))
    measures = _measured(elements)
    most = SHARE * max(measures[page].paragraphs, 1)
    for element in elements:
        if element.tag in KEPT or element.getparent() is None or measures[element].paragraphs > most:
            continue
        if element.tag in MACHINERY or _is_beside(element) or _leads_elsewhere(element, measures[element]):
            element.drop_tree()
    return page


def _measured(elements: list[HtmlElement]) -> dict[HtmlElement, Measure]:
    """How much each element holds; one pass from the last to the first, in which parts come before what they are part of."""
    measures = {element: Measure() for element in elements}
    for element in reversed(elements):
        own = measures[element]
        own.words += len((element.text or "").strip())
        if element.tag == "p":
            own.paragraphs = own.words
        if element.tag == "a":
            own.linked = own.words
        above = measures.get(element.getparent())
        if above is not None:
            above.paragraphs += own.paragraphs
            above.words += own.words + len((element.tail or "").strip())
            above.linked += own.linked
            above.elements += own.elements + 1
    return measures


def _is_beside(element: HtmlElement) -> bool:
    """Whether an element is called something that stands beside articles."""
    if element.get("role") in _ROLES or element.get("aria-modal"):
        return True
    called = f"{element.get('class', '')} {element.get('id', '')}"
    return any(word.lower() in BESIDE for word in _WORDS.findall(called[:LONGEST_CLASS]))


def _leads_elsewhere(element: HtmlElement, measure: Measure) -> bool:
    """Whether an element is nothing but links, with a lead-in such as "Read more:" at most; or a link around a whole block."""
    if element.tag == "a":
        return measure.elements <= MOST_PARTS and any(part.tag in BLOCKS for part in element.iterdescendants())
    if element.tag not in BLOCKS or not measure.linked or measure.words - measure.linked > LONGEST_LEAD_IN:
        return False
    if measure.elements > MOST_PARTS:
        return False
    free = "".join(element.itertext())
    for link in element.iter("a"):
        said = "".join(link.itertext())
        free = free.replace(said, " ", 1) if said else free
    return _LEAD_IN.fullmatch(free) is not None
