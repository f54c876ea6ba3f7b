"""People take after what they see; trouble spreads by numbers and falls with a job; order stays in its bounds."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from agents.codes import Status
from agents.core.ties import STAIRWAY
from model.estate_model import EstateModel
from model.mechanisms import mirror, order, seen, trouble
from model.scenario import Scenario
from model.world import World

W = mirror.Weights(pace=0.2, chance=0.0, ties=0.5, works=0.0, trouble=0.0, visible=0.0, own=0.0, ordinary=0.76)
T = trouble.Weights(0.5, 0.03, 0.3, 0.02, 0.25, 0.1, 0.65, 0.85, 0.3, 0.3)
C = trouble.Crime(0.3, 0.008, 14.0, 0.22, 3.0, 10.0, 2.0, 2.0)


@pytest.fixture(scope="module")
def start() -> EstateModel:
    """The town on the first day; nobody changes it."""
    return EstateModel(Scenario(place="vaerebro", seed=4, months=12))


def drifted(
    agency: list[float], ties: list[tuple[int, int, int]], w: mirror.Weights = W, **given: object
) -> np.ndarray:
    """Agency a year on of people of 30, tied as told (person, other, strength), with the numbers of `w`."""
    n = len(agency)
    other, strength = np.full((n, 8), -1, dtype=np.int32), np.zeros((n, 8), dtype=np.uint8)
    count = np.zeros(n, dtype=np.int16)
    for p, q, weight in ties:
        other[p, count[p]], strength[p, count[p]] = q, weight
        count[p] += 1
    a = np.array(agency, dtype=np.float32)
    rows, value = mirror.drift(
        np.arange(n), np.arange(n, dtype=np.uint64), np.full(n, -360, np.int16),
        np.full(n, given.get("status", 2), np.uint8), a, np.zeros(n, np.float32), np.zeros(n, np.int32), other,
        strength, count, np.array([given.get("working", 0.76)]), np.array([given.get("shift", 0.0)]), 0, w,
        np.uint64(1),
    )  # fmt: skip
    out = a.copy()
    out[rows] = value
    return out


def test_two_friends_draw_nearer_and_nobody_passes_the_other() -> None:
    a = np.array([2.0, -1.0])
    for _ in range(10):
        b = drifted(a.tolist(), [(0, 1, 100), (1, 0, 100)], W._replace(ties=1.0))
        assert abs(b[0] - b[1]) < abs(a[0] - a[1]) and a.min() <= b.min() and b.max() <= a.max()
        a = b


def test_a_strong_tie_counts_more_than_a_weak_one() -> None:
    near_high = drifted([0.0, 2.0, -2.0], [(0, 1, 200), (0, 2, 50)])
    near_low = drifted([0.0, 2.0, -2.0], [(0, 1, 50), (0, 2, 200)])
    assert near_high[0] > 0.0 > near_low[0]


def test_the_order_of_a_persons_ties_cannot_matter() -> None:
    agency = np.random.default_rng(3).normal(size=9).tolist()
    ties = [(0, q, 20 * q) for q in range(1, 8)]
    assert drifted(agency, ties)[0].tobytes() == drifted(agency, ties[::-1])[0].tobytes()


def test_working_neighbours_own_work_and_visible_roles_raise_agency() -> None:
    weights = W._replace(visible=1.0, own=0.5)
    base = drifted([0.0], [], weights)[0]
    assert drifted([0.0], [], weights, working=0.9)[0] > base > drifted([0.0], [], weights, working=0.4)[0]
    assert drifted([0.0], [], weights, status=int(Status.UNEMPLOYED))[0] < base
    assert drifted([0.0], [], weights, shift=0.5)[0] > base


def heading(**given: float) -> float:
    told = {
        "age": 200,
        "female": False,
        "status": 1,
        "club": -1,
        "strain": 0.2,
        "near": 0.05,
        "friends": 0,
        "factor": 1.0,
    }
    return float(trouble.heading(*(told | given).values(), T))


def test_trouble_grows_with_the_number_in_trouble_nearby_and_among_friends() -> None:
    assert heading(near=0.0) < heading(near=0.1) < heading(near=0.3)
    assert heading(friends=0) < heading(friends=2) < heading(friends=5) == heading(friends=9)


def test_a_job_school_and_an_association_lower_trouble_and_strain_raises_it() -> None:
    idle = heading(status=int(Status.UNEMPLOYED))
    assert heading(status=int(Status.EMPLOYED)) < heading(status=int(Status.STUDENT)) < idle
    assert heading(club=4) < heading() < heading(strain=0.6)
    assert heading(female=True) < heading() and heading(factor=0.5) == pytest.approx(0.5 * heading())


def test_convictions_follow_trouble_for_the_young_and_conditions_for_adults() -> None:
    def hazard(age: int = 240, female: bool = False, status: int = 2, basic: bool = False, x: float = 0.0) -> float:
        return float(trouble.hazard(age, female, status, basic, x, 0.1, C))

    assert hazard(age=190) == 0.0 < hazard(age=190, x=0.5) < hazard(age=190, x=0.9)
    assert hazard(female=True) < hazard() < hazard(basic=True)
    assert hazard(age=300) > hazard(age=468) == pytest.approx(hazard(age=300) / 2.0)
    assert hazard() < hazard(status=int(Status.DISABILITY_PENSION)) < hazard(status=int(Status.OUTSIDE))


def settled(world: World, spread: float) -> float:
    """Mean trouble of the estate's young after the same start, at a strength of spreading."""
    world.values["trouble.spread"] = spread
    world.persons.trouble[:] = 0.0
    for _ in range(4):
        seen.look(world)
        trouble._settle(world, True)
    young = world.persons.alive & (world.month - world.persons.birth_month >= 156)
    young &= (world.month - world.persons.birth_month < 312) & (world.person_area == 0)
    return float(world.persons.trouble[young].mean())


