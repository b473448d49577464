"""The errors that onrecord raises on purpose: one tree, caught once, at the border.

    OnrecordError
    ├── SchemaError        a value breaks an invariant of the schema (a span outside its report ...)
    ├── InputError         something given to onrecord can't be read
    │   ├── ReportError    a report: missing, a directory, binary, empty, wrongly encoded, too large
    │   ├── DateError      a date that is no date
    │   ├── ExtraError     a library that it needs is not installed
    │   ├── CorpusError    a corpus or gold file that is not in the form it should have
    │   ├── ActorsError    a file of known actors that can't be read, or is in none of its formats
    │   ├── CodebookError  a user's codebook of concepts that can't be read
    │   ├── VerbsError     a dictionary of verbs or a table of codes that can't be read
    │   └── QueryError     a search that can't be understood
    ├── RecordError        a record can't be opened, written or trusted (no record, damaged, locked, disk full)
    │   └── ConflictError  somebody decided about the same thing meanwhile
    ├── ServerError        a model server that the user named gives no answer that can be used
    ├── EngineError        the reading processes can't be kept running
    └── NetError           a net's files are missing, damaged, or do not belong together

A message says what, where, and how to mend it, in one line.
"""

from collections.abc import Iterator
from contextlib import contextmanager

__all__ = [
    "ActorsError",
    "CodebookError",
    "ConflictError",
    "CorpusError",
    "DateError",
    "EngineError",
    "ExtraError",
    "InputError",
    "NetError",
    "OnrecordError",
    "QueryError",
    "RecordError",
    "ReportError",
    "SchemaError",
    "ServerError",
    "VerbsError",
    "needs",
]


class OnrecordError(Exception):
    """The root of the tree; the command line prints its message and leaves with status 2."""


class SchemaError(OnrecordError, ValueError):
    """A value breaks an invariant of the schema."""


class InputError(OnrecordError, ValueError):
    """Something given to onrecord can't be read."""


class ReportError(InputError):
    """A report can't be read: missing, a directory, binary, empty, wrongly encoded, too large."""


class DateError(InputError):
    """A date that is no date."""


class CorpusError(InputError):
    """A corpus or a gold file is not in the form it should have."""


class ActorsError(InputError):
    """A file of known actors can't be read, or is not in one of the formats of docs/actors.md."""


class CodebookError(InputError):
    """A codebook of concepts can't be read, or is not in the form of docs/concepts.md."""


class VerbsError(InputError):
    """A dictionary of verbs or a table of codes can't be read (docs/verbs.md)."""


class ExtraError(InputError):
    """A library that not everyone needs is not installed."""


class QueryError(InputError):
    """A search that can't be understood."""


class RecordError(OnrecordError):
    """A record can't be opened, written or trusted: no record, damaged, locked, or the disk is full."""


class ConflictError(RecordError):
    """Somebody decided about the same thing since it was looked at; nothing was written."""


class ServerError(OnrecordError):
    """A model server that the user named gives no answer that can be used."""


class EngineError(OnrecordError):
    """The reading processes can't be kept running."""


class NetError(OnrecordError):
    """A net's files are missing, damaged, or do not belong together."""


@contextmanager
def needs(library: str, extra: str) -> Iterator[None]:
    """Around the import of a library that not everyone needs.

    Raises:
        ExtraError: it is not installed; the message says how to get it.
    """
    try:
        yield
    except ImportError as error:
        raise ExtraError(f"needs {library}; pip install 'onrecord[{extra}]'") from error
