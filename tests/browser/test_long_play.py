"""An hour of a planner at the page, as fast as it goes: no error, no process left, nothing that grows."""

from __future__ import annotations

import pytest

from experiments.page.server import served
from tests.endurance.long_play import endure

pytestmark = pytest.mark.slow

DEEDS, EVERY = 60, 10
HELD = ("server", "models", "copied", "threads", "files", "processes")
MOST = 1.5
"""Sixty deeds tell what piles up deed by deed: at most so many times what is held once all was loaded. A slow leak is
told by the command alone, which plays for longer."""


def test_an_hour_of_play_leaves_nothing_behind(chromium):
    with served() as server:
        told = endure(chromium, server, DEEDS, seed=1, every=EVERY)
    assert told.deeds.total() == DEEDS and len(told.deeds) > 10, "hardly anything was done"
    assert told.errors == [] and told.tracebacks == 0 and told.left == [], str(told)
    warm = [figures for deeds, figures in zip(told.after, told.held, strict=True) if deeds >= DEEDS / 2]
    grown = {name: (warm[0][name], warm[-1][name]) for name in HELD if warm[-1][name] > MOST * warm[0][name]}
    assert grown == {}, str(told)
