"""The dossier: every answer in its context, nothing believed to be markup, nothing loaded, every link to somewhere."""

import re
from pathlib import Path

import pytest
from lxml import html

from onrecord.export import dossier
from onrecord.record import Question, Record, Run
from onrecord.schema.reading import Reading
from onrecord.schema.report import Report
from tests.export.conftest import MADE, statement


@pytest.fixture
def page(record: Record, tmp_path: Path) -> html.HtmlElement:
    dossier.write(record, tmp_path / "d.html")
    return html.document_fromstring((tmp_path / "d.html").read_text("utf-8"))


def test_statements_stand_by_day_those_without_one_last(page: html.HtmlElement) -> None:
    assert [part.text_content() for part in page.iter("h2")] == ["4 March 2024", "5 March 2024", "Date unknown"]
    assert len(page.findall(".//article")) == 6


def test_a_statement_has_speaker_role_publisher_and_kind(page: html.HtmlElement) -> None:
    article = page.get_element_by_id("s1")
    assert article.find("h3").text_content() == "Ada Marsh port director, Port of Quay↑"
    assert article.find("p").text_content() == "The Quay · published 5 March 2024 · Ferries to sail · direct, asserts"


def test_the_content_is_marked_in_its_paragraph(page: html.HtmlElement) -> None:
    quote = page.get_element_by_id("s1").find("blockquote")
    assert quote.text_content() == '"=The ferries will sail," said Ada Marsh, the port director, "before Friday."'
    assert [part.text_content() for part in quote.find_class("content")] == ['"=The ferries will sail,"', '"before Friday."']
    assert [part.text_content() for part in quote.find_class("cue")] == ["said"]


def test_every_statement_is_in_the_list_of_speakers(page: html.HtmlElement) -> None:
    speakers = page.get_element_by_id("speakers")
    assert [part.text_content() for part in speakers.iter("b")] == ["Ada Marsh", "Cy Poll", "The union", "the mayor", "Speaker unknown"]
    targets = [link.get("href") for link in page.iter("a") if link.get("href", "").startswith("#")]
    assert {target[1:] for target in targets} <= {part.get("id") for part in page.iter() if part.get("id")}
    assert {link.get("href") for link in speakers.iter("a")} == {f"#s{number}" for number in range(1, 7)}


def test_the_months_are_counted(page: html.HtmlElement) -> None:
    cells = [cell.text_content() for cell in page.find(".//tbody").iter("th", "td")]
    assert cells == ["2024", "·", "·", "5", *"·········", "5"]


def test_a_question_is_said_and_its_answers_only_are_shown(record: Record, tmp_path: Path) -> None:
    dossier.write_dossier(record, tmp_path / "d.html", Question(speaker="Ada Marsh", words="boats"), "Boats & <b>ferries</b>")
    page = html.document_fromstring((tmp_path / "d.html").read_text("utf-8"))
    assert page.find(".//h1").text_content() == "Boats & <b>ferries</b>"
    assert page.find_class("asked")[0].text_content() == "Asked for: the words boats, speaker Ada Marsh. 1 statement."
    assert len(page.findall(".//article")) == 1


def test_no_answer_is_a_page_too(record: Record, tmp_path: Path) -> None:
    dossier.write(record, tmp_path / "d.html", Question(speaker="Nobody Known"))
    assert "No statement of the record answers this question." in (tmp_path / "d.html").read_text("utf-8")


def test_the_page_loads_nothing_and_runs_nothing(record: Record, tmp_path: Path) -> None:
    evil = Report('He said "<script>x</script>" & left.', title='"><img src=x>', url='https://x.invalid/"onclick="y')
    bad = Report('He said "<i>y</i>" too.', title="B", url="javascript:alert(1)")
    run = record.run(Run("0.1"), MADE)
    for report, words in ((evil, '"<script>x</script>"'), (bad, '"<i>y</i>"')):
        record.add(Reading(report, (statement(report, (words,), cue="said", kind="direct"),), (), (), (), ()), run)
    dossier.write(record, tmp_path / "d.html")
    text = (tmp_path / "d.html").read_text("utf-8")
    page = html.document_fromstring(text)
    assert not {part.tag for part in page.iter()} & {"script", "img", "link", "iframe", "i"}
    assert not re.search(r"url\(|@import", text)
    assert {link.get("href") for link in page.iter("a") if not link.get("href").startswith("#")} == {'https://x.invalid/"onclick="y'}
    assert not [name for part in page.iter() for name in part.attrib if name.startswith("on")]


def test_a_long_paragraph_is_cut_and_the_cut_is_shown(record: Record, tmp_path: Path) -> None:
    report = Report("Before. " * 200 + "Ada said that it rains." + " After." * 200)
    found = statement(report, ("that it rains",), cue="said", source="Ada")
    record.add(Reading(report, (found,), (), (), (), ()), record.run(Run("0.1"), MADE))
    dossier.write(record, tmp_path / "d.html", Question(words="rains"))
    words = html.document_fromstring((tmp_path / "d.html").read_text("utf-8")).find(".//blockquote").text_content()
    assert words.startswith("… ")
    assert words.endswith(" …")
    assert len(words) < 2 * dossier.REACH + 40
