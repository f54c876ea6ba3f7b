"""Small versions of the benchmarks of the live page: they tell all they promise; how fast it is, no test asks."""

from __future__ import annotations

import pytest

from experiments.page import clicks, memory, sessions, speed

pytestmark = pytest.mark.slow


def test_the_page_is_looked_at_in_a_browser(chromium_path, monkeypatch):
    for name, value in (("VIEWS", 1), ("CLICKS", 2), ("PLAYED_SECONDS", 2.0)):
        monkeypatch.setattr(speed, name, value)
    found = speed.run("vaerebro", quiet=True)
    assert {"chromium", "solara", "python", "boligliv"} <= set(found["machine"])
    assert len(found["every_first_view_seconds"]) == 1 and found["first_view_seconds"] > 0
    assert found["months_a_second"] > 0 and found["frames_a_second"] > 0
    assert list(found["answers"]) == [kind for kind, _, _ in clicks.KINDS]
    for kind, told in found["answers"].items():
        assert len(told["every"]) == 2 and all(0 < ms < float("inf") for ms in told["every"]), kind


@pytest.mark.skipif(not memory.told_here(), reason="reads /proc")
def test_pages_at_once_are_apart_and_end_when_they_are_closed(monkeypatch):
    for name, value in (("PLAYED_SECONDS", 3.0), ("ROUNDS", 2), ("TABS", 1), ("AFRESH", 0), ("SETTLE_SECONDS", 0.5)):
        monkeypatch.setattr(sessions, name, value)
    found = sessions.run(3, "vaerebro", quiet=True)
    assert found["mixed_up"] == 0 and found["errors_in_the_log"] == 0
    assert len(found["steps_a_second"]) == 3 and min(found["steps_a_second"]) > 0
    assert [found[f"memory_{when}"]["processes"] for when in ("before", "during", "after")] == [0.0, 3.0, 0.0]
    assert found["memory_during"]["all"] > found["memory_during"]["models"] > 0
    assert len(found["server_mb_by_round"]) == 2 and min(found["server_mb_by_round"]) > 10
