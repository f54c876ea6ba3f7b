"""Proposals of the catalogue, one file each; dropping a file in this folder makes it appear everywhere."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType

from model.policies.policy import Policy


@lru_cache(maxsize=1)
def discover() -> Mapping[str, Policy]:
    """All policies by name, in the order of the catalogue; the mapping is read-only.

    A module of this folder is a policy when it has a module-level `POLICY`. Raises ValueError when two files claim one
    name or number, TypeError when `POLICY` is not a `Policy`.
    """
    found: list[tuple[str, Policy]] = []
    for module in pkgutil.iter_modules(__path__):
        policy = getattr(importlib.import_module(f"{__name__}.{module.name}"), "POLICY", None)
        if policy is None:
            continue
        if not isinstance(policy, Policy):
            raise TypeError(f"model/policies/{module.name}.py: POLICY is a {type(policy).__name__}, not a Policy")
        for home, other in found:
            if policy.name == other.name or policy.number == other.number:
                raise ValueError(
                    f"policy {policy.number} '{policy.name}' of {module.name}.py is also claimed by {home}.py"
                )
        found.append((module.name, policy))
    return MappingProxyType({policy.name: policy for _, policy in sorted(found, key=lambda pair: pair[1].number)})
