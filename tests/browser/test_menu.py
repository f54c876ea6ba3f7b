"""The page's menus: the browser's own, heard with their label, worked by keyboard, right when their items change."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from dashboards.serve import environment

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def server(serve):
    return serve("dashboards.app", environment=environment())


@pytest.fixture
def opened(page, server, traffic):
    """Opens the page at an address and waits until it can be played; records its complaints."""
    page.on("console", lambda message: message.type == "error" and traffic.errors.append(message.text))

    def open_at(query: str):
        page.goto(f"{server.base_url}/?form=2&{query}")
        page.locator(".play:not([disabled])").wait_for(timeout=60_000)
        return page

    return open_at


def test_a_menu_is_named_by_its_label_and_worked_by_the_keyboard(opened, server, traffic):
    page = opened("lang=da&level=cells")
    menu = page.get_by_role("combobox", name="Farv kortet efter", exact=True)
    expect(menu).to_have_value("vulnerability")
    page.locator(".choice-attribute label").click()
    expect(menu).to_be_focused()
    frame = "e => getComputedStyle(e).boxShadow"
    page.keyboard.press("Tab")
    assert menu.evaluate(frame) == "none"
    page.keyboard.press("Shift+Tab")
    assert menu.evaluate(frame) != "none", "the keyboard's place is seen"
    after = menu.locator("option").nth(1).get_attribute("value")
    page.keyboard.press("ArrowDown")
    expect(menu).to_have_value(after)
    page.wait_for_url(f"**attribute={after}**")
    names = page.locator(".menu > select").evaluate_all("all => all.map((one) => one.labels[0]?.innerText)")
    assert len(names) >= 6 and all(names)
    assert len(set(page.locator(".menu > select").evaluate_all("all => all.map((one) => one.id)"))) == len(names)
    assert page.locator(".v-select, .v-menu").count() == 0, "there is one kind of menu"
    assert traffic.leaving(server.base_url) == [] and traffic.errors == []
    assert "Could not load URL" not in server.log() and "Traceback" not in server.log()


def test_items_that_change_leave_the_right_one_chosen(opened, traffic):
    page = opened("lang=en&level=cells&origin=1&attribute=origin&group=1")
    colour, group = page.locator(".choice-attribute select"), page.locator(".choice-group select").first
    expect(colour).to_have_value("origin")
    expect(group).to_have_value("1")
    page.locator(".choice-origin label").click()
    expect(colour).to_have_value("vulnerability")
    expect(colour.locator("option[value=origin]")).to_have_count(0)
    page.wait_for_url(lambda url: "origin" not in url)
    # Another language is other words for the same choice.
    page.locator(".choice-language select").select_option("da")
    expect(colour.locator("option:checked")).to_have_text(re.compile("^Udsathed"))
    page.go_back()
    expect(colour.locator("option:checked")).to_have_text(re.compile("^Vulnerability"))
    expect(page.locator(".choice-language select")).to_have_value("en")
    assert traffic.errors == []
