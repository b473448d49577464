"""Pictures: the same numbers in the drawing, the table and the CSV, whatever is asked for."""

import csv
import io
import json
import re
import xml.etree.ElementTree as ET
from datetime import date
from pathlib import Path

import networkx as nx
import pytest
from starlette.testclient import TestClient

from onrecord.record import Record
from onrecord.web import network_picture, pictures
from onrecord.web.drawing import specification
from onrecord.web.network_picture import who_about_whom
from onrecord.web.pictures import Standpoint, Wanted, matrix_of
from tests.web.conftest import EVIL

SVG = "{http://www.w3.org/2000/svg}"


def stood(actor: str, target: str, stance: str, day: str = "2021-05-03", publisher: str = "Orm Gazette") -> Standpoint:
    return Standpoint(day, actor.lower(), actor, target.lower(), target, stance, publisher)


STOOD = (
    stood("Ada Wells", "Bo Lund", "support"),
    stood("Ada Wells", "Bo Lund", "support", "2021-06-01"),
    stood("Ada Wells", "Lake Board", "oppose", "2021-07"),
    stood("Ada Wells", "Lake Board", "support", "2022", "Tarn Post"),
    stood("Bo Lund", "Ada Wells", "oppose", "2021-05-03", "Tarn Post"),
    stood("Bo Lund", EVIL, "neutral"),
)


@pytest.fixture
def standing(desk: TestClient, monkeypatch: pytest.MonkeyPatch) -> TestClient:
    """A visitor of a desk whose record has positions."""
    monkeypatch.setattr(pictures, "standpoints_of", lambda _: STOOD)
    return desk


def rows(desk: TestClient, name: str, **asked: str) -> list[dict[str, str]]:
    """The CSV of a picture."""
    answer = desk.get(f"/pictures/{name}.csv", params=asked)
    assert answer.headers["content-type"].startswith("text/csv")
    return list(csv.DictReader(io.StringIO(answer.text)))


def table(desk: TestClient, name: str, **asked: str) -> list[list[int]]:
    """The figures of a picture's table on the page."""
    section = desk.get("/pictures", params=asked).text.partition(f'id="{name}"')[2].partition("</section>")[0]
    lines = re.findall(r"<tr><th scope=\"row\">.*?</tr>", section, re.DOTALL)
    return [[int(figure.replace(",", "")) for figure in re.findall(r'class="figure">([\d,]+)<', line)] for line in lines]


def words(svg: str) -> list[str]:
    """What is written in a drawing, which must be XML."""
    return ["".join(text.itertext()) for text in ET.fromstring(svg).iter(f"{SVG}text")]  # noqa: S314 (our own)


@pytest.mark.parametrize("asked", [{}, {"speaker": "Wells"}, {"from": "2021-05-03", "publisher": "Orm"}])
def test_the_table_has_the_numbers_of_the_csv(standing: TestClient, asked: dict[str, str]) -> None:
    volume = [[int(row["statements"])] for row in rows(standing, "volume", **asked) if row["statements"] != "0"]
    assert volume
    assert table(standing, "volume", **asked) == volume
    matrix = [[int(row[stance]) for stance in ("support", "oppose", "neutral")] for row in rows(standing, "positions", **asked)]
    assert matrix
    assert table(standing, "positions", **asked) == matrix
    ties = [[int(row["statements"])] for row in rows(standing, "network", **asked)]
    assert table(standing, "network", **asked) == ties


def test_filters_change_the_numbers(standing: TestClient) -> None:
    assert sum(int(row["statements"]) for row in rows(standing, "volume", speaker="Lund")) < sum(
        int(row["statements"]) for row in rows(standing, "volume")
    )
    assert {row["actor"] for row in rows(standing, "positions", speaker="lund")} == {"Bo Lund"}
    assert [(row["target"], row["oppose"]) for row in rows(standing, "positions", publisher="Tarn", to="2021")] == [("Ada Wells", "1")]
    assert [row["target"] for row in rows(standing, "positions", weight="2")] == ["Bo Lund", "Lake Board"]
    assert len(rows(standing, "positions", most="1")) == 1
    assert rows(standing, "positions", speaker="nobody") == []


@pytest.mark.parametrize(
    ("since", "until", "count"), [("2021-07-05", None, 2), (None, "2021-06-01", 4), ("2022", "2022", 1), ("2023", None, 0)]
)
def test_a_month_or_year_is_within_days_that_touch_it(since: str | None, until: str | None, count: int) -> None:
    first, last = (None if end is None else date.fromisoformat((end + "-01-01")[:10]) for end in (since, until))
    found = matrix_of(STOOD, Wanted(first, last)).rows
    assert sum(sum(int(str(row[stance])) for stance in ("support", "oppose", "neutral")) for row in found) == count


def test_the_matrix_is_sorted_and_needs_no_colours(standing: TestClient) -> None:
    made = matrix_of(STOOD, Wanted())
    assert [(cell["actor"], cell["target"], cell["sign"]) for cell in made.datasets["cells"]] == [
        ("Ada Wells", "Bo Lund", "+2"),
        ("Ada Wells", "Lake Board", "1:1"),
        ("Bo Lund", EVIL, "0"),
        ("Bo Lund", "Ada Wells", "−1"),
    ]
    written = words(standing.get("/pictures/positions.svg").text)
    assert {"+2", "1:1", "−1", "Ada Wells", "Lake Board", "support (+)"} <= set(written)
    assert matrix_of(STOOD, Wanted(most=1)).more == 3


