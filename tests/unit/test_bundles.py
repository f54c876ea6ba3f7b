"""Bundles are words of input: themes and the whole catalogue, found from the folder; and policies that clash."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from agents.core.parameter import ParameterError
from experiments import cli_options
from experiments.cli import run
from experiments.comparing import alternatives
from experiments.errors import InputError
from experiments.scenario_file import Question, from_toml, to_toml
from experiments.scenario_url import from_line, from_query, to_line, to_query
from experiments.vocabulary import vocabulary
from model.estate_model import EstateModel
from model.parameters import scenario_values
from model.policies import discover
from model.policies.bundles import bundles, exactly, expand
from model.policies.conflicts import conflict
from model.scenario import Scenario

THEME = ("housing_career", "cooperative_letting", "second_chance", "tax_equalisation")
DUMMY = """
from model.policies.policy import Policy, Text
from model.policies.standard import schedule

def bend(world):
    world.levers.bend("{name}", "letting.internal_share", "replace", 0.5)

def bill(world):
    world.costs.book("{name}", "doors", "municipality", 1.0)

SAID = Text("Said.", "Sagt.")
POLICY = Policy("{name}", {number}, "V", SAID, SAID, SAID, ("municipality",), ("municipality",), (), SAID, (),
                schedule("{name}", (6.0, 0.0, 12.0, "judgement", "judgement")), {{}}, bend, bill,
                replaces=("letting.internal_share",))
