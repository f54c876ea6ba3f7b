"""The page on sensitivity keeps its word: examples are read, columns and flags are those of the command."""

from __future__ import annotations

import re
from pathlib import Path

from typer.main import get_command

from experiments.cli import app
from experiments.sensitivity.question import KINDS
from experiments.study.form import from_toml

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "sensitivity.md").read_text(encoding="utf-8")
WORDS = (ROOT / "experiments" / "sensitivity" / "words.py").read_text(encoding="utf-8")


def test_every_example_is_a_study_that_can_be_asked():
    studies = [from_toml(text) for text in re.findall(r"```toml\n(.*?)```", PAGE, re.DOTALL)]
    assert {study.design.kind for study in studies if study.design} == set(KINDS)


def test_every_flag_it_names_is_there():
    there = {flag for one in get_command(app).commands["sensitivity"].params for flag in one.opts}
    there |= {"--retry-failed"}
    assert set(re.findall(r"--[a-z]+", PAGE)) <= there


def test_every_column_of_the_table_is_told():
    columns = re.findall(r'(?:row\[|\{)?"(rank|number|mean effect|up or down|spread|total|first|luck alone|'
                         r'error of seeds|verdict)"', WORDS)  # fmt: skip
    for column in set(columns) - {"number"}:
        assert re.search(rf"^\|.*\b{column}\b.* \|", PAGE, re.MULTILINE), column


def test_every_message_is_one_that_the_tests_meet():
    """Each is tried in test_sensitivity_study."""
    tried = (ROOT / "tests" / "unit" / "test_sensitivity_study.py").read_text(encoding="utf-8")
    for message in re.findall(r"```text\n(.*?)```", PAGE, re.DOTALL)[0].splitlines():
        assert message in tried, message
