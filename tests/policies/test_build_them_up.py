"""Proposal 7: seven ways to buy, six kinds of job, and jobs kept for those who are presented."""

from __future__ import annotations

import copy
import math
from statistics import NormalDist

import numpy as np
import pytest

from agents.codes import Education, Found, Gate, Stage, Status
from agents.participation import Subject
from model import offers
from model.estate_model import EstateModel, declare
from model.mechanisms.businesses import demand, hiring, reserved
from model.mechanisms.businesses.reserved import Kind
from model.policies import build_them_up as policy
from model.policies import procurement
from model.scenario import Scenario
from model.world import World
from tests.worlds import at_once

NAME = policy.NAME
JOBS = 100.0


@pytest.fixture(scope="module")
def start() -> World:
    """1 January 2015, candidates taken in."""
    doses = (("uptake", 0.8), ("places", 30.0), ("share", 0.2))
    world = EstateModel(Scenario(policies=(at_once(NAME, *doses),), seed=4, months=12)).world
    offers.take_in(world, NAME, policy.POLICY.offers[0])
    return world


@pytest.fixture
def world(start: World) -> World:
    return copy.deepcopy(start)


def _bend(world: World, **levers: float) -> None:
    world.levers.clear()
    declare(world)
    for name, value in levers.items():
        where = world.own_programme(NAME) if name == "presents" else None
        world.levers.bend(NAME, f"businesses.{name}", "shift", value, where)


def _candidates(world: World) -> np.ndarray:
    """Those taken in, all made jobless of 22 with basic schooling who never began a youth education."""
    persons, rows = world.persons, world.participation.rows(NAME, Subject.PERSON)
    persons.status[rows], persons.stage[rows], persons.education[rows] = Status.UNEMPLOYED, Stage.BETWEEN, 1
    persons.birth_month[rows], persons.ill[rows] = world.month - 22 * 12, False
    persons.gates_passed[rows], persons.gates_missed[rows] = 0, 0
    persons.workplace[rows], persons.found[rows], persons.status_since[rows] = -1, Found.UNKNOWN, world.month
    hiring.recount(world)
    return rows


def _doses(world: World, **values: float) -> None:
    world.values.update({f"{NAME}.{name}": value for name, value in values.items()})


def test_ways_that_secure_alike_make_the_sizes_of_contracts_matter_little(world: World) -> None:
    """Half by each first way, a fifth of the rest by clauses, half of all by a foundation: 0.5 + 0.5 * 0.6."""
    _doses(world, by_direct=0.5, by_chosen=0.5, by_restricted=0.5, part_share=0.25, by_parts=0.1, share=0.05)
    _doses(world, by_clause=0.2, by_agreement=0.0, by_foundation=0.5)
    assert procurement.reached(world, NAME, 0.05) == pytest.approx(0.8, abs=1e-12)


def test_what_is_reached_counted_contract_by_contract(world: World) -> None:
    """Every way by hand over the contracts at 200,000 even steps of the log-normal, a tenth of them consulting."""
    v = {name: world.p(f"{NAME}.{name}") for name in procurement.DANISH}
    steps = (np.arange(200_000) + 0.5) / 200_000
    z = np.array([NormalDist().inv_cdf(float(u)) for u in steps])
    kr = v["contract_median"] * np.exp(v["contract_spread"] * z)
    later = (1.0 - v["by_clause"]) * (1.0 - v["by_agreement"])
    parts = min(v["part_share"] * v["by_parts"] / 0.05, 1.0)
    ways = [1.0 - (1.0 - way) * later for way in (v["by_direct"], v["by_chosen"], v["by_restricted"], parts)]
    bids = [1.0, 2.0, v["bidders"], 0.0]
    reached = asked = 0.0
    for direct, weight in ((v["direct_limit"], 1.0 - v["consulting"]), (v["consulting_limit"], v["consulting"])):
        size = np.searchsorted([direct, v["chosen_limit"], v["tender_limit"]], kr, side="right")
        reached += weight * float((kr * np.array(ways)[size]).sum() / kr.sum())
        asked += weight * float(np.array(bids)[size].mean())
    # The steps cut the thin upper tail of the log-normal, some thousandths of its kr.
    assert procurement.reached(world, NAME, 0.05) == pytest.approx(reached, abs=2e-3)
    mean = v["contract_median"] * math.exp(v["contract_spread"] ** 2 / 2.0)
    in_eu = 1.0 - procurement.below(v["tender_limit"], v["contract_median"], v["contract_spread"], True)
    of_parts = v["bidders"] * 1e9 * in_eu * v["part_share"] / v["part_limit"]
    assert procurement.bids(world, NAME, 1e9) - of_parts == pytest.approx(asked * 1e9 / mean, rel=1e-3)


