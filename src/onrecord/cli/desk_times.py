"""`onrecord bench --desk`: how long the pages of the desk take, over a connection as a browser has it."""

import sqlite3
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path
from urllib.parse import quote, urlencode

from rich.console import Console
from rich.table import Table

from onrecord.errors import InputError, needs
from onrecord.record import Question, Record, Run, facets
from onrecord.record.portrait import Portrait
from onrecord.schema.reading import Reading
from onrecord.schema.report import Report

WORDS = 5_000  # of the report whose page is asked for
AGAIN = 30  # times that each page is asked for, once it is warm
SEARCHES = 30  # each another one
_LIMIT = 60.0  # seconds for one page

Pages = tuple[tuple[str, tuple[str, ...]], ...]
"""What is asked for: a name, and the addresses that are asked for in turn."""


@dataclass(frozen=True, slots=True)
class Served:
    """A desk that serves: its port, and the line to its process."""

    port: int
    line: Connection

    def used(self) -> float:
        """The seconds of processor time that it took until now: on a busy machine they say more than the clock."""
        self.line.send(True)
        return float(self.line.recv())


def print_desk(path: Path, questions: list[Question], read: Callable[[Report], Reading]) -> None:
    """Serve a copy of a record that has a report of WORDS words too, and time its pages: the first time, then again and again."""
    with needs("FastAPI and uvicorn", "web"):
        import fastapi  # noqa: F401, PLC0415 (an extra)
        import uvicorn  # noqa: F401, PLC0415 (an extra)
    with tempfile.TemporaryDirectory() as folder:
        copy, console = Path(folder) / path.name, Console(highlight=False)
        long, took = prepared(path, copy, read)
        with Record(copy) as record:
            pages, count = pages_of(record, long, questions), facets.totals(record)
        shown = Table(title=f"{count.reports:,} reports, {count.statements:,} statements: ms a page", title_justify="left", show_edge=False)
        for name in ("", "first", "median", "95th percentile", "processor", "kB"):
            shown.add_column(name, justify="left" if not name else "right")
        with served(copy) as desk:
            for name, addresses in pages:
                first, times, used, size = timed_pages(desk, addresses)
                cells = (first, times[len(times) // 2], times[int(0.95 * len(times))], used)
                shown.add_row(name, *(f"{1000 * cell:.0f}" for cell in cells), f"{size / 1024:.0f}")
        console.print(shown)
        console.print(f"reading the report of {WORDS:,} words took {1000 * took:,.0f} ms", soft_wrap=True)


def prepared(path: Path, copy: Path, read: Callable[[Report], Reading]) -> tuple[str, float]:
    """A copy of a record with one report more, WORDS words of the record's own reports: its id, and the seconds of its reading."""
    with Record(path) as record, sqlite3.connect(copy) as target:
        record.db.backup(target)
    target.close()
    with Record(copy, write=True) as record:
        report = Report(words_of(record, WORDS), title=f"{WORDS:,} words", publisher="onrecord bench")
        read(Report("Ada Wells said so."))  # the net is loaded once a process
        began = time.perf_counter()
        reading = read(report)
        took = time.perf_counter() - began
        record.add(reading, record.run(Run("bench"), "now"), "bench", "bench")
    return report.id, took


def words_of(record: Record, count: int) -> str:
    """The first words of a record's latest reports, in their paragraphs.

    Raises:
        InputError: there are not so many.
    """
    kept: list[str] = []
    left = count
    for (text,) in record.db.execute("SELECT text FROM reports ORDER BY key DESC"):
        for paragraph in text.splitlines():
            words = paragraph.split()
            kept.append(" ".join(words[:left]))
            left -= len(words)
            if left <= 0:
                return "\n".join(kept)
    raise InputError(f"{record.path}: has fewer than {count:,} words; build a larger record to measure the desk")


_PICTURES = ("/pictures", "/pictures/concepts", "/concepts")


def pages_of(record: Record, long: str, questions: list[Question]) -> Pages:
    """The pages that are timed: the actors are those that speak most."""
    speakers = facets.speakers(record)
    if not speakers:
        raise InputError(f"{record.path}: nobody speaks in it; build a larger record to measure the desk")
    who = quote(speakers[0].id, safe="")
    partners = Portrait(record, speakers[0].id).speaks_about(1)
    about = [
        (f"what {speakers[0].name} said about {other.name}", (f"/actor/{who}/about/{quote(other.id, safe='')}",)) for other in partners
    ]
    return (
        (f"a report of {WORDS:,} words", (f"/report/{long}",)),
        ("the start page", ("/",)),
        (f"{len(questions)} searches, with facets", tuple(f"/?{urlencode(_pairs(question))}" for question in questions)),
        ("a search by speaker", (f"/?{urlencode({'speaker': speakers[0].name})}",)),
        (f"the actor who speaks most: {speakers[0].name}", (f"/actor/{who}",)),
        *about,
        *(("the utterance that most reports quote", (f"/statement/{id_}/compare",)) for id_ in record.most_quoted(1)),
        *((path.removeprefix("/"), (path,)) for path in ("/actors", "/reports", "/review", "/decisions", *_PICTURES)),
    )


def _pairs(question: Question) -> dict[str, str]:
    return {name: value for name, value in (("q", question.words), ("speaker", question.speaker)) if value}


def timed_pages(desk: Served, addresses: tuple[str, ...]) -> tuple[float, list[float], float, int]:
    """The time of the first page, of those after it (sorted), the processor's for each of these, and the size of the last.

    Raises:
        InputError: one was not answered.
    """
    times: list[float] = []
    size, used = 0, 0.0
    connection = HTTPConnection("127.0.0.1", desk.port, timeout=_LIMIT)
    while len(times) <= max(AGAIN, len(addresses)):
        if len(times) == 1:
            used = desk.used()
        address = addresses[len(times) % len(addresses)]
        began = time.perf_counter()
        connection.request("GET", address)
        answer = connection.getresponse()
        size = len(answer.read())
        times.append(time.perf_counter() - began)
        if answer.status >= 500:  # noqa: PLR2004 (a search may be refused, a page must come)
            raise InputError(f"{address}: was answered with {answer.status}")
    connection.close()
    return times[0], sorted(times[1:]), (desk.used() - used) / (len(times) - 1), size


@contextmanager
def served(path: Path) -> Iterator[Served]:
    """A desk over a record in a process of its own, as `onrecord serve` has it."""
    here, there = get_context("spawn").Pipe()
    process = get_context("spawn").Process(target=_serve, args=(path, there), daemon=True)
    process.start()
    try:
        yield Served(here.recv(), here)
    finally:
        process.terminate()
        process.join()


def _serve(path: Path, told: Connection) -> None:
    import uvicorn  # noqa: PLC0415 (an extra)

    from onrecord.cli.serve import bound  # noqa: PLC0415 (of the process that serves)
    from onrecord.web.app import create  # noqa: PLC0415 (an extra)

    listening = bound("127.0.0.1", 0)
    server = uvicorn.Server(uvicorn.Config(create(path), log_level="warning"))
    listening.listen()
    told.send(listening.getsockname()[1])
    threading.Thread(target=_tell, args=(told,), daemon=True).start()
    server.run(sockets=[listening])


def _tell(told: Connection) -> None:
    while told.recv():
        told.send(time.process_time())
