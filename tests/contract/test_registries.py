"""A file dropped into the folder of policies appears everywhere; and what every policy keeps, whoever wrote it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from agents.core.parameter import ParameterError
from experiments.cli import run
from experiments.vocabulary import vocabulary
from model.estate_model import EstateModel
from model.parameters import registry, scenario_values
from model.policies import discover
from model.scenario import Scenario
from tests.worlds import fingerprint, lived

POLICIES = discover()
DUMMY = """
from agents.core.parameter import Parameter
from model.policies.policy import Policy, Text
from model.policies.standard import schedule

PARAMETERS = (
    *schedule("{name}", (0.0, 0.0, 6.0, "someone2015", "judgement")),
    Parameter("{name}.share", 0.5, 0.0, 1.0, "share", "someone2015", "judgement", "how much"),
)

def bend(world):
    world.levers.bend("{name}", "letting.internal_share", "scale", 1.0 - world.p("{name}.share"))

def bill(world):
    world.costs.book("{name}", "doors", "municipality", 1.0)

POLICY = Policy("{name}", {number}, "V", Text("Open doors", "Åbne døre"), Text("Said.", "Sagt."), Text("All.", "Alle."),
                ("municipality",), ("municipality",), (), Text("Both.", "Begge."), (), PARAMETERS, {{"share": "andel"}},
                bend, bill)
"""


class TestTheFolderIsTheRegistry:
    def test_a_policy_dropped_in_appears_everywhere(self, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        (folder / "open_doors.py").write_text(DUMMY.format(name="open_doors", number=99), encoding="utf-8")
        assert list(discover()) == [*POLICIES, "open_doors"]
        assert registry()["open_doors.share"].value == 0.5
        assert set(vocabulary().policies["open_doors"]) == {"share", "dose", "from_year", "until_year", "start_up"}
        assert run(["list", "policies", "--json"]) == 0
        assert "open_doors" in {row["name"] for row in json.loads(capsys.readouterr().out)}
        scenario = Scenario(policies=(("open_doors", (("share", 1.0),)),))
        world = lived(scenario, 1).world
        assert (world.levers.value("letting.internal_share") == 0.0).all()
        assert world.levers.bent_by("letting.internal_share") == ("open_doors",)

    def test_it_is_gone_with_its_file(self) -> None:
        assert "open_doors" not in discover() and "open_doors.share" not in registry()

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
        (
            (("second_chanse", ()),),
            r"unknown policy 'second_chanse' \(did you mean 'second_chance'\?\); known: common_dir",
        ),
        ((("second_chance", (("shares", 0.1),)),), r"policy 'second_chance' has no parameter 'shares' \(did you mean"),
        ((("second_chance", (("share", 0.5),)),), r"second_chance.share = 0.5 is outside 0..0.2 share of households"),
    ],
)
def test_a_dose_that_cannot_be_is_named(policies, message: str) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(ParameterError, match=message):
        scenario_values(Scenario(policies=policies))


def test_the_same_question_asked_in_three_ways_is_one_answer() -> None:
    """A scenario, its parts, and its parts in another order."""
    first = EstateModel(Scenario(policies=(("second_chance", ()), ("cooperative_letting", ())), seed=2, months=1))
    second = EstateModel(policies=["cooperative_letting", "second_chance"], seed=2, months=1)
    assert first.scenario == second.scenario
    assert fingerprint(first.run()) == fingerprint(second.run())
