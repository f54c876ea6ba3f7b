"""The page on studies keeps its word: every example is read, counted and asked, every message can be met."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from experiments.errors import InputError
from experiments.study import designs
from experiments.study.form import KEYS, MOST_POINTS, from_toml
from experiments.study.points import points

PAGE = (Path(__file__).parents[2] / "docs" / "studies.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"```toml\n(.*?)```(?:\n\n([\d,]+) points, ([\d,]+) runs\.)?", PAGE, re.DOTALL)
MESSAGES = re.search(r"```text\n(.*?)```", PAGE, re.DOTALL)[1].splitlines()  # type: ignore[index]

HEAD = 'name = "x"\nalternatives = ["base", "second_chance"]\n'
WRONG = (
    'name = "x"\nalternatives = ["second_chanse"]',
    HEAD + '[levers]\n"second_chance.share" = [0.02, 0.5]',
    HEAD + '[levers]\n"second_chance.share" = [0.1, 0.02]',
    HEAD + '[levers]\n"second_chance.share" = [0.1, 0.1]',
    HEAD + '[levers]\n"second_chance.share" = "range"\n[design]\nkind = "sobol"\nsamples = 100',
    HEAD + '[levers]\n"choice.avoidance" = "range"',
)


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example[0].splitlines()[0])
def test_an_example_is_read_and_has_the_points_and_runs_it_says(example):
    text, n_points, n_runs = example
    study = from_toml(text)
    if n_points:
        assert f"{study.size:,}" == n_points
        assert f"{study.size * study.replications:,}" == n_runs
    assert len(points(study)) == study.size
    assert from_toml(study.as_toml()) == study


def test_there_is_an_example_of_every_design_and_most_are_counted():
    studies = [from_toml(text) for text, _, _ in EXAMPLES]
    assert {study.design.kind for study in studies if study.design} == set(designs.KINDS)
    assert sum(bool(n_points) for _, n_points, _ in EXAMPLES) >= 6


def test_every_key_and_every_design_is_told():
    told = re.findall(r"^\| `\[?(\w+)\]?` \|", PAGE, re.MULTILINE)
    assert sorted(told) == sorted([*KEYS, *designs.KINDS, "kind"])
    for kind, uses in designs.USES.items():
        assert f"| `{kind}` | {', '.join(f'`{key}`' for key in uses)} |" in PAGE
    assert f"at most {MOST_POINTS:,} points" in PAGE


@pytest.mark.parametrize(("text", "message"), list(zip(WRONG, MESSAGES, strict=True)))
def test_a_message_of_the_page_is_what_a_wrong_study_is_told(text: str, message: str):
    with pytest.raises(InputError) as caught:
        from_toml(text, "STUDY.toml")
    assert message in str(caught.value)
