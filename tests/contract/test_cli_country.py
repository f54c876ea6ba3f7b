"""The country on the command line: the same in any number of processes, paired with its base, clear on bad input."""

from __future__ import annotations

import json
import multiprocessing
import shlex
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from experiments.cli import run
from experiments.country.crowd import Crowd, shared_out
from experiments.country.run import Outcome
from experiments.country.run import run as live
from experiments.errors import RunError
from model.country.group import Asked
from model.country.party import nobody
from model.scenario import Scenario
from tests.worlds import at_once

FOUR = ("0825", "0741", "0563", "0159")
WORDS = "country -q --share 0.01 " + " ".join(f"--municipality {code}" for code in FOUR)


def asked(months: int = 3, *policies: tuple[str, tuple[tuple[str, float], ...]], seed: int = 1) -> Asked:
    scenario = Scenario(place="denmark", policies=policies, months=months, seed=seed)
    return Asked(scenario, 0.01, FOUR)


@pytest.fixture(scope="module")
def today() -> Outcome:
    """Three months of four municipalities under today's rules."""
    return live(asked())


def test_the_number_of_processes_changes_nothing(today: Outcome) -> None:
    two = live(asked(), workers=2)
    pd.testing.assert_frame_equal(today.municipalities, two.municipalities, check_exact=True)
    pd.testing.assert_frame_equal(today.months, two.months, check_exact=True)


def test_the_same_seed_is_the_same_country_and_another_is_not(today: Outcome) -> None:
    pd.testing.assert_frame_equal(today.municipalities, live(asked()).municipalities, check_exact=True)
    assert not today.municipalities.equals(live(asked(seed=2)).municipalities)


@pytest.mark.parametrize("name", ["tax_equalisation", "cooperative_letting"])
def test_a_policy_at_no_dose_is_todays_rules(name: str, today: Outcome) -> None:
    none = live(asked(3, at_once(name, ("from_year", 2015.0), ("dose", 0.0))))
    pd.testing.assert_frame_equal(today.municipalities, none.municipalities, check_exact=True)


def test_the_housing_tax_is_paid_where_homes_are_dear_and_given_back_by_heads() -> None:
    table = live(asked(12, at_once("tax_equalisation", ("from_year", 2015.0)))).municipalities.set_index("code")
    paid, back = table["housing_tax_kr"], table["returned_kr"]
    assert (paid > 0.0).all() and paid.sum() == pytest.approx(back.sum())
    each = back / table["residents_end"]
    np.testing.assert_allclose(each, each.iloc[0])
    net = table["transfer_kr_per_resident_year"]
    assert net["0159"] < 0.0 < net["0825"]
    assert table["net_cost_kr_per_resident_year"].notna().all()


def test_a_failure_is_told_with_month_and_seed(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture) -> None:
    def broken(self: object, inbox: object) -> None:
        raise ZeroDivisionError("nobody left")

    monkeypatch.setattr("model.country.municipality.Municipality.live", broken)
    assert run(shlex.split(f"{WORDS} --seed 7 --months 2")) == 1
    told = capsys.readouterr().err
    assert told.count("\n") == 1
    assert "seed 7: failed in month 2015-01: ZeroDivisionError: nobody left" in told


def test_the_death_of_a_process_is_told_and_the_others_end() -> None:
    with pytest.raises(RunError, match="a smaller --share needs less"), Crowd(asked(), 2) as crowd:
        mine = set(multiprocessing.active_children())
        next(iter(mine)).kill()
        crowd.live([nobody()] * 4, True)
    assert not any(child.is_alive() for child in mine)


def test_large_municipalities_are_shared_out_first_and_none_is_forgotten() -> None:
    whole = Asked(Scenario(place="denmark"))
    for workers in (1, 2, 5):
        parts = shared_out(whole, workers)
        assert sorted(position for part in parts for position in part) == list(range(98))
        homes = [sum(_homes()[part]) for part in parts]
        assert max(homes) < 1.02 * min(homes) or max(homes) == _homes().max() or workers == 5
    assert len(shared_out(asked(), 9)) == 4


def _homes() -> np.ndarray:
    from geodata.denmark import country

    return country().municipalities["homes"].to_numpy()


def test_a_run_leaves_tables_that_say_what_is_statistic_and_what_is_synthetic(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], today: Outcome
) -> None:
    folder = tmp_path / "land"
    assert run(shlex.split(f"{WORDS} --months 3 -o {folder}")) == 0
    said = capsys.readouterr()
    assert said.err == "" and "recalled statistics" in said.out and "4 municipalities, 1 % of homes" in said.out
    table = pd.read_csv(folder / "municipalities.csv", dtype={"code": str}, keep_default_na=False)
    assert table["code"].tolist() == sorted(FOUR)
    assert set(table["statistic_grade"]) == {"recalled"} and set(table["tenure_grade"]) == {"synthetic"}
    assert table["residents_end"].tolist() == today.municipalities["residents_end"].astype(int).tolist()
    months = pd.read_csv(folder / "months.csv")
    assert months["month"].tolist() == [0, 1, 2, 3]
    about = (folder / "about.toml").read_text(encoding="utf-8")
    assert "synthetic" in about and "recalled" in about
    assert (folder / "municipalities.png").read_bytes().startswith(b"\x89PNG")


def test_json_holds_the_same(capsys: pytest.CaptureFixture[str], today: Outcome) -> None:
    assert run(shlex.split(f"{WORDS} --months 3 --json")) == 0
    told = json.loads(capsys.readouterr().out)
    assert [row["residents_end"] for row in told["municipalities"]] == today.municipalities["residents_end"].tolist()
    assert told["share"] == 0.01 and len(told["months"]) == 4


@pytest.mark.parametrize(
    ("words", "message"),
    [
        ("--share 0", "--share 0: allowed is above 0, up to 1"),
        ("--share 1.2", "--share 1.2: allowed is above 0, up to 1"),
        ("--months 0", "months"),
        ("--municipality Aarhuus --municipality Odense", "--municipality: municipality 'Aarhuus' is unknown; did you"),
        ("--municipality Odense", "name two or more"),
        ("--municipality Odense --municipality 0461", "name two or more"),
        ("--policy tax_equalization", "did you mean 'tax_equalisation'"),
        ("--set country.distanc=1", "did you mean 'country.distance'"),
        ("--set country.distance=9", "country.distance = 9 is outside 0.5..2.5"),
        ("--set country.distance=far", "--set country.distance=far: write NAME=NUMBER"),
        ("--set choice.avoidanse=1", "did you mean 'choice.avoidance'"),
        ("--law 2016", "2016"),
        ("--workers 0", "0"),
        ("-o /dev/null/land", "/dev/null/land: cannot write there"),
    ],
)
def test_bad_input_gets_one_line_and_exit_code_2(words: str, message: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(shlex.split(f"country -q {words}")) == 2
    told = capsys.readouterr()
    assert told.out == "" and told.err.count("\n") == 1 and told.err.startswith("boligliv: ") and message in told.err
