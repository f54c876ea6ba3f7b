"""Real sweeps killed at random moments, on folders that kills have left; the same two hundred times by a command."""

from __future__ import annotations

import pytest

from tests.endurance.killed_sweeps import endure

pytestmark = pytest.mark.slow

KILLS = 16


def test_nothing_finished_is_lost_by_kills_at_random_moments(tmp_path):
    told = endure(tmp_path, KILLS, seed=2)
    assert told.kills.total() >= KILLS and told.whole.total() >= 1, str(told)
    assert any("touch of a file" in how for how in told.kills) and any("some moment" in how for how in told.kills)
    assert any("journal to be folded" in what for what in told.left), "a kill left finished runs to go on from"
