"""Questions to the model: scenarios as files, runs on disk, paired comparisons, reports, the command line.

In a notebook: `from experiments import Scenario, run, compare`.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from experiments.answer import Answer
    from experiments.notebook import compare, run
    from model.scenario import Scenario

__all__ = ["Answer", "Scenario", "compare", "run"]

_HOME = {
    "Answer": "experiments.answer",
    "Scenario": "model.scenario",
    "compare": "experiments.notebook",
    "run": "experiments.notebook",
}


def __getattr__(name: str) -> Any:
    """What a notebook asks for, loaded then: a command that needs none of it starts at once."""
    if name not in _HOME:
        raise AttributeError(f"module '{__name__}' has no attribute '{name}'")
    return getattr(importlib.import_module(_HOME[name]), name)
