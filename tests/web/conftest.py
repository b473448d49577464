"""A desk over a record of small reports built by hand, one of them full of attempts to break out of the page."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from onrecord.record import Record
from onrecord.schema.actor import ActorRef, Role
from onrecord.schema.event import Event
from onrecord.schema.reading import Reading
from onrecord.schema.report import Report
from onrecord.schema.when import When
from onrecord.web.app import create
from onrecord.web.desk import Options
from tests.record.conftest import RUN, actor, ferry, place, statement, tarn

HOME = "http://127.0.0.1"
EVIL = """<script>alert(1)</script>"'><img src=x onerror=alert(2)>{{ 7 * 7 }}{% raw %}"""


def orm_again() -> Reading:
    """The act of `orm` as another paper tells it."""
    report = Report("On 3 May Bo Lund met Ada Wells in Orm. Geese crossed the road.", source="geese.txt", published=date(2021, 5, 5))
    lund, wells = actor(report, "Bo Lund"), actor(report, "Ada Wells")
    ends = ActorRef(lund.id, lund.name), ActorRef(wells.id, wells.name)
    act = Event("e2", "CONSULT", "meet", (), *ends, "2021-05-03", "Orm", "happened", place(report, "met"), None, 0.8)
    return Reading(report, (), (), (act,), (lund, wells), ())


def orm() -> Reading:
    """A report with an act, a date, and one word that is actor, recipient of an act and part of a content."""
    report = Report(
        "Bo Lund met the mayor in Orm on 3 May.\n\nHe said Ada Wells had promised him the ferry.",
        source="orm.txt",
        title="Lund in Orm",
        publisher="Orm Gazette",
        published=date(2021, 5, 4),
        url="https://gazette.example/orm",
    )
    lund = actor(report, "Bo Lund", "He", "him", roles=(Role("ferryman", "Orm"),))
    wells = actor(report, "Ada Wells", "the mayor")
    told = statement(report, "Ada Wells had promised him the ferry", "He", lund, cue="said", kind="indirect", date="2021-05-03")
    met = place(report, "met")
    ends = ActorRef(lund.id, lund.name), ActorRef(wells.id, wells.name)
    act = Event("e1", "CONSULT", "meet", (), *ends, "2021-05-03", "Orm", "happened", met, None, 0.8)
    day = place(report, "3 May")
    when = When(day.start, day.end, day.text, "DATE", "2021-05-03", date(2021, 5, 3), date(2021, 5, 4))
    return Reading(report, (told,), (), (act,), (lund, wells), (when,))


def evil() -> Reading:
    """A report whose every word wants to be markup."""
    report = Report(
        f"{EVIL} said {EVIL} </p></span> &lt;b&gt; Ada Wells said “{EVIL}”",
        source=EVIL,
        title=EVIL,
        publisher=EVIL,
        author=EVIL,
        section=EVIL,
        url="javascript:alert(3)",
    )
    bad = replace(actor(report, EVIL, roles=(Role(EVIL, EVIL),)), id="evil")
    return Reading(report, (statement(report, f"“{EVIL}”", "Ada Wells", bad, cue="said"),), (), (), (bad,), ())


@pytest.fixture(scope="session")
def record_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A record of five reports; a copy of one of them stands in another paper."""
    path = tmp_path_factory.mktemp("desk") / "small.db"
    with Record(path, make=True) as made:
        run = made.run(RUN, "2021-06-01T00:00:00Z")
        for reading in (tarn(), ferry(), orm(), evil()):
            made.add(reading, run, reading.report.source, "digest")
        made.group()
    return path


@pytest.fixture
def desk_file(tmp_path: Path) -> Path:
    """A record of its own, that a test may write."""
    path = tmp_path / "small.db"
    with Record(path, make=True) as made:
        run = made.run(RUN, "2021-06-01T00:00:00Z")
        for reading in (tarn(), ferry(), orm()):
            made.add(reading, run, reading.report.source, "digest")
        made.group()
    return path


@pytest.fixture
def desk(record_file: Path) -> Iterator[TestClient]:
    """A visitor of the desk."""
    with visitor(record_file) as client:
        yield client


def visitor(path: Path, options: Options = Options(), **more: str) -> TestClient:  # noqa: B008 (frozen)
    """A visitor of a desk with these options."""
    return TestClient(create(path, options), base_url=HOME, headers=more)
