"""Where a run belongs: its scenario with the seed, the horizons kept of it, and the version of the model."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from experiments.effects_version import model_version
from geodata.place import BUNDLED, path_of
from geodata.scaled import parts
from model.scenario import Scenario


@dataclass(frozen=True, slots=True)
class Asked:
    """A run that somebody asks for. `years` are the horizons kept of it, ascending; `version` the model that makes it;
    `maps` what is kept of each cell, sorted.

    `scenario_hash` and `address` are sixteen hexadecimal digits; the address is that of a run made now.
    """

    scenario: Scenario
    years: tuple[int, ...]
    version: str
    scenario_hash: str
    address: str
    maps: tuple[str, ...] = ()


def asked(scenario: Scenario, years: Iterable[int], maps: Iterable[str] = ()) -> Asked:
    """The run of a scenario by the model as it stands, with its address."""
    kept, version, own = tuple(sorted(set(years))), version_for(scenario), scenario.hash
    drawn = tuple(sorted(set(maps)))
    text = " ".join([own, years_text(kept), version, *drawn])
    return Asked(scenario, kept, version, own, hashlib.sha256(text.encode()).hexdigest()[:16], drawn)


def years_text(years: Iterable[int]) -> str:
    """Horizons as the column `years` tells them: '5,20'."""
    return ",".join(map(str, sorted(years)))


def version_for(scenario: Scenario) -> str:
    """The version of everything that a scenario meets: rules, defaults, data, and the user's own map of the place."""
    version = model_version(scenario.policy_names)
    if parts(scenario.place)[0] in BUNDLED:
        return version
    path = path_of(scenario.place)
    stamp = path.stat()
    own = _sha256(str(path), stamp.st_mtime_ns, stamp.st_size)
    return hashlib.sha256(f"{version} {own}".encode()).hexdigest()[:12]


@lru_cache(maxsize=64)
def _sha256(path: str, changed: int, size: int) -> str:
    with open(path, "rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