"""


@pytest.fixture
def doors(folder: Path) -> tuple[str, str]:
    """Two policies that both replace one lever."""
    for name, number in (("open_doors", 98), ("shut_doors", 99)):
        (folder / f"{name}.py").write_text(DUMMY.format(name=name, number=number), encoding="utf-8")
    return "open_doors", "shut_doors"


class TestBundles:
    def test_each_policy_is_in_its_theme_and_in_the_whole(self) -> None:
        found, names = bundles(), {"I": 1, "II": 2, "III": 3, "IV": 4, "V": 5}
        for policy in discover().values():
            own = {name for name, bundle in found.items() if policy.name in bundle.members}
            theme = {f"theme_{names[policy.theme]}", "whole"} if policy.number else set()
            assert own == {*theme, "whole_with_c"}
        assert found["whole_with_c"].members == ("common_direction", *found["whole"].members)
        assert set(found["theme_5"].members) <= set(THEME)

    def test_a_policy_dropped_in_joins_its_theme(self, folder: Path) -> None:
        (folder / "open_doors.py").write_text(DUMMY.format(name="open_doors", number=98), encoding="utf-8")
        assert bundles()["theme_5"].members[-1] == bundles()["whole"].members[-1] == "open_doors"

    def test_a_policy_cannot_have_the_name_of_a_bundle(self, folder: Path) -> None:
        (folder / "whole.py").write_text(DUMMY.format(name="whole", number=98), encoding="utf-8")
        with pytest.raises(ValueError, match="policy 'whole' has the name of a bundle"):
            bundles()

    def test_names_are_met_once_and_unknown_ones_are_kept(self) -> None:
        known = {"both": ("a", "b")}
        assert expand(["b", "both", "c", "a"], known) == ("b", "a", "c")
        assert expand([], known) == ()

    def test_bundles_are_listed(self, capsys: pytest.CaptureFixture[str]) -> None:
        assert run(["list", "bundles", "--json"]) == 0
        rows = {row["name"]: row["members"] for row in json.loads(capsys.readouterr().out)}
        assert rows == {name: list(bundle.members) for name, bundle in bundles().items()}
        assert run(["list", "bundles"]) == 0
        assert "theme V, housing policy" in capsys.readouterr().out


MEMBERS = bundles()["theme_5"].members
PLAIN = Scenario(policies=tuple((name, ()) for name in MEMBERS))
DOSED = Scenario(policies=tuple((name, (("share", 0.1),) if name == "second_chance" else ()) for name in MEMBERS))
"""Theme V as it is, and with one dose of one policy changed."""


class TestInput:
    def test_a_file_names_it_in_two_ways(self) -> None:
        assert from_toml("[policies.theme_5]").scenario == PLAIN
        assert from_toml("bundles = ['theme_5']").scenario == PLAIN
        assert from_toml("bundles = ['theme_5']\n[policies.second_chance]\nshare = 0.1").scenario == DOSED

    def test_so_do_an_address_a_line_flags_and_python(self) -> None:
        assert from_query("?policy=theme_5&policy.second_chance.share=0.1").scenario == DOSED
        assert from_line("boligliv run --policy theme_5 --policy-set second_chance.share=0.1").scenario == DOSED
        flags = cli_options.question(
            None, None, None, None, ["theme_5"], ["second_chance.share=0.1"], None, None, None, None
        )
        assert flags.scenario == DOSED
        assert EstateModel(policies="theme_5", months=1).scenario.policies == PLAIN.policies

    def test_what_is_written_names_policies_and_reads_back_the_same(self) -> None:
        asked = Question(DOSED)
        for text, read in ((to_toml(asked), from_toml), (to_query(asked), from_query), (to_line(asked), from_line)):
            assert "theme_5" not in text
            assert read(text) == asked

    def test_a_scenario_itself_names_policies(self) -> None:
        with pytest.raises(ParameterError, match=r"'theme_5' is a bundle; a scenario names its policies: .*second_ch"):
            scenario_values(Scenario(policies=(("theme_5", ()),)))

    @pytest.mark.parametrize(
        ("text", "message"),
        [
            ("[policies.theme_6]", r"unknown policy 'theme_6' \(did you mean 'theme_\d'\?\); allowed: .*whole.*line 1"),
            ("bundles = ['hole']", r"unknown bundle 'hole' \(did you mean 'whole'\?\); allowed: theme_.*line 1"),
            ("bundles = 'whole'", r"bundles = 'whole' is not a list of names such as \['theme_1'\]; .*line 1"),
            ("[policies.theme_5]\nshare = 0.1", r"the bundle theme_5 has no doses: set them for its .*line 2"),
        ],
    )
    def test_what_cannot_be_meant_is_refused(self, text: str, message: str) -> None:
        with pytest.raises(InputError, match=message):
            from_toml(text)

    def test_a_dose_of_a_bundle_is_refused_on_the_command_line(self) -> None:
        with pytest.raises(InputError, match=r"the bundle theme_5 has no doses; set them for its policies \(.*second_"):
            from_line("--policy theme_5 --policy-set theme_5.share=0.1")

    def test_the_nearest_name_is_looked_for_among_both(self) -> None:
        with pytest.raises(ParameterError, match=r"unknown policy 'hole_with_c' \(did you mean 'whole_with_c'\?\)"):
            scenario_values(Scenario(policies=(("hole_with_c", ()),)))
        assert set(vocabulary().bundles) == set(bundles())

    def test_a_comparison_takes_a_bundle_as_one(self) -> None:
        alone, other, both = alternatives(Scenario(), ["theme_5", "common_direction"], together=True)
        assert alone == PLAIN
        assert other.policy_names == ("common_direction",)
        assert both.policy_names == tuple(sorted((*MEMBERS, "common_direction")))


class TestTitle:
    def test_a_bundle_at_its_usual_doses_is_called_by_its_name(self) -> None:
        assert PLAIN.title == "theme V, housing policy"
        whole = Scenario(policies=tuple((name, ()) for name in bundles()["whole_with_c"].members))
        assert whole.title == "the whole catalogue with common direction"
        assert exactly(MEMBERS[:1]) is None

    def test_other_long_lists_are_shortened(self) -> None:
        names = tuple(f"policy_{k}" for k in range(6))
        assert Scenario(policies=tuple((n, ()) for n in names)).title == "policy 0 + policy 1 + policy 2 + 3 more"
        assert Scenario(policies=tuple((n, ()) for n in names[:4])).title.endswith("+ policy 3")
        assert Scenario().title == "today's rules"


class TestConflicts:
    def test_two_that_replace_one_lever_are_refused_by_name(self, doors: tuple[str, str]) -> None:
        text = "[policies.shut_doors]\n[policies.open_doors]\n"
        message = (
            r"policies 'open_doors' and 'shut_doors' both replace the lever 'letting.internal_share' from 2015-07 on; "
            r"leave one of them out, or let one end before the other begins \(open_doors.until_year, shut_doors.from_ye"
        )
        with pytest.raises(InputError, match=message + r".*line 1"):
            from_toml(text)
        with pytest.raises(ParameterError, match=message):
            scenario_values(Scenario(policies=tuple((name, ()) for name in doors)))

    def test_the_command_line_says_so_before_anything_runs(
        self, doors: tuple[str, str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        out = tmp_path / "out"
        assert run(["run", *(part for name in doors for part in ("--policy", name)), "-o", str(out)]) == 2
        assert "'open_doors' and 'shut_doors' both replace the lever" in capsys.readouterr().err
        assert not out.exists()
        assert run(["run", "--policy", "theme_5", "-o", str(out)]) == 2, "a bundle that holds both"

    def test_one_after_the_other_is_no_conflict(self, doors: tuple[str, str]) -> None:
        # The second has its first effect six months after its first year begins.
        assert conflict({"open_doors": {"until_year": 2020.5}, "shut_doors": {"from_year": 2020.0}}) is None
        clash = conflict({"open_doors": {"until_year": 2021.0}, "shut_doors": {"from_year": 2020.0}})
        assert clash is not None and clash.month == 66
        assert conflict({"open_doors": {"dose": 0.0}, "shut_doors": {}}) is None
        assert conflict({"open_doors": {}}) is None

    def test_it_is_gone_with_the_files(self) -> None:
        assert "open_doors" not in discover()
        assert conflict({name: {} for name in discover()}) is None, "the catalogue goes together"
