"""What the page on ethics says of the program is so."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from dashboards.prose import blocks
from dashboards.state import Choices
from dashboards.views.ethics import written
from experiments.assumptions.used import module_text, modules
from experiments.cli import run
from experiments.description import page
from experiments.explain_text import page as policies_page
from model.letting.rulebook import rules
from model.mechanisms.vulnerability import CONDITIONS
from model.scenario import BEHAVIOURS

ROOT = Path(__file__).parents[2]
TOLD = page.template("ethics")
WORDS = {
    "origin", "Origin", "origin_counts", "minority_share", "minority", "non_western", "NON_WESTERN", "ORIGINS",
    "h_origin", "own_origin", "same_origin",
}  # fmt: skip


def words_of(module: str) -> set[str]:
    """Names and whole strings in the code of a module; texts that merely mention something do not count."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(module_text(module))):
        for name in ("id", "attr", "arg"):
            found.add(str(getattr(node, name, "")))
        if isinstance(node, ast.Constant):
            found.add(str(node.value))
    return found


USERS = {module for module in modules() if words_of(module) & WORDS}


@pytest.mark.parametrize(("name", "spoken"), [("ethics", 0), ("etik", 1)])
def test_the_page_is_what_its_template_says_now(name, spoken, capsys, tmp_path):
    written_down = (ROOT / "docs" / f"{name}.md").read_text(encoding="utf-8")
    flags = ["-l", "da"] if spoken else []
    assert written_down == page.page(name, spoken), (
        f"docs/{name}.md is stale: run `boligliv docs ethics {' '.join(flags)}`"
    )
    assert run(["docs", "ethics", *flags, "-o", str(tmp_path / "page.md")]) == 0
    assert (tmp_path / "page.md").read_text(encoding="utf-8") == written_down


def test_every_file_that_uses_origin_is_told_and_no_other():
    start, end = TOLD.index("file by file"), TOLD.index("Where it must not be used")
    told = set(re.findall(r"`([a-z_.]+)`", TOLD[start:end]))
    assert {name for name in told if not name.startswith("agents.")} == USERS


def test_origin_is_not_used_where_the_page_says_it_is_not():
    policies = {module for module in USERS if module.startswith("policies")}
    # Two who meet in a group of parents come to know each other as readily as anybody of their origin groups.
    assert policies == {"policies.parent_networks"} and words_of("policies.parent_networks") & WORDS == {
        "origin_counts"
    }
    free = {
        "offers", "mechanisms.programmes", "mechanisms.vulnerability", "mechanisms.trouble", "mechanisms.tenure",
        "letting.rulebook", "letting.lists", "mechanisms.ladder.gates", "mechanisms.ladder.early",
    }  # fmt: skip
    assert free & USERS == set()
    assert not any("origin" in condition or "western" in condition for condition in CONDITIONS)
    assert not any("western" in str(rule) or "origin" in str(rule) for rule in rules())
    assert {"none", "null"} <= set(BEHAVIOURS)


def test_the_dashboard_opens_without_origin():
    assert Choices().attribute == "vulnerability" and not Choices().origin


def test_the_official_words_of_the_lists_are_not_the_programs_own():
    assert "ghetto" not in policies_page().casefold() and "ghetto" not in policies_page(1).casefold()


@pytest.mark.parametrize("spoken", [0, 1])
def test_the_foot_of_the_page_shows_it_without_marks(spoken):
    shown = [words for _, texts in blocks(written(spoken)) for words in texts]
    assert not any(mark in words for words in shown for mark in ("**", "`", "](", "[@"))
    assert any("C-417/23" in words for words in shown)


@pytest.mark.parametrize("file", ["README.md", "docs/odd.md"])
def test_it_is_linked(file):
    assert "ethics.md" in (ROOT / file).read_text(encoding="utf-8")
