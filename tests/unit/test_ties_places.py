"""Ties come from shared places, fade when the place is no longer shared, and are the same whoever reads them."""

from __future__ import annotations

import numpy as np
import pytest

from agents.core.ties import KIN, LAYERS, NEW, SCHOOL, STAIRWAY, WORK, Places, Ties, layer_number
from model.estate_model import EstateModel
from model.mechanisms.ties import meeting
from model.scenario import Scenario
from model.world import World
from tests.worlds import lived

MONTHS = 5


def rows(*numbers: int) -> np.ndarray:
    return np.array(numbers, dtype=np.int64)


def nowhere(n: int) -> np.ndarray:
    return np.full(n, -1, dtype=np.int32)


def strength(ties: Ties, p: int, q: int) -> int:
    held = [int(ties.strength[p, j]) for j in range(int(ties.count[p])) if ties.other[p, j] == q]
    return held[0] if held else 0


GROW, FADE = np.array([0, 10, 10, 10, 10]), np.array([0, 25, 25, 25, 25])


def year(ties: Ties, **where: np.ndarray) -> None:
    n = len(ties.count)
    places = Places(*(where.get(field, nowhere(n)) for field in Places._fields))
    for turn in range(12):
        ties.use(turn, places, GROW, FADE)


def test_a_shared_place_strengthens_and_its_loss_ends_a_tie_but_never_kin() -> None:
    ties = Ties(4)
    ties.link(rows(0), rows(1), STAIRWAY)
    ties.link(rows(2), rows(3), KIN)
    year(ties, stairway=np.array([7, 7, 1, 2], dtype=np.int32))
    assert strength(ties, 0, 1) == strength(ties, 1, 0) == NEW + 10
    for left in (45, 20, 0):
        year(ties, stairway=np.array([7, 8, 1, 2], dtype=np.int32))
        assert strength(ties, 0, 1) == strength(ties, 1, 0) == left
    assert ties.count.tolist() == [0, 0, 1, 1] and strength(ties, 2, 3) == NEW


def test_a_place_of_another_layer_does_not_keep_a_tie() -> None:
    ties = Ties(2)
    ties.link(rows(0), rows(1), WORK)
    year(ties, stairway=np.array([7, 7], dtype=np.int32))
    assert strength(ties, 0, 1) == NEW - 25


def test_either_of_two_classes_keeps_parents_in_touch() -> None:
    ties = Ties(2)
    ties.link(rows(0), rows(1), SCHOOL)
    one, other = np.array([3, 9], dtype=np.int32), np.array([4, 3], dtype=np.int32)
    year(ties, school=one, second_school=other)
    assert strength(ties, 0, 1) == NEW + 10


@pytest.mark.parametrize("order", [(0, 1, 2, 3, 4), (4, 3, 2, 1, 0)])
def test_a_full_person_gives_up_the_weakest_tie_of_the_lowest_key_whatever_the_rows(order: tuple[int, ...]) -> None:
    key = np.array([50, 10, 20, 30, 40], dtype=np.uint64)[list(order)]
    row = {int(k): i for i, k in enumerate(key)}
    ties = Ties(5, width=3)
    for friend, weight in ((10, 20), (20, 20), (30, 90)):
        ties.link(rows(row[50]), rows(row[friend]), STAIRWAY, key, weight)
    assert ties.link(rows(row[40]), rows(row[50]), WORK, key, 20) == 0, "no weaker tie to give up"
    assert ties.link(rows(row[40]), rows(row[50]), WORK, key, 60) == 1
    assert strength(ties, row[50], row[10]) == 0 and ties.count[row[10]] == 0
    assert [strength(ties, row[50], row[friend]) for friend in (20, 30, 40)] == [20, 90, 60]


def test_kin_is_never_given_up() -> None:
    ties = Ties(4, width=2)
    ties.link(rows(0, 0), rows(1, 2), KIN, strength=5)
    assert ties.link(rows(3), rows(0), STAIRWAY, strength=200) == 0


def test_an_unknown_layer_is_named_with_the_nearest() -> None:
    with pytest.raises(ValueError, match=r"unknown layer 'stairwell'.*did you mean 'stairway'"):
        layer_number("stairwell")


def test_people_are_sorted_by_place_and_inside_it_by_key() -> None:
    key = np.array([5, 4, 3, 2, 1], dtype=np.uint64)
    person, starts = meeting.by_place(rows(0, 1, 2, 3, 4), rows(2, 0, 2, 0, 2), key, 3)
    assert person.tolist() == [3, 1, 4, 2, 0] and starts.tolist() == [0, 2, 2, 5]


@pytest.fixture(scope="module")
def model() -> EstateModel:
    """Five months, of which each layer has met in at least two."""
    return lived(Scenario(place="vaerebro", seed=4, months=MONTHS))


def test_every_tie_is_held_alike_by_two_living_persons_of_different_rows(model: EstateModel) -> None:
    ties, persons = model.world.ties, model.world.persons
    row, slot = np.nonzero(np.arange(ties.other.shape[1])[None, :] < ties.count[:, None])
    other, layer, weight = ties.other[row, slot], ties.layer[row, slot], ties.strength[row, slot]
    assert persons.alive[row].all() and persons.alive[other].all() and (row != other).all()
    assert (weight > 0).all() and (ties.other[np.arange(16)[None, :] >= ties.count[:, None]] == -1).all()
    one = set(zip(row.tolist(), other.tolist(), layer.tolist(), weight.tolist(), strict=True))
    assert len(one) == len(row) and one == {(b, a, kind, held) for a, b, kind, held in one}
    assert set(layer.tolist()) == set(range(len(LAYERS)))


def of_layer(world: World, layer: int) -> tuple[np.ndarray, np.ndarray]:
    """The two persons of every tie of a layer."""
    pairs = world.ties.pairs(layer)
    return pairs.a, pairs.b


@pytest.mark.parametrize("layer", [STAIRWAY, WORK])
def test_new_ties_join_only_people_who_share_the_place(layer: int) -> None:
    model = EstateModel(Scenario(place="vaerebro", seed=4, months=3))
    world = model.world
    made = 0
    for _ in range(3):
        before = set(zip(*(world.persons.key[side].tolist() for side in of_layer(world, layer)), strict=True))
        model.step()
        # Whereabouts are those of the meetings; jobs change before them in the month.
        place = world.person_stairway if layer == STAIRWAY else world.persons.workplace
        for a, b in zip(*of_layer(world, layer), strict=True):
            keys = (int(world.persons.key[a]), int(world.persons.key[b]))
            if keys not in before and keys[::-1] not in before:
                made += 1
                assert place[a] == place[b] >= 0
                assert world.persons.household[a] != world.persons.household[b]
    assert made > 20


def test_a_bad_name_lowers_meeting_across_the_border_only() -> None:
    like = meeting.Likeness(1.0, 1.0, 0.5, 0.8, 1.0, 60)
    area, estate = np.array([0, 1, 1, -1]), np.array([True, False])
    good, bad = np.array([0.8, 0.5]), np.array([0.4, 0.5])
    assert meeting.across(area[0], area[1], estate, good, like) == 1.0
    assert meeting.across(area[0], area[1], estate, bad, like) == pytest.approx(0.8)
    assert meeting.across(area[1], area[0], estate, bad, like) == pytest.approx(0.8)
    assert meeting.across(area[1], area[2], estate, bad, like) == 1.0
