"""With every preference off, who meets whom and who gets which home is as if origins had been dealt at random.

Ties: of the pairs who share a place with the same chance to become acquainted, those who do are a random draw, so that
the ties across origin groups, given how many ties there are, are a sum of hypergeometric counts. Homes: in the null
model any household that looks has the same right to any home, so that the non-western among those who get a home of the
estate in a month are hypergeometric as well. Both are exact given the numbers; no band of simulated chance is needed.

Level: two tests of ties and two of homes at 5e-5 each, 2e-4 in all. Everything else is exact.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field

import numpy as np
import pytest
from numpy.typing import NDArray
from scipy import stats

from agents.codes import Origin
from agents.core.ties import STAIRWAY, WORK, Ties
from model.estate_model import EstateModel, build
from model.letting import matching
from model.mechanisms import keys
from model.mechanisms.ties import stairway, work
from model.mechanisms.ties.meeting import ADULT, ROUND, TEN_YEARS
from model.scenario import Scenario
from model.world import World

LEVEL = 5e-5
Ints = NDArray[np.int64]

pytestmark = pytest.mark.slow


def pairs_of(person: Ints, place: Ints) -> tuple[Ints, Ints]:
    """Every two who share a place, the lower row first."""
    order = np.argsort(place, kind="stable")
    person, starts = person[order], np.flatnonzero(np.diff(place[order], prepend=-1))
    one, other = [np.empty(0, np.int64)], [np.empty(0, np.int64)]
    for members in np.split(person, starts[1:]):
        i, j = np.triu_indices(len(members), 1)
        one.append(members[i])
        other.append(members[j])
    a, b = np.concatenate(one).astype(np.int64), np.concatenate(other).astype(np.int64)
    return np.minimum(a, b), np.maximum(a, b)


def neighbours(world: World) -> tuple[Ints, Ints]:
    """Adults and the stairways that have their turn this month."""
    persons, place = world.persons, world.person_stairway.astype(np.int64)
    here = persons.alive & (place >= 0) & (place % ROUND == world.month % ROUND)
    rows = np.flatnonzero(here & (world.month - persons.birth_month >= ADULT))
    return rows, place[rows]


def colleagues(world: World) -> tuple[Ints, Ints]:
    """People at work and the teams that have their turn this month."""
    person, place, _ = work._teams(world, world.month % ROUND)
    return person, place


LAYERS = {
    "neighbours": (STAIRWAY, neighbours, stairway.step, lambda w, p: w.person_area[p].astype(float)),
    "colleagues": (WORK, colleagues, work.step, lambda w, p: np.minimum(w.persons.hours[p] / work.FULL_TIME, 1.0)),
}
"""Layer, who shares which place, the phase, and what besides age the chance of two depends on: the lower of theirs."""


def across_and_alike(world: World, layer: str) -> tuple[list[tuple[int, int, int, int]], int]:
    """A year of meeting among people who do not know each other yet: (pairs, pairs of two origins, ties, ties of two
    origins) for each class of pairs with one and the same chance, and how many ties there are.
    """
    kind, where, step, depends = LAYERS[layer]
    persons = world.persons
    world.ties = Ties(persons.capacity)
    classes: dict[tuple[float, bool], list[Ints]] = defaultdict(list)
    for world.month in range(ROUND):
        one, other = pairs_of(*where(world))
        two_homes = persons.household[one] != persons.household[other]
        one, other = one[two_homes], other[two_homes]
        near = np.abs(persons.birth_month[one].astype(int) - persons.birth_month[other]) < TEN_YEARS
        rate = np.minimum(depends(world, one), depends(world, other))
        for value in np.unique(rate):
            for alike in (False, True):
                chosen = (rate == value) & (near == alike)
                classes[float(value), alike].append(np.stack([one[chosen], other[chosen]]))
        step(world)
    tied = world.ties.pairs(kind)
    names = set(zip(tied.a.tolist(), tied.b.tolist(), strict=True))
    # Nobody's room was full: no tie was let go for another one.
    assert world.ties.count.max() < world.ties.other.shape[1]
    found = []
    for parts in classes.values():
        one, other = np.concatenate(parts, axis=1)
        across = persons.origin[one] != persons.origin[other]
        made = np.array([pair in names for pair in zip(one.tolist(), other.tolist(), strict=True)], dtype=bool)
        found.append((len(one), int(across.sum()), int(made.sum()), int((made & across).sum())))
    return found, len(names)


def exact_p(classes: list[tuple[int, int, int, int]]) -> float:
    """Chance, either side, of so few or so many ties across groups given pairs and ties of each class."""
    chances, seen, lowest = np.ones(1), 0, 0
    for pairs, across, ties, ties_across in classes:
        least, most = max(0, ties - (pairs - across)), min(across, ties)
        chances = np.convolve(chances, stats.hypergeom.pmf(np.arange(least, most + 1), pairs, across, ties))
        seen, lowest = seen + ties_across, lowest + least
    at = seen - lowest
    return float(min(1.0, 2.0 * min(chances[: at + 1].sum(), chances[at:].sum())))


@pytest.mark.parametrize("layer", LAYERS)
def test_acquaintance_is_blind_to_origin_in_the_null_model(layer: str) -> None:
    found, ties = across_and_alike(build(Scenario(behaviour="null", seed=3, months=12), years=()), layer)
    assert sum(made for *_, made, _ in found) == ties > 1000
    assert exact_p(found) > LEVEL


@pytest.mark.parametrize("layer", LAYERS)
def test_liking_ones_own_group_is_told_apart(layer: str) -> None:
    """The same count finds the model's preference for the own group."""
    found, _ = across_and_alike(build(Scenario(behaviour="avoidance", seed=3, months=12), years=()), layer)
    assert exact_p(found) < LEVEL


