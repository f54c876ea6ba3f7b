"""A second folder that counts as model/policies for one test, into which policies are dropped."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import model.policies
from model.parameters import registry
from model.policies import discover


def _forget() -> None:
    discover.cache_clear()
    registry.cache_clear()


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The folder; what is dropped in is gone after the test."""
    monkeypatch.setattr(model.policies, "__path__", [*model.policies.__path__, str(tmp_path)])
    loaded = set(sys.modules)
    _forget()
    yield tmp_path
    monkeypatch.undo()
    _forget()
    for name in set(sys.modules) - loaded:
        if name.startswith("model.policies."):
            del sys.modules[name]
            delattr(model.policies, name.rpartition(".")[2])
