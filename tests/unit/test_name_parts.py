"""A name follows what is seen and told, the label two-year means; who comes heeds a name more than who leaves."""

from __future__ import annotations

import numpy as np
import pytest

from agents.codes import Origin
from model.estate_model import EstateModel
from model.letting import choice
from model.mechanisms import name, seen
from model.scenario import Scenario
from model.world import World


@pytest.fixture
def world() -> World:
    """The town on the first day, to be changed."""
    return EstateModel(Scenario(place="vaerebro", seed=4, months=36)).world


def test_a_name_falls_with_worklessness_trouble_and_disorder_and_rises_with_centre_and_media(
    world: World,
) -> None:
    base = name.target(world, world.seen)
    workless = world.seen.copy()
    workless[seen.OUTSIDE_COUNT] = workless[seen.WORKING_AGE] // 2
    assert name.target(world, workless)[0] < base[0]
    world.trouble += 0.1
    after_trouble = name.target(world, world.seen)
    assert (after_trouble < base).all()
    world.order -= 0.2
    assert (name.target(world, world.seen) < after_trouble).all()
    before = name.target(world, world.seen)
    world.centre_life = 1.0
    lively = name.target(world, world.seen)
    assert lively[0] > before[0] and (lively[1:] == before[1:]).all()
    world.levers.bend("makers", "name.media", "shift", 0.05, world.estate_areas)
    assert name.target(world, world.seen)[0] == pytest.approx(lively[0] + 0.05)


def test_a_name_moves_a_little_each_month_toward_what_is_seen(world: World) -> None:
    world.reputation[:] = 0.2
    goal = name.target(world, world.seen)
    gap = goal - world.reputation
    name.step(world)
    left = goal - world.reputation
    assert (left < gap).all() and left == pytest.approx(gap * (1.0 - world.p("name.speed")) ** (1.0 / 12.0))


def judged(world: World, years: list[dict[str, float]]) -> bool:
    world.list_history[:] = years[:-1]
    measured, name.measured = name.measured, lambda _: (years[-1], 3000)  # type: ignore[assignment]
    try:
        name.judge_label(world)
    finally:
        name.measured = measured
    assert world.verdict is not None
    return world.verdict.label


def test_the_label_goes_by_the_mean_of_two_years_for_convictions_and_worklessness(world: World) -> None:
    def year(convicted: float, outside: float = 0.45, non_western: float = 0.6) -> dict[str, float]:
        return {
            "non_western": non_western, "outside_work": outside, "convicted": convicted, "basic_education": 0.4,
            "income": 0.7,
        }  # fmt: skip

    assert judged(world, [year(0.030), year(0.026)]), "the mean of 2.8 % is above 2.7 %"
    assert not judged(world, [year(0.020), year(0.030)])
    assert judged(world, [year(0.010), year(0.020), year(0.036)]), "the third last year does not count"
    assert not judged(world, [year(0.03, 0.30), year(0.03, 0.45)])
    assert not judged(world, [year(0.03, non_western=0.9), year(0.03, non_western=0.4)]), "residents are not averaged"


def test_the_convicted_of_the_criteria_are_the_persons_convicted(world: World) -> None:
    estate = world.persons.alive & world.in_estate[world.persons.household]
    world.persons.convicted[estate] = -32768
    assert name.measured(world)[0]["convicted"] == 0.0
    grown = np.flatnonzero(estate & (world.month - world.persons.birth_month >= 216))
    world.persons.convicted[grown[::2]] = world.month - 3
    world.persons.convicted[grown[1::2]] = world.month - 13
    assert name.measured(world)[0]["convicted"] == pytest.approx(0.5, abs=0.001)


def test_a_name_counts_more_for_who_comes_than_for_who_leaves(world: World) -> None:
    """In odds of saying yes and in hazard of leaving, for a household that cares as one of reference income does."""
    weights = choice.weights(world.values, world.scenario.behaviour)
    said = [choice.standing(1.0, Origin.WESTERN, at, 0.0, weights) for at in (0.8, 0.5)]
    assert said[0] - said[1] > 2.0 * world.p("moving.name") * 0.3
