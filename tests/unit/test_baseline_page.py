"""The page of the fitted baseline: as stored, every target with its error, what is missed and what is not told."""

from __future__ import annotations

from pathlib import Path

from experiments.calibration import page as pages
from experiments.calibration.posterior import read, stored

DOCS = Path(__file__).parents[2] / "docs"


def test_the_page_in_docs_is_what_is_stored():
    """Else: boligliv docs baseline."""
    assert (DOCS / "baseline.md").read_text(encoding="utf-8") == pages.page()


def test_what_is_missed_or_not_told_is_said():
    text = pages.page()
    for name in stored():
        about = read(name).about
        own = text.partition(f"`{name}`, made ")[2].partition("\n## ")[0]
        for target, one in about["targets"].items():
            off = f"{one['standard_errors_after']:+.1f}".replace("-", "−")
            row = next(line for line in own.splitlines() if line.startswith(f"| {target.replace('_', ' ')}, "))
            assert f"| {off} |" in row
        head = own.partition("\n")[0]
        assert all(one.replace("_", " ") in head for one in pages.missed(about["targets"]))
        for number, one in about["numbers"].items():
            assert (f"`{number}`" in head) == (one["told"] == "not told")


def test_a_target_far_off_is_missed_whatever_its_sign():
    targets = {name: {"standard_errors_after": off} for name, off in (("a", -2.5), ("b", 1.9), ("c", 2.1))}
    assert pages.missed(targets) == ["a", "c"]


def test_a_number_names_the_figure_it_was_set_against():
    text = pages.page()
    assert "| `moving.almene` | turnover |" in text and "| `moving.name` |  |" in text
