"""Units of homes, the municipality around the estate, and the card of a home that is compared, on a real run."""

from __future__ import annotations

import re
import time

import pytest
from playwright.sync_api import expect

from dashboards.serve import environment

pytestmark = pytest.mark.slow

PATIENCE_MS = 120_000
MONTH = re.compile(r"· (?:month|måned) (\d+)")


@pytest.fixture(scope="module")
def server(serve):
    return serve("dashboards.app", environment=environment())


@pytest.fixture
def opened(page, server, traffic):
    """Opens the page at an address and plays to a month."""
    page.on("console", lambda message: message.type == "error" and traffic.errors.append(message.text))
    page.set_default_timeout(PATIENCE_MS)

    def open_at(query: str, months: int):
        page.goto(f"{server.base_url}/?form=2&speed=25&{query}")
        page.locator(".play:not([disabled])").wait_for()
        page.locator(".play").click()
        deadline = time.monotonic() + PATIENCE_MS / 1000
        while not (found := MONTH.search(page.locator(".status").inner_text())) or int(found[1]) < months:
            assert time.monotonic() < deadline
            page.wait_for_timeout(50)
        page.locator(".play .mdi-pause").click()
        page.locator(".play .mdi-play").wait_for()
        return page

    return open_at


def choose(page, menu: str, words: str) -> None:
    page.locator(f".choice-{menu} select").select_option(label=words)


def wait_for_colours(page, number: int) -> None:
    """Until so many different colours, or more, cover a noticeable part of the map."""
    page.wait_for_function(
        """(number) => {
          const canvas = document.querySelector(".map-canvas"), seen = new Map();
          const data = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height).data;
          for (let i = 0; i < data.length; i += 4 * 7) {
            const key = (data[i] << 16) | (data[i + 1] << 8) | data[i + 2];
            seen.set(key, (seen.get(key) ?? 0) + 1);
          }
          return [...seen.values()].filter((n) => n > 100).length >= number;
        }""",
        arg=number,
    )


def wait_for_legend(page, words: str) -> None:
    page.locator(".map-legend-title", has_text=words).wait_for()


def test_cells_blocks_departments_and_the_municipality_are_shown_and_told(opened, server, traffic):
    page = opened("", 2)
    wait_for_legend(page, "Vulnerability")
    choose(page, "level", "100 m cells")
    page.wait_for_url("**level=cells**")
    wait_for_legend(page, "share of households")
    expect(page.locator(".map-legend-note")).to_contain_text("national 100 m grid")
    counts = page.locator(".map-legend-count").all_inner_texts()
    assert sum(int(text.strip("()")) for text in counts) == 21
    wait_for_colours(page, 4)

    page.locator(".map-canvas").focus()
    page.keyboard.press("ArrowRight")
    page.locator(".card-unit").wait_for()
    first = page.locator(".card-unit h2").inner_text()
    assert first.startswith("Cell 100m_")
    assert re.search(r"\d+\s%: \d+ of \d+", page.locator(".card-unit dl").inner_text())
    page.keyboard.press("ArrowRight")
    page.wait_for_function(f"() => document.querySelector('.card-unit h2')?.innerText !== {first!r}")

    page.locator(".map-table summary").click()
    page.locator(".map-table tbody tr").nth(20).wait_for()
    choose(page, "level", "blocks")
    page.wait_for_function("() => document.querySelectorAll('.map-table tbody tr').length === 8")
    # Another unit is told of only when it is chosen.
    page.locator(".card-unit").wait_for(state="detached")
    homes = page.locator(".map-table tbody tr td:last-child").all_inner_texts()
    assert 1300 < sum(int(text.replace(",", "")) for text in homes) <= 1345
    choose(page, "attribute", "Household type")
    wait_for_legend(page, "Household type: the most common")
    choose(page, "group", "couple with children")
    page.wait_for_url("**group=3**")
    wait_for_legend(page, "couple with children: share of households")

    choose(page, "level", "areas of the municipality")
    page.wait_for_function("() => document.querySelectorAll('.map-table tbody tr').length === 12")
    expect(page.locator(".map-legend-note")).to_contain_text("Real: the polling districts")
    expect(page.locator(".map-legend-note")).to_contain_text("Schematic: the estate's outline")
    rows = page.locator(".map-table tbody tr").all_inner_texts()
    assert rows[0].startswith("Værebro Park (the estate)")
    box = page.locator(".map-canvas").bounding_box()
    page.mouse.move(box["x"] + 0.45 * box["width"], box["y"] + 0.5 * box["height"])
    page.locator(".map-tooltip", has_text="homes lived in").wait_for()
    told = page.locator(".map-tooltip").inner_text()
    page.mouse.click(box["x"] + 0.45 * box["width"], box["y"] + 0.5 * box["height"])
    page.locator(".card-unit").wait_for()
    expect(page.locator(".card-unit h2")).to_have_text(told.partition(":")[0])

    link = page.url
    page.goto(link)
    wait_for_legend(page, "couple with children: share of households")
    expect(page.locator(".map-legend-note")).to_contain_text("Real: the polling districts")
    choose(page, "level", "homes")
    wait_for_legend(page, "Household type")
    page.locator(".map-legend-note", has_text="Each tile is a home").wait_for()
    page.wait_for_url(lambda url: "level=" not in url)
    assert traffic.leaving(server.base_url) == [] and traffic.errors == []
    assert "Traceback" not in server.log()


def test_a_home_that_is_compared_is_told_of_in_both(opened, server, traffic):
    page = opened("lang=da&view=compare&b.law=2021", 3)
    page.locator(".cmp-map-b .map-canvas").focus()
    page.keyboard.press("ArrowRight")
    page.locator(".cmp-card").wait_for()
    expect(page.locator(".cmp-card-home")).to_contain_text("Værelser")
    for name, word in (("a", "I A, 2015-"), ("b", "I B, 2015-")):
        expect(page.locator(f".cmp-card-{name} h3").first).to_have_text(re.compile(f"^{word}"))
        expect(page.locator(f".cmp-card-{name}")).to_contain_text("Husstand")
    assert page.locator(".cmp-card-same").inner_text()
    page.locator(".cmp-card .v-btn").click()
    page.locator(".cmp-card").wait_for(state="detached")
    assert traffic.errors == []
    assert "Traceback" not in server.log()
