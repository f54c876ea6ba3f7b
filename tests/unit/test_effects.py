"""Studies: what is kept of a run, how it is kept, which runs are missing, and the table made from them."""

from __future__ import annotations

import json
from dataclasses import replace

import pandas as pd
import pytest

from experiments import effects_version
from experiments.effects import MAIN_OUTCOMES, place_effects
from experiments.effects_page import page, rows, summary, written
from experiments.effects_run import horizons, run_missing, seed_by_seed, with_policies
from experiments.effects_store import StudyStore
from experiments.effects_values import SPENT, VALUE, account_values, horizon_values
from experiments.effects_version import model_version, policy_files
from experiments.errors import InputError
from experiments.measured_write import store_effects
from experiments.measures import key_of
from experiments.net_present_value import MAIN, factors, net_present_value
from experiments.proposals import catalogue, find
from model.scenario import Scenario
from tests.unit.study_fake import BROKEN, FAKE, PROGRAMME_KR, SHIFT, TAXES_KR, StudyRecord

BASE = Scenario(months=24)
YEARS = (1, 2)
CHANCE, LETTING = find("second_chance"), find("cooperative_letting")


@pytest.fixture
def study(tmp_path):
    """Two seeds of base and two proposals."""
    store = StudyStore(tmp_path)
    questions = [BASE, *(with_policies(BASE, one.policies) for one in (CHANCE, LETTING))]
    tally = run_missing(store, seed_by_seed(questions, 1, 2), YEARS, workers=1, model=FAKE)
    assert (tally.to_do, tally.done, tally.failures) == (6, 6, ())
    return store


def test_the_first_seed_of_all_comes_before_the_second():
    order = seed_by_seed([BASE, with_policies(BASE, ["second_chance"])], 7, 2)
    assert [(one.seed, one.policy_names) for one in order] == [
        (7, ()), (7, ("second_chance",)), (8, ()), (8, ("second_chance",)),
    ]  # fmt: skip


def test_a_value_is_the_mean_of_its_year():
    frame = pd.DataFrame(
        [(11, "m", "estate", "all", 9.0), (12, "m", "estate", "all", 1.0), (23, "m", "estate", "all", 2.0),
         (24, "m", "estate", "all", 9.0), (23, "m", "cell", "all", 5.0)],
        columns=["month", "metric", "unit", "group", "value"],
    )  # fmt: skip
    assert horizon_values(frame, pd.DataFrame(), [2]) == {"2": {"m|estate|all": 1.5}}


def test_the_account_agrees_with_the_net_present_value():
    """Known: taxes of the residents and both programme payments each year, those of strangers not."""
    before, after = StudyRecord(BASE).ledger(), StudyRecord(with_policies(BASE, ["second_chance"])).ledger()
    own = account_values(after, 2)
    years = factors(2, 0.04).sum()
    assert own[key_of(VALUE, MAIN, "public")] == pytest.approx((TAXES_KR + PROGRAMME_KR) * years, abs=0.01)
    assert own[key_of(VALUE, MAIN, "all")] == pytest.approx((TAXES_KR + 2 * PROGRAMME_KR) * years, abs=0.01)
    assert own[key_of(SPENT, MAIN, "all")] == pytest.approx(2 * PROGRAMME_KR * years, abs=0.01)
    assert account_values(after, 1)[key_of(SPENT, MAIN, "fund")] == pytest.approx(
        PROGRAMME_KR * factors(1, 0.04)[0], abs=0.01
    )
    heads = pd.DataFrame({"seed": [1], "month": [23], "metric": ["followed"], "unit": [MAIN], "group": ["at work"],
                          "value": [1.0]})  # fmt: skip
    frames = {"base": before.assign(seed=1), "policy": after.assign(seed=1)}
    whole = net_present_value(frames, {"base": heads, "policy": heads}, [1])
    assert whole is not None
    table = whole.table[(whole.table["scope"] == MAIN) & (whole.table["kind"] == "all")]
    gain = table[table["rate"] == whole.rate].set_index("payer")["gain"]
    base = account_values(before, 2)
    for payer in ("public", "all"):
        key = key_of(VALUE, MAIN, payer)
        assert base[key] - own[key] == pytest.approx(gain[payer], abs=0.02)


