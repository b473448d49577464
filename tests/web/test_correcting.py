"""Correcting a statement by a form."""

import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from onrecord.record import Record
from onrecord.schema.report import Report
from onrecord.web.correcting import spans_of
from onrecord.web.desk import Options
from tests.record.conftest import RUN, tarn
from tests.web.conftest import visitor

TARN = tarn().report.id


def form(number: int, **more: str) -> dict[str, str]:
    """The form of one of Tarn's statements, as the page has it."""
    its = tarn().statements[number]
    filled = {
        "verb": "replace",
        "statement": its.id,
        "seen": "0",
        "author": "Cy Dorn",
        "content": " ... ".join(span.text for span in its.content),
        "content_at": ",".join(f"{span.start}-{span.end}" for span in its.content),
        "source": its.source.text if its.source else "",
        "cue": its.cue.text if its.cue else "",
        "speaker": its.speaker.name if its.speaker else "",
        "kind": its.kind,
        "stance": its.stance,
        "type": its.type,
    }
    return filled | more


def post(desk: TestClient, values: dict[str, str], status: int = 303) -> str:
    answer = desk.post(f"/report/{TARN}/correct", data=values, follow_redirects=False)
    assert answer.status_code == status, answer.text
    return str(answer.headers.get("location", "") if status == 303 else answer.text)


def test_the_form_has_the_statement_as_it_is(desk_file: Path) -> None:
    with visitor(desk_file) as desk:
        page = desk.get(f"/report/{TARN}/correct", params={"statement": tarn().statements[1].id}).text
    assert 'name="speaker" type="text" list="f-speakers" value="Ada Wells"' in page
    assert ">Bo Lund had called the plan &#34;madness&#34;</textarea>" in page
    assert '<option value="Bo Lund"></option>' in page


def test_a_wrong_speaker_is_mended_and_survives_a_second_reading(desk_file: Path) -> None:
    with visitor(desk_file) as desk:
        address = post(desk, form(0, speaker="bo lund", reason="it was he"))
        assert desk.cookies["author"] == "Cy%20Dorn"
        assert f"#s-{tarn().statements[0].id}" in address
    with Record(desk_file, write=True) as record:
        record.add(tarn(), record.run(RUN, "2021-07-01T00:00:00Z"), "tarn.txt", "digest", again=True)
        (entry,) = (entry for entry in record.entries(TARN) if entry.statement.id == tarn().statements[0].id)
        assert entry.statement.speaker is not None
        assert entry.statement.speaker.id == tarn().actors[1].id
        assert record.reading(TARN).statements[0].speaker == tarn().statements[0].speaker  # what was read is kept
        (decision,) = record.decisions()
        assert (decision.author, decision.reason) == ("Cy Dorn", "it was he")


def test_a_shorter_span_keeps_the_statement_inside_it_there(desk_file: Path) -> None:
    with visitor(desk_file) as desk:
        address = post(desk, form(1, content="called the plan “madness”".replace("“", '"').replace("”", '"'), content_at=""))
        new = address.partition("#s-")[2]
    with Record(desk_file) as record:
        entries = {entry.statement.id: entry for entry in record.entries(TARN)}
        assert entries[tarn().statements[2].id].statement.parent == new
        assert entries[new].statement.content[0].text == 'called the plan "madness"'


def test_a_missing_statement_is_added_by_its_words_alone(desk_file: Path) -> None:
    with visitor(desk_file) as desk:
        values = {"verb": "add", "author": "Cy", "content": "swans or  not", "speaker": "The Swans"}
        new = post(desk, values).partition("#s-")[2]
        page = desk.get(f"/report/{TARN}").text
    assert f'id="s-{new}"' in page
    with Record(desk_file) as record:
        (added,) = (entry for entry in record.entries(TARN) if entry.statement.id == new)
        assert (added.standing, added.statement.kind, added.speaker_name) == ("added", "indirect", "The Swans")


