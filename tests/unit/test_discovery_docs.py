"""The page on asking a study keeps its word: examples are read and counted, and every flag and message exists."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest
import typer

from experiments.cli import app
from experiments.discovery import boxes
from experiments.study.form import from_toml

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "discovery.md").read_text(encoding="utf-8")
STUDIES = re.findall(r"```toml\n(.*?)```\n\n([\d,]+) points, ([\d,]+) runs\.", PAGE, re.DOTALL)
LINES = [line for block in re.findall(r"```sh\n(.*?)```", PAGE, re.DOTALL) for line in block.splitlines()]
MESSAGES = re.search(r"```text\n(.*?)```", PAGE, re.DOTALL)[1].splitlines()  # type: ignore[index]
SOURCES = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "experiments" / "discovery").glob("*.py"))


@pytest.mark.parametrize(("text", "n_points", "n_runs"), STUDIES)
def test_an_example_has_the_points_and_runs_it_says(text, n_points, n_runs):
    study = from_toml(text)
    assert (f"{study.size:,}", f"{study.size * study.replications:,}") == (n_points, n_runs)


@pytest.mark.parametrize("line", LINES)
def test_a_command_and_its_flags_exist(line):
    program, command, _, *words = shlex.split(line)
    known = typer.main.get_command(app).commands[command]  # type: ignore[attr-defined]
    flags = {flag for parameter in known.params for flag in parameter.opts}
    assert program == "boligliv" and {word for word in words if word.startswith("-")} <= flags


def test_numbers_on_the_page_are_those_of_the_program():
    assert f"at least {boxes.FEWEST} futures of the class" in PAGE and f"`--density` ({boxes.DENSITY})" in PAGE
    assert f"over {boxes.HALVES} splits (p at most {boxes.P})" in PAGE
    assert len(STUDIES) == PAGE.count("```toml") and len(LINES) >= 8


@pytest.mark.parametrize("message", MESSAGES)
def test_a_message_of_the_page_is_in_the_program(message):
    """Joined as the program writes them; quoted values are what it fills in."""
    texts = re.sub(r'"\s*\n\s*f?"', "", SOURCES)
    assert re.sub(r" \(did you mean .*", "", message) in texts