def test_small_and_large_contracts_go_other_ways(world: World) -> None:
    _doses(world, contract_median=2e5, contract_spread=0.5, by_clause=0.0, by_agreement=0.0, consulting=0.0)
    assert procurement.bands(world, NAME, False).direct == pytest.approx(NormalDist().cdf(math.log(1.5) / 0.5))
    small = procurement.reached(world, NAME, 0.05)
    _doses(world, contract_median=2e7)
    assert procurement.bands(world, NAME, True).eu > 0.1 > procurement.bands(world, NAME, True).chosen
    assert procurement.reached(world, NAME, 0.05) < 0.65 < 0.8 < small


def test_the_lever_is_dose_times_share_times_what_is_reached(world: World) -> None:
    _doses(world, dose=0.5, share=0.05)
    world.levers.clear()
    policy.bend(world)
    value = world.levers.number("businesses.reserved_share")
    assert value == pytest.approx(0.5 * 0.05 * procurement.reached(world, NAME, 0.05))
    # 8 points over the chance to be still in it, 0.525 ** (24 / 42), where 4 in 10 would have come as far without.
    begins = world.levers.number("businesses.apprenticeships")
    assert begins == pytest.approx(0.5 * 0.08 / (0.525 ** (24 / 42) * 0.6), rel=1e-3)


def test_six_kinds_of_job(world: World) -> None:
    persons, rows = world.persons, _candidates(world)[:6]
    persons.education[rows[0]] = Education.VOCATIONAL
    persons.gates_passed[rows[1]] = 1 << Gate.YOUTH_START
    persons.stage[rows[2]], persons.status[rows[2]] = Stage.VOCATIONAL, Status.STUDENT
    persons.birth_month[rows[4:]] = world.month - 27 * 12
    persons.gates_missed[rows[4]] = 1 << Gate.FIRST_JOB
    assert reserved.kinds(world, rows).tolist() == list(Kind)


def test_who_is_asked(world: World) -> None:
    """The jobless of 16-29 who are well, in trouble or not, and those in a basic course; nobody older or at work."""
    persons = world.persons
    rows = _candidates(world)[:7]
    persons.trouble[rows[1]] = 1.0
    persons.ill[rows[2]] = True
    persons.birth_month[rows[3]] = world.month - 30 * 12
    persons.status[rows[4]] = Status.EMPLOYED
    persons.stage[rows[5:]], persons.status[rows[5:]] = Stage.VOCATIONAL, Status.STUDENT
    persons.status_since[rows[5]], persons.status_since[rows[6]] = world.month - 11, world.month - 12
    assert np.isin(rows, policy.eligible(world)).tolist() == [True, True, False, False, False, True, False]
    first = rows[np.argsort(-policy.need(world, rows), kind="stable")]
    assert first[0] == rows[1], "deepest in trouble first"
    assert policy.need(world, rows[:1]) > policy.need(world, rows[5:6]), "the jobless before those who study"


def test_kept_jobs_go_to_those_presented_and_to_nobody_else(world: World) -> None:
    """A tenth of 100 jobs is kept: ten, as all are whole ones by five with each contractor."""
    rows, persons, table = _candidates(world), world.persons, world.businesses
    site = reserved.contractors(world)
    _bend(world, reserved_share=0.1)
    table.jobs[site] = 20 + reserved.kept(world, site, JOBS)
    assert table.jobs[site].tolist() == [25, 25]
    assert reserved.fill(world, JOBS)[site].tolist() == [5, 5], "nobody is presented, all are kept"
    others = np.flatnonzero(persons.alive & (persons.status == Status.EMPLOYED))
    persons.workplace[others], persons.found[others] = -1, Found.LIST
    table.by_ties[:], table.jobs[np.setdiff1d(table.rows, site)] = 0.0, 0
    hiring.recount(world)
    kept = reserved.fill(world, JOBS)
    hiring.seat(world, others, kept)
    assert table.filled[site].tolist() == [20, 20], "others fill the rest and leave those kept"
    _bend(world, reserved_share=0.1, presents=1.0)
    assert reserved.fill(world, JOBS).sum() == 0
    hired = np.flatnonzero(reserved.on_site(world, np.arange(persons.capacity)))
    assert len(hired) == 10 and np.isin(hired, rows).all()
    assert table.filled[site].tolist() == [25, 25]
    assert reserved.fill(world, JOBS).sum() == 0 and table.filled[site].sum() == 50, "nobody comes twice"


