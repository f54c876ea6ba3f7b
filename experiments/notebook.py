"""Asking the model from Python: one scenario, or several compared on the same draws.

    from experiments import Scenario, compare, run

    today = Scenario(place="vaerebro", months=60)
    run(today, replications=4)
    compare(today, today.but(policies="second_chance"), replications=8)

Runs are kept in a folder, the same that `boligliv run -o` writes: asking again runs only what is missing.
"""

from __future__ import annotations

from pathlib import Path

from experiments.answer import Answer
from experiments.cli_console import progress
from experiments.comparing import replicated, same_ground
from experiments.errors import InputError
from experiments.report_read import bundle
from experiments.running import run_all
from experiments.scenario_file import from_dict
from experiments.store import Store
from model.scenario import Scenario

RESULTS = Path("results")


def run(
    scenario: Scenario | None = None,
    replications: int = 4,
    *,
    folder: Path | str = RESULTS,
    workers: int | None = None,
    quiet: bool = False,
) -> Answer:
    """Run one scenario so often, with seeds from its own on, and give what came out.

    `workers` defaults to one for each processor and does not change a number. Raises InputError, in one line, for a
    scenario that cannot be asked.
    """
    return _asked((scenario or Scenario(),), replications, Path(folder), workers, quiet)


def compare(
    base: Scenario,
    *others: Scenario,
    replications: int = 4,
    folder: Path | str = RESULTS,
    workers: int | None = None,
    quiet: bool = False,
) -> Answer:
    """Compare scenarios with a base: a seed gives all of them the same draws, and differences are taken seed by seed.

    Scenarios differ in anything but place, months, seed and posterior. Otherwise as `run`.
    """
    if not others:
        raise InputError("nothing to compare: give a base and at least one other scenario")
    return _asked((base, *others), replications, Path(folder), workers, quiet)


def _asked(given: tuple[Scenario, ...], replications: int, folder: Path, workers: int | None, quiet: bool) -> Answer:
    questions = [from_dict(one.as_dict() | {"replications": replications}) for one in given]
    base, *others = scenarios = [question.scenario for question in questions]
    same_ground(base, others)
    store = Store(folder)
    with progress(quiet) as (done, total):
        run_all(replicated(scenarios, replications), store, workers=workers, report=done, started=total)
    seeds = tuple(one.seed for one in questions[0].replicated)
    return Answer(bundle(store, scenarios, seeds=seeds))
