"""Institutions: who is there, who attends, and what they do with money, staff and time."""

from __future__ import annotations

import numpy as np
import pytest

from agents.codes import InstitutionKind as Kind
from agents.codes import Stage
from model.estate_model import EstateModel
from model.mechanisms import institutions
from model.mechanisms.institutions import acting, nearest, rolls
from model.mechanisms.ladder import growth
from model.scenario import Scenario
from model.world import World
from tests.worlds import lived

ATTENDED = (*nearest.SOUGHT,)


@pytest.fixture(scope="module")
def grown() -> EstateModel:
    """January 2016 is over."""
    return lived(Scenario(months=13, seed=4))


@pytest.fixture
def fresh() -> World:
    return EstateModel(Scenario(seed=5)).world


@pytest.mark.parametrize(
    ("place", "named"),
    [
        ("vaerebro", {"Skovbrynet Skole (formerly Værebro Skole)"}),
        ("vollsmose", {"H.C. Andersen Skolen", "Abildgårdskolen", "Mulernes Legatskole (gymnasium)"}),
    ],
)
def test_named_schools_are_those_of_the_map_and_take_the_estate(place: str, named: set[str]) -> None:
    world = EstateModel(Scenario(place=place)).world
    table = world.institutions
    school = table.alive & np.isin(table.kind, (Kind.SCHOOL, Kind.UPPER_SECONDARY)) & ~table.synthetic
    assert {world.institution_names[row] for row in np.flatnonzero(school)} == named
    assert (~table.synthetic[world.directory.district[world.estate_areas]]).all()
    assert len(world.institution_names) == len(table)
    letting = table.alive & (table.kind == Kind.LETTING)
    assert sorted(table.department[letting]) == list(range(len(world.place.departments)))
    for kind in Kind:
        assert (table.alive & (table.kind == kind)).any(), kind.name


def test_the_roll_is_who_attends(grown: EstateModel) -> None:
    world = grown.world
    persons, table = world.persons, world.institutions
    rolls.recount(world, world.p("ladder.fragile_from"))
    attending = persons.institution[persons.rows]
    counted = np.bincount(attending[attending >= 0], minlength=table.capacity)
    attended = table.alive & np.isin(table.kind, ATTENDED)
    assert (table.roll[attended] == counted[attended]).all()
    assert counted[~attended].sum() == 0
    row = int(np.argmax(counted))
    there = persons.rows[attending == row]
    assert table.peers[row] == pytest.approx(persons.skill[there].mean(), abs=0.0051)
    assert table.minority[row] == pytest.approx((persons.origin[there] == 2).mean(), abs=0.0051)


def test_everybody_on_the_ladder_with_a_home_has_a_seat(grown: EstateModel) -> None:
    world = grown.world
    persons = world.persons
    on_it = np.isin(persons.stage, [int(s) for s in Stage if Stage.HOME < s < Stage.LEFT and s != Stage.BETWEEN])
    housed = world.person_area[: persons.capacity] >= 0
    assert (persons.institution[persons.alive & on_it & housed] >= 0).mean() > 0.995  # who left home this month waits


def test_staff_follow_the_roll_slowly(fresh: World) -> None:
    table = fresh.institutions
    row = int(np.flatnonzero(table.alive & (table.kind == Kind.SCHOOL))[0])
    before = float(table.staff[row])
    table.roll[row] *= 2
    acting.money_and_staff(fresh)
    assert before < table.staff[row] < 1.5 * before
    acting.quality(fresh)
    thin = float(table.quality[row])
    for _ in range(60):
        acting.money_and_staff(fresh)
    acting.quality(fresh)
    assert table.staff[row] == pytest.approx(2 * before, rel=1e-3)
    assert table.quality[row] > thin


def test_room_grows_where_full_and_shrinks_where_empty(fresh: World) -> None:
    table = fresh.institutions
    full, empty, fits = np.flatnonzero(table.alive & (table.kind == Kind.KINDERGARTEN))[:3]
    before = table.places.copy()
    table.roll[full], table.roll[empty], table.roll[fits] = before[full], 1, int(0.9 * before[fits])
    acting.room(fresh)
    assert table.places[full] > before[full]
    assert table.places[empty] < before[empty]
    assert table.places[fits] == before[fits]


def test_moved_effort_is_taken_from_the_others() -> None:
    for share in (0.2, 0.5):
        fragile = growth.effort(0.0, 0.2, share, True, 0.5)
        others = growth.effort(0.0, 0.2, share, False, 0.5)
        assert fragile > 0.0 > others
        assert share * fragile + (1 - share) * others == pytest.approx(0.0)


def test_visits_follow_strain_and_staff(fresh: World) -> None:
    """At the usual strain on the mean the visits add up to the usual ones, however much effort is moved."""
    households, persons, table = fresh.households, fresh.persons, fresh.institutions
    infants = np.flatnonzero(persons.alive & (persons.birth_month > -12))
    homes = np.unique(persons.household[infants])
    homes = homes[: len(homes) // 2 * 2]
    infants = infants[np.isin(persons.household[infants], homes)]
    households.strain[homes] = np.where(np.arange(len(homes)) % 2, 2.0, 0.0) * fresh.p("institutions.usual_strain")
    visitors = table.kind == Kind.HEALTH_VISITORS

    def doses() -> np.ndarray:
        households.home_dose[:] = 0.0
        acting.visit_homes(fresh, infants)
        return households.home_dose[homes].astype(float)

    usual = doses()
    assert (usual[1::2] > 0).all()
    assert (usual[::2] < 0).all()
    assert usual.mean() == pytest.approx(0.0, abs=1e-7)
    table.moved[visitors] = 0.3
    moved = doses()
    assert moved[1] > usual[1]
    assert moved.mean() == pytest.approx(0.0, abs=1e-7)
    # One birth less is a thousandth of the roll; half the staff is a service that misses visits.
    table.staff[visitors] *= 0.999
    assert (doses() == moved).all()
    table.staff[visitors] *= 0.5
    assert doses().mean() < 0.0


def test_the_usual_strain_is_that_of_homes_with_an_infant_at_the_start(fresh: World) -> None:
    persons = fresh.persons
    homes = np.unique(persons.household[persons.alive & (persons.birth_month > -12)])
    assert fresh.households.strain[homes].mean() == pytest.approx(fresh.p("institutions.usual_strain"), abs=0.03)


def test_levers_reach_the_institutions_of_an_area(fresh: World) -> None:
    table = fresh.institutions
    acting.quality(fresh)
    before = table.quality.copy()
    fresh.levers.bend("better schools", "institutions.quality_shift", "shift", 0.3, fresh.estate_areas)
    acting.quality(fresh)
    inside = table.alive & (table.area >= 0) & np.append(fresh.estate_areas, False)[table.area]
    assert (table.quality - before)[inside] == pytest.approx(np.full(int(inside.sum()), 0.3), abs=1e-5)
    assert (table.quality - before)[~inside] == pytest.approx(0.0, abs=1e-6)


def test_a_month_of_institutions_changes_no_person(fresh: World) -> None:
    before = {name: getattr(fresh.persons, name).copy() for name in fresh.persons}
    institutions.step(fresh)
    for name, values in before.items():
        assert np.array_equal(values, getattr(fresh.persons, name), equal_nan=values.dtype.kind == "f"), name
