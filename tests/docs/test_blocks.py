"""Every block of code in README.md and docs/ keeps its word: run, read, or checked where it cannot run."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from dashboards.panels import discover as panels
from dashboards.panels.panel import Reader as PanelReader
from dashboards.questions import discover as questions
from dashboards.views import discover as views
from model import estate_model
from model.estate_model import EstateModel
from model.metrics import discover as metrics
from model.policies import discover as policies
from tests.docs import shorter
from tests.docs.overlay import Overlay, overlay
from tests.docs.reader import LANGUAGES, OF_THE_SITE, PAGES, ROOT, Reader, fences

WITH_BLOCKS = [page for page in PAGES if set(fences(page)) - set(OF_THE_SITE)]
EXTEND = next(page for page in PAGES if page.name == "extend.md")


@pytest.fixture
def laid(tmp_path: Path) -> Iterator[Overlay]:
    """What a page adds to the program, for one test."""
    yield from overlay(tmp_path)


def test_every_block_is_of_a_kind_that_is_read() -> None:
    odd = [(page.name, name) for page in PAGES for name in fences(page) if name not in (*LANGUAGES, *OF_THE_SITE)]
    assert not odd


@pytest.mark.parametrize("page", WITH_BLOCKS, ids=lambda page: str(page.relative_to(ROOT)))
def test_blocks_are_read_and_those_without_a_model_run(page, tmp_path, laid, monkeypatch):
    did = Reader(page, tmp_path, laid, True, monkeypatch).read()
    assert len(did) >= len(fences(page)) - sum(name in OF_THE_SITE for name in fences(page))


@pytest.mark.slow
@pytest.mark.parametrize("page", WITH_BLOCKS, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_block_runs(page, tmp_path, laid, monkeypatch):
    did = Reader(page, tmp_path, laid, False, monkeypatch).read()
    assert "compiled" not in did


def test_what_cannot_run_is_on_a_page_and_has_a_reason() -> None:
    told = "\n".join(page.read_text(encoding="utf-8") for page in PAGES)
    for command, why in shorter.CANNOT_RUN.items():
        assert f"\n{command}" in told and len(why) > 20, command
    for name, test in shorter.TOLD_ELSEWHERE.items():
        assert name in (ROOT / test).read_text(encoding="utf-8"), test


def test_numbers_are_turned_down_and_never_up() -> None:
    assert shorter.shortened("run --months 60 --replications 1 --years 5 -n 9") == (
        "run --months 12 --replications 1 --years 1 -n 2"
    )
    assert shorter.shortened("months = 240\nyears = [5, 20]\nseed = 7") == "months = 12\nseed = 7"


def test_what_the_page_on_extending_adds_appears_everywhere(tmp_path, laid, monkeypatch):
    Reader(EXTEND, tmp_path, laid, True, monkeypatch).read()
    assert "evening_caretakers" in policies() and "young_adults" in metrics()
    assert "rent_a_room" in {panel.name for panel in panels()} and "hello" in {view.name for view in views()}
    model = EstateModel(place="vaerebro", months=1)
    panel = next(panel for panel in panels() if panel.name == "rent_a_room")
    ((label, words),) = panel.describe(panel.collect(model, 0), PanelReader("da", False))
    assert label == "Husleje pr. værelse" and words.endswith("kr./md.")
    area, lived_in = questions()["largest_home"](model, None)
    assert area > 60 and isinstance(lived_in, bool)


def test_what_a_page_adds_is_gone_afterwards(tmp_path, monkeypatch):
    before = len(policies()), len(metrics()), len(panels()), len(views()), len(questions()), len(estate_model.PHASES)
    for laid in overlay(tmp_path):
        Reader(EXTEND, tmp_path, laid, True, monkeypatch).read()
        assert len(policies()) == before[0] + 1 and len(estate_model.PHASES) == before[-1] + 1
    after = len(policies()), len(metrics()), len(panels()), len(views()), len(questions()), len(estate_model.PHASES)
    assert after == before
