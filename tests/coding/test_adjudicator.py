"""A second opinion, by a real server on this machine: accepted only with the report's own words, kept whole, never in the way."""

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from onrecord.cli.main import app
from onrecord.coding import Server, adjudicate, code_record
from onrecord.coding.server import KEY, LARGEST
from onrecord.errors import InputError, ServerError
from onrecord.record import Record
from onrecord.record.concepts import Concepts
from tests.coding.made import DRAIN, book, filled, reading

ONE = reading(1, ("Wells", "The town will drain the lake"), ("Lund", "It rained on the pike"))
Answer = Callable[[dict[str, Any]], tuple[int, str | bytes]]


@contextmanager
def serving(answer: Answer) -> Iterator[tuple[str, list[Any]]]:
    """A server that answers so; its address, and the requests that it got: path, headers, body."""
    got: list[Any] = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            got.append((self.path, dict(self.headers), body))
            status, said = answer(body)
            data = (
                said if isinstance(said, bytes) else json.dumps({"choices": [{"message": {"role": "assistant", "content": said}}]}).encode()
            )
            self.send_response(status)
            self.send_header("Content-Length", str(len(data)))
            if status in (301, 302, 307):
                self.send_header("Location", "http://127.0.0.1:9/elsewhere")
            self.end_headers()
            with suppress(OSError):  # the client went away
                self.wfile.write(data)

        def log_message(self, *_: object) -> None:
            pass

    server = HTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/v1", got
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def said(agreement: str, evidence: str) -> Answer:
    return lambda _: (200, json.dumps({"agreement": agreement, "evidence": evidence}))


@pytest.fixture
def record(tmp_path: Path) -> Iterator[Record]:
    with filled(tmp_path / "r.db", ONE) as made:
        code_record(made, book())
        yield made


def state(record: Record) -> tuple[bool, float]:
    (coded,) = Concepts(record).codings()
    return coded.coding.agreement, coded.coding.confidence


def test_an_answer_with_the_reports_own_words_turns_a_doubtful_coding_and_holds_without_the_server(record: Record) -> None:
    assert state(record)[0]
    with serving(said("disagrees", "will drain the lake")) as (url, got):
        asked = adjudicate(record, Server(url, "tiny"), 5)
        assert (asked.asked, asked.accepted, asked.problem) == (1, 1, None)
        assert adjudicate(record, Server(url, "tiny"), 5).asked == 0  # the same words are not asked again
        assert len(got) == 1
    path, headers, body = got[0]
    assert path == "/v1/chat/completions"
    assert "Authorization" not in headers
    assert (body["model"], body["temperature"]) == ("tiny", 0)
    assert f"Concept: {DRAIN}" in body["messages"][1]["content"]
    assert "What the speaker says: The town will drain the lake" in body["messages"][1]["content"]
    assert not state(record)[0]
    (sign,) = [sign for sign in Concepts(record).codings()[0].coding.signs if "tiny" in sign.what]
    assert (sign.what, [span.text for span in sign.spans]) == ("second opinion of tiny: disagrees", ["will drain the lake"])
    before = state(record)
    code_record(record, book())
    assert state(record) == before
    assert list(record.verify()) == []


@pytest.mark.parametrize(
    ("answer", "why"),
    [
        (said("disagrees", "would drain the lake"), "its evidence is not in the report's text, word for word"),
        (said("disagrees", ""), "it quotes nothing"),
        (said("maybe", "drain the lake"), "its agreement is 'maybe'"),
        (lambda _: (200, "I think she disagrees."), "holds no JSON object"),
        (lambda _: (200, '["agrees"]'), "holds no JSON object"),
    ],
)
def test_other_answers_change_nothing_and_are_kept_with_the_reason(record: Record, answer: Answer, why: str) -> None:
    before = state(record)
    with serving(answer) as (url, _):
        assert adjudicate(record, Server(url, "tiny"), 5).accepted == 0
    assert state(record) == before
    (opinion,) = Concepts(record).opinions()
    assert not opinion.accepted
    assert why in opinion.reason
    assert opinion.answer is not None
    assert DRAIN in opinion.prompt


def test_words_around_the_object_do_not_matter_and_neither_lowers_the_confidence(record: Record) -> None:
    before = state(record)
    fenced = 'Sure {}!\n```json\n{"agreement": "neither", "evidence": "drain the lake"}\n```'
    with serving(lambda _: (200, fenced.replace("{}!", ""))) as (url, _):
        assert adjudicate(record, Server(url, "tiny"), 5).accepted == 1
    assert state(record)[0] == before[0]
    assert state(record)[1] < before[1]


