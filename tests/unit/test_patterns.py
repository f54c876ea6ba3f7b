"""The pattern bank on runs made by hand: what is measured, when a verdict is given, and what the page says."""

from __future__ import annotations

import math
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

import experiments.patterns
from agents.codes import Education, Stage
from experiments.cli import run
from experiments.errors import InputError
from experiments.patterns import discover, named, neighbour_correlation, school_opt_out
from experiments.validation import bank, form, keep, page, picture, rivals, settled
from experiments.validation.claims import CLAIMS, NOT_SHOWN
from experiments.validation.form import BASE, Need, Part, needed, proposal
from experiments.validation.homes import rates
from experiments.validation.measure import change, level, participants, same_people, slope
from experiments.validation.runs import read, run_missing
from experiments.validation.verdict import judge, together, verdict
from experiments.validation.words import UNITS
from model.parameters import registry, scenario_values
from model.policies.policy import Text
from model.scenario import Scenario
from tests.unit.patterns_fake import SCENARIO, pattern, write_runs

ROOT = Path(__file__).parents[2]
KNOWN = {
    "moving_by_age", "moving_level", "moving_by_years_in_home", "moving_by_age_of_settled", "turnover_by_tenure",
    "leavers_two_to_five_years", "letting_channels", "jobs_through_ties", "neighbourhood_exposure",
    "neighbour_correlation", "school_opt_out", "stigma_spiral", "cut_off_from_networks", "reputation_and_turnover",
    "school_tipping", "peers", "early_years", "daycare", "language_first", "transitions", "mastery", "role_models",
    "foothold", "local_jobs_and_order", "ownership_and_order", "media_and_exclusion", "pushed_out_to_own",
    "cheap_owning_drains", "assignment_gathers_need", "composition_alone", "jobs_and_crime", "label_and_crime",
    "newcomers_and_natives", "null_epicenter", "null_estate_assistants", "null_housing_career", "null_magic_window",
    "null_mobility_bonus", "null_parent_networks", "null_parent_networks_children", "null_project_making",
    "null_relational_budgeting", "null_resident_parents", "null_second_chance",
}  # fmt: skip


def part(low: float, high: float, open_: bool = False) -> Part:
    """A range."""
    return Part(Text("a", "a"), low, high, "%", "made up", open=open_)


class TestVerdicts:
    @pytest.mark.parametrize(
        ("low", "high", "said"),
        [
            (21.0, 29.0, "pass"), (20.0, 30.0, "pass"), (31.0, 40.0, "fail"), (5.0, 19.9, "fail"),
            (19.0, 21.0, "undecided"), (29.0, 31.0, "undecided"), (10.0, 40.0, "undecided"),
            (math.nan, math.nan, "undecided"),
        ],
    )  # fmt: skip
    def test_the_whole_interval_decides(self, low: float, high: float, said: str) -> None:
        assert verdict(part(20.0, 30.0), low, high) == said

    @pytest.mark.parametrize(
        ("low", "high", "said"),
        [
            (0.1, 2.0, "pass"),
            (-1.0, -0.1, "fail"),
            (-1.0, 1.0, "undecided"),
            (0.0, 0.0, "fail"),
            (0.0, 1.0, "undecided"),
        ],
    )
    def test_a_sign_needs_an_effect(self, low: float, high: float, said: str) -> None:
        """Nothing at all is no rise."""
        assert verdict(form.more(Text("a", "a"), "%"), low, high) == said
        assert verdict(form.less(Text("a", "a"), "%"), -high, -low) == said

    def test_one_run_decides_nothing(self) -> None:
        found = judge(pattern(), "share", [25.0])
        assert found.verdict == "undecided" and found.runs == 1 and found.mean == 25.0
        assert judge(pattern(), "share", [math.nan, math.nan]).verdict == "undecided"

    def test_chance_leaves_it_open_where_runs_differ_much(self) -> None:
        assert judge(pattern(), "share", [24.9, 25.0, 25.1]).verdict == "pass"
        assert judge(pattern(), "share", [15.0, 25.0, 35.0]).verdict == "undecided"
        assert judge(pattern(), "share", [40.0, 40.2, 40.1]).verdict == "fail"

    def test_one_part_that_fails_fails_the_pattern(self) -> None:
        assert together(["pass", "fail", "undecided"]) == "fail"
        assert together(["pass", "undecided"]) == "undecided"

    def test_a_range_without_inside_is_refused(self) -> None:
        with pytest.raises(ValueError, match="has nothing inside"):
            part(1.0, 1.0)


