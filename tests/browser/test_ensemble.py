"""Many runs on a real page fill in beside a live run and end with the page; a crash in one page hurts no other."""

from __future__ import annotations

import os
import re
import signal

import pytest
from playwright.sync_api import expect

from dashboards.serve import environment

pytestmark = pytest.mark.slow

PATIENCE = 120_000


@pytest.fixture(scope="module")
def server(serve):
    return serve("dashboards.app", environment=environment())


def opened(page, server, query):
    page.set_default_timeout(PATIENCE)
    page.goto(f"{server.base_url}/?{query}")
    return page


def test_runs_fill_in_with_errors_words_and_a_map(page, server, traffic):
    opened(page, server, "form=2&view=ensemble&months=12&policy=second_chance")
    page.locator(".ensemble-against").click()
    page.wait_for_url("**b.policy=second_chance**")
    page.locator(".play:not([disabled])").first.wait_for()
    page.locator(".choice-replications select").select_option("5")
    drawn = page.locator(".choice-posterior option", has_text=re.compile("drawn for each run.*moving"))
    page.locator(".choice-posterior select").select_option(drawn.get_attribute("value"))
    page.get_by_text("; numbers drawn for each run").nth(1).wait_for()
    page.locator(".ensemble-start:not([disabled])").click()
    page.locator(".figures-main").wait_for()
    page.get_by_text("All 10 runs have ended").wait_for()
    table = page.locator(".figures-main").inner_text()
    assert re.search(r"Vulnerable households in the estate \(%\)\s+\d+\.\d+ ± \d", table)
    assert re.search(r"not distinguishable|the same in every pair|b is (higher|lower)", table)
    expect(page.locator(".map-legend")).to_contain_text("Share of 5 pairs with more vulnerable households in B")
    expect(page.locator(".curves .chart-canvas").first).to_have_attribute("aria-label", re.compile(r"B − A: [-−]?\d"))
    page.locator(".fold-map-table > summary").click()
    page.locator(".figures-map tbody tr").first.wait_for()
    page.locator(".fold-curve-table > summary").click()
    assert page.locator(".figures-curves tbody tr").first.inner_text().startswith("2015")
    assert traffic.leaving(server.base_url) == [] and traffic.errors == []
    assert "Traceback" not in server.log()


def test_stopped_runs_leave_no_process_and_so_does_a_closed_page(page, server):
    opened(page, server, "form=2&lang=da&view=ensemble&months=240")
    page.locator(".play").click()
    page.locator(".ensemble-stop").click()
    page.get_by_text("Stoppet efter 0 af 10").wait_for()
    page.locator(".ensemble-start:not([disabled])").click()
    page.locator(".ensemble-stop").wait_for()
    page.goto("about:blank")
    server.all_gone()


def test_a_crash_is_told_where_it_happened_and_mended_there(page, chromium, server):
    server.all_gone()
    opened(page, server, "form=2&months=60")
    page.locator(".play:not([disabled])").wait_for()
    (mine,) = server.models()
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
