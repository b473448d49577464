"""Inputs that wish a reader ill, each by name: broken, cut short, misnamed, swollen, locked, looping, or made of chance."""

import gzip
import json
import os
import random
import socket
import struct
from collections.abc import Callable, Iterator
from pathlib import Path

from tests.intake import made
from tests.intake.swollen import Data, archives, locked

ENDINGS = (
    *("txt", "html", "htm", "md", "csv", "tsv", "json", "jsonl", "ndjson", "parquet", "xml", "rss", "atom", "warc", "arc", "docx", "pdf"),
    *("dna", "gz", "zst", "bz2", "xz", "zip", "tar", "tgz", "warc.gz", "csv.gz", "jsonl.zst", "doc", "rtf", ""),
)
MAGICS = {
    "gzip": b"\x1f\x8b\x08\x00",
    "zstd": b"\x28\xb5\x2f\xfd",
    "bzip2": b"BZh9",
    "xz": b"\xfd7zXZ\x00",
    "zip": b"PK\x03\x04",
    "empty-zip": b"PK\x05\x06",
    "parquet": b"PAR1",
    "sqlite": b"SQLite format 3\x00",
    "warc": b"WARC/1.0\r\n",
    "arc": b"filedesc://x 0.0.0.0 20240516 text/plain 76\n",
    "pdf": b"%PDF-1.7\n",
    "rtf": b"{\\rtf1",
    "doc": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
    "html": b"<!doctype html><html>",
    "rss": b"<?xml version='1.0'?><rss>",
    "json": b'{"text": "',
    "array": b'[{"text": "',
    "front": b"---\ntitle: ",
    "utf16": b"\xff\xfe",
    "utf16be": b"\xfe\xff",
    "utf8": b"\xef\xbb\xbf",
    "tar": bytes(257) + b"ustar\x0000",
    "nexis": b"  1 of 2 DOCUMENTS\n\n",
}
Case = tuple[str, Callable[[Path], Path]]


def cases(folder: Path) -> Iterator[Case]:
    """Each input's name with what writes it into a folder and returns where."""
    for name, data in _all(folder):
        yield name, _writer(name, data)
    yield from _odd_places()


def _writer(name: str, data: Data) -> Callable[[Path], Path]:
    def write(folder: Path) -> Path:
        path = folder / name.partition(":")[2]
        path.write_bytes(data if isinstance(data, bytes) else data())
        return path

    return write


