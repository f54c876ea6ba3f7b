"""Mesa's own tools take the model as they find it: data collector, batch runs, agent sets and SolaraViz."""

from __future__ import annotations

import mesa
import numpy as np
import pytest

from agents.household import Household
from agents.institution import LettingDepartment
from model.estate_model import EstateModel
from model.scenario import Scenario


def vulnerable_share(model: EstateModel) -> float:
    world = model.world
    return float(world.vulnerable(np.flatnonzero(world.in_estate)).mean())


class Collecting(EstateModel):
    """The model as a Mesa user would extend it."""

    def __init__(self, *, place="vaerebro", policies=(), seed=None, months=2) -> None:
        super().__init__(place=place, policies=policies, seed=seed, months=months)
        self.datacollector = mesa.DataCollector(
            model_reporters={"vulnerable": vulnerable_share, "month": "month"},
            agenttype_reporters={Household: {"score": "score", "rule": "rule_name"}},
        )
        self.datacollector.collect(self)

    def step(self) -> None:
        super().step()
        self.datacollector.collect(self)


@pytest.fixture(scope="module")
def collected() -> Collecting:
    model = Collecting()
    while model.running:
        model.step()
    return model


def test_the_data_collector_reads_model_and_households(collected):
    by_month = collected.datacollector.get_model_vars_dataframe()
    assert by_month["month"].tolist() == [0, 1, 2]
    assert by_month["vulnerable"].between(0.0, 1.0).all()
    by_household = collected.datacollector.get_agenttype_vars_dataframe(Household)
    assert sorted(by_household.index.get_level_values("Step").unique()) == [0, 1, 2]
    now = by_household.loc[2]
    assert len(now) == int((collected.world.dwellings.household[: collected.world.place.n_estate] >= 0).sum())
    # The collector and the columns must tell the same of the same households.
    assert float((now["score"] >= 3).mean()) == pytest.approx(vulnerable_share(collected))


def test_agent_sets_select_and_group(collected):
    households = collected.agents.select(agent_type=Household)
    families = households.select(lambda household: household.children > 0)
    assert 0 < len(families) < len(households)
    departments = collected.agents.select(agent_type=LettingDepartment)
    world = collected.world
    estate = departments.select(lambda department: world.estate_departments[department.department])
    assert 0 < len(estate) < len(departments)
    assert sum(department.homes for department in estate) == world.place.n_estate
    assert sum(department.homes for department in departments) == int((world.dwellings.department >= 0).sum())
    assert set(households.groupby("rule_name").groups) <= set(households.get("rule_name"))


def test_a_batch_run_takes_the_model():
    rows = mesa.batch_run(
        Collecting,
        parameters={"policies": ["", "second_chance"]},
        max_steps=2,
        number_processes=1,
        data_collection_period=-1,
        display_progress=False,
    )
    assert {row["policies"] for row in rows} == {"", "second_chance"}
    assert all(0.0 <= row["vulnerable"] <= 1.0 for row in rows)


def test_a_batch_run_repeats_a_seed_exactly():
    rows = mesa.batch_run(
        Collecting,
        parameters={"policies": ["second_chance"]},
        iterations=2,
        max_steps=2,
        number_processes=1,
        display_progress=False,
    )
    first, second = ([r["vulnerable"] for r in rows if r["iteration"] == i] for i in (0, 1))
    assert first == second


@pytest.mark.filterwarnings("ignore::UserWarning:solara")
def test_solaraviz_shows_the_model():
    import solara
    from mesa.visualization import SolaraViz, make_plot_component

    model = Collecting()
    seen: list[int] = []

    def month_of(shown: EstateModel) -> object:
        seen.append(shown.month)
        return solara.Text(f"month {shown.month}")

    box, rendered = solara.render(
        SolaraViz(model, components=[make_plot_component("vulnerable"), month_of], name="Boligliv"),
        handle_error=False,
    )
    try:
        assert seen == [0]
        assert box.children
    finally:
        rendered.close()


def test_the_model_takes_a_scenario_or_its_parts():
    parts = EstateModel(place="vaerebro", policies="second_chance", seed=3, months=1)
    whole = EstateModel(Scenario(policies=(("second_chance", ()),), seed=3, months=1))
    assert parts.scenario == whole.scenario


def test_agents_by_type_are_those_of_now():
    model = EstateModel(months=3)
    for _ in range(3):
        now = {agent.key for agent in model.agents_by_type[Household]}
        rows = np.flatnonzero(model.world.households.alive & model.world.in_estate)
        assert now == set(model.world.households.key[rows].tolist())
        model.step()


class Crowded(Household):
    """A household that also tells persons per room."""

    @property
    def persons_per_room(self) -> float:
        return (self.adults + self.children) / self._dwellings.rooms[self.dwelling]


class WithCrowding(EstateModel):
    agent_classes = EstateModel.agent_classes | {"household": Crowded}


def test_an_agent_can_be_replaced_by_a_subclass():
    model = WithCrowding(months=1)
    households = model.agents_by_type[Crowded]
    world = model.world
    homes = world.dwellings.household[: world.place.n_estate]
    assert len(households) == int((homes >= 0).sum())
    persons = sum(household.persons_per_room * world.dwellings.rooms[household.dwelling] for household in households)
    assert persons == pytest.approx(int(world.in_estate[world.persons.household[world.persons.rows]].sum()))
    assert Household not in model.agents_by_type