class TestEngine:
    @pytest.mark.parametrize(
        ("values", "said"), [([0.24, 0.25, 0.26], "pass"), ([0.5, 0.51, 0.52], "fail"), ([0.1, 0.25, 0.4], "undecided")]
    )
    def test_from_runs_to_a_verdict_a_picture_and_a_page(self, tmp_path: Path, values: list[float], said: str) -> None:
        write_runs(tmp_path, values)
        ((result, found),) = bank.results([pattern()], tmp_path)
        assert result.verdict == said
        assert found["share"] == pytest.approx([100 * one for one in values])
        assert result.parts[0].mean == pytest.approx(100 * np.mean(values))
        drawn = picture.draw(result, found)
        assert drawn.png.startswith(b"\x89PNG") and said in drawn.alt
        text = page.page({"a_share": pattern()}, keep.kept_of([result]))
        failing = text.partition("## What fails")[2].partition("## What cannot be told")[0]
        assert ("`a_share`" in failing) == (said == "fail")

    def test_runs_that_are_there_are_not_run_again(self, tmp_path: Path) -> None:
        write_runs(tmp_path, [0.2, 0.2, 0.2])
        assert run_missing(needed([pattern()]), tmp_path, workers=1) == 0

    def test_a_run_is_asked_for_once_however_many_ask(self) -> None:
        two = pattern(name="b", needs=(Need("other name", SCENARIO, 2), proposal("second_chance", months=24, runs=2)))
        runs = needed([pattern(), two])
        assert len(runs) == len(set(runs)) == 5
        seeds = [one.scenario.seed for one in runs]
        assert seeds == sorted(seeds), "pairs stand together"

    def test_the_reduced_set_is_short(self) -> None:
        long = pattern(needs=(Need(BASE, Scenario(months=240), 9),), reduced=True)
        (one,) = form.reduced([long, pattern(name="b")])
        assert one.needs[0].scenario.months == form.REDUCED_MONTHS and one.needs[0].runs == form.REDUCED_RUNS

    def test_a_measure_that_forgets_a_part_is_told(self, tmp_path: Path) -> None:
        write_runs(tmp_path, [0.2, 0.2, 0.2])
        wrong = pattern(measure=lambda runs: {"chare": [1.0]})
        with pytest.raises(ValueError, match="measures \\['chare'\\], but its parts are \\['share'\\]"):
            list(bank.results([wrong], tmp_path))

    def test_what_is_kept_is_read_back(self, tmp_path: Path) -> None:
        write_runs(tmp_path, [0.5, 0.51, 0.52])
        ((result, _),) = bank.results([pattern()], tmp_path)
        kept = keep.read(keep.store([result], tmp_path / "kept" / "patterns.csv"))
        assert kept.verdict("a_share") == "fail" and kept.verdict("another") == "not run"
        assert kept.parts["a_share"][0].mean == pytest.approx(51.0)
        assert kept.source["runs"] == 3 and kept.source["places"] == ["vaerebro"]
        (tmp_path / "kept" / "patterns.csv").write_text("pattern,verdict\na,maybe\n")
        with pytest.raises(InputError, match="not a table of verdicts"):
            keep.read(tmp_path / "kept" / "patterns.csv")


