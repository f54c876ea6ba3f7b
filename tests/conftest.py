"""What every test shares: no display, no clock in property tests, and one browser at a time."""

from __future__ import annotations

import os
import signal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

# Set before anything imports matplotlib; no test may need a display.
os.environ.setdefault("MPLBACKEND", "Agg")

# The same examples every time and no time limit: a test fails because of what is wrong, not of when it ran.
settings.register_profile(
    "boligliv",
    derandomize=True,
    deadline=None,
    database=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
    print_blob=True,
)
# For looking further than the suite does: HYPOTHESIS_PROFILE=explore.
settings.register_profile("explore", parent=settings.get_profile("boligliv"), derandomize=False, max_examples=2000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "boligliv"))

# A shell that starts the suite in the background makes it ignore Ctrl-C, and what it starts would inherit that.
signal.signal(signal.SIGINT, signal.default_int_handler)

pytest_plugins = ["tests.dropped_in"]

BROWSER_TESTS = Path(__file__).parent / "browser"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Marks the browser tests and keeps them in one worker: each runs a server, a model and a browser."""
    for item in items:
        if BROWSER_TESTS in item.path.parents:
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.xdist_group("browser"))
