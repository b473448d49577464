"""The pages of an actor, and what one says about another."""

import re
from datetime import date
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from onrecord.record import Change, Stand
from onrecord.schema.actor import ActorRef, Speaker
from onrecord.schema.position import Position
from onrecord.schema.span import Span
from onrecord.schema.words import PositionStance
from onrecord.web.courses import courses
from tests.record.conftest import tarn
from tests.record.made import filled
from tests.record.test_stands import told
from tests.web.conftest import EVIL, evil, orm, orm_again, visitor


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


def stood(day: int, stance: PositionStance, target: str | None = "lake") -> Stand:
    """A position of one day towards an actor, or without one towards a claim."""
    claim = Span(0, 14, "drain the mere") if target is None else None
    whom = None if target is None else ActorRef(target, target.title())
    its = Position(Speaker("me", "Me"), whom, stance, None, (), None, Span(20, 26, "backed"), claim=claim)
    return Stand(
        its,
        date(2021, 5, day),
        ("I back it",),
        None,
        ActorRef("me", "Me"),
        whom,
        f"r{day}",
        None,
        None,
        None,
        "I back it.",
        None,
        "p",
        "read",
        None,
    )


def test_courses_are_by_target_and_those_that_changed_come_first() -> None:
    stands = [stood(1, "support", "a"), stood(2, "oppose", None), stood(3, "support", "a"), stood(4, "support"), stood(5, "oppose")]
    change = Change(stands[3], stands[4])
    found = courses(stands, [change])
    assert [(course.target, course.target_name) for course in found] == [("lake", "Lake"), ("a", "A"), (None, "drain the mere")]
    assert found[0].changes == (change,)
    assert [found[0].turned(stand) for stand in found[0].stands] == [False, True]
    assert not found[1].changes


def test_a_change_is_shown_with_both_days_and_both_quotes(tmp_path: Path) -> None:
    readings = [told(1, 4, "support"), told(2, 9, "oppose"), told(3, 11, "oppose", claim="the plan of May")]
    with filled(tmp_path / "r.db", readings) as made:
        made.group()
    with visitor(tmp_path / "r.db") as desk:
        page = desk.get(page_of(desk, "Ada Wells")).text
        about = desk.get(re.search(r'href="(/actor/[^/"]+/about/[^"]+)">Kess</a>', page)[1]).text  # type: ignore[index]
        (wells,) = desk.get("/api/actors", params={"q": "Ada Wells"}).json()["items"]
        items = desk.get("/api/positions", params={"actor": wells["id"]}).json()["items"]
        rows = desk.get("/api/positions", params={"format": "csv"}).text.splitlines()
    for shown in (page, about):
        assert "changed</span>" in shown
        assert re.search(r"support on 4 May 2021: <q>Ada Wells praised Kess.*oppose on 9 May 2021: <q>Ada Wells condemned Kess", shown)
        assert f"/report/{readings[0].report.id}#s-{readings[0].statements[0].id}" in shown
    assert "“the plan of May”" in page
    assert "“the plan of May”" not in about
    assert [item["stance"] for item in items] == ["support", "oppose", "oppose"]
    assert [(item["target"] or item["claim"])["name" if item["target"] else "text"] for item in items] == [
        "Kess",
        "Kess",
        "the plan of May",
    ]
    assert len(rows) == 4


def test_an_act_that_two_reports_tell_is_shown_once(tmp_path: Path) -> None:
    with filled(tmp_path / "r.db", [orm(), orm_again()]) as made:
        made.group()
    with visitor(tmp_path / "r.db") as desk:
        page = desk.get(page_of(desk, "Bo Lund")).text
        assert len(desk.get("/api/events").json()["items"]) == 2
        assert len(desk.get("/api/events", params={"once": "true"}).json()["items"]) == 1
    assert page.count("consult: meet") == 1
    assert "told 2 times" in page


def test_acts_stand_in_the_timeline_beside_statements(desk: TestClient) -> None:
    page = desk.get(page_of(desk, "Bo Lund")).text
    assert re.search(r"<title>May 2021: \d statements?, 1 act</title>", page)
    assert 'class="act-of"' in page


def test_statements_positions_and_acts_come_as_csv(tmp_path: Path) -> None:
    with filled(tmp_path / "told.db", [told(1, 4, "support"), orm()]):
        pass
    with visitor(tmp_path / "told.db") as desk:
        found = [
            page for name in ("Ada Wells", "Bo Lund") for page in re.findall(r'href="(/api/[^"]+)"', desk.get(page_of(desk, name)).text)
        ]
        wanted = [address.replace("&amp;", "&") for address in found if "format=csv" in address]
        assert {address.split("?")[0].rpartition("/")[2] for address in wanted} == {"statements", "positions", "events"}
        for address in wanted:
            answer = desk.get(address)
            assert answer.status_code == 200
            assert len(answer.text.splitlines()) > 1
