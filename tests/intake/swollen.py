"""Archives that wish a reader ill: swollen, nested, locked, lying about what they hold."""

import bz2
import gzip
import io
import lzma
import struct
import tarfile
import zipfile
from collections.abc import Callable, Iterator

import zstandard

from tests.intake import made

Data = bytes | Callable[[], bytes]  # what is large is made when it is wanted


def archives(valid: dict[str, bytes]) -> Iterator[tuple[str, Data]]:
    """Each archive by its name."""
    yield "bomb:a.txt.gz", lambda: gzip.compress(bytes(100_000_000))
    yield "bomb:a.csv.gz", lambda: gzip.compress(b"text\n" + b"rain" * 25_000_000)
    yield "bomb:a.jsonl.gz", lambda: gzip.compress(b'{"text": "' + b"rain" * 25_000_000)
    yield "bomb-twice:a.jsonl.gz", lambda: gzip.compress(gzip.compress(b'{"text": "' + b"rain" * 25_000_000))
    yield "bomb:a.zst", lambda: zstandard.compress(bytes(100_000_000))
    yield "bomb:a.bz2", lambda: bz2.compress(bytes(100_000_000))
    yield "bomb:a.xz", lambda: lzma.compress(bytes(100_000_000), preset=0)
    yield "bomb:a.zip", lambda: made.zipped({"a.txt": bytes(100_000_000), "b.txt": b"Rain."})
    yield "bomb:a.docx", lambda: made.docx("rain " * 25_000_000)
    yield "bomb:a.tar.gz", lambda: made.tarred({"a.txt": bytes(100_000_000)})
    yield "bomb:a.warc.gz", lambda: made.warc(made.PAGE + " " * 100_000_000)
    yield "members:a.zip", made.zipped({f"{i}.txt": b"Rain." for i in range(2000)})
    nest = made.TEXT.encode()
    for depth in range(12):
        nest = made.zipped({f"{depth}.zip" if depth else "a.txt": nest})
    yield "nested:a.zip", nest
    nest = made.TEXT.encode()
    for _ in range(50):
        nest = gzip.compress(nest, mtime=0)
    yield "nested:a.gz", nest
    up = {"../../../etc/passwd": b"Rain.", "/etc/shadow": b"Rain.", "C:\\rain.txt": b"Rain.", "a\nb\x1b[31m.txt": b"Rain."}
    yield "traversal:a.zip", made.zipped(up)
    yield "traversal:a.tar.gz", made.tarred({name: data for name, data in up.items() if "\n" not in name})
    yield "devices:a.tar", _odd_tar()
    yield "locked:a.zip", locked(made.zipped({"a.txt": made.TEXT.encode()}))
    yield "wrong-sum:a.zip", _wrong_sum()
    yield "wrong-method:a.zip", made.zipped({"a.txt": b"Rain."}).replace(b"\x08\x00", b"\x63\x00")
    yield "same-names:a.zip", _same_names()
    yield "garbage-after:a.csv.gz", valid["a.csv.gz"] + b"rain"
    yield "members-cut:a.csv.gz", valid["a.csv.gz"] + valid["a.csv.gz"][:40]
    yield "directory-lies:a.zip", _directory_lies(valid["a.zip"])


def _odd_tar() -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as archive:
        for kind in (tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.CHRTYPE, tarfile.BLKTYPE, tarfile.FIFOTYPE):
            info = tarfile.TarInfo(f"odd{kind!r}")
            info.type, info.linkname = kind, "/etc/passwd"
            archive.addfile(info)
    return out.getvalue()


def locked(data: bytes) -> bytes:
    """A zip whose members say that they are locked."""
    out = bytearray(data)
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = data.find(mark)
        while at >= 0:
            out[at + place] |= 1
            at = data.find(mark, at + 1)
    return bytes(out)


def _wrong_sum() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        archive.writestr("a.txt", made.TEXT)
        archive.writestr("b.txt", made.TEXT)
    return out.getvalue().replace(b"bridge", b"brigde", 1)


def _same_names() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("a.txt", "Rain.")
        info = zipfile.ZipInfo("a.txt")
        info.comment = b"again"
        with archive.open(info, "w") as member:
            member.write(b"More rain.")
    return out.getvalue()


def _directory_lies(data: bytes) -> bytes:
    at = data.rfind(b"PK\x05\x06")
    return data[: at + 16] + struct.pack("<I", 7) + data[at + 20 :]
