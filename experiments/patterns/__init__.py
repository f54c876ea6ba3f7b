"""The pattern bank, one file each; a file dropped into this folder joins the bank."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType

from agents.core.parameter import nearest
from experiments.errors import InputError
from experiments.validation.form import KINDS, Pattern


@lru_cache(maxsize=1)
def discover() -> Mapping[str, Pattern]:
    """All patterns by name: figures, then claims by number, then null effects.

    A module of this folder is a pattern when it has a module-level `PATTERN`. Raises ValueError when two files claim
    one name, TypeError when `PATTERN` is no `Pattern`.
    """
    found: dict[str, Pattern] = {}
    for info in pkgutil.iter_modules(__path__):
        module = importlib.import_module(f"{__name__}.{info.name}")
        if not hasattr(module, "PATTERN"):
            continue
        pattern = module.PATTERN
        if not isinstance(pattern, Pattern):
            raise TypeError(f"experiments/patterns/{info.name}.py: PATTERN is a {type(pattern).__name__}, no Pattern")
        if pattern.name in found:
            raise ValueError(f"experiments/patterns/{info.name}.py: the name '{pattern.name}' is taken")
        found[pattern.name] = pattern
    kinds = list(KINDS)

    def place(one: Pattern) -> tuple[int, int, str]:
        return kinds.index(one.kind), one.claim_number or 0, one.name

    return MappingProxyType({one.name: one for one in sorted(found.values(), key=place)})


def named(name: str) -> Pattern:
    """The pattern of that name; raises InputError with the nearest."""
    patterns = discover()
    if name not in patterns:
        raise InputError(f"no pattern is called '{name}'{nearest(name, patterns)}; known: {', '.join(patterns)}")
    return patterns[name]