def test_part_of_a_job_is_a_job_in_as_many_years(world: World) -> None:
    site = reserved.contractors(world)
    _bend(world, reserved_share=0.1)
    found = []
    for year in range(200):
        world.month = 12 * year
        found.append(int(reserved.kept(world, site, 6.0).sum()))
    # 400 lots of three in ten: four standard deviations of the mean of 200 sums of two.
    assert np.mean(found) == pytest.approx(0.6, abs=4.0 * math.sqrt(2 * 0.3 * 0.7 / 200))


def test_placements_lead_to_apprenticeships_that_take_up_the_job(world: World) -> None:
    rows, persons, site = _candidates(world), world.persons, reserved.contractors(world)
    persons.gates_passed[rows[::2]] = 1 << Gate.YOUTH_START
    _bend(world, reserved_share=0.1, presents=1.0, apprenticeships=1.0)
    world.businesses.jobs[site] = reserved.kept(world, site, JOBS)
    reserved.fill(world, JOBS)
    learns = reserved.apprentices(world)
    works = rows[reserved.on_site(world, rows)]
    assert len(learns) + len(works) == 10 and len(learns) and len(works)
    assert set(learns) <= set(rows[::2]), "with a basic course at once"
    assert (persons.stage[learns] == Stage.VOCATIONAL).all() and (persons.status[learns] == Status.STUDENT).all()
    assert policy.keeps(world, np.concatenate([learns, works])).all()
    assert reserved.kept(world, site, JOBS).sum() == 10 - len(learns)
    world.month += round(world.p("businesses.placement_months"))
    reserved.fill(world, JOBS)
    assert set(works) <= set(reserved.apprentices(world)), "the others after a placement"
    assert (persons.workplace[works] == -1).all()
    held = world.businesses.filled[site].copy()
    hiring.recount(world)
    assert held.tolist() == world.businesses.filled[site].tolist()


def test_a_kept_job_comes_to_an_end_and_is_not_begun_again(world: World) -> None:
    rows, persons, site = _candidates(world), world.persons, reserved.contractors(world)
    _bend(world, reserved_share=0.1, presents=1.0)
    world.businesses.jobs[site] = reserved.kept(world, site, JOBS)
    reserved.fill(world, JOBS)
    works = rows[reserved.on_site(world, rows)]
    world.month += round(world.p("businesses.kept_months")) - 1
    _bend(world, reserved_share=0.1)
    reserved.fill(world, JOBS)
    assert reserved.on_site(world, works).all() and policy.keeps(world, works).all()
    world.month += 1
    reserved.fill(world, JOBS)
    assert (persons.status[works] == Status.UNEMPLOYED).all() and (persons.workplace[works] == -1).all()
    assert not policy.keeps(world, rows).any(), "all have waited a year since they were taken in"


def test_the_bill(world: World) -> None:
    rows = _candidates(world)
    _bend(world, reserved_share=0.1, presents=1.0)
    site = reserved.contractors(world)
    world.businesses.jobs[site] = reserved.kept(world, site, JOBS)
    reserved.fill(world, JOBS)
    world.month += 1
    world.costs.booked.clear()
    policy.bill(world)
    kr = {key[1:]: round(value) for key, value in world.costs.booked.items()}
    assert kr["secretariat", "municipality"] == 60000
    assert kr["screening, mentor and clothes", "municipality"] == len(rows) * 3000
    assert kr["wage subsidy", "municipality"] == 10 * 12000, "young who never began: placements"
    assert kr["introduction", "firm"] == 10 * 15000
    volume = demand.bent_jobs(world) * 1.2e6 / 12.0
    assert kr["tenders with social terms", "housing association"] == round(
        15000 * procurement.bids(world, NAME, volume)
    )
