"""Every example in a metric's docstring runs and prints what it says."""

import doctest
import importlib
import pkgutil

import pytest

import experiments.statistics
import model.metrics

MODULES = sorted(f"model.metrics.{info.name}" for info in pkgutil.iter_modules(model.metrics.__path__))


@pytest.mark.parametrize("name", ["model.metrics", *MODULES, experiments.statistics.__name__])
def test_examples_of_docstrings_are_true(name):
    result = doctest.testmod(importlib.import_module(name))
    assert result.attempted > 0, f"{name} shows no example"
    assert result.failed == 0
