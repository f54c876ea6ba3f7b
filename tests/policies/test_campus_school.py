"""Campus: a school of the older grades, who must leave it, who goes on to it, and what its partners give."""

from __future__ import annotations

import copy
from collections.abc import Callable

import numpy as np
import pytest
from numpy.typing import NDArray

from agents.codes import InstitutionKind as Kind
from agents.codes import Origin, Stage
from agents.core.calendar import LONG_AGO
from agents.core.columns import Rows
from agents.participation import Subject
from model import offers
from model.estate_model import EstateModel, declare
from model.levers import LeverError
from model.mechanisms import ladder, whereabouts
from model.mechanisms.institutions import rolls
from model.mechanisms.ladder import growth, older, school_year, seats
from model.policies import campus_school
from model.policies.campus_school import NAME, POLICY
from model.scenario import Scenario
from model.world import World
from tests.worlds import lived, table_prints

JULY_2015 = 7
"""Months lived when the next to come is August 2015."""


@pytest.fixture(scope="module")
def summer() -> World:
    """Værebro Park at the door of the school year 2015, under the policy but before it has any effect."""
    scenario = Scenario(policies=((NAME, (("start_up", 36.0),)),), seed=3, months=12)
    world = lived(scenario, JULY_2015).world
    whereabouts.step(world)
    return world


@pytest.fixture
def world(summer: World) -> World:
    """A copy to change, with the levers as they are without any policy."""
    return bare(copy.deepcopy(summer))


def bare(world: World) -> World:
    world.levers.clear()
    declare(world)
    world.counters = {}
    return world


def pupils(world: World) -> Rows:
    """Pupils with a home in the municipality."""
    persons = world.persons
    housed = world.person_area[: persons.capacity] >= 0
    return np.flatnonzero(persons.alive & (persons.stage == Stage.SCHOOL) & housed)


def at(world: World, school: int) -> Rows:
    rows = pupils(world)
    return rows[world.persons.institution[rows] == school]


def only_older(world: World, grade: float, where: NDArray[np.bool_] | None = None, pull: float = 0.0) -> None:
    """The schools of these areas, or the campus alone, take pupils from this grade on."""
    here = campus_school.standing(world) if where is None else where
    world.levers.bend("test", "schooling.lowest_grade", "replace", grade, here)
    world.levers.bend("test", "schooling.older_pull", "shift", pull, here)


def numbers(world: World, **values: float) -> None:
    world.values.update({name.replace("__", "."): value for name, value in values.items()})