def _all(folder: Path) -> Iterator[tuple[str, Data]]:
    chance = random.Random(20240516)
    valid = made.every(folder)
    for ending in ENDINGS:
        yield f"chance:a.{ending}", chance.randbytes(3000)
        yield f"empty:a.{ending}", b""
    for kind, magic in MAGICS.items():
        yield f"magic-{kind}:a.bin", magic + chance.randbytes(3000)
        yield f"magic-only-{kind}:a", magic
    for name, data in valid.items():
        for tenths in (1, 5, 9):
            yield f"cut-{tenths}:{name}", data[: len(data) * tenths // 10]
        for turn in range(3):
            yield f"changed-{turn}:{name}", changed(data, chance)
        yield f"misnamed:{name}.png", data
        yield f"doubled:{name}", data + data
    yield from _texts()
    yield from _tables()
    yield from _jsons()
    yield from _pages()
    yield from _feeds()
    yield from archives(valid)
    yield from _documents()


def changed(data: bytes, chance: random.Random) -> bytes:
    """Data in which some bytes have been changed, taken out, or put in."""
    out = bytearray(data)
    for _ in range(1 + len(out) // 200):
        place = chance.randrange(len(out) + 1)
        out[place : place + chance.randrange(3)] = chance.randbytes(chance.randrange(3))
    return bytes(out)


def _texts() -> Iterator[tuple[str, bytes]]:
    yield "one-line:a.txt", b"rain " * 2_000_000
    yield "too-long-line:a.txt", b"rain " * 2_000_001
    yield "zeros:a.txt", bytes(100_000)
    yield "zero-late:a.txt", b"rain " * 2000 + b"\0" + b"rain"
    yield "utf16-unmarked:a.txt", made.TEXT.encode("utf-16-le")
    yield "utf16be-unmarked:a.txt", made.TEXT.encode("utf-16-be")
    yield "utf16-odd:a.txt", made.TEXT.encode("utf-16") + b"x"
    yield "utf32:a.txt", made.TEXT.encode("utf-32")
    yield "latin:a.txt", "Der Bürgermeister sagte nichts.".encode("cp1252")
    yield "surrogates:a.txt", "rain \ud800".encode("utf-8", "surrogatepass")
    yield "blank:a.txt", b" \r\n\t\n"
    yield "marks-only:a.txt", b"\xef\xbb\xbf"
    yield "front-open:a.md", b"---\ntitle: rain\nno end of it"
    yield "front-only:a.md", b"---\ntitle: rain\n---\n"
    yield "front-deep:a.md", b"---\n" + b"a: b\n" * 100_000 + b"---\nRain."
    yield "marks:a.md", b"*_[!](`" * 100_000
    yield "stars:a.md", b"*" * 1_000_000
    yield "brackets:a.md", b"[" * 1_000_000 + b"rain"
    yield "links:a.md", b"[rain](" * 100_000
    yield "underscores:a.md", b"_ a" * 300_000
    yield "comments:a.md", b"<!--" * 200_000


def _tables() -> Iterator[tuple[str, bytes]]:
    head = b"title,date,text\n"
    yield "ragged:a.csv", head + b"a,2024-05-16,Rain.\nb,c\nd,2024-05-16,Rain.,e,f\ng,2024-05-17,Rain.\n"
    yield "unclosed:a.csv", head + b'a,2024-05-16,"Rain.\nb,2024-05-17,Rain.\n' * 3
    yield "unclosed-long:a.csv", head + b'a,b,"' + b"rain\n" * 2_500_000
    yield "one-cell:a.csv", b"text\n" + b"rain " * 2_100_000
    yield "long-line:a.csv", head + b"a" * 10_000_000
    yield "long-header:a.csv", b"a," * 500_000 + b"text\nRain."
    yield "no-text:a.csv", b"a,b,c\n1,2,3\n"
    yield "header-only:a.csv", head
    yield "zeros:b.csv", head + b"a,b,Ra\0in\n"
    yield "latin-late:a.csv", head + b"a,2024-05-16,Rain.\n" * 5000 + b"a,b,caf\xe9\n"
    yield "quotes:a.csv", head + b'"' * 100_001
    yield "same-names:a.csv", b"text,text,text\na,b,c\n"
    yield "blank-names:a.csv", b",,,\n1,2,3,4\n"
    yield "carriage:a.csv", b"title,text\ra,Rain.\rb,Rain.\r"
    yield "utf16:a.csv", (head.decode() + "a,2024-05-16,Rain.\n").encode("utf-16")
    yield (
        "dates:a.csv",
        head + b"".join(b"a,%s,Rain.\n" % date for date in (b"99/99/9999", b"0", b"-1", b"9" * 400, b"2024-02-31", b"1e400")),
    )


def _jsons() -> Iterator[tuple[str, bytes]]:
    good = made.json_lines()
    for name, line in {
        "broken": b'{"text": "Rain.", \n',
        "wrong-types": b'{"text": 7, "date": [], "title": {"a": null}, "author": [[[]]], "url": false}\n',
        "deep": b"[" * 100_000 + b"\n",
        "deep-objects": b'{"a":' * 100_000 + b"\n",
        "deep-closed": b'{"text":"Rain.","a":' + b"[" * 50_000 + b"]" * 50_000 + b"}\n",
        "nan": b'{"text": "Rain.", "date": NaN, "title": Infinity}\n',
        "surrogates": b'{"text": "Rain \\ud800.", "title": "\\udfff"}\n',
        "zeros": b'{"text": "Ra\\u0000in.", "date": "\\u0000"}\n',
        "scalars": b'7\n"rain"\nnull\ntrue\n[]\n{}\n',
        "digits": b'{"text": "Rain.", "date": ' + b"9" * 10_000 + b"}\n",
        "keys": b"{" + b",".join(b'"k%d": 1' % i for i in range(50_000)) + b"}\n",
        "same-keys": b'{"text": "a", "text": "Rain."}\n',
        "long": b'{"text": "' + b"rain " * 2_100_000 + b'"}\n',
        "not-utf8": b'{"text": "caf\xe9"}\n',
        "lists-of-lists": b'{"articles": {"articles": {"articles": {"articles": {"articles": [{"text": "Rain."}]}}}}}\n',
        "quotes-of-nothing": b'{"quotes": [{"quote": null}, {"quote": 3}], "date": "20240516"}\n',
    }.items():
        yield f"{name}:a.jsonl", good + line + good
        yield f"{name}:a.json", line
    yield "array-open:a.json", b"[" + good.replace(b"\n", b",")
    yield "array-of-numbers:a.json", json.dumps(list(range(100_000))).encode()
    yield "array-of-strings:a.json", json.dumps(["rain"] * 1000).encode()
    yield "one-string:a.json", b'"' + b"rain" * 1000 + b'"'
    yield "open-string:a.json", b'[{"text": "' + b"rain " * 1_000_000
    yield "feed-empty:a.json", b'{"version": "https://jsonfeed.org/version/1", "items": [null, 3, {}, {"content_html": 3}]}'


def _pages() -> Iterator[tuple[str, bytes]]:
    yield "scripts:a.html", b"<html><body>" + b"<script>alert('rain')</script>" * 1000
    yield "deep:a.html", b"<html><body>" + b"<div>" * 100_000 + b"Rain."
    yield "deep-spans:a.html", b"<html><body><p>" + b"<span>" * 100_000 + b"Rain."
    yield "deep-lists:a.html", b"<html><body>" + b"<ul><li><p><a href=x>" * 20_000 + b"Rain."
    yield "wide:a.html", b"<html><body>" + b"<p>Rain in Tarn, she said.</p>" * 8_000
    yield "links:a.html", b"<html><body>" + b"<p><a href=x>Rain</a></p>" * 5_000
    yield "attributes:a.html", b"<html><body><p " + b" ".join(b'a%d="x"' % i for i in range(50_000)) + b">Rain.</p>"
    yield "class:a.html", b"<html><body><p class='" + b"promo " * 50_000 + b"'>Rain.</p>"
    yield "entities:a.html", b"<!DOCTYPE html [<!ENTITY a 'rain'>]><html><body><p>" + b"&a;&#0;&#xd800;&#99999999999;" * 10_000
    yield "unclosed:a.html", b"<html><body><p>Rain <b <i <a href='" + b"x" * 100_000
    yield "comment:a.html", b"<html><!-- " + b"rain " * 100_000
    yield "data:a.html", b"<html><script type='application/ld+json'>" + b'{"articleBody":' * 20_000 + b"</script><p>Rain."
    yield (
        "state:a.html",
        (
            b'<html><script type=\'application/ld+json\'>{"articleBody":"Rain. "}</script><script>'
            + b'{"type":"p","children":[' * 3_000
            + b"</script>"
        ),
    )
    yield "charset:a.html", b"<html><meta charset='klingon'><body><p>caf\xe9 rain</p>"
    yield "zeros:a.html", b"<html><body><p>Ra\0in</p></body></html>"
    yield "frames:a.html", b"<html><frameset><frame src=x></frameset></html>"
    yield "empty-body:a.html", b"<html><body></body></html>"


def _feeds() -> Iterator[tuple[str, bytes]]:
    lines = ["<!ENTITY a0 'ha'>", *(f"<!ENTITY a{i} '{f'&a{i - 1};' * 10}'>" for i in range(1, 12))]
    laughs = f"<?xml version='1.0'?><!DOCTYPE rss [{''.join(lines)}]><rss><channel><item><title>&a11;</title></item></channel></rss>"
    yield "laughs:a.rss", laughs.encode()
    yield "laughs:a.xml", laughs.encode()
    outside = (
        "<?xml version='1.0'?><!DOCTYPE rss [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><rss><channel><item><description>&x;</description>"
    )
    yield "outside:a.rss", f"{outside}</item></channel></rss>".encode()
    yield "path:a.rss", b"<rss/>"
    yield "no-entries:a.rss", b"<rss><channel></channel></rss>"
    yield "deep:a.rss", b"<rss><channel>" + b"<item>" * 20_000
    yield "wrong:a.xml", b"<?xml version='1.0'?><plan><item>Rain.</item></plan>"
    yield "sitemap:a.xml", b"<?xml version='1.0'?><urlset><url><loc>x</loc></url></urlset>"
    yield "utf7:a.rss", b"<?xml version='1.0' encoding='utf-7'?><rss><channel><item><description>+AGE-</description></item></channel></rss>"
    yield "dates:a.rss", made.RSS.replace("Thu, 16 May 2024 10:00:00 GMT", "99999-99-99").encode()
    yield "many:a.rss", b"<rss><channel>" + b"<item><description>Rain.</description></item>" * 3000


def _documents() -> Iterator[tuple[str, bytes]]:
    yield "no-body:a.docx", made.zipped({"[Content_Types].xml": b"<Types/>", "word/other.xml": b"<a/>"})
    yield "broken-body:a.docx", made.zipped({"[Content_Types].xml": b"<Types/>", "word/document.xml": b"<w:document><w:body><w:p>"})
    yield (
        "laughs:a.docx",
        made.zipped({"[Content_Types].xml": b"", "word/document.xml": b"<!DOCTYPE a [<!ENTITY a 'ha'><!ENTITY b '&a;&a;'>]><a>&b;</a>"}),
    )
    yield "deep:a.docx", made.zipped({"[Content_Types].xml": b"", "word/document.xml": b"<a>" * 100_000})
    yield "locked:a.docx", locked(made.docx())
    yield (
        "encrypted:a.pdf",
        made.pdf().replace(b"/Root 1 0 R", b"/Root 1 0 R /Encrypt << /Filter /Standard /V 1 /R 2 /O (a) /U (b) /P -4 >>"),
    )
    yield "no-pages:a.pdf", made.pdf().replace(b"/Count 1", b"/Count 99999")
    yield "loop:a.pdf", made.pdf().replace(b"/Parent 2 0 R", b"/Parent 5 0 R").replace(b"/Kids [5 0 R]", b"/Kids [2 0 R]")
    yield "no-text:a.pdf", made.pdf([""])
    yield "no-end:a.pdf", made.pdf()[:-40]
    yield "empty-warc:a.warc", b"WARC/1.0\r\n\r\n"
    yield "long-header:a.warc", b"WARC/1.0\r\n" + b"X: y\r\n" * 100_000 + b"\r\n"
    yield "wrong-length:a.warc", made.warc(gzipped=False).replace(b"Content-Length: ", b"Content-Length: 9")
    yield "negative-length:a.warc", made.warc(gzipped=False).replace(b"Content-Length: ", b"Content-Length: -")
    yield "not-found:a.warc", made.warc(gzipped=False, status="404 Not Found")
    yield (
        "one-bad:a.warc.gz",
        made.warc() + gzip.compress(b"WARC/1.0\r\nWARC-Type: response\r\nContent-Length: 9\r\n\r\nHTTP") + made.warc(),
    )
    yield (
        "bad-chunks:a.warc",
        made.warc(gzipped=False).replace(b"Content-Type: text/html", b"Transfer-Encoding: chunked\r\nContent-Type: text/html"),
    )
    yield "footer-gone:a.parquet", made.parquet()[:-8]
    yield "footer-huge:a.parquet", made.parquet()[:-8] + struct.pack("<I", 2**31 - 1) + b"PAR1"
    yield "footer-zero:a.parquet", made.parquet()[:-8] + struct.pack("<I", 0) + b"PAR1"
    yield "other:a.sqlite", _other_database()
    yield "nexis-empty:a.txt", b"  1 of 3 DOCUMENTS\n\n\n  2 of 3 DOCUMENTS\n\n  3 of 3 DOCUMENTS\n\nRain."
    yield "nexis-many:a.txt", b"  1 of 3 DOCUMENTS\n\nRain.\n" * 5000
    yield "nexis-fields:a.txt", b"  1 of 3 DOCUMENTS\n\nLENGTH: 3\n\nLOAD-DATE: never\n\n"


def _other_database() -> bytes:
    import sqlite3  # noqa: PLC0415 (here alone)

    database = sqlite3.connect(":memory:")
    database.executescript(
        "CREATE TABLE SETTINGS(a); CREATE TABLE STATEMENTS(a);"
        "CREATE VIEW DOCUMENTS AS WITH RECURSIVE n(ID) AS (SELECT 1 UNION ALL SELECT ID + 1 FROM n) "
        "SELECT ID, '' AS Title, 'Rain.' AS Text, '' AS Author, '' AS Source, '' AS Section, 0 AS Date FROM n"
    )
    return database.serialize()


def _odd_places() -> Iterator[Case]:
    def pipe(folder: Path) -> Path:
        os.mkfifo(folder / "pipe.txt")
        return folder / "pipe.txt"

    def plug(folder: Path) -> Path:
        with socket.socket(socket.AF_UNIX) as made_here:
            made_here.bind(os.path.relpath(folder / "plug.txt"))
        return folder / "plug.txt"

    def loop(folder: Path) -> Path:
        (folder / "a").mkdir()
        (folder / "a" / "back").symlink_to(folder, target_is_directory=True)
        (folder / "self").symlink_to(folder / "self")
        (folder / "gone.txt").symlink_to(folder / "nowhere")
        (folder / "a" / "rain.txt").write_text("Rain.", "utf-8")
        return folder

    def odd_name(folder: Path) -> Path:
        path = Path(os.fsdecode(os.fsencode(folder) + b"/ra\xffin\n\x1b[31m.txt"))
        path.write_text("Rain.", "utf-8")
        return folder

    def folder_of_pipes(folder: Path) -> Path:
        os.mkfifo(folder / "a.html")
        (folder / "b.csv").mkdir()
        return folder

    def deep(folder: Path) -> Path:
        path = folder
        for _ in range(200):
            path = path / "a"
        path.mkdir(parents=True)
        (path / "rain.txt").write_text("Rain.", "utf-8")
        return folder

    yield "pipe", pipe
    yield "socket", plug
    yield "loop", loop
    yield "odd-name", odd_name
    yield "folder-of-pipes", folder_of_pipes
    yield "deep-folders", deep
    yield "device", lambda _: Path("/dev/zero")
    yield "nowhere", lambda folder: folder / "nowhere.txt"
    yield "name-too-long", lambda folder: folder / ("a" * 5000)
    yield "zero-in-name", lambda folder: folder / "a\0b"
    yield "file-as-folder", lambda _: Path("/etc/hostname/rain.txt")
