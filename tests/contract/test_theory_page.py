"""The page on theory names every test of theory, and no test that is not there."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]


def test_the_page_and_the_tests_name_the_same_theories() -> None:
    named = set(re.findall(r"`(test_theory_\w+\.py)`", (ROOT / "docs/theory.md").read_text(encoding="utf-8")))
    there = {path.name for path in (ROOT / "tests/statistical").glob("test_theory_*.py")}
    assert named == there
