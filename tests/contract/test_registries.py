"""A file dropped into the folder of policies appears everywhere; and what every policy keeps, whoever wrote it."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

import model.parameters
import model.policies
from agents.core.parameter import ParameterError
from experiments.cli import run
from experiments.vocabulary import vocabulary
from model.estate_model import EstateModel
from model.mechanisms import keys, wishes
from model.parameters import registry, scenario_values
from model.policies import discover
from model.policies.policy import Policy
from model.scenario import Scenario
from model.world import World
from tests.worlds import TABLES, by_key, differing, fingerprint, lived, table_prints

POLICIES = discover()
MAY_ENROL = {("households", "enrolled"), ("households", "wish"), ("households", "wish_since")}
DUMMY = """
from agents.core.parameter import Parameter
from model.policies.policy import Policy

PARAMETERS = (Parameter("{name}.dose", 0.5, 0.0, 1.0, "share", "someone2015", "judgement", "how much"),)

def bend(world):
    world.levers.bend("{name}", "letting.internal_share", "scale", 1.0 - world.p("{name}.dose"))

POLICY = Policy("{name}", {number}, "V", "Open doors", "Åbne døre", "Said.", "Sagt.", ("municipality",), "all",
                ("municipality",), ("none",), PARAMETERS, bend)
"""


def _forget() -> None:
    discover.cache_clear()
    registry.cache_clear()


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A second folder that counts as model/policies for one test."""
    monkeypatch.setattr(model.policies, "__path__", [*model.policies.__path__, str(tmp_path)])
    loaded = set(sys.modules)
    _forget()
    yield tmp_path
    monkeypatch.undo()
    _forget()
    for name in set(sys.modules) - loaded:
        if name.startswith("model.policies."):
            del sys.modules[name]
            delattr(model.policies, name.rpartition(".")[2])


