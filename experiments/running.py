"""Running replications: in this process or in several, with a clean stop and nothing half-finished."""

from __future__ import annotations

import contextlib
import gc
import importlib
import os
import signal
import threading
import time
import traceback
import weakref
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from types import FrameType
from typing import Any

from agents.core import calendar
from agents.core.parameter import ParameterError
from experiments.calibration.seeded import settled, version_of
from experiments.errors import InputError, Interrupted, RunError, WorkerLost
from experiments.store import Store
from experiments.workers import Report, Workers
from model.scenario import Scenario

MODEL = "model.estate_model:EstateModel"
_models: weakref.WeakSet[Any] = weakref.WeakSet()
"""Models made in this process that are still there."""
_collected = (0.0, 0.0)
"""When they were last looked through, and how long that took, seconds."""
PATIENCE = 20.0


@dataclass(frozen=True, slots=True)
class Job:
    """One replication to run: where it goes, and the model as `module:class` for a process to load."""

    scenario: Scenario
    root: Path
    code_version: str
    model: str = MODEL


Work = Callable[[Job, Report], Any]
"""What is done for a job, such as `replicate`."""


def run_all(
    scenarios: Iterable[Scenario],
    store: Store,
    *,
    workers: int | None = None,
    force: bool = False,
    report: Report = lambda months: None,
    started: Callable[[int, int], None] = lambda months, replications: None,
    model: str = MODEL,
) -> int:
    """Run every replication that is not finished yet and store it; returns how many were run.

    `workers` defaults to one for each processor, at most one a replication. `started` is told how many months
    and replications there are to run, `report` how many months were done. Results do not depend on `workers`.
    Raises Interrupted on Ctrl-C, RunError when a replication fails; finished replications stay.
    """
    store.clean()
    unique = dict.fromkeys(scenarios)
    jobs = [Job(s, store.root, version_of(s.posterior), model) for s in unique if force or not store.finished(s)]
    started(sum(job.scenario.months for job in jobs), len(jobs))
    if not jobs:
        return 0
    _writable(store.root)
    try:
        work_all(jobs, replicate, workers=workers, report=report)
    except KeyboardInterrupt:
        store.clean()
        raise Interrupted("stopped; finished replications are kept, the others left nothing behind") from None
    return len(jobs)


def work_all(
    jobs: Sequence[Job],
    work: Work,
    *,
    workers: int | None = None,
    report: Report = lambda months: None,
    finished: Callable[[Job, Any], None] = lambda job, answer: None,
    lost: Callable[[Job, WorkerLost], None] | None = None,
    again: int = 0,
) -> None:
    """Do a piece of work for every job, in this process or in several, begun in the order given.

    `work` is a function of a module, so that another process can find it; `finished` is told each answer as it comes.
    A job whose process is killed is done again up to `again` times; then `lost` is told of it and the others go on.
    Raises KeyboardInterrupt on Ctrl-C or a request to end, RunError when a replication fails (WorkerLost when its
    process was killed and there is no `lost`).
    """
    count = min(workers or os.cpu_count() or 1, len(jobs))

    def ended(job: Job, answer: Callable[[], Any]) -> None:
        try:
            finished(job, _told(job, answer))
        except WorkerLost as death:
            if lost is None:
                raise
            lost(job, death)

    with terminate_as_interrupt():
        if count > 1:
            crew = Workers(count, report)
            try:
                crew.work(jobs, work, ended, again)
            except BaseException:
                crew.kill()
                raise
            crew.end()
            return
        for job in jobs:
            ended(job, partial(work, job, report))


def replicate(job: Job, report: Report = lambda months: None) -> float:
    """Run one replication from the first month to the last and store it; returns the seconds it took."""
    started = datetime.now(UTC)
    model = lived(job, report)
    extra = {
        "code_version": job.code_version,
        "place_checksum": model.world.place.checksum,
        "phase_seconds": {phase: round(seconds, 4) for phase, seconds in model.phase_seconds.items()},
    }
    Store(job.root).write(job.scenario, model.record, started, extra)
    return (datetime.now(UTC) - started).total_seconds()


def lived(
    job: Job,
    report: Report = lambda months: None,
    years: Collection[int] | None = None,
    each: Callable[[Any], None] = lambda model: None,
    begin: Callable[[Any], None] = lambda model: None,
) -> Any:
    """The model of a job after its last month; with `years`, it writes down these calendar years alone.

    `begin` may change the model before the first month; `each` is shown it after every month and may not.
    """
    _let_go()
    module, _, name = job.model.partition(":")
    model = getattr(importlib.import_module(module), name)(settled(job.scenario), years=years)
    _models.add(model)
    begin(model)
    for month in range(job.scenario.months):
        try:
            model.step()
            each(model)
        except Exception as error:
            error.add_note(f"in month {calendar.label(month)}")
            raise
        report(1)
    return model


def _let_go() -> None:
    """Free the models that nobody holds any more: one and its parts know each other, and would be freed much later.

    A collection looks at everything in the process, so it waits until runs have taken `PATIENCE` times as long.
    """
    global _collected
    ended, took = _collected
    began = time.monotonic()
    if _models and began - ended >= PATIENCE * took:
        gc.collect()
        _collected = time.monotonic(), time.monotonic() - began


def _told(job: Job, answer: Callable[[], Any]) -> Any:
    """Wait for an answer and give it; a failure is told with the scenario and seed it happened in."""
    what = f"{job.scenario.place}, {job.scenario.title}, seed {job.scenario.seed}"
    try:
        return answer()
    except BrokenProcessPool:
        raise WorkerLost(f"{what}: a worker process ended abruptly (out of memory, or killed)") from None
    except (InputError, ParameterError):
        raise
    except Exception as error:
        notes = " ".join(getattr(error, "__notes__", []))
        raise RunError(f"{what}: failed {notes}: {type(error).__name__}: {error}{_where(error)}") from error


def _where(error: BaseException) -> str:
    """The innermost line of a failure; a failure in another process carries its text as the cause."""
    frames = traceback.extract_tb(error.__traceback__)
    cause = str(error.__cause__ or "")
    lines = [line.strip() for line in cause.splitlines() if line.strip().startswith('File "')]
    if lines:
        return f" ({lines[-1].replace(chr(34), '')})"
    return f" (File {frames[-1].filename}, line {frames[-1].lineno}, in {frames[-1].name})" if frames else ""


def _writable(root: Path) -> None:
    try:
        (root / "runs").mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise InputError(f"{root}: cannot write there ({error.strerror})") from None
    if not os.access(root / "runs", os.W_OK):
        raise InputError(f"{root}: cannot write there (no permission)")


@contextlib.contextmanager
def terminate_as_interrupt() -> Iterator[None]:
    """A request to end (SIGTERM) is as clean as Ctrl-C; only the main thread can ask for it."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return

    def interrupt(number: int, frame: FrameType | None) -> None:
        raise KeyboardInterrupt

    old = signal.signal(signal.SIGTERM, interrupt)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, old)
