"""What a file is: told by its first bytes, then by its beginning as text, and only then by its name, which may be wrong."""

import re

from onrecord.intake.html import is_html
from onrecord.intake.nexis import is_export
from onrecord.intake.table import looks_tabular

_MAGIC = (
    (b"\x1f\x8b", "gzip"),
    (b"\x28\xb5\x2f\xfd", "zstd"),
    (b"BZh", "bzip2"),
    (b"\xfd7zXZ\x00", "xz"),
    (b"PK\x03\x04", "zip"),
    (b"PK\x05\x06", "zip"),
    (b"PAR1", "parquet"),
    (b"SQLite format 3\x00", "sqlite"),
    (b"WARC/", "warc"),
    (b"filedesc://", "warc"),
    (b"%PDF-", "pdf"),
    (b"{\\rtf", "rtf"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "doc"),
    (b"Rar!\x1a\x07", "rar"),
    (b"7z\xbc\xaf\x27\x1c", "7z"),
)
_OFFICE = ((b"word/", "docx"), (b"xl/", "xlsx"), (b"opendocument.text", "odt"), (b"application/epub+zip", "epub"))
_TAR = slice(257, 262)
_PDF_HEAD = 1024  # readers allow something before the first mark
_BY_NAME = {
    **dict.fromkeys(("csv", "tsv", "tab"), "csv"),
    **dict.fromkeys(("json", "jsonl", "ndjson", "jsonlines", "geojson"), "json"),
    **dict.fromkeys(("md", "markdown", "mdown"), "markdown"),
    **dict.fromkeys(("css", "js", "mjs", "map", "svg", "exe", "dll", "so", "lock"), "none"),
}
_XML = re.compile(r"(?:<\?xml|<rss|<feed|<rdf:RDF|<urlset|<sitemapindex)\b", re.IGNORECASE)
_FEED = re.compile(r"<(?:rss|(?:\w+:)?feed|rdf:RDF)\b", re.IGNORECASE)
_SITEMAP = re.compile(r"<(?:urlset|sitemapindex)\b", re.IGNORECASE)
_FRONT_MATTER = re.compile(r"---[ \t]*\r?\n(?:[\w-]+[ \t]*:.*\r?\n)")
_JSON = re.compile(r'\{\s*(?:"|\})|\[\s*(?:[\[{"\d\]]|$)')


def kind_of(head: bytes, ending: str) -> str:
    """The kind of a file, a name in `find.READERS` or `unpack.UNPACKERS`.

    Args:
        head: its first bytes.
        ending: of its name, in small letters, without the dot.
    """
    for magic, kind in _MAGIC:
        if head.startswith(magic):
            return _office(head, ending) if kind == "zip" else kind
    if head[_TAR] == b"ustar":
        return "tar"
    if b"%PDF-" in head[:_PDF_HEAD]:
        return "pdf"
    text = _roughly(head)
    return _kind_of_text(text, ending) or _BY_NAME.get(ending, "plain")


def _office(head: bytes, ending: str) -> str:
    """What a zip is: an archive, or a document of the kinds that are zips inside."""
    if b"_rels/" in head or b"[Content_Types].xml" in head or b"mimetype" in head[:50] or ending == "docx":
        return next((kind for mark, kind in _OFFICE if mark in head), "docx" if ending == "docx" else "zip")
    return "zip"


def _kind_of_text(text: str, ending: str) -> str | None:
    start = text.lstrip("\ufeff \t\r\n")
    if _XML.match(start) and not is_html(start, ""):
        return "feed" if _FEED.search(start) else "sitemap" if _SITEMAP.search(start) else "xml"
    if is_html(start, f".{ending}"):
        return "html"
    if _FRONT_MATTER.match(start):
        return "markdown"
    if (_JSON.match(start) and ending not in ("md", "markdown", "txt")) or start.startswith('{"'):
        return "json"
    if is_export(text):
        return "nexis"
    return "csv" if ending not in _BY_NAME and looks_tabular(text) else None


def _roughly(head: bytes) -> str:
    """The first bytes as text, to look at: what is no text in the likely encoding is passed over."""
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return head.decode("utf-16", "replace")
    return head.decode("utf-8", "replace")
