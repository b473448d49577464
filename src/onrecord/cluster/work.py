"""One piece of work, wherever it is done: an item becomes a report, the report a reading, or a reason why not."""

import hashlib
from dataclasses import dataclass, replace

from onrecord.data.knowledge import known_with
from onrecord.data.verbs import dictionary
from onrecord.errors import OnrecordError
from onrecord.intake import Item, Options, Refusal, report_of
from onrecord.reading.pipeline import read_report
from onrecord.schema.reading import Reading
from onrecord.schema.report import Report


@dataclass(frozen=True, slots=True)
class Work:
    """An item to read.

    Attributes:
        digest: a hash of what the item is and of the options that it is taken in with.
        before: the id of the report that this address gave when it was read last with the same run, if it was: the same
            report is not read again.
    """

    item: Item
    digest: str
    before: str | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of an item: a reading; or the report alone, where it was read before; or a reason why it is no report."""

    source: str
    digest: str
    reading: Reading | None = None
    report: Report | None = None
    reason: str | None = None


def digest_of(item: Item, options: Options) -> str:
    """A hash of what the item is and of how it is taken in; what it is read with (actors, verbs, thresholds) stands in the run."""
    its = replace(options, latest=None, actors=(), verbs=None, least_event_confidence=0.0, columns=sorted(options.columns.items()))  # type: ignore[arg-type]
    taken_in_with = repr(its)
    return hashlib.sha256(f"{item.digest}\n{taken_in_with}".encode()).hexdigest()


def refused(refusal: Refusal) -> Outcome:
    """A refusal as an outcome."""
    return Outcome(refusal.source, "", reason=refusal.reason)


def done(work: Work, options: Options) -> Outcome:
    """Do one piece of work; what onrecord can't read becomes a reason, and after a fault of its own is tried again by the next build."""
    source, digest = work.item.source, work.digest
    try:
        report = report_of(work.item, options)
        if report.id == work.before:
            return Outcome(source, digest, report=report)
        verbs = None if options.verbs is None else dictionary(options.verbs)
        known, least = known_with(options.actors), options.least_event_confidence
        return Outcome(source, digest, read_report(report, knowledge=known, dictionary=verbs, least_event_confidence=least))
    except OnrecordError as error:
        return Outcome(source, digest, reason=str(error))
    except Exception as error:  # noqa: BLE001 (a fault of ours in one report of a hundred thousand must not end a build)
        why = " ".join(f"{type(error).__name__}: {error}".split())
        return Outcome(source, "", reason=f"{source}: a fault of onrecord's own ({why}); please report it, with the report if you may")
