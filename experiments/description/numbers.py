"""Single figures that the prose of the description names, so that they cannot differ from the program's."""

from __future__ import annotations

import importlib
from collections.abc import Mapping
from functools import lru_cache

from experiments.assumptions.page import caveat, per_cent, resting
from geodata import base_figures
from geodata import place as places
from model.estate_model import PHASES
from model.letting import rulebook
from model.metrics import discover as metrics
from model.parameters import registry
from model.policies import discover as policies

BUNDLED = ("vollsmose", "vaerebro")


@lru_cache(maxsize=1)
def known() -> Mapping[str, str]:
    """Figures in words by the name a template asks with."""
    grades = {one.grade: one for one in resting()}
    figures = [one for name in BUNDLED for one in base_figures.read(name)]
    patterns = importlib.import_module("experiments.patterns").discover()
    found = {
        "n_numbers": f"{len(registry()):,}",
        "n_phases": str(len(PHASES)),
        "n_metrics": str(len(metrics())),
        "n_policies": str(sum(bool(one.number) for one in policies().values())),
        "n_rules": str(len(rulebook.rules())),
        "n_figures": str(len(figures)),
        "n_figures_set": str(sum(one.use == "parameter" for one in figures)),
        "n_patterns": str(len(patterns)),
        "judged_numbers": per_cent(grades["judgement"].part),
        "judged_influence": per_cent(grades["judgement"].influence),
        "caveat": caveat(),
    }
    for name in BUNDLED:
        place = places.load(name)
        found |= {
            f"{name}_homes": f"{place.n_estate:,}",
            f"{name}_town_homes": f"{len(place.dwellings):,}",
            f"{name}_departments": str(int(place.departments["in_estate"].sum())),
        }
    return found
