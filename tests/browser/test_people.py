"""The view of people in a browser: a child is followed in two branches, an allocation is told, a network drawn."""

from __future__ import annotations

import re
import time

import pytest

from dashboards.serve import environment

pytestmark = pytest.mark.slow

MONTH = re.compile(r"· (?:month|måned) (\d+)")


@pytest.fixture(scope="module")
def server(serve):
    return serve("dashboards.app", environment=environment())


@pytest.fixture
def opened(page, server, traffic):
    """Opens the view, runs a few months, and waits until they are shown."""
    page.on("console", lambda message: message.type == "error" and traffic.errors.append(message.text))

    def open_at(query: str, months: int):
        page.goto(f"{server.base_url}/?form=2&view=people&speed=25&{query}")
        page.locator(".play:not([disabled])").wait_for(timeout=60_000)
        page.locator(".play").click()
        deadline = time.monotonic() + 60.0
        while not (found := MONTH.search(page.locator(".status").inner_text())) or int(found[1]) < months:
            assert time.monotonic() < deadline
            page.wait_for_timeout(50)
        page.locator(".play .mdi-pause").click()
        page.locator(".play .mdi-play").wait_for()
        return page

    return open_at


def test_the_same_child_is_followed_in_both_branches(opened, server, traffic):
    page = opened("b.policy=parent_networks", 2)
    for name in ("a", "b"):
        page.locator(f".life-of-{name} svg .life-estate").first.wait_for()
        assert "2015-01" in page.locator(f".life-of-{name} .life-story").inner_text()
    first = page.locator(".life-of-a .life-heading").inner_text()
    assert page.locator(".life-of-b .life-heading").inner_text() == first
    page.locator(".another-child").click()
    page.wait_for_function(f"() => document.querySelector('.life-of-a .life-heading')?.innerText !== {first!r}")
    second = page.locator(".life-of-a .life-heading").inner_text()
    person = second.rpartition(" ")[2]
    page.wait_for_url(f"**person={person}**")
    page.locator(".life-of-b .life-heading", has_text=person).wait_for()
    assert "synthetic" in page.locator(".people-note").inner_text()
    assert traffic.leaving(server.base_url) == [] and traffic.errors == []
    assert "Traceback" not in server.log()


def test_an_allocation_is_told_and_a_network_drawn(opened, server, traffic):
    page = opened("lang=da", 6)
    page.locator(".people-part-why").click()
    page.locator(".letting-before:not([disabled])").click()
    page.locator(".letting-steps li").first.wait_for()
    assert "sagde ja og flyttede ind" in page.locator(".letting-steps").first.inner_text()
    page.locator(".people-part-network").click()
    page.locator(".network-a svg .ego-member").first.wait_for()
    told = page.locator(".network-summary").inner_text()
    ties = int(re.match(r"(\d+) relationer", told)[1])
    assert page.locator(".ego-tie").count() == ties
    assert page.locator(".ego-bridge").count() == int(re.search(r"; (\d+) er brobyggende", told)[1])
    page.locator(".fold-network > summary").click()
    page.locator(".network-table").wait_for()
    assert page.locator(".network-table tbody tr").count() == ties
    before = page.locator(".network-a h3").inner_text()
    page.locator(".household-after").click()
    page.wait_for_function(f"() => document.querySelector('.network-a h3')?.innerText !== {before!r}")
    assert traffic.errors == []
    assert "Traceback" not in server.log()


def test_one_who_goes_on_quickly_sees_the_household_where_he_or_she_ends(opened, traffic):
    """Every key asks anew: what is passed by on the way leaves no picture behind and no complaint."""
    page = opened("lang=en", 3)
    page.locator(".people-part-network").click()
    page.locator(".map-canvas").first.focus()
    for pause in (20, 60, 120):
        for _ in range(8):
            page.keyboard.press("ArrowRight")
            page.wait_for_timeout(pause)
        page.wait_for_timeout(1000)
        told = page.locator(".map-tooltip").first.inner_text().split(",")[0]
        page.locator(".network-a h3", has_text=told).wait_for()
        page.locator(".network-a svg .ego-member").first.wait_for()
        assert page.locator(".network-a svg").count() == 1
    assert traffic.errors == []
