"""Words that want to be markup, a script, SQL or FTS5, wherever words come in: they are shown as words, and do nothing."""

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from urllib.parse import quote, urlsplit

import pytest
from lxml import html
from starlette.testclient import TestClient

from onrecord.record import Decision, Record
from onrecord.record.actors import Actors
from onrecord.schema.actor import ActorRef, Role
from onrecord.schema.event import Event
from onrecord.schema.reading import Reading
from onrecord.schema.report import Report
from onrecord.web.desk import Options
from onrecord.web.rendering import web_address
from tests.record.conftest import RUN, actor, place, statement
from tests.web.conftest import visitor
from tests.web.test_loading import at_home, done

SCRIPTS = (
    "<script>alert(1)</script>",
    "\"'><img src=x onerror=alert(1)>",
    "' onmouseover='alert(1)' x='",
    '" autofocus onfocus=alert(1) x="',
    "<svg/onload=alert(1)>",
    "</textarea></title></style><script src=//evil.example></script>",
    "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
    "<a href=javascript:alert(1)>here</a>",
    "<base href=//evil.example/><meta http-equiv=refresh content='0;url=//evil.example'>",
    "<form action=//evil.example><input name=token>",
    "<style>@import '//evil.example';</style><p style=position:fixed>",
    "--><!--<![CDATA[<math><mi//xlink:href='data:x,<script>alert(1)</script>'>",
    "{{ 7 * 7 }}{% raw %}{# x #}${7*7}<%= 7 * 7 %>",
    "&lt;script&gt;alert(1)&lt;/script&gt;&#60;script&#62;",
    "\u2028\u2029\u202eevil\u202c\ufeff<\u200bscript>",
    "%3Cscript%3Ealert(1)%3C/script%3E\r\nSet-Cookie: token=1",
    "\ud83d\ude00".encode("utf-16", "surrogatepass").decode("utf-16") + "<u>" * 50,
)
ADDRESSES = (
    "javascript:alert(1)",
    " JaVaScRiPt:alert(1)",
    "java\nscript:alert(1)",
    "data:text/html,<script>alert(1)</script>",
    "vbscript:x",
    "//evil.example",
    "http:javascript:alert(1)",
    'https://orm.example/" onclick="alert(1)',
    "https://[",
)
SEARCHES = (
    *('"', "'", '"""', "*", "a*b*", "(", ")", ")(", "((((", "a AND", "OR", "NOT", "AND OR NOT", "-", "- -a", "^lake", "+lake"),
    *("NEAR(lake swans)", "NEAR/2", "content:lake", "{content speaker_name}:lake", "-content:lake", "statement_words", "rowid:1"),
    *("lake' OR '1'='1", "'; DROP TABLE statements; --", "lake/*", "*/", "\x00", "lake\x00", "%", "_", "?1", ":match", "@x", "$x"),
    *("lake UNION SELECT text FROM reports", "\ufeff", "\u202e", "\U0001f9a2", '"lake', 'lake"', "“lake", "a" * 900, "(" * 900, '"' * 901),
)
QUESTIONED = ("q", "speaker", "about", "addressee", "role", "affiliation", "publisher", "kind", "stance", "from", "to", "by", "page")
FILTERED = {"/actors": ("q", "kind"), "/decisions": ("author", "verb", "report", "made", "page"), "/reports": ("page",)}


def hostile(number: int) -> Reading:
    """A report whose every word is from the corpus."""
    words = SCRIPTS[number % len(SCRIPTS)]
    named = f"{words} the {number}th"
    report = Report(
        f"On 3 May {named} met Ada Wells. {named} said to Ada Wells: “{words} Ada Wells {words}”",
        *(words, words, words, None, words, "en", ADDRESSES[number % len(ADDRESSES)], words),
    )
    who, wells = replace(actor(report, named, roles=(Role(words, words),)), id=f"{words}{number}"), actor(report, "Ada Wells")
    said = statement(report, f"“{words} Ada Wells {words}”", named, who, cue="said")
    ends = ActorRef(who.id, who.name), ActorRef(wells.id, wells.name)
    act = Event(f"e{number}{words}", "CONSULT", words, (words,), *ends, None, words, "happened", place(report, "met"), said.id, 0.8)
    return Reading(report, (said,), (), (act,), (who, wells), ())


