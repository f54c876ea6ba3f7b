"""What every policy keeps, whoever wrote it: nobody has to test this for a new one."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import lru_cache
from typing import NamedTuple

import numpy as np
import pytest

from agents.core import calendar
from agents.core.parameter import Parameter
from agents.participation import Subject
from model import offers
from model.estate_model import EstateModel, declare
from model.parameters import registry
from model.policies import discover
from model.policies.policy import ACTORS, PAYERS, Policy, Text
from model.policies.standard import DANISH
from model.scenario import Scenario
from model.world import Costs, World
from tests.invariants import check
from tests.worlds import TABLES, at_once, by_key, differing, frame_print, lived, table_prints

POLICIES = discover()
ESTATES = ("vollsmose", "vaerebro")
SHARED = ("dose", "from_year", "until_year", "start_up")
OF_THE_FRAME = {*SHARED, "months", "uptake", "reach", "places", "dropout"}
"""Numbers that the frame of all policies reads; its own tests are below."""
MAY_ENROL = {("households", "wish"), ("households", "wish_since")}
MAY_ENROL |= {(table, "enrolled") for table in ("persons", "households", "institutions")}
WATCHED = (24, 31)
"""A January, when some ask once a year, and an August, when the school year turns."""
EVERY = tuple(at_once(name) for name in POLICIES)
BUILDING = (("contracts.from_vaerebro", 2015.0),)
"""Where nothing is built nobody can be taken on."""


def _state(world: World) -> dict[tuple[str, str], bytes]:
    tables = [(name, getattr(world, name)) for name in (*TABLES, "institutions", "businesses")]
    return {(name, column): getattr(table, column).tobytes() for name, table in tables for column in ("alive", *table)}


def _bare(world: World) -> None:
    """The levers of this month as they are without any policy."""
    world.levers.clear()
    declare(world)


def _values(world: World) -> dict[str, bytes]:
    return {name: world.levers.value(name).tobytes() for name in world.levers.declared}


@contextmanager
def _value(world: World, name: str, value: float) -> Iterator[None]:
    """The world with another value of a parameter, for a while."""
    before = world.values[name]
    world.values[name] = value
    try:
        yield
    finally:
        world.values[name] = before


class Swing(NamedTuple):
    """All policies at once in full swing: the world at the door of the months watched, and numbers that never
    mattered.
    """

    worlds: dict[int, World]
    still: dict[str, list[str]]


@pytest.fixture(scope="module")
def swing() -> Swing:
    """Every policy from the first month on; each number is looked at once a month until it is seen to matter."""
    model = EstateModel(Scenario(policies=EVERY, parameters=BUILDING, seed=5, months=WATCHED[-1] + 1))
    worlds: dict[int, World] = {}
    still = {
        policy.name: [p for p in policy.parameters if p.name.split(".", 1)[1] not in OF_THE_FRAME]
        for policy in POLICIES.values()
    }
    while model.month <= WATCHED[-1]:
        world = model.world
        if model.month in WATCHED:
            worlds[model.month] = copy.deepcopy(world)
        for policy in (policy for policy in POLICIES.values() if still[policy.name]):
            usual = _signature(world, policy)
            still[policy.name] = [p for p in still[policy.name] if not _matters(world, policy, p, usual)]
        model.step()
    return Swing(worlds, {name: [p.name for p in left] for name, left in still.items()})


@pytest.fixture(scope="module")
def worlds(swing: Swing) -> dict[int, World]:
    """The worlds alone."""
    return swing.worlds


@pytest.mark.parametrize("policy", POLICIES.values(), ids=POLICIES)
class TestWhatItSays:
    def test_in_both_languages(self, policy: Policy) -> None:
        sentences = [policy.summary, policy.eligible, policy.alone, *(barrier.text for barrier in policy.barriers)]
        for text in sentences:
            assert isinstance(text, Text) and text.en.endswith(".") and text.da.endswith(".")
            assert text.en != text.da
        assert policy.title.en and policy.title.da and policy.theme
        assert policy.barriers and set(policy.alone_in) <= set(ESTATES)
        # The catalogue has sixteen; from 17 on they are somebody's own.
        assert policy.number >= 0

    def test_who_acts_and_who_pays(self, policy: Policy) -> None:
        assert policy.actors and set(policy.actors) <= set(ACTORS)
        assert policy.payers and set(policy.payers) <= set(PAYERS)

    def test_it_lives_in_the_file_of_its_name_and_owns_its_doses(self, policy: Policy) -> None:
        assert policy.bend.__module__ == f"model.policies.{policy.name}"
        assert all(p.name.startswith(f"{policy.name}.") for p in policy.parameters)
        others = [name for name in registry() if name.startswith(f"{policy.name}.")]
        assert sorted(others) == sorted(p.name for p in policy.parameters)
        short = {p.name.split(".", 1)[1] for p in policy.parameters}
        assert set(SHARED) <= short and len(short) > len(SHARED)
        assert {barrier.parameter for barrier in policy.barriers if barrier.parameter} <= set(registry())
        if policy.offers:
            assert {"months", "uptake"} <= short

    def test_every_number_has_its_meaning_in_danish(self, policy: Policy) -> None:
        short = {p.name.split(".", 1)[1] for p in policy.parameters}
        assert set(policy.danish) <= short, "Danish for a number that is not there"
        assert short - set(DANISH) <= set(policy.danish), "a number without Danish"
        assert all(policy.danish.values())

    def test_a_figure_of_the_catalogue_names_it_as_source(self, policy: Policy) -> None:
        for parameter in policy.parameters:
            assert (parameter.grade == "catalogue") == (parameter.source == "catalogue2015"), parameter.name
            assert parameter.meaning and parameter.unit
            assert parameter.low < parameter.high, f"{parameter.name} has no range"


@pytest.mark.parametrize("policy", POLICIES.values(), ids=POLICIES)
class TestWhatItDoes:
    @pytest.mark.parametrize("month", WATCHED)
    def test_bends_declared_levers_in_its_own_name_and_nothing_else(
        self, policy: Policy, month: int, worlds: dict[int, World]
    ) -> None:
        world = worlds[month]
        _bare(world)
        base, state, prints = _values(world), _state(world), table_prints(world)
        policy.bend(world)
        bent = {lever for lever in world.levers.declared if world.levers.bent_by(lever)}
        assert bent and all(world.levers.bent_by(lever) == (policy.name,) for lever in bent)
        assert any(_values(world)[lever] != base[lever] for lever in bent), "bends, and all stays as it is"
        assert _state(world) == state and table_prints(world) == prints
        assert set(policy.replaces) == {lever for lever in bent if world.levers.replaced_by(lever)}

    @pytest.mark.parametrize("month", WATCHED)
    def test_asks_without_touching_anybody(self, policy: Policy, month: int, worlds: dict[int, World]) -> None:
        world = worlds[month]
        state, prints = _state(world), table_prints(world)
        for offer in policy.offers:
            table = world.participation.subjects(world, offer.to)
            rows = np.asarray(offer.eligible(world))
            assert len(np.unique(rows)) == len(rows) and table.alive[rows].all()
        policy.bill(world)
        assert _state(world) == state and table_prints(world) == prints

    def test_takes_in_by_few_columns_and_only_whom_it_is_for(self, policy: Policy, worlds: dict[int, World]) -> None:
        """Those taken in were eligible, willing, and fit; nobody else's row changes."""
        world = copy.deepcopy(worlds[WATCHED[0]])
        state = _state(world)
        for offer in policy.offers:
            owners = world.participation.subjects(world, offer.to)
            eligible = set(np.asarray(offer.eligible(world)).tolist())
            before = set(world.participation.rows(policy.name, offer.to).tolist())
            room = offers.free_places(world, policy.name) if f"{policy.name}.places" in world.values else None
            offers.take_in(world, policy.name, offer)
            new = set(world.participation.rows(policy.name, offer.to).tolist()) - before
            assert new <= eligible
            assert room is None or len(new) <= room
            rows = np.array(sorted(new), dtype=np.int64)
            assert offers.willing(world, policy.name, offer.to, rows).all()
            assert (owners.enrolled[rows] & world.participation.bit(policy.name)).all()
            if offer.keeps is not None and len(rows):
                assert offer.keeps(world, rows).all(), "taken in, and let go at once"
        after = _state(world)
        assert {place for place in state if state[place] != after[place]} <= MAY_ENROL

    def test_every_number_changes_something(self, policy: Policy, swing: Swing) -> None:
        """A lever, who may take part, how many there is room for, or a bill, in one of the first months."""
        assert swing.still[policy.name] == []

    @pytest.mark.parametrize("month", WATCHED)
    def test_a_small_dose_does_little(self, policy: Policy, month: int, worlds: dict[int, World]) -> None:
        """Levers near where they are without the policy, to a thousandth of their range; a replaced one is a switch.

        Those of who takes part are left out: at a small dose nobody does, and who does gets all of it.
        """
        world = copy.deepcopy(worlds[month])
        world.participation.end(world, world.participation.entries(policy.name), "ended")
        _bare(world)
        base = {name: world.levers.value(name) for name in world.levers.declared}
        with _value(world, f"{policy.name}.dose", 1e-6):
            policy.bend(world)
        for name, lever in world.levers.declared.items():
            if name in policy.replaces or lever.per == "programme":
                continue
            apart = np.abs(world.levers.value(name) - base[name]).max()
            assert apart <= 1e-3 * (lever.high - lever.low), name

    @pytest.mark.parametrize("end", ["low", "high"])
    def test_stays_inside_the_limits_of_its_levers(self, policy: Policy, end: str, worlds: dict[int, World]) -> None:
        world = worlds[WATCHED[0]]
        before = dict(world.values)
        try:
            for p in policy.parameters:
                if p.name.split(".", 1)[1] not in SHARED:
                    world.values[p.name] = getattr(p, end)
            _bare(world)
            policy.bend(world)
            for name, lever in world.levers.declared.items():
                value = world.levers.value(name)
                assert np.isfinite(value).all() and (value >= lever.low).all() and (value <= lever.high).all(), name
        finally:
            world.values.update(before)

    def test_sends_its_bills_to_those_it_names(self, policy: Policy, worlds: dict[int, World]) -> None:
        series = worlds[WATCHED[-1]].record.series()
        costs = series[(series["metric"] == "cost_kr") & series["unit"].str.startswith(f"{policy.name}: ")]
        assert len(costs) and set(costs["group"]) == set(policy.payers)
        assert (costs["value"] >= 0.0).all() and costs["value"].sum() > 0.0 and np.isfinite(costs["value"]).all()


