"""Hostile words in what the desk compares and draws: versions of an utterance, concepts, networks, their filters."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from urllib.parse import quote

import pytest
from starlette.testclient import TestClient

from onrecord.record import Record
from onrecord.record.rows import put
from onrecord.schema.reading import Reading
from onrecord.schema.report import Report
from tests.record.conftest import RUN, actor, statement
from tests.web.conftest import visitor
from tests.web.test_injection import SCRIPTS, SEARCHES, clean

FILTERS = {
    "/pictures": ("from", "to", "publisher", "speaker", "weight", "most"),
    "/pictures/concepts": ("from", "to", "publisher", "concept", "tie", "actor", "weight", "most"),
    "/concepts": ("name", "agree", "page"),
}


def quoting(number: int, more: str) -> Reading:
    """A report that quotes an utterance full of hostile words, and some more of it."""
    words = SCRIPTS[number].replace('"', "'")
    said = f"“The lake and the ferry {words} belong to all of us for ever {more}”"
    report = Report(f"{said} said Ada Wells {words} {number}.", title=words, publisher=f"{words} {more}", source=f"{number}{more}")
    wells = replace(actor(report, f"Ada Wells {words}"), id=f"{number}{more}{words}")
    return Reading(report, (statement(report, said, "Ada Wells", wells),), (), (), (wells,), ())


@pytest.fixture(scope="module")
def quoting_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A record in which each of these utterances is quoted twice, and coded with a concept of the same words."""
    path = tmp_path_factory.mktemp("quoting") / "quoting.db"
    with Record(path, make=True) as made:
        run = made.run(RUN, "2021-06-01T00:00:00Z")
        for number in range(len(SCRIPTS)):
            for more in ("once", "and always"):
                made.add(quoting(number, more), run, f"{number}{more}", "digest")
        with made.writing():
            keys = [key for (key,) in made.db.execute("SELECT key FROM statements ORDER BY key")]
            put(made.db, "codes", [(key, "concept", SCRIPTS[n // 2]) for n, key in enumerate(keys)])
        made.group()
    return path


@pytest.fixture
def quoting_desk(quoting_file: Path) -> Iterator[TestClient]:
    with visitor(quoting_file) as client:
        yield client


@pytest.mark.parametrize("number", range(len(SCRIPTS)))
def test_versions_and_concepts_of_hostile_words_are_words(quoting_desk: TestClient, number: int) -> None:
    at = f"/statement/{quoting(number, 'once').statements[0].id}/compare"
    assert "No other report" not in clean(quoting_desk, at)  # their other words are the same: all are one utterance
    clean(quoting_desk, "/concepts", params={"name": SCRIPTS[number]})
    for path, asked in ((f"{at}.svg", {}), ("/pictures/concepts.svg", {"concept": SCRIPTS[number]})):
        drawn = quoting_desk.get(path, params=asked).text
        assert "<script" not in drawn.replace("&lt;", "")
        assert "<img" not in drawn


def test_pages_that_list_them_are_pages(quoting_desk: TestClient) -> None:
    for path in ("/pictures", "/pictures/concepts", "/pictures/concepts?tie=congruence", "/concepts"):
        clean(quoting_desk, path)
    assert len(quoting_desk.get("/api/concepts").json()) == len(SCRIPTS)
    assert quoting_desk.get("/api/utterances").json()["count"] > 0


@pytest.mark.parametrize("words", [*SCRIPTS, *SEARCHES])
def test_filters_are_words(desk: TestClient, words: str) -> None:
    for path, names in FILTERS.items():
        for name in names:
            clean(desk, path, params={name: words})
    clean(desk, f"/statement/{quote(words, safe='')}/compare")
    for path in ("/api/utterances", "/api/concepts/statements", "/api/networks/actor-concept"):
        answer = desk.get(path, params={"name": words, "speaker": words, "publisher": words, "concept": words})
        assert answer.status_code in (200, 404, 422)
        assert "json" in answer.headers["content-type"]
