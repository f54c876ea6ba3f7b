"""The ladder: chances at the gates move the way they must, and who stands where fits together."""

from __future__ import annotations

import numpy as np
import pytest

from agents.codes import Education, Gate, InstitutionKind, LanguageGroup, Stage, Status
from model.estate_model import EstateModel
from model.mechanisms import ladder
from model.mechanisms.ladder import early, gates, growth, home, seats, youth
from model.mechanisms.ladder.learners import look
from model.scenario import Scenario
from model.world import World
from tests.worlds import by_key, differing, lived

KIND_OF = {
    Stage.NURSERY: (InstitutionKind.NURSERY,),
    Stage.KINDERGARTEN: (InstitutionKind.KINDERGARTEN,),
    Stage.SCHOOL: (InstitutionKind.SCHOOL, InstitutionKind.FREE_SCHOOL),
    Stage.UPPER_SECONDARY: (InstitutionKind.UPPER_SECONDARY,),
    Stage.VOCATIONAL: (InstitutionKind.VOCATIONAL,),
    Stage.HIGHER: (InstitutionKind.HIGHER,),
}


@pytest.fixture(scope="module")
def grown() -> EstateModel:
    """September 2016: two school years have turned."""
    return lived(Scenario(months=20, seed=4))


@pytest.fixture
def fresh() -> World:
    """1 January 2015, to be changed by one test."""
    return EstateModel(Scenario(seed=5)).world


def _age(world: World) -> np.ndarray:
    """Age in years of everybody in the latest month lived."""
    persons = world.persons
    return (max(world.month - 1, 0) - persons.birth_month[persons.rows].astype(int)) / 12


@pytest.mark.parametrize("months", [0, 20])
def test_everybody_attends_what_fits_the_stage(months: int, grown: EstateModel, fresh: World) -> None:
    world = grown.world if months else fresh
    persons, table = world.persons, world.institutions
    rows = persons.rows
    for stage, kinds in KIND_OF.items():
        here = rows[(persons.stage[rows] == stage) & (persons.institution[rows] >= 0)]
        assert len(here)
        assert np.isin(table.kind[persons.institution[here]], kinds).all()
    off = np.isin(persons.stage[rows], (Stage.HOME, Stage.BETWEEN, Stage.LEFT))
    assert (persons.institution[rows[off]] == -1).all()


@pytest.mark.parametrize("months", [0, 20])
def test_students_are_those_in_education_at_sixteen_or_in_youth_education(
    months: int, grown: EstateModel, fresh: World
) -> None:
    world = grown.world if months else fresh
    persons = world.persons
    rows, age = persons.rows, _age(world)
    stage = persons.stage[rows]
    beyond = (stage >= Stage.UPPER_SECONDARY) & (stage <= Stage.HIGHER)
    studies = beyond | ((stage == Stage.SCHOOL) & (age >= 16))
    assert ((persons.status[rows] == Status.STUDENT) == studies).all()
    assert (age[persons.status[rows] == Status.CHILD] < 16.1).all()


def test_stages_follow_age(grown: EstateModel) -> None:
    world = grown.world
    age, stage = _age(world), world.persons.stage[world.persons.rows]
    assert (age[stage == Stage.NURSERY] < 3).all()
    assert ((age[stage == Stage.KINDERGARTEN] >= 3) & (age[stage == Stage.KINDERGARTEN] < 6.7)).all()
    assert ((age[stage == Stage.SCHOOL] > 5.6) & (age[stage == Stage.SCHOOL] < 18)).all()
    assert (stage[(age > 6.7) & (age < 15)] == Stage.SCHOOL).all()


def test_a_gate_is_passed_or_missed_never_both(grown: EstateModel) -> None:
    persons = grown.world.persons
    assert not (persons.gates_passed & persons.gates_missed).any()


def test_grades_stay_on_the_scale_and_come_with_the_exam(grown: EstateModel) -> None:
    world = grown.world
    persons, rows, age = world.persons, world.persons.rows, _age(world)
    given = ~np.isnan(persons.grade[rows])
    assert (persons.grade[rows[given]] >= -3).all()
    assert (persons.grade[rows[given]] <= 12).all()
    assert not given[age < 15.4].any()
    settled = persons.gates_passed[rows[given]] | persons.gates_missed[rows[given]]
    assert ((settled & (1 << Gate.EXAM)) > 0).all()
    assert (persons.education[rows[given]] >= Education.BASIC).all()


