"""The record: readings in, entries out. Everything is written in transactions, so that a process may die at any moment."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Self

from onrecord.errors import RecordError
from onrecord.record import search
from onrecord.record.acts import link
from onrecord.record.asked import Asked
from onrecord.record.corrections import Decision, apply_again, decide, decided, decisions_of, move, take_back_all, undo
from onrecord.record.database import connect, spoken, transaction
from onrecord.record.entries import Entry, actors_of, entries_of, reading_of, report_of, standing_keys
from onrecord.record.findings import (
    FindingDecision,
    apply_findings,
    decide_finding,
    finding_decisions,
    take_back_findings,
    undo_finding,
)
from onrecord.record.groups import group_reports, group_statements
from onrecord.record.identities import join_actors
from onrecord.record.resemblance import fingerprint
from onrecord.record.rows import check, erase_reading, next_key, put, write_reading
from onrecord.record.verify import faults
from onrecord.schema.actor import Actor
from onrecord.schema.reading import Reading
from onrecord.schema.refusal import Refusal
from onrecord.schema.report import Report
from onrecord.schema.run import Run

_GROUPINGS = (("duplicates", group_reports), ("variants", group_statements), ("joins", join_actors), ("events", link))
"""What is made over all reports, each from those before it."""

LINKED = 5_000  # events up to which a decision links all of them anew: 0.4 s


class Record(Asked):
    """One SQLite file of reports and what was read out of them; not frozen, because it holds the open file.

    `Record(path)` opens one for reading, also while another process writes; `write=True` for writing, `make=True` makes
    a new file. Use it in a `with` block, or call `close`.

    Raises:
        RecordError: from any method, in place of SQLite's errors; one line that names the file and the mend.
    """

    def __init__(self, path: str | Path, *, write: bool = False, make: bool = False) -> None:
        """Open the file."""
        self.path = Path(path)
        self._may_write = write or make
        self.db = connect(self.path, make=make, write=self._may_write)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Close the file; what waits beside it (WAL) is put into it when nobody else has it open."""
        self.db.close()

    @contextmanager
    def writing(self) -> Iterator[None]:
        """All that is written inside, or nothing of it: one transaction."""
        if not self._may_write:
            raise RecordError(f"{self.path}: was opened for reading; open it with Record(path, write=True)")
        with spoken(self.path), transaction(self.db):
            yield

    @contextmanager
    def snapshot(self) -> Iterator[None]:
        """All that is read inside is one state of the record, whatever another process writes meanwhile."""
        with spoken(self.path):
            own = not self.db.in_transaction
            if own:
                self.db.execute("BEGIN")
            try:
                yield
            finally:
                if own and self.db.in_transaction:
                    self.db.execute("ROLLBACK")  # nothing was written

    # What builds write.

    def run(self, run: Run, began: str) -> int:
        """The key of a run, made where it is new."""
        with self.writing():
            what = (run.version, run.net, run.options)
            self.db.execute("INSERT OR IGNORE INTO runs (version, net, options, began) VALUES (?, ?, ?, ?)", (*what, began))
            return int(self.db.execute("SELECT key FROM runs WHERE version = ? AND net = ? AND options = ?", what).fetchone()[0])

    def given(self, source: str, run: int) -> tuple[str, str | None] | None:
        """What an address gave when it was last read: a hash of what was there, and the id of its report.

        None where it was never given, or last with another run; the report is None where it was refused, or not read with this run.
        """
        row: tuple[str, str | None] | None = self.db.execute(
            """
            SELECT digest, reports.id FROM inputs LEFT JOIN reports ON reports.key = report AND reports.run = inputs.run
            WHERE inputs.source = ? AND inputs.run = ?
            """,
            (source, run),
        ).fetchone()
        return row

    def add(self, reading: Reading, run: int, source: str | None = None, digest: str = "", *, again: bool = False) -> None:
        """Write a reading: a new report, or an old one that was read with another run; decisions about it are applied again.

        Args:
            source, digest: the address that the report was given at, and a hash of what was there.
            again: write it also where the report was read with this run before.

        Raises:
            ReportError: the report can't be kept in the file as it is.
        """
        check(reading.report)
        with self.writing():
            key, before = self._report(reading.report, source)
            if before != run or again:
                if before is not None:
                    erase_reading(self.db, key)
                write_reading(self.db, key, reading)
                apply_again(self.db, key)
                apply_findings(self.db, key)
                self.db.execute("UPDATE reports SET run = ? WHERE key = ?", (run, key))
                self.db.execute("DELETE FROM grouped")
            if source is not None:
                self._input(source, digest, key, None, run)

    def take_in(self, report: Report, run: int, source: str, digest: str) -> None:
        """Write where a report that was read before was met again, and what is newly known about it; or a report without a reading."""
        check(report)
        with self.writing():
            self._input(source, digest, self._report(report, source)[0], None, run)

    def refuse(self, run: int, source: str, digest: str, reason: str) -> None:
        """Write why something that was given is no report."""
        with self.writing():
            self._input(source, digest, None, reason, run)

    def group(self) -> None:
        """Find duplicates, variants, joins and events that are one act, where reports came in or were read anew since."""
        try:
            self._group()
        except OSError as error:  # the folder for temporary files
            raise RecordError(
                f"{self.path}: reports can't be compared ({error}); free some space and give the same command again"
            ) from error

    def _group(self) -> None:
        with self.writing():
            done = {what for (what,) in self.db.execute("SELECT what FROM grouped")}
            for what, make in _GROUPINGS:
                if what not in done:
                    make(self.db)
                    self.db.execute("INSERT INTO grouped VALUES (?)", (what,))

    def _report(self, report: Report, source: str | None) -> tuple[int, int | None]:
        """The key of a report, written where it is new, and the run it was last read with."""
        known = (report.title, report.url, report.section, report.author)
        row = self.db.execute("SELECT key, run FROM reports WHERE id = ?", (report.id,)).fetchone()
        if row is None:
            key = next_key(self.db, "reports")
            size = len(report.text.split())
            published = report.published and report.published.isoformat()
            where = (report.title, report.publisher, published, report.url, report.section, report.author, report.language, report.source)
            put(self.db, "reports", [(key, report.id, *where, size, report.text, report.sha256, fingerprint(report.text), None)])
            return key, None
        again = source is not None and self._given(source) == row[0]
        order = "coalesce(?, {0})" if again else "coalesce({0}, ?)"  # its own source may change what it says; another only adds
        sets = ", ".join(f"{name} = {order.format(name)}" for name in ("title", "url", "section", "author"))
        changed = self.db.execute("SELECT title, url, section, author FROM reports WHERE key = ?", (row[0],)).fetchone() != known
        if changed:
            self.db.execute(f"UPDATE reports SET {sets} WHERE key = ?", (*known, row[0]))
        return int(row[0]), row[1]

    def _given(self, source: str) -> int | None:
        row = self.db.execute("SELECT report FROM inputs WHERE source = ?", (source,)).fetchone()
        return None if row is None else row[0]

    def _input(self, source: str, digest: str, report: int | None, reason: str | None, run: int) -> None:
        before = self._given(source)
        self.db.execute("INSERT OR REPLACE INTO inputs VALUES (?, ?, ?, ?, ?)", (source, digest, report or before, reason, run))
        if before is not None and report is not None and before != report:
            self._let_go(before, report)

    def _let_go(self, old: int, new: int) -> None:
        """Take out a report that its source no longer gives, unless people decided about its words: then nothing is lost."""
        if self.db.execute("SELECT 1 FROM inputs WHERE report = ?", (old,)).fetchone():
            return
        hashes = {row[0] for row in self.db.execute("SELECT sha256 FROM reports WHERE key IN (?, ?)", (old, new))}
        if len(hashes) == 1:
            move(self.db, old, new)
            self._decide_again(new)
        if not decided(self.db, old):
            self.db.execute("DELETE FROM reports WHERE key = ?", (old,))
            self.db.execute("DELETE FROM grouped")

    # What people write.

    def decide(self, decision: Decision, seen: int | None = None) -> bool:
        """Write a correction and apply it; False where it was there already. `seen` guards against decisions made meanwhile."""
        with self.writing():
            return decide(self.db, decision, seen)

    def decide_findings(self, decisions: Iterable[FindingDecision], seen: int | None = None) -> int:
        """Write corrections of events and positions, all or none, and apply them; gives how many were not there already."""
        with self.writing():
            made = [decision for decision in decisions if decide_finding(self.db, decision, seen)]
            if any(decision.finding == "event" and decision.verb != "accept" for decision in made):
                self._link_again()
            return len(made)

    def undo(self, *decisions: str) -> None:
        """Take decisions about statements, events or positions back, all or none, by their ids."""
        with self.writing():
            of_findings = {id_ for id_ in decisions if self.db.execute("SELECT 1 FROM finding_decisions WHERE id = ?", (id_,)).fetchone()}
            reports = [(undo_finding if decision in of_findings else undo)(self.db, decision) for decision in decisions]
            for report in dict.fromkeys(reports):
                self._decide_again(self._key(report))
            if of_findings:
                self._link_again()

    def _decide_again(self, report: int) -> None:
        """Bring all of a report back to what was read, and apply what was decided about it, in its order."""
        take_back_findings(self.db, report)
        take_back_all(self.db, report)
        apply_again(self.db, report)
        apply_findings(self.db, report)

    def _link_again(self) -> None:
        """Find anew which events are one act, as after a decision about actors; in a large record the next build does."""
        if self.db.execute("SELECT count(*) FROM events").fetchone()[0] <= LINKED:
            link(self.db)
        else:
            self.db.execute("DELETE FROM grouped WHERE what = 'events'")

    def finding_decisions(self, report: str | None = None) -> tuple[FindingDecision, ...]:
        """The decisions about a report's events and positions, or all of them, in the order in which they came."""
        with spoken(self.path):
            return tuple(decision for _, decision in finding_decisions(self.db, report))

    def decisions(self, report: str | None = None) -> tuple[Decision, ...]:
        """The decisions about a report, or all of them, in the order in which they came."""
        with spoken(self.path):
            return tuple(decision for _, decision in decisions_of(self.db, None if report is None else self._key(report)))

    def keep(self, origin: str, part: str, rows: Sequence[str]) -> None:
        """Keep rows (JSON) of an imported project that are no reports and no statements, in place of those kept before."""
        with self.writing():
            self.db.execute("DELETE FROM kept WHERE origin = ? AND part = ?", (origin, part))
            put(self.db, "kept", [(origin, part, n, row) for n, row in enumerate(rows)])

    def kept(self) -> Iterator[tuple[str, str, str]]:
        """What was kept of imported projects: origin, part, row (JSON)."""
        with spoken(self.path):
            yield from self.db.execute("SELECT origin, part, value FROM kept ORDER BY origin, part, n")

    # What is in it.

    def reports(self) -> Iterator[Report]:
        """All reports, in the order in which they came."""
        with spoken(self.path):
            for (key,) in self.db.execute("SELECT key FROM reports ORDER BY key").fetchall():
                yield report_of(self.db, "key", key)

    def report(self, report: str) -> Report:
        """One report by its id."""
        with spoken(self.path):
            return report_of(self.db, "id", report)

    def reading(self, report: str) -> Reading:
        """What was read out of a report, as it was read: without what people decided since."""
        with spoken(self.path):
            return reading_of(self.db, self._key(report))

    def actors(self, report: str) -> tuple[Actor, ...]:
        """The actors that a report mentions."""
        with spoken(self.path):
            return actors_of(self.db, self._key(report))

    def entries(self, report: str) -> tuple[Entry, ...]:
        """The statements of a report that stand, in the order of the text."""
        with spoken(self.path):
            return tuple(entries_of(self.db, standing_keys(self.db, self._key(report))))

    def tables(self) -> tuple[str, ...]:
        """The names of the tables, and of the flat view `statement_list`."""
        with spoken(self.path):
            made = list(self.db.execute("SELECT name, sql FROM sqlite_master WHERE type IN ('table', 'view') ORDER BY rowid"))
        indexes = [name for name, sql in made if sql is not None and sql.startswith("CREATE VIRTUAL")]
        return tuple(name for name, _ in made if not any(name == index or name.startswith(f"{index}_") for index in indexes))

    def rows(self, table: str) -> tuple[tuple[str, ...], Iterator[tuple[object, ...]]]:
        """The columns of a table or view, and its rows one after the other."""
        if table not in self.tables():
            raise RecordError(f"{table}: is no table of a record; there are {', '.join(self.tables())}")
        with spoken(self.path):
            found = self.db.execute(f"SELECT * FROM {table}")
            return tuple(column[0] for column in found.description), found

    def publishers(self, words: str) -> tuple[str, ...]:
        """The publishers whose names hold all of these words, whatever their case and order."""
        with spoken(self.path):
            return search.publishers(self.db, words)

    def refusals(self) -> Iterator[Refusal]:
        """What could not be taken in, and why."""
        with spoken(self.path):
            yield from (
                Refusal(*row) for row in self.db.execute("SELECT source, reason FROM inputs WHERE reason IS NOT NULL ORDER BY source")
            )

    def verify(self) -> Iterator[str]:
        """Check the whole file, the verbatim law first of all; one line for each fault. Needs a record opened for writing."""
        with spoken(self.path):
            yield from faults(self.db)