def test_accept_and_reject_go_back_to_where_they_were_pressed(desk_file: Path) -> None:
    with visitor(desk_file) as desk:
        assert post(desk, form(3, verb="reject", then="/review?below=0.5")) == "/review?below=0.5"
        assert post(desk, form(0, verb="accept", then="//evil.example/")) == f"/report/{TARN}"
        assert tarn().statements[3].id not in desk.get(f"/report/{TARN}").text


def test_two_at_once_lose_nothing_and_the_second_sees_both(desk_file: Path) -> None:
    with visitor(desk_file) as one, visitor(desk_file) as two:
        first = post(one, form(1, content='called the plan "madness"', content_at="", author="One"))
        page = post(two, form(1, speaker="Bo Lund", author="Two"), 409)
        assert "somebody decided about it since you looked" in page
        assert "Decided meanwhile" in page
        assert "<b>One</b>" in page
        assert 'value="Bo Lund" autocomplete' in page  # what Two wrote is still there
        made = first.partition("#s-")[2]
        assert f'name="statement" value="{made}"' in page  # saved now, it goes in the place of what One made
        post(two, form(1, statement=made, seen="1", speaker="Bo Lund", author="Two"))
    with Record(desk_file) as record:
        assert [decision.author for decision in record.decisions()] == ["One", "Two"]


def test_the_same_words_are_not_added_twice(desk_file: Path) -> None:
    its = tarn().statements[3]
    with visitor(desk_file) as desk:
        page = post(desk, form(3, verb="add", statement=""), 409)
    assert f"statement {its.id}: stands in exactly these words already" in page


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"author": " "}, "Your name is missing"),
        ({"content": "", "content_at": ""}, "What was said is missing"),
        ({"cue": "whispered"}, "cue: the report does not have the words “whispered”"),
        ({"date": "soon"}, "date soon: is no date"),
    ],
)
def test_a_form_that_can_not_be_taken_says_why(desk_file: Path, more: dict[str, str], said: str) -> None:
    with visitor(desk_file) as desk:
        assert said in post(desk, form(0, **more), 422)
    with Record(desk_file) as record:
        assert not record.decisions()


def test_nothing_is_written_read_only_or_from_another_site(desk_file: Path) -> None:
    with visitor(desk_file, Options(read_only=True)) as desk:
        post(desk, form(0), 403)
        assert "data-correct" not in desk.get(f"/report/{TARN}").text
    with visitor(desk_file, Options(), **{"Sec-Fetch-Site": "cross-site"}) as desk:
        post(desk, form(0), 403)


def test_a_script_gets_json(desk_file: Path) -> None:
    with visitor(desk_file, accept="application/json") as desk:
        told = json.loads(desk.post(f"/report/{TARN}/correct", data=form(0, verb="accept")).text)
        assert desk.post(f"/report/{TARN}/correct", data=form(0, verb="accept", author="Another")).status_code == 409
    with Record(desk_file) as record:
        assert [decision.id for decision in record.decisions()] == [told["decision"]]


def test_words_are_taken_where_a_script_says_or_where_they_are_nearest() -> None:
    report = Report("A \U0001f9a2 said yes.\r\n\r\nLater she said yes, and  no.")
    last = report.text.rindex("said yes")
    assert spans_of(report, "content", "said yes", f"{last}-{last + 8}", 0)[0].start == last
    assert spans_of(report, "content", "said yes", "1-9", 0)[0].start == 4  # the place has other words
    assert spans_of(report, "content", "said yes", None, 30)[0].start == last
    assert [span.text for span in spans_of(report, "content", "said yes ... and no", "0-9999", 0)] == ["said yes", "and  no"]


def test_where_another_program_writes_for_long_a_page_says_so_and_nothing_is_lost(desk_file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("onrecord.record.database.PATIENCE", 0.2)
    with visitor(desk_file) as desk, closing(sqlite3.connect(desk_file, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        assert "another program is writing to it; wait until it has ended" in post(desk, form(0, verb="accept"), 503)
        assert desk.get(f"/report/{TARN}").status_code == 200
        other.execute("ROLLBACK")
        post(desk, form(0, verb="accept"))
