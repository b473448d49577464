"""Correcting in Chromium: words selected in the text, the form in its card, keys."""

import random
from collections.abc import Iterator
from pathlib import Path
from typing import Literal
from urllib.parse import quote

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, FilePayload, Page, expect, sync_playwright

from onrecord.record import Record
from onrecord.schema.reading import Reading
from onrecord.schema.report import Report
from tests.record.conftest import RUN, tarn
from tests.web.conftest import orm
from tests.web.serving import serving
from tests.web.test_loading import OPTIONS, TEXT

CHROMIUM = Path("/usr/bin/chromium")
TARN = tarn().report
pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not CHROMIUM.exists(), reason="needs Chromium: apt-get install chromium"),
]

SELECT = """([first, last]) => {
  // From the beginning of the first words to the end of the last, wherever marks cut the text into elements.
  const text = document.querySelector(".text");
  const find = (words) => {
    const walker = document.createTreeWalker(text, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const at = node.data.indexOf(words);
      if (at >= 0) return [node, at];
    }
    throw new Error(`${words}: stands in no run`);
  };
  const [start, from] = find(first);
  const [end, until] = find(last);
  getSelection().setBaseAndExtent(start, from, end, until + last.length);
}"""


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=str(CHROMIUM), args=["--no-sandbox"])
        yield opened
        opened.close()


@pytest.fixture
def page(browser: Browser, desk_file: Path) -> Iterator[Page]:
    """A page of a desk that may be written; a script's error fails the test."""
    faults: list[str] = []
    with serving(desk_file, OPTIONS) as home:
        context = browser.new_context(base_url=home, viewport={"width": 1280, "height": 1000}, reduced_motion="reduce")
        opened = context.new_page()
        opened.on("pageerror", lambda error: faults.append(str(error)))
        yield opened
        context.close()
    assert faults == []


def test_selected_words_become_a_statement(page: Page, desk_file: Path) -> None:
    """Behind a character of two UTF-16 units, across marks, with a hidden layer."""
    page.goto(f"/report/{TARN.id}")
    page.locator('[data-layer="actor"]').uncheck(force=True)
    page.evaluate(SELECT, ["swans", " or not. "])
    page.get_by_role("button", name="New statement").click()
    form = page.locator("form.correction")
    expect(form.locator("[name=content]")).to_have_value("swans or not.")
    start = TARN.text.index("swans or not.")
    assert form.locator("[name=content_at]").input_value() == f"{start}-{start + 13}"
    page.evaluate(SELECT, ["denied", "denied"])
    page.get_by_role("toolbar").get_by_role("button", name="Words of saying").click()
    form.locator("[name=speaker]").fill("Bo Lund")
    form.locator("[name=author]").fill("Cy Dorn")
    form.get_by_role("button", name="Add this statement").click()
    expect(page.locator(".card.selected blockquote")).to_have_text("swans or not.")
    with Record(desk_file) as record:
        (added,) = (entry.statement for entry in record.entries(TARN.id) if entry.standing == "added")
    assert added.cue == TARN.span(TARN.text.index("denied"), TARN.text.index("denied") + 6)
    assert added.speaker is not None
    assert added.speaker.id == tarn().actors[1].id


def test_a_selection_across_marks_sets_new_bounds(page: Page, desk_file: Path) -> None:
    page.goto(f"/report/{TARN.id}")
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("c")
    form = page.locator(".card.selected form.correction")
    expect(form.locator("[name=speaker]")).to_be_focused()
    page.evaluate(SELECT, ["had", "madness"])  # "called" and "madness" have marks of their own
    page.get_by_role("toolbar").get_by_role("button", name="What was said").click()
    expect(form.locator("[name=content]")).to_have_value('had called the plan "madness')
    form.get_by_role("button", name="What was said: end a word later").click()
    form.get_by_role("button", name="What was said: begin a word later").click()
    expect(form.locator("[name=content]")).to_have_value('called the plan "madness"')
    form.locator("[name=author]").fill("Cy Dorn")
    form.get_by_role("button", name="Save").click()
    expect(page.locator(".card.selected blockquote")).to_have_text('called the plan "madness"')
    with Record(desk_file) as record:
        assert [decision.verb for decision in record.decisions()] == ["replace"]


def test_escape_closes_the_form_and_the_card_has_the_keys_again(page: Page) -> None:
    page.goto(f"/report/{TARN.id}")
    page.keyboard.press("j")
    page.keyboard.press("c")
    expect(page.locator("form.correction")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("form.correction")).to_have_count(0)
    page.keyboard.press("j")
    expect(page.locator(".card.selected")).to_have_attribute("data-ref", "s2")


