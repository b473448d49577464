"""The REST API: pages, forms, ETags, problems; test_described.py has what is made of its description."""

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from onrecord.schema.reading import Reading
from onrecord.schema.report import Report
from onrecord.web.desk import Options
from tests.record.conftest import ferry, tarn
from tests.web.conftest import orm, visitor


def get(desk: TestClient, path: str, **params: str | int) -> Any:
    """The JSON at an address."""
    answer = desk.get(path, params=params)
    assert answer.status_code == 200, answer.text
    return answer.json()


def test_a_report_has_all_that_was_read_of_it(desk: TestClient) -> None:
    found = get(desk, f"/api/reports/{orm().report.id}")
    assert found["report"]["text"] == orm().report.text
    assert [event["type"] for event in found["events"]] == ["CONSULT"]
    assert [statement["id"] for statement in found["statements"]] == [orm().statements[0].id]
    assert get(desk, "/api/reports")["count"] == 4


def test_statements_are_asked_for_as_on_the_command_line(desk: TestClient) -> None:
    found = get(desk, "/api/statements", q="drain", speaker="Wells", by="date")
    assert [item["id"] for item in found["items"]] == [tarn().statements[0].id, ferry().statements[0].id]
    assert found["items"][0]["source"]["text"] == "Ada Wells, the mayor of Tarn"
    assert found["items"][0]["publisher"] == "Tarn Post"
    assert get(desk, f"/api/statements/{tarn().statements[0].id}")["stance"] == "asserts"
    assert len(get(desk, f"/api/statements/{tarn().statements[0].id}/variants")) == 2


def test_pages_lead_from_one_to_the_next(desk: TestClient) -> None:
    seen, path = [], "/api/statements?by=date&size=3"
    while path:
        page = get(desk, path)
        seen += [item["id"] for item in page["items"]]
        path = page["next"]
    assert len(seen) == len(set(seen)) == page["count"]


def test_csv_and_json_lines_by_the_accept_header_or_the_address(desk: TestClient) -> None:
    for headers, params in (({"accept": "text/csv"}, {}), ({}, {"format": "csv"})):
        answer = desk.get("/api/statements", headers=headers, params={**params, "speaker": "Wells"})
        rows = list(csv.DictReader(io.StringIO(answer.text)))
        assert answer.headers["content-type"].startswith("text/csv")
        assert {row["speaker"] for row in rows} == {"Ada Wells"}
    lines = desk.get("/api/statements", headers={"accept": "application/jsonl"}).text.splitlines()
    assert len(lines) == get(desk, "/api/statements")["count"]
    assert all(json.loads(line)["id"] for line in lines)


def test_what_is_known_is_not_sent_again(desk: TestClient) -> None:
    first = desk.get("/api/reports")
    again = desk.get("/api/reports", headers={"if-none-match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert desk.get("/api/reports?size=1", headers={"if-none-match": first.headers["etag"]}).status_code == 200


def test_actors_events_positions_counts_and_networks(desk: TestClient) -> None:
    (lund,) = get(desk, "/api/actors", q="Bo Lund")["items"]
    assert get(desk, f"/api/actors/{lund['id']}")["speaks_about"][0]["name"] == "Ada Wells"
    said = get(desk, f"/api/actors/{lund['id']}/statements")
    assert said["count"] == len(said["items"]) == lund["statements"]
    assert [event["type"] for event in get(desk, "/api/events", actor=lund["id"])["items"]] == ["CONSULT"]
    assert get(desk, "/api/events", type="AID")["items"] == []
    assert get(desk, "/api/positions", actor=lund["id"])["items"] == []
    assert {"month": "2021-05", "count": 7} in get(desk, "/api/counts")
    assert get(desk, "/api/counts", per="speaker", q="drain") == [{"speaker": "Ada Wells", "count": 2}]
    assert {edge["weight"] for edge in get(desk, "/api/networks/about")["edges"]} == {1}


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/api/reports/nothing", 404),
        ("/api/nothing", 404),
        ("/api/statements/nothing", 404),
        ("/api/statements?q=(", 422),
        ("/api/statements?kind=loud", 422),
        ("/api/statements?from=never", 422),
        ("/api/networks/love", 422),
        ("/api/networks/about?from=2021&to=2020", 422),
        ("/api/actors?size=0", 422),
        ("/api/positions?actor=nobody", 404),
    ],
)
def test_a_problem_is_one_that_a_program_can_read(desk: TestClient, path: str, status: int) -> None:
    answer = desk.get(path)
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["status"] == status
    assert answer.json()["detail"]


def test_a_text_is_read_by_the_reader_that_the_desk_was_handed(record_file: Path) -> None:
    def read(report: Report) -> Reading:
        return Reading(report, (), (), (), (), ())

    with visitor(record_file, Options(read=read)) as client:
        answer = client.post("/api/read", json={"text": "Nobody spoke.", "published": "2021-05-04"})
        assert answer.json()["report"]["published"] == "2021-05-04"
        for bad in ({"text": " "}, {"text": "a\x00"}, {"text": ""}, {}, {"text": "a", "published": "May"}, {"text": "a", "more": 1}):
            assert client.post("/api/read", json=bad).status_code == 422
    with visitor(record_file) as client:
        assert client.post("/api/read", json={"text": "Nobody spoke."}).status_code == 404


def test_the_page_of_the_api_names_each_address(desk: TestClient) -> None:
    page = desk.get("/docs").text
    for path in desk.get("/api/openapi.json").json()["paths"]:
        assert f"GET {path}</code>" in page or f"POST {path}</code>" in page
