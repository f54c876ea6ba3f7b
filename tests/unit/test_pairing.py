"""How many runs pairing saves: known from the correlation of the two sides, and told plainly where it is too little."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import norm, qmc

from experiments.effects import MAIN_OUTCOMES, place_effects
from experiments.effects_page import page
from experiments.effects_run import run_missing, seed_by_seed, with_policies
from experiments.effects_saved import outcome_saved, saved_rows, verdict
from experiments.effects_store import StudyStore
from experiments.pairing import Saved, median_saved, runs_saved
from experiments.proposals import find
from experiments.statistics import paired_difference
from model.scenario import Scenario
from tests.unit.study_fake import FAKE

NAME = next(one for one in MAIN_OUTCOMES if one.metric == "reputation")
SPENT = next(one for one in MAIN_OUTCOMES if not one.better)


def lucks(n: int, seed: int = 1) -> tuple[np.ndarray, np.ndarray]:
    """Two independent normal lucks of n runs each."""
    both = norm.ppf(qmc.LatinHypercube(2, rng=seed).random(n))
    return both[:, 0], both[:, 1]


@pytest.mark.parametrize("shared", [0.0, 0.5, 0.9, 0.99])
def test_the_ratio_is_that_of_the_correlation(shared):
    """Two sides of equal spread with correlation rho need 1 / (1 - rho) times the runs; 10 % for 2,000 runs."""
    luck, other = lucks(2000)
    found = runs_saved(luck, 3.0 + shared * luck + math.sqrt(1 - shared**2) * other)
    assert found.ratio == pytest.approx(1 / (1 - shared), rel=0.1)
    assert found.low < 1 / (1 - shared) < found.high and found.n == 2000


@pytest.mark.parametrize(("n", "shared"), [(8, 0.9), (20, 0.5), (20, 0.95)])
def test_the_interval_covers_the_truth_about_as_often_as_it_says(n, shared):
    """Of 200 made-up comparisons 95 % are wanted; a percentile bootstrap of so few pairs has at least 80."""
    truth, hits = 1 / (1 - shared), 0
    for seed in range(200):
        luck, other = lucks(n * 4, seed)
        luck, other = luck[:n], other[:n]
        found = runs_saved(luck, shared * luck + math.sqrt(1 - shared**2) * other)
        hits += found.low <= truth <= found.high
    assert 0.80 * 200 <= hits <= 0.995 * 200


def test_it_is_the_ratio_of_runs_for_the_same_interval():
    """An unpaired interval of ratio x n runs is as wide as the paired one of n."""
    luck, other = lucks(400)
    treated = luck + 0.3 * other
    found = runs_saved(luck, treated)
    paired = paired_difference(luck, treated).standard_error
    unpaired = math.sqrt((luck.var(ddof=1) + treated.var(ddof=1)) / (found.ratio * len(luck)))
    assert unpaired == pytest.approx(paired)


@pytest.mark.parametrize(
    ("base", "treated", "ratio"),
    [
        ([1.0, 2.0, 4.0], [2.0, 3.0, 5.0], math.inf),
        ([0.0, 0.0, 0.0], [1.0, 2.0, 4.0], 1.0),
        ([1.0, 1.0, 1.0], [2.0, 2.0, 2.0], math.nan),
        ([1.0, 2.0], [1.0, 3.0], math.nan),
        ([1.0, 2.0, math.nan], [1.0, 3.0, 1.0], math.nan),
    ],
)
def test_the_ends(base, treated, ratio):
    """The same shift everywhere, a base without luck, no luck at all, and too few pairs."""
    assert runs_saved(base, treated).ratio == pytest.approx(ratio, nan_ok=True)


@settings(max_examples=30, deadline=None)
@given(st.lists(st.tuples(st.floats(-9, 9), st.floats(-9, 9)), min_size=3, max_size=12), st.floats(0.1, 50))
def test_units_and_sides_do_not_matter(pairs, scale):
    base, treated = np.array(pairs).round(3).T
    found, other = runs_saved(base, treated), runs_saved(5 + scale * treated, 5 + scale * base)
    assert other.ratio == pytest.approx(found.ratio, rel=1e-6, nan_ok=True)
    assert math.isnan(found.ratio) or found.ratio > 0


def test_the_middle_of_three_comparisons():
    luck, other = lucks(500)
    sides = [luck + noise * other for noise in (0.1, 0.5, 3.0)]
    each = [runs_saved(luck, side).ratio for side in sides]
    assert median_saved([luck] * 3, sides).ratio == pytest.approx(sorted(each)[1])


@pytest.mark.parametrize(("low", "high", "enough"), [(6, 9, True), (1, 4, False), (3, 9, None)])
def test_enough_is_said_when_the_interval_is_on_one_side(low, high, enough):
    assert Saved(5.5, low, high, 9).enough is enough


def test_an_outcome_that_pairing_does_not_help_is_named():
    luck, other = lucks(40)
    base = {seed: {NAME.key: value} for seed, value in enumerate(luck)}
    near = {seed: {NAME.key: value + 0.1 * noise} for seed, (value, noise) in enumerate(zip(luck, other, strict=True))}
    far = {seed: {NAME.key: value} for seed, value in enumerate(other)}
    good = outcome_saved(NAME, 20, [(base, near), (base, near)])
    bad = outcome_saved(NAME, 20, [(base, far), (base, far), (base, near), (base, base)])
    assert verdict([good]) == "on 1 of 1 outcomes pairing saves at least 5 times the runs in the middle proposal"
    assert verdict([good, bad]).endswith(f"it saves less on: Reputation of the estate (0-1) ({bad.middle})")
    # The proposal that changes nothing is no comparison.
    assert (bad.enough, bad.proposals) == (1, 3) and bad.least < 2 < bad.most
    assert outcome_saved(SPENT, 20, [(base, near)]) is None
    assert [row["runs_saved"] for row in saved_rows("x", [good])] == [good.middle.ratio]


def test_the_page_of_effects_tells_it(tmp_path):
    """In the stand-in base and proposal share all their luck; its account has none and is left out."""
    store, base, chance = StudyStore(tmp_path), Scenario(months=12), find("second_chance")
    questions = [base, with_policies(base, chance.policies)]
    run_missing(store, seed_by_seed(questions, 1, 4), [1], workers=1, model=FAKE)
    found = place_effects(store, base, [chance], [1], range(1, 5))
    text = page([found], {"vaerebro": "Værebro Park"}, [chance])
    assert "## Værebro Park: how many runs pairing saves" in text
    assert "After 1 year on 12 of 12 outcomes pairing saves at least 5 times" in text
    assert "| Reputation of the estate (0-1) | > 1,000 [> 1,000; > 1,000] | 1 of 1 |" in text
