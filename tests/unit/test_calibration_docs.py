"""The page on calibration keeps its word: examples are read and counted, every key is told."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from experiments.calibration.form import KEYS, TARGET_KEYS, from_toml

PAGE = (Path(__file__).parents[2] / "docs" / "calibration.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"```toml\n(.*?)```\n\n(\d+) numbers?, (\d+) targets?, at most ([\d,]+) runs\.", PAGE, re.DOTALL)


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example[0].splitlines()[0])
def test_an_example_is_read_and_has_the_runs_it_says(example):
    text, numbers, targets, runs = example
    asked = from_toml(text)
    assert (str(len(asked.names)), str(len(asked.fit)), f"{asked.runs:,}") == (numbers, targets, runs)
    assert from_toml(asked.as_toml()) == asked


def test_every_example_is_counted_and_every_key_is_told():
    assert len(EXAMPLES) == PAGE.count("```toml") == 3
    told = re.findall(r"`\[?(\w+)(?:\.NAME)?\]?`", "".join(re.findall(r"^\| (`.*?`) \|", PAGE, re.MULTILINE)))
    assert sorted(told) == sorted(KEYS)
    own = EXAMPLES[-1][0].partition("[targets.")[2]
    assert [line.partition(" = ")[0] for line in own.splitlines()[1:]] == [
        "outcome", "value", "standard_error", "measure", "source", "grade", "years", "since", "scale", "tolerance",
        "note",
    ]  # fmt: skip
    assert set(re.findall(r"^(\w+) = ", own, re.MULTILINE)) == set(TARGET_KEYS)