def _signature(world: World, policy: Policy) -> tuple[object, ...]:
    """What the policy would do this month: levers, whom it asks, who would say yes, room, and the bill."""
    _bare(world)
    policy.bend(world)
    found: list[object] = [_values(world)]
    for offer in policy.offers:
        rows = np.asarray(offer.eligible(world), dtype=np.int64)
        found.append(rows.tobytes())
        found.append(offers.willing(world, policy.name, offer.to, rows).tobytes())
        entries = world.participation.entries(policy.name, offer.to)
        if offer.keeps is not None:
            found.append(offer.keeps(world, world.participation.table.row[entries].astype(np.int64)).tobytes())
        if offer.need is not None:
            found.append(np.argsort(offer.need(world, rows), kind="stable").tobytes())
        if offer.group is not None and len(rows):
            found.append(offer.group(world, rows).tobytes())
    # A bill is written inside the month, when the counts of the month before stand as the last ones.
    costs, counters, last = world.costs, world.counters, world.last_counters
    world.costs, world.counters, world.last_counters = Costs(), {}, counters
    policy.bill(world)
    found.append(tuple(sorted(world.costs.booked.items())))
    world.costs, world.counters, world.last_counters = costs, counters, last
    return tuple(found)


def _matters(world: World, policy: Policy, parameter: Parameter, usual: tuple[object, ...]) -> bool:
    for value in (parameter.low, parameter.high):
        if value != parameter.value:
            with _value(world, parameter.name, value):
                if _signature(world, policy) != usual:
                    return True
    return False


