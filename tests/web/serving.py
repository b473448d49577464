"""A desk that serves while a test goes on, on a port that is free."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import uvicorn

from onrecord.cli.serve import bound
from onrecord.web.app import create
from onrecord.web.desk import Options


@contextmanager
def serving(record: Path, options: Options | None = None) -> Iterator[str]:
    """The address of a desk over a record."""
    listening = bound("127.0.0.1", 0)
    server = uvicorn.Server(uvicorn.Config(create(record, options or Options()), log_level="error"))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
    thread.start()
    try:
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join()
