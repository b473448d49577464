"""Events as POLECAT's table has them: 40 columns with a tab between, a row an event.

What is only planned is no event there and stays out. Of several on one side the columns of texts hold all, with "; " between, those of
numbers the first.
"""

import csv
from collections.abc import Callable, Iterable
from pathlib import Path

from onrecord.export.taking_part import TakesPart, country_of
from onrecord.export.told_events import Told, told
from onrecord.export.writing import new_file
from onrecord.record import Question, Record

COLUMNS = (
    *("Event ID", "Event Date", "Event Type", "Event Mode", "Intensity", "Quad Code", "Contexts"),
    *("Actor Name", "Actor Country", "Actor COW", "Primary Actor Sector", "Actor Sectors", "Actor Title", "Actor Name Raw"),
    *("Wikipedia Actor ID", "Recipient Name", "Recipient Country", "Recipient COW", "Primary Recipient Sector", "Recipient Sectors"),
    *("Recipient Title", "Recipient Name Raw", "Wikipedia Recipient ID", "Placename", "City", "District", "Province", "Country"),
    *("Latitude", "Longitude", "GeoNames ID", "Raw Placename", "Feature Type", "Source", "Publication Date", "Story People"),
    *("Story Organizations", "Story Locations", "Language", "Version"),
)
LISTED = "; "
_BODIES = ("organisation", "government", "armed group", "coalition")
_AHEAD = frozenset({"planned", "demanded", "denied"})


def write(record: Record, target: Path, question: Question | None = None) -> None:
    """Write one row an event; with a question those of the reports that have an answer."""
    with new_file(target) as path, record.snapshot(), path.open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file, delimiter="\t", lineterminator="\n")
        rows.writerow(COLUMNS)
        for one in told(record, question):
            if one.event.modality not in _AHEAD:
                rows.writerow(_plain(cell) for cell in _row(one))


def _row(one: Told) -> Iterable[object]:
    event, report = one.event, one.report
    yield from (event.id, one.day, event.type, event.mode, one.score, one.quad, LISTED.join(event.contexts))
    yield from _side(one.actors)
    yield from _side(one.recipients)
    yield from (event.place, None, None, None, country_of(event.place), None, None, None, event.place, None)
    yield from (report.publisher, report.published)
    yield from (LISTED.join(one.cast.names(*kinds)) for kinds in (("person",), _BODIES, ("country",)))
    yield from (report.language, f"onrecord {one.version}".strip())


def _side(parties: tuple[TakesPart, ...]) -> Iterable[object]:
    def listed(of: Callable[[TakesPart], str | None]) -> str:
        return LISTED.join(dict.fromkeys(text for party in parties if (text := of(party))))

    yield from (listed(lambda party: party.name), listed(lambda party: party.country), parties[0].cow if parties else None)
    yield from (listed(lambda party: party.primary), listed(lambda party: LISTED.join(party.sectors)), listed(lambda party: party.title))
    yield from (listed(lambda party: party.written), listed(lambda party: party.wikidata))


def _plain(cell: object) -> str:
    """A cell in one line: names may be broken over two, and readers of such tables go by lines and tabs."""
    return "" if cell is None else " ".join(str(cell).split())