def test_nothing_is_run_twice_and_new_seeds_are_added(study):
    again = run_missing(study, seed_by_seed([BASE], 1, 3), YEARS, workers=1, model=FAKE)
    assert again.to_do == 1
    assert sorted(study.read(BASE, YEARS)) == [1, 2, 3]


def test_another_horizon_is_run_anew(study):
    assert study.read(BASE, [1]) and not study.read(replace(BASE, months=36), YEARS)
    assert not study.read(BASE, [1, 2, 3])


@pytest.mark.parametrize("cut", [1, 30, 2000])
def test_a_line_cut_short_is_run_again_and_spoils_no_other(study, cut):
    path = study.path(BASE)
    path.write_bytes(path.read_bytes()[:-cut])
    left = study.read(BASE, YEARS)
    # A line without only its end is whole all the same.
    assert sorted(left) == ([1, 2] if cut == 1 else [1])
    run_missing(study, seed_by_seed([BASE], 1, 3), YEARS, workers=1, model=FAKE)
    assert sorted(study.read(BASE, YEARS)) == [1, 2, 3]


def test_a_changed_number_in_a_file_is_not_believed(study):
    path = study.path(BASE)
    lines = path.read_text().splitlines()
    run = json.loads(lines[0])
    run["values"]["1"]["reputation|estate|all"] = 0.99
    path.write_text("\n".join([json.dumps(run), lines[1]]) + "\n")
    assert len(study.read(BASE, YEARS)) == 1


def test_a_run_of_another_version_is_taken_only_when_asked(study, monkeypatch):
    monkeypatch.setattr("experiments.effects_store.model_version", lambda policies: "another")
    assert study.read(BASE, YEARS) == {}
    assert len(StudyStore(study.root, any_version=True).read(BASE, YEARS)) == 2


def test_packed_runs_are_not_lived_again_and_give_way_to_the_folder(study, tmp_path):
    packed = tmp_path / "data"
    store_effects(study, BASE, [CHANCE], YEARS, [1, 2], packed)
    elsewhere = StudyStore(tmp_path / "new", packed=packed)
    assert elsewhere.read(BASE, YEARS) == study.read(BASE, YEARS)
    questions = [BASE, with_policies(BASE, CHANCE.policies)]
    assert run_missing(elsewhere, seed_by_seed(questions, 1, 3), YEARS, workers=1, model=FAKE).to_do == 2
    store_effects(elsewhere, BASE, [CHANCE], YEARS, [1, 2, 3], packed)
    last = StudyStore(tmp_path / "last", packed=packed)
    assert [sorted(last.read(one, YEARS)) for one in questions] == [[1, 2, 3], [1, 2, 3]]
    assert last.read(with_policies(BASE, LETTING.policies), YEARS) == {}
    last.add(BASE.with_seed(1), model_version(()), {"1": {}, "2": {}}, 1.0)
    assert last.read(BASE, YEARS)[1] == {"1": {}, "2": {}}


def test_damaged_packed_runs_are_named(study, tmp_path):
    packed = tmp_path / "data"
    store_effects(study, BASE, [CHANCE], YEARS, [1, 2], packed)
    (file,) = packed.glob("*.runs.jsonl.xz")
    file.write_bytes(file.read_bytes()[:-20])
    with pytest.raises(InputError, match="packed runs cannot be read"):
        StudyStore(tmp_path / "new", packed=packed).read(BASE, YEARS)


def test_the_version_knows_the_model_and_the_proposal_but_not_the_others(monkeypatch):
    before = {names: model_version(names) for names in ((), ("second_chance",), ("cooperative_letting",))}
    assert len(set(before.values())) == 3
    mended = policy_files()["second_chance"]
    monkeypatch.setattr(effects_version, "_sha256", lambda path: b"new" if path == mended else path.read_bytes())
    model_version.cache_clear()
    changed = {names: model_version(names) for names in before}
    monkeypatch.setattr(effects_version, "_sha256", lambda path: path.read_bytes())
    model_version.cache_clear()
    same = {names: model_version(names) for names in before}
    model_version.cache_clear()
    assert [names for names in before if changed[names] != same[names]] == [("second_chance",)]


def test_pages_and_commands_are_no_part_of_the_version():
    paths = {path.relative_to(effects_version.ROOT).parts[0] for path in effects_version._sources()}
    assert paths == {"geodata", "agents", "model"}


