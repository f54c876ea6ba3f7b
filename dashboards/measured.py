"""Measured effects and costs as the page shows them: which there are for what is asked."""

from __future__ import annotations

from functools import lru_cache

from dashboards.asked import Asked
from experiments import measured
from experiments.effects_version import model_version
from experiments.measured import Measured, Runs

RIMS = (0.1, 0.2, 0.5, 1.0, 2.0, 5.0)
"""Rims of a wheel to choose from, in standard deviations between people: a small effect shall look small."""


@lru_cache(maxsize=1)
def stored() -> tuple[Measured, ...]:
    """Everything that was measured; it comes with the program and does not change while it runs."""
    return measured.read()


def at(place: str, asked: Asked) -> Measured | None:
    """What was measured in this place, under the law and behaviour asked for where there is such."""
    return measured.nearest(stored(), place, asked.law, asked.behaviour)


def same_question(found: Measured, asked: Asked) -> bool:
    """Whether the measurement asked for the same law, behaviour and numbers of the model."""
    return (found.law, found.behaviour) == (asked.law, asked.behaviour) and not asked.parameters


def of_today(runs: Runs) -> bool:
    """Whether all runs were made by the program as it is."""
    own = runs.base_versions, runs.versions
    return own == ((model_version(()),), (model_version(runs.policies),))


def as_measured(asked: Asked, policy: str) -> bool:
    """Whether a policy is asked for with its own numbers, as it was measured."""
    return not any(full.startswith(f"{policy}.") for full, _ in asked.doses)


def rim(found: Measured, year: int) -> float:
    """One rim for all wheels of a place and horizon, so that they can be compared: it holds every effect."""
    furthest = max(
        (abs(one.effect) for name in found.effects for one in found.of(name, measured.ZONE, year)), default=0.0
    )
    return next((end for end in RIMS if furthest <= end), RIMS[-1])
