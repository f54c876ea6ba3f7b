"""One month of work, lived many times from one state: what happens to people happens as often in Mesa as in columns.

A year of a town says little about rare things such as a disability pension; a month that is lived over and over again
says more. Tolerance: counts differ by less than the errors of two such counts allow, at a bound that one of all of
them would cross by chance once in 500 sets of lots.
"""

from __future__ import annotations

from collections import Counter

import numpy as np
from scipy import stats

from model.mechanisms import labour, whereabouts
from tests.benchmarks.mesa_town.copying import copied
from tests.benchmarks.mesa_town.person import Person
from tests.benchmarks.small_month import built, small_place, small_step

MONTHS_LIVED = 25
WRITTEN = (
    "status", "status_since", "ill", "open_case", "found", "hours", "workplace", "language", "gates_passed",
    "gates_missed",
)  # fmt: skip
OF_AGENTS = ("status", "status_since", "ill", "open_case", "found", "hours", "language", "first_job", "workplace")


def _events(before, after):
    """How often each change happened; `before` and `after` hold status, illness and open case of everybody."""
    found = Counter()
    (status, ill, case), (now, ill_now, case_now) = before, after
    for old, new in zip(*(x[status != now].tolist() for x in (status, now)), strict=True):
        found[f"status {old} to {new}"] += 1
    found["falls ill"] = int((~ill & ill_now).sum())
    found["is well again"] = int((ill & ~ill_now).sum())
    found["case opened"] = int((~case & case_now).sum())
    found["case closed"] = int((case & ~case_now).sum())
    return found


def _in_columns(world):
    persons, rows, found = world.persons, world.persons.rows, Counter()
    kept = {name: getattr(persons, name).copy() for name in WRITTEN}
    scenario = world.scenario

    def state():
        return tuple(getattr(persons, name)[rows] for name in ("status", "ill", "open_case"))

    before = state()
    for seed in range(MONTHS_LIVED):
        world.scenario, world.streams = scenario.but(seed=1_000 + seed), type(world.streams)()
        labour.live(world, persons, world.households, world.person_area)
        found.update(_events(before, state()))
        for name, column in kept.items():
            getattr(persons, name)[:] = column
    world.scenario, world.streams = scenario, type(world.streams)()
    return found


def _in_mesa(town):
    people, found = list(town.agents_by_type[Person]), Counter()
    for person in people:
        # Who loses a job must not be taken off a team that is not there when the month begins anew.
        person.workplace = None
    kept = [[getattr(person, name) for name in OF_AGENTS] for person in people]

    def state():
        return tuple(np.array([getattr(one, name) for one in people]) for name in ("status", "ill", "open_case"))

    before = state()
    for _ in range(MONTHS_LIVED):
        for person in people:
            if person.status > 1 and person.status != 6:
                person.work(person.months)
        found.update(_events(before, state()))
        for person, values in zip(people, kept, strict=True):
            for name, value in zip(OF_AGENTS, values, strict=True):
                setattr(person, name, value)
    return found


def test_a_month_of_work_changes_as_many_lives():
    model = built(small_place("vaerebro", 2_000), 5)
    for _ in range(3):
        small_step(model)
    world = model.world
    whereabouts.step(world)
    world.newcomers = np.empty(0, dtype=np.int64)
    town = copied(world)
    town.begin_month()
    ours, theirs = _in_columns(world), _in_mesa(town)
    names = sorted(ours.keys() | theirs.keys())
    bound = stats.norm.ppf(1.0 - 0.002 / 2 / len(names))
    errors = {name: (theirs[name] - ours[name]) / np.sqrt(theirs[name] + ours[name]) for name in names}
    assert len(names) >= 10
    assert max(map(abs, errors.values())) < bound, {name: (ours[name], theirs[name]) for name in names}
    # Enough of what is common happens that 40 % more or less of it would be seen.
    assert bound * np.sqrt(2.0 / min(ours["status 2 to 3"], ours["status 3 to 2"])) < 0.4
