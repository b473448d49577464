"""Projects of the Discourse Network Analyzer (.dna, SQLite): its documents, their text to the letter, so that codings keep their places."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta

from onrecord.errors import ReportError
from onrecord.intake.blob import Blob
from onrecord.intake.item import FactName, Item
from onrecord.intake.options import Options
from onrecord.schema.refusal import Refusal

COLUMNS = ("ID", "Title", "Text", "Author", "Source", "Section", "Date")
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_FACTS: tuple[FactName, ...] = ("title", "author", "publisher", "section")


def items_in(blob: Blob, options: Options) -> Iterator[Item | Refusal]:
    """The documents of a project, opened so that nothing in it can be changed.

    Raises:
        ReportError: it is a database of something else.
    """
    with blob.on_disk() as path, closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro&immutable=1", uri=True)) as database:
        database.text_factory = lambda data: data.decode("utf-8", "replace")
        database.execute("PRAGMA trusted_schema = OFF")
        _check(database)
        query = "SELECT ID, Title, CASE WHEN length(Text) <= ? THEN Text END, Author, Source, Section, Date FROM DOCUMENTS ORDER BY ID"
        for number, title, text, author, publisher, section, seconds in database.execute(query, (options.largest,)):
            place = f"{blob.source}#{number}"
            if not isinstance(text, str):
                yield Refusal(place, f"has no text, or one of over {options.largest / 1e6:.0f} million characters")
            elif not text.strip():
                yield Refusal(place, "is empty; a report needs words")
            else:
                told = zip(_FACTS, (title, author, publisher, section), strict=True)
                facts: dict[FactName, str] = {fact: str(words) for fact, words in told if words}
                yield Item(place, "text", text.encode("utf-8", "surrogatepass"), facts | _published(seconds))


def _check(database: sqlite3.Connection) -> None:
    """Refuse what is no project: its table of documents must be a table (a view could run for ever) with DNA's columns."""
    tables = {name for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    columns = {row[1] for row in database.execute("PRAGMA table_info(DOCUMENTS)")} if "DOCUMENTS" in tables else set()
    if not {"DOCUMENTS", "STATEMENTS", "SETTINGS"} <= tables or not set(COLUMNS) <= columns:
        raise ReportError("is a database, but no project of the Discourse Network Analyzer; give .dna, or a table as .csv")


def _published(seconds: object) -> dict[FactName, str]:
    """The day, from seconds since 1970 in UTC, which may be before it."""
    if not isinstance(seconds, int):
        return {}
    try:
        return {"published": (_EPOCH + timedelta(seconds=seconds)).date().isoformat()}
    except OverflowError:
        return {}
