"""Comparing scenarios: paired on the same draws, with Monte-Carlo errors and an honest verdict."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from experiments.errors import InputError
from experiments.net_present_value import NetPresentValue, net_present_value
from experiments.outcome_values import measure, outcomes
from experiments.outcomes import OUTCOMES, Outcome
from experiments.scenario_file import Question
from experiments.statistics import bands, estimate, paired_difference
from experiments.store import Results, Store
from model.policies.bundles import expand
from model.scenario import Scenario


@dataclass(frozen=True)
class Comparison:
    """What several scenarios do to one place, each against the base on the same draws.

    `table` has a row for each outcome and scenario (the base included): outcome, title, title_da, unit,
    digits, scenario, mean, mcse (Monte-Carlo standard error), base_mean, difference, difference_mcse, low and
    high (95 % interval of the difference), verdict, more_runs (missing: nobody can say). `curves` has metric,
    unit, group, scenario, month, mean, low, high: the band holds the middle 90 % of the runs. `value` is what the
    alternatives change in the public account; None when the runs carry no ledger.
    """

    place: str
    base: Scenario
    others: tuple[Scenario, ...]
    seeds: tuple[int, ...]
    table: pd.DataFrame
    curves: pd.DataFrame
    value: NetPresentValue | None = None


def alternatives(base: Scenario, policies: Sequence[str], together: bool) -> tuple[Scenario, ...]:
    """The base with each policy or bundle alone and, when asked for, with all of them; doses are those of the base."""
    doses = dict(base.policies)

    def on(names: Sequence[str]) -> Scenario:
        return replace(base, policies=tuple((name, doses.get(name, ())) for name in expand(names)))

    alone = [on([name]) for name in policies]
    return (*alone, on(policies)) if together and len(policies) > 1 else tuple(alone)


def replicated(scenarios: Sequence[Scenario], replications: int) -> list[Scenario]:
    """Every scenario on every seed; a seed's scenarios side by side, so that an early stop leaves pairs."""
    by_seed = zip(*(Question(scenario, replications).replicated for scenario in scenarios), strict=True)
    return [scenario for pair in by_seed for scenario in pair]


def same_ground(base: Scenario, others: Iterable[Scenario]) -> None:
    """Raise InputError where scenarios cannot be compared: they differ in more than what is asked, or in nothing."""
    for other in others:
        for key in ("place", "months", "seed", "posterior"):
            if getattr(other, key) != getattr(base, key):
                raise InputError(
                    f"{key} = {getattr(other, key)} differs from the base's {getattr(base, key)}; "
                    f"scenarios are compared in one place, over the same months and from the same seed"
                )
        if other == base:
            raise InputError("a scenario is the same as the base; there is nothing to compare")


def compare(
    store: Store,
    base: Scenario,
    others: Sequence[Scenario],
    seeds: Sequence[int] | None = None,
    official_groups: bool = True,
) -> Comparison:
    """Compare finished runs on the seeds they share (or these); raises InputError when they share none."""
    scenarios = (base, *others)
    titles = [scenario.title for scenario in scenarios]
    if len(set(titles)) != len(titles):
        titles = [titles[0], *(f"{title} ({k})" for k, title in enumerate(titles[1:], start=1))]
    shared = tuple(seeds) if seeds is not None else _shared(store, scenarios)
    if not shared:
        raise InputError(f"{store.root}: the scenarios share no seed, so they cannot be compared")
    results = {title: store.read(s.question, shared) for title, s in zip(titles, scenarios, strict=True)}
    wanted = outcomes((result.series for result in results.values()), official_groups)
    values = {title: _values(result, wanted) for title, result in results.items()}
    table = pd.DataFrame(
        [_row(o, title, values[titles[0]][o.key], values[title][o.key]) for o in wanted for title in titles]
    )
    table["more_runs"] = table["more_runs"].astype("Int64")
    known = table.groupby("outcome")["mean"].transform(lambda means: means.notna().any())
    curves = pd.concat([_curves(title, result) for title, result in results.items()], ignore_index=True)
    if not official_groups:
        curves = curves[~curves["metric"].isin([one.metric for one in OUTCOMES if one.official])].reset_index(drop=True)
    ledgers = {title: store.read_ledger(s.question, shared) for title, s in zip(titles, scenarios, strict=True)}
    value = net_present_value(ledgers, {title: result.series for title, result in results.items()}, shared)
    return Comparison(base.place, base, tuple(others), shared, table[known].reset_index(drop=True), curves, value)


def _shared(store: Store, scenarios: Sequence[Scenario]) -> tuple[int, ...]:
    return tuple(sorted(set.intersection(*(set(store.seeds(scenario.question)) for scenario in scenarios))))


def _values(result: Results, wanted: Sequence[Outcome]) -> Mapping[str, np.ndarray]:
    by_seed = dict(list(result.series.groupby("seed", sort=False)))
    rows = [measure(by_seed[seed], wanted) for seed in result.seeds]
    return {outcome.key: np.array([row[outcome.key] for row in rows]) for outcome in wanted}


def _row(outcome: Outcome, title: str, base: np.ndarray, own: np.ndarray) -> dict[str, object]:
    mean, before = estimate(own), estimate(base)
    pair = paired_difference(base, own)
    return {
        "outcome": outcome.key,
        "title": outcome.title,
        "title_da": outcome.title_da,
        "unit": outcome.measure,
        "digits": outcome.digits,
        "scenario": title,
        "mean": mean.mean,
        "mcse": mean.standard_error,
        "base_mean": before.mean,
        "difference": pair.mean,
        "difference_mcse": pair.standard_error,
        "low": pair.low,
        "high": pair.high,
        "verdict": pair.verdict,
        "more_runs": pair.more_runs_needed,
    }


def _curves(title: str, result: Results) -> pd.DataFrame:
    """Mean and band over the replications for every metric, unit, group and month."""
    keys = ["metric", "unit", "group", "month"]
    wide = result.series.pivot_table(index=keys, columns="seed", values="value", aggfunc="mean", sort=True)
    band = bands(wide.to_numpy(dtype=float).T)
    frame = wide.index.to_frame(index=False)
    return frame.assign(scenario=title, mean=band.mean, low=band.low, high=band.high)
