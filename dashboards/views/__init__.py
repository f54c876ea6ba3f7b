"""The parts of the page, one a file; a file dropped in this folder appears in the navigation."""

from __future__ import annotations

import importlib
import pkgutil
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dashboards.views.view import View


@lru_cache(maxsize=1)
def discover() -> tuple[View, ...]:
    """All views in the order of the navigation."""
    from dashboards.views.view import View

    modules = [importlib.import_module(f"{__name__}.{found.name}") for found in pkgutil.iter_modules(__path__)]
    found = [module.VIEW for module in modules if isinstance(getattr(module, "VIEW", None), View)]
    return tuple(sorted(found, key=lambda view: view.order))


def names() -> tuple[str, ...]:
    """Names of the views, as they stand in an address."""
    return tuple(view.name for view in discover())


def by_name(name: str) -> View:
    """The view of that name."""
    return next(view for view in discover() if view.name == name)
