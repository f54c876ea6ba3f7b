"""The words a scenario may use: places, laws, behaviours, policies and parameters."""

from __future__ import annotations

import importlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from agents.core.parameter import Parameter
from experiments.errors import InputError
from model.scenario import BEHAVIOURS

BEHAVIOUR_MEANINGS: Mapping[str, str] = {
    "avoidance": "households of Danish origin avoid areas by their non-western share when they choose a home",
    "flight": "households of Danish origin leave areas by their non-western share; those who choose do not mind",
    "none": "nobody reacts to origin; space, price, name and need still count",
    "null": "every preference term is zero: where people live is chance",
}
"""The rival submodels of how households react to who lives where."""


@dataclass(frozen=True)
class Vocabulary:
    """Everything a scenario may name: `policies` maps a policy to its doses by short name (`share`), `bundles` a bundle
    to the policies it stands for.
    """

    places: tuple[str, ...]
    laws: tuple[str, ...]
    behaviours: tuple[str, ...]
    policies: Mapping[str, Mapping[str, Parameter]]
    parameters: Mapping[str, Parameter]
    bundles: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


def vocabulary() -> Vocabulary:
    """The words of the installed program and of the places imported so far."""
    from model.policies import discover
    from model.policies.bundles import members

    registry: dict[str, Parameter] = importlib.import_module("model.parameters").registry()
    doses = {
        name: {parameter.name.removeprefix(f"{name}."): parameter for parameter in policy.parameters}
        for name, policy in discover().items()
    }
    owned = {parameter.name for group in doses.values() for parameter in group.values()}
    return Vocabulary(
        places=places(),
        laws=tuple(laws()),
        behaviours=tuple(BEHAVIOURS),
        policies=doses,
        parameters={name: parameter for name, parameter in registry.items() if name not in owned},
        bundles=members(),
    )


def places() -> tuple[str, ...]:
    """Names of all places, bundled and imported."""
    return tuple(importlib.import_module("geodata.place").names())


def places_with(asked: Iterable[str], known: Sequence[str], where: str = "") -> tuple[str, ...]:
    """The places that may be named: those known, and of those asked for the ones that are a known place at another size
    ('vaerebro*8'); raises InputError for a size that cannot be, which `where` says where it stands.
    """
    from geodata.errors import GeodataError
    from geodata.scaled import parts

    try:
        sized = [name for name in asked if parts(name)[0] in known]
    except GeodataError as error:
        raise InputError(f"{error}{where}") from None
    return (*known, *(name for name in sized if name not in known))


def laws() -> dict[str, str]:
    """Law versions of the letting rule-book with what each stands for."""
    versions: dict[str, str] = importlib.import_module("model.letting.rulebook").law_versions()
    meanings = {name: f"the rule-book as it stood in {month}" for name, month in versions.items()}
    return meanings | {"dated": "each rule from the month it came into force"}
