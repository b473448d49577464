"""The comparison of versions and the network of concepts in Chromium: one click to each, nothing moves, axe finds no fault."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect, sync_playwright

from onrecord.coding import code_record
from tests.coding.made import DRAIN, book, filled
from tests.record.conftest import ferry, tarn
from tests.web.conftest import evil, orm
from tests.web.serving import serving
from tests.web.test_concept_pages import ONE, TWO

CHROMIUM = Path("/usr/bin/chromium")
QUOTE = tarn().statements[0].id
PATHS = (
    f"/statement/{QUOTE}/compare",
    "/pictures",
    "/pictures/concepts",
    "/pictures/concepts?tie=subtract",
    "/concepts",
    f"/concepts?name={DRAIN}",
)
SHIFTS = (
    "window.moved = 0; new PerformanceObserver(list => list.getEntries().forEach(e => { window.moved += e.value; }))"
    ".observe({type: 'layout-shift', buffered: true});"
)
pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not CHROMIUM.exists(), reason="needs Chromium: apt-get install chromium"),
]


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a desk over reports that quote each other, and that are coded."""
    path = tmp_path_factory.mktemp("desk") / "coded.db"
    with filled(path, tarn(), ferry(), orm(), evil(), ONE, TWO) as made:
        code_record(made, book())
    with serving(path) as address:
        yield address


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=str(CHROMIUM), args=["--no-sandbox"])
        yield opened
        opened.close()


@pytest.fixture
def page(browser: Browser, home: str) -> Iterator[Page]:
    """A page of the desk; an error of a script, or of the policy that forbids some, fails the test."""
    context = browser.new_context(base_url=home, viewport={"width": 1280, "height": 900}, reduced_motion="reduce")
    opened, faults = context.new_page(), list[str]()
    opened.on("console", lambda message: faults.append(message.text) if message.type == "error" else None)
    opened.on("pageerror", lambda error: faults.append(str(error)))
    yield opened
    context.close()
    assert faults == []


def test_from_a_card_to_the_versions_and_from_a_version_to_its_report(page: Page) -> None:
    page.goto(f"/report/{tarn().report.id}")
    page.locator(f"#s-{QUOTE}").get_by_role("link", name="compare").click()
    expect(page.locator("h1")).to_have_text("What Ada Wells said, as 2 reports quote it")
    page.get_by_role("link", name="Ferry Herald").click()
    expect(page.locator("#v-1")).to_be_in_viewport()
    page.locator("#v-1 .facts a[href^='/report/']").click()
    expect(page.locator(".card.selected blockquote")).to_have_text("“We will drain the lake, and soon,”")


def test_from_a_search_and_from_the_pictures_to_the_versions(page: Page) -> None:
    page.goto("/?q=drain+soon")
    page.get_by_role("link", name="compare versions").first.click()
    expect(page.locator(".versions > li")).to_have_count(2)
    page.goto("/pictures")
    page.locator("#quoted").get_by_role("link", name="We will drain the lake").click()
    expect(page.locator(".versions del")).to_contain_text("and soon")


def test_a_node_leads_to_its_actor_and_its_concept_by_mouse_and_by_key(page: Page) -> None:
    page.goto("/pictures/concepts")
    page.locator(".spots a[aria-label='Bo Lund']").click()
    expect(page.locator("h1")).to_have_text("Bo Lund")
    page.goto("/pictures/concepts")
    page.locator(f".spots a[aria-label='{DRAIN}']").focus()
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text(DRAIN)
    page.get_by_role("link", name="who disagrees").click()
    expect(page.locator(".side")).to_have_text(["disagrees"])
    page.get_by_role("link", name="who is on whose side").click()
    expect(page.get_by_label("Show")).to_have_value("congruence")


def test_the_form_is_the_address(page: Page) -> None:
    page.goto("/pictures/concepts")
    page.get_by_label("Show").select_option("conflict")
    page.locator("select[name=concept]").select_option(DRAIN)
    page.get_by_role("button", name="Show").click()
    assert "tie=conflict" in page.url
    expect(page.locator("tbody th").first).to_contain_text("Bo Lund")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_no_fault_and_pictures_come_in_the_theme(page: Page, scheme: Any) -> None:
    page.emulate_media(color_scheme=scheme)
    for path in PATHS:
        page.goto(path)
        found = Axe().run(page)
        assert found.violations_count == 0, f"{path}: {found.generate_report()}"
    for path in PATHS[0], PATHS[2]:
        page.goto(path)
        shown, hidden = (page.locator(f"figure .of-{theme} img") for theme in (scheme, {"light": "dark", "dark": "light"}[scheme]))
        assert shown.evaluate("image => image.decode().then(() => image.naturalWidth)") > 300
        expect(hidden).to_be_hidden()


def test_a_phone_shows_all_without_scrolling_sideways(page: Page) -> None:
    page.set_viewport_size({"width": 360, "height": 740})
    for path in PATHS:
        page.goto(path)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), path
    page.goto(PATHS[0])
    assert page.locator("figure .of-light img").evaluate("image => image.decode().then(() => image.naturalWidth)") == 360


def test_nothing_moves_while_a_page_comes(page: Page) -> None:
    page.add_init_script(SHIFTS)
    for path in PATHS:
        page.goto(path, wait_until="networkidle")
        assert page.evaluate("window.moved") < 0.01, path
