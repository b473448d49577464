"""Each format gives its reports with the facts that it holds; the files are made here, of people and places that do not exist."""

import gzip
import io
import json
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from onrecord.errors import InputError, ReportError
from onrecord.intake import Item, Options, Refusal, guessed, items, load, load_all, report_of
from onrecord.schema.report import Report
from tests.intake import made


def reports(path: Path, **options: Any) -> list[Report | Refusal]:
    used = Options(**options)
    return [report_of(found, used) if isinstance(found, Item) else found for found in items([str(path)], used)]


def written(path: Path, data: bytes | str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return path


def one(path: Path, **options: Any) -> Report:
    (found,) = reports(path, **options)
    assert isinstance(found, Report)
    return found


@pytest.mark.parametrize("name", ["a.csv", "a.tsv", "a.jsonl", "a.json", "a.parquet", "a.csv.gz", "a.jsonl.zst"])
def test_tables_give_a_report_a_row(tmp_path: Path, name: str) -> None:
    path = written(tmp_path / name, made.every(tmp_path)[name])
    first, second = reports(path)
    assert isinstance(first, Report)
    assert isinstance(second, Report)
    assert (first.text, first.title, first.publisher) == (made.TEXT, "Bridge closed", "Tarn Courier")
    assert (first.published, second.published) == (date(2024, 5, 16), date(2024, 5, 17))
    assert (first.source, second.source) == (f"{path}#1", f"{path}#2")
    assert guessed(str(path)) == {"text": "body", "title": "headline", "published": "Publication Date", "publisher": "newspaper"}


def test_columns_can_be_named(tmp_path: Path) -> None:
    path = written(tmp_path / "a.csv", "wer;was;wann\nTarn Courier;It rained.;1.2.2015\n")
    assert isinstance(reports(path)[0], Refusal)
    report = one(path, columns={"text": "was", "publisher": "wer", "published": "wann"})
    assert (report.text, report.publisher, report.published) == ("It rained.", "Tarn Courier", date(2015, 2, 1))
    (refused,) = reports(path, columns={"text": "what"})
    assert isinstance(refused, Refusal)
    assert "there is no column 'what' for text; there are 'wer', 'was', 'wann'" in refused.reason


def test_a_ragged_row_is_refused_alone(tmp_path: Path) -> None:
    path = written(tmp_path / "a.csv", "title,text\na,Rain.\nb\nc,More rain.\n")
    first, second, third = reports(path)
    assert isinstance(first, Report)
    assert isinstance(third, Report)
    assert second == Refusal(f"{path}#2", "has 1 cells, the header 2; put quotation marks around cells with ','")


def test_days_in_digits_are_read_by_the_order_of_their_file(tmp_path: Path) -> None:
    path = written(tmp_path / "a.csv", "date,text\n01/02/2015,Rain.\n13/02/2015,Rain.\n")
    assert [report.published for report in load_all(str(path))] == [date(2015, 2, 1), date(2015, 2, 13)]
    path = written(tmp_path / "b.csv", "date,text\n01/02/2015,Rain.\n")
    assert one(path).published is None
    assert one(path, published=date(2015, 1, 2)).published == date(2015, 1, 2)
    assert one(path, dayfirst=False).published == date(2015, 1, 2)


def test_a_text_in_html_loses_its_marks_and_nothing_else(tmp_path: Path) -> None:
    text = "<p>It rained.</p><blockquote>“No <em>end</em>,” she said.</blockquote><p><a href='/x'>More rain</a></p><script>x()</script>"
    path = written(tmp_path / "a.jsonl", json.dumps({"content_html": text}))
    assert one(path).text == "It rained.\n\n“No end,” she said."


def test_shapes_of_json(tmp_path: Path) -> None:
    please = {
        "maintext": "Rain.",
        "date_publish": "2024-05-16 10:00:00",
        "source_domain": "courier.example",
        "authors": ["Ada Holm", "Jon Aldo"],
    }
    report = one(written(tmp_path / "a.jsonl", json.dumps({**please, "description": "A teaser", "url": "https://courier.example/a"})))
    assert (report.text, report.author, report.publisher) == ("Rain.", "Ada Holm, Jon Aldo", "courier.example")
    graph = {"date": "20240516101500", "url": "https://courier.example/a", "title": "Rain", "lang": "ENGLISH", "quotes": []}
    quotes = [{"pre": "the mayor said:", "quote": "No end in sight", "post": "and left."}, {"pre": "", "quote": "Rain", "post": "he said"}]
    report = one(written(tmp_path / "b.jsonl", json.dumps({**graph, "quotes": quotes})))
    assert report.text == "the mayor said: “No end in sight” and left.\n\n“Rain” he said"
    assert (report.published, report.publisher) == (date(2024, 5, 16), "courier.example")
    guardian = {"webTitle": "Rain", "webPublicationDate": "2024-05-16T10:00:00Z", "sectionName": "Weather", "fields": {"bodyText": "Rain."}}
    report = one(written(tmp_path / "c.json", json.dumps({"response": {"status": "ok", "results": [guardian]}}, indent=1)))
    assert (report.text, report.title, report.published, report.section) == ("Rain.", "Rain", date(2024, 5, 16), "Weather")
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "Tarn Courier",
        "items": [{"content_html": "<p>Rain.</p>", "title": "Rain"}],
    }
    report = one(written(tmp_path / "d.json", json.dumps(feed)))
    assert (report.text, report.publisher) == ("Rain.", "Tarn Courier")


