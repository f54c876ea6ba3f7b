"""Person by person: what the Mesa version makes of a person's or household's state is what the columns make of it.

These are the parts of the rules in which no chance is involved: incomes, strain, chances to find and lose a job, to
pass a gate, to want a move, and what a seeker brings to the lists. They must agree to the width of a 32-bit column.
"""

from __future__ import annotations

import numpy as np
import pytest

from agents.codes import Need, Wish
from agents.core import draws
from model.letting import choice
from model.letting import seekers as columns_of_seekers
from model.letting.known import departments_known, known_to
from model.letting.market import cost_of_owning
from model.mechanisms import household_columns, income, mirror, seen, trouble, vulnerability, whereabouts, wishes
from model.mechanisms.institutions import rolls
from model.mechanisms.labour import contacts, hazards
from model.mechanisms.ladder import gates, growth, home
from tests.benchmarks.mesa_town import seekers
from tests.benchmarks.mesa_town.choice import utility
from tests.benchmarks.mesa_town.copying import copied
from tests.benchmarks.mesa_town.household import Household
from tests.benchmarks.mesa_town.person import Person
from tests.benchmarks.small_month import built, small_place, small_step

WIDTH = {"rtol": 3e-6, "atol": 3e-6}
"""Columns hold 32-bit numbers, agents Python's own."""


@pytest.fixture(scope="module")
def world():
    """A town of some hundred households after two months, with all that follows from its state brought up to date."""
    model = built(small_place("vaerebro", 700), 3)
    for _ in range(2):
        small_step(model)
    world = model.world
    persons, households, month, values = world.persons, world.households, world.month, world.values
    household_columns.refresh(persons, households, month, values)
    persons.income[:] = income.person_income(persons, households, month, values)
    households.income[:] = income.household_income(persons, households, month, values)
    households.score[:] = vulnerability.household_score(persons, households, month, values)
    whereabouts.step(world)
    rolls.recount(world, world.p("ladder.fragile_from"))
    _let_some_look(world)
    seen.look(world)
    world.trouble[:] = seen.share(world.seen, seen.IN_TROUBLE, seen.YOUNG)
    return world


def _let_some_look(world):
    """Few look for a home at a month's end: let every tenth household look, and some grown-ups who live with others."""
    persons, households = world.persons, world.households
    looking = households.rows[::10]
    households.wish[looking], households.wish_since[looking] = Wish.MOVE, world.month - looking % 7
    grown = world.month - persons.birth_month >= 216
    others = np.flatnonzero(
        persons.alive
        & grown
        & (persons.partner < 0)
        & (households.reference[persons.household] != np.arange(len(grown)))
    )
    persons.home_wish[others], persons.home_reason[others] = world.month - others % 5, Wish.LEAVE_PARENTS


@pytest.fixture
def town(world):
    found = copied(world)
    found.begin_month()
    return found


def _people(world, town):
    """Rows of persons with their agents, which were made in the order of rows."""
    return list(zip(world.persons.rows.tolist(), town.agents_by_type[Person], strict=True))


def _households(world, town):
    return list(zip(world.households.rows.tolist(), town.agents_by_type[Household], strict=True))


def test_incomes_and_vulnerability(world, town):
    for row, household in _households(world, town):
        household.update()
        assert household.income == pytest.approx(float(world.households.income[row]), rel=1e-5)
        assert household.score == pytest.approx(float(world.households.score[row]), rel=1e-5)
        counted = [getattr(world.households, name)[row] for name in ("adults", "children", "type", "origin")]
        assert [household.adults, household.children, household.type, household.origin] == counted


def test_homes_teach_and_strain_alike(world, town):
    columns = world.households.home_learning.copy(), world.households.strain.copy()
    home.take_stock(world, world.persons, world.households)
    taught, strain = world.households.home_learning.copy(), world.households.strain.copy()
    world.households.home_learning[:], world.households.strain[:] = columns
    for row, household in _households(world, town):
        household.take_stock()
        assert household.strain == pytest.approx(float(strain[row]), abs=1e-6)
        assert household.learning == pytest.approx(float(taught[row]), abs=1e-5)


