"""Households counted anew where something changed are what a fresh count of all makes of them."""

from __future__ import annotations

import copy

import numpy as np
import pytest

from model.mechanisms import composition, household_columns, income, programmes, vulnerability
from model.policies import discover
from model.scenario import Scenario
from model.world import World
from tests.worlds import at_once, lived


def fresh(world: World) -> tuple[dict[str, np.ndarray], np.ndarray]:
    """Columns of all households, and incomes of all persons, counted from the persons alone."""
    persons, households = copy.deepcopy((world.persons, world.households))
    household_columns.refresh(persons, households, world.month, world.values)
    persons.income[:] = income.person_income(persons, households, world.month, world.values)
    for name, kr in programmes.bent(world, "income"):
        persons.income[world.participation.rows(name, composition.Subject.PERSON)] += np.float32(kr)
    households.income[:] = income.household_income(persons, households, world.month, world.values)
    households.score[:] = vulnerability.household_score(persons, households, world.month, world.values)
    return {name: getattr(households, name) for name in households}, persons.income


@pytest.mark.parametrize("policies", [(), tuple(discover())])
def test_what_was_touched_is_all_that_changed(policies: tuple[str, ...]) -> None:
    model = lived(Scenario(place="vaerebro", policies=tuple(at_once(name) for name in policies), seed=5, months=14))
    world = model.world
    composition.step(world)
    expected, incomes = fresh(world)
    for name, column in expected.items():
        assert np.array_equal(getattr(world.households, name), column), name
    assert np.array_equal(world.persons.income, incomes)
    tied = world.ties.count > 0
    assert np.array_equal(world.ties.turn[tied], world.persons.key[tied] % 12), "ties are looked at in another month"


def test_a_skipped_month_or_another_number_counts_all(monkeypatch: pytest.MonkeyPatch) -> None:
    world = lived(Scenario(place="vaerebro", seed=5, months=1)).world
    world.month += 40
    composition.step(world)
    assert np.array_equal(world.households.score, fresh(world)[0]["score"])
    monkeypatch.setitem(world.values, "vulnerability.weak_danish", 0.55)
    composition.step(world)
    assert np.array_equal(world.households.score, fresh(world)[0]["score"])
