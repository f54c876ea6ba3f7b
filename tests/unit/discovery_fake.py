"""A stand-in for the model with a known truth about which proposal is better where, and swept folders of it.

Second chance raises the estate's name where households mind much (choice.avoidance above 2) and behaviour is avoidance,
and lowers it elsewhere; cooperative letting raises it a little under every account. Both together do less than what
they do alone, added up.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import numpy as np

from agents.core import draws
from experiments.effects_values import SPENT
from experiments.measures import key_of
from experiments.net_present_value import MAIN
from experiments.running import Job
from experiments.study.form import from_toml
from experiments.study.points import points
from experiments.study.store import RunStore
from experiments.study.sweep import plan, sweep
from model.scenario import Scenario

NAME, VULNERABLE = "reputation|estate|all", "share_vulnerable|estate|all"
BORDER, BIG, SMALL, LESS_TOGETHER = 2.0, 0.05, 0.01, -0.02
KR = {"second_chance": 3e6, "cooperative_letting": 4e6, "epicenter": 6e6, "magic_window": 1e6}
VULNERABLE_BY = {"second_chance": -0.030, "cooperative_letting": -0.035, "epicenter": -0.060, "magic_window": 0.0}
LUCK, OWN = 0.02, 0.001

FUTURES = """
name = "futures"
behaviours = ["avoidance", "none"]
alternatives = ["base", "second_chance", "cooperative_letting"]
months = 24
years = [1, 2]
replications = 3
outcomes = ["reputation|estate|all"]
[uncertainties]
"choice.avoidance" = [0.0, 5.0]
"moving.almene" = "range"
"name.label" = "range"
[design]
kind = "lhs"
samples = 24
"""
SINGLES = """
name = "singles"
alternatives = ["base", "second_chance", "cooperative_letting", "epicenter", "magic_window"]
months = 24
years = [2]
replications = 4
outcomes = ["share_vulnerable|estate|all"]
"""


def truth(asked: Scenario, chance: float = 1.0) -> dict[str, float]:
    """What a run gives at every horizon; `chance` scales its luck, of which runs of a seed share the most."""
    on, numbers = set(asked.policy_names), dict(asked.parameters)
    keys = np.array([draws.key_of(asked.question), 7], dtype=np.uint64)
    own, shared = chance * (draws.uniform(asked.seed, "fake", 0, keys) - 0.5)
    name = 0.4 + LUCK * shared + OWN * own
    if "second_chance" in on:
        good = asked.behaviour == "avoidance" and numbers.get("choice.avoidance", 1.5) > BORDER
        name += BIG if good else -BIG
    if "cooperative_letting" in on:
        name += SMALL
    vulnerable = 0.5 + LUCK * shared + OWN * own + sum(VULNERABLE_BY.get(one, 0.0) for one in sorted(on))
    if {"second_chance", "cooperative_letting"} <= on:
        vulnerable -= LESS_TOGETHER
    spent = sum(KR.get(one, 0.0) for one in sorted(on))
    values = {NAME: name, VULNERABLE: vulnerable, "births|municipality|all": 100.0}
    values |= {key_of(SPENT, MAIN, "all"): spent, key_of(SPENT, MAIN, "public"): spent / 2}
    if on:
        values[key_of(SPENT, MAIN, "municipality")] = spent / 2
    return {key: float(value) for key, value in values.items()}


class Made:
    """Where runs are not done but made up."""

    name = "made up"

    def __init__(self, values: Callable[[Scenario], Mapping[str, float]] = truth) -> None:
        self.values = values

    def do(
        self,
        jobs: Sequence[Job],
        years: tuple[int, ...],
        report: object,
        finished: Callable[..., None],
        drawn: object = (),
    ) -> None:
        """Every answer at once."""
        for job in jobs:
            values = {str(year): dict(self.values(job.scenario)) for year in years}
            finished(job, {"values": values, "seconds": 0.0, "host": "here"})


def swept(root: Path, text: str, values: Callable[[Scenario], Mapping[str, float]] = truth) -> Path:
    """A folder with the runs of a study, made up."""
    study = from_toml(text)
    store = RunStore(root)
    sweep(plan(study, points(study), store), store, Made(values))  # type: ignore[arg-type]
    return root
