"""The start page: a search box, facets, and what there is to ask about."""

import re
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from onrecord.record import Record
from onrecord.web.counts import bars, with_acts
from tests.record.conftest import ferry, tarn
from tests.web.conftest import EVIL, visitor


def test_without_a_question_it_says_what_there_is(desk: TestClient) -> None:
    page = desk.get("/").text
    assert "7 statements in 4 reports" in page or "8 statements in 4 reports" in page
    assert re.search(r'href="/actor/[^"]+">Ada Wells</a>', page)
    assert f"/report/{tarn().report.id}" in page


def test_an_empty_record_says_how_to_fill_it(tmp_path: Path) -> None:
    Record(tmp_path / "new.db", make=True).close()
    with visitor(tmp_path / "new.db") as client:
        assert "This record is empty" in client.get("/").text
        assert "onrecord build" in client.get("/reports").text
        assert "onrecord build" in client.get("/actors").text


def test_what_was_looked_for_is_marked_in_its_context(desk: TestClient) -> None:
    page = desk.get("/", params={"q": "drain"}).text
    assert "2 statements" in page
    assert '“We will <mark>drain</mark> the lake, and soon,”<span class="around"> Ada Wells said.' in page
    assert f"/report/{ferry().report.id}#s-{ferry().statements[0].id}" in page


def test_a_facet_narrows_the_question_and_is_taken_out_again(desk: TestClient) -> None:
    page = desk.get("/", params={"q": "lake"}).text
    assert 'href="/?q=lake&amp;publisher=Ferry+Herald"' in page
    narrow = desk.get("/", params={"q": "lake", "publisher": "Ferry Herald"}).text
    assert "1 statement<" in narrow
    assert 'href="/?q=lake"' in narrow


def test_all_filters_hold(desk: TestClient) -> None:
    assert "1 statement<" in desk.get("/?speaker=Lund&stance=denies").text
    assert "1 statement<" in desk.get("/?about=Lund&speaker=Wells").text
    assert "0 statements" in desk.get("/?speaker=Lund&to=2020").text
    assert "Take out a word or a filter" in desk.get("/?q=nowhere").text


@pytest.mark.parametrize("bad", [{"q": "("}, {"q": '"open'}, {"q": "NOT"}, {"from": "yesterday"}, {"speaker": "..."}, {"q": "a*"}])
def test_a_question_that_cannot_be_understood_is_kept_with_what_is_wrong(desk: TestClient, bad: dict[str, str]) -> None:
    page = desk.get("/", params=bad)
    assert page.status_code == 422
    assert 'role="alert"' in page.text


@pytest.mark.parametrize("page", ["0", "-1", "x", "99999999999999999999"])
def test_a_page_that_is_none(desk: TestClient, page: str) -> None:
    assert desk.get("/", params={"q": "lake", "page": page}).status_code == 422


@pytest.mark.parametrize("name", ["q", "speaker", "about", "publisher", "role", "affiliation", "addressee", "from", "to", "kind", "by"])
def test_no_question_is_markup_or_sql(desk: TestClient, name: str) -> None:
    for attempt in (EVIL, "' OR 1=1 --", '" NEAR/2 "', "content:x", "x*) OR (y", "\x00", "🦢"):
        page = desk.get("/", params={name: attempt})
        assert page.status_code in (200, 422), attempt
        assert "<img" not in page.text
        assert "alert(1)</script>" not in page.text


def test_bars_have_every_month_and_what_lies_far_before_in_one() -> None:
    found = bars([("2020-01", 3), ("2020-04", 6), ("odd", 1)])
    assert [(bar.since, bar.until, bar.count, bar.share) for bar in found] == [
        ("2020-01", "2020-01", 3, 0.5),
        ("2020-02", "2020-02", 0, 0.0),
        ("2020-03", "2020-03", 0, 0.0),
        ("2020-04", "2020-04", 6, 1.0),
    ]
    first, *rest = bars([("1689-01", 1), ("2019-12", 100), ("2020-01", 200)])
    assert (first.label, first.since, first.until, first.count) == ("up to Nov 2019", None, "2019-11", 1)
    assert [bar.since for bar in rest] == ["2019-12", "2020-01"]
    years = bars([("2001-05", 10), ("2010-01", 10)])
    assert [years[0].since, years[-1].since, len(years)] == ["2001", "2010", 10]
    assert bars([]) == ()


def test_a_form_sent_with_empty_fields_asks_nothing_of_them(desk: TestClient) -> None:
    page = desk.get("/?q=drain&speaker=&about=&from=&to=&kind=&stance=")
    assert page.status_code == 200
    assert "2 statements" in page.text
    assert desk.get("/actors?q=&kind=").status_code == 200


def test_acts_are_counted_over_the_same_days() -> None:
    found = with_acts([("2020-01", 2)], [("2020-03", 4), ("2020-01", 1)])
    assert [(bar.until, bar.count, bar.acts, bar.acts_share) for bar in found] == [
        ("2020-01", 2, 1, 0.25),
        ("2020-02", 0, 0, 0.0),
        ("2020-03", 0, 4, 1.0),
    ]
    years = with_acts([("2001-05", 10)], [("2010-01", 10), ("odd", 3)])
    assert [(bar.label, bar.count, bar.acts) for bar in years if bar.count or bar.acts] == [("2001", 10, 0), ("2010", 0, 10)]
    assert with_acts([], []) == ()


def test_a_time_is_a_facet(desk: TestClient) -> None:
    page = desk.get("/", params={"q": "said OR lake OR ferry OR drain"}).text
    assert page.count("<summary>") >= 3
    chosen = desk.get("/", params={"q": "drain", "from": "2021-05", "to": "2021-05"}).text
    assert "<summary>When</summary>" in chosen
    assert re.search(r'class="chosen"><a href="/\?q=drain"', chosen)
