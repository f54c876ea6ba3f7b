"""The runs of the pattern bank: what is not there yet is run and watched, and read back table by table.

DIR/runs/<version>/<question>[-<start>]/<seed>/{series,people,joined,homes,settled,pupils,youth,tenures}.parquet

The version is that of the model the scenario meets and of the watches, so a run is never taken for another's.
"""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from experiments.errors import InputError, Interrupted
from experiments.kept_files import frame
from experiments.running import Job, lived, work_all
from experiments.store import COLUMNS
from experiments.study.address import version_for
from experiments.validation.form import Need, Planned
from experiments.validation.starts import STARTS
from experiments.validation.watches import WATCHES
from experiments.workers import Report
from model.scenario import Scenario

SERIES = "series"
HIDDEN = ".unfinished"
OWN_FILES = ("watches.py", "columns.py", "starts.py", "tenures.py")


@dataclass(frozen=True, slots=True)
class WatchedJob(Job):
    """A run to watch, and how it begins."""

    start: str = ""


@dataclass(frozen=True)
class Run:
    """One finished run: the series of its record, and the tables of what was watched in it."""

    scenario: Scenario
    place: Path

    def table(self, name: str) -> pd.DataFrame:
        """A table of `WATCHES`."""
        then = f"delete {self.place} and run again"
        return frame(self.place / f"{name}.parquet", then, columns=COLUMNS.get(name, {}))

    @cached_property
    def series(self) -> pd.DataFrame:
        """The recorder's series: month, metric, unit, group, value."""
        return self.table(SERIES)

    def level(self, metric: str, unit: str, group: str = "all", months: int = 24) -> float:
        """The mean of a series over the last months of the run; nan where there is none."""
        values = self._late(metric, unit, group, months)
        return float(values.mean()) if len(values) else float("nan")

    def total(self, metric: str, unit: str, group: str = "all") -> float:
        """The sum of a series over the whole run."""
        return float(self._late(metric, unit, group, self.scenario.months).sum())

    def _late(self, metric: str, unit: str, group: str, months: int) -> np.ndarray:
        rows = self._by_name.get((metric, unit, group))
        if rows is None:
            return np.empty(0)
        late = rows[rows["month"] >= self.scenario.months - months]["value"].to_numpy(dtype=float)
        return np.asarray(late[~np.isnan(late)])

    @cached_property
    def _by_name(self) -> dict[Any, pd.DataFrame]:
        return dict(iter(self.series.groupby(["metric", "unit", "group"], sort=False)))


@lru_cache(maxsize=512)
def version(scenario: Scenario) -> str:
    """Twelve hexadecimal digits of the model that a scenario meets and of what is watched."""
    digest = hashlib.sha256(version_for(scenario).encode())
    for name in OWN_FILES:
        digest.update((Path(__file__).parent / name).read_bytes())
    return digest.hexdigest()[:12]


def place_of(root: Path, run: Planned) -> Path:
    """Where a run stands or would stand."""
    asked = run.scenario
    question = f"{asked.question}-{run.start}" if run.start else asked.question
    return root / "runs" / version(asked.with_seed(0)) / question / str(asked.seed)


def run_missing(
    runs: Iterable[Planned],
    root: Path,
    *,
    workers: int | None = None,
    force: bool = False,
    report: Report = lambda months: None,
    started: Callable[[int, int], None] = lambda months, replications: None,
) -> int:
    """Run and watch whatever is not there yet; returns how many were run. Raises Interrupted on Ctrl-C.

    Results do not depend on `workers`; whole runs stay when the work is stopped.
    """
    missing = [one for one in dict.fromkeys(runs) if force or not place_of(root, one).exists()]
    jobs = [WatchedJob(one.scenario, root, version(one.scenario.with_seed(0)), start=one.start) for one in missing]
    started(sum(job.scenario.months for job in jobs), len(jobs))
    try:
        if jobs:
            (root / "runs").mkdir(parents=True, exist_ok=True)
            work_all(jobs, watched, workers=workers, report=report)
    except KeyboardInterrupt:
        raise Interrupted("stopped; finished runs are kept, the others left nothing behind") from None
    except OSError as error:
        raise InputError(f"{root}: cannot write there ({error.strerror})") from None
    return len(jobs)


def watched(job: Job, report: Report = lambda months: None) -> None:
    """Live one run, watch it, and put its tables in their place all at once."""
    watches = {name: make() for name, make in WATCHES.items()}
    start = job.start if isinstance(job, WatchedJob) else ""

    def look(model: Any) -> None:
        for one in watches.values():
            one.look(model.world)

    model = lived(job, report, each=look, begin=lambda model: STARTS[start](model.world))
    tables = {SERIES: model.record.series(), **{name: one.frame() for name, one in watches.items()}}
    final = place_of(job.root, Planned(job.scenario, start))
    hidden = final.with_name(f"{HIDDEN}-{job.scenario.seed}-{os.getpid()}")
    shutil.rmtree(hidden, ignore_errors=True)
    hidden.mkdir(parents=True)
    try:
        for name, table in tables.items():
            table.to_parquet(hidden / f"{name}.parquet", index=False, compression="zstd")
        shutil.rmtree(final, ignore_errors=True)
        hidden.rename(final)
    finally:
        shutil.rmtree(hidden, ignore_errors=True)


def read(needs: Iterable[Need], root: Path) -> Mapping[str, tuple[Run, ...]]:
    """The runs of each label, in the order of seeds."""
    return {need.label: tuple(Run(one.scenario, place_of(root, one)) for one in need.replicated) for need in needs}
