"""Correcting acts and positions in Chromium: words selected in the text, forms in their cards, keys; and all of it without a script."""

from collections.abc import Iterator
from pathlib import Path
from typing import Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, ConsoleMessage, Page, expect, sync_playwright

from onrecord.record import Record
from onrecord.schema.position import position_id
from tests.record.test_findings import CONDEMNED, REPORT, SHELLED, WAR, filled
from tests.web.serving import serving
from tests.web.test_correcting_browser import CHROMIUM, SELECT

THIRD = position_id(REPORT, WAR.positions[2])
pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not CHROMIUM.exists(), reason="needs Chromium: apt-get install chromium"),
]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=str(CHROMIUM), args=["--no-sandbox"])
        yield opened
        opened.close()


@pytest.fixture
def war_file(tmp_path: Path) -> Path:
    filled(tmp_path / "war.db").close()
    return tmp_path / "war.db"


@pytest.fixture
def home(war_file: Path) -> Iterator[str]:
    """The address of a desk that may be written."""
    with serving(war_file) as address:
        yield address


@pytest.fixture
def page(browser: Browser, home: str) -> Iterator[Page]:
    """A page of it; a script's error, or one that the policy forbids, fails the test."""
    context = browser.new_context(base_url=home, viewport={"width": 1280, "height": 1000}, reduced_motion="reduce")
    opened, faults = context.new_page(), list[str]()

    def noted(message: ConsoleMessage) -> None:
        if message.type == "error":
            faults.append(message.text)

    opened.on("console", noted)
    opened.on("pageerror", lambda error: faults.append(str(error)))
    yield opened
    context.close()
    assert faults == []


def test_selected_words_become_an_act(page: Page, war_file: Path) -> None:
    page.goto(f"/report/{REPORT}")
    page.evaluate(SELECT, ["left", "left"])
    page.get_by_role("button", name="New act").click()
    form = page.locator("form.correction")
    expect(form.locator("[name=trigger]")).to_have_value("left")
    expect(form.locator("[name=actor]")).to_be_focused()
    form.locator("[name=actor]").fill("Bo Lund")
    form.locator("[name=type]").select_option("RETREAT")
    assert form.locator("optgroup:not([hidden])").evaluate_all("groups => groups.map((group) => group.label)") == ["RETREAT"]
    form.locator("[name=mode]").select_option("withdraw")
    form.locator("[name=author]").fill("Cy Dorn")
    form.get_by_role("button", name="Add this act").click()
    expect(page.locator(".card.selected .deed")).to_contain_text("retreat: withdraw")
    with Record(war_file) as record:
        added = record.events_in(REPORT)[-1]
    assert (added.trigger.start, added.actor) == (WAR.report.text.index("left"), added.actor)
    assert added.actor is not None
    assert added.actor.id == WAR.actors[3].id


def test_an_act_is_turned_and_its_words_are_moved(page: Page, war_file: Path) -> None:
    page.goto(f"/report/{REPORT}#e-{SHELLED.id}")
    page.keyboard.press("c")
    form = page.locator(".card.selected form.correction")
    form.get_by_role("button", name="The words that tell it: end a word later").click()
    expect(form.locator("[name=trigger]")).to_have_value("shelled Tarn")
    form.locator("[name=author]").fill("Cy Dorn")
    form.get_by_role("button", name="Save").click()
    expect(page.locator(".card.selected q")).to_have_text("shelled Tarn")
    page.wait_for_load_state()
    page.keyboard.press("c")
    page.get_by_role("button", name="Turn the direction").click()
    expect(page.locator(f"#e-{SHELLED.id} .by").first).to_contain_text("Tarn → Kess")
    with Record(war_file) as record:
        assert [decision.author for decision in record.finding_decisions()] == ["Cy Dorn", "Cy Dorn"]


