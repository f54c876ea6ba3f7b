"""Running a study: what is missing, every proposal on the same seeds, the first seed of all before the second."""

from __future__ import annotations

import time
import traceback
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from agents.core.calendar import START_YEAR
from agents.core.parameter import ParameterError
from experiments.effects_store import StudyStore
from experiments.effects_values import horizon_values
from experiments.effects_version import model_version
from experiments.errors import InputError, Interrupted
from experiments.running import MODEL, Job, Report, lived, work_all
from model.scenario import Scenario


@dataclass
class Tally:
    """How far a study has come in this sitting: runs to do, done and failed, and what the failures said."""

    to_do: int
    done: int = 0
    began: float = 0.0
    failures: tuple[str, ...] = ()

    @property
    def seconds_each(self) -> float:
        """Seconds of waiting for each run so far, all processes together; 0 before the first."""
        return (time.monotonic() - self.began) / self.done if self.done else 0.0

    @property
    def hours_left(self) -> float:
        """Hours until the last run at this pace."""
        return self.seconds_each * (self.to_do - self.done) / 3600.0


def seed_by_seed(questions: Sequence[Scenario], first_seed: int, pairs: int) -> list[Scenario]:
    """Every question on every seed, all questions of the first seed before the second, so that a stop leaves pairs."""
    return [question.with_seed(first_seed + k) for k in range(pairs) for question in questions]


def with_policies(base: Scenario, policies: Sequence[str]) -> Scenario:
    """The base with these policies at their own numbers."""
    return replace(base, policies=tuple((name, ()) for name in policies))


def run_missing(
    store: StudyStore,
    scenarios: Sequence[Scenario],
    years: Sequence[int],
    *,
    workers: int | None = None,
    report: Report = lambda months: None,
    started: Callable[[int, int], None] = lambda months, runs: None,
    told: Callable[[Tally], None] = lambda tally: None,
    model: str = MODEL,
) -> Tally:
    """Run what the store has not, in the order given; each run is on disk when it is done.

    `told` hears of every finished run. A run that fails is noted and the others go on. Raises Interrupted on Ctrl-C or
    a request to end.
    """
    here = {question: store.read(question, years).keys() for question in {s.with_seed(0) for s in scenarios}}
    jobs = [
        Job(one, store.root, model_version(one.policy_names), model)
        for one in dict.fromkeys(scenarios)
        if one.seed not in here[one.with_seed(0)]
    ]
    tally = Tally(len(jobs), began=time.monotonic())
    started(sum(job.scenario.months for job in jobs), len(jobs))

    def finished(job: Job, answer: dict[str, Any]) -> None:
        if "error" in answer:
            one = job.scenario
            tally.failures += (f"{one.place}, {one.title}, seed {one.seed}: {answer['error']}",)
        else:
            store.add(job.scenario, job.code_version, answer["values"], answer["seconds"])
        tally.done += 1
        told(tally)

    try:
        if jobs:
            work_all(jobs, partial(keep, years=tuple(years)), workers=workers, report=report, finished=finished)
    except KeyboardInterrupt:
        raise Interrupted(f"stopped; {tally.done} of {tally.to_do} runs were finished and are kept") from None
    return tally


def keep(job: Job, report: Report, years: tuple[int, ...]) -> dict[str, Any]:
    """Live one run and give what is kept of it: values by horizon, and the seconds it took; or what went wrong."""
    began = time.monotonic()
    try:
        record = lived(job, report, {START_YEAR + year - 1 for year in years}).record
        values = horizon_values(record.series(), record.ledger(), years)
    except (InputError, ParameterError):
        raise
    except Exception as error:
        notes, place = " ".join(getattr(error, "__notes__", [])), traceback.extract_tb(error.__traceback__)[-1]
        return {"error": f"{type(error).__name__}: {error} {notes} ({place.filename}, line {place.lineno})"}
    return {"values": values, "seconds": time.monotonic() - began}


def horizons(asked: Sequence[int] | None, months: int) -> tuple[int, ...]:
    """The years whose effects are told: those asked for, or 5 and 20; raises InputError beyond the run."""
    years = tuple(sorted(set(asked))) if asked else tuple(year for year in (5, 20) if 12 * year <= months)
    for year in years:
        if not 1 <= year <= months // 12:
            raise InputError(f"--years {year}: the runs last {months} months, so a year from 1 to {months // 12}")
    if not years:
        raise InputError(f"--months {months} is shorter than five years; say which year to tell with --years")
    return years
