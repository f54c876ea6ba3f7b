"""What a proposal is and does, from its own file and from running it: for the command line, pages and JSON."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from agents.core.parameter import Parameter
from experiments import explain_danish as words
from experiments import influence
from experiments.bibliography import cite
from experiments.calibration import tuned
from experiments.proposals import THEMES, Proposal
from model.estate_model import build
from model.levers import Levers
from model.policies import discover
from model.policies.policy import ACTORS, PAYERS, Policy
from model.scenario import Scenario
from model.world import Costs, World

TRIED_IN = "vaerebro"
"""Levers and costs are found by running every proposal here, on 1 January 2015."""


@dataclass(frozen=True)
class Deeds:
    """What a proposal was seen to do: stages of each lever it bends, in order, and (purpose, payer) of each bill."""

    levers: Mapping[str, tuple[str, ...]]
    costs: tuple[tuple[str, str], ...]


class _Noting(Levers):
    """Levers that note which of them are bent and how."""

    def __init__(self, levers: Levers) -> None:
        self.__dict__.update(levers.__dict__)
        self.noted: dict[str, list[str]] = {}

    def bend(self, policy: str, name: str, stage: str, value: Any, where: Any = None) -> None:
        super().bend(policy, name, stage, value, where)
        self.noted.setdefault(name, []).append(stage)


@lru_cache(maxsize=1)
def _tried_in() -> World:
    return build(Scenario(place=TRIED_IN, months=1))


def deeds(policy: Policy) -> Deeds:
    """Run what a proposal does in a month, at its default numbers, and note levers and bills."""
    world = _tried_in()
    kept, noting = world.levers, _Noting(world.levers)
    world.levers, world.costs, world.counters = noting, Costs(), {}
    try:
        policy.bend(world)
        policy.bill(world)
        costs = sorted({(purpose, payer) for name, purpose, payer in world.costs.booked if name == policy.name})
    finally:
        noting.clear()
        world.levers, world.costs, world.counters = kept, Costs(), {}
    order = list(kept.declared)
    levers = {name: tuple(dict.fromkeys(noting.noted[name])) for name in sorted(noting.noted, key=order.index)}
    return Deeds(levers, tuple(costs))


def declared() -> Levers:
    """All levers of the model."""
    return _tried_in().levers


def explain(proposal: Proposal, spoken: int = 0) -> dict[str, Any]:
    """A proposal, or several together, as plain data; `spoken` 0 English, 1 Danish.

    For several together: each of them, and the levers that more than one bends.
    """
    parts = [_explain(discover()[name], spoken) for name in proposal.policies]
    if len(parts) == 1:
        return parts[0]
    bent = [lever["name"] for part in parts for lever in part["levers"]]
    shared = [name for name in dict.fromkeys(bent) if bent.count(name) > 1]
    return {"name": proposal.name, "title": proposal.title[spoken], "proposals": parts, "shared_levers": shared}


def _explain(policy: Policy, spoken: int) -> dict[str, Any]:
    done = deeds(policy)
    theme = THEMES[policy.theme][spoken] if policy.theme in THEMES else ""
    measured = influence.read()
    return {
        "name": policy.name,
        "number": policy.number,
        "theme": policy.theme,
        "theme_title": theme,
        "title": policy.title[spoken],
        "summary": policy.summary[spoken],
        "eligible": policy.eligible[spoken],
        "actors": [ACTORS[name][spoken] for name in policy.actors],
        "payers": [PAYERS[name][spoken] for name in policy.payers],
        "costs": [
            {"purpose": words.purpose(what, spoken), "payer": PAYERS[payer][spoken]} for what, payer in done.costs
        ],
        "alone": policy.alone[spoken],
        "alone_in": list(policy.alone_in),
        "barriers": [{"text": one.text[spoken], "parameter": one.parameter} for one in policy.barriers],
        "levers": [_lever(name, stages, spoken) for name, stages in done.levers.items()],
        "parameters": [_parameter(one, measured.get(one.name, ()), spoken) for one in policy.parameters],
    }


def _lever(name: str, stages: tuple[str, ...], spoken: int) -> dict[str, Any]:
    lever = declared().declared[name]
    meaning, unit = words.lever(name, lever.meaning, spoken), words.unit(lever.unit, spoken)
    return {"name": name, "meaning": meaning, "unit": unit, "per": lever.per, "stages": stages}


def _parameter(one: Parameter, measured: Sequence[influence.Influence], spoken: int) -> dict[str, Any]:
    return {
        "name": one.name, "value": one.value, "low": one.low, "high": one.high, "unit": words.unit(one.unit, spoken),
        "meaning": words.meaning(one.name, one.meaning, spoken), "source": one.source,
        "source_in_words": cite(one.source, spoken), "grade": words.grade(one.grade, spoken),
        "matters": influence.in_words(measured, spoken), "set_against": tuned.in_words(one, spoken),
    }  # fmt: skip