def test_a_statement_says_where_somebody_stands(page: Page, war_file: Path) -> None:
    page.goto(f"/report/{REPORT}")
    page.keyboard.press("j")
    page.get_by_role("link", name="says where somebody stands").click()
    form = page.locator(".card form.correction")
    expect(form.locator("[name=holder]")).to_have_value("Ada Wells")
    form.get_by_label("an actor").check()
    form.locator("[name=target]").fill("Tarn")
    expect(form.locator("[name=claim]")).not_to_be_visible()
    page.evaluate(SELECT, ["condemned", "condemned"])
    page.get_by_role("toolbar").get_by_role("button", name="The words of the claim").click()
    expect(form.locator("[name=target]")).not_to_be_visible()  # words for a claim: it is towards that
    form.locator("[name=author]").fill("Cy Dorn")
    form.get_by_role("button", name="Add this position").click()
    expect(page.locator(".card.selected .claim")).to_have_text("“condemned”")
    with Record(war_file) as record:
        assert record.positions_in(REPORT)[-1].position.evidence == (WAR.statements[0].id,)


def test_the_queues_are_walked_by_keys(page: Page, war_file: Path) -> None:
    page.goto("/review")
    page.get_by_role("navigation", name="What waits").get_by_role("link", name="Acts").click()
    page.locator("[data-author]").fill("Cy Dorn")
    page.locator(".queue .card").first.focus()
    page.keyboard.press("x")
    expect(page.locator(".queue .card").nth(0)).to_contain_text("No such act.")
    expect(page.locator(".queue .card").nth(0).get_by_role("button", name="Right")).not_to_be_visible()
    expect(page.locator(".queue .card").nth(1)).to_be_focused()
    page.keyboard.press("a")
    expect(page.locator(".queue .card").nth(1)).to_contain_text("Right.")
    page.keyboard.press("k")
    page.keyboard.press("u")
    expect(page.locator(".queue .card.done")).to_have_count(1)
    page.keyboard.press("c")
    expect(page.locator("form.correction [name=event]")).to_have_value(CONDEMNED.id)
    page.goto("/review/positions")
    page.get_by_role("button", name="No position").nth(1).click()
    expect(page.locator(".queue .card").nth(1)).to_contain_text("No position.")
    with Record(war_file) as record:
        assert [(one.verb, one.undone is None) for one in record.finding_decisions()] == [
            ("reject", False),
            ("accept", True),
            ("reject", True),
        ]


def test_without_a_script_words_are_typed(browser: Browser, home: str, war_file: Path) -> None:
    context = browser.new_context(base_url=home, java_script_enabled=False)
    page = context.new_page()
    page.goto(f"/report/{REPORT}")
    page.locator(f"#p-{THIRD}").get_by_role("link", name="Correct").click()
    page.locator("[name=stance]").select_option("oppose")
    page.locator("[name=claim]").fill("dam of Kess")
    page.locator("[name=author]").fill("Cy Dorn")
    page.get_by_role("button", name="Save").click()
    expect(page.locator(f"#p-{THIRD} .claim")).to_have_text("“dam of Kess”")
    page.goto("/review/events")
    page.locator(".queue .card").first.get_by_role("button", name="Right").click()
    assert page.url.endswith("/review/events")
    expect(page.locator(".queue .card")).to_have_count(1)
    context.close()
    with Record(war_file) as record:
        assert [one.verb for one in record.finding_decisions()] == ["replace", "accept"]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_and_a_phone_scrolls_down_only(page: Page, scheme: Literal["light", "dark"]) -> None:
    page.context.request.post(
        f"/report/{REPORT}/event", form={"verb": "swap", "event": SHELLED.id, "author": "Cy", "reason": "it was they"}
    )
    page.emulate_media(color_scheme=scheme)
    report = f"/report/{REPORT}"
    paths = ("/review/events", "/review/positions", "/decisions", f"{report}/event", f"{report}/position?position={THIRD}")
    for path in (*paths, f"{report}#e-{SHELLED.id}", f"{report}#p-{THIRD}"):
        page.set_viewport_size({"width": 1280, "height": 1000})
        page.goto("/docs")  # an address that differs by its anchor alone loads nothing
        page.goto(path)
        if "#" in path:
            page.keyboard.press("c")
            expect(page.locator(".card form.correction")).to_be_visible()
        found = Axe().run(page)
        assert found.violations_count == 0, f"{path}: {found.generate_report()}"
        page.set_viewport_size({"width": 360, "height": 740})
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), path
