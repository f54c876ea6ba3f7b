"""A click tells about any home, in both languages, and origin only when it is shown."""

from __future__ import annotations

import pytest

from dashboards import panels
from dashboards.panels.panel import Panel, Reader
from dashboards.past import Past
from model.scenario import Scenario
from tests.unit.dashboard_fake import EMPTY, FakeModel


@pytest.fixture(scope="module")
def model():
    made = FakeModel(Scenario())
    made.step()
    return made


def test_the_folder_holds_these_panels():
    assert [panel.name for panel in panels.discover()] == [
        "household",
        "conditions",
        "arrival",
        "home",
        "offers",
        "then",
    ]


def test_a_file_in_the_folder_is_a_panel(tmp_path, monkeypatch):
    text = (
        "from dashboards.panels.panel import Panel\n"
        "PANEL = Panel('dummy', 1, ('Dummy', 'Attrap'),\n"
        "              lambda model, home: {'home': home}, lambda facts, reader: [('a', 'b')])\n"
    )
    (tmp_path / "dummy_of_a_test.py").write_text(text, encoding="utf-8")
    monkeypatch.setattr(panels, "__path__", [*panels.__path__, str(tmp_path)])
    panels.discover.cache_clear()
    try:
        assert panels.discover()[0].name == "dummy"
        assert panels.collect(FakeModel(Scenario()), 3)["dummy"] == {"home": 3}
    finally:
        panels.discover.cache_clear()


def past(model, home):
    kept = Past()
    kept.remember(model.world)
    return kept.home(home, 0)


@pytest.mark.parametrize("language", ["en", "da"])
@pytest.mark.parametrize("panel", panels.discover(), ids=lambda panel: panel.name)
def test_every_panel_words_what_it_collected(panel: Panel, language, model):
    facts = panel.collect(model, 1) or past(model, 1)
    rows = panel.describe(facts, Reader(language, origin=True))
    assert rows
    assert all(label and value for label, value in rows)
    assert all("{}" not in label + value for label, value in rows)


def test_languages_differ(model):
    facts = panels.collect(model, 1) | {"then": past(model, 1)}
    english, danish = ([p.describe(facts[p.name], Reader(x, True)) for p in panels.discover()] for x in ("en", "da"))
    labels = [(a[0], b[0]) for e, d in zip(english, danish, strict=True) for a, b in zip(e, d, strict=True)]
    same = {a for a, b in labels if a == b}
    assert same <= {"Type"}


def test_origin_is_told_only_when_shown(model):
    panel = panels.discover()[0]
    facts = panel.collect(model, 1)
    shown = [label for label, _ in panel.describe(facts, Reader("en", origin=True))]
    hidden = [label for label, _ in panel.describe(facts, Reader("en", origin=False))]
    assert set(shown) - set(hidden) == {"Origin (oldest adult)"}


def test_an_empty_home_tells_of_itself_and_of_nobody(model):
    assert set(panels.collect(model, EMPTY)) == {"home"}
    rows = dict(panels.discover()[3].describe(panels.collect(model, EMPTY)["home"], Reader("en", False)))
    assert rows["Empty since"] == "2015-01"


def test_the_last_letting_is_told_step_by_step(model):
    rows = panels.discover()[4].describe(panels.collect(model, 1)["offers"], Reader("en", False))
    assert ("Said no", "1") in rows
    assert ("Said yes", "after 60 months of waiting") in rows
