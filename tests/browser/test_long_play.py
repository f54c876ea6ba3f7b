"""An hour of a planner at the page, as fast as it goes: no error, no process left, nothing that grows."""

from __future__ import annotations

import pytest

from experiments.page.server import served
from tests.endurance.long_play import endure

pytestmark = pytest.mark.slow

DEEDS, EVERY = 60, 10
BOUND = 0.5
"""Six measurements tell a leak of half of what is held in eight hours from chance; the command tells a tenth."""


def test_an_hour_of_play_leaves_nothing_behind(chromium):
    with served() as server:
        told = endure(chromium, server, DEEDS, seed=1, every=EVERY)
    assert told.deeds.total() == DEEDS and len(told.deeds) > 10, "hardly anything was done"
    assert told.errors == [] and told.tracebacks == 0 and told.left == [], str(told)
    growing = [str(one) for one in told.growth if one.surely_above(BOUND)]
    assert not growing, "\n".join(growing)
