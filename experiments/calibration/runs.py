"""The runs of a calibration: wave by wave through the store of studies, where nothing is run twice."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from experiments.calibration.targets import Target
from experiments.calibration.value import Calibration
from experiments.errors import RunError
from experiments.running import Report
from experiments.study import sweep as sweeping
from experiments.study.points import points
from experiments.study.query import Answers
from experiments.study.store import RunStore
from experiments.study.sweep import Plan, Tally
from experiments.study.value import Study
from experiments.study.where import Where
from experiments.vocabulary import Vocabulary, vocabulary

FloatArray = NDArray[np.float64]
Progress = Callable[[Plan], AbstractContextManager[tuple[Report, Callable[[Tally], None]]]]
MOST_MISSING = 0.2
"""Share of the points of a wave that may be without a value; more, and what is left tells a wrong story."""


@contextmanager
def silent(plan: Plan) -> Iterator[tuple[Report, Callable[[Tally], None]]]:
    """Tell nobody how far the runs have come."""
    yield (lambda months: None), (lambda tally: None)


@dataclass
class Runner:
    """Does studies in one store. `counted` are the addresses of all runs that were used so far."""

    store: RunStore
    where: Where
    any_version: bool = False
    retry_failed: bool = False
    progress: Progress = silent
    words: Vocabulary = field(default_factory=vocabulary)
    counted: set[str] = field(default_factory=set)
    failed: int = 0

    def values(self, study: Study, targets: Sequence[Target]) -> FloatArray:
        """Every target at every point on every seed, shape (n_points, n_seeds, n_targets), after the runs it takes.

        In the units of the targets; nan where the run failed or has no such value.
        """
        asked = points(study, self.words)
        plan = sweeping.plan(study, asked, self.store, any_version=self.any_version, retry_failed=self.retry_failed)
        with self.progress(plan) as (report, told):
            tally = sweeping.sweep(plan, self.store, self.where, report=report, told=told)
        self.failed += tally.failed + plan.failed
        self.counted |= set(plan.addresses.values())
        table = self._table(study, targets, plan)
        found = np.full((len(asked), study.replications, len(targets)), np.nan)
        for j, target in enumerate(targets):
            mine = table[table["key"] == target.outcome]
            wide = mine.pivot(index="run", columns="year", values="value")
            wanted, first = list(target.horizons(study.months)), target.first(study.months)
            if not {*wanted, *([] if first is None else [first])} <= set(wide.columns):
                continue
            # A year without a value leaves the run without one: the mean would be of other years.
            by_run = target.scale * wide[wanted].mean(axis=1, skipna=False)
            if first is not None:
                by_run = by_run - target.scale * wide[first]
            for (point, seed), run in plan.addresses.items():
                found[point, seed - study.seed, j] = by_run.get(run, np.nan)
        return found

    def _table(self, study: Study, targets: Sequence[Target], plan: Plan) -> pd.DataFrame:
        """The values of these runs: run, year, key and value."""
        keys = ", ".join("'" + one.outcome.replace("'", "''") + "'" for one in targets)
        asked = "select run, year, metric || '|' || unit || '|' || \"group\" as key, value from values where key in"
        table = Answers(self.store.root).ask(f"{asked} ({keys})")
        return table[table["run"].isin(set(plan.addresses.values()))]


def means(values: FloatArray, targets: Sequence[Target], what: str) -> tuple[FloatArray, NDArray[np.bool_]]:
    """Means over seeds (n_kept, n_targets) and which points were kept: those with every value on every seed.

    Raises RunError when a target has no value at all or too many points have to be left out.
    """
    there: NDArray[np.bool_] = np.asarray(np.isfinite(values).all(axis=1))
    empty = [one.name for j, one in enumerate(targets) if not there[:, j].any()]
    if empty:
        raise RunError(
            f"{what}: no run gives a value of {', '.join(empty)} in these years; leave it out, or run more months"
        )
    kept: NDArray[np.bool_] = np.all(there, axis=1)
    if (~kept).mean() > MOST_MISSING:
        few = ", ".join(one.name for one, share in zip(targets, there.mean(axis=0), strict=True) if share < 1)
        raise RunError(
            f"{what}: {(~kept).sum()} of {len(kept)} points are without a value of {few}; failed runs: boligliv query "
            'DIR/runs "select * from failures"'
        )
    return values[kept].mean(axis=1), kept


def defaults(calibration: Calibration, words: Vocabulary) -> list[float]:
    """The values that the model has of the fitted numbers, moved into the ranges where those leave them out."""
    return [min(max(float(words.parameters[one.name].value), one.low), one.high) for one in calibration.uncertainties]