def _all(**doses: float) -> Scenario:
    given = tuple((name, (("start_up", 0.0), *doses.items())) for name in POLICIES)
    return Scenario(policies=given, seed=6, months=14)


@pytest.fixture(scope="module")
def base() -> EstateModel:
    """A year and two months under today's rules."""
    return lived(replace(_all(), policies=()))


def test_nothing_at_dose_zero(base: EstateModel) -> None:
    """All policies switched on at dose 0: all columns and series to the bit, and nobody is billed."""
    off = lived(_all(dose=0.0))
    assert all(not differing(by_key(base.world, name), by_key(off.world, name)) for name in TABLES)
    series = off.record.series()
    own = series["metric"].str.startswith(tuple(POLICIES))
    assert (series.loc[own, "value"] == 0.0).all()
    assert frame_print(series[~own]) == frame_print(base.record.series())
    assert not (series["metric"] == "cost_kr").any()


def test_nothing_after_the_last_year() -> None:
    """All policies end with 2015: in 2016 no lever is bent, nobody takes part and nobody is billed."""
    model = lived(_all(until_year=2016.0))
    world = model.world
    assert sum(world.participation.began.values()) > 0, "they were at work before"
    assert not any(world.levers.bent_by(lever) for lever in world.levers.declared)
    assert len(world.participation) == 0 and not world.persons.enrolled.any() and not world.households.enrolled.any()
    series = model.record.series()
    billed = series.loc[(series["metric"] == "cost_kr") & (series["value"] > 0.0), "month"]
    assert len(billed) and billed.max() == calendar.parse("2016-01") - 1


