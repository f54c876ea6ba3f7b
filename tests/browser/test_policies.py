"""The view of proposals played in a browser: cards, switches, wheels, bundles and the budget on a real run."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

from dashboards.serve import environment
from experiments import measured
from model.policies import discover

pytestmark = pytest.mark.slow

NAMELESS = """() => [...document.querySelectorAll("button, input, svg, [role=button], [role=slider]")]
  .filter((e) => e.getBoundingClientRect().width > 0 && !e.closest("[aria-hidden=true]"))
  .filter((e) => !(e.innerText || e.getAttribute("aria-label") || e.getAttribute("aria-labelledby")
    || e.labels?.length || e.closest("label") || e.title || e.closest("[role=button]")?.innerText))
  .map((e) => e.outerHTML.slice(0, 200))"""


@pytest.fixture(scope="module")
def server(serve):
    return serve("dashboards.app", environment=environment())


@pytest.fixture
def opened(page, server, traffic):
    """Opens the view of proposals and waits until it can be played; records its complaints."""
    page.on("console", lambda message: message.type == "error" and traffic.errors.append(message.text))

    def open_at(query: str = ""):
        page.goto(f"{server.base_url}/?form=2&view=policies&speed=25{query}")
        page.locator(".proposal-card").nth(len(discover()) - 1).wait_for(timeout=60_000)
        page.locator(".play:not([disabled])").wait_for(timeout=60_000)
        return page

    return open_at


def test_cards_switch_cost_and_keep_within_a_ceiling(opened, server, traffic):
    page = opened()
    card = page.locator(".proposal-card-epicenter")
    assert f"{measured.read()[0].runs['epicenter'].pairs} pairs of runs" in card.inner_text()
    assert card.locator("svg.wheel").get_attribute("aria-label").startswith("9. Epicenter after 20 years")
    card.locator(".fold-table > summary").click()
    card.get_by_role("rowheader", name="stigma, living there").wait_for()
    assert card.locator(".dose").count() == 0
    card.locator(".policy input").dispatch_event("click")
    page.wait_for_url("**policy=epicenter**")
    card.locator(".dose-epicenter-dose").wait_for()
    for ceiling, words in (("2", "Over the ceiling by"), ("100", "Within the ceiling")):
        page.locator(".choice-ceiling input").fill(ceiling)
        page.keyboard.press("Tab")
        page.locator(".verdict").get_by_text(words).wait_for()
    page.wait_for_url("**ceiling=100.0**")
    page.locator(".step:not([disabled])").click()
    card.get_by_text(re.compile(r"In the run shown until 2015-02: \d")).wait_for()
    expect(page.locator(".budget-a .total td").last).to_have_text(re.compile(r"\d"))
    page.locator(".bundle-theme_1").click()
    page.locator(".bundle-theme_1[aria-pressed=true]").wait_for()
    page.locator(".proposal-on").nth(2).wait_for()
    page.locator(".proposal-on").nth(3).wait_for(state="detached")
    page.wait_for_url(lambda url: "policy=magic_window" in url and "epicenter" not in url)
    assert page.evaluate(NAMELESS) == []
    assert traffic.leaving(server.base_url) == [] and traffic.errors == []
    assert "Traceback" not in server.log()


def test_two_branches_in_danish(opened, traffic):
    page = opened("&lang=da&policy=epicenter&ceiling=10&b.policy=second_chance")
    page.set_viewport_size({"width": 1280, "height": 720})
    card = page.locator(".proposal-card-epicenter")
    expect(card.locator(".policy")).to_have_count(2)
    expect(card.locator(".policy input:checked")).to_have_count(1)
    page.locator(".budget-b .verdict-over").wait_for()
    expect(page.locator(".budget-b")).to_contain_text("mio. kr. over loftet")
    card.locator(".fold-about > summary").click()
    assert discover()["epicenter"].eligible.da in card.locator(".about").inner_text()
    for column in (".side", ".cards", ".page"):
        wide = page.locator(column).evaluate("e => [e.scrollWidth, e.clientWidth]")
        assert wide[0] <= wide[1], column
    page.locator(".policies .choice-place select").select_option("vollsmose")
    page.get_by_text("i Vollsmose").first.wait_for()
    assert traffic.errors == []


def test_where_nothing_is_measured_the_page_says_so(page, serve, traffic):
    server = serve(str(Path(__file__).with_name("unmeasured.py")), environment=environment())
    page.goto(f"{server.base_url}/?form=2&view=policies&lang=da&policy=epicenter&ceiling=10")
    page.get_by_text("Virkningen af forslaget er ikke målt i Værebro Park.").first.wait_for(timeout=60_000)
    page.locator(".budget-a").get_by_text("ikke målt").first.wait_for()
    assert page.locator("svg.wheel").count() == 0
    assert traffic.errors == [] and "Traceback" not in server.log()
