"""Who takes part: joined once, told by a bit, and over when the time is up or who took part is gone."""

from __future__ import annotations

import numpy as np
import pytest

from agents.participation import Subject
from model.estate_model import EstateModel
from model.participation import COMPLETED, GONE, MOST, Participation
from model.scenario import Scenario
from model.world import World

NAME = "second_chance"
HOME = Subject.HOUSEHOLD


@pytest.fixture
def world() -> World:
    """Værebro Park on 1 January 2015, with one proposal that nobody takes part in yet."""
    return EstateModel(Scenario(policies=((NAME, ()),), seed=4)).world


def test_there_is_room_for_so_many_programmes_and_no_more() -> None:
    assert len(Participation(map(str, range(MOST))).slots) == MOST
    with pytest.raises(ValueError, match=f"33 programmes; the bits of `enrolled` have room for {MOST}"):
        Participation(map(str, range(MOST + 1)))


def test_a_course_begins_once_and_ends_when_its_time_is_up(world: World) -> None:
    part, rows = world.participation, world.households.rows[[5, 2]]
    part.join(world, NAME, HOME, rows, np.array([1.0, 3.0]))
    assert set(part.rows(NAME, HOME)) == set(rows) and part.takes_part(world, NAME, HOME, rows).all()
    with pytest.raises(ValueError, match="second_chance: somebody who takes part already cannot join again"):
        part.join(world, NAME, HOME, rows[:1], 3.0)
    world.month = 1
    part.sweep(world)
    assert part.rows(NAME, HOME).tolist() == [rows[1]] and part.over == {(NAME, COMPLETED): 1}
    assert part.takes_part(world, NAME, HOME, rows).tolist() == [False, True]


def test_who_is_gone_takes_no_part_and_whoever_has_the_row_next_does_not_either(world: World) -> None:
    part, households = world.participation, world.households
    row = households.rows[:1]
    part.join(world, NAME, HOME, row, 12.0)
    households.remove(row)
    households.add(np.array([77], dtype=np.uint64))
    assert households.key[row[0]] == 77
    part.sweep(world)
    assert len(part) == 0 and part.over == {(NAME, GONE): 1} and not households.enrolled[row].any()