def test_chances_of_losing_and_finding_a_job(world, town):
    p, v, asked = world.persons, hazards.numbers(world.values), 0
    worth = contacts.of_jobless(world, world.person_area)
    for row, person in _people(world, town):
        advantage = hazards.standing(p.skill[row], p.agency[row], p.language[row], v)
        tenure = world.month - int(p.status_since[row])
        if person.status == 2:
            ours = hazards.losing(int(p.education[row]), tenure, bool(p.ill[row]), advantage, town.market_loss, v)
            assert person.chance_of_losing() == pytest.approx(ours, rel=1e-5)
        elif person.status in (3, 4):
            age, status, ill = person.months // 12, int(p.status[row]), bool(p.ill[row])
            ours = hazards.finding(age, int(p.education[row]), status, ill, advantage, 1.0, 0.65, 0.35, v)
            assert min(person.chance_of_finding(age, person.advantage(), 1.0), 1.0) == pytest.approx(ours, rel=1e-5)
            assert town.worth_of(person) == pytest.approx(float(worth[row]), rel=1e-4)
            asked += 1
    assert asked > 50


def test_terms_of_every_gate(world, town):
    people = [(row, person) for row, person in _people(world, town) if person.months < 300]
    rows = np.array([row for row, _ in people])
    ours = gates.shared(world, world.persons, world.households, world.person_area, rows)
    np.testing.assert_allclose([person.shared() for _, person in people], ours, **WIDTH)
    spoken = gates.spoken_at_home(world.persons, world.households, rows)
    np.testing.assert_allclose([person.danish_spoken_at_home() for _, person in people], spoken, **WIDTH)


def test_children_grow_alike_but_for_chance(world, town):
    people = [(row, person) for row, person in _people(world, town) if 0 < person.months < 216]
    due = [(row, person) for row, person in people if person.months % 3 == 0]
    skill, language, agency = (getattr(world.persons, name).copy() for name in ("skill", "language", "agency"))
    usual = world.values["growth.chance"]
    try:
        world.values["growth.chance"] = 0.0
        growth.grow(world, world.persons, world.households, np.array([row for row, _ in due]))
        ours = world.persons.skill.copy(), world.persons.language.copy()
    finally:
        world.values["growth.chance"] = usual
        world.persons.skill[:], world.persons.language[:], world.persons.agency[:] = skill, language, agency
    town.numbers.growth = town.numbers.growth._replace(chance=0.0)
    # Children are looked at before anybody has grown: what parents show is as it was.
    for row, person in due:
        person.grow(person.months)
        assert person.skill == pytest.approx(float(ours[0][row]), abs=2e-5)
        assert person.language == pytest.approx(float(ours[1][row]), abs=2e-5)
    assert len(due) > 50


def test_pressure_on_the_young_and_convictions(world, town):
    p, near = world.persons, seen.rounded(world.seen, seen.IN_TROUBLE, seen.YOUNG)
    w, c, ties = trouble.weights(world.values), trouble.crime(world.values), world.ties
    lasting = world.stream("trouble.disposition", 0)
    for row, person in _people(world, town):
        strain = float(world.households.strain[p.household[row]])
        status, female = int(p.status[row]), bool(p.female[row])
        if 156 <= person.months < 312:
            others = ties.other[row, : ties.count[row]]
            kin = ties.layer[row, : ties.count[row]] == 0
            friends = int(((p.trouble[others] >= w.threshold) & ~kin).sum())
            here = float(near[world.person_area[row]])
            ours = trouble.heading(person.months, female, status, int(p.club[row]), strain, here, friends, 1.0, w)
            assert person.pressure(person.months) == pytest.approx(ours, abs=5e-6)
            assert person.disposition == pytest.approx(trouble.disposition(p.key[row], lasting))
        if person.months >= 180:
            basic, held = p.education[row] <= 1, float(p.trouble[row])
            ours = trouble.hazard(person.months, female, status, basic, held, strain, c)
            assert person.crime(person.months) == pytest.approx(ours, rel=1e-5, abs=1e-9)


