"""The desk in Chromium: what pointing, clicking and keys do, on a screen and on a phone, with a screen reader in mind."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, ConsoleMessage, Dialog, Page, expect, sync_playwright

from tests.record.conftest import tarn
from tests.web.conftest import evil, orm
from tests.web.serving import serving

CHROMIUM = Path("/usr/bin/chromium")
pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not CHROMIUM.exists(), reason="needs Chromium: apt-get install chromium"),
]


@pytest.fixture(scope="module")
def home(record_file: Path) -> Iterator[str]:
    """The address of a desk that serves."""
    with serving(record_file) as address:
        yield address


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=str(CHROMIUM), args=["--no-sandbox"])
        yield opened
        opened.close()


@pytest.fixture
def page(browser: Browser, home: str) -> Iterator[Page]:
    """A page of the desk; a script's error, a forbidden one, or a dialog fails the test."""
    context = browser.new_context(base_url=home, viewport={"width": 1280, "height": 900}, reduced_motion="reduce")
    opened = context.new_page()
    faults: list[str] = []

    def noted(message: ConsoleMessage) -> None:
        if message.type == "error" and "404" not in message.text:
            faults.append(message.text)

    def refused(dialog: Dialog) -> None:
        faults.append("a dialog")
        dialog.dismiss()

    opened.on("console", noted)
    opened.on("pageerror", lambda error: faults.append(str(error)))
    opened.on("dialog", refused)
    yield opened
    context.close()
    assert faults == []


def without_fault(page: Page) -> None:
    """Nothing on the page that axe-core calls a fault."""
    found = Axe().run(page)
    assert found.violations_count == 0, f"{page.url}: {found.generate_report()}"


def test_pointing_at_a_card_lights_its_words_and_the_other_way_round(page: Page) -> None:
    page.goto(f"/report/{tarn().report.id}")
    card, words = page.locator('[data-ref="s1"]'), page.locator('.text .run[data-of~="s1"]')
    card.hover()
    assert words.evaluate_all("runs => runs.every(run => run.classList.contains('lit'))")
    page.locator(".text .inner").first.hover()
    expect(page.locator('[data-ref="s3"]')).to_have_class("card depth-1 lit")
    assert not words.evaluate_all("runs => runs.some(run => run.classList.contains('lit'))")


def test_keys_walk_and_open(page: Page) -> None:
    page.goto(f"/report/{tarn().report.id}")
    page.keyboard.press("j")
    page.keyboard.press("j")
    chosen = page.locator(".card.selected")
    expect(chosen).to_have_attribute("data-ref", "s2")
    page.keyboard.press("Enter")
    expect(chosen.locator("details")).to_have_attribute("open", "")
    expect(page.locator(f"#s-{tarn().statements[1].id}")).to_contain_text("Bo Lund")
    page.keyboard.press("k")
    expect(page.locator(".card.selected")).to_have_attribute("data-ref", "s1")
    page.keyboard.press("Escape")
    expect(page.locator(".card.selected")).to_have_count(0)
    page.keyboard.press("?")
    expect(page.locator("dialog.keys")).to_be_visible()


def test_a_click_on_words_chooses_their_innermost_statement(page: Page) -> None:
    page.goto(f"/report/{tarn().report.id}")
    page.locator(".text .inner").first.click()
    expect(page.locator(".card.selected")).to_have_attribute("data-ref", "s3")
    page.locator('.card.selected a[href^="#s-"]').click()
    expect(page.locator(".card.selected")).to_have_attribute("data-ref", "s2")


def test_an_address_opens_its_statement_or_act(page: Page) -> None:
    page.goto(f"/report/{tarn().report.id}#s-{tarn().statements[2].id}")
    expect(page.locator(".card.selected")).to_have_attribute("data-ref", "s3")
    page.goto(f"/report/{orm().report.id}#e-e1")
    expect(page.locator("#acts .card.selected")).to_be_visible()


def test_layers_go_off_and_stay_off(page: Page) -> None:
    page.goto(f"/report/{tarn().report.id}")
    run, plain = page.locator(".text .cue").first, "rgba(0, 0, 0, 0)"
    expect(run).not_to_have_css("background-color", plain)
    page.locator('label:has([data-layer="cue"])').click()
    page.mouse.move(0, 0)
    expect(run).to_have_css("background-color", plain)
    page.reload()
    expect(page.locator('[data-layer="cue"]')).not_to_be_checked()
    expect(run).to_have_css("background-color", plain)


def test_the_theme_is_switched_and_kept(page: Page) -> None:
    page.emulate_media(color_scheme="light")
    page.goto("/")
    light = page.locator("body").evaluate("body => getComputedStyle(body).backgroundColor")
    page.locator("[data-theme-switch]").click()
    expect(page.locator("body")).not_to_have_css("background-color", light)
    page.reload()
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")


def test_three_clicks_from_the_start_page_to_what_one_said_about_another(page: Page) -> None:
    page.goto("/")
    page.get_by_role("link", name="Bo Lund").first.click()
    page.locator("section", has_text="Speaks about").get_by_role("link", name="Ada Wells").first.click()
    expect(page.locator("h1")).to_have_text("What Bo Lund said about Ada Wells")
    page.locator(".quote .facts a").first.click()
    expect(page.locator(".card.selected")).to_be_visible()


