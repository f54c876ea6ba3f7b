"""What can stand beside the map in Explore, one tab a file; a file dropped in this folder appears there."""

from __future__ import annotations

import importlib
import pkgutil
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dashboards.beside.tab import Tab


@lru_cache(maxsize=1)
def discover() -> tuple[Tab, ...]:
    """All tabs in their order."""
    from dashboards.beside.tab import Tab

    modules = [importlib.import_module(f"{__name__}.{found.name}") for found in pkgutil.iter_modules(__path__)]
    found = [module.TAB for module in modules if isinstance(getattr(module, "TAB", None), Tab)]
    return tuple(sorted(found, key=lambda tab: tab.order))


def names() -> tuple[str, ...]:
    """Names of the tabs, as they stand in an address."""
    return tuple(tab.name for tab in discover())