class TestMeasures:
    def test_a_change_is_taken_on_the_same_seeds(self, tmp_path: Path) -> None:
        other = replace(SCENARIO, behaviour="flight")
        write_runs(tmp_path, [0.2, 0.4, 0.6])
        write_runs(tmp_path, [0.3, 0.4], other)
        runs = read([Need(BASE, SCENARIO, 3), Need("flight", other, 2)], tmp_path)
        assert change(runs, "flight", level("share")) == pytest.approx([0.1, 0.0])

    def test_the_same_persons_with_and_without(self, tmp_path: Path) -> None:
        """Two take part from month 6 on; read in December 2015 (0 years), one has gained 1, the other 2, a third 9."""
        other = replace(SCENARIO, policies=(("second_chance", ()),))

        def people(skills: list[float]) -> pd.DataFrame:
            return pd.DataFrame({"year": 2015, "key": np.array([1, 2, 3], dtype=np.uint64), "skill": skills})

        joined = pd.DataFrame(
            {"month": 6, "policy": "second_chance", "key": np.array([1, 2], dtype=np.uint64), "child": [True, False]}
        )
        write_runs(tmp_path, [0.0], people=[people([0.0, 0.0, 0.0])])
        write_runs(tmp_path, [0.0], other, people=[people([1.0, 2.0, 9.0])], joined=[joined])
        runs = read([Need(BASE, SCENARIO, 1), Need("second_chance", other, 1)], tmp_path)
        assert participants(runs, "second_chance", "skill", 0) == pytest.approx([1.5])
        assert participants(runs, "second_chance", "skill", 0, "children") == pytest.approx([1.0])
        assert participants(runs, "second_chance", "skill", 0, "adults") == pytest.approx([2.0])
        assert np.isnan(participants(runs, "second_chance", "skill", 3)).all(), "nobody was followed so long"
        (both,) = same_people(runs, "second_chance", BASE, {"skill": "skill"})
        assert (both["skill"] - both["skill_before"]).tolist() == [1.0, 2.0, 9.0]

    def test_a_slope_holds_what_else_differs(self) -> None:
        exposure, home = np.array([0.0, 1.0, 2.0, 3.0, 4.0]), np.array([0.0, 2.0, 1.0, 5.0, 3.0])
        assert slope(2.0 * exposure + 7.0 * home - 1.0, exposure, home) == pytest.approx(2.0)
        assert math.isnan(slope(exposure, np.ones(5)))

    def test_rates_of_moving(self, tmp_path: Path) -> None:
        homes = pd.DataFrame(
            [
                (2015, "home", "youth", 99.0, 1.0),
                (2016, "home", "youth", 3.0, 10.0),
                (2017, "home", "youth", 1.0, 10.0),
            ],
            columns=["year", "what", "group", "count", "exposure"],
        )
        write_runs(tmp_path, [0.0], homes=[homes])
        runs = read([Need(BASE, SCENARIO, 1)], tmp_path)
        assert rates(runs[BASE], "home")["youth"] == pytest.approx([0.2]), "the first year is left out"

    def test_opting_out_above_and_below_the_threshold(self) -> None:
        """Of four above the threshold three go elsewhere, of four below one; a child of other origin does not count."""
        pupils = pd.DataFrame(
            {
                "danish": [True] * 8 + [False],
                "share": [0.5] * 4 + [0.1] * 4 + [0.5],
                "elsewhere": [True, True, True, False, True, False, False, False, False],
            }
        )
        assert school_opt_out.gap(pupils, (0.0, 0.35), (0.35, 1.01)) == pytest.approx(50.0)

    def test_neighbours_correlate_when_areas_differ(self) -> None:
        youth = {"at": 24, "stage": int(Stage.LEFT), "area": [0, 0, 0, 1, 1, 1]}
        alike = [int(Education.BASIC)] * 3 + [int(Education.LONG_HIGHER)] * 3
        mixed = [int(Education.BASIC), int(Education.LONG_HIGHER), int(Education.BASIC)] * 2
        assert neighbour_correlation.of_run(pd.DataFrame({**youth, "education": alike})) == pytest.approx(1.0)
        assert neighbour_correlation.of_run(pd.DataFrame({**youth, "education": mixed})) < 0.0