def test_a_feed(tmp_path: Path) -> None:
    path = written(tmp_path / "a.rss", made.RSS)
    report, refused = reports(path)
    assert isinstance(report, Report)
    assert report.text == "It rained, the mayor said.\n\n“No end,” she added."
    assert (report.title, report.publisher, report.published) == ("Rain in Tarn", "Tarn Courier", date(2024, 5, 16))
    assert (report.url, report.section, report.language) == ("https://courier.example/rain", "Weather", "en")
    assert refused == Refusal(f"{path}#2", "is an entry without a text; fetch the page and give that")


def test_a_page(tmp_path: Path) -> None:
    text = one(written(tmp_path / "a.html", made.PAGE)).text
    assert "We have never seen anything like it" in text
    for unwanted in ("Sport", "Read more", "inbox", "First!", "All rights reserved"):
        assert unwanted not in text


@pytest.mark.parametrize("encoding", ["cp1252", "utf-16", "utf-8-sig"])
def test_a_page_says_its_encoding(tmp_path: Path, encoding: str) -> None:
    page = (
        f"<html><head><meta charset='{encoding}'></head><body><p>Die Brücke bleibt zu, sagte die Bürgermeisterin in Tarn.</p></body></html>"
    )
    assert "Brücke" in one(written(tmp_path / "a.html", page.encode(encoding))).text


def test_an_article_in_the_data_of_a_page(tmp_path: Path) -> None:
    paragraphs = ["It rained in Tarn for a week, said Ada Holm.", "The bridge, she said, stays closed."]
    nodes = [{"type": "p", "children": [{"type": "text", "data": words}]} for words in paragraphs]
    nodes.insert(1, {"type": "p", "children": [{"type": "a", "children": [{"type": "text", "data": "Bridges in pictures"}]}]})
    body = f"{paragraphs[0]} Bridges in pictures {paragraphs[1]}"
    state = json.dumps(nodes, separators=(",", ":"))
    page = (
        f'<html><head><script type="application/ld+json">{json.dumps({"@type": "NewsArticle", "articleBody": body})}</script></head>'
        f"<body><p>Please wait.</p><script>state = {state}</script></body></html>"
    )
    assert one(written(tmp_path / "a.html", page)).text == "\n".join(paragraphs)


def test_markdown_with_front_matter(tmp_path: Path) -> None:
    report = one(written(tmp_path / "a.md", made.MARKDOWN))
    assert report.text == "Rain in Tarn\n\nIt rained for a whole week, the mayor said.\n“We have never seen anything like it.”"
    assert (report.url, report.publisher, report.published) == ("https://courier.example/rain", "courier.example", None)
    report = one(written(tmp_path / "b.md", "---\ntitle: Rain\npublished: true\ndate: 2024-05-16\n---\n<p>It rained.</p><p>Again.</p>"))
    assert (report.text, report.published) == ("It rained.\n\nAgain.", date(2024, 5, 16))


def test_the_day_in_an_address_goes_before_the_pages_own_word(tmp_path: Path) -> None:
    text = "---\nurl: https://courier.example/2024/may/16/rain\ndate: 2022-01-01\n---\nRain."
    assert one(written(tmp_path / "a.md", text)).published == date(2024, 5, 16)


