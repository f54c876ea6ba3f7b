"""What a page asks of a model's process beside the moving map, one question a file.

A file dropped in this folder can be asked: its `answer(model, past, **arguments)` reads the model and gives plain
values (numbers, texts, lists, dictionaries of them, bytes of arrays). It never changes the model.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable
from functools import lru_cache
from typing import Any

Answer = Callable[..., Any]


@lru_cache(maxsize=1)
def discover() -> dict[str, Answer]:
    """Every question's `answer` by the name of its file."""
    names = sorted(found.name for found in pkgutil.iter_modules(__path__))
    return {name: importlib.import_module(f"{__name__}.{name}").answer for name in names}
