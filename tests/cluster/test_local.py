"""The local engine: outcomes in the order of the work, whatever happens to a reading process."""

import os
import signal
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from onrecord.cluster import local
from onrecord.cluster.work import Outcome, Work, done
from onrecord.errors import EngineError, ReportError
from onrecord.intake import Options
from onrecord.intake.item import Item
from onrecord.schema.reading import Reading
from onrecord.schema.refusal import Refusal
from onrecord.schema.report import Report


def work(name: str, text: str = "Some words.") -> Work:
    return Work(Item(name, "text", text.encode()), f"digest of {name}")


def fate(batch: Sequence[Work], options: Options) -> list[Outcome]:  # noqa: ARG001 (as the real one)
    """Instead of reading: what the words of an item ask for."""
    found = []
    for piece in batch:
        words = piece.item.data.decode()
        if words == "die" or (words.startswith("die once ") and not (marker := Path(words.removeprefix("die once "))).exists()):
            if words != "die":
                marker.touch()
            os.kill(os.getpid(), signal.SIGKILL)
        if words == "hang":
            time.sleep(600)
        found.append(Outcome(piece.item.source, piece.digest, Reading(Report(words), (), (), (), (), ())))
    return found


@pytest.fixture
def no_net(monkeypatch: pytest.MonkeyPatch) -> None:
    """Readings that need no net."""
    monkeypatch.setattr(local, "all_done", fate)


def run(pieces: Sequence[Work | Refusal], workers: int = 2) -> Iterator[Outcome]:
    return local.read_all(iter(pieces), Options(), workers=workers)


@pytest.mark.usefixtures("no_net")
def test_outcomes_come_in_the_order_of_the_work() -> None:
    pieces: list[Work | Refusal] = [work(f"{n}.txt") for n in range(40)]
    pieces.insert(7, Refusal("bad.zip", "bad.zip: is damaged"))
    found = list(run(pieces))
    assert [outcome.source for outcome in found] == [p.source if isinstance(p, Refusal) else p.item.source for p in pieces]
    assert found[7].reason == "bad.zip: is damaged"
    assert all(outcome.reading for outcome in found if outcome.source != "bad.zip")


@pytest.mark.usefixtures("no_net")
def test_a_process_that_dies_takes_one_report_at_most(tmp_path: Path) -> None:
    pieces = [work(f"{n}.txt") for n in range(20)]
    pieces[3] = work("3.txt", "die")
    pieces[11] = work("11.txt", f"die once {tmp_path / 'died'}")
    found = list(run(pieces))
    assert [outcome.source for outcome in found] == [p.item.source for p in pieces]
    assert [outcome.source for outcome in found if outcome.reading is None] == ["3.txt"]
    assert "ended the process that read it" in str(found[3].reason)


@pytest.mark.usefixtures("no_net")
def test_a_report_that_hangs_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(local, "PATIENCE", 2.0)
    pieces = [work("0.txt"), work("1.txt", "hang"), work("2.txt")]
    found = list(run(pieces))
    assert [bool(outcome.reading) for outcome in found] == [True, False, True]
    assert "took too long" in str(found[1].reason)


def dies_at_once(parent: int) -> None:
    """Instead of a start."""
    assert parent
    os._exit(3)


def test_processes_that_can_not_be_kept_running_are_one_clear_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(local, "leave_with", dies_at_once)
    monkeypatch.setattr(local, "AHEAD", 1)
    with pytest.raises(EngineError, match="the reading processes end as soon as they are started"):
        list(run([work("0.txt")], workers=1))


@pytest.mark.usefixtures("no_net")
def test_processes_that_die_while_idle_are_replaced() -> None:
    def pieces() -> Iterator[Work]:
        for n in range(3 * local.BATCH * local.AHEAD):
            if n == 2 * local.BATCH * local.AHEAD:
                time.sleep(2)  # all that was sent is done
                for pid in Path(f"/proc/{os.getpid()}/task/{os.getpid()}/children").read_text().split():
                    command = Path(f"/proc/{pid}/cmdline").read_bytes()
                    if b"spawn_main" in command:
                        os.kill(int(pid), signal.SIGKILL)
                time.sleep(1)
            yield work(f"{n}.txt")

    found = list(local.read_all(pieces(), Options(), workers=1))
    assert [outcome.source for outcome in found] == [f"{n}.txt" for n in range(3 * local.BATCH * local.AHEAD)]
    assert all(outcome.reading for outcome in found)


@pytest.mark.usefixtures("no_net")
def test_no_more_than_a_few_batches_are_taken_ahead() -> None:
    taken = 0

    def pieces() -> Iterator[Work]:
        nonlocal taken
        for n in range(1000):
            taken += 1
            yield work(f"{n}.txt")

    outcomes = local.read_all(pieces(), Options(), workers=1)
    next(outcomes)
    assert taken <= local.BATCH * (local.AHEAD + 3)


def test_long_reports_travel_alone() -> None:
    pieces = [work("long.txt", "x" * local.BATCH_BYTES), work("a.txt"), work("b.txt")]
    assert [len(batch) for batch in local._batches(iter(pieces)) if not isinstance(batch, Refusal)] == [1, 2]


def at_fault(report: Report, **_: object) -> Reading:
    """Instead of reading: what must not happen."""
    raise IndexError(f"list index out of range, {len(report.text)} characters")


def test_what_can_not_be_read_becomes_a_reason(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(item: Item, options: Options) -> Report:
        raise ReportError(f"{item.source}: is empty") if options else ValueError

    monkeypatch.setattr("onrecord.cluster.work.report_of", refuse)
    assert done(work("a.txt"), Options()) == Outcome("a.txt", "digest of a.txt", reason="a.txt: is empty")


def test_a_fault_of_our_own_ends_no_build_and_is_tried_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("onrecord.cluster.work.report_of", lambda *_: Report("Some words."))
    monkeypatch.setattr("onrecord.cluster.work.read_report", at_fault)
    outcome = done(work("a.txt"), Options())
    assert outcome.digest == "", "no digest fits it, so the next build tries again"
    assert str(outcome.reason).startswith("a.txt: a fault of onrecord's own (IndexError: list index out of range, 11 characters)")


def test_the_same_report_is_not_read_again(monkeypatch: pytest.MonkeyPatch) -> None:
    report = Report("Some words.")
    monkeypatch.setattr("onrecord.cluster.work.report_of", lambda *_: report)
    monkeypatch.setattr("onrecord.cluster.work.read_report", at_fault)
    assert done(Work(work("a.txt").item, "d", before=report.id), Options()) == Outcome("a.txt", "d", report=report)