def test_a_web_archive(tmp_path: Path) -> None:
    path = written(tmp_path / "a.warc.gz", made.warc(made.PAGE, "<html><body><p>It rained again in Tarn, said Jon Aldo.</p></body></html>"))
    first, second = reports(path)
    assert isinstance(first, Report)
    assert isinstance(second, Report)
    assert (first.published, first.url) == (date(2024, 5, 16), "https://courier.example/0")
    assert (second.published, second.publisher) == (date(2024, 5, 20), "courier.example")  # the day it was fetched


def test_a_broken_record_does_not_hide_the_next(tmp_path: Path) -> None:
    good = made.warc(gzipped=False)
    broken = b"WARC/1.0\r\nWARC-Type: response\r\nContent-Length: 10\r\nContent-Type: application/http\r\n\r\nHTTP/1.0 2\r\n\r\n"
    found = reports(written(tmp_path / "a.warc", good + broken + good))
    assert [type(one) for one in found].count(Report) == 2


def test_exports_of_a_newspaper_database(tmp_path: Path) -> None:
    first, second = reports(written(tmp_path / "a.txt", made.NEXIS.replace("\n", "\r\n")))
    assert isinstance(first, Report)
    assert isinstance(second, Report)
    assert first.text == 'It rained in Tarn, the mayor said on Thursday.\n\n"No end," she added.'
    assert (first.title, first.publisher, first.published) == ("Rain in Tarn", "Tarn Courier (Tarn)", date(2024, 5, 16))
    assert (first.author, first.section) == ("Ada Holm", "NEWS")
    assert (second.text, second.publisher, second.published) == ("It rained again.", "Tarner Bote", date(2024, 5, 17))
    head = (
        "Rain in Tarn",
        "Tarn Courier (Tarn)",
        "16. Mai 2024 Donnerstag 9:20 AM GMT",
        "Copyright 2024 Courier Ltd",
        "Section:\xa0NEWS; Version:2",
    )
    body = (
        "Byline:\xa0Ada Holm",
        "Body",
        "It rained.",
        "“No end,” she added.",
        "Classification",
        "Language:\xa0ENGLISH",
        "End of Document",
    )
    (report,) = reports(written(tmp_path / "a.docx", made.docx("Documents (1)", "1. Rain", *head, *body)))
    assert isinstance(report, Report)
    assert (report.text, report.title, report.author) == ("It rained.\n\n“No end,” she added.", "Rain in Tarn", "Ada Holm")
    assert (report.publisher, report.published, report.section) == ("Tarn Courier (Tarn)", date(2024, 5, 16), "NEWS")


def test_a_document(tmp_path: Path) -> None:
    report = one(written(tmp_path / "a.docx", made.docx("It rained.", "“No end,” she said.", title="Rain in Tarn")))
    assert (report.text, report.title) == ("It rained.\n\n“No end,” she said.", "Rain in Tarn")


def test_a_pdf_gets_its_paragraphs_back(tmp_path: Path) -> None:
    line = "It rained in Tarn for a whole week, the mayor said, and nobody kn"
    pages = [
        ["Tarn Courier, page 1", line + "ew", "when it would stop. The bridge is closed, and no-", "body minds.", "", "She left.", "", "1"],
        ["Tarn Courier, page 2", "Then it rained again, as it does here most of the time in the", "summer, said Jon Aldo.", "", "2"],
    ]
    report = one(written(tmp_path / "a.pdf", made.pdf(*pages)))
    first = f"{line}ew when it would stop. The bridge is closed, and nobody minds."
    assert report.text.split("\n\n") == [
        first,
        "She left.",
        "Then it rained again, as it does here most of the time in the summer, said Jon Aldo.",
    ]


def test_a_project_keeps_its_texts_to_the_letter(tmp_path: Path) -> None:
    path = tmp_path / "a.dna"
    made.dna(path)
    before = path.read_bytes()
    first, _ = reports(path)
    assert isinstance(first, Report)
    assert first.text == f"\n{made.TEXT}"
    assert (first.title, first.publisher, first.published) == ("Hearing", "Tarn Courier", date(2024, 5, 16))
    assert (first.author, first.section, first.source) == ("Ada Holm", "News", f"{path}#1")
    assert path.read_bytes() == before
    assert sorted(tmp_path.iterdir()) == [path]


