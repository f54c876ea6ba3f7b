"""Who arrives: skill goes with education as among residents, students come to begin, the young are young."""

from __future__ import annotations

import numpy as np
import pytest

from agents.codes import Education, Origin, Stage, Status
from agents.core import draws
from model.estate_model import EstateModel
from model.mechanisms import arrivals, ladder
from model.mechanisms.ladder import youth
from model.scenario import Scenario
from model.world import World


@pytest.fixture(scope="module")
def arrived() -> World:
    """October 2015 in Gladsaxe, with as many newcomers as a year brings, all of them placed on the ladder."""
    world = EstateModel(Scenario(seed=6)).world
    world.month = 9
    keys = [draws.keys_of("arrival", world.month, 4000), draws.keys_of("refugee", world.month, 400)]
    arrivals.enter(world, np.concatenate(keys), 4000)
    world.person_area = np.append(world.person_area, np.full(world.persons.capacity, -1, dtype=np.int32))
    world.person_area = world.person_area[: world.persons.capacity]
    ladder.beginning.arrived(world)
    return world


def test_skill_goes_with_education_and_not_with_origin(arrived: World) -> None:
    persons, rows = arrived.persons, arrived.newcomers
    grown = rows[(arrived.month - persons.birth_month[rows]) // 12 >= 27]
    education, skill, origin = persons.education[grown], persons.skill[grown], persons.origin[grown]
    means = [skill[education == level].mean() for level in range(Education.BASIC, Education.LONG_HIGHER + 1)]
    assert (np.diff(means) > 0.3).all()
    for level in (Education.BASIC, Education.VOCATIONAL):
        here = education == level
        danish, other = here & (origin == Origin.DANISH), here & (origin == Origin.NON_WESTERN)
        assert abs(skill[danish].mean() - skill[other].mean()) < 0.15


def test_the_skilled_arrive_with_a_job_more_often(arrived: World) -> None:
    persons, rows = arrived.persons, arrived.newcomers
    age = (arrived.month - persons.birth_month[rows]) // 12
    grown = rows[(age >= 27) & (age < 60) & (persons.origin[rows] == Origin.DANISH)]
    working, skill = persons.status[grown] == Status.EMPLOYED, persons.skill[grown]
    assert working[skill > 0.5].mean() > working[skill < -0.5].mean() + 0.15


def test_nobody_has_an_education_there_was_no_time_for(arrived: World) -> None:
    persons, rows = arrived.persons, arrived.newcomers
    age = (arrived.month - persons.birth_month[rows].astype(int)) / 12
    education = persons.education[rows]
    assert (education[age < 20] <= Education.UPPER_SECONDARY).all()
    assert (education[age < 25] < Education.LONG_HIGHER).all()


def test_most_arriving_students_are_in_their_first_year(arrived: World) -> None:
    persons, rows = arrived.persons, arrived.newcomers
    students = rows[persons.stage[rows] == Stage.HIGHER]
    first = arrived.month - persons.status_since[students] < 12
    assert 0.6 < first.mean() < 0.95


def test_those_under_eighteen_come_back_to_education_more_often_than_later() -> None:
    world = EstateModel(Scenario(seed=6)).world
    world.month = 7
    persons = world.persons
    age = (world.month - persons.birth_month.astype(int)) / 12
    asked = persons.alive & (age >= 16) & (age < 20) & ~np.isnan(persons.grade)
    persons.stage[asked], persons.status[asked] = Stage.BETWEEN, Status.UNEMPLOYED
    youth.august(world, persons, world.households, world.person_area)
    began = np.isin(persons.stage, [Stage.UPPER_SECONDARY, Stage.VOCATIONAL])
    assert began[asked & (age < 18)].mean() > began[asked & (age >= 18)].mean() + 0.3
