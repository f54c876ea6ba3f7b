"""Two scenarios played side by side in a browser: maps, curves, people, lettings and flows of both."""

from __future__ import annotations

import re
import time

import pytest
from playwright.sync_api import expect

from dashboards.serve import environment

pytestmark = pytest.mark.slow

PATIENCE_MS = 120_000
"""Two models load at once, on a machine that may have other work."""
MONTH = re.compile(r"(\d{4})-(\d\d) · (?:month|måned) (\d+)")
NUMBER = re.compile(r"\d[\d,.]*")
# How the estate lies in the first map and in the last, told by where the scale bar's words put it.
BARS = """() => [...document.querySelectorAll(".cmp-map .map-canvas")].map((canvas) => {
  const data = canvas.getContext("2d").getImageData(0, canvas.height - 30, 200, 30).data;
  let dark = 0;
  for (let i = 0; i < data.length; i += 4) dark += data[i] < 90 && data[i + 1] < 90 && data[i + 2] < 90;
  return dark;
})"""


@pytest.fixture(scope="module")
def server(serve):
    return serve("dashboards.app", environment=environment())


@pytest.fixture
def opened(page, server, traffic):
    """Opens the page at an address and waits until both runs can be played; records its complaints."""
    page.on("console", lambda message: message.type == "error" and traffic.errors.append(message.text))

    def open_at(query: str):
        page.goto(f"{server.base_url}/?form=2&view=compare&{query}")
        page.locator(".play:not([disabled])").wait_for(timeout=PATIENCE_MS)
        page.wait_for_function(
            "document.querySelectorAll('.cmp-map .map-canvas').length === 3"
            " && document.querySelectorAll('.cmp-map .v-progress-linear').length === 0",
            timeout=PATIENCE_MS,
        )
        return page

    return open_at


def play_to(page, number: int) -> int:
    """Plays to a month, pauses, and gives the month in which both runs stand."""
    page.locator(".play").click()
    deadline = time.monotonic() + PATIENCE_MS / 1000
    while True:
        found = MONTH.search(page.locator(".status").inner_text())
        if found and int(found[3]) >= number:
            break
        assert time.monotonic() < deadline, f"still at '{page.locator('.status').inner_text()}'"
        page.wait_for_timeout(50)
    page.locator(".play").click()
    page.wait_for_function(
        "new Set([...document.querySelectorAll('.cmp-map .map-month')].map(one => one.textContent)).size === 1"
        " && !document.querySelector('.play .mdi-pause')"
    )
    page.wait_for_timeout(500)
    found = MONTH.search(page.locator(".status").inner_text())
    return int(found[3])


def row(page, table: str, head: str) -> list[float]:
    """The numbers of a row of a table."""
    cells = page.locator(f".figures-{table} tr", has=page.get_by_role("rowheader", name=head, exact=True)).first
    cells.wait_for()
    texts = cells.locator("td").all_inner_texts()
    return [float(NUMBER.search(text)[0].replace(",", "")) for text in texts if NUMBER.search(text)]


def test_two_scenarios_side_by_side_tell_what_differs(opened, server, traffic):
    page = opened("speed=25&b.policy=second_chance&b.law=2021")
    said = ["Only B has: 15. Second chance.", "Letting law: law of 2015 in A, law of 2021 in B."]
    expect(page.locator(".cmp-differs li")).to_have_text(said)
    month = play_to(page, 14)
    assert len(set(page.locator(".cmp-map .map-month").all_inner_texts())) == 1
    counts = page.locator(".cmp-map-between .map-legend-count").all_inner_texts()
    homes = [int(NUMBER.search(text)[0].replace(",", "")) for text in counts]
    assert sum(homes[:6]) == 1345
    assert 0 < homes[0] < 1345, "some homes differ, and some do not"
    expect(page.locator(".cmp-chart .chart-canvas")).to_have_count(12)
    between = page.locator(".cmp-chart").first.locator(".chart-canvas").nth(1)
    expect(between).to_have_attribute("aria-label", re.compile(r"B minus A.*\d", re.DOTALL))

    page.locator(".cmp-tab-who").click()
    persons, a, b, _, _, only_b, only_a = row(page, "who", "All residents of January 2015")
    assert 2000 < b < persons
    assert 2000 < a < persons
    assert b - a == only_b - only_a
    assert page.get_by_role("rowgroup").or_(page.locator(".figures-heading")).count() >= 3
    assert not page.get_by_text("non-Western").count(), "origin is not told unless it is asked for"

    page.locator(".cmp-tab-keys").click()
    first, second, _ = row(page, "keys", "All")
    assert 0 < first < 100 and 0 < second < 100
    page.locator(".fold-years > summary").click()
    page.locator(".figures-years tbody tr").nth((month - 1) // 12).wait_for()
    assert page.locator(".figures-years tbody tr").count() == -(-month // 12)

    page.locator(".cmp-tab-flows").click()
    page.locator(".flows-spot").nth(10).wait_for()
    page.locator(".fold-flows > summary").click()
    assert row(page, "flows", "All who moved out")[0] > 50
    assert page.locator(".figures-flows tbody tr").count() > 12
    assert traffic.leaving(server.base_url) == []
    assert traffic.errors == []
    assert "Traceback" not in server.log()


def test_b_begins_as_a_and_maps_are_linked(opened, traffic):
    page = opened("lang=da&speed=25")
    page.wait_for_url("**b.law=2015**")
    expect(page.locator(".cmp-differs li")).to_contain_text("A og B spørger om det samme")
    assert play_to(page, 3) >= 3
    counts = page.locator(".cmp-map-between .map-legend-count").all_inner_texts()
    assert counts[0] == "1.345 (100 %)", "the same question on the same draws has the same answer"
    before = page.evaluate(BARS)
    page.locator(".cmp-map-a .map-canvas").hover()
    page.mouse.wheel(0, -600)
    # Each map follows in a picture of its own; the edge of a bar may fall on either side of a pixel.
    page.wait_for_function(
        f"(before) => {{ const after = ({BARS})(); return after.every((one, i) => one !== before[i])"
        " && Math.max(...after) - Math.min(...after) <= 2; }",
        arg=before,
    )
    page.locator(".choice-law-b select").select_option("2021")
    page.get_by_text("Udlejningslov: loven fra 2015 i A, loven fra 2021 i B.").wait_for()
    page.wait_for_url("**b.law=2021**")
    page.locator(".cmp-copy:not([disabled])").click()
    page.wait_for_url("**b.law=2015**")
    assert traffic.errors == []