def test_folders_and_archives_in_the_order_of_names(tmp_path: Path) -> None:
    written(tmp_path / "b" / "2.txt", "Two.")
    written(tmp_path / "b" / "1.txt", "One.")
    written(tmp_path / ".hidden", "No.")
    written(tmp_path / "a.zip", made.zipped({"y.txt": b"Four.", "x/z.txt": b"Three.", "__MACOSX/y.txt": b"No."}))
    written(tmp_path / "c.tar.gz", made.tarred({"t.csv.gz": gzip.compress(b"text,title\nFive.,a\n")}))
    found = reports(tmp_path)
    assert [one.text for one in found if isinstance(one, Report)] == ["Three.", "Four.", "One.", "Two.", "Five."]
    sources = [one.source.removeprefix(f"{tmp_path}/") for one in found if one.source]
    assert sources == ["a.zip!x/z.txt", "a.zip!y.txt", "b/1.txt", "b/2.txt", "c.tar.gz!t.csv.gz#1"]


def test_file_names_tell_facts_by_a_pattern(tmp_path: Path) -> None:
    written(tmp_path / "Tarn Courier_2024-05-16_Rain.txt", "It rained.")
    report = one(tmp_path, pattern="{publisher}_{published}_{title}")
    assert (report.publisher, report.published, report.title) == ("Tarn Courier", date(2024, 5, 16), "Rain")
    written(tmp_path / "Bote" / "20240517 Regen.txt", "It rained.")
    report = one(tmp_path / "Bote", pattern="{published} {title}")
    assert (report.published, report.title) == (date(2024, 5, 17), "Regen")
    odd, _ = reports(tmp_path, pattern="{publisher}_{published}_{title}")
    assert isinstance(odd, Refusal)
    assert "does not fit the pattern" in odd.reason


@pytest.mark.parametrize(
    ("options", "complaint"),
    [
        ({"encoding": "klingon"}, "there is no encoding 'klingon'"),
        ({"encoding": "hex"}, "there is no encoding 'hex'"),
        ({"columns": {"body": "x"}}, "there is no such field; there are text, title"),
        ({"pattern": "{outlet}_{published}"}, "there is no field {outlet}"),
        ({"pattern": "{title}{published}"}, "put something between"),
        ({"pattern": "title"}, "name each field once"),
    ],
)
def test_wrong_options_are_refused_at_once(options: dict[str, Any], complaint: str) -> None:
    with pytest.raises(InputError, match=complaint.replace("{", r"\{")):
        Options(**options)


def test_load_reads_any_single_report_and_says_where_many_belong(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert load(str(written(tmp_path / "a.pdf", made.pdf()))).text == "It rained in Tarn."
    with pytest.raises(ReportError, match="holds many reports; put them into a record: onrecord build"):
        load(str(written(tmp_path / "a.csv", made.table())))
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(made.table())))
    assert len(list(load_all("-"))) == 2


@pytest.mark.parametrize(
    ("name", "library", "extra"), [("a.parquet", "pyarrow", "table"), ("a.rss", "feedparser", "feeds"), ("a.warc", "warcio", "warc")]
)
def test_a_missing_library_is_named_with_its_extra(
    tmp_path: Path, name: str, library: str, extra: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = written(tmp_path / name, made.every(tmp_path)[name])
    for module in [module for module in sys.modules if module.partition(".")[0] == library] or [library]:
        monkeypatch.setitem(sys.modules, module, None)
    (found,) = items([str(path)])
    assert found == Refusal(str(path), f"needs {library}; pip install 'onrecord[{extra}]'")


def test_finding_needs_no_library_for_pages_and_pdf() -> None:
    program = (
        "import onrecord.intake, sys; print([name for name in ('pyarrow', 'warcio', 'feedparser', 'pypdfium2') if name in sys.modules])"
    )
    assert subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True).stdout == "[]\n"


def test_the_same_inputs_give_the_same_items(tmp_path: Path) -> None:
    for name, data in made.every(tmp_path).items():
        written(tmp_path / "in" / name, data)
    first, second = ([found.digest for found in items([str(tmp_path / "in")]) if isinstance(found, Item)] for _ in range(2))
    assert first == second
    assert len(first) > 20
