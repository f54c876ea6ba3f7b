"""Proposal 12: whoever attends the last grades of the district's school takes part, and is followed past the exam."""

from __future__ import annotations

import copy

import numpy as np
import pytest

from agents.codes import Stage
from agents.participation import Subject
from model import offers
from model.estate_model import EstateModel, declare
from model.mechanisms import programmes
from model.mechanisms.ladder import gates, growth
from model.mechanisms.ladder.learners import look
from model.policies import project_making as subject
from model.scenario import Scenario
from model.world import World
from tests.worlds import at_once

NAME = subject.NAME


@pytest.fixture(scope="module")
def start() -> World:
    """1 January 2015, the school of the district taking part."""
    world = EstateModel(Scenario(policies=(at_once(NAME),), seed=4, months=12)).world
    offers.take_in(world, NAME, subject.POLICY.offers[0])
    return world


@pytest.fixture
def world(start: World) -> World:
    return copy.deepcopy(start)


def _bend(world: World) -> None:
    world.levers.clear()
    declare(world)
    offers.bend(world)


def test_the_school_of_the_district_takes_part(world: World) -> None:
    rows = world.participation.rows(NAME, Subject.INSTITUTION)
    assert [world.institution_names[row] for row in rows] == ["Skovbrynet Skole (formerly Værebro Skole)"]


@pytest.mark.parametrize(("month", "grade"), [(6, 6), (7, 7), (18, 7), (19, 8), (43, 10)])
def test_the_grade_turns_in_august(world: World, month: int, grade: int) -> None:
    """Born in 2002: seventh grade from August 2015."""
    world.persons.birth_month[:2] = (-156, -145)
    world.month = month
    assert (subject.school_year(world, np.arange(2)) == grade).all()


def test_pupils_of_the_last_grades_there_and_nobody_else(world: World) -> None:
    persons = world.persons
    school = int(world.participation.rows(NAME, Subject.INSTITUTION)[0])
    rows = np.flatnonzero(persons.alive & (persons.stage == Stage.SCHOOL))[:4]
    persons.institution[persons.institution == school] = -1
    persons.institution[rows] = (school, school, school + 1, school)
    persons.birth_month[rows] = (-160, -140, -160, -160)
    persons.stage[rows[3]] = Stage.BETWEEN
    assert subject.pupils(world).tolist() == [rows[0]], "one too young, one at another school, one has left"


def test_they_are_followed_for_a_year_after_leaving(world: World) -> None:
    """Out of ninth grade in August 2015: until August 2016, whatever became of them; a change of school ends it."""
    persons = world.persons
    row = subject.pupils(world)[:1]
    persons.birth_month[row] = -190
    assert subject.keeps(world, row).all()
    persons.institution[row] = -1
    assert not subject.keeps(world, row).any()
    for stage in (Stage.BETWEEN, Stage.VOCATIONAL, Stage.LEFT):
        persons.stage[row] = stage
        for month, kept in ((8, True), (19, True), (20, False)):
            world.month = month
            assert subject.keeps(world, row).all() == kept


def test_mentor_firms_are_shared_out(world: World) -> None:
    """240 pupils and 12 to a firm want 20; what employers there are decides how many of them are found."""
    table, employers = world.businesses, 400
    open_to = np.flatnonzero(table.alive & table.open & (table.sector >= 2))
    table.open[open_to[employers:]] = False
    old = np.flatnonzero(world.persons.alive & (world.persons.stage == Stage.SCHOOL))[:240]
    world.participation.join(world, NAME, Subject.PERSON, old, 60.0)
    for willing, found in ((0.1, (20, 1.0, 0.05)), (0.025, (10, 0.5, 0.02)), (0.0, (0, 0.0, 0.0))):
        world.values[f"{NAME}.willing_firms"] = willing
        assert subject.firms(world) == pytest.approx(found)


def test_odds_at_the_gates(world: World) -> None:
    """12 % better odds with a mentor firm, half of that in logits without, none for the others of the school."""
    persons, school = world.persons, int(world.participation.rows(NAME, Subject.INSTITUTION)[0])
    there = np.flatnonzero(persons.alive & (persons.institution == school))
    _bend(world)
    before = gates.shared(world, persons, world.households, world.person_area, there)
    offers.take_in(world, NAME, subject.POLICY.offers[1])
    mine = np.isin(there, world.participation.rows(NAME, Subject.PERSON))
    assert 0 < mine.sum() < len(there)
    for willing, ratio in ((0.15, 1.12), (0.0, np.sqrt(1.12))):
        world.values[f"{NAME}.willing_firms"] = willing
        _bend(world)
        gained = gates.shared(world, persons, world.households, world.person_area, there) - before
        assert np.exp(gained[mine]) == pytest.approx(ratio) and gained[~mine] == pytest.approx(0.0)


def test_a_whole_course_leaves_the_agency_it_says(world: World) -> None:
    """A pupil of thirteen and its twin on the same draws: 0.10 SD apart after four years, though some of it fades.

    Children grow every third month, so the fading lags a little: within 5 %. Skill follows, as agency, from nothing.
    """
    twin = copy.deepcopy(world)
    row = subject.pupils(world)[:1]
    for one in (world, twin):
        one.persons.birth_month[row] = one.month - 156
    world.participation.join(world, NAME, Subject.PERSON, row, 72.0)
    _bend(world)
    for _ in range(48):
        programmes.give(world)
        for one in (world, twin):
            one.month += 1
            growth.grow(
                one, one.persons, one.households, look(one, one.persons, one.households, one.person_area).growing
            )
    gained = float(world.persons.agency[row][0]) - float(twin.persons.agency[row][0])
    assert gained == pytest.approx(0.10, rel=0.05)
    assert world.persons.skill[row] == pytest.approx(twin.persons.skill[row])


def test_employers_mind_a_name_a_little_less(world: World) -> None:
    offers.take_in(world, NAME, subject.POLICY.offers[1])
    _bend(world)
    reached = subject.firms(world)[2]
    kept = world.levers.number("labour.hiring_penalty") / world.p("labour.hiring_penalty")
    assert 0.0 < reached < 0.05 and kept == pytest.approx(1.0 - 0.1 * reached)
