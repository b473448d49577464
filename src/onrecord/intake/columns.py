"""Which column or key means what: a table of the names that people and tools give them, in the order of preference."""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import cast

from onrecord.errors import ReportError
from onrecord.intake.item import FactName
from onrecord.intake.options import FIELDS

# As they are once small letters and digits alone are left: "Publication Date" and "publication_date" are "publicationdate".
KNOWN: dict[str, tuple[str, ...]] = {
    "text": (
        *("text", "fulltext", "maintext", "articletext", "articlebody", "bodytext", "body", "article", "content", "contents"),
        *("contenttext", "contenthtml", "bodyhtml", "cleanedtext", "cleantext", "rawtext", "plaintext", "doctext", "storytext", "story"),
        *("documenttext", "document", "newstext", "transcript", "speech", "statement", "message", "hltext", "wortlaut", "texte", "texto"),
    ),
    "title": ("title", "headline", "webtitle", "articletitle", "posttitle", "heading", "hl", "titel", "titre", "titulo", "overskrift"),
    "published": (
        *("published", "datepublished", "publishedat", "publisheddate", "publishdate", "publicationdate", "pubdate", "datepublish"),
        *("publishedon", "webpublicationdate", "dateofpublication", "postdate", "articledate", "storydate", "newsdate", "date"),
        *("datetime", "timestamp", "pubtime", "publishtime", "firstpublicationdate", "created", "createdat", "time", "day"),
        *("datum", "fecha", "data"),
    ),
    "publisher": (
        *("publisher", "publication", "publicationname", "newspaper", "outlet", "outletname", "medium", "mediaoutlet", "medianame"),
        *("sourcename", "sourcedomain", "newssource", "source", "sitename", "site", "website", "journal", "paper", "provider", "feed"),
        *("domain", "zeitung", "quelle"),
    ),
    "url": ("url", "link", "weburl", "articleurl", "canonicalurl", "sourceurl", "originalurl", "permalink", "href", "uri", "address"),
    "section": ("section", "sectionname", "category", "categories", "desk", "rubric", "department", "rubrik", "topic"),
    "author": ("author", "authors", "byline", "bylines", "writer", "reporter", "journalist", "creator", "by", "autor", "auteur"),
    "language": ("language", "lang", "languagecode", "inlanguage"),
}
_ADDRESS = re.compile(r"https?://\S+")
LARGEST_CELL = 1_000  # characters of a fact; what is longer is no title and no name


def plain_name(name: str) -> str:
    """A column's name in small letters and digits alone, without what leads to it ("fields.bodyText" is "bodytext")."""
    return re.sub(r"[\W_]+", "", name.rpartition(".")[2]).lower()


def chosen(names: Sequence[str], overrides: Mapping[str, str], sample: Iterable[Mapping[str, object]] = ()) -> dict[str, str]:
    """The columns that are our fields: field -> column.

    Args:
        names: of the columns, as they are.
        overrides: field -> column, as the user says; goes before the guess.
        sample: some rows; a column that never holds what could be the field's value is passed over.

    Raises:
        ReportError: no column is the text, or the user names one that there isn't.
    """
    for field, column in overrides.items():
        if column not in names:
            raise ReportError(f"there is no column {column!r} for {field}; there are {_listed(names)}")
    rows = list(sample)
    found = dict(overrides)
    taken = set(overrides.values())
    by_name: dict[str, str] = {}
    for name in names:
        by_name.setdefault(plain_name(name), name)
    for field in FIELDS:
        if field in found:
            continue
        fitting = (by_name[known] for known in KNOWN[field] if known in by_name and by_name[known] not in taken)
        best = next((name for name in fitting if not rows or any(usable(field, row.get(name)) for row in rows)), None)
        if best is not None:
            found[field] = best
            taken.add(best)
    if "text" not in found:
        raise ReportError(f"no column looks like the text; there are {_listed(names)}; name it: --columns text=NAME")
    return found


def usable(field: str, value: object) -> bool:
    """Whether a value could be the field's: dates have a digit, texts are words."""
    words = worded(value)
    return bool(words) and (field != "published" or any(c.isdigit() for c in words))


def worded(value: object) -> str:
    """A value as words: lists joined, objects by their name; "" for what is none."""
    if isinstance(value, str):
        return value.strip()
    if isinstance(value, bool) or value is None:
        return ""
    if isinstance(value, list | tuple):
        return ", ".join(part for part in (worded(one) for one in value) if part)
    if isinstance(value, Mapping):
        return next((worded(value[key]) for key in ("name", "title", "value", "id") if worded(value.get(key))), "")
    return str(value)


def facts_of(row: Mapping[str, object], columns: Mapping[str, str]) -> dict[FactName, str]:
    """What a row says of its report, as it was written."""
    facts = {
        cast("FactName", field): words
        for field, column in columns.items()
        if field != "text" and (words := worded(row.get(column))) and len(words) <= LARGEST_CELL
    }
    return addressed(facts)


def addressed(facts: dict[FactName, str]) -> dict[FactName, str]:
    """Facts where an address that stands for the publisher ("source: https://...") is taken for the address that it is."""
    if (publisher := facts.get("publisher")) and _ADDRESS.fullmatch(publisher):
        rest: dict[FactName, str] = {field: words for field, words in facts.items() if field != "publisher"}
        rest.setdefault("url", publisher)
        return rest
    return facts


def _listed(names: Sequence[str]) -> str:
    most = 12
    return ", ".join(repr(name[:40]) for name in names[:most]) + (f" and {len(names) - most} more" if len(names) > most else "")
