"""Small files of each format with invented reports, made by hand, so that tests need no samples."""

import gzip
import io
import json
import sqlite3
import tarfile
import zipfile
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import zstandard
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

TEXT = "The bridge at Tarn will stay closed, the mayor, Ilse Brandt, said on Thursday.\n\n“We would rather wait,” she told reporters.\n"
ROWS: list[dict[str, Any]] = [
    {"headline": "Bridge closed", "Publication Date": "2024-05-16", "newspaper": "Tarn Courier", "body": TEXT},
    {
        "headline": "Rain, more rain",
        "Publication Date": "2024-05-17",
        "newspaper": "Tarn Courier",
        "body": "It rained again, said Jon Aldo.\n",
    },
]
PAGE = """<!doctype html><html><head><title>Rain in Tarn | Tarn Courier</title>
<meta property="og:site_name" content="Tarn Courier"><meta property="article:published_time" content="2024-05-16">
</head><body><nav><a href="/">Home</a> <a href="/sport">Sport</a></nav><article><h1>Rain in Tarn</h1>
<p>It rained in Tarn for a whole week, the mayor said on Thursday, and nobody in the town hall knew when it would stop raining.</p>
<blockquote><p>We have never seen anything like it, and we would rather not see it again.</p></blockquote>
<p>She told reporters that the bridge would stay closed until the water had gone down by at least a metre.</p>
<p><strong>Read more:</strong> <a href="/x">The bridges of Tarn in pictures</a></p>
<p class="newsletter-promo">Get the Courier in your inbox every morning.</p>
</article><div class="comments"><p>First! What a week that was.</p></div><footer>All rights reserved</footer></body></html>"""
RSS = """<?xml version="1.0" encoding="UTF-8"?><rss version="2.0"><channel><title>Tarn Courier</title><language>en-GB</language>
<item><title>Rain in Tarn</title><link>https://courier.example/rain</link><pubDate>Thu, 16 May 2024 10:00:00 GMT</pubDate>
<description>&lt;p&gt;It rained, the mayor said.&lt;/p&gt;&lt;p&gt;“No end,” she added.&lt;/p&gt;</description>
<category>Weather</category></item>
<item><title>Nothing</title><link>https://courier.example/nothing</link></item></channel></rss>"""
MARKDOWN = """---
title: "Rain in Tarn | Tarn Courier"
source: https://courier.example/rain
date: unknown
---

# Rain in Tarn

[Home](/) [Sport](/sport)
![A wet bridge](bridge.jpg)
It **rained** for a [whole week](https://courier.example/week), the mayor said.
> “We have never seen *anything* like it.”
"""
NEXIS = """

                               1 of 2 DOCUMENTS


                            Tarn Courier (Tarn)

                            May 16, 2024 Thursday
                                 Late Edition

Rain in Tarn

BYLINE: Ada Holm

SECTION: NEWS; Pg. 3

LENGTH: 12 words

It rained in Tarn, the mayor
said on Thursday.

"No end," she added.

LOAD-DATE: May 17, 2024

LANGUAGE: ENGLISH


                       Copyright 2024 Courier Ltd
                              All Rights Reserved

                               2 of 2 DOCUMENTS


                                Tarner Bote

                           Freitag 17. Mai 2024

Regen

RUBRIK: POLITIK; S. 4

LÄNGE: 5 Wörter

It rained again.

SPRACHE: ENGLISCH
"""
_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def table(delimiter: str = ",") -> bytes:
    """The rows as a table in text."""

    def cell(value: str) -> str:
        return '"' + value.replace('"', '""') + '"'

    rows = [list(ROWS[0]), *(list(row.values()) for row in ROWS)]
    return "".join(delimiter.join(cell(value) for value in row) + "\n" for row in rows).encode()


def json_lines() -> bytes:
    """The rows as lines of JSON."""
    return b"".join(json.dumps(row).encode() + b"\n" for row in ROWS)


def parquet() -> bytes:
    """The rows as Parquet."""
    out = io.BytesIO()
    pq.write_table(pa.Table.from_pylist(ROWS), out)
    return out.getvalue()


def warc(*pages: str, gzipped: bool = True, status: str = "200 OK") -> bytes:
    """Pages as they were fetched."""
    out = io.BytesIO()
    writer = WARCWriter(out, gzip=gzipped)
    for number, page in enumerate(pages or (PAGE,)):
        headers = StatusAndHeaders(status, [("Content-Type", "text/html; charset=utf-8")], protocol="HTTP/1.0")
        address = f"https://courier.example/{number}"
        made = writer.create_warc_record(
            address,
            "response",
            payload=io.BytesIO(page.encode()),
            http_headers=headers,
            warc_headers_dict={"WARC-Date": "2024-05-20T00:00:00Z"},
        )
        writer.write_record(made)
    return out.getvalue()


