"""What the pages list is what the program has: keys of files, columns of tables, pages of the site."""

from __future__ import annotations

import importlib.util
import re
import sys
import tomllib
from pathlib import Path
from types import ModuleType

import pytest

from experiments.running import run_all
from experiments.scenario_file import _Form
from experiments.store import Store
from geodata.building_checks import FIELDS
from model.scenario import Scenario

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"


def _page(name: str) -> str:
    return (DOCS / f"{name}.md").read_text(encoding="utf-8")


def _module(path: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location(f"site_{path.stem}", path)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _rows(text: str) -> dict[str, list[str]]:
    """The cells of each row of the tables of a text, by the name in code that it begins with."""
    found = re.findall(r"^\| `([^`]+)` \|(.*)\|$", text, re.MULTILINE)
    return {name: [cell.strip() for cell in rest.split(" |")] for name, rest in found}


def test_every_key_of_a_scenario_file_is_told() -> None:
    told = {re.sub(r"[\[\].]|NAME", "", name) for name in _rows(_page("formats").partition("## A study")[0])}
    assert told == set(_Form.model_fields)


def test_every_column_of_buildings_is_told_with_unit_and_need() -> None:
    told = _rows(_page("your-estate").partition("## Check it")[0])
    assert list(told) == [field.name for field in FIELDS]
    for field in FIELDS:
        unit, _, needed = (told[field.name][k] for k in range(3))
        assert unit == (field.unit or "text") and (needed == "yes") == field.required
        ends = (
            [f"{end:,}" for end in (field.low, field.high)] if field.kind != "text" and field.name != "area_m2" else []
        )
        assert all(end in told[field.name][1] for end in ends), field.name


@pytest.mark.slow
def test_every_file_of_a_run_and_its_columns_are_told(tmp_path: Path) -> None:
    asked = Scenario(months=12)
    store = Store(tmp_path)
    run_all([asked], store, workers=1)
    told = _rows(_page("formats").partition("## What a run leaves")[2])
    folder = store.place_of(asked)
    assert set(told) == {path.name for path in folder.iterdir()}
    results, found = store.read(asked.question), {}
    for name in ("series", "cells", "flows", "offers"):
        found[name] = [column for column in getattr(results, name).columns if column != "seed"]
    found["life_events"] = list(store.read_lives(asked.question, asked.seed)["life_events"].columns)
    found["person_ledger"] = list(store.read_person_ledger(asked.question, asked.seed).columns)
    for name, columns in found.items():
        assert re.findall(r"`(\w+)`", told[f"{name}.parquet"][1]) == columns, name


def test_every_page_stands_in_the_margin_once() -> None:
    sys_path = list(sys.path)
    listed = [page for _, pages in _module(DOCS / "conf.py").contents for page in pages]
    sys.path[:] = sys_path
    assert sorted([*listed, "index"]) == sorted(str(path.relative_to(DOCS))[:-3] for path in DOCS.rglob("*.md"))


def test_the_first_page_leads_to_every_list_of_the_margin() -> None:
    linked = set(re.findall(r"\]\(([\w.-]+)\.md", _page("index")))
    assert linked >= {
        "first-ten-minutes",
        "explore",
        "concepts",
        "studies",
        "calibration",
        "your-estate",
        "extend",
        "da",
    }


def test_what_makes_the_site_is_pinned() -> None:
    extras = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["optional-dependencies"]
    pinned = re.findall(r"^([\w.-]+)==", (ROOT / "constraints.txt").read_text(encoding="utf-8"), re.MULTILINE)
    wanted = [re.split(r"[<>=]", one)[0].lower() for one in (*extras["docs"], *extras["test"])]
    assert (
        set(wanted) <= {name.lower() for name in pinned} and len(pinned) == len(set(pinned)) + pinned.count("mesa") - 1
    )


def test_a_citation_becomes_a_link_and_code_is_left_alone() -> None:
    citations = _module(DOCS / "extensions" / "citations.py")
    source = ["As in [@duncan1955methodological]; `[@duncan1955methodological]` and\n```text\n[@nobody]\n```\nstay."]
    citations.in_page(None, "page", source)
    assert source[0].startswith("As in ([Duncan and Duncan 1955](references.md#duncan1955methodological)); `[@duncan")
    assert "[@nobody]" in source[0]


def test_a_linked_folder_names_its_files() -> None:
    folders = _module(DOCS / "extensions" / "folders.py")

    class App:
        srcdir = str(DOCS)

    source = ["See [calibrations](calibrations) and [this](studies.md)."]
    folders.name_files(App, "baseline", source)
    assert (
        "[vaerebro_2015_2017.toml](calibrations/vaerebro_2015_2017.toml)" in source[0] and "(studies.md)" in source[0]
    )