def test_a_search_by_keys(page: Page) -> None:
    page.goto(f"/report/{tarn().report.id}")
    page.keyboard.press("/")
    page.keyboard.type("drain")
    page.keyboard.press("Enter")
    expect(page.locator("mark").first).to_have_text("drain")
    assert page.url.endswith("/?q=drain")


def test_a_report_full_of_scripts_does_nothing(page: Page) -> None:
    for path in (f"/report/{evil().report.id}", "/actor/evil", "/reports", "/?q=alert"):
        page.goto(path)
        assert page.locator("main img, main script").count() == 0


@pytest.mark.parametrize(
    ("scheme", "paths"),
    [
        ("light", ("/", "/?q=drain", "/actors", "/reports", "/review", "/decisions", "/load", "/docs", "/nothing")),
        ("dark", ("/?q=drain", "/review")),
    ],
)
def test_axe_finds_no_fault(page: Page, scheme: Any, paths: tuple[str, ...]) -> None:
    page.emulate_media(color_scheme=scheme)
    for path in (*paths, f"/report/{tarn().report.id}"):
        page.goto(path)
        without_fault(page)
    page.get_by_role("link", name="Ada Wells").first.click()
    page.wait_for_url("**/actor/*")  # a click does not wait for the page that it leads to: axe would find one without title and language
    without_fault(page)
    page.locator("a[href*='/about/']").first.click()
    page.wait_for_url("**/about/*")
    without_fault(page)


def test_a_phone_shows_all_without_scrolling_sideways(page: Page) -> None:
    page.set_viewport_size({"width": 360, "height": 740})
    for path in (
        "/",
        "/?q=drain",
        "/actors",
        "/reports",
        "/docs",
        "/pictures",
        f"/report/{tarn().report.id}",
        f"/report/{evil().report.id}",
        "/actor/evil",
    ):
        page.goto(path)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), path
    page.goto(f"/report/{tarn().report.id}")
    page.locator(".text .content").first.click()
    expect(page.locator(".card.selected")).to_be_in_viewport()


@pytest.mark.parametrize("width", [1280, 390])
def test_nothing_moves_while_a_page_comes(page: Page, width: int) -> None:
    """The Core Web Vitals call a shift of 0.1 good; here there is next to none, hidden layers, opened statements and pictures included."""
    page.set_viewport_size({"width": width, "height": 844})
    page.add_init_script(
        "window.moved = 0; new PerformanceObserver(list => list.getEntries().forEach(e => { window.moved += e.value; }))"
        ".observe({type: 'layout-shift', buffered: true});"
    )
    its = f"/report/{tarn().report.id}"
    for path in ("/", "/?q=drain", its, f"{its}#s-{tarn().statements[2].id}", "/actors", "/reports", "/review", "/load", "/pictures"):
        page.goto(path, wait_until="networkidle")
        assert page.evaluate("window.moved") < 0.02, path
    page.goto("/actors")
    page.get_by_role("link", name="Ada Wells").first.click()
    page.wait_for_load_state("networkidle")
    assert page.evaluate("window.moved") < 0.02


def test_a_correction_is_one_key_away(page: Page) -> None:
    page.goto(f"/report/{tarn().report.id}")
    page.keyboard.press("j")
    page.keyboard.press("c")
    expect(page.locator(".card.selected form.correction")).to_be_visible()


def test_a_facet_and_a_bar_narrow_the_answers_and_the_address_keeps_them(page: Page) -> None:
    page.goto("/?q=drain+OR+ferry+OR+lake")
    page.locator(".facets details", has_text="Speaker").get_by_role("link", name="Ada Wells").click()
    page.wait_for_url("**speaker=Ada+Wells*")
    page.locator(".bars a").last.click()
    page.wait_for_url("**from=2021-05*")
    shown = page.locator("h1").inner_text()
    assert page.locator(".quote .who").all_inner_texts() == ["Ada Wells"] * page.locator(".quote").count()
    page.goto(page.url)
    assert page.locator("h1").inner_text() == shown
    page.locator(".chip", has_text="Ada Wells").click()
    page.wait_for_url(lambda url: "speaker" not in url)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_pictures_come_in_the_theme_and_lead_to_actors(page: Page, scheme: Any) -> None:
    page.emulate_media(color_scheme=scheme)
    page.goto("/pictures")
    without_fault(page)
    for section in ("volume", "network"):
        shown, hidden = (page.locator(f"#{section} .of-{theme} img") for theme in (scheme, {"light": "dark", "dark": "light"}[scheme]))
        shown.scroll_into_view_if_needed()
        expect(shown).to_have_js_property("complete", value=True)
        assert shown.evaluate("image => image.decode().then(() => image.naturalWidth)") > 300
        expect(hidden).to_be_hidden()
    page.locator("#network .spots a[aria-label='Bo Lund']").click()
    expect(page.locator("h1")).to_have_text("Bo Lund")
