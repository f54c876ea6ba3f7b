"""What a click on a home tells, one panel a file; a file dropped in this folder appears on the page."""

from __future__ import annotations

import importlib
import pkgutil
from functools import lru_cache
from typing import Any

from dashboards.panels.panel import Panel


@lru_cache(maxsize=1)
def discover() -> tuple[Panel, ...]:
    """All panels in the order of the page."""
    modules = [importlib.import_module(f"{__name__}.{found.name}") for found in pkgutil.iter_modules(__path__)]
    found = [module.PANEL for module in modules if isinstance(getattr(module, "PANEL", None), Panel)]
    return tuple(sorted(found, key=lambda panel: panel.order))


def collect(model: Any, home: int) -> dict[str, Any]:
    """What each panel has to say of a home, by its name; panels with nothing to say are left out."""
    facts = {panel.name: panel.collect(model, home) for panel in discover()}
    return {name: fact for name, fact in facts.items() if fact}
