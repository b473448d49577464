"""RSS and Atom: an entry a report, as much of it as the feed gives."""

import io
import re
from collections.abc import Iterator

from onrecord.errors import ReportError, needs
from onrecord.intake.blob import Blob
from onrecord.intake.columns import worded
from onrecord.intake.item import FactName, Item
from onrecord.intake.options import LARGEST_DOCUMENT, Options
from onrecord.schema.refusal import Refusal

_ENTITY = re.compile(rb"<!ENTITY", re.IGNORECASE)
_FACTS: tuple[tuple[FactName, str], ...] = (("title", "title"), ("url", "link"), ("author", "author"))


def items_in(blob: Blob, _options: Options) -> Iterator[Item | Refusal]:
    """The entries of a feed; the feed's title is the publisher.

    Raises:
        ReportError: it is no feed, or declares entities of its own, which only attacks do.
    """
    with needs("feedparser", "feeds"):
        import feedparser  # noqa: PLC0415 (an extra)
    data = blob.whole(LARGEST_DOCUMENT)
    if _ENTITY.search(data):
        raise ReportError("declares entities of its own, which no honest feed does; it is not read")
    found = feedparser.parse(io.BytesIO(data))  # never the bytes themselves: the library would look for a file of that name
    for number, entry in enumerate(found.entries, start=1):
        yield _item(f"{blob.source}#{number}", entry, found.feed)
    if not found.entries:
        why = found.get("bozo_exception")
        raise ReportError(f"has no entries ({why})" if why else "has no entries")


def _item(source: str, entry: object, feed: object) -> Item | Refusal:
    """An entry: its content, or else its summary."""
    get = entry.get  # type: ignore[attr-defined]
    parts = [part.get("value", "") for part in get("content") or []]
    text = max([*parts, get("summary") or ""], key=len)
    if not text.strip():
        return Refusal(source, "is an entry without a text; fetch the page and give that")
    facts: dict[FactName, str] = {fact: worded(get(key)) for fact, key in _FACTS}
    facts["published"] = worded(get("published") or get("updated"))
    facts["publisher"] = worded((get("source") or {}).get("title") or feed.get("title"))  # type: ignore[attr-defined]
    facts["section"] = next((worded(tag.get("term")) for tag in get("tags") or [] if tag.get("term")), "")
    facts["language"] = worded(feed.get("language"))  # type: ignore[attr-defined]
    return Item(source, "fragment", text.encode("utf-8", "surrogatepass"), {fact: words for fact, words in facts.items() if words})
