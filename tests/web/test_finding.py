"""Correcting acts and positions by a form, in their queues, and by the API."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from onrecord.record import Record
from onrecord.record.ledger import noted
from onrecord.schema.position import position_id
from onrecord.web.desk import Options
from tests.record.conftest import RUN
from tests.record.test_findings import CONDEMNED, REPORT, SHELLED, WAR, filled
from tests.web.conftest import EVIL, orm, visitor

THIRD = position_id(REPORT, WAR.positions[2])


@pytest.fixture
def war_file(tmp_path: Path) -> Path:
    """A record of the report about a war, and of another one."""
    with filled(tmp_path / "war.db") as record:
        record.add(orm(), record.run(RUN, "2021-06-01T00:00:00Z"), "orm.txt", "digest")
    return tmp_path / "war.db"


@pytest.fixture
def desk(war_file: Path) -> Iterator[TestClient]:
    with visitor(war_file) as client:
        yield client


def event_form(**more: str) -> dict[str, str]:
    """The form of the first event, as the page has it."""
    filled_in = {"verb": "replace", "event": SHELLED.id, "seen": "0", "author": "Cy Dorn", "trigger": "shelled", "trigger_at": "5-12"}
    filled_in |= {"type": "ASSAULT", "mode": "heavy-weapons", "modality": "happened", "actor": "Kess", "recipient": "Tarn"}
    return filled_in | {"date": "2021-05-03", "place": ""} | more


def position_form(**more: str) -> dict[str, str]:
    """The form of the third position, likewise."""
    filled_in = {"verb": "replace", "position": THIRD, "seen": "0", "author": "Cy Dorn", "holder": "Bo Lund", "stance": "support"}
    return filled_in | {"trigger": "backed", "towards": "claim", "claim": "the dam of Kess", "strength": "moderate"} | more


def post(desk: TestClient, kind: str, values: dict[str, str], status: int = 303) -> str:
    answer = desk.post(f"/report/{REPORT}/{kind}", data=values, follow_redirects=False)
    assert answer.status_code == status, answer.text
    return str(answer.headers.get("location", "") if status == 303 else answer.text)


def test_the_form_has_the_event_as_it_is(desk: TestClient) -> None:
    page = desk.get(f"/report/{REPORT}/event", params={"event": SHELLED.id}).text
    assert 'name="actor" type="text" list="f-names" value="Kess"' in page
    assert "<option selected>ASSAULT</option>" in page
    assert '<option value="heavy-weapons" title="Artillery, tanks, rockets." selected>' in page
    assert desk.get(f"/report/{REPORT}/event", params={"event": "none"}).status_code == 404
    assert desk.get(f"/report/{orm().report.id}/event", params={"event": SHELLED.id}).status_code == 404
    assert desk.get("/report/none/position").status_code == 404


def test_what_is_wrong_with_an_event_is_put_right(desk: TestClient, war_file: Path) -> None:
    values = event_form(
        type="COERCE", mode="arrest", modality="planned", actor="tarn; Bo Lund", recipient="Orm", date="2021-05-02", place="the weir"
    )
    address = post(desk, "event", values)
    assert address == f"/report/{REPORT}#e-{SHELLED.id}"
    with Record(war_file) as record:
        event = record.events_in(REPORT)[0]
        assert (event.type, event.mode, event.modality, event.date, event.place) == (
            "COERCE",
            "arrest",
            "planned",
            "2021-05-02",
            "the weir",
        )
        assert [ref.name for ref in event.actors] == ["Tarn", "Bo Lund"]
        assert [ref.name for ref in event.recipients] == ["Orm"]
        assert record.reading(REPORT) == WAR
    page = desk.get(f"/report/{REPORT}").text
    assert '<span class="tag standing">corrected</span>' in page
    assert "Tarn and Bo Lund → Orm" in desk.get("/decisions").text
    assert desk.get("/api/events", params={"type": "COERCE"}).json()["items"][0]["actor"][1] == "Tarn"


def test_what_is_saved_as_it_was_is_right(desk: TestClient, war_file: Path) -> None:
    post(desk, "event", event_form())
    post(desk, "position", position_form())
    with Record(war_file) as record:
        assert [decision.verb for decision in record.finding_decisions()] == ["accept", "accept"]
        assert record.events_in(REPORT) == WAR.events


def test_an_act_is_told_in_the_statement_whose_words_were_put_right(desk: TestClient) -> None:
    said = WAR.statements[0]
    assert "told in statement" in desk.get(f"/report/{REPORT}").text
    values = {"verb": "replace", "statement": said.id, "author": "Cy", "content": "condemned Kess,", "source": "she", "cue": "said"}
    desk.post(f"/report/{REPORT}/correct", data=values | {"speaker": "Ada Wells"})
    page = desk.get(f"/report/{REPORT}").text
    assert f"s-{said.id}" not in page
    assert "told in statement" in page


def test_a_direction_is_turned_in_one_click_and_back(desk: TestClient, war_file: Path) -> None:
    post(desk, "event", {"verb": "swap", "event": SHELLED.id, "seen": "0", "author": "Cy"})
    with Record(war_file) as record:
        assert [ref and ref.name for ref in (record.events_in(REPORT)[0].actor, record.events_in(REPORT)[0].recipient)] == ["Tarn", "Kess"]
        (decision,) = noted(record)
    assert (decision.verb, decision.before[1], decision.after[1]) == ("replace", "Kess → Tarn", "Tarn → Kess")
    assert desk.post("/decisions/undo", data={"event": decision.id}, follow_redirects=False).status_code == 303
    with Record(war_file) as record:
        assert record.events_in(REPORT) == WAR.events


def test_another_type_lets_its_mode_go_and_a_mode_must_fit(desk: TestClient, war_file: Path) -> None:
    post(desk, "event", event_form(type="AGREE"))
    with Record(war_file) as record:
        assert (record.events_in(REPORT)[0].type, record.events_in(REPORT)[0].mode) == ("AGREE", None)
    said = post(desk, "event", event_form(seen="1", type="CONSULT", mode="arrest"), 422)
    assert "CONSULT has multilateral, phone" in said


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"author": " "}, "Your name is missing"),
        ({"trigger": ""}, "The words that tell the act are missing"),
        ({"trigger": "bombed", "trigger_at": ""}, "does not have the words “bombed”"),
        ({"type": "MEET"}, "is no type of event"),
        ({"date": "soon"}, "is no date"),
        ({"event": ""}, "needs the id of an event"),
    ],
)
def test_what_can_not_be_is_said_and_the_form_keeps_what_was_written(desk: TestClient, more: dict[str, str], said: str) -> None:
    page = post(desk, "event", event_form(place="by the weir", **more), 422)
    assert said in page
    assert 'value="by the weir"' in page


def test_a_missing_event_is_found_by_its_words_and_in_the_statement_that_tells_it(desk: TestClient, war_file: Path) -> None:
    values = {"verb": "add", "author": "Cy", "trigger": "condemned Kess", "type": "REJECT", "actor": "Tarn", "recipient": ""}
    post(desk, "event", values)
    with Record(war_file) as record:
        added = record.events_in(REPORT)[-1]
    assert (added.type, added.actor and added.actor.name, added.recipient) == ("REJECT", "Tarn", None)
    assert added.statement == WAR.statements[0].id
    assert "stands in exactly these words already" in post(desk, "event", values | {"seen": "1", "author": "Bo"}, 409)


def test_two_at_once_lose_nothing(desk: TestClient, war_file: Path) -> None:
    post(desk, "event", event_form(type="COERCE", mode="", author="Bo"))
    page = post(desk, "event", event_form(type="THREATEN", mode=""), 409)
    assert "somebody decided about it since you looked" in page
    assert "<b>Bo</b>" in page
    assert "As it stands now" in page
    assert '<input type="hidden" name="seen" value="1">' in page
    assert "<option selected>THREATEN</option>" in page
    post(desk, "event", {"verb": "reject", "event": SHELLED.id, "seen": "1", "author": "Bo"})
    assert "It does not stand any more" in post(desk, "event", event_form(seen="1"), 409)
    with Record(war_file) as record:
        assert [decision.verb for decision in record.finding_decisions()] == ["replace", "reject"]


def test_a_stance_is_put_right_and_the_actor_s_page_has_it(desk: TestClient, war_file: Path) -> None:
    page = desk.get(f"/report/{REPORT}/position", params={"position": THIRD}).text
    assert 'value="Bo Lund"' in page
    assert ">the dam of Kess</textarea>" in page
    assert post(desk, "position", position_form(stance="oppose", strength="strong")) == f"/report/{REPORT}#p-{THIRD}"
    found = desk.get("/api/positions").json()["items"]
    assert [(one["stance"], one["standing"], one["id"]) for one in found if one["strength"] == "strong"] == [("oppose", "corrected", THIRD)]
    post(desk, "position", position_form(seen="1", towards="actor", target="Kess"))
    with Record(war_file) as record:
        last = record.positions_in(REPORT)[-1].position
        assert (last.target and last.target.name, last.claim) == ("Kess", None)
        assert record.reading(REPORT) == WAR


def test_a_position_begins_from_a_statement(desk: TestClient, war_file: Path) -> None:
    page = desk.get(f"/report/{REPORT}/position", params={"statement": WAR.statements[0].id}).text
    assert 'name="holder" type="text" list="f-names" value="Ada Wells"' in page
    assert f'name="proof" value="{WAR.statements[0].id}"' in page
    values = {"verb": "add", "author": "Cy", "holder": "Ada Wells", "target": "Tarn", "stance": "support", "trigger": "said"}
    post(desk, "position", values | {"proof": WAR.statements[0].id})
    with Record(war_file) as record:
        added = record.positions_in(REPORT)[-1]
    assert (added.position.evidence, added.position.target and added.position.target.name) == ((WAR.statements[0].id,), "Tarn")
    assert "towards one actor or towards one claim" in post(desk, "position", values | {"target": ""}, 422)
    assert "Who stands there is missing" in post(desk, "position", values | {"holder": ""}, 422)


def test_the_queues_are_narrowed_and_emptied_at_once_and_filled_again(desk: TestClient, war_file: Path) -> None:
    page = desk.get("/review/events").text
    assert "3 acts that nobody has looked at" in page
    assert page.index(CONDEMNED.id) < page.index(SHELLED.id)  # the less certain first
    assert "1 act that" in desk.get("/review/events?actor=Tarn").text
    assert "1 act that" in desk.get("/review/events?type=ACCUSE&publisher=post").text
    assert "is no word" not in desk.get("/review/events?below=0.5").text
    assert "There were 2 when you looked" in desk.post("/review/events", data={"verb": "reject", "count": "2", "author": "Cy"}).text
    answer = desk.post("/review/events", data={"verb": "reject", "count": "1", "author": "Cy", "below": "0.5"}, follow_redirects=False)
    listed = desk.get(answer.headers["location"]).text
    assert "2 acts that" in desk.get("/review/events").text
    (id_,) = re.findall(r'name="event" value="(\w+)"', listed)
    desk.post("/decisions/undo", data={"event": id_})
    assert "3 acts that" in desk.get("/review/events").text
    assert "3 positions that" in desk.get("/review/positions").text
    assert "1 position that" in desk.get("/review/positions?type=support").text
    desk.post("/review/positions", data={"verb": "accept", "count": "3", "author": "Cy"})
    assert "Nothing waits here" in desk.get("/review/positions").text
    with Record(war_file) as record:
        assert [stand.standing for stand in record.positions_in(REPORT)] == ["accepted"] * 3
        made = record.finding_decisions()[-1].made
    assert desk.post("/decisions/undo", data={"made": made, "author": "Cy"}, follow_redirects=False).status_code == 303
    assert "3 positions that" in desk.get("/review/positions").text
    assert desk.get("/review/other").status_code == 422


def test_the_api_decides_about_all_three_and_takes_back(desk: TestClient) -> None:
    address = f"/api/reports/{REPORT}/decisions"
    event = desk.post(address, json={"of": "event", "verb": "swap", "event": SHELLED.id, "author": "Cy", "seen": 0})
    assert event.json()["event"] == SHELLED.id
    again = desk.post(address, json={"of": "event", "verb": "reject", "event": SHELLED.id, "author": "Cy", "seen": 0})
    assert (again.status_code, again.headers["content-type"]) == (409, "application/problem+json")
    position = desk.post(address, json={"of": "position", "verb": "reject", "position": THIRD, "author": "Cy"})
    assert position.status_code == 200
    statement = desk.post(address, json={"verb": "accept", "statement": WAR.statements[0].id, "author": "Cy"})
    assert statement.json()["statement"] == WAR.statements[0].id
    assert {one["of"] for one in desk.get("/api/decisions").json()["items"]} == {"statement", "event", "position"}
    assert desk.post(f"/api/decisions/{position.json()['decision']}/undo").status_code == 200
    assert desk.post(address, json={"of": "event", "verb": "swap", "event": "none", "author": "Cy"}).status_code == 404
    assert desk.post(address, json={"of": "deed", "verb": "swap"}).status_code == 422
    assert desk.post(address, json=[]).status_code == 422
    shown = desk.get(f"/api/reports/{REPORT}").json()
    assert shown["events"][0]["actor"]["name"] == "Tarn"


def test_a_name_that_wants_to_be_markup_is_a_name(desk: TestClient) -> None:
    post(desk, "event", event_form(actor=EVIL.replace(";", ""), place=EVIL))
    post(desk, "position", position_form(holder=EVIL, role=EVIL))
    for path in (
        f"/report/{REPORT}",
        f"/report/{REPORT}/event?event={SHELLED.id}",
        "/decisions",
        f"/report/{REPORT}/position?position={THIRD}",
    ):
        page = desk.get(path).text
        assert "<script>alert" not in page
        assert "alert(1)" in page


def test_who_may_only_read_sees_no_forms_and_can_not_decide(war_file: Path) -> None:
    with visitor(war_file, Options(read_only=True)) as desk:
        page = desk.get(f"/report/{REPORT}").text
        assert "data-correct" not in page
        assert "data-add" not in page
        assert desk.post(f"/report/{REPORT}/event", data=event_form()).status_code == 403
        assert desk.post("/review/events", data={"verb": "reject", "count": "3", "author": "Cy"}).status_code == 403