def test_language_is_assessed_at_three(grown: EstateModel) -> None:
    world = grown.world
    age, group = _age(world), world.persons.language_group[world.persons.rows]
    assert (group[(age >= 3.1) & (age < 5)] > LanguageGroup.NOT_ASSESSED).all()
    assert (group[age < 3] == LanguageGroup.NOT_ASSESSED).all()


def _passed(world: World, rows: np.ndarray, gate: Gate) -> np.ndarray:
    return (world.persons.gates_passed[rows] & (1 << gate)) > 0


def _school_starters_try(world: World, skill: float, language: float = 1.0) -> np.ndarray:
    """Whether each of many children passes school start, given a skill and Danish, with the very same draws."""
    persons = world.persons
    rows = np.flatnonzero(persons.alive & (persons.stage == Stage.KINDERGARTEN))
    persons.skill[rows], persons.language[rows] = skill, language
    persons.gates_passed[rows] = persons.gates_missed[rows] = 0
    early.start_school(world, persons, world.households, world.person_area, rows)
    return _passed(world, rows, Gate.SCHOOL_START)


def test_who_passes_with_less_skill_or_danish_passes_with_more(fresh: World) -> None:
    weak = _school_starters_try(fresh, -1.0)
    for skill, language in ((-1.0, 0.6), (0.0, 1.0), (1.0, 1.0)):
        model = EstateModel(Scenario(seed=5)).world
        other = _school_starters_try(model, skill, language)
        if language < 1.0:
            assert (other <= weak).all()
            assert other.sum() < weak.sum()
        else:
            assert (other >= weak).all()
            assert other.sum() > weak.sum()


def test_one_direction_takes_away_what_a_transition_costs_the_fragile(fresh: World) -> None:
    persons, households, area = fresh.persons, fresh.households, fresh.person_area
    rows = persons.rows[:500]
    households.strain[persons.household[rows]] = 0.0
    calm = gates.shared(fresh, persons, households, area, rows)
    households.strain[persons.household[rows]] = 1.0
    strained = gates.shared(fresh, persons, households, area, rows)
    assert calm - strained == pytest.approx(np.full(500, fresh.p("ladder.fragile_loss")))
    fresh.levers.bend("all pull together", "ladder.common_direction", "replace", 1.0)
    assert gates.shared(fresh, persons, households, area, rows) == pytest.approx(calm)
    fresh.levers.clear()
    fresh.levers.bend("half", "ladder.common_direction", "replace", 0.5)
    half = gates.shared(fresh, persons, households, area, rows)
    assert calm - half == pytest.approx(np.full(500, 0.5 * fresh.p("ladder.fragile_loss")))


def test_a_better_home_and_school_make_more_skill_and_a_dose_fades(fresh: World) -> None:
    persons, households = fresh.persons, fresh.households
    fresh.month = 1
    children = np.flatnonzero(persons.alive & (persons.birth_month > -190) & (persons.birth_month < -12))
    before = persons.skill.copy()
    growth.grow(fresh, persons, households, look(fresh, persons, fresh.households, fresh.person_area).growing)
    usual = persons.skill[children] - before[children]
    grown = usual != 0
    assert 0.3 < grown.mean() < 0.37  # a third of the children grow each month
    for column, gain in ((households.home_learning, 1.0), (fresh.institutions.quality, 1.0)):
        persons.skill[:] = before
        column += gain
        growth.grow(fresh, persons, households, look(fresh, persons, fresh.households, fresh.person_area).growing)
        more = persons.skill[children] - before[children] - usual
        assert (more >= -1e-6).all()
        assert more[grown].mean() > 0.0
        column -= gain
    households.home_dose[:] = 1.0
    home.fade(fresh, households, int(fresh.p("home.dose_half_life")))
    assert households.home_dose[0] == pytest.approx(0.5)


def test_what_is_left_of_a_head_start_at_school_start_when_school_ends(fresh: World) -> None:
    left = growth.head_start(fresh.values, np.array([0.0, 6.0, 16.0]))
    assert left[0] == 1.0
    assert 0.2 <= left[2] / left[1] <= 0.8  # the plausible range for early gains


def test_skill_keeps_its_national_spread(grown: EstateModel) -> None:
    """Mean 0 and SD 1 of children and youths, within what a suburb of resourceful families may lie above it."""
    world = grown.world
    age, skill = _age(world), world.persons.skill[world.persons.rows]
    for low, high in ((0, 3), (5, 8), (15, 18)):
        some = skill[(age >= low) & (age < high)]
        assert -0.1 < some.mean() < 0.3
        assert 0.8 < some.std() < 1.1


