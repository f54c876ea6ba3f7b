"""Ways to calibrate, tried on a made model with known answers: what docs/calibration.md tells of them.

    pip install pyabc optuna
    python -m tests.benchmarks.calibration_methods [cases]

The model has four numbers and four figures, curved, noisy, the last number without influence. Every way may spend the
same 256 runs on each case. Exact is what one would know if the model without chance were a formula.
"""

from __future__ import annotations

import logging
import sys
import tempfile
import warnings
from collections.abc import Callable
from pathlib import Path

import numpy as np
from scipy import stats

from experiments.calibration.emulator import emulator
from experiments.calibration.inference import Likelihood, sample, spread_out

RUNS, NUMBERS, FIGURES, SEEDS = 256, 4, 4, 4
CHANCE = np.array([0.25, 0.25, 0.3, 0.3])
ERROR = np.array([0.1, 0.1, 0.2, 0.2])
COMMON = 0.7
"""Share of the standard deviation of chance that all points have in common on one seed."""


def plain(at: np.ndarray) -> np.ndarray:
    """The figures (n, 4) without chance at places (n, 4) in 0..1."""
    a, b, c = at[:, 0], at[:, 1], at[:, 2]
    return np.stack([3 * a + b**2, 2 * b - a * b, 2 * np.sin(1.5 * c) + 0.5 * a, c + b], axis=1)


def run(at: np.ndarray, seed: int) -> np.ndarray:
    """One run of one place (4,) on a seed."""
    shared = np.random.default_rng(seed).standard_normal(FIGURES)
    own = np.random.default_rng([seed, *(np.abs(at) * 1e9).astype(int)]).standard_normal(FIGURES)
    return plain(at[None])[0] + CHANCE * (COMMON * shared + np.sqrt(1 - COMMON**2) * own)


def exact(figures: np.ndarray, case: int) -> np.ndarray:
    at = stats.qmc.Sobol(NUMBERS, rng=case).random(2**15)
    weights = np.exp(-0.5 * (((plain(at) - figures) ** 2) / (CHANCE**2 + ERROR**2)).sum(axis=1))
    rng = np.random.default_rng(case)
    return at[rng.choice(len(at), 1000, p=weights / weights.sum())]


def emulated(waves: int) -> Callable[[np.ndarray, int], np.ndarray]:
    """Waves of points on four common seeds, Gaussian processes, emcee: the way of `boligliv calibrate`."""

    def way(figures: np.ndarray, case: int) -> np.ndarray:
        chance = np.array([run(np.full(NUMBERS, 0.5), 10_000 * case + k) for k in range(12)])
        known = np.diag(ERROR**2) + (1 + 1 / SEEDS) * 11 / 9 * np.diag(chance.var(axis=0, ddof=1))
        each = (RUNS - 12) // SEEDS // waves
        places = stats.qmc.LatinHypercube(NUMBERS, rng=case).random(each)
        at, shown, found = np.zeros((0, NUMBERS)), np.zeros((0, FIGURES)), None
        for wave in range(waves):
            if found is not None:
                places = spread_out(found.places, each, case)
            mean = np.array([[run(one, 10_000 * case + k) for k in range(SEEDS)] for one in places]).mean(axis=1)
            at, shown = np.concatenate([at, places]), np.concatenate([shown, mean])
            ways = [emulator(at, shown[:, j], case) for j in range(FIGURES)]
            power = 1.0 if wave == waves - 1 else 0.25
            found = sample(Likelihood(ways, figures, known), NUMBERS, case, 1000, power)
        return found.places

    return way


