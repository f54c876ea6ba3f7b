"""Pages written from the program say what the program says now."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.main import get_command

from experiments.assumptions import page as assumptions
from experiments.bibliography import entries
from experiments.cli import app, run
from experiments.description import commands, references
from experiments.description.page import page
from model.parameters import registry

ROOT = Path(__file__).parents[2]


def test_the_table_of_assumptions_is_what_the_program_says_now():
    written = (ROOT / "docs" / "assumptions.md").read_text(encoding="utf-8")
    assert written == assumptions.page(), "docs/assumptions.md is stale: run `boligliv docs assumptions`"


def test_the_table_of_assumptions_has_every_number_once():
    written = (ROOT / "docs" / "assumptions.md").read_text(encoding="utf-8")
    told = [line.split("`")[1] for line in written.splitlines() if line.startswith("| `")]
    assert sorted(told) == sorted(registry())


def test_the_command_line_tells_how_much_rests_on_judgement(capsys, tmp_path):
    assert run(["list", "parameters"]) == 0
    told = capsys.readouterr().out
    for row in assumptions.grade_rows():
        assert row["evidence"] in told and row["share of measured influence"] in told
    assert " ".join(assumptions.caveat().split()) in " ".join(told.split())
    where = tmp_path / "new" / "page.md"
    assert run(["docs", "assumptions", "-o", str(where), "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == {"page": str(where)}
    assert where.read_text(encoding="utf-8") == assumptions.page()


def test_json_of_parameters_says_where_each_is_used(capsys):
    assert run(["list", "parameters", "--json"]) == 0
    told = {row["name"]: row for row in json.loads(capsys.readouterr().out)}
    assert told.keys() == registry().keys()
    one = told["name.ordinary_order"]
    assert one["declared_in"] == "mechanisms.name" and "mechanisms.ties.stairway" in one["read_by"]
    assert told["name.worklessness"]["influence_part"] == pytest.approx(0.29, abs=0.3)


@pytest.mark.parametrize(
    ("name", "written_now"),
    [("commands", commands.page), ("references", references.page), ("tables", lambda: page("tables"))],
)
def test_a_page_of_reference_is_what_the_program_says_now(name, written_now, tmp_path, capsys):
    text = (ROOT / "docs" / f"{name}.md").read_text(encoding="utf-8")
    assert text == written_now(), f"docs/{name}.md is stale: run `boligliv docs {name}`"
    assert run(["docs", name, "-o", str(tmp_path / "page.md"), "--json"]) == 0
    assert (tmp_path / "page.md").read_text(encoding="utf-8") == text


def test_every_command_and_every_option_is_told():
    text = commands.page()
    for path, command in commands.commands(get_command(app), ("boligliv",)):
        section = text.partition(f"\n## {' '.join(path)}\n")[2].partition("\n## ")[0]
        assert section, path
        for one in command.params:
            assert one.param_type_name == "argument" or one.opts[0] in section, (path, one.name)


def test_every_source_has_a_heading_of_its_own():
    headings = [line.removeprefix("## ") for line in references.page().splitlines() if line.startswith("## ")]
    assert headings == sorted(entries()) and len(headings) > 100