def test_choice_pupils_find_room_or_stay_in_their_district(fresh: World) -> None:
    persons, table = fresh.persons, fresh.institutions
    pupils = np.flatnonzero(persons.alive & (persons.stage == Stage.SCHOOL) & (fresh.person_area >= 0))
    room = seats.capacity(fresh)
    roll = np.zeros(table.capacity, dtype=np.int64)
    found = seats.schools_for(fresh, seats.by_lot(fresh, "test", pupils), roll)
    ordered = seats.by_lot(fresh, "test", pupils)
    district = fresh.directory.district[fresh.person_area[ordered]]
    chosen = found != district
    assert chosen.any()
    taken = np.bincount(found[chosen], minlength=table.capacity)
    content = ~seats.wants_out(fresh, ordered, district)
    own = np.bincount(district[content], minlength=table.capacity)
    assert (own + taken <= np.maximum(own, room)).all()
    assert (taken[own >= room] == 0).all()
    free = table.alive & (table.kind == InstitutionKind.FREE_SCHOOL)
    assert (roll[free] <= room[free]).all()
    table.places[:] = 0
    assert (seats.schools_for(fresh, ordered, np.zeros_like(roll)) == district).all()


def test_only_danish_origin_parents_shun_minority_schools_and_only_where_origin_counts() -> None:
    def leaving(behaviour: str, minority: float) -> tuple[float, float]:
        world = EstateModel(Scenario(seed=5, behaviour=behaviour)).world
        persons = world.persons
        pupils = np.flatnonzero(persons.alive & (persons.stage == Stage.SCHOOL) & (world.person_area >= 0))
        world.institutions.minority[:] = minority
        out = seats.wants_out(world, pupils, world.directory.district[world.person_area[pupils]])
        danish = world.households.origin[persons.household[pupils]] == 0
        return float(out[danish].mean()), float(out[~danish].mean())

    low, below, high = (leaving("avoidance", share) for share in (0.0, 0.3, 0.8))
    assert low == below  # flat below the threshold
    assert high[0] > low[0] + 0.2
    assert high[1] == low[1]
    assert leaving("null", 0.0) == leaving("null", 0.8)


def test_bars_of_admission_hold(fresh: World) -> None:
    persons = fresh.persons
    rows = np.flatnonzero(persons.alive & ~np.isnan(persons.grade))[:2000]
    fresh.values = dict(fresh.values) | {"youth.below_bar": 0.0, "youth.vocational_below": 0.0}
    persons.grade[rows] = np.where(np.arange(len(rows)) % 2, 4.9, 1.9)
    stage = youth.choose(fresh, persons, fresh.households, rows)
    assert (stage != Stage.UPPER_SECONDARY).all()
    assert (stage[::2] == Stage.BETWEEN).all()
    assert (stage[1::2] == Stage.VOCATIONAL).all()


def test_who_leaves_education_looks_for_work_from_that_month(fresh: World) -> None:
    persons = fresh.persons
    rows = np.flatnonzero(persons.alive & (persons.stage == Stage.UPPER_SECONDARY))
    youth.finish(fresh, persons, rows)
    assert (persons.stage[rows] == Stage.LEFT).all()
    assert (persons.education[rows] == Education.UPPER_SECONDARY).all()
    assert (persons.status[rows] == Status.UNEMPLOYED).all()
    assert (persons.status_since[rows] == fresh.month).all()
    assert (persons.institution[rows] == -1).all()


def test_children_elsewhere_grow_up_too(fresh: World) -> None:
    """The month of people runs with nobody in an institution and nowhere to live here, and needs no ties."""
    persons, households = fresh.persons, fresh.households
    nowhere = np.full(persons.capacity, -1, dtype=np.int32)
    persons.institution[:] = -1
    before = persons.skill.copy()
    for month in range(12):
        fresh.month = month
        ladder.live(fresh, persons, households, nowhere)
    rows = persons.rows
    assert (before[rows] != persons.skill[rows]).sum() > 10_000
    assert (persons.institution == -1).all()
    assert ((persons.stage[rows] == Stage.SCHOOL).sum()) > 5000


def test_the_same_seed_gives_the_same_ladder() -> None:
    one, two = (lived(Scenario(months=9, seed=6)).world for _ in range(2))
    assert not differing(by_key(one, "persons"), by_key(two, "persons"))
