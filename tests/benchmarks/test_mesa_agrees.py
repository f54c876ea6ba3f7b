"""The two versions of the moving rule are the same rule: they agree in what comes of it, within chance.

Chance differs between them, so they are compared over seeds, each seed a town of its own that both start from.
Tolerance: the mean difference of every outcome lies within four of its standard errors (crossed once in 500 times by
chance; the seeds are fixed); for the shares that is less than a tenth of the value, so that agreement says something.
"""

from __future__ import annotations

import numpy as np
import pytest

from experiments.bench.columns import ColumnsTown
from experiments.bench.mesa import Household, MesaTown
from experiments.bench.town import TENURES, build, default_numbers

SEEDS, HOUSEHOLDS, MONTHS, STANDARD_ERRORS = range(1, 25), 1_500, 24, 4.0
SHARES = ("share_wishing", "share_looking", "share_moved")
NUMBERS = default_numbers()


def _outcomes(engine, numbers):
    rows = []
    for seed in SEEDS:
        world = engine(build(HOUSEHOLDS, seed), numbers, seed)
        for _ in range(MONTHS):
            world.step()
        found = world.outcome()
        rows.append([*found[:3], *found.vacant_by_tenure, *found.vacant_by_area])
    return np.array(rows, dtype=float)


def _distance(these, those):
    """Mean difference and its standard error for each outcome, over towns that both started from."""
    apart = these - those
    return apart.mean(axis=0), apart.std(axis=0, ddof=1) / np.sqrt(len(apart))


@pytest.fixture(scope="module")
def mesa():
    return _outcomes(MesaTown, NUMBERS)


@pytest.fixture(scope="module")
def columns():
    return _outcomes(ColumnsTown, NUMBERS)


def test_shares_and_vacancies_agree(mesa, columns):
    apart, error = _distance(mesa, columns)
    names = [*SHARES, *(f"vacant in tenure {k}" for k in range(len(TENURES)))]
    names += [f"vacant in area {k}" for k in range(mesa.shape[1] - len(names))]
    beyond = np.abs(apart) > STANDARD_ERRORS * error
    assert not beyond.any(), [
        f"{name}: Mesa {a:.4g}, columns {b:.4g}"
        for name, a, b, far in zip(names, mesa.mean(axis=0), columns.mean(axis=0), beyond, strict=True)
        if far
    ]


def test_the_tolerance_is_narrow_enough_to_mean_something(mesa, columns):
    _, error = _distance(mesa, columns)
    assert (STANDARD_ERRORS * error[:3] < 0.1 * mesa.mean(axis=0)[:3]).all()


@pytest.mark.parametrize(
    "changed",
    [NUMBERS._replace(looks=3), NUMBERS._replace(base=NUMBERS.base * 1.2), NUMBERS._replace(flight=2.0)],
    ids=["fewer looks", "more wishes", "flight"],
)
def test_a_changed_rule_is_seen(mesa, changed):
    apart, error = _distance(mesa, _outcomes(ColumnsTown, changed))
    assert (np.abs(apart) > STANDARD_ERRORS * error).any()


@pytest.mark.parametrize("engine", [MesaTown, ColumnsTown])
def test_the_same_seed_gives_the_same_town(engine):
    first, second = engine(build(400, 3), NUMBERS, 3), engine(build(400, 3), NUMBERS, 3)
    for _ in range(6):
        first.step()
        second.step()
    for one, other in zip(first.outcome(), second.outcome(), strict=True):
        assert np.array_equal(one, other)


def test_nobody_is_lost_in_either_version():
    town = build(800)
    plain, fast = MesaTown(town, NUMBERS, 1), ColumnsTown(town, NUMBERS, 1)
    for _ in range(12):
        plain.step()
        fast.step()
    households = plain.agents_by_type[Household]
    assert len({id(household.home) for household in households}) == town.households
    assert all(one.home.household is one and one.cell is one.home.cell for one in households)
    assert sum(area.residents for area in plain.areas) == town.households
    assert len(plain.vacant) == len(town.cell) - town.households
    homes = fast.households.dwelling
    assert len(np.unique(homes)) == town.households
    assert np.array_equal(fast.dwellings.household[homes], np.arange(town.households))
    assert np.count_nonzero(fast.dwellings.household < 0) == len(town.cell) - town.households


def test_a_household_weighs_its_wish_alike_in_both_versions(monkeypatch):
    """Draw by draw: a household wishes in the columns exactly when its draw lies below Mesa's chance."""
    from agents.core import draws

    town = build(600)
    plain, fast = MesaTown(town, NUMBERS, 1), ColumnsTown(town, NUMBERS, 1)
    chance = np.array([household.chance_of_wishing() for household in plain.agents_by_type[Household]])
    wishing = np.zeros(town.households, dtype=bool)
    for month in range(60):
        drawn = draws.uniform(1, "moving.wish", month, fast.households.key)
        # Only the draws change from month to month: the town stays at its first month.
        monkeypatch.setattr(fast, "_stream", lambda decision, month=month: draws.stream(1, decision, month))
        assert np.array_equal(fast._wishing(), np.flatnonzero(drawn < chance))
        wishing |= drawn < chance
    assert 0 < wishing.sum() < town.households
