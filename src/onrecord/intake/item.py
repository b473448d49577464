"""What intake passes on: a report as it came."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

FactName = Literal["title", "published", "publisher", "url", "section", "author", "language", "fetched"]


@dataclass(frozen=True, slots=True)
class Item:
    """One report as it came, not yet made into text: cheap to find, to send to another process, and to compare.

    Attributes:
        source: the address it can be found at again: a path, with what leads to it inside the file
            ("corpus.csv#17" the 17th row, "papers.zip!a/b.html" a file inside an archive).
        form: what the bytes are, a name in `onrecord.intake.FORMS`.
        data: the bytes.
        facts: what the container says of the report (columns, headers, the file's name), as it was written.
    """

    source: str
    form: str
    data: bytes
    facts: Mapping[FactName, str] = field(default_factory=dict)

    @property
    def digest(self) -> str:
        """The SHA-256 of form, facts and bytes: the same as long as the same report is given."""
        hashed = hashlib.sha256(f"{self.form}\n{sorted(self.facts.items())}\n".encode("utf-8", "surrogatepass"))
        hashed.update(self.data)
        return hashed.hexdigest()
