"""Net present value: discounting in closed form, sums that agree, and no gain read out of luck or of who comes."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from experiments import report_account
from experiments.cli_console import print_value
from experiments.net_present_value import (
    ALL,
    ASKED,
    MAIN,
    PUBLIC,
    RATE,
    RATES,
    NetPresentValue,
    factors,
    net_present_value,
    payback,
    present_value,
    ratio,
)
from experiments.report_data import PlaceReport
from tests.unit import report_samples as samples

YEARS, SEEDS = 10, (1, 2, 3, 4)
COLUMNS = ["seed", "year", "place", "cohort", "payer", "kind", "entry", "kr"]


def ledger(saved: float = 0.0, spent: float = 0.0, newcomers: float = 0.0, luck: float = 0.0) -> pd.DataFrame:
    """Ten years of four runs: benefits of 100 a year to residents of the start, less what is saved from year five on;
    a programme paid in the first year; taxes of those who come later.
    """
    chance = np.random.default_rng(3)
    rows = []
    for seed in SEEDS:
        level = 100.0 + chance.normal()
        for k in range(YEARS):
            kr = level - (saved if k >= 4 else 0.0) + luck * chance.normal()
            rows.append((seed, 2015 + k, "former", "start", "municipality", "transfers", "cash benefit", kr))
            rows.append((seed, 2015 + k, "estate", "later", "state", "taxes", "income tax", -50.0 - newcomers))
        if spent:
            rows.append((seed, 2015, "programme", "", "municipality", "programme", "p: all", 0.75 * spent))
            rows.append((seed, 2015, "programme", "", "fund", "programme", "p: all", 0.25 * spent))
    return pd.DataFrame(rows, columns=COLUMNS)


def followed(at_work: float, spread: float = 0.0) -> pd.DataFrame:
    """The last year's people at work and young people outside by run, for every scope."""
    rows = [
        (seed, 119, "followed", scope, group, value + spread * seed)
        for seed in SEEDS
        for scope in ASKED
        for group, value in (("at work", at_work), ("young outside", 20.0))
    ]
    return pd.DataFrame(rows, columns=["seed", "month", "metric", "unit", "group", "value"])


def value(other: pd.DataFrame, at_work: float = 100.0, spread: float = 0.0) -> NetPresentValue:
    found = net_present_value(
        {"base": ledger(), "other": other}, {"base": followed(100.0), "other": followed(at_work, spread)}, SEEDS
    )
    assert found is not None
    return found


def line(found: NetPresentValue, payer: str, kind: str = ALL, scope: str = MAIN, rate: float = RATE.value) -> pd.Series:
    table = found.table.set_index(["scope", "payer", "kind", "rate"]).sort_index()
    return table.loc[(scope, payer, kind, rate)]


class TestDiscounting:
    @pytest.mark.parametrize("rate", RATES)
    def test_an_even_stream_is_an_annuity(self, rate: float) -> None:
        """Sum of v^(k + 1/2) is v^(1/2) (1 - v^n) / (1 - v)."""
        v = 1.0 / (1.0 + rate)
        closed = YEARS if rate == 0.0 else v**0.5 * (1 - v**YEARS) / (1 - v)
        assert present_value(np.ones(YEARS), rate) == pytest.approx(closed, rel=1e-12)

    def test_one_amount_is_discounted_from_the_middle_of_its_year(self) -> None:
        assert factors(3, 0.04)[2] == pytest.approx(1.04**-2.5)
        assert present_value(np.array([[0.0, 0.0, 8.0], [2.0, 0.0, 0.0]]), 0.04) == pytest.approx(
            [8.0 / 1.04**2.5, 2.0 / 1.04**0.5]
        )

    def test_a_rate_without_meaning_is_refused(self) -> None:
        with pytest.raises(ValueError, match="discount rate of -1 "):
            factors(3, -1.0)

    @pytest.mark.parametrize(
        ("gain", "year"),
        [
            ([-10.0, 4.0, 4.0, 4.0], 2018),
            ([-10.0, 4.0], None),
            ([5.0, 1.0], 2015),
            ([-1.0, 5.0, -9.0, 1.0], None),
            ([-1.0, 5.0, -5.0, 9.0], 2018),
            ([0.0, 0.0], None),
        ],
    )
    def test_paid_back_means_for_good(self, gain: list[float], year: int | None) -> None:
        assert payback(np.array(gain), 0.0) == year

    def test_discounting_puts_payback_off(self) -> None:
        gain = np.array([-10.0, 5.0, 5.1, 5.0])
        assert (payback(gain, 0.0), payback(gain, 0.04)) == (2017, 2018)


