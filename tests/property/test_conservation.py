"""Nobody is lost: every person in one household, every household in one home, every move in the ledger."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from model.estate_model import EstateModel
from model.policies import discover
from model.scenario import BEHAVIOURS, Scenario
from tests.invariants import check, populations


@st.composite
def scenarios(draw: st.DrawFn) -> Scenario:
    chosen = draw(st.lists(st.sampled_from(sorted(discover())), unique=True))
    policies = []
    for name in chosen:
        pairs = []
        for parameter in discover()[name].parameters[:3]:
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
    both = tuple((name, ()) for name in discover())
    model = EstateModel(Scenario(place="vaerebro", policies=both, months=48, seed=7))
    before = populations(model)
    model.run()
    after = populations(model)
    flows = model.record.flows()
    for place in ("estate", "elsewhere"):
        came = flows.loc[(flows.destination_place == place) & (flows.origin_place != place), "persons"].sum()
        left = flows.loc[(flows.origin_place == place) & (flows.destination_place != place), "persons"].sum()
        assert before[place] + came - left == after[place]