class TestSchoolsOfTheOlderGrades:
    @pytest.mark.parametrize("seed", range(5))
    def test_everybody_keeps_a_seat_whatever_schools_turn(self, world: World, summer: World, seed: int) -> None:
        """Any schools, any lowest grade, areas that go on: all pupils are seated, nobody below the lowest grade is
        left, and as many attend as would without.
        """
        rng = np.random.default_rng(seed)
        areas = len(world.estate_areas)
        where = rng.random(areas) < 0.3
        where |= campus_school.standing(world)
        low = int(rng.integers(1, 9))
        only_older(world, low, where, float(rng.uniform(-2.0, 2.0)))
        world.levers.bend("test", "schooling.goes_on", "replace", 1.0, rng.random(areas) < 0.4)
        ladder.step(world)
        rows, persons, table = pupils(world), world.persons, world.institutions
        where_to = persons.institution[rows]
        assert (where_to >= 0).all()
        assert np.isin(table.kind[where_to], (Kind.SCHOOL, Kind.FREE_SCHOOL)).all()
        assert (older.grade(world, rows) >= older.lowest(world)[where_to]).all()
        usual = bare(copy.deepcopy(summer))
        ladder.step(usual)
        assert np.array_equal(persons.key[rows], usual.persons.key[pupils(usual)])
        for lived_in in (world, usual):
            rolls.recount(lived_in, lived_in.p("ladder.fragile_from"))
        schools = table.alive & np.isin(table.kind, (Kind.SCHOOL, Kind.FREE_SCHOOL))
        assert table.roll[schools].sum() == usual.institutions.roll[schools].sum()
        free = table.alive & (table.kind == Kind.FREE_SCHOOL)
        assert (table.roll[free] <= np.maximum(seats.capacity(world), summer.institutions.roll)[free]).all()

    def test_nothing_moves_where_all_schools_take_all_grades(self, world: World, summer: World) -> None:
        """Appeal and going on mean nothing without a school of older grades: every bit as without them."""
        world.levers.bend("test", "schooling.goes_on", "replace", 1.0)
        world.levers.bend("test", "schooling.older_pull", "shift", 3.0)
        world.levers.bend("test", "schooling.lowest_grade", "replace", 0.4)
        usual = bare(copy.deepcopy(summer))
        for one in (world, usual):
            ladder.step(one)
        assert table_prints(world) == table_prints(usual)
        assert world.counters == usual.counters
        assert (world.persons.displaced == LONG_AGO).all()

    def test_only_august_takes_seats_away(self, world: World) -> None:
        school = campus_school.campus(world)
        before = at(world, school)
        only_older(world, 7)
        world.month += 1
        school_year.settle(world, school_year.turn(world))
        assert np.array_equal(at(world, school), before)

    def test_the_displaced_are_marked_counted_and_pay_for_the_change(self, world: World) -> None:
        """Those below grade 7, and only they; 0.02 SD, and 0.05 more in a strained home where all pull apart."""
        numbers(world, schooling__change_loss=0.02, schooling__change_loss_fragile=0.05)
        school, persons = campus_school.campus(world), world.persons
        rows = at(world, school)
        young = rows[older.grade(world, rows) < 7]
        skill = persons.skill.copy()
        only_older(world, 7)
        changes = school_year.turn(world)
        assert (persons.institution[young] == -1).all()
        seats.seat(world, ladder.waiting(world))
        school_year.settle(world, changes)
        marked = np.flatnonzero(persons.displaced == world.month)
        assert np.array_equal(marked, young) and len(young) > 100
        assert world.counters["displaced pupils"] == len(young)
        free = world.institutions.kind[persons.institution[young]] == Kind.FREE_SCHOOL
        assert world.counters["displaced pupils to free schools"] == free.sum()
        fragile = world.households.strain[persons.household[young]] >= world.p("ladder.fragile_from")
        assert fragile.any() and not fragile.all()
        fall = skill[young] - persons.skill[young]
        assert fall == pytest.approx(np.where(fragile, 0.07, 0.02), abs=1e-6)  # columns hold 32 bits
        others = np.setdiff1d(pupils(world), changes.rows)
        assert np.array_equal(skill[others], persons.skill[others])

    def test_what_became_of_the_displaced_is_told_when_they_leave_school(self, world: World) -> None:
        persons = world.persons
        rows = pupils(world)[:4]
        persons.birth_month[rows] = (1999 - 2015) * 12 + np.array([0, 5, 5, -1])
        persons.grade[rows] = [4.0, 7.0, 12.0, 2.0]
        persons.displaced[rows[[0, 1, 3]]] = -20
        only_older(world, 7)
        school_year.turn(world)
        assert world.counters["displaced pupils leaving school"] == 2, "the third never was, the last is a year older"
        assert world.counters["displaced pupils leaving grade"] == 5.5

    def test_nobody_of_the_displaced_is_sent_past_a_nearer_school_with_room(self) -> None:
        """Five pupils of one area: the nearest is for older ones, the next has room for two, the third for the rest."""
        near, low = np.array([[0, 1, 2, 3]]), np.array([7, 0, 0, 0])
        room, roll = np.array([99, 10, 99, 99]), np.array([0, 8, 0, 0])
        out = np.full(6, 1)
        grades = np.array([2, 3, 8, 4, 5, 1])
        older.to_next_with_room(np.arange(5), np.zeros(6, np.int32), grades, near, low, room, roll, out)
        assert out.tolist() == [1, 1, 0, 2, 2, 1]
        assert roll.tolist() == [1, 10, 2, 0]

    def test_grades_follow_the_calendar_year_of_birth(self, world: World) -> None:
        """Who turns thirteen in 2015 begins grade 7 that August, and is in grade 6 in July."""
        persons = world.persons
        rows = pupils(world)[:1]
        persons.birth_month[rows] = (2002 - 2015) * 12 + 11
        assert older.grade(world, rows) == 7
        world.month = 6
        assert older.grade(world, rows) == 6

    def test_the_district_goes_on_unless_it_has_chosen_another_school(self, world: World) -> None:
        """With nobody turning it down: who is displaced or in the school below comes, who chose another does not."""
        numbers(world, schooling__opt_out=-50.0, schooling__outside_choice=-50.0)
        persons, directory = world.persons, world.directory
        school = campus_school.campus(world)
        only_older(world, 7)
        mine = np.isin(world.person_area, np.flatnonzero(directory.district == school))[: persons.capacity]
        rows = np.flatnonzero(mine & persons.alive & (persons.stage == Stage.SCHOOL))
        rows = rows[older.grade(world, rows) == 7][:6]
        line = directory.near[Kind.SCHOOL][world.person_area[rows[0]]]
        assert line[0] == school
        free = int(np.flatnonzero(world.institutions.kind == Kind.FREE_SCHOOL)[0])
        came_from = [school, line[1], line[2], line[2], free, free]
        persons.institution[rows] = came_from
        persons.displaced[rows[[3, 5]]] = -5
        assert (world.person_area[rows] == world.person_area[rows[0]]).all()
        school_year.turn(world)
        assert persons.institution[rows].tolist() == [school, school, line[2], school, free, free]

    def test_areas_can_be_sent_on_to_a_school_that_is_not_their_own(self, world: World) -> None:
        school, areas = campus_school.campus(world), world.directory.district
        only_older(world, 7)
        low = older.lowest(world)
        assert np.array_equal(older.older_school(world, low) == school, areas == school)
        world.levers.bend("test", "schooling.goes_on", "replace", 1.0)
        assert (older.older_school(world, low) == school).all()
        every = np.arange(len(areas), dtype=np.int32)
        belongs, substitute = older.district(world, every, np.full(len(areas), 7), low)
        assert (belongs == school).all() and not substitute.any()
        belongs, substitute = older.district(world, every, np.full(len(areas), 6), low)
        assert (belongs != school).all() and np.array_equal(substitute, areas == school)

    def test_pupils_from_outside_come_by_appeal_and_only_while_there_is_room(self, world: World) -> None:
        def come(change: Callable[[World], None], pull: float = 4.0) -> int:
            one = copy.deepcopy(world)
            change(one)
            only_older(one, 7, pull=pull)
            school_year.turn(one)
            return int(one.counters["pupils come from outside"])

        def eager(one: World) -> None:
            numbers(one, schooling__outside_choice=-3.0, schooling__outside_distance=0.0)

        def full(one: World) -> None:
            eager(one)
            one.institutions.places[campus_school.campus(one)] = 0

        assert come(lambda one: None, pull=-4.0) == 0
        assert come(eager) > 40 > come(eager, pull=0.0)  # at the nearest schools some 130 reach grade 7
        assert come(full) == 0

    def test_the_minority_share_keeps_only_families_of_danish_origin_away(self, world: World) -> None:
        numbers(world, schooling__outside_choice=0.0, schooling__outside_distance=0.0)
        school = campus_school.campus(world)
        only_older(world, 7)
        rows = pupils(world)[:4000]
        danish = world.households.origin[world.persons.household[rows]] == Origin.DANISH
        found = []
        for share in (0.0, 0.35, 0.8):
            world.institutions.minority[school] = share
            found.append(school_year.wants_in(world, rows, school))
        assert np.array_equal(found[0], found[1])
        assert found[2][danish].mean() < 0.5 * found[1][danish].mean()
        assert np.array_equal(found[2][~danish], found[1][~danish])


