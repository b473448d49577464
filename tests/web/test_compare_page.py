"""The page of one utterance as several reports quote it."""

import csv
import io
import re
import xml.etree.ElementTree as ET

import pytest
from starlette.testclient import TestClient

from tests.record.conftest import ferry, tarn
from tests.web.conftest import evil

QUOTE, AGAIN = tarn().statements[0].id, ferry().statements[0].id
AT = f"/statement/{QUOTE}/compare"


def test_both_versions_stand_on_it_with_what_they_differ_in(desk: TestClient) -> None:
    page = desk.get(AT).text
    assert "What Ada Wells said, as 2 reports quote it" in page
    first, second = re.findall(r"<blockquote>(.*?)</blockquote>", page, re.DOTALL)
    assert first == "“We will drain the lake, and soon,”"
    assert "left out: </span>and soon</del>" in second
    assert f'href="/report/{ferry().report.id}#s-{AGAIN}"' in page
    assert desk.get(f"/statement/{AGAIN}/compare").text.count("<blockquote>") == 2


def test_one_click_leads_to_it_from_a_card_a_hit_an_actor_and_the_pictures(desk: TestClient) -> None:
    (actor,) = desk.get("/api/actors", params={"q": "Ada Wells"}).json()["items"]
    for path in (f"/report/{tarn().report.id}", "/?q=drain", f"/actor/{actor['id']}", "/pictures"):
        assert f'<a href="{AT}">' in desk.get(path).text, path
    assert "/compare" not in desk.get("/?q=madness").text  # quoted by nobody else


def test_a_quotation_of_one_report_says_so(desk: TestClient) -> None:
    page = desk.get(f"/statement/{tarn().statements[1].id}/compare").text
    assert "No other report of this record quotes these words" in page
    assert desk.get("/statement/nothing/compare").status_code == 404


def test_a_statement_without_quotation_marks_has_nothing_to_compare(desk: TestClient) -> None:
    at = f"/statement/{tarn().statements[3].id}/compare"
    assert "no words in quotation marks" in desk.get(at).text
    assert [desk.get(f"{at}.{form}").status_code for form in ("svg", "png", "csv")] == [200, 200, 200]


def test_the_csv_has_a_row_a_version_and_the_table_its_numbers(desk: TestClient) -> None:
    answer = desk.get(f"{AT}.csv")
    rows = list(csv.DictReader(io.StringIO(answer.text)))
    assert [(row["publisher"], row["words"], row["left_out"], row["quoted"]) for row in rows] == [
        ("Ferry Herald", "7", "0", "We will drain the lake and soon"),
        ("Tarn Post", "5", "2", "We will drain the lake"),
    ]
    lines = re.findall(r"<tr><th scope=\"row\">.*?</tr>", desk.get(AT).text, re.DOTALL)
    figures = [re.findall(r'class="figure">(\d+)<', line) for line in lines]
    assert figures == [[row[name] for name in ("words", "left_out", "changed", "added")] for row in rows]


@pytest.mark.parametrize("width", [None, 360])
def test_the_picture_has_the_words_in_both_themes_and_the_size_that_the_page_says(desk: TestClient, width: int | None) -> None:
    asked = {} if width is None else {"width": str(width)}
    light, dark = (desk.get(f"{AT}.svg", params={"theme": theme, **asked}).text for theme in ("light", "dark"))
    root = ET.fromstring(light)  # noqa: S314 (our own)
    words = ["".join(text.itertext()) for text in root.iter("{http://www.w3.org/2000/svg}text")]
    assert words.count("drain") == 2
    assert words.count("soon") == 1
    assert light != dark
    assert f'width="{root.attrib["width"]}" height="{root.attrib["height"]}"' in desk.get(AT).text
    assert desk.get(f"{AT}.png", params=asked).content.startswith(b"\x89PNG")


def test_words_of_reports_are_no_markup(desk: TestClient) -> None:
    at = f"/statement/{evil().statements[0].id}/compare"
    page = desk.get(at).text
    assert "<script>alert" not in page
    assert "<img src=x" not in page
    assert "<script" not in desk.get(f"{at}.svg").text


def test_the_api_has_the_alignment_and_what_is_quoted_most(desk: TestClient) -> None:
    full, cut = desk.get(f"/api/statements/{QUOTE}/alignment").json()
    assert (full["statement"], full["fullest"], cut["publisher"]) == (AGAIN, True, "Tarn Post")
    assert [cell["change"] for cell in cut["cells"]] == ["same"] * 5 + ["cut"] * 2
    found = desk.get("/api/utterances").json()
    assert (found["count"], found["items"][0]["versions"]) == (1, 2)
    assert desk.get("/api/utterances", params={"speaker": "Lund"}).json()["items"] == []
    assert desk.get("/api/utterances", params={"from": "soon"}).status_code == 422
    assert desk.get("/pictures/quoted.csv").text.count("\n") == 2


def test_without_what_draws_the_versions_stay(desk: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("onrecord.web.pages.compare.can_draw", lambda: False)
    page = desk.get(AT).text
    assert "onrecord[pictures]" in page
    assert page.count("<blockquote>") == 2
