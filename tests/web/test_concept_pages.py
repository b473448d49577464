"""Who agrees on what: the network, its table, and the page of a concept."""

import csv
import io
import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from urllib.parse import quote_plus

import pytest
from starlette.testclient import TestClient

from onrecord.coding import code_record
from onrecord.record import Record
from onrecord.record.rows import put
from onrecord.web.concept_picture import SidesWanted, who_agrees
from tests.coding.made import DRAIN, FERRY, book, filled, reading
from tests.web.conftest import EVIL, visitor

ONE = reading(1, ("Ada Wells", "We will drain the lake"), ("Bo Lund", "We want to keep the lake"), ("Ada Wells", "It rained"))
TWO = reading(
    2,
    ("Bo Lund", "No ferry subsidy"),
    ("Ada Wells", "They drain the lake too"),
    ("Cleo Marsh", "Drain the lake"),
    day=date(2021, 6, 1),
    publisher="Orm Gazette",
)
AT = f"/concepts?name={quote_plus(DRAIN)}"


@pytest.fixture(scope="module")
def coded_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A record of two reports, coded; one statement by hand, with a concept that wants to be markup."""
    path = tmp_path_factory.mktemp("coded") / "coded.db"
    with filled(path, ONE, TWO) as made:
        code_record(made, book())
        with made.writing():
            (key,) = made.db.execute("SELECT key FROM statements WHERE content = 'It rained'").fetchone()
            put(made.db, "codes", [(key, "concept", EVIL), (key, "agreement", "0")])
    return path


@pytest.fixture
def coded(coded_file: Path) -> Iterator[TestClient]:
    """A visitor of its desk."""
    with visitor(coded_file) as client:
        yield client


def rows(desk: TestClient, **asked: str) -> list[dict[str, str]]:
    """The CSV of the network."""
    return list(csv.DictReader(io.StringIO(desk.get("/pictures/concepts.csv", params=asked).text)))


def table(desk: TestClient, **asked: str) -> list[list[str]]:
    """The figures of its table on the page."""
    lines = re.findall(r"<tr><th scope=\"row\">.*?</tr>", desk.get("/pictures/concepts", params=asked).text, re.DOTALL)
    return [re.findall(r'class="figure">([\d,]+)<', line) for line in lines]


def test_actors_are_tied_to_concepts_by_how_often_they_agree_and_disagree(coded: TestClient) -> None:
    assert {(row["actor"], row["concept"]): (row["agree"], row["disagree"]) for row in rows(coded)} == {
        ("Ada Wells", DRAIN): ("2", "0"),
        ("Bo Lund", DRAIN): ("0", "1"),
        ("Bo Lund", FERRY): ("0", "1"),
        ("Cleo Marsh", DRAIN): ("1", "0"),
        ("Ada Wells", EVIL): ("0", "1"),
    }


@pytest.mark.parametrize(
    ("tie", "pairs"),
    [
        ("congruence", {("Ada Wells", "Cleo Marsh")}),
        ("conflict", {("Ada Wells", "Bo Lund"), ("Bo Lund", "Cleo Marsh")}),
        ("subtract", {("Ada Wells", "Cleo Marsh"), ("Ada Wells", "Bo Lund"), ("Bo Lund", "Cleo Marsh")}),
    ],
)
def test_actors_are_tied_by_the_side_that_they_are_on(coded: TestClient, tie: str, pairs: set[tuple[str, str]]) -> None:
    assert {(row["one"], row["other"]) for row in rows(coded, tie=tie)} == pairs


@pytest.mark.parametrize("asked", [{}, {"tie": "subtract"}, {"concept": DRAIN}, {"from": "2021-06", "tie": "congruence"}])
def test_the_table_has_the_numbers_of_the_csv(coded: TestClient, asked: dict[str, str]) -> None:
    names = ("congruence", "conflict", "shared") if "tie" in asked else ("agree", "disagree")
    found = [[row[name] for name in names] for row in rows(coded, **asked)]
    assert found
    assert table(coded, **asked) == found


def test_filters_narrow(coded: TestClient) -> None:
    assert {row["concept"] for row in rows(coded, concept=FERRY)} == {FERRY}
    assert {row["actor"] for row in rows(coded, **{"from": "2021-06-01", "concept": DRAIN})} == {"Ada Wells", "Cleo Marsh"}
    assert {row["actor"] for row in rows(coded, publisher="tarn", concept=DRAIN)} == {"Ada Wells", "Bo Lund"}
    assert [row["actor"] for row in rows(coded, weight="2")] == ["Ada Wells"]
    assert {row["actor"] for row in rows(coded, most="1")} == {"Ada Wells"}
    assert rows(coded, actor="organisation") == []


def test_what_is_left_out_is_counted(coded_file: Path) -> None:
    with Record(coded_file) as record:
        assert [who_agrees(record, SidesWanted(most=most)).more for most in (25, 1)] == [0, 3]


def test_each_node_leads_to_its_page(coded: TestClient) -> None:
    page = coded.get("/pictures/concepts").text
    spots = re.findall(r'<a href="([^"]+)" aria-label="([^"]+)"><title>', page)
    assert {name for _, name in spots} >= {"Ada Wells", "Bo Lund", "Cleo Marsh", DRAIN, FERRY}
    for address, _ in spots:
        assert coded.get(address.replace("&#39;", "'").replace("&amp;", "&"), follow_redirects=False).status_code == 200, address


@pytest.mark.parametrize("tie", ["affiliation", "congruence", "conflict", "subtract"])
def test_it_is_drawn_the_same_each_time_in_the_size_of_the_page(coded: TestClient, tie: str) -> None:
    first, again, dark = (coded.get("/pictures/concepts.svg", params={"tie": tie, "theme": theme}) for theme in ("light", "light", "dark"))
    assert first.content == again.content != dark.content
    root = ET.fromstring(first.text)  # noqa: S314 (our own)
    written = ["".join(text.itertext()) for text in root.iter("{http://www.w3.org/2000/svg}text")]
    assert "Ada Wells" in written
    assert f'width="{root.attrib["width"]}" height="{root.attrib["height"]}"' in coded.get("/pictures/concepts").text
    assert coded.get("/pictures/concepts.png", params={"tie": tie}).content.startswith(b"\x89PNG")


def test_a_concept_has_its_sides_and_its_quotes(coded: TestClient) -> None:
    page = coded.get(AT).text
    assert "To empty the lake." in page
    agrees, disagrees = (page.partition(f"<h2>Who {side}</h2>")[2].partition("</section>")[0] for side in ("agrees", "disagrees"))
    assert ("Ada Wells" in agrees, "Bo Lund" in agrees) == (True, False)
    assert ("Ada Wells" in disagrees, "Bo Lund" in disagrees) == (False, True)
    assert re.findall(r'<p class="side \w+">(\w+)</p>', page) == ["agrees", "agrees", "disagrees", "agrees"]
    assert re.findall(r'<p class="side \w+">(\w+)</p>', coded.get(f"{AT}&agree=false").text) == ["disagrees"]
    assert "No statement is on that side" in coded.get("/concepts", params={"name": FERRY, "agree": "true"}).text
    assert coded.get("/concepts?name=swans").status_code == 404


def test_all_concepts_are_listed_and_the_pictures_lead_there(coded: TestClient) -> None:
    assert f'<a href="{AT}">{DRAIN}</a>' in coded.get("/concepts").text
    assert "6 codings of 3 concepts" in coded.get("/pictures").text


def test_a_statement_leads_to_the_concepts_that_it_speaks_of(coded: TestClient) -> None:
    assert f'href="{AT}">for: {DRAIN}</a>' in coded.get(f"/report/{ONE.report.id}").text
    assert f'href="{AT}">against: {DRAIN}</a>' in coded.get("/?q=keep").text


def test_a_concept_is_no_markup(coded: TestClient) -> None:
    for path in ("/concepts", f"/concepts?name={quote_plus(EVIL)}", "/pictures/concepts", "/pictures/concepts.svg"):
        answer = coded.get(path)
        assert answer.status_code == 200
        assert "<script>alert" not in answer.text
        assert "<img src=x" not in answer.text


def test_without_codings_a_page_says_which_command_codes(desk: TestClient) -> None:
    for path in ("/pictures/concepts", "/concepts", "/pictures"):
        assert "onrecord concepts code small.db --codebook codebook.yaml" in desk.get(path).text, path
    assert rows(desk) == []


def test_a_wrong_filter_is_told(coded: TestClient) -> None:
    answer = coded.get("/pictures/concepts", params={"from": "soon"})
    assert answer.status_code == 422
    assert "from soon: is no date" in answer.text
    assert coded.get("/pictures/concepts", params={"from": "2022", "to": "2021"}).status_code == 422
    assert "take out all filters" in coded.get("/pictures/concepts", params={"publisher": "nobody"}).text
    assert coded.get("/pictures/concepts", params={"tie": "love"}).status_code == 422


def test_without_what_draws_the_table_stays(coded: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("onrecord.web.pages.concepts.can_draw", lambda: False)
    page = coded.get("/pictures/concepts").text
    assert "<img" not in page
    assert 'class="figure"' in page
    monkeypatch.setattr("onrecord.web.pages.concepts.can_lay_out", lambda: False)
    assert "For the network:" in coded.get("/pictures/concepts").text


def test_the_api_gives_concepts_their_statements_and_networks(coded: TestClient) -> None:
    assert [(its["name"], its["agree"], its["disagree"]) for its in coded.get("/api/concepts").json()][:2] == [(DRAIN, 3, 1), (FERRY, 0, 1)]
    found = coded.get("/api/concepts/statements", params={"name": DRAIN, "agree": "true", "size": 2}).json()
    assert (found["count"], [its["agrees"] for its in found["items"]]) == (3, [True, True])
    assert coded.get(found["next"]).json()["items"]
    assert coded.get("/api/concepts/statements", params={"name": DRAIN, "format": "csv"}).text.count("\n") == 5
    graph = coded.get("/api/networks/actor-actor", params={"qualifier": "congruence"}).json()
    assert [(edge["congruence"], edge["weight"]) for edge in graph["edges"]] == [(2, 2)]
    assert {node["variable"] for node in coded.get("/api/networks/actor-concept").json()["nodes"]} == {"actor", "concept"}
    assert len(coded.get("/api/networks/concept-concept").json()["edges"]) == 2  # each two with an actor in common
    wrong = coded.get("/api/networks/actor-concept", params={"qualifier": "congruence"})
    assert (wrong.status_code, wrong.headers["content-type"]) == (422, "application/problem+json")
    assert coded.get("/api/concepts/statements", params={"name": "swans"}).status_code == 404
