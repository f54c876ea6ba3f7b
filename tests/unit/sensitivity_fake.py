"""A store whose runs come from a formula of the numbers (as shares of their ranges), the alternative and the seed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from experiments.study import record
from experiments.study.form import from_toml
from experiments.study.points import Point, points
from experiments.study.store import RunStore
from experiments.study.sweep import plan
from experiments.study.value import Study

Shares = Mapping[str, float]
Formula = Callable[[Shares, str, int], Mapping[str, float] | None]
"""Values by key for shares, alternative and seed; None for a run that fails."""
KEY = "reputation|estate|all"
OTHER = "turnover|estate|all"
A, B, C = "choice.avoidance", "moving.almene", "name.label"

MORRIS = f"""
name = "screening"
months = 36
years = [1, 3]
replications = {{seeds}}
alternatives = {{alternatives}}
outcomes = ["{KEY}"]

[uncertainties]
"{A}" = "range"
"{B}" = "range"
"{C}" = "range"

[design]
kind = "{{kind}}"
samples = {{samples}}
"""


def study_of(kind: str = "morris", samples: int = 8, seeds: int = 3, alternatives: str = '["base"]') -> Study:
    """A study of three numbers over 36 months."""
    return from_toml(MORRIS.format(kind=kind, samples=samples, seeds=seeds, alternatives=alternatives))


def answered(root: Path, study: Study, formula: Formula, skip: Callable[[Point, int], bool] | None = None) -> Path:
    """Write what the formula gives for every run of the study, but for those that `skip` leaves undone."""
    store, ranges = RunStore(root), {one.name: one for one in study.varied}
    asked_for = plan(study, points(study), store)
    by_address = {asked_for.addresses[one.id, seed]: (one, seed) for one in asked_for.points for seed in study.seeds}
    with store.writing() as writer:
        record.keep(store, study, asked_for.points, asked_for.addresses, "here")
        for asked in asked_for.to_do:
            point, seed = by_address[asked.address]
            if skip is not None and skip(point, seed):
                continue
            shares = {
                name: (value - ranges[name].low) / (ranges[name].high - ranges[name].low)
                for name, value in point.values
            }
            values = formula(shares, point.alternative, seed)
            if values is None:
                writer.add(asked, {"error": "ZeroDivisionError: nobody is left", "traceback": "x", "seconds": 0.1})
            else:
                years = {str(year): dict(values) for year in study.years}
                writer.add(asked, {"values": years, "seconds": 0.1})
    return root