class TestTheFolderIsTheRegistry:
    def test_a_policy_dropped_in_appears_everywhere(self, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        (folder / "open_doors.py").write_text(DUMMY.format(name="open_doors", number=99), encoding="utf-8")
        assert list(discover()) == [*POLICIES, "open_doors"]
        assert registry()["open_doors.dose"].value == 0.5
        assert set(vocabulary().policies["open_doors"]) == {"dose"}
        assert run(["list", "policies", "--json"]) == 0
        assert "open_doors" in {row["name"] for row in json.loads(capsys.readouterr().out)}
        scenario = Scenario(policies=(("open_doors", (("dose", 1.0),)),))
        world = lived(scenario, 1).world
        assert (world.levers.value("letting.internal_share") == 0.0).all()
        assert world.levers.bent_by("letting.internal_share") == ("open_doors",)

    def test_it_is_gone_with_its_file(self) -> None:
        assert "open_doors" not in discover() and "open_doors.dose" not in registry()

    @pytest.mark.parametrize(("name", "number"), [("second_chance", 99), ("open_doors", 15)])
    def test_two_files_cannot_claim_one_name_or_number(self, folder: Path, name: str, number: int) -> None:
        (folder / "zeta.py").write_text(DUMMY.format(name=name, number=number), encoding="utf-8")
        with pytest.raises(ValueError, match=rf"policy {number} '{name}' of zeta\.py is also claimed by second_chance"):
            discover()

    def test_something_else_called_policy_is_refused(self, folder: Path) -> None:
        (folder / "zeta.py").write_text("POLICY = 'open doors'\n")
        with pytest.raises(TypeError, match=r"model/policies/zeta.py: POLICY is a str, not a Policy"):
            discover()

    def test_helpers_without_a_policy_are_passed_over(self, folder: Path) -> None:
        (folder / "helper.py").write_text("NUMBER = 3\n")
        assert list(discover()) == list(POLICIES)

    def test_the_list_cannot_be_changed_from_outside(self) -> None:
        with pytest.raises(TypeError):
            discover()["mine"] = POLICIES["second_chance"]  # type: ignore[index]


@pytest.mark.parametrize(
    ("policies", "message"),
    [
        ((("second_chanse", ()),), r"unknown policy 'second_chanse' \(did you mean 'second_chance'\?\); known: coop"),
        ((("second_chance", (("shares", 0.1),)),), r"policy 'second_chance' has no parameter 'shares' \(did you mean"),
        ((("second_chance", (("share", 0.5),)),), r"second_chance.share = 0.5 is outside 0..0.2 share of households"),
    ],
)
def test_a_dose_that_cannot_be_is_named(policies, message: str) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(ParameterError, match=message):
        scenario_values(Scenario(policies=policies))


def _of(policy: Policy, end: str | None = None) -> Scenario:
    """A scenario with one policy at its usual doses, or all of them at one end of their range."""
    doses = () if end is None else tuple((p.name.split(".")[1], float(getattr(p, end))) for p in policy.parameters)
    return Scenario(policies=((policy.name, doses),), seed=5)


def _state(world: World) -> dict[tuple[str, str], bytes]:
    tables = [(name, getattr(world, name)) for name in TABLES]
    return {(name, column): getattr(table, column).tobytes() for name, table in tables for column in ("alive", *table)}


def _bare(world: World) -> None:
    """The levers of this month as they are without any policy."""
    world.levers.clear()
    keys.declare(world)
    wishes.declare(world)


@pytest.fixture(scope="module")
def years() -> dict[str, EstateModel]:
    """Each policy after a year, at the door of January."""
    return {name: lived(_of(policy), 12) for name, policy in POLICIES.items()}


@pytest.mark.parametrize("policy", POLICIES.values(), ids=POLICIES)
class TestEveryPolicy:
    def test_says_what_it_is_in_both_languages(self, policy: Policy) -> None:
        assert policy.title and policy.title_da and policy.eligible and policy.theme
        assert policy.summary.endswith(".") and policy.summary_da.endswith(".")
        assert policy.summary != policy.summary_da
        assert policy.actors and policy.payers and policy.barriers
        assert 1 <= policy.number <= 20

    def test_lives_in_the_file_of_its_name_and_owns_its_doses(self, policy: Policy) -> None:
        assert policy.bend.__module__ == f"model.policies.{policy.name}"
        assert policy.parameters and all(p.name.startswith(f"{policy.name}.") for p in policy.parameters)
        others = [name for name in registry() if name.startswith(f"{policy.name}.")]
        assert sorted(others) == sorted(p.name for p in policy.parameters)

    def test_bends_levers_in_its_own_name_and_touches_nothing_else(self, policy: Policy, years) -> None:  # type: ignore[no-untyped-def]
        world = years[policy.name].world
        _bare(world)
        state, prints = _state(world), table_prints(world)
        policy.bend(world)
        bent = {lever for lever in world.levers.declared if world.levers.bent_by(lever)}
        assert bent and all(world.levers.bent_by(lever) == (policy.name,) for lever in bent)
        assert _state(world) == state and table_prints(world) == prints

    def test_enrols_by_three_columns_of_households_and_no_other(self, policy: Policy, years) -> None:  # type: ignore[no-untyped-def]
        world = years[policy.name].world
        _bare(world)
        policy.bend(world)
        state, prints = _state(world), table_prints(world)
        if policy.enrol is not None:
            policy.enrol(world)
        after = _state(world)
        assert {place for place in state if state[place] != after[place]} <= MAY_ENROL
        left_alone = {"persons", "dwellings", "ties", "reputation"}
        assert all(table_prints(world)[table] == prints[table] for table in left_alone)

    def test_sends_its_bills_to_those_it_names(self, policy: Policy, years) -> None:  # type: ignore[no-untyped-def]
        series = years[policy.name].record.series()
        costs = series[series["metric"] == "cost_kr"]
        assert len(costs) and set(costs["group"]) <= set(policy.payers)
        assert costs["unit"].str.startswith(f"{policy.name}: ").all()
        assert (costs["value"] >= 0.0).all() and costs["value"].sum() > 0.0 and np.isfinite(costs["value"]).all()

    def test_is_nothing_at_its_lowest_doses(self, policy: Policy) -> None:
        base, off = lived(Scenario(seed=5), 2), lived(_of(policy, "low"), 2)
        assert not any(off.world.levers.bent_by(lever) for lever in off.world.levers.declared)
        assert all(not differing(by_key(base.world, name), by_key(off.world, name)) for name in TABLES)
        assert off.world.costs.booked == {}

    @pytest.mark.parametrize("end", ["low", "high"])
    def test_stays_inside_the_limits_of_its_levers(self, policy: Policy, end: str) -> None:
        world = lived(_of(policy, end), 2).world
        for name, lever in world.levers.declared.items():
            value = world.levers.value(name)
            assert np.isfinite(value).all() and (value >= lever.low).all() and (value <= lever.high).all(), name


def test_the_order_of_policies_cannot_matter() -> None:
    """Levers and enrolment to the bit, whichever policy is asked first."""
    world = EstateModel(Scenario(policies=tuple((name, ()) for name in POLICIES), seed=5)).world
    start, found = {column: getattr(world.households, column).copy() for column in world.households}, []
    for order in (list(POLICIES), list(reversed(POLICIES))):
        for column, values in start.items():
            getattr(world.households, column)[:] = values
        _bare(world)
        for name in order:
            POLICIES[name].bend(world)
        for name in order:
            if POLICIES[name].enrol is not None:
                POLICIES[name].enrol(world)
        found.append((_state(world), {name: world.levers.value(name).tobytes() for name in world.levers.declared}))
    assert found[0] == found[1]
    names = tuple((name, ()) for name in POLICIES)
    assert Scenario(policies=names) == Scenario(policies=names[::-1])


def test_the_same_question_asked_in_three_ways_is_one_answer() -> None:
    """A scenario, its parts, and its parts in another order."""
    first = EstateModel(Scenario(policies=(("second_chance", ()), ("cooperative_letting", ())), seed=2, months=1))
    second = EstateModel(policies=["cooperative_letting", "second_chance"], seed=2, months=1)
    assert first.scenario == second.scenario
    assert fingerprint(first.run()) == fingerprint(second.run())