def test_an_opinion_about_another_meaning_of_the_concept_is_passed_over(record: Record) -> None:
    with serving(said("disagrees", "will drain the lake")) as (url, _):
        adjudicate(record, Server(url, "tiny"), 5)
    code_record(record, book(f"- name: {DRAIN}\n  description: something else\n  words: [drain the lake]"))
    assert state(record)[0]


def test_a_key_goes_along_from_the_environment_and_is_written_nowhere(record: Record, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(KEY, "s3cret-key")
    with serving(said("agrees", "drain the lake")) as (url, got):
        adjudicate(record, Server(url, "tiny"), 5)
    assert got[0][1]["Authorization"] == "Bearer s3cret-key"
    assert b"s3cret-key" not in record.path.read_bytes()
    wal = record.path.with_name(record.path.name + "-wal")
    assert not wal.exists() or b"s3cret-key" not in wal.read_bytes()


@pytest.mark.parametrize(
    ("answer", "requests", "why"),
    [
        (lambda _: (503, b"busy"), 3, "status 503 busy"),
        (lambda _: (401, b"no key"), 1, "status 401 no key"),
        (lambda _: (302, b""), 1, "status 302"),
        (lambda _: (200, b"<html>"), 1, "something other than a chat completion: <html>"),
        (lambda _: (200, b'{"choices": []}'), 1, "something other than a chat completion"),
        (lambda _: (200, b'{"choices": [{"message": {"content": null}}]}'), 1, "without a text"),
        (lambda _: (200, b" " * (LARGEST + 1)), 1, "over 1,000,000 bytes"),
    ],
)
def test_a_server_that_fails_is_told_in_one_line(answer: Answer, requests: int, why: str) -> None:
    with serving(answer) as (url, got), pytest.raises(ServerError) as error:
        Server(url, "tiny", pause=0).ask([{"role": "user", "content": "?"}])
    assert why in str(error.value)
    assert str(error.value).startswith("http://127.0.0.1:")
    assert "\n" not in str(error.value)
    assert len(got) == requests


def test_a_server_that_comes_back_is_asked_again() -> None:
    answers = iter([(503, b""), (200, "yes")])
    with serving(lambda _: next(answers)) as (url, got):  # type: ignore[arg-type, return-value]
        assert Server(url + "/chat/completions", "tiny", pause=0).ask([]) == "yes"
    assert [path for path, *_ in got] == ["/v1/chat/completions"] * 2


def test_a_server_that_hangs_or_is_not_there_does_not_stop_anything(record: Record) -> None:
    wait = threading.Event()

    def hang(_: object) -> tuple[int, str]:
        wait.wait(5)
        return 200, ""

    with serving(hang) as (url, _):
        with pytest.raises(ServerError, match="timed out"):
            Server(url, "tiny", timeout=0.1, retries=0).ask([])
        wait.set()
    before = state(record)
    asked = adjudicate(record, Server("http://127.0.0.1:9/v1", "tiny", retries=0, timeout=1), 5)
    assert asked.accepted == 0
    assert asked.problem is not None
    assert state(record) == before
    assert Concepts(record).opinions()[0].answer is None


@pytest.mark.parametrize("url", ["file:///etc/passwd", "ftp://a", "localhost:8080", "http://", "http://me:key@host/v1"])
def test_what_is_no_address_is_refused(url: str) -> None:
    with pytest.raises(InputError, match="is no address") as error:
        Server(url, "tiny")
    assert "me:key" not in str(error.value)


def test_the_command_goes_on_without_the_server(record: Record, tmp_path: Path) -> None:
    (tmp_path / "book.yaml").write_text(f"- name: {DRAIN}\n  words: [drain the lake]", "utf-8")
    record.close()
    arguments = ["concepts", "code", str(record.path), "--codebook", str(tmp_path / "book.yaml")]
    with serving(said("agrees", "drain the lake")) as (url, _):
        done = CliRunner().invoke(app, [*arguments, "--adjudicator", url, "--model", "tiny"])
    assert done.exit_code == 0, done.output
    assert "1 answers accepted" in " ".join(done.output.split())
    listed = CliRunner().invoke(app, ["concepts", "opinions", str(record.path)])
    assert "accepted: its evidence is in the report's text" in " ".join(listed.output.split())