def test_a_failing_run_is_told_and_the_others_go_on(tmp_path):
    store, questions = StudyStore(tmp_path), [BASE, with_policies(BASE, ["second_chance"])]
    tally = run_missing(store, seed_by_seed(questions, 1, 3), YEARS, workers=1, model=BROKEN)
    assert tally.done == 6 and len(tally.failures) == 1
    assert "second chance, seed 2: ZeroDivisionError: nobody is left in month 2015-01" in tally.failures[0]
    assert sorted(store.read(questions[1], YEARS)) == [1, 3]


def test_effects_are_those_of_the_stand_in(study):
    found = place_effects(study, BASE, (CHANCE, LETTING), YEARS, range(1, 9))
    assert found.pairs == {"second_chance": 2, "cooperative_letting": 2}
    assert len(found.effects) == 2 * 2 * len(MAIN_OUTCOMES)
    for one in found.effects:
        if one.outcome.metric in (VALUE, SPENT):
            continue
        scale = 100 if one.outcome.metric == "turnover" else one.outcome.scale
        assert one.pair.mean == pytest.approx(one.outcome.better * SHIFT * scale)
        assert one.pair.verdict == "distinguishable" and one.better is True
        assert one.standard > 0 and one.size == ("small" if one.standard < 0.1 else "clear")
    value = next(one for one in found.effects if one.outcome.metric == VALUE and one.year == 2)
    assert value.pair.mean == pytest.approx(-PROGRAMME_KR * factors(2, 0.04).sum() / 1e6)
    assert value.better is False


def test_the_table_is_made_from_what_is_there(study):
    path = study.path(with_policies(BASE, LETTING.policies))
    path.write_text(path.read_text().splitlines()[0] + "\n")
    found = place_effects(study, BASE, (CHANCE, LETTING, find("theme_5")), YEARS, range(1, 3))
    assert found.pairs == {"second_chance": 2, "cooperative_letting": 1, "theme_5": 0}
    text = page([found], {"vaerebro": "Værebro Park"}, (CHANCE, LETTING))
    assert "**Værebro Park**: 1 to 2 pairs of runs" in text
    assert text.count("| 14 | Cooperative letting |") == len(MAIN_OUTCOMES) + 1
    assert "theme" not in text


def test_small_and_indistinguishable_effects_are_said_plainly(study):
    found = place_effects(study, BASE, (CHANCE,), YEARS, [1, 2])
    one = next(one for one in found.effects if one.outcome.metric == "leaving_grade")
    assert written(one) == "+0.04 [+0.04; +0.04] small"
    unclear = replace(one, size="not distinguishable")
    assert written(unclear).endswith("not distinguishable")
    assert written(replace(one, size="identical")) == "no difference"
    assert written(replace(one, size="clear")).startswith("**")
    (line,) = summary(found, (CHANCE,), 2)
    assert "leaving grade of the residents of 2015 (small)" in line["better"] and line["worse"] == ""


def test_rows_carry_the_pairs_and_the_verdict(study):
    found = rows([place_effects(study, BASE, (CHANCE,), YEARS, [1, 2])])
    assert {row["pairs"] for row in found} == {2} and {row["year"] for row in found} == {1, 2}
    assert {"low", "high", "mcse", "verdict", "size", "more_pairs"} <= found[0].keys()


def test_the_catalogue_is_in_its_order_with_the_principle_last():
    numbers = [one.number for one in catalogue()]
    numbered = [number for number in numbers if number]
    assert numbered == sorted(numbered) and numbers[: len(numbered)] == numbered


def test_names_joined_and_bundles_are_found():
    both = find("second_chance+cooperative_letting")
    assert both.name == "cooperative_letting+second_chance" and both.label == "–"
    assert set(both.policies) <= set(find("theme_5").policies)
    with pytest.raises(InputError, match=r"unknown policy 'second_chanse' \(did you mean 'second_chance'\?\)"):
        find("cooperative_letting+second_chanse")


@pytest.mark.parametrize(
    ("asked", "months", "found"), [(None, 240, (5, 20)), (None, 60, (5,)), ([2, 1, 2], 24, (1, 2))]
)
def test_horizons(asked, months, found):
    assert horizons(asked, months) == found


@pytest.mark.parametrize(("asked", "months"), [([3], 24), ([0], 24), (None, 24)])
def test_a_horizon_lies_within_the_run(asked, months):
    with pytest.raises(InputError, match="--years"):
        horizons(asked, months)
