"""What the browser holds does not grow with the views that are opened and left."""

from __future__ import annotations

import pytest

from dashboards.serve import environment
from dashboards.views import names
from experiments.page import browser as b

pytestmark = pytest.mark.slow

ROUNDS = 3


@pytest.fixture(scope="module")
def server(serve):
    return serve("dashboards.app", environment=environment())


def held(debugger) -> tuple[int, int]:
    """Elements and listeners, after two collections: what is freed at the first lets go of more."""
    for _ in range(2):
        debugger.send("HeapProfiler.collectGarbage")
    told = {one["name"]: one["value"] for one in debugger.send("Performance.getMetrics")["metrics"]}
    return int(told["Nodes"]), int(told["JSEventListeners"])


def test_views_that_were_left_are_forgotten(page, server, traffic):
    page.set_default_timeout(120_000)
    page.goto(f"{server.base_url}/?form=2&view=explore&place=vaerebro&months=12")
    b.ready(page)
    debugger = page.context.new_cdp_session(page)
    debugger.send("Performance.enable")
    found = []
    for _ in range(1 + ROUNDS):
        for name in (*(one for one in names() if one != "explore"), "explore"):
            page.locator(f".view-tab-{name}").click()
            page.locator(f".view-tab-{name}[aria-current]").wait_for()
        page.locator(".charts canvas").last.wait_for()
        page.wait_for_timeout(1_000)
        found.append(held(debugger))
    (nodes, listeners), (nodes_then, listeners_then) = found[1], found[-1]
    # Each round went through every view: one element left by each would show.
    assert nodes_then < nodes + ROUNDS * 5 and listeners_then < listeners + ROUNDS * 5, found
    assert traffic.errors == []
