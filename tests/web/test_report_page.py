"""The page of a report."""

import re
from html import unescape

from starlette.testclient import TestClient

from tests.record.conftest import ferry, tarn
from tests.web.conftest import evil, orm


def text_of(page: str) -> list[str]:
    """The paragraphs of a report's text, as a reader sees them."""
    found = re.findall(r'<p data-start="\d+">(.*?)</p>', page, re.DOTALL)
    return [unescape(re.sub(r"<[^>]+>", "", paragraph)) for paragraph in found]


def test_it_has_the_report_word_by_word(desk: TestClient) -> None:
    for report in (tarn().report, ferry().report, orm().report, evil().report):
        page = desk.get(f"/report/{report.id}")
        assert page.status_code == 200
        assert "\n\n".join(text_of(page.text)) == report.text


def test_a_statement_inside_another_is_marked_so_and_leads_to_it(desk: TestClient) -> None:
    reading = tarn()
    page = desk.get(f"/report/{reading.report.id}").text
    assert re.search(r'<span class="run content inner[^"]*" data-of="s2 s3[^"]*">madness</span>', page)
    assert f'inside <a href="#s-{reading.statements[1].id}">2</a>' in page


def test_acts_dates_actors_and_the_addressee_are_marked(desk: TestClient) -> None:
    page = desk.get(f"/report/{orm().report.id}").text
    assert '<span class="run event" data-of="e1">met</span>' in page
    assert '<span class="run time" data-of="t1">3 May</span>' in page
    assert re.search(r'<span class="run source actor" data-of="s1 a\d">He</span>', page)
    assert '<span class="run addressee actor"' in desk.get(f"/report/{tarn().report.id}").text


def test_the_same_quote_elsewhere_is_a_link_to_its_statement(desk: TestClient) -> None:
    other = ferry()
    page = desk.get(f"/report/{tarn().report.id}").text
    assert "quoted in 1 other report" in page
    assert f"/report/{other.report.id}#s-{other.statements[0].id}" in page


def test_only_addresses_of_the_web_are_links(desk: TestClient) -> None:
    assert 'href="https://gazette.example/orm"' in desk.get(f"/report/{orm().report.id}").text
    assert "javascript:" not in desk.get(f"/report/{evil().report.id}").text


def test_no_word_of_a_report_is_markup(desk: TestClient) -> None:
    page = desk.get(f"/report/{evil().report.id}").text
    assert "<img" not in page
    assert "alert(1)</script>" not in page
    assert "49" not in page  # no template within a template either
    assert not re.search(r"<script(?! (?:type=\"module\" )?src=\"/static/)", page)
    assert not re.search(r"\son\w+=|\sstyle=", re.sub(r">[^<]*<", "><", page))


def test_a_report_that_is_not_there(desk: TestClient) -> None:
    page = desk.get("/report/nothing")
    assert page.status_code == 404
    assert "report nothing: is not in this record" in page.text