class TestValue:
    def test_what_is_saved_less_what_is_spent(self) -> None:
        found = value(ledger(saved=10.0, spent=20.0))
        saved = 10.0 * (factors(YEARS, 0.04)[4:]).sum()
        spent = 20.0 * factors(1, 0.04)[0]
        assert line(found, "municipality", "transfers")["gain"] == pytest.approx(saved)
        assert line(found, "municipality")["gain"] == pytest.approx(saved - 0.75 * spent)
        assert line(found, "fund", "programme")["gain"] == pytest.approx(-0.25 * spent)
        assert line(found, PUBLIC)["gain"] == pytest.approx(saved - 0.75 * spent)
        assert line(found, ALL)["gain"] == pytest.approx(saved - spent)
        assert line(found, ALL, rate=0.0)["gain"] == pytest.approx(60.0 - 20.0)
        told = found.summary.set_index("scope").loc[MAIN]
        assert told["programme"] == pytest.approx(spent) and told["payback"] == 2020

    def test_payers_and_kinds_add_up(self) -> None:
        table = value(ledger(saved=10.0, spent=20.0, newcomers=5.0)).table
        main = table[(table["rate"] == RATE.value) & (table["scope"] == ASKED[1])]
        single = main[~main["payer"].isin([PUBLIC, ALL]) & (main["kind"] != ALL)]["gain"].sum()
        assert single == pytest.approx(main[(main["payer"] == ALL) & (main["kind"] == ALL)]["gain"].item())

    def test_newcomers_taxes_are_no_gain_to_the_residents_of_the_start(self) -> None:
        found = value(ledger(newcomers=30.0))
        assert line(found, PUBLIC)["verdict"] == "identical"
        assert line(found, PUBLIC, scope="ever lived in the estate")["gain"] == pytest.approx(
            30.0 * factors(YEARS, 0.04).sum()
        )

    def test_luck_is_not_called_a_gain(self) -> None:
        own = line(value(ledger(luck=5.0)), PUBLIC)
        assert own["verdict"] == "not distinguishable" and own["mcse"] > 0 and own["low"] < 0 < own["high"]

    def test_a_gain_for_each_at_work_only_where_more_are(self) -> None:
        sure = value(ledger(saved=10.0), at_work=110.0).summary.set_index("scope").loc[MAIN]
        assert sure["gain_per_at_work"] == pytest.approx(factors(YEARS, 0.04)[4:].sum())
        assert (sure["at_work"], sure["at_work_verdict"]) == (10.0, "distinguishable")
        for unsure in (
            value(ledger(saved=10.0)),
            value(ledger(saved=10.0), 90.0),
            value(ledger(saved=10.0), 98.0, 1.0),
        ):
            assert unsure.summary["gain_per_at_work"].isna().all()

    def test_runs_without_a_ledger_have_no_value(self) -> None:
        tables = {"base": ledger(), "other": pd.DataFrame()}
        assert net_present_value(tables, {"base": followed(1.0), "other": followed(1.0)}, SEEDS) is None

    def test_it_is_plain_json_and_says_what_is_left_out(self) -> None:
        data = value(ledger(saved=10.0, spent=20.0)).as_data()
        written = json.loads(json.dumps(data, default=str))
        assert written["beyond_the_run"] == "not included"
        assert written["claim_to_compare_with"]["young_people"] == 650
        assert {row["rate"] for row in written["table"]} == set(RATES)


def test_the_jackknife_error_of_a_ratio_is_that_of_a_mean_when_the_bottom_is_even() -> None:
    top = np.array([1.0, 4.0, 2.0, 7.0])
    mean, error = ratio(top, np.full(4, 2.0))
    assert mean == pytest.approx(top.mean() / 2)
    assert error == pytest.approx(top.std(ddof=1) / 2 / 2)
    assert np.isnan(ratio(top, np.zeros(4))[0]) and np.isnan(ratio(top[:1], np.ones(1))[1])


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> PlaceReport:
    """A report whose alternative saves ten million a year from year five on and costs twenty."""
    bundle = samples.bundle(tmp_path_factory.mktemp("account"))
    found = value(ledger(saved=10e6, spent=20e6), at_work=110.0)
    return replace(bundle, value=found.renamed({"other": bundle.sides[1].name}))


def test_the_claim_stands_beside_and_is_not_a_result(told: PlaceReport) -> None:
    view = report_account.claim(told)
    assert view is not None
    (_, (own, claimed)) = view.groups[0]
    assert own.cells[:3] == ("19.61", "the end of 2020", "+10.0 ± 0.0")
    assert claimed.header.endswith("not a result") and claimed.cells[-1] == "10 over a life (15 to society)"
    assert "15 and 10 million kr each" in view.note


def test_the_account_is_shown_by_payer_and_says_what_it_leaves_out(told: PlaceReport) -> None:
    account, sensitivity = report_account.account(told), report_account.sensitivity(told)
    assert account is not None and sensitivity is not None
    rows = {row.header: row.cells for row in account.groups[0][1]}
    gain = line(told.value, PUBLIC)["gain"] / 1e6  # type: ignore[arg-type]
    assert rows["In all"][2].startswith(f"+{gain:.1f}") and rows["In all"][0] == "0 ± 0"
    assert rows["The proposal itself"][1].startswith("\u221214.7")
    assert "not included" in account.note
    headers = [row.header for row in sensitivity.groups[0][1]]
    assert headers[:5] == [f"Public purse at {rate} %" for rate in ("0", "2", "3.5", "4", "6")]
    assert "Fund" in headers and headers[-1] == "Public purse, all who ever lived in the estate"


def test_the_picture_has_words(told: PlaceReport) -> None:
    picture = report_account.picture(told)
    assert picture is not None and picture.png[:4] == b"\x89PNG" and "million kr at the end" in picture.alt


def test_without_a_ledger_the_section_is_left_out(told: PlaceReport) -> None:
    bare = replace(told, value=None)
    shown = (report_account.account, report_account.sensitivity, report_account.claim, report_account.picture)
    assert all(show(bare) is None for show in shown)


def test_the_terminal_says_the_same(told: PlaceReport, capsys: pytest.CaptureFixture[str]) -> None:
    assert told.value is not None
    print_value(told.value)
    said = " ".join(capsys.readouterr().out.split())
    gain = line(told.value, PUBLIC)["gain"] / 1e6
    assert f"{gain:+.1f}" in said and "public purse" in said and "Nothing after the last year" in said


def test_old_runs_without_a_ledger_are_compared_all_the_same(tmp_path: Path) -> None:
    assert samples.bundle(tmp_path).value is None
