"""Runs whose numbers come from a calibration: every seed takes a point of its own, all scenarios of a seed the same."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache

import numpy as np

from agents.core import draws
from experiments import provenance
from experiments.calibration.posterior import Posterior, files, read
from experiments.errors import InputError
from model.scenario import Scenario


def settled(scenario: Scenario) -> Scenario:
    """The scenario with the numbers that its seed draws from its posterior put in; as it is when it names none.

    Consecutive seeds take different points until all have been taken. Raises InputError when the posterior is not that
    of the place or the scenario sets one of its numbers.
    """
    if not scenario.posterior:
        return scenario
    found = _read(scenario.posterior)
    check(found, scenario.place, dict(scenario.parameters))
    fitted = tuple(_point(found, scenario.seed).items())
    return replace(scenario, posterior="", parameters=(*scenario.parameters, *fitted))


def check(posterior: Posterior, place: str, given: Mapping[str, float]) -> None:
    """Raise InputError when the numbers of a posterior cannot be those of a scenario."""
    of = posterior.about.get("place", place)
    if of != place:
        raise InputError(f"posterior = '{posterior.name}' is of {of} and the scenario of {place}")
    for number in (*posterior.sample.columns, *posterior.about.get("fixed", {})):
        if number in given:
            raise InputError(f"{number} is drawn from the posterior '{posterior.name}': do not set it as well")


def version_of(posterior: str) -> str:
    """The version of the program, with a fingerprint of the posterior that runs draw their numbers from, if any."""
    version = provenance.code_version()
    return f"{version}.{_fingerprint(posterior)}" if posterior else version


def _point(posterior: Posterior, seed: int) -> dict[str, float]:
    rows = posterior.sample.drop_duplicates()
    chance = draws.uniform(0, "posterior.order", 0, np.arange(len(rows), dtype=np.uint64))
    point = rows.iloc[int(np.argsort(chance, kind="stable")[seed % len(rows)])]
    return {**posterior.about.get("fixed", {}), **{str(name): float(value) for name, value in point.items()}}


@lru_cache(maxsize=8)
def _read(name: str) -> Posterior:
    return read(name)


@lru_cache(maxsize=8)
def _fingerprint(name: str) -> str:
    read(name)
    digest = hashlib.sha256()
    for path in files(name):
        digest.update(path.read_bytes())
    return digest.hexdigest()[:8]
