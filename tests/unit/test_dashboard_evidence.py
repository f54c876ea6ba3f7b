"""The view of evidence: failures first, in both languages."""

from __future__ import annotations

from pathlib import Path

import pytest

import dashboards
from dashboards.evidence_words import WORDS
from dashboards.views.evidence import sorted_patterns
from experiments.patterns import discover
from experiments.validation.form import KINDS
from experiments.validation.keep import Kept
from experiments.validation.verdict import Judged


def kept(verdicts: dict[str, str]) -> Kept:
    """What would be kept of these patterns."""
    return Kept({name: (Judged(name, "a", 0.0, 0.0, 0.0, 0.0, 2, said),) for name, said in verdicts.items()}, {})  # type: ignore[arg-type]


@pytest.mark.parametrize("kind", KINDS)
def test_what_fails_stands_first_and_nothing_is_left_out(kind: str) -> None:
    mine = [name for name, one in discover().items() if one.kind == kind]
    found = kept({name: "pass" for name in mine} | {mine[-1]: "fail", mine[-2]: "undecided"})
    told = [one.name for one in sorted_patterns(found, kind)]
    assert told[:2] == [mine[-1], mine[-2]]
    assert sorted(told) == sorted(mine)


def test_a_pattern_that_was_never_run_is_shown_all_the_same() -> None:
    assert len(sorted_patterns(Kept({}, {}), "claim")) == sum(one.kind == "claim" for one in discover().values())


def test_words_are_there_in_both_languages() -> None:
    assert all(len(pair) == 2 and all(pair) for pair in WORDS.values())


def test_every_style_sheet_is_used() -> None:
    """A sheet that nothing names is one whose part of the page is without its looks."""
    folder = Path(dashboards.__file__).parent
    told = (folder / "assets" / "custom.css").read_text(encoding="utf-8")
    told += "".join(path.read_text(encoding="utf-8") for path in folder.rglob("*.py"))
    sheets = {path.name for path in (folder / "assets").glob("*.css")} - {"custom.css"}
    assert len(sheets) > 10
    assert [name for name in sheets if f'"{name}"' not in told] == []
