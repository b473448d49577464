"""Real samples, which are no part of the project: pages with the sentences that must and must not be found, feeds, archives, exports."""

import json
from datetime import date
from pathlib import Path

import pytest

from onrecord.intake import Item, Options, Refusal, items, report_of
from onrecord.schema.report import Report

WANTED = 0.95  # of the sentences that must be found
UNWANTED = 0.03  # of those that must not, at most
pytestmark = pytest.mark.shared


def reports(path: Path) -> list[Report]:
    return [report_of(found, Options()) for found in items([str(path)]) if isinstance(found, Item)]


def test_articles_of_pages_are_found_whole_and_alone(shared: Path) -> None:
    folder = shared / "raw-samples" / "html"
    missed, unwanted, counts = [], [], [0, 0]
    for expected in json.loads((folder / "expected.json").read_text("utf-8")).values():
        (report,) = reports(folder / expected["file"])
        counts = [counts[0] + len(expected["with"]), counts[1] + len(expected["without"])]
        missed += [(expected["file"], words) for words in expected["with"] if words not in report.text]
        unwanted += [(expected["file"], words) for words in expected["without"] if words in report.text]
    print(f"pages: {counts[0] - len(missed)} of {counts[0]} wanted, {len(unwanted)} of {counts[1]} unwanted")  # noqa: T201 (pytest -rP shows it)
    assert len(missed) <= (1 - WANTED) * counts[0], missed
    assert len(unwanted) <= UNWANTED * counts[1], unwanted


def test_feeds(shared: Path) -> None:
    folder = shared / "raw-samples" / "feeds"
    assert len(reports(folder / "feed.json")) == 25
    assert [report.title for report in reports(folder / "feed1.atom")] == ["Atom-Powered Robots Run Amok", "Self-referenced link"]
    (report,) = reports(folder / "feed2.rss")
    assert (report.publisher, report.published) == ("RSS Title", date(2009, 9, 6))
    (refused,) = items([str(folder / "sitemap.xml")])
    assert isinstance(refused, Refusal)
    assert "is a list of addresses" in refused.reason


@pytest.mark.parametrize(
    ("name", "count"),
    [
        *(("example.warc", 1), ("example.warc.gz", 1), ("example-resource.warc.gz", 1), ("example.arc.gz", 1)),
        *(("example-iana.org-chunked.warc", 1), ("example-trunc.warc", 1), ("example-bad.warc.gz.bad", 1)),
    ],
)
def test_web_archives_also_damaged_ones(shared: Path, name: str, count: int) -> None:
    found = reports(shared / "raw-samples" / "warc" / name)
    assert len(found) == count
    assert all(report.url and report.published for report in found)


def test_exports(shared: Path) -> None:
    for name, year, publishers in (("sample.TXT", 2010, 7), ("sample.DOCX", 2019, 1)):
        found = reports(shared / "raw-samples" / "nexis" / name)
        assert len(found) == 10
        assert all(report.published and report.published.year == year and report.title for report in found)
        assert len({report.publisher for report in found}) == publishers
        assert not any("LOAD-DATE" in report.text or "Load-Date" in report.text or "Copyright" in report.text for report in found)
    assert [len(report.text.split()) for report in reports(shared / "raw-samples" / "nexis" / "sample.TXT")][:3] == [355, 927, 677]


def test_posts_and_crawls(shared: Path) -> None:
    posts = reports(shared / "raw-samples" / "jekyll-html-2016")
    assert len(posts) == 15
    assert all(report.published and report.published.year == 2016 and "<p>" not in report.text for report in posts)
    assert not any("[ad_" in report.text for report in posts)
    crawls = reports(shared / "raw-samples" / "md-2026")
    assert len(crawls) == 16
    assert not any("date: unknown" in report.text for report in crawls)
    assert sum(report.published is None for report in crawls) == 5
    assert all(report.url and report.publisher for report in crawls)


def test_a_project_of_dna(shared: Path) -> None:
    found = reports(shared / "formats" / "sample.dna")
    assert len(found) == 7
    assert found[0].text.startswith("\nTestimony at hearing")


def test_a_corpus_of_json_lines(shared: Path) -> None:
    found = items([str(shared / "news-unlabelled" / "wio.jsonl.zst")])
    report = report_of(next(item for item in found if isinstance(item, Item)), Options())
    assert (report.publisher, report.published) == ("feeds.wired.com", date(2016, 1, 10))
