"""Beside the map: segregation with its chance band, and the meter of the list with and without origin."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from dashboards.serve import environment

pytestmark = pytest.mark.slow

PATIENCE = 120_000
MONTHS = 30


@pytest.fixture(scope="module")
def server(serve):
    return serve("dashboards.app", environment=environment())


def show(page, month: int) -> None:
    """Pause and go back to a month lived, by a click on the timeline."""
    if page.locator(".play .mdi-pause").count():
        page.locator(".play .mdi-pause").click()
        page.locator(".play .mdi-play").wait_for()
    track = page.locator(".timeline .v-slider__track-container").bounding_box()
    page.mouse.click(track["x"] + track["width"] * month / MONTHS, track["y"] + track["height"] / 2)
    page.get_by_text(f"month {month} of", exact=False).wait_for()


def test_segregation_and_the_list_follow_the_month_shown(page, server, traffic):
    page.set_default_timeout(PATIENCE)
    page.goto(f"{server.base_url}/?form=2&months={MONTHS}&origin=1&speed=25&beside=segregation")
    page.locator(".play:not([disabled])").wait_for()
    page.locator(".play").click()
    page.get_by_text("Between 100 m cells", exact=False).last.wait_for()
    page.get_by_text("December 2016", exact=False).first.wait_for()
    said = page.locator(".apart-cell .apart-said").inner_text()
    assert re.search(r"(more|less|no more) than chance.*\d\.\d{3} against \d\.\d{3} to \d\.\d{3} by chance", said)
    page.locator(".fold-apart-table > summary").click()
    page.locator(".figures-apart tbody tr").first.wait_for()
    expect(page.locator(".figures-apart tbody tr")).to_have_count(3 * (1 + 3))
    told = re.compile(r"measured: \d\.\d+ \(chance \d")
    expect(page.locator(".apart-cell .chart-canvas")).to_have_attribute("aria-label", told)

    first = page.locator(".apart-when").inner_text()
    assert first.endswith("December 2016:")
    show(page, 14)
    page.get_by_text("December 2015:", exact=False).wait_for()
    expect(page.locator(".figures-apart tbody tr"), "what came later is not told").to_have_count(3 * (1 + 2))
    expect(page.locator(".apart-cell .apart-said")).not_to_have_text(said)

    page.locator(".beside-tab-meter").click()
    page.locator(".meter-row").first.wait_for()
    page.wait_for_url("**beside=meter**")
    expect(page.locator(".meter-row")).to_have_count(5)
    assert re.search(r"(On|Not on) the list: the ghetto list", page.locator(".meter-said").inner_text())
    assert re.search(
        r"Count of December 2015\. \d of 5 criteria are met; 3 are needed", page.locator(".meter-why").inner_text()
    )
    words = page.locator(".meter-outside_work").inner_text()
    assert re.search(r"\d\s% \(more than 40 %\)", words) and "2016-03 alone: " in words
    told = re.search(r"(Met|Not met), (\d+\.\d) percentage points (above|below) the threshold", words)
    assert told and (told[1] == "Met") == (told[3] == "above")
    show(page, 4)
    page.get_by_text("Count of 1 January 2015", exact=False).wait_for()
    page.locator(".meter-contested label").click()
    page.get_by_text("Without the contested criterion it would", exact=False).wait_for()
    expect(page.locator(".meter-row")).to_have_count(4)
    page.wait_for_url("**criteria=uncontested**")
    page.locator(".fold-meter-table > summary").click()
    page.locator(".figures-meter").wait_for()
    expect(page.locator(".figures-meter tbody tr")).to_have_count(1)
    page.locator(".play").click()
    page.get_by_text("Count of December 2016", exact=False).wait_for()
    assert traffic.leaving(server.base_url) == [] and traffic.errors == []
    assert "Traceback" not in server.log()


def test_origin_stays_hidden_until_it_is_offered(page, server, traffic):
    page.set_default_timeout(PATIENCE)
    page.goto(f"{server.base_url}/?form=2&lang=da&months=30&law=2018&beside=meter")
    page.locator(".meter-row").first.wait_for()
    expect(page.locator(".meter-row")).to_have_count(4)
    expect(page.locator(".meter-contested input:disabled")).to_have_count(1)
    told = page.locator(".beside-meter").inner_text()
    assert "Uden det omstridte kriterium ville området" in told and "Sådan som loven tæller:" in told
    assert "C-417/23" in told and "ikke-vestlige lande" not in told
    page.locator(".beside-tab-segregation").click()
    page.locator(".apart-level").first.wait_for()
    assert page.locator(".choice-group").count() == 0
    assert traffic.errors == []