def test_spreading_makes_more_trouble_but_does_not_run_away() -> None:
    world = EstateModel(Scenario(place="vaerebro", seed=4, months=12)).world
    none, usual, strong = (settled(world, spread) for spread in (0.0, 0.3, 1.0))
    assert none < usual < strong < 0.5
    assert usual < 1.5 * none, "what neighbours add is a small part of trouble"


def test_convicted_shares_at_the_start_are_near_the_registers(start: EstateModel) -> None:
    world = start.world
    estate = world.in_estate[world.persons.household]
    here, there = (
        trouble.convicted_share(world, np.flatnonzero(world.persons.alive & side)) for side in (estate, ~estate)
    )
    assert 0.004 < there < 0.013, "0.9 % nationally; a third of a point either way for a town of 67,000"
    assert there < here < 0.027, "Værebro Park is on no list"


def test_order_lies_between_0_and_1_and_falls_with_trouble_turnover_and_empty_homes(start: EstateModel) -> None:
    world, n = start.world, len(start.world.order)
    none = np.zeros(n)
    best = order.heading(world, none, none, none)
    for worse in ((none + 0.05, none, none), (none, none + 0.2, none), (none, none, none + 0.1)):
        assert (order.heading(world, *worse) < best).all()
    assert (order.heading(world, none + 1.0, none + 1.0, none + 1.0) == 0.0).all() and (best <= 1.0).all()


def test_care_for_an_area_raises_its_order_slowly() -> None:
    cared, left = (EstateModel(Scenario(place="vaerebro", seed=4, months=12)).world for _ in range(2))
    here = np.arange(len(cared.order)) == 0
    for _ in range(6):
        cared.levers.clear()
        cared.levers.bend("tasks", "order.shift", "shift", 0.1, here)
        order.step(cared)
        order.step(left)
    rise = cared.order - left.order
    assert 0.0 < rise[0] < 0.1 and (rise[1:] == 0.0).all()


def test_a_tie_to_somebody_in_trouble_raises_ones_own() -> None:
    world = EstateModel(Scenario(place="vaerebro", seed=4, months=12)).world
    persons = world.persons
    age = world.month - persons.birth_month
    boys = np.flatnonzero(persons.alive & ~persons.female & (age >= 220) & (age < 300) & (world.ties.count < 16))
    bad = boys[persons.trouble[boys] >= world.p("trouble.threshold")][:1]
    calm = boys[persons.trouble[boys] < 0.1]
    one = calm[world.ties.count[calm] == 0][:1]
    before = float(persons.trouble[one[0]])
    trouble._settle(world, True)
    alone = float(persons.trouble[one[0]])
    assert alone == pytest.approx(before, abs=0.02)
    world.ties.link(one, bad, STAIRWAY, persons.key)
    trouble._settle(world, True)
    assert float(persons.trouble[one[0]]) > alone


def test_parameters_of_the_scenario_reach_the_mirror() -> None:
    base = Scenario(place="vaerebro", seed=4, months=12)
    strong = replace(base, parameters=(("crime.adult", 0.03),))
    shares = [trouble.convicted_share(EstateModel(s).world, EstateModel(s).world.persons.rows) for s in (base, strong)]
    assert shares[1] > 1.5 * shares[0]
