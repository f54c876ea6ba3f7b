"""Bring the finished pairs of a study into the program's own data (see `experiments.measured`)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np

from experiments import effects_packed, measured, table_with_source
from experiments.effects import MAIN_OUTCOMES, effect, paired_runs, size
from experiments.effects_run import with_policies
from experiments.effects_store import StudyStore
from experiments.effects_values import SPENT
from experiments.errors import InputError
from experiments.measured import COLUMNS, MEASURE, OUTCOME, ZONE, Runs
from experiments.measures import Values, key_of
from experiments.net_present_value import ALL, MAIN, PUBLIC
from experiments.proposals import Proposal
from experiments.statistics import PairedDifference, paired_difference
from experiments.wheel import sector
from experiments.zones import SIDES, ZONES
from model.scenario import Scenario

Row = dict[str, Any]


def store_effects(
    store: StudyStore,
    base: Scenario,
    proposals: Sequence[Proposal],
    years: Sequence[int],
    seeds: Sequence[int],
    folder: Path | None = None,
) -> Path:
    """Write what these proposals were measured to do; those measured before and not named now stay as they are.

    Raises InputError where there is no pair of runs or nobody may write.
    """
    target = (folder or measured.FOLDER) / f"{measured.stem(base)}.csv"
    before = next((one for one in measured.read(folder) if one.stem == measured.stem(base)), None)
    sources: dict[str, Row] = {}
    rows: list[Row] = []
    for proposal in proposals:
        shared, runs = paired_runs(store, base, proposal, years, seeds)
        if shared:
            sources[proposal.name] = _source(store, base, proposal, years, shared)
            rows += [row for year in years for row in _rows(proposal, year, *_at(runs, year))]
    if not rows:
        raise InputError(f"{store.root}: no pair of runs is finished, so there is nothing to store")
    if before is not None:
        for name, found in before.effects.items():
            if name not in sources:
                sources[name] = _plain(before.runs[name])
                rows += [one.as_dict() for one in found]
    questions = (base, *(with_policies(base, one.policies) for one in proposals if one.name in sources))
    effects_packed.pack(target.parent, target.stem, [line for one in questions for line in store.lines(one, years)])
    question = {"place": base.place, "law": base.law, "behaviour": base.behaviour, "months": base.months}
    return table_with_source.write(target, {**question, "proposals": sources}, COLUMNS, rows)


def _source(store: StudyStore, base: Scenario, proposal: Proposal, years: Sequence[int], shared: Sequence[int]) -> Row:
    made = store.versions(base, years), store.versions(with_policies(base, proposal.policies), years)
    before, after = (tuple(sorted({versions[seed] for seed in shared})) for versions in made)
    return _plain(Runs(proposal.policies, tuple(shared), before, after, datetime.now(UTC).date().isoformat()))


def _plain(runs: Runs) -> Row:
    return {
        "pairs": runs.pairs, "policies": list(runs.policies), "seeds": list(runs.seeds),
        "base_versions": list(runs.base_versions), "versions": list(runs.versions), "stored": runs.stored,
    }  # fmt: skip


def _at(runs: tuple[Any, Any], year: int) -> tuple[list[Values], list[Values]]:
    before, after = ([run[str(year)] for run in side] for side in runs)
    return before, after


def _rows(proposal: Proposal, year: int, before: list[Values], after: list[Values]) -> Iterator[Row]:
    """Zones with their measures, main outcomes, and what each payer spent."""
    head = {"proposal": proposal.name, "year": year}
    for zone in ZONES:
        for side in SIDES:
            measures = zone.measures(side)
            if not measures:
                continue
            found = sector(zone, side, year, before, after)
            here = head | {"zone": zone.key, "side": side}
            yield here | {"kind": ZONE, "key": ""} | _numbers(found.pair)
            for measure, (*_, pair) in zip(measures, found.measures, strict=True):
                yield here | {"kind": MEASURE, "key": measure.key} | _numbers(pair)
    for outcome in MAIN_OUTCOMES:
        one = effect(proposal.name, proposal, outcome, year, before, after)
        own = _numbers(one.pair) | {"size": one.size}
        yield head | {"kind": OUTCOME, "zone": "", "side": "", "key": outcome.key} | own
    for payer in sorted({key.rpartition("|")[2] for run in after for key in run if key.startswith(f"{SPENT}|")}):
        if payer not in (PUBLIC, ALL):
            pair = paired_difference(_spent(before, payer), _spent(after, payer))
            yield head | {"kind": measured.SPENT, "zone": "", "side": "", "key": payer} | _numbers(pair) | {"size": ""}


def _spent(runs: Sequence[Values], payer: str) -> np.ndarray:
    return np.array([run.get(key_of(SPENT, MAIN, payer), 0.0) for run in runs], dtype=np.float64)


def _numbers(pair: PairedDifference) -> Row:
    return {
        "effect": pair.mean, "mcse": pair.standard_error, "low": pair.low, "high": pair.high, "pairs": pair.n,
        "verdict": pair.verdict, "size": size(pair, pair.mean),
    }  # fmt: skip
