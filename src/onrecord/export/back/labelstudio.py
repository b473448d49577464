"""Label Studio's JSON export of our tasks, back as decisions."""

import json
from collections.abc import Iterator
from pathlib import Path

from onrecord.errors import InputError, RecordError
from onrecord.export.back.differences import Marked, Page, Skip, differences
from onrecord.export.dna.units import Units
from onrecord.export.labelstudio import LABELS
from onrecord.export.marks import PARTS, Marks, Stretch
from onrecord.record import Decision, Record
from onrecord.schema.plain import Plain
from onrecord.schema.report import Report

_PARTS = {label: part for part, label in LABELS.items()}
_ID = 16  # characters of a statement's id, with which a region's id begins

Regions = dict[str, tuple[str, Stretch]]
"""The part and the place of each region, by its id."""


def decisions(record: Record, path: Path, author: str, made: str, skip: Skip) -> Iterator[Decision]:
    """What was changed in the tasks that somebody annotated; a task without an annotation decides nothing.

    Of several annotations of a task the last counts; the others are told.

    Raises:
        InputError: the file is no JSON export of Label Studio.
    """
    try:
        tasks = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise InputError(f"{path}: can't be read as JSON ({error}); export from Label Studio as JSON") from error
    if not isinstance(tasks, list) or not all(isinstance(task, dict) and isinstance(task.get("data"), dict) for task in tasks):
        raise InputError(f"{path}: is no list of Label Studio tasks; export from Label Studio as JSON, not JSON-MIN")
    for number, task in enumerate(tasks, 1):
        name = f"{path.name}, task {task.get('id', number)}"
        page = _page(record, task, name, author, made, skip)
        if page is not None:
            yield from differences(record, page)


def _page(record: Record, task: Plain, name: str, author: str, made: str, skip: Skip) -> Page | None:
    annotations = [one for one in task.get("annotations") or () if not one.get("was_cancelled")]
    if not annotations:
        return None
    if len(annotations) > 1:
        skip(f"{name}: has {len(annotations)} annotations; the last one counts")
    about = task["data"].get("onrecord")
    try:
        report = record.report(about["report"])
        regions = _regions(report, annotations[-1]["result"])
    except (KeyError, TypeError, RecordError, ValueError) as error:
        skip(f"{name}: {_why(error)}")
        return None
    found = _marked(annotations[-1]["result"], regions)
    return Page(report, frozenset(about["statements"]), found, "Label Studio", author, made, skip)


def _why(error: Exception) -> str:
    if isinstance(error, RecordError | ValueError):
        return str(error)
    return "was not made by onrecord export --to labelstudio (data.onrecord is missing)"


def _regions(report: Report, result: list[Plain]) -> Regions:
    """The labelled regions; their words are compared with the report's, because old versions count an emoji as two."""
    items = [item for item in result if item.get("type") == "labels" and set(item["value"]["labels"]) & set(_PARTS)]
    places = [(item["value"]["start"], item["value"]["end"]) for item in items]
    if not all(_fits(report, item, place) for item, place in zip(items, places, strict=True)):
        units = Units.of(report.text)
        places = [(units.place(start) or 0, units.place(end) or 0) for start, end in places]
    for item, place in zip(items, places, strict=True):
        if not _fits(report, item, place):
            raise ValueError(f"the report does not have {item['value'].get('text')!r} at {item['value']['start']}")
    parts = (next(_PARTS[label] for label in item["value"]["labels"] if label in _PARTS) for item in items)
    return {item["id"]: (part, place) for item, part, place in zip(items, parts, places, strict=True)}


def _fits(report: Report, item: Plain, place: Stretch) -> bool:
    """Whether the words are the report's, but for white space: Label Studio writes the end of a line as a backslash and n."""
    start, end = place
    if not 0 <= start < end <= len(report.text):
        return False
    words = item["value"].get("text")
    return words is None or report.text[start:end].split() == words.replace("\\n", " ").split()


def _marked(result: list[Plain], regions: Regions) -> list[Marked]:
    """One statement for each cue with what is joined to it, and for each content without one."""
    groups: dict[str, list[str]] = {id_: [id_] for id_, (part, _) in regions.items() if part == "cue"}
    joined: set[str] = set()
    for head, other in _relations(result, regions):
        groups.setdefault(head, [head]).append(other)
        joined.update((head, other))
    for id_, (part, _) in regions.items():
        if part == "content" and id_ not in joined:
            groups.setdefault(id_, [id_])
    found = (Marked(_id_of(ids), _marks(ids, regions)) for ids in groups.values())
    return [marked for marked in found if marked.marks.content]


def _relations(result: list[Plain], regions: Regions) -> Iterator[tuple[str, str]]:
    """The pairs of regions that are joined, in each first the cue, else the content; drawn either way they mean the same."""
    for item in result:
        if item.get("type") == "relation" and item.get("from_id") in regions and item.get("to_id") in regions:
            one, other = item["from_id"], item["to_id"]
            rank = {"cue": 0, "content": 1, "source": 2, "addressee": 2}
            yield (one, other) if rank[regions[one][0]] <= rank[regions[other][0]] else (other, one)


def _id_of(regions: list[str]) -> str | None:
    """The statement that the regions were of: that of the first which has a region of ours."""
    ours = (id_.partition("-") for id_ in regions)
    return next((statement for statement, dash, _ in ours if dash and len(statement) == _ID), None)


def _marks(ids: list[str], regions: Regions) -> Marks:
    return Marks(*(tuple(sorted({regions[id_][1] for id_ in ids if regions[id_][0] == part})) for part in PARTS))
