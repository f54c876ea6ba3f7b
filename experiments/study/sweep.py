"""Doing what is missing of a study: which runs there are, which are refused, and the sitting that does the others."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from experiments.errors import InputError, Interrupted, RunError
from experiments.running import MODEL, Job, Report
from experiments.study import record
from experiments.study.address import Asked, asked
from experiments.study.form import Study
from experiments.study.journal import Unwritable
from experiments.study.points import Point, runs
from experiments.study.store import Found, RunStore
from experiments.study.where import Where
from experiments.study.work import Answer


@dataclass(frozen=True)
class Plan:
    """What a study asks of a store. `addresses` are those of all its runs by point and seed; the same scenario at two
    points is one run. `to_do` keeps the order: all points on the first seed before the second. `failed` runs are those
    that failed before and are not tried again.
    """

    study: Study
    points: tuple[Point, ...]
    addresses: dict[tuple[int, int], str]
    to_do: tuple[Asked, ...]
    there: int
    failed: int
    any_version: bool = False
    retry_failed: bool = False

    @property
    def runs(self) -> int:
        """How many different runs the study asks for."""
        return self.there + self.failed + len(self.to_do)


@dataclass
class Tally:
    """How far a sitting has come: runs to do, done and failed, and what the first failure said."""

    to_do: int
    done: int = 0
    failed: int = 0
    first_failure: str = ""
    began: float = field(default_factory=time.monotonic)

    @property
    def runs_a_minute(self) -> float:
        """Runs ended for each minute of waiting so far."""
        return 60.0 * self.done / max(time.monotonic() - self.began, 1e-9)

    @property
    def minutes_left(self) -> float:
        """Minutes until the last run at this pace; infinite before the first."""
        return (self.to_do - self.done) / self.runs_a_minute if self.done else float("inf")


def plan(
    study: Study, points: Sequence[Point], store: RunStore, *, any_version: bool = False, retry_failed: bool = False
) -> Plan:
    """What is there and what is missing; raises InputError when another version of the model made some of it.

    With `any_version` such runs are taken as they are; with `retry_failed` failed ones are tried again.
    """
    index = store.contents().index()
    addresses: dict[tuple[int, int], str] = {}
    known: dict[tuple[str, int], tuple[Asked, Found | None]] = {}
    others: list[Found] = []
    for point, scenario in runs(study, points):
        key = (point.scenario.question, scenario.seed)
        if key not in known:
            wanted = asked(scenario, study.years, study.maps)
            found = _best(index.get(wanted.scenario_hash, ()), wanted)
            if found is not None and found.version != wanted.version and not any_version:
                others += [found] if found.status == "done" else []
                found = None
            known[key] = wanted, found
        wanted, found = known[key]
        addresses[point.id, scenario.seed] = found.run if found else wanted.address
    if others:
        made = ", ".join(sorted({one.version for one in others}))
        here = ", ".join(sorted({wanted.version for wanted, _ in known.values()}))
        raise InputError(
            f"{store.root} holds {len(others)} runs of this study by another version of the model ({made}; this is "
            f"{here}): rules or defaults have changed; --any-version takes them as they are, or give another folder"
        )
    failed = [wanted for wanted, found in known.values() if found and found.status == "failed"]
    to_do = [wanted for wanted, found in known.values() if not found or (found.status == "failed" and retry_failed)]
    there = sum(found is not None and found.status == "done" for _, found in known.values())
    left = 0 if retry_failed else len(failed)
    return Plan(study, tuple(points), addresses, tuple(to_do), there, left, any_version, retry_failed)


def _best(found: Iterable[Found], wanted: Asked) -> Found | None:
    """The attempt that answers best: finished before failed, this version before others, the same horizons first."""
    enough = [one for one in found if one.years >= set(wanted.years) and one.maps >= set(wanted.maps)]
    return min(
        enough,
        key=lambda one: (one.status != "done", one.version != wanted.version, one.run != wanted.address, one.run),
        default=None,
    )


def sweep(
    asked_for: Plan,
    store: RunStore,
    where: Where,
    *,
    report: Report = lambda months: None,
    told: Callable[[Tally], None] = lambda tally: None,
    model: str = MODEL,
) -> Tally:
    """Do what is missing; each run is on disk when it is done, and a failed one is a row of its own.

    `told` hears of every run. Raises Interrupted on Ctrl-C or a request to end, RunError when nothing more can be done
    (a full disk, a lost cluster), InputError when somebody else writes into the folder.
    """
    study, points, last = asked_for.study, asked_for.points, asked_for
    with store.writing() as writer:
        # Somebody may have swept into it between the plan and the lock.
        now = plan(study, points, store, any_version=last.any_version, retry_failed=last.retry_failed)
        if now.to_do or not record.kept(store, study, now.addresses):
            record.keep(store, study, points, now.addresses, where.name)
        tally = Tally(len(now.to_do))
        by_scenario = {one.scenario: one for one in now.to_do}

        def finished(job: Job, answer: Answer) -> None:
            writer.add(by_scenario[job.scenario], answer)
            tally.done += 1
            if "error" in answer:
                one = job.scenario
                tally.failed += 1
                tally.first_failure = tally.first_failure or (
                    f"{one.place}, {one.title}, seed {one.seed}: {answer['error']}"
                )
            told(tally)

        jobs = [Job(one.scenario, store.root, one.version, model) for one in now.to_do]
        try:
            if jobs:
                where.do(jobs, tuple(study.years), report, finished, study.maps)
        except KeyboardInterrupt:
            raise Interrupted(f"stopped; {writer.written()} of {tally.to_do} runs were finished and are kept") from None
        except Unwritable as full:
            raise RunError(
                f"{full}; {writer.written()} of {tally.to_do} runs were finished and are kept: make room and start the "
                "same command again"
            ) from None
    return tally
