"""One measurement of a sweep or of bare runs: seconds, and what the driver held after each run."""

from __future__ import annotations

import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from experiments.bench.memory import held_mb
from experiments.running import MODEL, Job, Report, work_all
from experiments.study.form import from_dict
from experiments.study.points import points
from experiments.study.store import RunStore
from experiments.study.sweep import plan
from experiments.study.sweep import sweep as do
from experiments.study.work import Answer, values_of
from model.scenario import Scenario


class Timed:
    """Runs in processes of this machine, and what the driver holds after each."""

    name = "this machine"

    def __init__(self, workers: int) -> None:
        self._workers = workers
        self.memory_mb: list[float] = []

    def do(
        self,
        jobs: Any,
        years: tuple[int, ...],
        report: Report,
        finished: Callable[[Job, Answer], None],
        drawn: tuple[str, ...] = (),
    ) -> None:
        """Do every job as `Processes` does; what the driver holds is noted after each."""

        def ended(job: Job, answer: Answer) -> None:
            finished(job, answer)
            self.memory_mb.append(held_mb())

        work = partial(values_of, years=years, drawn=drawn)
        work_all(jobs, work, workers=self._workers, report=report, finished=ended)


def sweep(
    kind: str, place: str, months: int, runs: int, workers: int, seed: int, folder: str, model: str = MODEL
) -> dict[str, Any]:
    """`runs` runs of today's rules, `bare` or `swept`: seconds on the wall, and MB held after each run.

    Kernels are compiled before, in another process: this one is as small as the driver of a real sweep. Both kinds
    start their processes inside the clock.
    """
    study = from_dict({"name": "benchmark", "places": [place], "months": months, "replications": runs, "seed": seed})
    where, began = Timed(workers), time.perf_counter()
    if kind == "bare":
        jobs = [Job(Scenario(place=place, months=months, seed=one), Path(folder), "", model) for one in study.seeds]
        where.do(jobs, study.years, lambda months: None, lambda job, answer: None)
        return {"seconds": time.perf_counter() - began, "memory_mb": where.memory_mb}
    store = RunStore(Path(folder) / "runs")
    found = plan(study, points(study), store)
    tally = do(found, store, where, model=model)
    if tally.failed or tally.done != runs:
        raise RuntimeError(f"{tally.done} of {runs} runs were done, {tally.failed} failed: {tally.first_failure}")
    return {"seconds": time.perf_counter() - began, "memory_mb": where.memory_mb}
