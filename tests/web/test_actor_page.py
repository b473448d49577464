"""The pages of an actor, and what one says about another."""

import re

import pytest
from starlette.testclient import TestClient

from onrecord.record.portrait import Standpoint
from onrecord.web.courses import courses
from tests.record.conftest import tarn
from tests.web.conftest import EVIL, evil, orm


def page_of(desk: TestClient, name: str) -> str:
    """The address of an actor's page, as the list of actors has it."""
    found = re.search(rf'href="(/actor/[^"]+)">{name}</a>', desk.get("/actors", params={"q": name}).text)
    assert found is not None
    return found[1]


def test_an_actor_of_several_reports_has_one_page(desk: TestClient) -> None:
    address = page_of(desk, "Ada Wells")
    page = desk.get(address).text
    assert "in 3 reports" in page
    assert "mayor, Tarn" in page
    assert "We will drain the lake" in page
    of_one_report = desk.get(f"/actor/{tarn().actors[0].id}", follow_redirects=False)
    assert of_one_report.headers["location"] == address


def test_acts_and_whom_somebody_speaks_about(desk: TestClient) -> None:
    page = desk.get(page_of(desk, "Bo Lund")).text
    assert "consult: meet" in page
    assert f"/report/{orm().report.id}#e-e1" in page
    assert re.search(r'href="/actor/[^/"]+/about/[^/"]+">Ada Wells</a>', page)


def test_from_the_start_page_to_what_one_says_about_another_is_two_clicks(desk: TestClient) -> None:
    first = re.search(r'href="(/actor/[^"]+)">Bo Lund</a>', desk.get("/").text)
    assert first is not None
    second = re.search(r'href="(/actor/[^/"]+/about/[^/"]+)">Ada Wells</a>', desk.get(first[1]).text)
    assert second is not None
    page = desk.get(second[1]).text
    assert "What Bo Lund said about Ada Wells" in page
    assert "Ada Wells had promised him the ferry" in page
    assert "Did it change?" in page


def test_nobody_has_that_id(desk: TestClient) -> None:
    assert desk.get("/actor/nobody").status_code == 404
    assert desk.get(f"/actor/{tarn().actors[0].id}/about/nobody").status_code == 404


def test_a_name_is_never_markup(desk: TestClient) -> None:
    assert "<img" not in desk.get("/actors", params={"q": "alert"}).text
    page = desk.get(f"/actor/{evil().actors[0].id}").text
    assert "img src=x" in page
    assert "<img" not in page
    assert "alert(1)</script>" not in page


@pytest.mark.parametrize("words", ["(((", "\x00", EVIL, "..."])
def test_a_name_that_nobody_has(desk: TestClient, words: str) -> None:
    assert desk.get("/actors", params={"q": words}).status_code in (200, 422)


def stood(day: str, stance: str, target: str = "lake") -> Standpoint:
    return Standpoint(day, "me", "Me", target, target.title(), stance, None, "r", None, None, None)


def test_a_change_is_another_side_than_the_last_one_taken() -> None:
    (course,) = courses([stood("2021", "support"), stood("2022", "neutral"), stood("2023", "oppose"), stood("2024", "oppose")])
    assert [point.changed for point in course.points] == [False, False, True, False]
    assert course.changes == 1
    assert [
        course.target_name for course in courses([stood("2021", "support", "a"), stood("2021", "support"), stood("2022", "support")])
    ] == [
        "Lake",
        "A",
    ]
