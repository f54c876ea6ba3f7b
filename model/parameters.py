"""All numbers of the model in one place: found by walking its modules, never listed by hand."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterator
from functools import lru_cache
from types import ModuleType

import model
from agents.core.parameter import Parameter, ParameterError, collect, nearest, values
from agents.core.values import Values
from model.policies import bundles, conflicts, discover
from model.scenario import Scenario


def _modules() -> Iterator[ModuleType]:
    for found in pkgutil.walk_packages(model.__path__, prefix="model."):
        if not found.name.startswith("model.policies."):
            yield importlib.import_module(found.name)


@lru_cache(maxsize=1)
def registry() -> dict[str, Parameter]:
    """Every parameter of mechanisms, letting rules and policies by name, sorted."""
    own = [module.PARAMETERS for module in _modules() if hasattr(module, "PARAMETERS")]
    return collect([*own, *(policy.parameters for policy in discover().values())])


def scenario_values(scenario: Scenario) -> Values:
    """The value of every parameter in a scenario; raises ParameterError for unknown names, values out of range, and
    policies that replace the same lever at the same time.
    """
    changed = dict(scenario.parameters)
    policies = discover()
    for name, pairs in scenario.policies:
        if name not in policies:
            bundles.refuse(name)
            near = nearest(name, [*policies, *bundles.bundles()])
            raise ParameterError(f"unknown policy '{name}'{near}; known: {', '.join(policies)}")
        known = {parameter.name for parameter in policies[name].parameters}
        for short, value in pairs:
            full = f"{name}.{short}"
            if full not in known:
                raise ParameterError(f"policy '{name}' has no parameter '{short}'{nearest(full, known)}")
            changed[full] = value
    found = values(registry(), changed)
    clash = conflicts.conflict({name: dict(pairs) for name, pairs in scenario.policies})
    if clash is not None:
        raise ParameterError(str(clash))
    return found
