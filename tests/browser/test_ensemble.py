"""Many runs on a real page fill in beside a live run and end with the page; a crash in one page hurts no other."""

from __future__ import annotations

import os
import re
import signal
import time
from contextlib import suppress

import pytest
from playwright.sync_api import TimeoutError

from dashboards.serve import environment
from experiments.page.memory import models_of

pytestmark = pytest.mark.slow

PATIENCE = 120_000


@pytest.fixture(scope="module")
def server(serve):
    return serve("dashboards.app", environment=environment())


def opened(page, server, query):
    page.set_default_timeout(PATIENCE)
    page.goto(f"{server.base_url}/?{query}")
    return page


def pick(page, menu: str, pattern: str) -> None:
    """Choose an item of a menu until it stands there: a page drawn anew closes the menu, and the click is lost."""
    words = re.compile(pattern)
    chosen = page.locator(f".choice-{menu} .v-select__selection", has_text=words)
    item = page.locator(".menuable__content__active").get_by_role("option", name=words)
    deadline = time.monotonic() + PATIENCE / 1000
    while not chosen.count():
        assert time.monotonic() < deadline, f"{pattern!r} cannot be chosen"
        with suppress(TimeoutError):
            if not item.is_visible():
                page.locator(f".choice-{menu} .v-select__slot").click(timeout=2_000)
            item.click(timeout=2_000)
            chosen.wait_for(timeout=5_000)


def test_runs_fill_in_with_errors_words_and_a_map(page, server, traffic):
    opened(page, server, "form=2&view=ensemble&months=12&policy=second_chance")
    page.locator(".ensemble-against").click()
    page.wait_for_url("**b.policy=second_chance**")
    page.locator(".play:not([disabled])").first.wait_for()
    pick(page, "replications", r"^\s*5\s*$")
    pick(page, "posterior", "drawn for each run.*moving")
    page.get_by_text("; numbers drawn for each run").nth(1).wait_for()
    page.locator(".ensemble-start:not([disabled])").click()
    page.locator(".figures-main").wait_for()
    page.get_by_text("All 10 runs have ended").wait_for()
    table = page.locator(".figures-main").inner_text()
    assert re.search(r"Vulnerable households in the estate \(%\)\s+\d+\.\d+ ± \d", table)
    assert re.search(r"not distinguishable|the same in every pair|b is (higher|lower)", table)
    assert "Share of 5 pairs with more vulnerable households in b" in page.locator(".map-legend").inner_text()
    label = page.locator(".curves .chart-canvas").first.get_attribute("aria-label")
    assert re.search(r"b − a: [-−]?\d", label)
    page.locator(".fold-map-table > summary").click()
    page.locator(".figures-map tbody tr").first.wait_for()
    page.locator(".fold-curve-table > summary").click()
    assert page.locator(".figures-curves tbody tr").first.inner_text().startswith("2015")
    assert traffic.leaving(server.base_url) == [] and traffic.errors == []
    assert "Traceback" not in server.log()


def all_gone(server) -> None:
    """Wait until the models of pages closed before have ended."""
    deadline = time.monotonic() + 60.0
    while models_of(server.process.pid):
        assert time.monotonic() < deadline, "a process outlives its page"
        time.sleep(0.2)


def test_stopped_runs_leave_no_process_and_so_does_a_closed_page(page, server):
    opened(page, server, "form=2&lang=da&view=ensemble&months=240")
    page.locator(".play").click()
    page.locator(".ensemble-stop").click()
    page.get_by_text("Stoppet efter 0 af 10").wait_for()
    page.locator(".ensemble-start:not([disabled])").click()
    page.locator(".ensemble-stop").wait_for()
    page.goto("about:blank")
    all_gone(server)


def test_a_crash_is_told_where_it_happened_and_mended_there(page, chromium, server):
    all_gone(server)
    opened(page, server, "form=2&months=60")
    page.locator(".play:not([disabled])").wait_for()
    (mine,) = models_of(server.process.pid)
    context = chromium.new_context()
    other = opened(context.new_page(), server, "form=2&months=60&seed=2")
    other.locator(".play:not([disabled])").wait_for()
    os.kill(mine, signal.SIGKILL)
    page.get_by_text("the model's process has ended").wait_for()
    assert other.locator(".failure").count() == 0
    other.get_by_role("button", name="One month").click()
    other.get_by_text("month 1 of 60").wait_for()
    page.locator(".again").click()
    page.locator(".play:not([disabled])").wait_for()
    page.get_by_role("button", name="One month").click()
    page.get_by_text("month 1 of 60").wait_for()
    assert page.locator(".failure").count() == 0
    context.close()