class TestCampus:
    @pytest.mark.parametrize(
        ("place", "title", "found"), [("vaerebro", "Skovbrynet", 3), ("vollsmose", "H.C. Andersen", 3)]
    )
    def test_is_the_school_that_the_catalogue_names_and_has_its_partners(
        self, place: str, title: str, found: int
    ) -> None:
        world = EstateModel(Scenario(place=place)).world
        assert world.institution_names[campus_school.campus(world)].startswith(title)
        assert campus_school.partners(world) == found
        numbers(world, campus_school__partner_km=1.0)
        assert campus_school.strength(world) == 0.0

    def test_appeal_and_teaching_follow_the_partners_that_are_there(self, world: World) -> None:
        numbers(world, campus_school__partners=6.0, campus_school__dose=0.5)
        campus_school.bend(world)
        school = campus_school.campus(world)
        own, here = world.own_programme(NAME), campus_school.standing(world)
        assert world.institutions.area[school] == np.flatnonzero(here)[0]
        assert world.levers.value("schooling.older_pull")[here] == pytest.approx(0.5 * 0.5 * 0.7)
        assert (world.levers.value("schooling.older_pull")[~here] == 0.0).all()
        gate = 0.5 * 0.15 * world.p("ladder.tie_passes")
        assert world.levers.value("programme.gate")[own] == pytest.approx(gate)
        assert older.lowest(world)[school] == 7, "a school is a campus or it is not"

    def test_the_dose_leaves_the_stated_gain_when_grade_nine_is_over(self, world: World) -> None:
        """Skill alone with its dose, month by month from 13 to 16, as others catch up at the pace of growth."""
        v = world.values
        dose = campus_school.skill_per_year(v, 0.05)
        slow, pull = -np.log(v["growth.at_fifteen"]) / 15.0, v["growth.catching_up"] + v["growth.peers"]
        skill = 0.0
        for month in range(36):
            skill += (dose - pull * np.exp(-slow * (13.0 + month / 12.0)) * skill) / 12.0
        assert skill == pytest.approx(0.05, rel=0.01)  # a monthly sum against an integral
        assert growth.head_start(v, np.array([0.0])) == 1.0

    def test_partners_teach_the_older_pupils_who_attend_and_nobody_else(self, world: World) -> None:
        numbers(world, campus_school__uptake=1.0)
        world.participation = copy.deepcopy(world.participation)
        campus_school.bend(world)
        ladder.step(world)
        offers.take_in(world, NAME, POLICY.offers[0])
        rows, school = world.participation.rows(NAME, Subject.PERSON), campus_school.campus(world)
        assert sorted(rows) == at(world, school).tolist() and len(rows) > 50
        assert (older.grade(world, rows) >= 7).all()
        world.persons.institution[rows[0]] = 0 if school else 1
        assert campus_school.keeps(world, rows).tolist() == [False] + [True] * (len(rows) - 1)

    def test_building_is_paid_from_the_decision_on_and_hours_by_the_firms(self, world: World) -> None:
        world.costs.booked.clear()
        campus_school.bill(world)
        booked = {(purpose, payer): kr for (_, purpose, payer), kr in world.costs.booked.items() if kr}
        posts = round(float(world.institutions.staff[campus_school.campus(world)]))
        build, training = ("planning and rebuilding", "municipality"), ("teacher training", "municipality")
        assert booked == {build: 500000.0, training: pytest.approx(1000.0 * posts)}
        world.month = 24
        world.costs.booked.clear()
        world.participation.join(world, NAME, Subject.PERSON, at(world, campus_school.campus(world))[:10], 12.0)
        campus_school.bill(world)
        paid = {payer: kr for (_, _, payer), kr in world.costs.booked.items()}
        assert paid == {"municipality": pytest.approx(1500.0), "firm": pytest.approx(20 * 450 * 3)}

    def test_a_second_profile_for_the_same_school_is_refused_by_name(self, world: World) -> None:
        campus_school.bend(world)
        with pytest.raises(LeverError, match=f"'another' and '{NAME}' both replace 'schooling.lowest_grade'"):
            world.levers.bend("another", "schooling.lowest_grade", "replace", 4.0)
