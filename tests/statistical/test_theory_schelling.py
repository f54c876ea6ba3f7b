"""Schelling's model from the model's own market and tables, against Mesa's own example of it, in distribution.

The two share nothing but the rule: 20 x 20 cells, four in five lived in, two groups of equal size, unhappy below two
like neighbours in five. Mesa lets the unhappy of a round move one after the other, each to any cell vacant then; the
same is had from the market with one household at a viewing and one home looked at. Compared over 300 towns of either,
by the two-sample test of Kolmogorov and Smirnov: how alike neighbours are and how many are happy after two rounds, how
alike neighbours are in the end, and how many rounds it took.

Level: five such tests, each with a false alarm once in 20,000 times, 2.5e-4 in all. At that level 300 towns on either
side tell a shift of 0.6 standard deviations nine times in ten: 1.4 points in the final share of like neighbours.
"""

from __future__ import annotations

import numpy as np
import pytest
from mesa.examples.basic.schelling.model import Schelling
from numpy.typing import NDArray
from scipy import stats

from tests.statistical.schelling_on_the_market import DENSITY, MINORITY, SIDE, Outcome, Town, like_share

LEVEL, TOWNS, THRESHOLD, EARLY, MOST = 5e-5, 300, 0.4, 2, 60
COMPARED = ("like_early", "happy_early", "like", "rounds")

pytestmark = pytest.mark.slow


def mesas_own(seed: int) -> Outcome:
    """One run of Mesa's example; only the count of happy agents is its own, neighbours are counted by us."""
    town = Schelling(
        height=SIDE, width=SIDE, density=DENSITY, minority_pc=MINORITY, homophily=THRESHOLD, radius=1, seed=seed
    )

    def look() -> tuple[float, float]:
        group = np.full((SIDE, SIDE), -1)
        for agent in town.agents:
            group[agent.cell.coordinate] = agent.type
        return float(np.nanmean(like_share(group))), town.happy / len(town.agents)

    early, rounds = look(), 0
    while town.happy < len(town.agents) and rounds < MOST:
        town.step()
        rounds += 1
        early = look() if rounds <= EARLY else early
    return Outcome(*early, *look(), rounds)


def ours(threshold: float = THRESHOLD, one_by_one: bool = True, towns: int = TOWNS) -> NDArray[np.float64]:
    """Outcomes of our towns, a row each."""
    return np.array([Town(seed, threshold).run(EARLY, MOST, one_by_one) for seed in range(towns)])


def p_value(one: NDArray[np.float64], other: NDArray[np.float64], name: str) -> float:
    column = Outcome._fields.index(name)
    return float(stats.ks_2samp(one[:, column], other[:, column], method="asymp").pvalue)


@pytest.fixture(scope="module")
def mesa() -> NDArray[np.float64]:
    return np.array([mesas_own(seed) for seed in range(TOWNS)])


@pytest.fixture(scope="module")
def market() -> NDArray[np.float64]:
    return ours()


@pytest.mark.parametrize("name", COMPARED)
def test_the_market_makes_schellings_towns(mesa: NDArray, market: NDArray, name: str) -> None:
    assert p_value(mesa, market, name) > LEVEL


def test_in_the_end_everybody_is_happy_in_either(mesa: NDArray, market: NDArray) -> None:
    """Which leaves the final share of happy agents without chance, and its course is compared instead."""
    happy = Outcome._fields.index("happy")
    assert (mesa[:, happy] == 1.0).all() and (market[:, happy] == 1.0).all()


def test_a_day_of_viewing_for_all_is_slower_but_leads_to_the_same_town(mesa: NDArray) -> None:
    """The model's own month, one winner a home: the course differs, the final share of like neighbours does not."""
    together = ours(one_by_one=False)
    assert p_value(mesa, together, "like") > LEVEL
    assert p_value(mesa, together, "rounds") < LEVEL


@pytest.mark.parametrize("threshold", [0.35, 0.45])
def test_another_threshold_is_told_apart(mesa: NDArray, threshold: float) -> None:
    """Three like neighbours of eight are enough at 0.35, and two of five no longer are at 0.45; forty towns show it."""
    assert p_value(mesa, ours(threshold, towns=40), "like") < LEVEL


def test_the_power_is_as_stated(mesa: NDArray) -> None:
    """Nine in ten samples of 300 drawn from Mesa's own towns and moved by 0.6 standard deviations are told apart."""
    like = mesa[:, Outcome._fields.index("like")]
    rng = np.random.default_rng(1)
    found = 0
    for _ in range(200):
        one, other = rng.choice(like, TOWNS), rng.choice(like, TOWNS) + 0.6 * like.std()
        found += stats.ks_2samp(one, other, method="asymp").pvalue < LEVEL
    assert found >= 180


def test_neighbours_are_counted_as_one_counts_by_hand() -> None:
    town = np.array([[0, 0, -1], [1, 0, 1], [-1, -1, 0]])
    found = like_share(town)
    assert found[0, 0] == pytest.approx(2 / 3) and found[1, 0] == 0.0 and found[1, 1] == pytest.approx(3 / 5)
    assert np.isnan(found[0, 2]) and like_share(np.array([[0]]))[0, 0] == 0.0