class TestBank:
    def test_no_pattern_has_vanished(self) -> None:
        assert set(discover()) >= KNOWN

    @pytest.mark.parametrize("name", sorted(KNOWN))
    def test_every_pattern_asks_for_runs_that_can_be_and_speaks_both_languages(self, name: str) -> None:
        one = named(name)
        for need in one.needs:
            scenario_values(need.scenario)
        for text in (one.title, one.claim, *(each_part.title for each_part in one.parts.values())):
            assert text.en.strip() and text.da.strip()
        assert {each_part.unit for each_part in one.parts.values()} <= set(UNITS), "units have Danish names"
        assert all(each_part.why for each_part in one.parts.values())

    def test_a_source_that_set_numbers_is_no_free_check(self) -> None:
        """Those named here take a figure of such a source that set nothing."""
        other_figure = {
            "leavers_two_to_five_years", "moving_by_age_of_settled", "moving_level", "null_parent_networks_children",
            "selection_process",
        }  # fmt: skip
        sources = {key.strip() for one in registry().values() for key in one.source.split(";")}
        for name, one in discover().items():
            known = sources & {key.strip() for key in one.source.split(";")}
            assert one.use == "parameter" or not known or name in other_figure, f"{name}: {known}"

    def test_every_claim_of_the_catalogue_is_tested_or_said_to_be_out_of_reach(self) -> None:
        shown = {one.claim_number for one in discover().values() if one.claim_number}
        assert shown | set(NOT_SHOWN) == set(range(1, CLAIMS + 1))
        assert not shown & set(NOT_SHOWN)

    def test_a_pattern_dropped_in_appears(self, dropped: Path, capsys: pytest.CaptureFixture[str]) -> None:
        (dropped / "shares.py").write_text("from tests.unit.patterns_fake import pattern\n\nPATTERN = pattern()\n")
        (dropped / "helpers.py").write_text("NUMBER = 1\n")
        assert "a_share" in discover()
        assert run(["validate", "--list", "--only", "a_share"]) == 0
        assert "a_share" in capsys.readouterr().out
        assert "`a_share`: not run yet" in page.page(discover(), keep.read())

    def test_two_files_cannot_claim_one_name(self, dropped: Path) -> None:
        for name in ("one", "two"):
            (dropped / f"{name}.py").write_text("from tests.unit.patterns_fake import pattern\n\nPATTERN = pattern()\n")
        with pytest.raises(ValueError, match="the name 'a_share' is taken"):
            discover()

    def test_something_else_called_pattern_is_refused(self, dropped: Path) -> None:
        (dropped / "wrong.py").write_text("PATTERN = 3\n")
        with pytest.raises(TypeError, match="PATTERN is a int, no Pattern"):
            discover()

    def test_the_nearest_pattern_is_told(self, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
        assert run(["validate", "--only", "letting_chanels", "-o", str(tmp_path / "x")]) == 2
        assert "did you mean 'letting_channels'?" in capsys.readouterr().err
        assert run(["validate", "--store", "--reduced"]) == 2
        assert "leave out --only and --reduced" in capsys.readouterr().err
        assert not (tmp_path / "x").exists()


class TestPage:
    def test_the_page_in_docs_is_what_is_kept(self) -> None:
        """Else: boligliv docs validation."""
        assert (ROOT / "docs" / "validation.md").read_text(encoding="utf-8") == page.page(
            discover(), keep.read(), rivals.read()
        )

    def test_what_is_kept_is_of_the_patterns_as_they_are(self) -> None:
        """Else the bank must be run anew: boligliv validate --store."""
        kept = keep.read()
        assert keep.still_there(kept, discover()) == []

    def test_every_failure_is_told_at_the_top(self) -> None:
        kept, text = keep.read(), page.page(discover(), keep.read())
        failing = text.partition("## What fails")[2].partition("## What cannot be told")[0]
        for name in discover():
            assert (f"`{name}`" in failing) == (kept.verdict(name) == "fail"), name

    def test_what_no_run_can_show_stands_there_with_its_reason(self) -> None:
        text = page.page(discover(), keep.read())
        assert all(f"- Claim {number}. " in text and why.en in text for number, (_, why) in NOT_SHOWN.items())
        assert "## Not done" in text and "tax deduction" in text


@pytest.fixture
def dropped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A second folder that counts as experiments/patterns for one test."""
    monkeypatch.setattr(experiments.patterns, "__path__", [*experiments.patterns.__path__, str(tmp_path)])
    loaded = set(sys.modules)
    discover.cache_clear()
    yield tmp_path
    monkeypatch.undo()
    discover.cache_clear()
    for name in set(sys.modules) - loaded:
        if name.startswith("experiments.patterns."):
            del sys.modules[name]


def test_the_settled_are_set_against_the_first_band_of_their_own_group():
    table = pd.DataFrame(
        {
            "lived": [0.0, 0.5, 1.0, 1.9, 7.0, 0.2, 3.9],
            "non_western": [False, False, False, False, False, True, True],
            "moved": [True, False, False, False, True, True, False],
        }
    )
    asked = [("danish", 1), ("danish", 6), ("non_western", 2), ("non_western", 4)]
    found = settled.differences(table, "lived", (0, 1, 2, 4, 6), asked)
    assert found["danish 1"] == -50.0 and found["danish 6"] == 50.0 and found["non_western 2"] == -100.0
    assert math.isnan(found["non_western 4"])
