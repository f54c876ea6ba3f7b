"""An hour of a planner at the page, as fast as it goes: no error, no process left, nothing that grows."""

from __future__ import annotations

import pytest

from experiments.page.server import served
from tests.endurance.long_play import endure

pytestmark = pytest.mark.slow

DEEDS, EVERY = 60, 10
HELD = ("server", "models", "copied", "threads", "files", "processes")
BOUND = 0.5
"""Six measurements tell a leak of half of what is held in eight hours from chance; the command tells a tenth."""
PAGE_MB_A_DAY = 150.0
"""The page's own script keeps what a view that was left had drawn, so it is not level: some 60 MB a day
by a few noisy samples of one short play."""


def test_an_hour_of_play_leaves_nothing_behind(chromium):
    with served() as server:
        told = endure(chromium, server, DEEDS, seed=1, every=EVERY)
    assert told.deeds.total() == DEEDS and len(told.deeds) > 10, "hardly anything was done"
    assert told.errors == [] and told.tracebacks == 0 and told.left == [], str(told)
    found = {one.name: one for one in told.growth}
    growing = [str(found[name]) for name in HELD if found[name].surely_above(BOUND)]
    assert not growing, "\n".join(growing)
    assert not found["page"].surely_above(PAGE_MB_A_DAY / found["page"].level), str(found["page"])
