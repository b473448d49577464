"""Many look while one writes: nobody meets an error, and each page is one state of the record."""

import shutil
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

from onrecord.record import Record
from onrecord.schema.reading import Reading
from onrecord.schema.report import Report
from tests.record.conftest import RUN, actor, statement, tarn
from tests.web.conftest import visitor

READERS, SECONDS = 20, 3.0


def numbered(number: int) -> Reading:
    """A small report of its own."""
    report = Report(f"“We will drain lake {number},” Ada Wells said.", source=f"{number}.txt", publisher="Tarn Post")
    wells = actor(report, "Ada Wells")
    return Reading(report, (statement(report, f"“We will drain lake {number},”", "Ada Wells", wells, cue="said"),), (), (), (wells,), ())


def test_twenty_read_while_one_writes(record_file: Path, tmp_path: Path) -> None:
    path = tmp_path / "busy.db"
    shutil.copy(record_file, path)
    stop, paths = threading.Event(), ("/", "/?q=drain", f"/report/{tarn().report.id}", "/api/statements?size=500", "/actors")

    def write() -> int:
        with Record(path, write=True) as record:
            run, number = record.run(replace(RUN, options="{}"), "2021-06-02T00:00:00Z"), 0
            while not stop.is_set():
                number += 1
                record.add(numbered(number), run)
            record.group()
        return number

    def read(reader: int) -> list[int]:
        with visitor(path) as client:
            found = []
            while not stop.is_set():
                answer = client.get(paths[reader % len(paths)])
                found.append(answer.status_code)
                if "api" in paths[reader % len(paths)]:
                    body = answer.json()
                    assert len(body["items"]) == min(body["count"], body["size"])
            return found

    with ThreadPoolExecutor(READERS + 1) as pool:
        writer, readers = pool.submit(write), [pool.submit(read, number) for number in range(READERS)]
        time.sleep(SECONDS)
        stop.set()
        statuses = {status for reader in readers for status in reader.result()}
        written = writer.result()
    assert statuses == {200}
    with Record(path) as record:
        assert sum(1 for _ in record.reports()) == 4 + written
