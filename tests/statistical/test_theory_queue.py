"""Homes and those who wait for them as a queue: the kernel of letting against Erlang, Cobham and the conservation law.

Five homes with stays of two years on average are let by the real kernel to households that come at random, of whom all
say yes. Time in the model has steps of a month, so the theory is worked out twice: for months, exactly, as the
stationary state of the Markov chain, and without steps, as the textbooks have it. The kernel is held against the first;
the first against the second, from which it may differ by half a month of waiting at most.

Level: five intervals, each missed once in 20,000 times by a right kernel: 2.5e-4 in all. Everything else is exact.
"""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.statistical.letting_queue import (
    Found,
    Town,
    batch_means,
    cobham,
    erlang_c,
    interval,
    let,
    monthly_theory,
    monthly_theory_of_need,
)

LEVEL = 5e-5
STAY, HOMES = 24.0, 5
TOWN = Town(HOMES, STAY, needy=0.3 * 0.8 * HOMES / STAY, others=0.7 * 0.8 * HOMES / STAY)
TOWNS, MONTHS, WARM_UP = 800, 5600, 600

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def in_line() -> Found:
    return let(TOWN, TOWNS, MONTHS, seed=7, need_first=False)


@pytest.fixture(scope="module")
def need_first() -> Found:
    return let(TOWN, TOWNS, MONTHS, seed=7, need_first=True)


def test_waiting_for_a_home_is_as_the_theory_of_queues_has_it(in_line: Found) -> None:
    """Chance to wait and mean wait (Erlang C); the intervals are within a twelfth of the value, so they say much."""
    chance, wait = monthly_theory(TOWN)
    for counts, expected in ((in_line.not_at_once, chance), (in_line.waiting, wait)):
        mean, half = interval(batch_means(counts.sum(axis=0), WARM_UP, TOWN.arrivals), LEVEL)
        assert abs(mean - expected) < half < expected / 12.0


def test_those_in_need_come_first_and_wait_as_cobham_says(need_first: Found) -> None:
    """Mean wait of either class when the list of need goes before the list of everybody."""
    all_wait, first = monthly_theory(TOWN)[1], monthly_theory_of_need(TOWN)
    others = (all_wait * TOWN.arrivals - first * TOWN.needy) / TOWN.others
    for group, rate, expected in ((0, TOWN.needy, first), (1, TOWN.others, others)):
        mean, half = interval(batch_means(need_first.waiting[group], WARM_UP, rate), LEVEL)
        assert abs(mean - expected) < half < expected / 12.0
    assert others > 5.0 * first


def test_on_one_list_those_in_need_wait_like_everybody(in_line: Found) -> None:
    """The difference of the two classes is nil, to a twelfth of the wait."""
    rates = (TOWN.needy, TOWN.others)
    needy, others = (batch_means(in_line.waiting[k], WARM_UP, rates[k]) for k in range(2))
    mean, half = interval(needy - others, LEVEL)
    assert abs(mean) < half < monthly_theory(TOWN)[1] / 12.0


def test_who_comes_first_costs_nobody_a_home(in_line: Found, need_first: Found) -> None:
    """The conservation law, month by month and town by town: an order of lists only says who waits, not how many."""
    assert (in_line.came == need_first.came).all()
    assert (in_line.waiting.sum(axis=0) == need_first.waiting.sum(axis=0)).all()
    assert (in_line.waiting[0] > need_first.waiting[0]).any()


@pytest.mark.parametrize("stay", [12.0, 24.0, 48.0, 96.0])
def test_steps_of_a_month_shorten_waiting_by_half_a_month_at_most(stay: float) -> None:
    """Months against time without steps, whatever the stay; the chance to wait comes near as stays grow long."""
    town = replace(TOWN, stay=stay, needy=TOWN.needy * STAY / stay, others=TOWN.others * STAY / stay)
    chance, wait = monthly_theory(town)
    smooth_chance, smooth_wait = erlang_c(town)
    assert 0.0 < smooth_wait - wait < 0.5
    assert 0.0 < smooth_chance - chance < 0.3 / stay
    assert 0.0 < cobham(town)[0] - monthly_theory_of_need(town) < 0.5


def test_the_two_theories_know_the_conservation_law() -> None:
    """Cobham's two classes together wait as long as Erlang's one."""
    first, others = cobham(TOWN)
    assert TOWN.needy * first + TOWN.others * others == pytest.approx(TOWN.arrivals * erlang_c(TOWN)[1])


def test_a_little_less_load_is_seen(in_line: Found) -> None:
    """The test has power: the theory of a town with 5 % less load lies outside the interval of either number."""
    calmer = replace(TOWN, needy=0.95 * TOWN.needy, others=0.95 * TOWN.others)
    for counts, expected in zip((in_line.not_at_once, in_line.waiting), monthly_theory(calmer), strict=True):
        mean, half = interval(batch_means(counts.sum(axis=0), WARM_UP, TOWN.arrivals), LEVEL)
        assert abs(mean - expected) > half
