"""The coders of a DNA project: who coded what, and the password by which they open it."""

import base64
import hashlib
import sqlite3

from onrecord.export.dna.values import fitting
from onrecord.record import Record

ADMIN = "Admin"
READER = "onrecord"
"""The coder of what onrecord read: so DNA can show, hide and colour it apart from what people coded."""

PASSWORD = "onrecord"  # noqa: S105 (no secret: DNA asks for one, and the documentation tells it)
_ROUNDS = 100_000
_SALT = 16  # bytes


def hashed(password: str, salt: bytes) -> str:
    """A password as jasypt's StrongPasswordEncryptor keeps it: SHA-256 over salt and password, then 99,999 times over the digest."""
    digest = hashlib.sha256(salt + password.encode()).digest()
    for _ in range(_ROUNDS - 1):
        digest = hashlib.sha256(digest).digest()
    return base64.b64encode(salt + digest).decode("ascii")


def password_of(record: Record) -> str:
    """The password's hash, with a salt made from the record's reports: by chance, the same record would give other bytes each time."""
    salt = hashlib.sha256()
    for (id_,) in record.db.execute("SELECT id FROM reports ORDER BY key"):
        salt.update(id_.encode())
    return hashed(PASSWORD, salt.digest()[:_SALT])


def coder(db: sqlite3.Connection, name: str, password: str) -> int:
    """The number of a coder, made where it is new: may do all, and sees what the others did."""
    name = fitting(name)
    row = db.execute("SELECT ID FROM CODERS WHERE Name = ?", (name,)).fetchone()
    if row is not None:
        return int(row[0])
    others = [other for (other,) in db.execute("SELECT ID FROM CODERS ORDER BY ID")]
    red, green, blue = (255, 255, 0) if name == ADMIN else hashlib.sha256(name.encode()).digest()[:3]
    sql = "INSERT INTO CODERS (Name, Red, Green, Blue, Password) VALUES (?, ?, ?, ?, ?)"
    made = db.execute(sql, (name, red, green, blue, password)).lastrowid or 0
    pairs = [pair for other in others for pair in ((made, other), (other, made))]
    db.executemany("INSERT INTO CODERRELATIONS (Coder, OtherCoder) VALUES (?, ?)", pairs)
    return made
