"""How runs begin: with lots of their own; and those that begin otherwise, with homes dealt out anew."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from agents.codes import Origin, Tenure
from agents.core.ties import SCHOOL, STAIRWAY, WORK
from experiments.patterns import selection_process
from experiments.validation.form import Need, Planned
from experiments.validation.runs import place_of
from experiments.validation.starts import STARTS, mixed
from experiments.validation.tenures import Tenures
from model.estate_model import EstateModel
from model.scenario import Scenario

MET = (STAIRWAY, SCHOOL, WORK)


@pytest.fixture(scope="module")
def worlds():
    """The same January 2015 twice: as it is, and mixed."""
    plain, other = (EstateModel(Scenario(months=1), years=()).world for _ in range(2))
    mixed(other)
    return plain, other


def social(world):
    home = world.households.dwelling[world.households.rows]
    return world.dwellings.tenure[home] == Tenure.ALMENE


def test_everybody_has_one_home_of_the_size_they_had(worlds):
    plain, other = worlds
    rows = other.households.rows
    lives = rows[other.households.dwelling[rows] >= 0]
    before, after = plain.households.dwelling[lives], other.households.dwelling[lives]
    assert sorted(before) == sorted(after)
    np.testing.assert_array_equal(other.dwellings.household[after], lives)
    np.testing.assert_array_equal(plain.dwellings.rooms[before], plain.dwellings.rooms[after])
    estate = before < plain.place.n_estate
    np.testing.assert_array_equal(before[estate], after[estate])
    assert (before != after)[~estate].mean() > 0.9


def test_mixing_takes_origin_away_from_tenure_among_homes_of_one_size(worlds):
    gaps = []
    for world in worlds:
        rows = world.households.rows
        rows = rows[(world.households.dwelling[rows] >= world.place.n_estate)]
        home = world.households.dwelling[rows]
        danish = world.households.origin[rows] == Origin.DANISH
        for rooms in (2, 3, 4):
            size = world.dwellings.rooms[home] == rooms
            inside = size & (world.dwellings.tenure[home] == Tenure.ALMENE)
            gaps.append(danish[size & ~inside].mean() - danish[inside].mean())
    assert min(gaps[:3]) > 0.05, "Danish households live elsewhere more often"
    assert max(map(abs, gaps[3:])) < 0.03


def test_a_run_that_begins_otherwise_has_a_place_of_its_own(tmp_path):
    plain, other = Need("a", Scenario(), 1), Need("a", Scenario(), 1, "mixed")
    assert plain.replicated == (Planned(Scenario(seed=1)),)
    assert place_of(tmp_path, plain.replicated[0]) != place_of(tmp_path, other.replicated[0])
    assert all(need.start in STARTS for need in selection_process.PATTERN.needs)


def test_who_lives_where_is_counted_in_december(worlds):
    plain, _ = worlds
    watch = Tenures()
    for month in (11, 12):
        plain.month = month
        watch.look(plain)
    plain.month = 0
    table = watch.frame().set_index("social")
    assert set(table["year"]) == {2015}
    lives = plain.households.rows[plain.households.dwelling[plain.households.rows] >= 0]
    inside = plain.dwellings.tenure[plain.households.dwelling[lives]] == Tenure.ALMENE
    assert table.loc[True, "households"] == inside.sum() and table["households"].sum() == len(lives)
    size = plain.households.adults[lives].astype(int) + plain.households.children[lives]
    assert table.loc[True, "persons"] == size[inside].sum() and table["persons"].sum() == size.sum()
    assert 0 < table.loc[True, "couples"] < table.loc[False, "couples"]


def test_odds_and_couples_by_hand():
    rows = [
        (2015, True, 100, 20, 50, 20), (2015, False, 300, 30, 100, 60),
        (2029, True, 100, 50, 50, 10), (2029, False, 300, 30, 100, 60),
    ]  # fmt: skip
    table = pd.DataFrame(rows, columns=list(Tenures.columns))
    assert selection_process.odds(table, 2015) == pytest.approx(20 / 80 * 270 / 30)
    assert selection_process.odds(table, 2029) == pytest.approx(9.0)
    assert selection_process.couples(table, 2029) - selection_process.couples(table, 2015) == pytest.approx(-20.0)


def ties_of(world, layer):
    """Pairs of person keys tied in a layer, each pair twice."""
    ties, key = world.ties, world.persons.key
    who, slot = np.nonzero((ties.layer == layer) & (np.arange(ties.layer.shape[1]) < ties.count[:, None]))
    return set(zip(key[who].tolist(), key[ties.other[who, slot]].tolist(), strict=True))


def test_the_first_month_has_luck_of_its_own():
    """Who met or joined before 2015 did so by other lots than those of January, in which as many meet and join."""
    model = EstateModel(Scenario(months=2, seed=3), years=())
    persons, made, joined = model.world.persons, [], []
    for _ in range(2):
        before = [ties_of(model.world, layer) for layer in MET]
        rows, club, key = persons.rows, persons.club.copy(), persons.key.copy()
        model.step()
        made.append([len(ties_of(model.world, layer) - old) for layer, old in zip(MET, before, strict=True)])
        stayed = rows[persons.alive[rows] & (persons.key[rows] == key[rows])]
        joined.append(int(((club[stayed] < 0) & (persons.club[stayed] >= 0)).sum()))
    assert min(joined) > 300 and min(made[1]) > 100
    np.testing.assert_allclose(joined[0], joined[1], rtol=0.25)
    np.testing.assert_allclose(made[0], made[1], rtol=0.4)
