"""Twenty readers and one writer at once: nobody meets an error, no correction is lost."""

import os
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path

import httpx
import pytest

from onrecord.record import Record
from tests.record.conftest import ferry, tarn
from tests.web.conftest import orm
from tests.web.serving import serving

READERS = 20
SECONDS = float(os.environ.get("ONRECORD_AT_ONCE", "10"))  # 120 for the long run of docs/benchmarks.md
REPORT = tarn().report


def looked(home: str, until: float, number: int) -> tuple[int, list[float]]:
    """Pages, one after the other; how many answered, and how long each took.

    Raises:
        AssertionError: one was not answered.
    """
    pages = [f"/report/{REPORT.id}", f"/report/{ferry().report.id}", f"/report/{orm().report.id}", "/", "/?q=lake", "/review", "/decisions"]
    times: list[float] = []
    with httpx.Client(base_url=home, timeout=30) as client:
        while time.monotonic() < until:
            began = time.perf_counter()
            answer = client.get(pages[(number + len(times)) % len(pages)])
            times.append(time.perf_counter() - began)
            assert answer.status_code == 200, answer.text
            time.sleep(0.02)
    return len(times), times


def corrected(home: str, until: float) -> list[str]:
    """One correction after the other, some taken back; the reasons of those that stand."""
    standing: list[str] = []
    seen = number = 0
    with httpx.Client(base_url=home, timeout=30, headers={"accept": "application/json"}) as client:
        while time.monotonic() < until:
            form = {"verb": "accept", "statement": tarn().statements[0].id, "seen": str(seen), "author": "Cy", "reason": f"the {number}th"}
            answer = client.post(f"/report/{REPORT.id}/correct", data=form)
            assert answer.status_code == 200, answer.text
            seen, number = seen + 1, number + 1
            if number % 3 == 0:
                undone = client.post("/decisions/undo", data={"statement": answer.json()["decision"]})
                assert undone.status_code == 303, undone.text
                seen += 1
            else:
                standing.append(form["reason"])
    return standing


@pytest.mark.skipif(os.name == "nt", reason="no socket can be handed over there")
def test_twenty_readers_and_one_writer(desk_file: Path) -> None:
    with serving(desk_file) as home, ThreadPoolExecutor(READERS + 1) as pool:
        until = time.monotonic() + SECONDS
        readers = [pool.submit(looked, home, until, number) for number in range(READERS)]
        writer = pool.submit(corrected, home, until)
        pages, standing = [reader.result() for reader in readers], writer.result()
    times = sorted(one for _, its in pages for one in its)
    sys.stderr.write(
        f"{len(times)} pages, median {times[len(times) // 2]:.3f} s, slowest {times[-1]:.3f} s; {len(standing)} corrections stand\n"
    )
    assert standing
    with Record(desk_file, write=True) as record:
        assert [decision.reason for decision in record.decisions() if decision.undone is None] == standing
        assert not list(record.verify())


def test_two_writers_at_once_are_both_written_or_told(desk_file: Path) -> None:
    """Of eight people who decide about one statement in the same moment one is taken, seven are told; each other statement is written."""

    def decide(home: str, number: int) -> int:
        form = {"verb": "accept", "statement": tarn().statements[1].id, "seen": "0", "author": f"Visitor {number}"}
        return httpx.post(f"{home}/report/{REPORT.id}/correct", data=form, timeout=30).status_code

    with serving(desk_file) as home, ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(partial(decide, home), range(8)))
    assert sorted(answers) == [303] + [409] * 7
    with Record(desk_file) as record:
        assert len(record.decisions()) == 1