def test_everybody_is_kept_with_all_policies_at_work(worlds: dict[int, World]) -> None:
    """People, homes, seats and jobs after two and a half years of all of them at once."""
    model = lived(Scenario(policies=EVERY, seed=11), 3)
    check(model)
    model.world.__dict__.update(copy.deepcopy(worlds[WATCHED[-1]]).__dict__)
    check(model)


def test_the_order_of_policies_cannot_matter(worlds: dict[int, World]) -> None:
    """Levers and participation to the bit, whichever policy is asked first."""
    found = []
    for order in (list(POLICIES), list(reversed(POLICIES))):
        world = copy.deepcopy(worlds[WATCHED[0]])
        _bare(world)
        for name in order:
            POLICIES[name].bend(world)
        values = _values(world)
        for name in order:
            for offer in POLICIES[name].offers:
                offers.take_in(world, name, offer)
        world.costs = Costs()
        for name in order:
            POLICIES[name].bill(world)
        costs = {key: float(kr) for key, kr in sorted(world.costs.booked.items())}
        part = world.participation
        taking = [[part.rows(name, subject).tolist() for subject in Subject] for name in POLICIES]
        found.append((_state(world), values, costs, taking))
    assert found[0] == found[1]
    names = tuple((name, ()) for name in POLICIES)
    assert Scenario(policies=names) == Scenario(policies=names[::-1])


@lru_cache(maxsize=1)
def _first_month() -> EstateModel:
    return lived(Scenario(seed=6, months=1))


@pytest.mark.parametrize("name", POLICIES)
def test_those_it_does_not_reach_live_the_same_month(name: str) -> None:
    """In its first month a policy changes those who take part, who live in the estate or attend an institution that
    takes part, and a chain of homes and jobs behind them: of all others, under one in two hundred.
    """
    one, two = _first_month(), lived(Scenario(policies=(at_once(name),), seed=6, months=1))
    persons, part = two.world.persons, two.world.participation
    rows = persons.rows
    house = persons.household[rows]
    reached = (persons.enrolled[rows] > 0) | (two.world.households.enrolled[house] > 0) | two.world.in_estate[house]
    attended = persons.institution[rows]
    reached |= (attended >= 0) & (two.world.institutions.enrolled[np.maximum(attended, 0)] > 0)
    untouched = set(persons.key[rows[~reached]].tolist())
    changed = differing(
        by_key(one.world, "persons").drop(columns=["enrolled"]), by_key(two.world, "persons").drop(columns=["enrolled"])
    )
    assert len(part) == part.number(name)
    assert len(changed & untouched) < 0.005 * len(untouched)


class TestTheFrame:
    """Numbers that the frame reads for every policy with participants, on one of them."""

    NAME = "second_chance"

    def _began(self, months: int = 13, **doses: float) -> int:
        given = (("start_up", 0.0), *doses.items())
        world = lived(Scenario(policies=((self.NAME, given),), seed=5), months).world
        return world.participation.began.get(self.NAME, 0)

    def test_nobody_is_asked_before_it_is_ready(self) -> None:
        assert self._began(12) > 0
        assert self._began(12, from_year=2016.0) == 0 < self._began(13, from_year=2016.0)
        early = lived(Scenario(policies=((self.NAME, (("start_up", 12.0),)),), seed=5), 12).world
        assert early.participation.began == {}

    def test_a_smaller_dose_asks_fewer(self) -> None:
        assert 0 < self._began(1, dose=0.3) < self._began(1)


@pytest.mark.slow
def test_all_of_them_work_in_vollsmose() -> None:
    """A year and two months of all proposals at once in the larger estate: everybody is kept, each takes somebody in
    and sends its bills; building, on which one of them depends, begins at once.
    """
    asked = Scenario(place="vollsmose", policies=EVERY, parameters=(("contracts.from_vollsmose", 2015.0),), seed=3)
    model = lived(asked, 14)
    check(model)
    began = model.world.participation.began
    assert {name for name, policy in POLICIES.items() if policy.offers} == set(began)
    series = model.record.series()
    billed = series.loc[(series["metric"] == "cost_kr") & (series["value"] > 0.0), "unit"].str.partition(":")[0]
    assert set(billed) == set(POLICIES)
