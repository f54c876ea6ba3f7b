"""The description of the model says what the program says, and leaves nothing out."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from agents.core import draws
from experiments.assumptions.used import modules
from experiments.cli import run
from experiments.description import drawn, page, tables
from model import estate_model
from model.policies import discover
from model.scenario import Scenario

ROOT = Path(__file__).parents[2]
ODD = (ROOT / "docs" / "odd.md").read_text(encoding="utf-8")
PROSE = page.template("odd")


def test_the_page_is_what_the_program_says_now():
    assert page.page("odd") == ODD, "docs/odd.md is stale: run `boligliv docs odd`"


def test_every_phase_every_kind_of_agent_and_every_mechanism_is_named():
    for phase in estate_model.PHASES:
        assert f"| **{phase.name}** |" in ODD, phase.name
    for kind in (*tables.ENTITIES, *(agent.__name__ for agent in tables.MESA_AGENTS)):
        assert f"**{kind}**" in ODD or f"`{kind}`" in ODD, kind
    named = set(re.findall(r"`([\w.]+)`", PROSE))
    # Packages and files of the mechanisms are told in prose, not by a table alone.
    parts = {
        tuple(name.split(".")) for name in modules() if name.startswith(("mechanisms.", "letting.", "population."))
    }
    for package, *rest in sorted(parts):
        word = rest[0] if package == "mechanisms" else f"{package}.{rest[0]}"
        assert word in named, f"experiments/templates/odd.md says nothing of {package}.{rest[0]}"


def test_every_table_is_asked_for_and_every_source_is_listed():
    asked = set(re.findall(r"\{\{ (\w+) \}\}", PROSE))
    assert set(tables.TABLES) <= asked
    assert ODD.count("\n- ") >= len(page.cited(PROSE)) and "[@" not in ODD and "{{" not in ODD


def test_pages_that_are_linked_are_there():
    for link in re.findall(r"\]\((?!http)([^)#]+)\)", ODD):
        assert (ROOT / "docs" / link).is_file(), link


def test_every_decision_drawn_in_a_run_is_listed(monkeypatch):
    seen: set[str] = set()
    decision = draws.decision

    def watched(name: str):
        seen.add(name.removesuffix("|second"))
        return decision(name)

    monkeypatch.setattr(draws, "decision", watched)
    draws._of_run.cache_clear()
    draws.stream.cache_clear()
    # The two that replace one lever cannot go together; most levers and draws are reached by the others.
    policies = tuple((name, ()) for name in discover() if name != "campus_school")
    model = estate_model.EstateModel(Scenario(policies=policies, months=13))
    model.step()
    listed = [
        re.compile(re.sub(r"\\\{[^}]*\\\}", ".+", re.escape(name)))
        for names in drawn.decisions().values()
        for name in names
    ]
    # Keys of those born or arriving are made by words without a point; they are no decisions.
    assert sorted(name for name in seen if "." in name and not any(one.fullmatch(name) for one in listed)) == []
    assert len(seen) > 150


def test_a_template_that_asks_for_what_is_not_there_is_refused(monkeypatch, tmp_path):
    monkeypatch.setattr(page, "TEMPLATES", tmp_path)
    (tmp_path / "one.md").write_text("{{ nothing }}", encoding="utf-8")
    with pytest.raises(page.TemplateError, match=r"one.md asks for 'nothing'; there are .*phases"):
        page.page("one")
    (tmp_path / "two.md").write_text("As [@nobody1900] says.", encoding="utf-8")
    with pytest.raises(page.TemplateError, match=r"'nobody1900' is not in REFERENCES\.bib"):
        page.page("two")
    (tmp_path / "three.md").write_text("{{ n_phases }} phases [@gale1962college].", encoding="utf-8")
    told = page.page("three", 1)
    assert told.startswith(f"{len(estate_model.PHASES)} phases (Gale og Shapley 1962).") and "## Kilder" in told


def test_the_page_goes_where_it_is_asked_to(capsys, tmp_path):
    assert run(["docs", "odd", "-o", str(tmp_path / "odd.md")]) == 0
    assert (tmp_path / "odd.md").read_text(encoding="utf-8") == ODD
