"""The queue, decisions about many at once, their list, and actors."""

import re
from pathlib import Path

from starlette.testclient import TestClient

from onrecord.record import Record
from onrecord.record.actors import Actors
from onrecord.record.ledger import Which, noted
from tests.record.conftest import ferry, tarn
from tests.web.conftest import EVIL, visitor


def open_of(page: str) -> int:
    """How many statements the queue says that wait."""
    found = re.search(r'<p class="meta">(\d+) statement', page)
    assert found
    return int(found[1])


def bulk(desk: TestClient, count: int, status: int = 303, **more: str) -> str:
    answer = desk.post("/review", data={"count": str(count), "author": "Cy", **more}, follow_redirects=False)
    assert answer.status_code == status, answer.text
    return str(answer.headers.get("location", "") if status == 303 else answer.text)


def test_the_queue_is_narrowed_and_emptied_at_once_and_filled_again(desk_file: Path) -> None:
    with visitor(desk_file) as desk:
        all_ = open_of(desk.get("/review").text)
        of_wells = open_of(desk.get("/review?speaker=Wells&below=0.95").text)
        assert 0 < of_wells < all_
        address = bulk(desk, of_wells, verb="accept", speaker="Wells", below="0.95", reason="read")
        assert open_of(desk.get("/review").text) == all_ - of_wells
        page = desk.get(address).text
        ids = re.findall(r'name="statement" value="(\w+)"', page)
        assert len(ids) == of_wells
        assert desk.post("/decisions/undo", data={"statement": ids, "then": address}).status_code == 200
        assert open_of(desk.get("/review").text) == all_
        assert "taken back" in desk.get("/decisions").text
        assert "was taken back before" in desk.post("/decisions/undo", data={"statement": ids[:1]}).text


def test_many_at_once_are_those_that_were_seen_or_none(desk_file: Path) -> None:
    with visitor(desk_file) as desk:
        count = open_of(desk.get("/review").text)
        assert f"There were {count + 1} when you looked" in bulk(desk, count + 1, 409, verb="reject")
        assert "Your name is missing" in bulk(desk, count, 422, verb="reject", author="")
        assert "is no date" in desk.get("/review", params={"from": "soon"}).text
    with Record(desk_file) as record:
        assert not record.decisions()


def test_the_list_tells_of_statements_and_actors_from_the_latest(desk_file: Path) -> None:
    with visitor(desk_file) as desk:
        desk.post(f"/report/{tarn().report.id}/correct", data={"verb": "reject", "statement": tarn().statements[3].id, "author": "Cy"})
        lund = tarn().actors[1].id
        seen = re.search(r'name="seen" value="(\d+)"', desk.get(f"/actor/{lund}/correct").text)
        assert seen
        renamed = {"verb": "rename", "name": "Bo Lund-Dorn", "author": "Di", "reason": "married", "seen": seen[1]}
        assert desk.post(f"/actor/{lund}/correct", data=renamed, follow_redirects=False).status_code == 303
        late = desk.post(f"/actor/{lund}/correct", data=renamed | {"author": "Ed", "name": "B. Lund"})
        assert late.status_code == 409
        assert "Somebody decided about actors since you looked" in late.text
        assert "<b>Di</b>" in late.text
        page = desk.get("/decisions").text
        assert page.index("married") < page.index("Mr. Lund denied it") if "Mr. Lund denied it" in page else "married" in page
        assert "married" not in desk.get("/decisions?author=Cy").text
    with Record(desk_file) as record:
        assert Actors(record).identity(lund).name == "Bo Lund-Dorn"
        assert [one.verb for one in noted(record, Which(author="Di"))] == ["rename"]


def test_two_are_one_and_two_again(desk_file: Path) -> None:
    """A merge of two actors, which the list takes back."""
    lund, wells = tarn().actors[1].id, ferry().actors[0].id
    with visitor(desk_file) as desk:
        form = {"verb": "merge", "others": lund, "author": "Cy", "seen": "0"}
        assert desk.post(f"/actor/{wells}/correct", data=form, follow_redirects=False).status_code == 303
        with Record(desk_file) as record:
            assert Actors(record).identity(lund).id == Actors(record).identity(wells).id
        (id_,) = re.findall(r'name="actor" value="(\w+)"', desk.get("/decisions").text)
        desk.post("/decisions/undo", data={"actor": id_})
    with Record(desk_file) as record:
        assert Actors(record).identity(lund).id != Actors(record).identity(wells).id


def test_a_decision_that_another_builds_upon_stays(desk_file: Path) -> None:
    report, its = tarn().report.id, tarn().statements[3].id
    with visitor(desk_file) as desk:
        desk.post(f"/report/{report}/correct", data={"verb": "add", "content": "swans or not", "author": "Cy"})
        with Record(desk_file) as record:
            (first,) = record.decisions()
        assert first.value is not None
        desk.post(f"/report/{report}/correct", data={"verb": "accept", "statement": first.value.id, "seen": "1", "author": "Di"})
        answer = desk.post("/decisions/undo", data={"statement": first.id})
        assert answer.status_code == 409
        assert "Di decided afterwards about what it made" in answer.text
        assert its


def test_the_api_decides_and_takes_back(desk_file: Path) -> None:
    address, its = f"/api/reports/{tarn().report.id}/decisions", tarn().statements[3].id
    with visitor(desk_file) as desk:
        made = desk.post(address, json={"verb": "reject", "statement": its, "author": "Cy"}).json()
        assert desk.post(address, json={"verb": "reject", "statement": its, "author": "Di"}).status_code == 409
        assert desk.get("/api/decisions?author=Cy").json()["items"][0]["id"] == made["decision"]
        assert desk.post(f"/api/decisions/{made['decision']}/undo").status_code == 200
        assert desk.post(f"/api/decisions/{made['decision']}/undo").status_code == 409
        assert desk.post("/api/decisions/none/undo").status_code == 404
        text = tarn().report.text
        crossed = {"verb": "add", "content": f"{text[:9]} ... {text[3:12]}", "content_at": "0-9,3-12"}
        for bad in (
            {"verb": "accept"},
            crossed,
            {"verb": "replace", "statement": its},
        ):
            assert desk.post(address, json={"author": "Cy", **bad}).status_code == 422, bad


def test_names_and_reasons_are_never_markup(desk_file: Path) -> None:
    with visitor(desk_file) as desk:
        its = {"verb": "reject", "statement": tarn().statements[3].id, "author": EVIL, "reason": EVIL}
        assert desk.post(f"/report/{tarn().report.id}/correct", data=its, follow_redirects=False).status_code == 303
        added = {"verb": "add", "content": "swans", "speaker": EVIL, "role": EVIL, "author": EVIL}
        assert desk.post(f"/report/{tarn().report.id}/correct", data=added, follow_redirects=False).status_code == 303
        late = desk.post(f"/report/{tarn().report.id}/correct", data=its | {"verb": "accept"})
        assert late.status_code == 409
        for page in (late.text, *(desk.get(path).text for path in ("/decisions", "/review", f"/report/{tarn().report.id}", "/load"))):
            assert "<img" not in page
            assert "alert(1)</script>" not in page
