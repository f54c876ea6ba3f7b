"""Regret, thresholds and verdicts on constructed studies whose answers are known."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from experiments.discovery.aims import Aim, Need
from experiments.discovery.futures import Futures
from experiments.discovery.regret import KINDS, LARGEST, MEAN, enough, regrets
from experiments.discovery.verdicts import ALL, NOT, ROUND, SOME, verdicts
from experiments.errors import InputError
from experiments.study.value import Study

MORE, LESS = Aim("m|u|all", "m", 1), Aim("m|u|all", "m", -1)


def futures(means, noise: float = 0.0, seeds: int = 2, seed: int = 1, behaviours=("avoidance",)) -> Futures:
    """Alternatives base, a, b with these means (n_alternatives, n_futures), and luck of each run."""
    means = np.asarray(means, dtype=float)
    rng = np.random.default_rng(seed)
    values = means[:, :, None] + noise * rng.normal(size=(*means.shape, seeds))
    n, names = means.shape[1], ("base", "a", "b")[: len(means)]
    table = pd.DataFrame({"behaviour": [behaviours[k * len(behaviours) // n] for k in range(n)], "law": "2015"})
    study = Study("constructed", alternatives=names, behaviours=behaviours)
    return Futures(study, "vaerebro", 2, names, tuple(range(seeds)), (), table, {MORE.key: values})


def test_regret_without_luck_is_what_it_is():
    """The winner changes: a is best in three futures by 1, 2 and 3, base in the fourth by 8."""
    found = regrets(futures([[0, 0, 0, 8], [1, 2, 3, 0]]), [MORE], times=50)
    told = {one.alternative: {kind: one.guess[kind].raw for kind in KINDS} for one in found}
    assert told["base"] == pytest.approx({LARGEST: 3.0, "90th percentile": 2.7, MEAN: 1.5})
    assert told["a"] == pytest.approx({LARGEST: 8.0, "90th percentile": 5.6, MEAN: 2.0})
    less = {one.alternative: one.guess[LARGEST].raw for one in regrets(futures([[0, 0], [1, 2]]), [LESS], times=20)}
    assert less == {"base": 0.0, "a": 2.0}


def test_a_known_winner_has_least_regret_in_nearly_all_studies_drawn_again():
    means = np.array([np.zeros(20), np.full(20, 1.0), np.full(20, 0.2)])
    found = {one.alternative: one for one in regrets(futures(means, 0.3, seeds=3), [MORE], times=200)}
    assert found["a"].least[MEAN] > 0.99 and found["a"].guess[MEAN].value < 0.05
    assert found["base"].guess[MEAN].low < 1.0 < found["base"].guess[MEAN].high
    assert found["b"].guess[MEAN].low < 0.8 < found["b"].guess[MEAN].high


def test_luck_makes_regret_look_larger_and_some_of_that_is_taken_off():
    """Three equal alternatives, true regret nought: doubling the variance makes it sqrt(2) as large, so 41 % go off."""
    found = [
        one.guess[MEAN] for seed in range(20) for one in regrets(futures(np.zeros((3, 12)), 1.0, 3, seed), [MORE], 60)
    ]
    raw, value = np.mean([one.raw for one in found]), np.mean([one.value for one in found])
    assert raw > 0.3 and value / raw == pytest.approx(2 - 2**0.5, abs=0.05)
    assert np.mean([one.low == 0.0 for one in found]) > 0.9


def test_shares_of_futures_in_which_thresholds_hold():
    values = futures([np.zeros(10), np.arange(10) / 10.0])
    needs = [Need(MORE, ">", 0.45, "above 0.45"), Need(MORE, ">", None, "above base"), Need(MORE, "<", 0.75, "below")]
    found = {one.alternative: one for one in enough(values, needs, times=50)}
    assert found["a"].together.raw == 0.3
    assert [one.raw for one in found["a"].each] == [0.5, 0.9, 0.8]
    assert found["base"].together.raw == 0.0 and 0.0 <= found["a"].together.low < 0.3 < found["a"].together.high <= 1.0


@pytest.mark.parametrize(
    ("effects", "word", "text"),
    [
        ((1.0, 1.0, 1.0), ALL, "holds under all (avoidance, flight, none): better"),
        ((-1.0, -1.0, -1.0), ALL, "holds under all (avoidance, flight, none): worse"),
        ((1.0, 0.0, 1.0), SOME, "holds under some: better under avoidance, none; cannot be told apart under flight"),
        ((1.0, -1.0, 1.0), ROUND, "turns round under flight: worse there, better under avoidance, none"),
        ((0.0, 0.0, 0.0), NOT, "cannot be told apart"),
    ],
)
def test_every_verdict(effects, word, text):
    """Effects of 1 or 0 with luck of 0.1 on four seeds and six futures under each of three behaviours."""
    means = np.array([np.zeros(18), np.repeat(effects, 6)])
    made = futures(means, 0.1, seeds=4, seed=1, behaviours=("avoidance", "flight", "none"))
    (found,) = verdicts(made, [MORE], "base")
    assert (found.word, found.text) == (word, text)
    assert [sum(one.points.values()) for one in found.under] == [6, 6, 6]


def test_a_verdict_is_found_in_noise_as_seldom_as_it_says():
    """200 studies under three behaviours; 5 % for all three together, within three standard errors."""
    noise = (futures(np.zeros((2, 9)), 0.1, 4, seed, ("avoidance", "flight", "none")) for seed in range(200))
    assert np.mean([verdicts(one, [MORE], "base")[0].word != NOT for one in noise]) < 0.05 + 3 * 0.0155


def test_alternatives_that_are_the_same_runs_are_no_difference():
    made = futures(np.zeros((2, 4)), behaviours=("avoidance", "none"))
    (found,) = verdicts(made, [MORE], "base")
    assert found.text == "no difference under any"


def test_what_cannot_be_asked_is_refused():
    with pytest.raises(InputError, match="has one behaviour, avoidance: a verdict needs two or more"):
        verdicts(futures(np.zeros((2, 4))), [MORE], "base")
    with pytest.raises(InputError, match="one seed cannot tell"):
        regrets(futures(np.zeros((2, 4)), seeds=1), [MORE])
    with pytest.raises(InputError, match="has one alternative"):
        regrets(futures(np.zeros((1, 4))), [MORE])
