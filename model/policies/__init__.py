"""Proposals of the catalogue, one file each; dropping a file in this folder makes it appear everywhere."""

from __future__ import annotations

import importlib
import pkgutil
from functools import lru_cache

from model.policies.policy import Policy


@lru_cache(maxsize=1)
def discover() -> dict[str, Policy]:
    """All policies by name, in the order of the catalogue."""
    found = []
    for module in pkgutil.iter_modules(__path__):
        loaded = importlib.import_module(f"{__name__}.{module.name}")
        policy = getattr(loaded, "POLICY", None)
        if isinstance(policy, Policy):
            found.append(policy)
    return {policy.name: policy for policy in sorted(found, key=lambda p: p.number)}
