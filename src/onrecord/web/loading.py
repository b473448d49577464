"""Reading more into the record, beside the pages: jobs wait in line, one thread reads, and each report is written as soon as it is read."""

import secrets
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from queue import Queue
from shutil import rmtree
from typing import Literal

from onrecord.errors import OnrecordError
from onrecord.record.deciding import now
from onrecord.record.store import Record
from onrecord.schema.refusal import Refusal, one_line
from onrecord.schema.report import Report
from onrecord.web.desk import Desk

KEPT = 50  # jobs that are remembered
GROUPED = 2_000  # reports up to which copies, variants and joins are found anew at once; in a larger record the next build does it


@dataclass(frozen=True, slots=True)
class Done:
    """A report that was read, or that was there already."""

    id: str
    title: str
    statements: int
    known: bool


@dataclass(slots=True)
class Job:
    """Some inputs that are read; not frozen, because it goes on.

    Attributes:
        folder: where uploads wait; it goes when they are read. A source that begins so is named without it.
        doing: the report that is read now.
        note: what is left to do, or why it broke off.
    """

    id: str
    label: str
    inputs: tuple[str, ...]
    given: tuple[Report, ...] = ()
    published: date | None = None
    folder: Path | None = None
    state: Literal["waiting", "reading", "done", "broken"] = "waiting"
    doing: str | None = None
    done: list[Done] = field(default_factory=list)
    refused: list[Refusal] = field(default_factory=list)
    note: str | None = None

    @property
    def over(self) -> bool:
        """Whether nothing more will come."""
        return self.state in ("done", "broken")

    def named(self, source: str) -> str:
        """A source without the folder of uploads: two files of one name, uploaded one after the other, are two sources."""
        return source.replace(f"{self.folder}/", f"desk/{self.id}/") if self.folder else source


class Loader:
    """The line of jobs, and the thread that reads them; not frozen, because jobs come and go."""

    def __init__(self, desk: Desk) -> None:
        """A loader for a desk; the thread begins with the first job."""
        self.desk = desk
        self.jobs: dict[str, Job] = {}
        self.line: Queue[Job] = Queue()
        self.thread: threading.Thread | None = None
        self.lock = threading.Lock()

    def add(self, label: str, inputs: tuple[str, ...] = (), **more: object) -> Job:
        """Put a job in line."""
        job = Job(secrets.token_hex(8), label, inputs, **more)  # type: ignore[arg-type] # the fields of a job
        with self.lock:
            for old in [id_ for id_, its in self.jobs.items() if its.over][: max(0, len(self.jobs) - KEPT + 1)]:
                del self.jobs[old]
            self.jobs[job.id] = job
            if self.thread is None:
                self.thread = threading.Thread(target=self._work, name="reading", daemon=True)
                self.thread.start()
        self.line.put(job)
        return job

    def _work(self) -> None:
        while True:
            job = self.line.get()
            try:
                self._read(job)
                job.state = "done"
            except OnrecordError as error:
                job.state, job.note = "broken", str(error)
            except Exception as error:  # noqa: BLE001 (the thread must live on for the next job, and the visitor be told)
                job.state, job.note = "broken", one_line(f"{type(error).__name__}: {error}")
            finally:
                job.doing = None
                if job.folder is not None:
                    rmtree(job.folder, ignore_errors=True)

    def _read(self, job: Job) -> None:
        intake, read = self.desk.options.intake, self.desk.options.read
        assert intake is not None  # noqa: S101 (asked before a job is made)
        assert read is not None  # noqa: S101
        job.state = "reading"
        with self.desk.writing() as record:
            run = record.run(intake.run(), now())
        for found in _found(self.desk, job):
            source = job.named(found.source or f"desk/{job.id}")
            if isinstance(found, Refusal):
                job.refused.append(Refusal(source, found.reason))
                with self.desk.writing() as record:
                    record.refuse(run, source, "", found.reason)
                continue
            job.doing = found.title or (source if job.inputs else None)  # a pasted text is called by its first words already
            self._take(job, replace(found, source=source), run)
        if any(not done.known for done in job.done):
            self._group(job)

    def _take(self, job: Job, report: Report, run: int) -> None:
        """Read a report and write it, or only where it was met again."""
        read = self.desk.options.read
        assert read is not None  # noqa: S101 (asked before)
        source = report.source or ""
        with self.desk.asking() as record:
            known = _is_read(record, report.id, run)
        try:
            reading = None if known else read(report)
            with self.desk.writing() as record:
                if reading is None:
                    record.take_in(report, run, source, "")
                else:
                    record.add(reading, run, source)
        except OnrecordError as error:
            job.refused.append(Refusal(source, str(error)))
            return
        count = 0 if reading is None else len(reading.statements)
        job.done.append(Done(report.id, report.title or (source if job.inputs else job.label), count, known))

    def _group(self, job: Job) -> None:
        with self.desk.asking() as record:
            many = record.db.execute("SELECT count(*) FROM reports").fetchone()[0]
        if many > GROUPED:
            job.note = "Copies, variants and who is the same across reports are found at the end of the next `onrecord build`."
            return
        with self.desk.lock, Record(self.desk.path, write=True) as record:
            record.group()


def _found(desk: Desk, job: Job) -> Iterator[Report | Refusal]:
    intake = desk.options.intake
    yield from job.given
    if job.inputs and intake is not None:
        yield from intake.reports(job.inputs, job.published)


def _is_read(record: Record, report: str, run: int) -> bool:
    return record.db.execute("SELECT 1 FROM reports WHERE id = ? AND run = ?", (report, run)).fetchone() is not None
