"""Files and lines that a page adds to the program, laid over it for one test and taken away again."""

from __future__ import annotations

import importlib
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import dashboards.panels
import dashboards.questions
import dashboards.views
import model.mechanisms
import model.metrics
import model.policies
from agents.core.columns import Column
from model.estate_model import Phase

PACKAGES = (model.policies, model.metrics, model.mechanisms, dashboards.panels, dashboards.views, dashboards.questions)
IN_A_LIST = re.compile(r"(\S+\.py), at the end of (\w+)")
READERS = {"PERSON_COLUMNS": ("agents.person", "model.population.people", "model.away")}
"""Modules that hold a list by its name; the tables are built from it there."""
REMEMBERING = ("model.parameters", "experiments.explain", "experiments.assumptions.used")
"""Modules that keep what they read of the registries."""


class Overlay:
    """What was put where, and how it is found."""

    def __init__(self, folder: Path, patch: pytest.MonkeyPatch) -> None:
        self.folder, self.patch = folder, patch
        self.loaded = set(sys.modules)
        for package in PACKAGES:
            own = folder / package.__name__.replace(".", "/")
            own.mkdir(parents=True)
            patch.setattr(package, "__path__", [*package.__path__, str(own)])
        forget()

    def put(self, first: str, text: str) -> None:
        """A whole file by its path, or a line at the end of a list, as the first line of a block says."""
        in_a_list = IN_A_LIST.match(first)
        if in_a_list:
            self._append(in_a_list[1].removesuffix(".py").replace("/", "."), in_a_list[2], text)
            return
        path = self.folder / first
        assert path.parent.is_dir(), f"{first} is in no folder that is a registry"
        path.write_text(text, encoding="utf-8")
        importlib.invalidate_caches()
        forget()

    def _append(self, home: str, name: str, text: str) -> None:
        known: dict[str, Any] = {"Column": Column, "Phase": Phase}
        own = [path.stem for path in (self.folder / "model/mechanisms").glob("*.py")]
        known |= {stem: importlib.import_module(f"model.mechanisms.{stem}") for stem in own}
        line = eval(text.partition("\n")[2], known)
        for module in READERS.get(name, (home,)):
            held = sys.modules[module]
            self.patch.setattr(held, name, (*getattr(held, name), line))

    def undo(self) -> None:
        """The program as it was."""
        self.patch.undo()
        for name in set(sys.modules) - self.loaded:
            home, _, stem = name.rpartition(".")
            if any(home == package.__name__ for package in PACKAGES):
                del sys.modules[name]
                vars(sys.modules[home]).pop(stem, None)
        sys.modules.pop("gardens", None)
        forget()


def forget() -> None:
    """Every registry looks again, and so does whoever remembers it."""
    for package in (model.policies, model.metrics, dashboards.panels, dashboards.views, dashboards.questions):
        package.discover.cache_clear()
    for name in REMEMBERING:
        for held in vars(sys.modules[name]).values() if name in sys.modules else ():
            getattr(held, "cache_clear", lambda: None)()


def overlay(folder: Path) -> Iterator[Overlay]:
    """An overlay that is gone afterwards."""
    with pytest.MonkeyPatch.context() as patch:
        laid = Overlay(folder, patch)
        try:
            yield laid
        finally:
            laid.undo()
