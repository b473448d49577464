"""Corrected reports as training data in PolNeAR's manner (Newell, Margolin and Ruths 2018): text/NAME.txt, attributions/NAME_onrecord.ann.

Only reports about whose statements people decided something go out; what nobody touched in them counts as right. Spans
are whole, over line ends too, as PolNeAR has them; `onrecord train tagger --add FOLDER` takes the folder.
"""

from collections.abc import Iterator
from pathlib import Path

from onrecord.export.selection import selected
from onrecord.export.writing import new_folder
from onrecord.record import Entry, Question, Record
from onrecord.schema.span import Span
from onrecord.schema.statement import Statement

ANNOTATOR = "onrecord"


def write(record: Record, target: Path, question: Question | None = None) -> None:
    """Write a new folder; where nobody corrected any of the reports, one without texts, which a training refuses."""
    with new_folder(target) as folder, record.snapshot():
        corrected = {decision.report for decision in record.decisions() if decision.undone is None}
        texts, attributions = folder / "text", folder / "attributions"
        texts.mkdir()
        attributions.mkdir()
        asked = None if question is None else {report.id for report, _ in selected(record, question)}
        for id_ in sorted(corrected if asked is None else corrected & asked):
            (texts / f"{id_}.txt").write_bytes(record.report(id_).text.encode())  # no line end may change, the places count it
            lines = "".join(_lines(record.entries(id_)))
            (attributions / f"{id_}_{ANNOTATOR}.ann").write_bytes(lines.encode())


def _lines(entries: tuple[Entry, ...]) -> Iterator[str]:
    number = 0
    for count, entry in enumerate(entries, 1):
        arguments: list[str] = []
        for part, spans in _parts(entry.statement):
            number += 1
            arguments.append(f"{part}:T{number}")
            yield _line(number, part, spans)
        number += 1
        statement = entry.statement
        kind = "Attribution" if statement.source else "Attribution-no-source"
        yield _line(number, kind, (statement.cue,) if statement.cue else statement.content[:1])
        yield f"E{count}\t{kind}:T{number} {' '.join(arguments)}\n"


def _parts(statement: Statement) -> Iterator[tuple[str, tuple[Span, ...]]]:
    yield "Content", statement.content
    yield from ((name, (span,)) for name, span in (("Cue", statement.cue), ("Source", statement.source)) if span is not None)


def _line(number: int, kind: str, spans: tuple[Span, ...]) -> str:
    words = " ".join(" ".join(span.text.split()) for span in spans)
    return f"T{number}\t{kind} {';'.join(f'{span.start} {span.end}' for span in spans)}\t{words}\n"