@pytest.fixture(scope="module")
def hostile_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A record of such reports, with such decisions."""
    path = tmp_path_factory.mktemp("hostile") / "<u>&amp;'hostile'.db"
    with Record(path, make=True) as made:
        run = made.run(RUN, "2021-06-01T00:00:00Z")
        for number, words in enumerate(SCRIPTS):
            reading = hostile(number)
            made.add(reading, run, f"{words}{number}", "digest")
            made.decide(Decision(reading.report.id, "accept", reading.statements[0].id, None, words, "2021-06-01T00:00:00Z", words))
        made.refuse(run, SCRIPTS[0], "", SCRIPTS[1])
        made.group()
        for words, who in zip(SCRIPTS, Actors(made).listed(), strict=False):
            Actors(made).rename(who.id, words, words, words)
    return path


@pytest.fixture
def hostile_desk(hostile_file: Path) -> Iterator[TestClient]:
    with visitor(hostile_file) as client:
        yield client


def faults(page: str) -> Iterator[str]:
    """What of a page could do something that the desk did not mean."""
    for element in html.document_fromstring(page).iter():
        if not isinstance(element.tag, str):
            yield f"a comment or an instruction: {element}"
            continue
        its = dict(element.attrib)
        if element.tag in ("iframe", "base", "object", "embed", "style", "math", "u") or (element.tag == "img" and "alt" not in its):
            yield f"<{element.tag}>"
        if element.tag == "meta" and "http-equiv" in its and element.getparent().tag != "noscript":
            yield f"<meta {its}>"
        if element.tag == "script" and (not its.get("src", "").startswith("/static/") or element.text):
            yield f"<script {its}>"
        yield from (f"{name}={value}" for name, value in its.items() if name.startswith("on") or name in ("style", "srcdoc"))
        for name in ("href", "src", "action", "formaction", "xlink:href"):
            address = its.get(name, "/")
            if not (
                re.match(r"[/?#](?![/\\])|/$", address) or (urlsplit(address).scheme in ("http", "https") and urlsplit(address).netloc)
            ):
                yield f"{name}={address}"


def clean(desk: TestClient, path: str, *, params: dict[str, str] | None = None) -> str:
    """A page that came, and has no fault."""
    answer = desk.get(path, params=params)
    assert answer.status_code in (200, 404, 422), f"{path} {params}: {answer.status_code}"
    assert list(faults(answer.text)) == [], f"{path} {params}"
    assert "set-cookie" not in answer.headers
    return str(answer.text)


def test_the_looking_glass_sees() -> None:
    for words in SCRIPTS[:2] + SCRIPTS[3:12]:
        assert list(faults(f'<html><body><p title="x">{words}</p><input value="{words}"></body></html>')), words


def test_pages_of_hostile_reports_are_pages(hostile_desk: TestClient) -> None:
    paths = ["/", "/reports", "/actors", "/review", "/decisions", "/pictures", "/docs", "/load"]
    for number, words in enumerate(SCRIPTS):
        reading = hostile(number)
        who = quote(hostile_desk.get(f"/actor/{quote(reading.actors[0].id, safe='')}").url.path)
        wells = hostile_desk.get(f"/actor/{reading.actors[1].id}").url.path.removeprefix("/actor/")
        page = clean(hostile_desk, f"/report/{reading.report.id}")
        text = html.document_fromstring(page).find_class("text")[0].text_content()
        assert words.split("\r")[0] in text
        assert "49" not in text
        paths += [who, f"{who}/correct", f"{who}/about/{wells}", f"/report/{reading.report.id}/correct"]
        paths.append(f"/report/{reading.report.id}/correct?statement={reading.statements[0].id}")
    for path in paths:
        clean(hostile_desk, path)


@pytest.mark.parametrize("words", [*SCRIPTS, *SEARCHES])
def test_questions_are_words(hostile_desk: TestClient, words: str) -> None:
    for name in QUESTIONED:
        clean(hostile_desk, "/", params={name: words})
    for path, names in FILTERED.items():
        for name in names:
            clean(hostile_desk, path, params={name: words})
    for path in ("/report/", "/actor/", "/load/", "/actor/x/about/", ""):
        clean(hostile_desk, f"/{path.strip('/')}/{quote(words, safe='')}")
    for path in ("/api/statements", "/api/counts", "/api/actors", "/api/decisions"):
        answer = hostile_desk.get(path, params={"q": words, "author": words})
        assert answer.status_code in (200, 422)
        assert "json" in answer.headers["content-type"]
    assert hostile_desk.get("/api/reports").json()["count"] == len(SCRIPTS)


@pytest.mark.parametrize("words", SCRIPTS)
def test_what_people_write_is_words(desk_file: Path, words: str) -> None:
    with at_home(desk_file) as desk:
        page = done(desk, data={"text": f"{words} Ada Wells said the weir will hold.", "title": words, "publisher": words})
        assert list(faults(page)) == []
        sent = (re.sub(r"[\r\n]", " ", words) or "x") + ".txt"
        page = done(desk, files=[("files", (sent, b"Ada Wells said the weir will hold."))])
        assert list(faults(page)) == []
        for path in ("/", "/load", "/reports", "/review"):
            clean(desk, path)


def test_a_token_is_asked_for_without_an_echo(hostile_file: Path) -> None:
    with visitor(hostile_file, Options(token="swan")) as desk:  # noqa: S106 (of a test)
        for words in SCRIPTS:
            answer = desk.get("/", params={"token": words, "q": words})
            assert answer.status_code == 401
            assert list(faults(answer.text)) == []


def test_only_addresses_of_the_web_are_links() -> None:
    assert [address for address in ADDRESSES if web_address(address)] == ['https://orm.example/" onclick="alert(1)']
