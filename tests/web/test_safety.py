"""Who may come in, and what a request may do."""

import re
import socket
from pathlib import Path

import pytest
from fastapi import FastAPI
from fastapi.routing import APIRoute
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.testclient import TestClient

from onrecord.cli.serve import bound, is_loopback, serve
from onrecord.errors import InputError, RecordError
from onrecord.web.api import ROUTERS
from onrecord.web.app import PAGES, create
from onrecord.web.desk import Options
from onrecord.web.safety import COOKIE, Safety
from tests.web.conftest import HOME, visitor


def test_every_answer_has_the_safe_headers(desk: TestClient) -> None:
    for path in ("/", "/nothing", "/static/desk.css"):
        headers = desk.get(path).headers
        assert "default-src 'self'" in headers["content-security-policy"]
        assert "unsafe" not in headers["content-security-policy"]
        assert headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example", "", "[", "localhost.evil.example:80"])
def test_another_host_is_refused(desk: TestClient, host: str) -> None:
    assert desk.get("/", headers={"host": host}).status_code == 421


@pytest.mark.parametrize("host", ["localhost:8765", "127.0.0.1", "[::1]:8765", "LOCALHOST"])
def test_this_machine_is_let_in(desk: TestClient, host: str) -> None:
    assert desk.get("/static/desk.css", headers={"host": host}).status_code == 200


def test_a_name_that_a_proxy_uses(record_file: Path) -> None:
    with visitor(record_file, Options(hosts=("record.example",))) as client:
        assert client.get("/static/desk.css", headers={"host": "record.example"}).status_code == 200


@pytest.fixture
def locked(record_file: Path) -> TestClient:
    return visitor(record_file, Options(token="swan"))  # noqa: S106 (of a test)


def test_without_the_token_there_is_the_page_that_asks_for_it(locked: TestClient) -> None:
    page = locked.get("/static/../report/x")
    assert page.status_code == 401
    assert 'name="token"' in page.text
    assert locked.get("/static/desk.css").status_code == 200


def test_a_wrong_token_opens_nothing(locked: TestClient) -> None:
    assert locked.get("/?token=swam").status_code == 401
    assert locked.get("/", headers={"authorization": "Bearer swam"}).status_code == 401
    locked.cookies.set(COOKIE, "swan")
    assert locked.get("/").status_code == 401


def test_a_token_given_once_is_kept_and_goes_out_of_the_address(locked: TestClient) -> None:
    answer = locked.get("/report/x?token=swan&q=a%26b", follow_redirects=False)
    assert answer.status_code == 303
    assert answer.headers["location"] == "/report/x?q=a%26b"
    assert "HttpOnly" in answer.headers["set-cookie"]
    assert "swan" not in answer.headers["set-cookie"]
    assert locked.get("/report/x").status_code == 404


def test_a_token_leads_to_no_other_host(locked: TestClient) -> None:
    for path in ("//evil.example/", "/\\evil.example/"):
        location = locked.get(f"{HOME}{path}?token=swan", follow_redirects=False).headers["location"]
        assert location.startswith("/")
        assert location[1] not in "/\\"


def test_programs_give_the_token_in_a_header(locked: TestClient) -> None:
    assert locked.get("/report/x", headers={"authorization": "Bearer swan"}).status_code == 404


def written(options: Options) -> TestClient:
    """A visitor of an application behind the door that would write."""
    app = FastAPI()

    async def write(request: Request) -> PlainTextResponse:
        return PlainTextResponse(str(len(await request.body())))

    app.add_route("/api/write", write, methods=["POST"])
    app.add_middleware(Safety, options=options)
    return TestClient(app, base_url=HOME)


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 200),  # a program
        ({"sec-fetch-site": "same-origin"}, 200),
        ({"sec-fetch-site": "cross-site"}, 403),
        ({"sec-fetch-site": "same-site"}, 403),
        ({"origin": "http://127.0.0.1"}, 200),
        ({"origin": "http://evil.example"}, 403),
        ({"origin": "null"}, 403),
    ],
)
def test_writing_is_for_the_desks_own_pages(headers: dict[str, str], status: int) -> None:
    assert written(Options()).post("/api/write", headers=headers).status_code == status


def test_nothing_is_written_read_only() -> None:
    answer = written(Options(read_only=True)).post("/api/write")
    assert answer.status_code == 403
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["status"] == 403


def test_a_body_over_the_limit_is_refused() -> None:
    client = written(Options(most_bytes=10))
    assert client.post("/api/write", content=b"x" * 10).text == "10"
    assert client.post("/api/write", content=b"x" * 11).status_code == 413


def test_the_desk_needs_a_record(tmp_path: Path) -> None:
    with pytest.raises(RecordError, match="there is no such record"):
        create(tmp_path / "no.db")


def test_another_address_needs_a_token(record_file: Path) -> None:
    with pytest.raises(InputError, match="give --token"):
        serve(record_file, "0.0.0.0", 0, token="", read_only=False, names=[], open_it=False)  # noqa: S104 (refused)
    assert is_loopback("127.0.0.2")
    assert is_loopback("::1")
    assert not is_loopback("desk.example")


def test_a_port_that_is_taken_is_told_in_one_line() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        with pytest.raises(InputError, match="try --port 0"):
            bound("127.0.0.1", taken.getsockname()[1])


def addresses() -> list[tuple[str, str]]:
    """Every address of pages and API: how it is called, and its path."""
    routes = [route for router in (*PAGES, *ROUTERS) for route in router.routes if isinstance(route, APIRoute)]
    return [(method, re.sub(r"\{\w+\}", "x", route.path)) for route in routes for method in sorted(route.methods or ())]


def test_no_address_that_writes_is_open_read_only_or_to_another_site(record_file: Path) -> None:
    paths = [path for method, path in addresses() if method not in ("GET", "HEAD")]
    assert len(paths) > 5
    with visitor(record_file, Options(read_only=True)) as desk, visitor(record_file) as open_desk:
        for path in paths:
            assert desk.post(path).status_code == 403, path
            for headers in ({"sec-fetch-site": "cross-site"}, {"origin": "http://evil.example"}):
                assert open_desk.post(path, headers=headers).status_code == 403, path


def test_no_address_at_all_is_open_without_the_token(locked: TestClient) -> None:
    for method, path in addresses():
        assert locked.request(method, path).status_code == 401, path
