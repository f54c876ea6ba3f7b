"""Nobody with a life record is lost: each is here, away or dead, and only death ends a life."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from unittest.mock import patch

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from model.estate_model import PHASES, EstateModel
from model.lives import GONE
from model.mechanisms import away, deaths
from model.scenario import BEHAVIOURS, Scenario

PLATFORM = ("cooperative_letting", (("neighbour_share", 0.1),)), ("second_chance", (("neighbour_share", 0.1),))


def _recorded(model: EstateModel) -> set[int]:
    world = model.world
    found: list[int] = []
    for persons in (world.persons, world.away.persons):
        rows = np.flatnonzero(persons.alive & (persons.record >= 0))
        assert (world.lives.slots.key[persons.record[rows]] == persons.key[rows]).all(), "another's life"
        found += persons.key[rows].tolist()
    assert len(set(found)) == len(found), "one person in two places"
    return set(found)


def _months(scenario: Scenario, months: int) -> EstateModel:
    model = EstateModel(scenario)
    world = model.world
    buried: set[int] = set()
    for _ in range(months):
        for phase in PHASES:
            before = _recorded(model)
            estate = set(world.persons.key[_living_in_estate(model)].tolist())
            dead: list[int] = []
            with (
                patch.object(deaths, "_die", _telling(deaths._die, dead)),
                patch.object(away, "_die", _telling(away._die, dead)),
            ):
                phase.run(world)
            missing = before - _recorded(model)
            assert missing == before & set(dead), phase.name
            buried |= missing
            if phase.name in ("homes wanted", "wishes", "platform"):
                here = set(world.persons.key[world.persons.rows].tolist())
                assert (estate - here) <= _recorded(model), phase.name
        world.month += 1
        count = world.lives.count
        keys, home = world.lives.slots.key[:count], world.lives.slots.now_home[:count]
        assert set(keys.tolist()) == _recorded(model) | buried
        assert set(keys[home == GONE].tolist()) == buried
        assert set(world.persons.key[_living_in_estate(model)].tolist()) <= set(keys.tolist())
    assert buried
    return model


def _telling(kernel: Callable[..., Any], dead: list[int]) -> Callable[..., Any]:
    """The kernel of deaths, which also notes the keys of the dead."""

    def die(alive, birth, female, keys, *rest):  # type: ignore[no-untyped-def]
        rows = kernel(alive, birth, female, keys, *rest)
        dead.extend(keys[rows].tolist())
        return rows

    return die


def _living_in_estate(model: EstateModel) -> np.ndarray:
    world = model.world
    rows = world.persons.rows
    return rows[world.in_estate[world.persons.household[rows]]]


def test_everybody_recorded_is_here_away_or_dead() -> None:
    model = _months(Scenario("vaerebro", policies=PLATFORM, parameters=(("platform.months_between", 1.0),), seed=2), 14)
    assert len(model.world.away.persons) > 100


@pytest.mark.slow
@settings(max_examples=5, deadline=None)
@given(st.integers(0, 2**32), st.sampled_from(BEHAVIOURS), st.booleans())
def test_nobody_recorded_is_lost_in_many_worlds(seed: int, behaviour: str, platform: bool) -> None:
    _months(Scenario("vaerebro", behaviour=behaviour, policies=PLATFORM if platform else (), seed=seed), 14)