def docx(*paragraphs: str, title: str = "") -> bytes:
    """A document of these paragraphs."""
    head = f'<w:p><w:pPr><w:pStyle w:val="Title"/></w:pPr><w:r><w:t>{title}</w:t></w:r></w:p>' if title else ""
    body = head + "".join(f"<w:p><w:r><w:t>{words}</w:t></w:r></w:p>" for words in paragraphs or (TEXT,))
    return zipped(
        {
            "[Content_Types].xml": b"<Types/>",
            "_rels/.rels": b"<Relationships/>",
            "word/document.xml": f'<w:document xmlns:w="{_W}"><w:body>{body}</w:body></w:document>'.encode(),
        }
    )


def zipped(files: dict[str, bytes]) -> bytes:
    """An archive of these files."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return out.getvalue()


def tarred(files: dict[str, bytes]) -> bytes:
    """The same as a tar, gzipped."""
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w:gz") as archive:
        for name, data in files.items():
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    return out.getvalue()


def pdf(*pages: list[str], size: int = 12) -> bytes:
    """Pages of lines in Helvetica, from the top down; an empty line leaves a gap."""
    objects = [b"<< /Type /Catalog /Pages 2 0 R >>", b"", b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"]
    kids = []
    for lines in pages or (["It rained in Tarn."],):
        moves = f"BT /F1 {size} Tf 72 760 Td {size + 3} TL " + " T* ".join(f"({line}) Tj" for line in lines) + " ET"
        stream = moves.encode("latin-1")
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream))
        page = "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 3 0 R >> >> /Contents %d 0 R >>"
        objects.append((page % len(objects)).encode())
        kids.append(f"{len(objects)} 0 R")
    objects[1] = f"<< /Type /Pages /Kids [{' '.join(kids)}] /Count {len(kids)} >>".encode()
    out, places = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    entries = b"".join(b"%010d 00000 n \n" % place for place in places)
    size_line = b"<< /Size %d /Root 1 0 R >>" % (len(objects) + 1)
    return out + b"xref\n0 %d\n0000000000 65535 f \n%strailer\n%s\nstartxref\n%d\n%%%%EOF" % (
        len(objects) + 1,
        entries,
        size_line,
        len(out),
    )


def dna(path: Path, documents: int = 2) -> bytes:
    """A project of the Discourse Network Analyzer, as far as its documents go."""
    path.unlink(missing_ok=True)
    with sqlite3.connect(path) as database:
        database.executescript(
            "CREATE TABLE SETTINGS(Property TEXT PRIMARY KEY, Value TEXT); CREATE TABLE STATEMENTS(ID INTEGER PRIMARY KEY);"
            "CREATE TABLE DOCUMENTS(ID INTEGER PRIMARY KEY, Title TEXT, Text TEXT, Coder INTEGER, Author TEXT, Source TEXT, "
            "Section TEXT, Notes TEXT, Type TEXT, Date INTEGER);"
        )
        for number in range(1, documents + 1):
            row = (number, "Hearing", f"\n{TEXT}", 1, "Ada Holm", "Tarn Courier", "News", "", "", 1715817600)
            database.execute("INSERT INTO DOCUMENTS VALUES (?,?,?,?,?,?,?,?,?,?)", row)
    database.close()
    return path.read_bytes()


def every(folder: Path) -> dict[str, bytes]:
    """A valid file of each format, by name."""
    return {
        "a.txt": TEXT.encode(),
        "a.html": PAGE.encode(),
        "a.md": MARKDOWN.encode(),
        "a.csv": table(),
        "a.tsv": table("\t"),
        "a.jsonl": json_lines(),
        "a.json": json.dumps({"articles": ROWS}, indent=1).encode(),
        "a.parquet": parquet(),
        "a.rss": RSS.encode(),
        "a.warc": warc(gzipped=False),
        "a.warc.gz": warc(),
        "a.nexis.txt": NEXIS.encode(),
        "a.docx": docx(),
        "a.pdf": pdf(),
        "a.dna": dna(folder / "made.dna"),
        "a.csv.gz": gzip.compress(table(), mtime=0),
        "a.jsonl.zst": zstandard.compress(json_lines()),
        "a.zip": zipped({"b/a.html": PAGE.encode(), "a.txt": TEXT.encode(), "c.csv.gz": gzip.compress(table(), mtime=0)}),
        "a.tar.gz": tarred({"b/a.html": PAGE.encode(), "a.txt": TEXT.encode()}),
    }


NAMES = (
    *("a.txt", "a.html", "a.md", "a.csv", "a.tsv", "a.jsonl", "a.json", "a.parquet", "a.rss", "a.warc", "a.warc.gz", "a.nexis.txt"),
    *("a.docx", "a.pdf", "a.dna", "a.csv.gz", "a.jsonl.zst", "a.zip", "a.tar.gz"),
)
