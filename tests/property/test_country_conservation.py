"""Nobody is lost between municipalities: who leaves one arrives at another as the same person, whatever policies do."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from model.country.crossroads import Crossroads
from model.country.group import Asked, Group
from model.country.numbers import NUMBERS
from model.country.party import ANYWHERE, Party, divided, nobody, together
from model.scenario import Scenario
from tests.invariants import check
from tests.worlds import at_once

ISLANDS = ("0825", "0741", "0563", "0159")
"""Three small islands, and Gladsaxe with its estate."""
SHARE = 0.01
POLICIES = {
    "today's rules": (),
    "the platform": (at_once("cooperative_letting", ("from_year", 2015.0), ("neighbour_share", 0.1)),),
    "second chance": (at_once("second_chance", ("from_year", 2015.0)),),
    "taxes": (at_once("tax_equalisation", ("from_year", 2015.0)),),
}
LASTING = ("female", "origin", "birth_month")


def people(group: Group, parties: list[Party]) -> dict[int, tuple[int, ...]]:
    """What never changes of everybody in the country, by key."""
    tables = [
        {name: getattr(world.persons, name)[world.persons.rows] for name in ("key", *LASTING)} for world in group.worlds
    ]
    tables += [party.persons for party in parties]
    keys = np.concatenate([table["key"] for table in tables])
    assert len(np.unique(keys)) == len(keys), "somebody is in two places"
    columns = [np.concatenate([table[name] for table in tables]).tolist() for name in LASTING]
    return dict(zip(keys.tolist(), zip(*columns, strict=True), strict=True))


@pytest.mark.parametrize("policies", POLICIES.values(), ids=list(POLICIES))
def test_people_are_born_die_go_abroad_or_stay_the_same(policies: tuple) -> None:
    asked = Asked(Scenario(place="denmark", policies=policies, months=14), SHARE, ISLANDS)
    group = Group(asked, range(len(ISLANDS)))
    inboxes = [nobody()] * len(ISLANDS)
    before, moved, once_more = people(group, inboxes), 0, 0
    for month in range(14):
        lived = group.live(inboxes, take=True)
        parties = [leaving for leaving, _, _ in lived]
        counted = {name: sum(one[name] for _, _, one in lived if one) for name in (lived[0][2] or {})}
        after = people(group, parties)
        stayed = set(before) & set(after)
        assert all(before[key] == after[key] for key in stayed), "somebody has become another person"
        came, gone = len(after) - len(stayed), len(before) - len(stayed)
        assert came - gone == len(after) - len(before)
        assert len(after) - len(before) == (
            counted["births"] - counted["deaths"] + counted["abroad_in"] - counted["abroad_turned_away"]
            - counted["abroad_out"]
        )  # fmt: skip
        assert sum(one["residents"] for _, _, one in lived if one) + sum(p.heads for p in parties) == len(after)
        inboxes = asked.crossroads.hand_out(parties, asked.scenario.seed, month)
        assert people(group, inboxes) == after, "handing out lost or changed somebody"
        for model in group.models:
            check(model, recorded=False)
        moved += int(counted["moved_in"])
        once_more += sum(int(party.again.sum()) for party in parties)
        before = after
    assert moved > 20 and once_more > 0


def test_a_platform_sends_people_where_homes_were_opened_and_need_goes_along() -> None:
    needy = (
        ("need.other", 0.012),
        ("need.vulnerable", 0.12),
        ("platform.accept", 0.5),
        ("platform.months_between", 1.0),
    )
    scenario = Scenario(place="denmark", policies=POLICIES["the platform"], parameters=needy, months=10)
    asked = Asked(scenario, 0.05, ("0461", "0159", "0825"))
    group = Group(asked, range(3))
    # So few homes as these open less than one a month.
    for model in group.models:
        model.world.place.neighbours["dwellings"] *= 50.0
    inboxes = [nobody()] * 3
    sent = 0
    for month in range(10):
        lived = group.live(inboxes, take=True)
        for leaving, _, counted in lived:
            assert counted is not None
            named = leaving.goal != ANYWHERE
            assert (leaving.households["need"][named] > 0).all()
            assert (leaving.goal[named] != leaving.came[named]).all()
            assert int(named[leaving.persons["household"]].sum()) == counted["platform_out"]
            sent += int(named.sum())
        parties = [leaving for leaving, _, _ in lived]
        inboxes = asked.crossroads.hand_out(parties, 1, month)
        for position, inbox in enumerate(inboxes):
            wanted = [key for p in parties for key in p.households["key"][p.goal == position].tolist()]
            assert set(wanted) <= set(inbox.households["key"].tolist())
    assert sent > 0


@settings(max_examples=40)
@given(st.integers(2, 12), st.floats(0.5, 2.5), st.integers(0, 10_000))
def test_as_many_leave_as_are_drawn_and_the_near_draw_more(places: int, distance: float, seed: int) -> None:
    rng = np.random.default_rng(seed)
    east, north = rng.uniform(0.0, 300_000.0, (2, places))
    movers = rng.uniform(100.0, 50_000.0, places)
    if places < 4 or movers.max() > 0.4 * movers.sum():
        # One place cannot take in more than all others send.
        movers[:] = 1000.0
    numbers = {name: number.value for name, number in NUMBERS.items()} | {"country.distance": distance}
    roads = Crossroads(east, north, movers, np.ones(places), numbers)
    share = roads.shares[0]
    np.testing.assert_allclose(share.sum(axis=1), 1.0)
    np.testing.assert_allclose(movers @ share, movers, rtol=1e-6)
    assert (np.diag(share) == 0.0).all()
    np.testing.assert_allclose(roads.open_to().sum(axis=1), 1.0)


def _crowd(seed: int, came: int) -> Party:
    """A made-up party: households of one to four with couples and mothers, going anywhere."""
    rng = np.random.default_rng(seed)
    n = int(rng.integers(0, 12))
    sizes = rng.integers(1, 5, n)
    home = rng.permutation(np.repeat(np.arange(n), sizes))
    empty = nobody()
    heads = len(home)
    persons = {name: np.zeros(heads, dtype=column.dtype) for name, column in empty.persons.items()}
    households = {name: np.zeros(n, dtype=column.dtype) for name, column in empty.households.items()}
    persons["household"] = home.astype(np.int32)
    persons["key"] = rng.integers(1, 2**62, heads).astype(np.uint64)
    households["key"] = rng.integers(1, 2**62, n).astype(np.uint64)
    for name in ("partner", "mother"):
        persons[name] = np.full(heads, -1, dtype=np.int32)
    for h in range(n):
        members = np.flatnonzero(home == h)
        if len(members) > 1:
            persons["partner"][members[0]], persons["partner"][members[1]] = members[1], members[0]
            persons["mother"][members[2:]] = members[0]
    goal = np.full(n, ANYWHERE, dtype=np.int32)
    return Party(households, persons, goal, np.full(n, came, dtype=np.int32), rng.random(n) < 0.3)


def _told(party: Party) -> dict[int, tuple[int, int, int]]:
    """Household, partner and mother of everybody, all by key."""

    def named(column: str, keys: np.ndarray) -> list[int]:
        rows = party.persons[column]
        return [int(keys[row]) if row >= 0 else 0 for row in rows]

    own, homes = party.persons["key"], party.households["key"]
    told = zip(named("household", homes), named("partner", own), named("mother", own), strict=True)
    return dict(zip(own.tolist(), told, strict=True))


@given(st.lists(st.integers(0, 10_000), min_size=1, max_size=4, unique=True), st.integers(1, 5))
def test_parties_joined_and_divided_keep_who_belongs_to_whom(seeds: list[int], places: int) -> None:
    parties = [_crowd(seed, k) for k, seed in enumerate(seeds)]
    whole = together(parties)
    expected = {key: value for party in parties for key, value in _told(party).items()}
    assert _told(whole) == expected
    goal = np.arange(len(whole)) % places
    found = divided(whole, goal, places)
    assert {key: value for party in found for key, value in _told(party).items()} == expected
    for place, party in enumerate(found):
        assert (party.goal == place).all() and (np.diff(party.households["key"].astype(object)) > 0).all()