def test_the_exact_chance_is_that_of_fisher() -> None:
    """One class is Fisher's exact test; two are known by hand."""
    one = stats.hypergeom(20, 8, 5)
    assert exact_p([(20, 8, 5, 0)]) == pytest.approx(2.0 * one.pmf(0))
    assert exact_p([(4, 2, 1, 1), (4, 2, 1, 1)]) == pytest.approx(0.5)


@dataclass
class Year:
    """What a run told of its lettings: by month the origins of all who looked and of those let a home of the estate."""

    looked: list[Ints] = field(default_factory=list)
    let: list[Ints] = field(default_factory=list)


def lettings(behaviour: str, months: int) -> Year:
    """Watch a run hand out homes."""
    year, real_gather, real_move = Year(), keys.gather, keys.move

    def gather(world):  # type: ignore[no-untyped-def]
        seekers = real_gather(world)
        year.looked.append(seekers.origin.copy())
        year.let.append(np.empty(0, np.int64))
        return seekers

    def move(world, rows, dwellings, rule, among=None):  # type: ignore[no-untyped-def]
        here = rows[dwellings < world.place.n_estate]
        year.let[-1] = np.append(year.let[-1], world.households.origin[here].astype(np.int64))
        real_move(world, rows, dwellings, rule, among)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(keys, "gather", gather)
        patch.setattr(keys, "move", move)
        EstateModel(Scenario(behaviour=behaviour, seed=3, months=months), years=()).run()
    return year


def p_of_lettings(year: Year, group: int) -> float:
    """Chance, either side, of so few or so many of a group among those let a home of the estate.

    A month's count is turned into a number that is even on 0..1 whatever went before; these are added up as normals.
    """
    rng = np.random.default_rng(5)
    told = []
    for looked, let in zip(year.looked, year.let, strict=True):
        chance = stats.hypergeom(len(looked), int((looked == group).sum()), len(let))
        count = int((let == group).sum())
        told.append(chance.cdf(count - 1) + rng.random() * chance.pmf(count))
    z = stats.norm.ppf(np.clip(told, 1e-12, 1.0 - 1e-12)).sum() / np.sqrt(len(told))
    return float(2.0 * stats.norm.sf(abs(z)))


@pytest.fixture(scope="module")
def null_lettings() -> Year:
    return lettings("null", 60)


@pytest.mark.parametrize("group", [Origin.DANISH, Origin.NON_WESTERN])
def test_the_null_model_lets_the_estate_as_people_look(null_lettings: Year, group: int) -> None:
    assert sum(len(let) for let in null_lettings.let) > 500
    assert p_of_lettings(null_lettings, group) > LEVEL


def test_preferences_and_prices_are_told_apart_in_lettings() -> None:
    assert p_of_lettings(lettings("avoidance", 24), Origin.DANISH) < LEVEL


def differing_lettings(behaviour: str, months: int) -> tuple[int, int]:
    """Homes let, and homes let to somebody else, when the same seekers' origins are dealt anew among them.

    Social letting and the market are both asked twice each month, everything but origin being as it was.
    """
    rng, total, other = np.random.default_rng(2), 0, 0
    real_allocate, real_choose = matching.allocate, keys.choose

    def dealt(applicants):  # type: ignore[no-untyped-def]
        unasked = {name: getattr(applicants, name).copy() for name in ("kin_department", "friend_department")}
        return applicants._replace(origin=rng.permutation(applicants.origin), **unasked)

    def count(first: Ints, second: Ints) -> None:
        nonlocal total, other
        total += int((first >= 0).sum())
        other += int((first != second).sum())

    def allocate(vacancies, applicants, *rest):  # type: ignore[no-untyped-def]
        anew = real_allocate(vacancies, dealt(applicants), *rest)
        found = real_allocate(vacancies, applicants, *rest)
        count(found[0], anew[0])
        return found

    def choose(offers, applicants, *rest):  # type: ignore[no-untyped-def]
        anew = real_choose(offers, dealt(applicants), *rest)
        found = real_choose(offers, applicants, *rest)
        count(found, anew)
        return found

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(matching, "allocate", allocate)
        patch.setattr(keys, "choose", choose)
        EstateModel(Scenario(behaviour=behaviour, seed=3, months=months), years=()).run()
    return total, other


@pytest.mark.parametrize("behaviour", ["none", "null"])
def test_without_preferences_a_home_goes_by_right_and_never_by_origin(behaviour: str) -> None:
    """Not one letting or bid changes, so that each group gets exactly what its places on the lists give it."""
    total, other = differing_lettings(behaviour, 24)
    assert total > 2000
    assert other == 0


def test_with_avoidance_origin_does_change_lettings() -> None:
    total, other = differing_lettings("avoidance", 6)
    assert other > 0.02 * total