def regressed(figures: np.ndarray, case: int) -> np.ndarray:
    """ABC by rejection: the nearest fifth of runs spread over the ranges, adjusted by a straight line."""
    from sklearn.linear_model import LinearRegression

    at = stats.qmc.LatinHypercube(NUMBERS, rng=case).random(RUNS)
    error = np.random.default_rng(case).standard_normal((RUNS, FIGURES)) * ERROR
    shown = np.array([run(one, 10_000 * case + k) for k, one in enumerate(at)]) + error
    away = (((shown - figures) / shown.std(axis=0)) ** 2).sum(axis=1)
    near = np.argsort(away)[: RUNS // 5]
    logit = np.log(np.clip(at[near], 1e-3, 1 - 1e-3) / (1 - np.clip(at[near], 1e-3, 1 - 1e-3)))
    line = LinearRegression().fit(shown[near] - figures, logit)
    return 1 / (1 + np.exp(-(logit - line.predict(shown[near] - figures) + line.intercept_)))


def populations(figures: np.ndarray, case: int) -> np.ndarray:
    """ABC-SMC of pyABC, populations of 32 until the runs are spent."""
    import pyabc

    count = iter(range(10**6))
    names = [f"x{k}" for k in range(NUMBERS)]

    def model(numbers: dict[str, float]) -> dict[str, np.ndarray]:
        error = np.random.default_rng([case, k := next(count)]).standard_normal(FIGURES) * ERROR
        return {"y": run(np.array([numbers[name] for name in names]), 10_000 * case + k) + error}

    def distance(x: dict[str, np.ndarray], y: dict[str, np.ndarray]) -> float:
        return float((((x["y"] - y["y"]) / np.hypot(CHANCE, ERROR)) ** 2).sum())

    prior = pyabc.Distribution(**{name: pyabc.RV("uniform", 0, 1) for name in names})
    np.random.seed(case)
    abc = pyabc.ABCSMC(model, prior, distance, population_size=32, sampler=pyabc.sampler.SingleCoreSampler())
    with tempfile.TemporaryDirectory() as folder:
        abc.new(f"sqlite:///{Path(folder) / 'abc.db'}", {"y": figures})
        history = abc.run(max_total_nr_simulations=RUNS)
        frame, weights = history.get_distribution()
    rng = np.random.default_rng(case)
    return frame[names].to_numpy()[rng.choice(len(frame), 1000, p=weights / weights.sum())]


def optimised(figures: np.ndarray, case: int) -> np.ndarray:
    """Optuna's TPE: one best point, which has no width."""
    import optuna

    optuna.logging.set_verbosity(optuna.logging.ERROR)

    def off(trial: optuna.Trial) -> float:
        at = np.array([trial.suggest_float(f"x{k}", 0, 1) for k in range(NUMBERS)])
        mean = np.mean([run(at, 10_000 * case + k) for k in range(SEEDS)], axis=0)
        return float((((mean - figures) / np.hypot(CHANCE, ERROR)) ** 2).sum())

    study = optuna.create_study(sampler=optuna.samplers.TPESampler(seed=case))
    study.optimize(off, n_trials=RUNS // SEEDS)
    return np.array([[study.best_params[f"x{k}"] for k in range(NUMBERS)]])


WAYS: dict[str, Callable[[np.ndarray, int], np.ndarray]] = {
    "exact": exact, "emulated, 1 wave": emulated(1), "emulated, 2 waves": emulated(2), "emulated, 3 waves": emulated(3),
    "ABC, regression": regressed, "ABC-SMC (pyABC)": populations, "Optuna (TPE)": optimised,
}  # fmt: skip


def main(cases: int) -> None:
    """Print error of the middle, mean width and how often intervals hold, over the three numbers that matter."""
    logging.disable(logging.CRITICAL)
    warnings.simplefilter("ignore")
    truths = stats.qmc.LatinHypercube(NUMBERS, rng=99).random(cases)
    for name, way in WAYS.items():
        off, width, held = [], [], {0.5: [], 0.8: [], 0.95: []}
        for case, truth in enumerate(truths, start=1):
            figures = run(truth, 10_000 * case + 9_999) + ERROR * np.random.default_rng(case).standard_normal(FIGURES)
            found = way(figures, case)
            off.append(found.mean(axis=0) - truth)
            ends = np.quantile(found, [0.05, 0.95], axis=0)
            width.append((ends[1] - ends[0]) / 0.9)
            below = (found < truth).mean(axis=0)
            for level, counts in held.items():
                counts.append(np.abs(below - 0.5) <= level / 2)
        error = np.sqrt(np.mean(np.array(off)[:, :3] ** 2))
        shares = "  ".join(f"{100 * np.mean(np.array(one)[:, :3]):3.0f} %" for one in held.values())
        last = np.mean(np.array(width)[:, 3])
        wide = np.mean(np.array(width)[:, :3])
        print(f"{name:20s} error {error:.3f}  width {wide:.2f}  holds {shares}  idle {last:.2f}", flush=True)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 20)