def test_the_queue_is_walked_by_keys(page: Page, desk_file: Path) -> None:
    page.goto("/review")
    page.keyboard.press("j")
    page.keyboard.press("a")  # nobody has said who decides
    expect(page.locator("[data-author]")).to_be_focused()
    page.keyboard.type("Cy Dorn")
    page.locator(".queue .card").first.focus()
    page.keyboard.press("a")
    expect(page.locator(".queue .card").nth(0)).to_contain_text("Right.")
    expect(page.locator(".queue .card").nth(1)).to_be_focused()
    page.keyboard.press("x")
    expect(page.locator(".queue .card").nth(1)).to_contain_text("No statement.")
    page.keyboard.press("k")
    page.keyboard.press("u")
    expect(page.locator(".queue .card.done")).to_have_count(1)
    with Record(desk_file) as record:
        assert [(one.verb, one.undone is None) for one in record.decisions()] == [("accept", True), ("reject", False)]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_and_a_phone_scrolls_down_only(page: Page, scheme: Literal["light", "dark"]) -> None:
    its = tarn()
    page.context.request.post(
        f"/report/{TARN.id}/correct", form={"verb": "reject", "statement": its.statements[3].id, "author": "Cy", "reason": "only a pronoun"}
    )
    page.emulate_media(color_scheme=scheme)
    report, who = f"/report/{TARN.id}", quote(its.actors[0].id)
    for path in ("/review", "/decisions", "/load", f"{report}/correct", f"/actor/{who}/correct", report):
        page.set_viewport_size({"width": 1280, "height": 1000})
        page.goto(path)
        if path == report:
            page.keyboard.press("j")
            page.keyboard.press("c")
            expect(page.locator(".card form.correction")).to_be_visible()
        found = Axe().run(page)
        assert found.violations_count == 0, f"{path}: {found.generate_report()}"
        page.set_viewport_size({"width": 360, "height": 740})
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), path


def test_a_file_is_read_while_its_page_tells_how_far_it_is(page: Page, desk_file: Path) -> None:
    page.goto("/load")
    page.locator("input[type=file]").set_input_files(
        [FilePayload(name="weir.txt", mimeType="text/plain", buffer=TEXT.encode()), FilePayload(name="a.bin", mimeType="x/y", buffer=b"\0")]
    )
    page.get_by_role("button", name="Read them").click()
    expect(page.get_by_role("status")).to_have_text("Done: 1 report, 1 refused.")
    page.get_by_role("link", name="weir").click()
    expect(page.locator(".card blockquote")).to_have_text("the weir will hold")
    with Record(desk_file) as record:
        assert [refusal.reason for refusal in record.refusals()] == ["is no text; save it as text"]


def test_a_file_that_is_dropped_is_read(page: Page) -> None:
    page.goto("/load")
    dropped = page.evaluate_handle(
        "words => { const data = new DataTransfer(); data.items.add(new File([words], 'weir.txt', {type: 'text/plain'})); return data; }",
        TEXT,
    )
    page.locator(".drop").dispatch_event("drop", {"dataTransfer": dropped})
    page.wait_for_url("**/load/*")
    expect(page.get_by_role("status")).to_have_text("Done: 1 report.")


ROUND = """async (places) => {
  const { rangesAt, selectedPlace, wordsAt } = await import("/static/places.js");
  const text = document.querySelector(".text");
  return places.map((place) => {
    const ranges = rangesAt(text, place);
    const [first, last] = [ranges[0], ranges.at(-1)];
    getSelection().setBaseAndExtent(first.startContainer, first.startOffset, last.endContainer, last.endOffset);
    return [wordsAt(text, place), selectedPlace(text)];
  });
}"""


def test_places_in_the_browser_are_those_of_the_report(page: Page, desk_file: Path) -> None:
    """Over characters of two UTF-16 units, carriage returns, marks and paragraphs, there and back."""
    odd = Report(
        "A \U0001f9a2\U0001f9a2 said: \u201cNo\r\nway,\u201d e\u0301 \U0001d518!\n\n\tThen   \U0001f9a2 left.  \r\n\r\nEnd \U0001f9a2",
        source="odd.txt",
    )
    with Record(desk_file, write=True) as record:
        record.add(Reading(odd, (), (), (), (), ()), record.run(RUN, "2021-06-01T00:00:00Z"), "odd.txt")
    for report in (odd, TARN, orm().report):
        page.goto(f"/report/{report.id}")
        choose = random.Random(1)
        at = [n for n, character in enumerate(report.text) if not character.isspace()]
        pairs = [sorted(choose.sample(at, 2)) for _ in range(150)]
        places = [(start, end + 1) for start, end in pairs]
        for (start, end), (words, place) in zip(places, page.evaluate(ROUND, places), strict=True):
            assert place == [start, end], report.text[start:end]
            assert words.split() == report.text[start:end].split()