def test_the_network_leads_to_actors(desk: TestClient) -> None:
    ties = {(row["speaker"], row["about"]): row for row in rows(desk, "network")}
    assert ties["Bo Lund", "Ada Wells"]["statements"] == "1"
    page = desk.get("/pictures").text
    circles = re.findall(r'<a href="(/actor/[^"]+)" aria-label="([^"]+)"><title>', page)
    assert {name for _, name in circles} == {name for tie in ties for name in tie}
    assert all(desk.get(address, follow_redirects=False).status_code == 200 for address, _ in circles)
    assert "Ada Wells" in words(desk.get("/pictures/network.svg").text)
    assert rows(desk, "network", weight="1000") == []
    assert {name for row in rows(desk, "network", speaker="Lund") for name in (row["speaker"], row["about"])} >= {"Bo Lund"}
    assert rows(desk, "network", speaker="nobody") == []


def test_what_is_left_out_is_counted(record_file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = nx.DiGraph()
    for one, other, weight in (("Cleo", "Dora", 3), ("Dora", "Cleo", 2), ("Emil", "Cleo", 1), ("Emil", "Finn", 1)):
        whole.add_node(one, label=one)
        whole.add_node(other, label=other)
        whole.add_edge(one, other, weight=weight)
    monkeypatch.setattr(network_picture, "ties", lambda *_: whole)
    with Record(record_file) as record:
        made = {(who, most): who_about_whom(record, Wanted(speaker=who, most=most)) for who in (None, "emil") for most in (25, 2)}
    assert [(len(picture.rows), picture.more) for picture in made.values()] == [(4, 0), (2, 2), (2, 0), (1, 1)]
    assert [(row["speaker"], row["about"]) for row in made[None, 2].rows] == [("Cleo", "Dora"), ("Dora", "Cleo")]
    assert made[None, 25].spots == ()  # who is not in the record has no page


def test_the_network_is_drawn_the_same_each_time(desk: TestClient) -> None:
    assert desk.get("/pictures/network.svg").content == desk.get("/pictures/network.svg").content


def test_two_of_one_name_are_two() -> None:
    twice = [
        stood("Ada Wells", "Bo Lund", "support"),
        Standpoint(None, "other", "Ada Wells", "x", "X", "oppose", None),
    ]
    assert [row["actor"] for row in matrix_of(twice, Wanted()).rows] == ["Ada Wells", "Ada Wells (2)"]


@pytest.mark.parametrize("name", ["volume", "positions", "network"])
def test_drawings(standing: TestClient, name: str) -> None:
    light, dark = (standing.get(f"/pictures/{name}.svg", params={"theme": theme}) for theme in ("light", "dark"))
    assert light.headers["content-type"] == "image/svg+xml"
    assert words(light.text) == words(dark.text) != []
    assert light.text != dark.text
    assert "<script" not in light.text
    assert "<img" not in light.text
    root = ET.fromstring(light.text)  # noqa: S314 (our own)
    size = re.search(rf'src="/pictures/{name}.svg\?theme=light" width="(\d+)" height="(\d+)"', standing.get("/pictures").text)
    assert size is not None
    assert (root.attrib["width"], root.attrib["height"]) == size.groups()  # nothing moves when it comes
    assert standing.get(f"/pictures/{name}.png").content.startswith(b"\x89PNG")


def test_a_wrong_filter_is_told(desk: TestClient) -> None:
    answer = desk.get("/pictures", params={"from": "soon"})
    assert answer.status_code == 422
    assert "from soon: is no date" in answer.text
    assert "must not come after" in desk.get("/pictures", params={"from": "2022", "to": "2021"}).text
    assert desk.get("/pictures/volume.svg", params={"from": "soon"}).status_code == 422
    assert desk.get("/pictures", params={"weight": "", "most": ""}).status_code == 200


def test_nothing_to_show_says_what_to_do(desk: TestClient) -> None:
    assert "No positions are in this record" in desk.get("/pictures").text
    page = desk.get("/pictures", params={"speaker": "nobody"}).text
    assert page.count('<a href="/pictures">') == 4
    assert desk.get("/pictures/network.svg", params={"speaker": "nobody"}).status_code == 200
    assert desk.get("/pictures/positions.svg").status_code == 200


def test_without_what_draws_the_tables_stay(desk: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("onrecord.web.pages.pictures.can_draw", lambda: False)
    monkeypatch.setattr("onrecord.web.pages.pictures.can_lay_out", lambda: False)
    page = desk.get("/pictures").text
    assert "onrecord[pictures]" in page
    assert "<img" not in page
    assert "For the network:" in page
    assert 'class="figure"' in page


def test_words_of_reports_are_data() -> None:
    made = specification(matrix_of(STOOD, Wanted()), "light")
    assert json.dumps(EVIL) in json.dumps(made.pop("datasets"))
    assert json.dumps(EVIL) not in json.dumps(made)
