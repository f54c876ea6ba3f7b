"""Work: chances move the way they must, names count only where employers look at origin, gates are passed once."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from agents.codes import Education, Found, Gate, Stage, Status
from agents.core.columns import Table
from model.estate_model import EstateModel
from model.mechanisms import labour
from model.mechanisms.labour import contacts, hazards, hours, retirement
from model.parameters import registry
from model.scenario import Scenario
from model.world import World

VALUES = {name: parameter.value for name, parameter in registry().items()}
V = hazards.numbers(VALUES)
FIRST_JOB = 1 << Gate.FIRST_JOB


def new_model(behaviour: str = "avoidance") -> EstateModel:
    return EstateModel(Scenario("vaerebro", "2015", (), (), behaviour, 1, 24))


@pytest.fixture(scope="module")
def world() -> World:
    """A year of Vaerebro Park, to be read and not changed."""
    model = new_model()
    for _ in range(12):
        model.step()
    return model.world


def copy_of(table: Table) -> list[np.ndarray]:
    return [getattr(table, name).copy() for name in table]


def find(**changed: float) -> float:
    given = {
        "age": 40, "education": 3, "status": 3, "ill": False, "advantage": 0.0, "market": 1.0,
        "by_list": 1.0 - V.found_by_ties, "by_ties": V.found_by_ties, **changed,
    }  # fmt: skip
    return float(hazards.finding(*given.values(), V))


def test_a_mean_person_finds_a_job_at_the_base_rate() -> None:
    assert find() == pytest.approx(V.find)


@pytest.mark.parametrize(
    ("better", "worse"),
    [
        ({"advantage": 0.5}, {"advantage": 0.0}),
        ({"market": 1.2}, {"market": 1.0}),
        ({"by_ties": 2.0 * V.found_by_ties}, {"by_ties": V.found_by_ties}),
        ({"by_ties": V.found_by_ties}, {"by_ties": 0.0}),
        ({"education": 3}, {"education": 1}),
        ({"status": 3}, {"status": 4}),
        ({"ill": False}, {"ill": True}),
        ({"age": 24}, {"age": 40}),
        ({"age": 40}, {"age": 60}),
        ({"age": 19}, {"age": 17}),
    ],
)
def test_finding_a_job_rises_with(better: dict[str, float], worse: dict[str, float]) -> None:
    assert find(**better) > find(**worse)


def lose(**changed: float) -> float:
    given = {"education": 3, "tenure": 50, "ill": False, "advantage": 0.0, "market": 1.0, **changed}
    return float(hazards.losing(*given.values(), V))


@pytest.mark.parametrize(
    ("more", "less"),
    [
        ({"tenure": 2}, {"tenure": 8}),
        ({"tenure": 8}, {"tenure": 20}),
        ({"education": 1}, {"education": 3}),
        ({"education": 3}, {"education": 5}),
        ({"education": 1, "tenure": 2}, {"education": 3, "tenure": 2}),
        ({"ill": True}, {"ill": False}),
        ({"advantage": -0.5}, {"advantage": 0.0}),
    ],
)
def test_losing_a_job_rises_with(more: dict[str, float], less: dict[str, float]) -> None:
    assert lose(**more) > lose(**less)


def test_skill_agency_and_danish_help_and_nobody_is_out_of_reach() -> None:
    mean = hazards.standing(0.0, 0.0, 1.0, V)
    assert mean == 0.0
    assert hazards.standing(1.0, 0.0, 1.0, V) > mean
    assert hazards.standing(0.0, 1.0, 1.0, V) > mean
    assert hazards.standing(0.0, 0.0, 0.5, V) < mean
    assert hazards.standing(-50.0, 0.0, 0.0, V) == -hazards.WEAKEST


def test_a_bad_address_costs_minority_applicants_and_only_them() -> None:
    best = hazards.list_channel(True, 1.0, 0.42, V)
    assert hazards.list_channel(True, 0.3, 0.42, V) == pytest.approx(best * (1.0 - 0.42 * 0.7))
    assert hazards.list_channel(False, 0.3, 0.42, V) == best
    assert hazards.list_channel(True, 0.3, 0.0, V) == best


def test_strain_and_age_bring_illness() -> None:
    assert hazards.falling_ill(40, False, 0.8, V) > hazards.falling_ill(40, False, 0.2, V)
    assert hazards.falling_ill(60, False, 0.2, V) > hazards.falling_ill(40, False, 0.2, V)
    assert hazards.falling_ill(40, True, 0.2, V) > hazards.falling_ill(40, False, 0.2, V)


@pytest.mark.parametrize(("behaviour", "looks"), [("avoidance", True), ("flight", True), ("null", False)])
def test_employers_look_at_names_only_where_origin_counts(behaviour: str, looks: bool) -> None:
    world = new_model(behaviour).world
    assert (world.levers.number("labour.hiring_penalty") > 0.0) == looks


def statuses_after_a_month(name: float, penalty: float) -> np.ndarray:
    world = new_model().world
    world.reputation[:] = name
    world.levers.base("labour.hiring_penalty", penalty)
    labour.live(world, world.persons, world.households, world.person_area)
    return np.asarray(world.persons.status[world.persons.rows])


def test_without_the_penalty_names_change_nobodys_work() -> None:
    assert np.array_equal(statuses_after_a_month(0.0, 0.0), statuses_after_a_month(1.0, 0.0))
    bad, good = (statuses_after_a_month(name, 0.42) for name in (0.0, 1.0))
    assert (good == Status.EMPLOYED).sum() > (bad == Status.EMPLOYED).sum()


def at(month: int) -> Any:
    """As much of a world as retirement asks for."""
    return SimpleNamespace(month=month, p=VALUES.__getitem__)


@pytest.mark.parametrize(
    ("date", "pension", "early"),
    [(0, 65.0, 61.0), (12, 65.0, 61.5), (47, 65.0, 62.5), (48, 65.5, 63.0), (84, 67.0, 63.0), (96, 67.0, 64.0),
     (180, 68.0, 64.0)],
)  # fmt: skip
def test_retirement_ages_rise_by_date(date: int, pension: float, early: float) -> None:
    world = at(date)
    assert (retirement.pension_age(world), retirement.early_age(world)) == (pension, early)


def test_who_retires() -> None:
    ages = retirement.numbers(at(0))
    retires = retirement.retires
    assert retires(65 * 12, True, Status.OUTSIDE, 1, 0.99, ages)
    assert retires(66 * 12, False, Status.DISABILITY_PENSION, 1, 0.99, ages)
    assert not retires(66 * 12, False, Status.EMPLOYED, 1, 0.99, ages)
    assert retires(62 * 12, False, Status.EMPLOYED, 1, 0.0, ages)
    assert not retires(62 * 12, False, Status.DISABILITY_PENSION, 1, 0.0, ages)
    assert not retires(62 * 12, False, Status.UNEMPLOYED, Education.BASIC, 0.0, ages)
    assert not retires(60 * 12, False, Status.EMPLOYED, 1, 0.0, ages)


def access_of(ties: list[int], statuses: list[int], areas: list[int]) -> np.ndarray:
    """Worth of ties of person 0 (to `ties`), and of the last person, who lives outside and knows one employed."""
    n = len(statuses)
    other = np.full((n, 4), -1, dtype=np.int32)
    other[0, : len(ties)] = ties
    other[n - 1, 0] = 1
    count = np.zeros(n, dtype=np.int16)
    count[0], count[n - 1] = len(ties), 1
    layer = np.full((n, 4), 1, dtype=np.int8)
    return np.asarray(
        contacts.access(
            np.ones(n, dtype=bool), np.array(statuses, dtype=np.uint8), np.array(areas, dtype=np.int32),
            np.array([True, False]), other, layer, count, 1.3, 0.5, 4.0,
        )
    )  # fmt: skip


def test_employed_ties_help_most_when_they_bridge() -> None:
    statuses = [Status.UNEMPLOYED, Status.EMPLOYED, Status.EMPLOYED, Status.OUTSIDE, Status.UNEMPLOYED]
    areas = [0, 1, 0, 0, 1]

    def worth(*ties: int) -> float:
        return float(access_of(list(ties), statuses, areas)[0])

    assert worth() == 0.0
    assert worth(3) == 0.0
    assert worth(2) == 0.5
    assert worth(1) == 1.0
    assert worth(1, 2, 3) == 1.5


def test_more_employed_friends_more_jobs() -> None:
    world = new_model().world
    persons, ties = world.persons, world.ties
    rows = persons.rows
    home = np.isin(world.person_area[rows], np.flatnonzero(world.estate_areas))
    jobless = rows[home & (persons.status[rows] == Status.UNEMPLOYED)]
    employed = rows[~home & (persons.status[rows] == Status.EMPLOYED)]

    def found() -> int:
        """How many find a job the same month, asked in twelve months of chance."""
        before, hired = copy_of(persons), 0
        for month in range(12):
            world.month = month
            labour.live(world, persons, world.households, world.person_area)
            hired += int((persons.status[jobless] == Status.EMPLOYED).sum())
            for name, column in zip(persons, before, strict=True):
                getattr(persons, name)[:] = column
        return hired

    ties.forget(jobless)
    alone = found()
    for k in range(3):
        ties.link(jobless, employed[k * len(jobless) : (k + 1) * len(jobless)], 4)
    # Ties carry a third of all jobs for those with the usual number, so three bridging ties make a clear difference.
    assert found() > 1.2 * alone


def test_hours_follow_sex_and_age() -> None:
    keys = np.arange(1, 4001, dtype=np.uint64)
    zeros, stream = np.zeros(4000, dtype=np.float32), np.uint64(7)

    def mean(female: bool, age: int) -> float:
        given = np.full(4000, female), np.full(4000, age), zeros
        return float(hours.draw(keys, stream, *given, VALUES).mean())

    assert 37.0 > mean(False, 40) > mean(True, 40) > mean(True, 22) > 20.0


def test_only_the_employed_have_hours_and_a_way_by_which_the_job_was_found(world: World) -> None:
    persons = world.persons
    rows = persons.rows
    works = persons.status[rows] == Status.EMPLOYED
    assert (persons.hours[rows][works] > 0).all()
    assert (persons.hours[rows][~works] == 0).all()
    assert (persons.found[rows][works] != Found.UNKNOWN).all()
    assert (persons.workplace[rows][~works] == -1).all()


def test_the_first_job_is_passed_or_missed_never_both(world: World) -> None:
    persons = world.persons
    rows = persons.rows
    assert not (persons.gates_passed[rows] & persons.gates_missed[rows] & FIRST_JOB).any()


def leaver(world: World, ended: int) -> int:
    """Somebody of 19 who left education without going on, so many months ago, and has no chance of a job."""
    persons = world.persons
    row = int(persons.rows[np.argmax(persons.key[persons.rows])])
    persons.birth_month[row] = world.month - 12 * 19
    persons.stage[row], persons.status[row] = Stage.BETWEEN, Status.UNEMPLOYED
    persons.status_since[row] = world.month - ended
    persons.gates_passed[row] = persons.gates_missed[row] = 0
    return row


def test_a_year_without_a_job_misses_the_gate_once() -> None:
    world = new_model().world
    world.levers.base("labour.finding", 0.0)
    persons = world.persons
    for ended, missed in ((11, False), (12, True)):
        row = leaver(world, ended)
        labour.live(world, persons, world.households, world.person_area)
        assert bool(persons.gates_missed[row] & FIRST_JOB) == missed
    world.levers.base("labour.finding", 3.0)
    persons.skill[row] = 9.0
    for _ in range(60):
        labour.live(world, persons, world.households, world.person_area)
        world.month += 1
    assert persons.gates_missed[row] & FIRST_JOB
    assert not persons.gates_passed[row] & FIRST_JOB


def test_two_worlds_live_the_same_month() -> None:
    one, two = new_model().world, new_model().world
    for world in (one, two):
        labour.step(world)
    assert all(np.array_equal(a, b, equal_nan=a.dtype.kind == "f") for a, b in zip(
        copy_of(one.persons), copy_of(two.persons), strict=True))  # fmt: skip


def test_those_who_left_live_on_at_the_mean_of_the_country() -> None:
    world = new_model().world
    nowhere = np.full(world.persons.capacity, -1, dtype=np.int32)
    away = world.away.persons
    assert len(away) == 0
    labour.live(world, away, world.away.households, nowhere[: away.capacity])
    before = world.persons.status.copy()
    labour.live(world, world.persons, world.households, nowhere)
    assert (world.persons.status != before).any()
