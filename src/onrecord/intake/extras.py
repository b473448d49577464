"""Libraries that not everyone needs: where one is missing, the message says how to get it."""

from collections.abc import Iterator
from contextlib import contextmanager

from onrecord.errors import ReportError


@contextmanager
def needs(library: str, extra: str) -> Iterator[None]:
    """Around an import.

    Raises:
        ReportError: the library is not installed.
    """
    try:
        yield
    except ImportError as error:
        raise ReportError(f"needs {library}; pip install 'onrecord[{extra}]'") from error