def test_adults_take_after_others_alike_but_for_chance(world, town):
    w = mirror.Weights(*(world.p(f"mirror.{field}") for field in mirror.Weights._fields))._replace(chance=0.0)
    p, ties = world.persons, world.ties
    rows, value = mirror.drift(
        p.rows, p.key, p.birth_month, p.status, p.agency, p.trouble, world.person_area, ties.other, ties.strength,
        ties.count, mirror.working(world), np.zeros(len(world.reputation)), world.month, w,
        world.stream("mirror.agency"),
    )  # fmt: skip
    town.numbers.mirror = w
    agents = dict(_people(world, town))
    before = {row: agents[row].agency for row in rows.tolist()}
    for row, ours in zip(rows.tolist(), value.tolist(), strict=True):
        agents[row].take_after_others()
        found, agents[row].agency = agents[row].agency, before[row]
        # Areas are seen to whole percents, and ties to 1/1024.
        assert found == pytest.approx(ours, abs=2e-4)


def test_a_household_wishes_exactly_when_its_lot_lies_below_its_chance_in_mesa(world, town):
    """Sixty lots each: the columns tell who wishes, Mesa tells the chance."""
    h, stock, usual = world.households, world.dwellings, wishes._numbers(world.values)
    agents = _households(world, town)
    settled = np.array([row for row, household in agents if household.wish == 0])
    chance = np.array([household.chance_of_wishing() for _, household in agents if household.wish == 0])
    assert cost_of_owning(world) == pytest.approx(1.0)
    wished = 0
    for month in range(60):
        stream = draws.stream(1, "moving.wish", month)
        ours = wishes._wishing(
            h.alive, h.key, h.dwelling, h.since, h.rule, h.wish, h.reference, h.origin, h.adults, h.children, h.income,
            h.local_ties, world.persons.birth_month, stock.tenure, stock.youth, stock.rooms, stock.area,
            stock.department, world.levers.value("moving.newcomer"), np.ones(h.capacity), world.reputation,
            world.minority_share, usual[1], np.array(wishes.AGE_BANDS), usual[2], np.array(wishes.YEAR_BANDS), usual[3],
            usual[0], world.p("moving.flight"), world.month, False, stream,
        )  # fmt: skip
        theirs = settled[draws.uniform_on(stream, h.key[settled]) < chance]
        assert np.array_equal(np.sort(ours), np.sort(theirs))
        wished += len(theirs)
    assert wished > 100


def test_seekers_bring_the_same_to_the_lists(world, town):
    """Households that look, and persons who want a household of their own; arrivals come by chance in both."""
    founders = columns_of_seekers.found_homes(world)
    ours = columns_of_seekers.gather(world)
    who, reference = known_to(world, ours), world.households.reference[ours.row]
    world.households.remove(founders)
    row_of = {person: row for row, person in _people(world, town)}
    theirs = {row_of[one.lead]: one for one in seekers.gather(town)}
    assert set(theirs) == set(reference.tolist())
    for k, row in enumerate(reference.tolist()):
        one = theirs[row]
        for name in ("adults", "origin", "listed", "waited", "need", "organisation", "student", "outside", "benefit"):
            assert getattr(one, name) == getattr(ours, name)[k], name
        assert one.groups & 15 == ours.groups[k]
        assert one.income == pytest.approx(float(ours.income[k]), rel=1e-5)
        assert one.lived_years == pytest.approx(float(ours.lived_years[k]))
        if one.founder is None:
            assert one.children == ours.children[k]
            assert one.known == departments_known(k, who)
    assert len(theirs) - len(founders) >= 60 and len(founders) >= 10


def test_a_home_is_weighed_alike(world, town):
    w = choice.weights(world.values, "avoidance")
    rng = np.random.default_rng(1)
    found = seekers.gather(town)
    for _ in range(300):
        one = found[rng.integers(len(found))]
        rooms, cost, area = int(rng.integers(1, 6)), float(rng.uniform(2000, 12000)), float(rng.normal())
        ours = choice.utility(
            rooms, cost, one.adults, one.children, one.income, area, one.waited, one.homeless, one.need > Need.NONE,
            False, w,
        )  # fmt: skip
        assert utility(one, rooms, cost, area, w) == pytest.approx(ours)
