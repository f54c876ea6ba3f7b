"""Persons and places side by side, against counts made the slow way, one person at a time."""

from __future__ import annotations

import pytest

from agents.codes import OUTSIDE_WORK, Sector, Status
from model import people_measures, place_measures
from model.estate_model import EstateModel
from model.scenario import Scenario
from tests.worlds import lived


@pytest.fixture(scope="module")
def model() -> EstateModel:
    """Two years of Værebro Park: some have left the municipality, some have come."""
    return lived(Scenario(place="vaerebro", seed=6, months=24))


def outside(model: EstateModel, unit: str) -> float:
    """Share of those of 18-64 outside work and education."""
    world, asked, part = model.world, 0, 0
    groups = [(world.persons, world.in_estate[world.persons.household])]
    if unit == "ever_estate":
        groups = [(table, table.record >= 0) for table in (world.persons, world.away.persons)]
    for table, belongs in groups:
        for row in table.rows:
            age = (world.month - int(table.birth_month[row])) // 12
            if (belongs[row] or unit == "municipality") and 18 <= age < 65:
                asked += 1
                part += int(table.status[row]) in OUTSIDE_WORK
    return part / asked


def test_residents_of_the_start_and_their_children_are_the_same_whoever_comes(model: EstateModel) -> None:
    """Everybody who lived in the estate on 1 January 2015 and is alive, and children of its women: found by hand."""
    first = EstateModel(Scenario(place="vaerebro", seed=6, months=24)).world
    start = set(
        first.persons.key[first.persons.rows[first.in_estate[first.persons.household[first.persons.rows]]]].tolist()
    )
    world, asked, part = model.world, 0, 0
    for table in (world.persons, world.away.persons):
        for row in table.rows:
            age = (world.month - int(table.birth_month[row])) // 12
            if int(table.key[row]) in start and 18 <= age < 65:
                asked += 1
                part += int(table.status[row]) in OUTSIDE_WORK
    told = {(metric, unit): value for metric, unit, group, value in people_measures.measure(world) if group == "all"}
    assert told["outside_work", "start_estate"] == pytest.approx(part / asked, abs=1e-12)
    assert part / asked != outside(model, "ever_estate")


@pytest.mark.parametrize("unit", ["estate", "municipality", "ever_estate"])
def test_a_measure_counts_the_people_it_says(model: EstateModel, unit: str) -> None:
    told = {
        (metric, where): value for metric, where, group, value in people_measures.measure(model.world) if group == "all"
    }
    assert told["outside_work", unit] == pytest.approx(outside(model, unit), abs=1e-12)


def test_those_followed_are_here_or_away(model: EstateModel) -> None:
    told = {
        group: value for metric, _, group, value in people_measures.measure(model.world) if metric == "people_followed"
    }
    assert told["away"] > 0
    assert told["here"] == sum(model.world.persons.record[model.world.persons.rows] >= 0)


def test_jobs_of_residents_in_each_sector(model: EstateModel) -> None:
    world = model.world
    told = {(metric, unit, group): value for metric, unit, group, value in place_measures.measure(world)}
    found = dict.fromkeys(("shops", "contractors", "employers"), 0)
    names = {Sector.SHOP: "shops", Sector.CONTRACTOR: "contractors", Sector.EMPLOYER: "employers"}
    for row in world.persons.rows:
        place = int(world.persons.workplace[row])
        if (
            place >= 0
            and world.persons.status[row] == Status.EMPLOYED
            and world.in_estate[world.persons.household[row]]
        ):
            sector = Sector(int(world.businesses.sector[place]))
            if sector in names:
                found[names[sector]] += 1
    assert {name: told["jobs_filled", "estate", name] for name in found} == found
    assert 0.0 <= told["centre_life", "estate", "all"] <= 1.0
    assert 0.0 < told["order", "estate", "all"] < 1.0
