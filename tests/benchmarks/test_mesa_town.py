"""The rules of all five mechanisms give the same aggregates in Mesa and in the columns, within chance.

Chance differs between the two, so they are compared over seeds, each seed a town of its own from whose state both
start. Slow: the mean difference of every aggregate lies within four of its standard errors. Fast: the same for small
towns, with the bound at which one of all the aggregates would be crossed by chance once in 500 sets of seeds.
What is compared and what is left out is told in `tests.benchmarks.mesa_town` and `tests.benchmarks.small_month`.
"""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats

from model.parameters import registry
from tests.benchmarks.agreeing import apart
from tests.benchmarks.mesa_town.codes import ADULT_MONTHS, EMPLOYED
from tests.benchmarks.mesa_town.copying import copied
from tests.benchmarks.mesa_town.counting import of_town, of_world
from tests.benchmarks.mesa_town.household import Household
from tests.benchmarks.mesa_town.person import Person
from tests.benchmarks.mesa_town.places import Business, Home, Institution
from tests.benchmarks.small_month import LEFT_OUT, NEUTRAL, PHASES, SMALL_PHASES, built, small_place, small_step

FAST = {"households": 300, "months": 6, "seeds": 8}
SLOW = {"households": 2_500, "months": 24, "seeds": 16}
MAIN = (
    "residents 18-29", "residents 30-64", "residents 65+", "employed 30-64", "households couple", "in education 16-29",
    "in daycare 1-5", "trouble 13-25", "ties kin", "ties stairway", "ties school", "ties work", "ties programme",
    "income", "strain", "name", "order", "outside work 18-64", "local ties",
)  # fmt: skip


@pytest.fixture(scope="module")
def small():
    """A small town after a month in the columns, to be copied."""
    model = built(small_place("vaerebro", FAST["households"]), 1)
    small_step(model)
    return model.world


def _told(found):
    return [f"{one.name}: columns {one.columns:.4g}, Mesa {one.mesa:.4g}, error {one.error:.2g}" for one in found]


def test_small_towns_agree():
    found = apart(**FAST)
    bound = stats.t.ppf(1.0 - 0.002 / 2 / len(found), FAST["seeds"] - 1)
    assert len(found) > 50
    assert not (far := [one for one in found if abs(one.errors) > bound]), _told(far)
    # The bound is wide with few seeds; what is large must all the same be near.
    near = {one.name: one for one in found if one.name in MAIN}
    assert sorted(near) == sorted(MAIN)
    assert not (far := [one for one in near.values() if abs(one.mesa / one.columns - 1.0) > 0.15]), _told(far)


@pytest.mark.slow
def test_towns_agree_and_the_error_is_small_enough_to_mean_something():
    found = apart(**SLOW)
    assert not (far := [one for one in found if one.beyond]), _told(far)
    near = [one for one in found if one.name in MAIN]
    assert not (wide := [one for one in near if 4.0 * one.error > 0.1 * abs(one.columns)]), _told(wide)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("changed", "seen_in"),
    [
        ({"moving.almene": 0.18, "moving.private_rental": 0.40, "moving.outward": 0.6}, "left"),
        ({"ladder.kindergarten": 1.2, "ladder.nursery": 1.2}, "in daycare 1-5"),
        ({"labour.loss": 0.009}, "employed 30-64"),
        ({"ties.street_rate": 0.09}, "ties stairway"),
        ({"trouble.base": 0.08}, "trouble 13-25"),
        ({"name.worklessness": 1.4}, "name"),
    ],
    ids=["keys", "ladder", "work", "ties", "mirror", "name"],
)
def test_a_changed_rule_is_seen(changed, seen_in):
    known = registry()
    assert all(known[name].low <= value <= known[name].high for name, value in changed.items())
    found = {one.name: one for one in apart(1_000, 12, 8, changed=changed)}
    assert found[seen_in].beyond, _told([found[seen_in]])


def test_the_copy_is_the_very_state(small):
    ours, theirs = of_world(small).stocks(), of_town(copied(small)).stocks()
    assert ours.keys() == theirs.keys()
    for name, value in ours.items():
        assert theirs[name] == pytest.approx(value, rel=1e-5, nan_ok=False), name


def test_the_same_seed_gives_the_same_town(small):
    first, second = copied(small), copied(small)
    for _ in range(4):
        first.step()
        second.step()
    assert of_town(first).stocks() == of_town(second).stocks()


def test_nobody_is_lost_and_everything_fits_together(small):
    town = copied(small)
    for _ in range(12):
        town.step()
    people, households = list(town.agents_by_type[Person]), list(town.agents_by_type[Household])
    homes = list(town.agents_by_type[Home])
    assert sum(len(household.members) for household in households) == len(people)
    assert all(one in one.household.members and one.household.home.household is one.household for one in people)
    assert len({id(household.home) for household in households}) == len(households)
    empty = {home for home in homes if home.household is None and home.from_month < town.month}
    assert empty == set(town.vacant)
    assert all(one.partner is None or one.partner.partner is one for one in people)
    assert all(one.partner is None or one.partner.household is one.household for one in people)
    assert all(one.mother is None or one in one.mother.children for one in people)
    for one in people:
        assert all(one in (tie.first, tie.second) and 0 < tie.strength <= 255 for tie in one.ties)
        assert all(tie in other.ties for other, tie in one.others())
        assert len({(other, tie.layer) for other, tie in one.others()}) == len(one.ties) <= 16
    assert all(any(member.months >= ADULT_MONTHS for member in household.members) for household in households)
    for business in town.agents_by_type[Business]:
        assert (
            business.filled
            == sum(one.workplace is business for one in people)
            == sum(len(team.people) for team in business.teams)
        )
    assert all(one.workplace is None or one.status == EMPLOYED for one in people)
    for institution in town.agents_by_type[Institution]:
        attending = {one for one in people if one.institution is institution or one.club is institution}
        assert attending == set(institution.attending)


def test_what_is_left_out_is_switched_off(small):
    names = [name for name, _ in SMALL_PHASES]
    assert names == [phase.name for phase in PHASES if phase.name not in LEFT_OUT]
    known = registry()
    for name, value in NEUTRAL.items():
        assert value == known[name].low == 0.0
        assert small.values[name] == 0.0
    assert not len(small.participation)
    assert np.isfinite(small.reputation).all()
