"""Nobody is lost: every person in one household, every household in one home, every move in the ledger."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from agents.codes import InstitutionKind as Kind
from model.estate_model import PHASES, EstateModel
from model.policies import discover
from model.scenario import BEHAVIOURS, Scenario
from model.world import World
from tests.invariants import check, counted, populations
from tests.worlds import at_once

SHARED = ("dose", "from_year", "until_year", "start_up")
"""The first four numbers of every policy."""


@st.composite
def scenarios(draw: st.DrawFn) -> Scenario:
    chosen = draw(st.lists(st.sampled_from(sorted(discover())), unique=True))
    policies = []
    for name in chosen:
        pairs = []
        pairs.append(("start_up", 0.0))
        for parameter in discover()[name].parameters[len(SHARED) :][:4]:
            if draw(st.booleans()):
                value = draw(st.floats(parameter.low, parameter.high))
                pairs.append((parameter.name.split(".", 1)[1], value))
        policies.append((name, tuple(pairs)))
    parameters = []
    if draw(st.booleans()):
        parameters.append(("moving.almene", draw(st.floats(0.08, 0.18))))
    if draw(st.booleans()):
        parameters.append(("need.vulnerable", draw(st.floats(0.005, 0.12))))
    return Scenario(
        place="vaerebro",
        law=draw(st.sampled_from(["2010", "2015", "2018", "2021", "dated"])),
        policies=tuple(policies),
        parameters=tuple(parameters),
        behaviour=draw(st.sampled_from(BEHAVIOURS)),
        seed=draw(st.integers(0, 2**32)),
        months=14,
    )


@settings(max_examples=3, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
@given(scenarios())
def test_every_month_keeps_everybody(scenario: Scenario) -> None:
    model = EstateModel(scenario)
    for _ in range(scenario.months):
        model.step()
        check(model)


@pytest.mark.slow
@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(scenarios())
def test_every_month_keeps_everybody_in_many_worlds(scenario: Scenario) -> None:
    model = EstateModel(scenario)
    for _ in range(scenario.months):
        model.step()
        check(model)


def test_the_ledger_of_flows_closes_for_both_places() -> None:
    """Persons at the end are those at the start plus all booked in, minus all booked out: by place, to a head."""
    both = tuple(at_once(name) for name in discover())
    model = EstateModel(Scenario(place="vaerebro", policies=both, months=48, seed=7))
    before = populations(model)
    model.run()
    after = populations(model)
    flows = model.record.flows()
    for place in ("estate", "elsewhere"):
        came = flows.loc[(flows.destination_place == place) & (flows.origin_place != place), "persons"].sum()
        left = flows.loc[(flows.origin_place == place) & (flows.destination_place != place), "persons"].sum()
        assert before[place] + came - left == after[place]


SERVING_ALL = (Kind.HEALTH_VISITORS, Kind.JOB_CENTRE, Kind.MUNICIPALITY, Kind.LETTING)
"""Institutions that serve people or homes without seats; `tests/unit/test_institutions.py` counts those."""


def test_jobs_and_seats_are_counted_to_the_head() -> None:
    """Right after institutions and businesses have acted their rolls are who is there; a school year turns in August.

    Moves out of the municipality come later in the month and are counted in the next.
    """
    model = EstateModel(Scenario(place="vaerebro", months=9, seed=7))
    world = model.world
    for _ in range(9):
        for phase in PHASES:
            phase.run(world)
            if phase.name == "institutions":
                # A club is joined or left later in the month, a seat taken before the count.
                persons, table = world.persons, world.institutions
                rows = persons.rows
                there = counted(persons.institution[rows], table) + counted(persons.club[rows], table)
                seats = table.alive & ~np.isin(table.kind, SERVING_ALL)
                assert np.array_equal(table.roll[seats], there[seats])
            if phase.name == "businesses":
                there = counted(world.persons.workplace[world.persons.rows], world.businesses)
                assert np.array_equal(world.businesses.filled, there)
        world.month += 1


def _grown(world: World) -> int:
    persons = world.persons
    return int(np.flatnonzero(persons.alive & (persons.workplace >= 0) & (persons.partner >= 0))[0])


def _tied(world: World) -> int:
    return int(np.flatnonzero(world.ties.count > 0)[0])


def _spoil(table: str, column: str, value: float) -> Callable[[World], None]:
    def spoil(world: World) -> None:
        getattr(getattr(world, table), column)[_grown(world)] = value

    return spoil


def _strengthen(world: World) -> None:
    world.ties.strength[_tied(world), 0] ^= 1


def _share_a_record(world: World) -> None:
    persons = world.persons
    one, two = np.flatnonzero(persons.alive & (persons.record >= 0))[:2]
    persons.record[one] = persons.record[two]


def _close(world: World) -> None:
    world.businesses.open[world.persons.workplace[_grown(world)]] = False


SPOILT = {
    "a workplace without a job": _spoil("persons", "status", 3),
    "a job that nobody counts": _spoil("businesses", "filled", 0),
    "a partner who does not know": _spoil("persons", "partner", -1),
    "a club that is none": _spoil("persons", "club", 0),
    "a seat that does not fit the stage": _spoil("persons", "institution", 0),
    "work in a closed business": _close,
    "a tie that the two tell differently": _strengthen,
    "another's life record": _share_a_record,
}


@pytest.mark.parametrize("what", SPOILT)
def test_what_does_not_hold_is_found(what: str) -> None:
    """The checks above can fail."""
    model = EstateModel(Scenario(place="vaerebro", months=1, seed=7)).run()
    check(model)
    SPOILT[what](model.world)
    with pytest.raises(AssertionError):
        check(model)
