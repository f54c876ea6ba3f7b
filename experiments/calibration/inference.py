"""How plausible each point is given the targets, and a sample of the plausible ones.

The distance from a target is measured against everything it could come from: the figure's own error and tolerance, the
chance of the one world that was measured, the chance left in the mean over seeds, and not having run the model just
there [@vernon2010galaxy]. The sample is drawn by emcee [@foreman2013emcee].
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from threadpoolctl import threadpool_limits

from experiments.calibration.emulator import Emulator

FloatArray = NDArray[np.float64]
WALKERS, STEPS, LEFT_OUT = 200, 350, 150
"""Walkers of emcee, their steps, and how many of them are left out while they settle."""
CANDIDATES = 2**12
IMPLAUSIBLE = 3.0
"""Distance in standard deviations from which a point is ruled out by one target alone."""


@dataclass(frozen=True)
class Likelihood:
    """How well points agree with the values (n_targets,) that were measured; `known` is their covariance.

    `known` (n_targets, n_targets) holds errors, tolerances and chance; the emulators add what they do not know.
    """

    emulators: Sequence[Emulator]
    measured: FloatArray
    known: FloatArray

    def _at(self, places: FloatArray) -> tuple[FloatArray, FloatArray]:
        parts = [one.predict(places) for one in self.emulators]
        return np.stack([mean for mean, _ in parts], axis=1), np.stack([variance for _, variance in parts], axis=1)

    def logarithm(self, places: FloatArray) -> FloatArray:
        """Logarithm of the likelihood (n,) at places (n, n_numbers); minus infinity outside the ranges."""
        inside = ((places >= 0.0) & (places <= 1.0)).all(axis=1)
        found = np.full(len(places), -np.inf)
        if inside.any():
            mean, variance = self._at(places[inside])
            total = self.known + variance[:, :, None] * np.eye(len(self.measured))
            away = (self.measured - mean)[:, :, None]
            squared = (away * np.linalg.solve(total, away)).sum(axis=(1, 2))
            found[inside] = -0.5 * (squared + np.linalg.slogdet(total)[1])
        return found

    def implausibility(self, places: FloatArray) -> FloatArray:
        """Distance (n, n_targets) from each target in standard deviations of all that it could come from."""
        mean, variance = self._at(places)
        found: FloatArray = np.abs(self.measured - mean) / np.sqrt(np.diag(self.known) + variance)
        return found


@dataclass(frozen=True)
class Sample:
    """Plausible points (n, n_numbers) in shares of the ranges; `effective` is how many independent ones it is worth.

    `not_ruled_out` is the share of the ranges where no target is further off than three standard deviations.
    """

    places: FloatArray
    effective: float
    not_ruled_out: float


@threadpool_limits.wrap(limits=1)
def sample(likelihood: Likelihood, numbers: int, seed: int, size: int, power: float = 1.0) -> Sample:
    """Draw points from an even prior times the likelihood to a power: 1 for the posterior, less for a wider net."""
    import emcee
    from scipy.stats import qmc
    from sklearn.utils import check_random_state

    start = qmc.Sobol(numbers, rng=seed).random(CANDIDATES)
    logarithm = power * likelihood.logarithm(start)
    free = float((likelihood.implausibility(start) <= IMPLAUSIBLE).all(axis=1).mean())
    walkers = max(WALKERS, 4 * numbers)
    # The likeliest of many: more than one walker may not start at one point, so no resampling.
    first = start[np.argsort(-logarithm + _gumbel(len(start), seed))[:walkers]]

    def at(places: FloatArray) -> FloatArray:
        return power * likelihood.logarithm(places)

    moves = [(emcee.moves.StretchMove(), 0.5), (emcee.moves.DEMove(), 0.4), (emcee.moves.DESnookerMove(), 0.1)]
    sampler = emcee.EnsembleSampler(walkers, numbers, at, vectorize=True, moves=moves)
    sampler.random_state = check_random_state(seed).get_state()
    sampler.run_mcmc(first, STEPS, skip_initial_state_check=True)
    slowest = float(np.nanmax(sampler.get_autocorr_time(discard=LEFT_OUT, tol=0)))
    chain = sampler.get_chain(discard=LEFT_OUT)
    effective = chain.shape[0] * walkers / max(slowest, 1.0)
    # All walkers at a few steps far apart are nearly independent.
    steps = np.linspace(0, len(chain) - 1, -(-size // walkers)).astype(int)
    places = chain[steps].reshape(-1, numbers)[:size]
    return Sample(np.ascontiguousarray(places), min(effective, float(len(places))), free)


def _gumbel(count: int, seed: int) -> FloatArray:
    """Noise that makes the largest of logarithms a draw without replacement in proportion to them."""
    from agents.core import draws

    chance = draws.uniform(seed, "calibration.start", 0, np.arange(count, dtype=np.uint64))
    found: FloatArray = np.log(-np.log(np.clip(chance, 1e-12, 1.0 - 1e-12)))
    return found


def spread_out(places: FloatArray, count: int, seed: int) -> FloatArray:
    """So many of the places (n, n_numbers), spread over them: those nearest to the centres of as many groups."""
    from sklearn.cluster import KMeans

    centres = KMeans(count, n_init=1, random_state=seed).fit(places).cluster_centers_
    nearest = ((places[None, :, :] - centres[:, None, :]) ** 2).sum(axis=2).argmin(axis=1)
    return places[np.unique(nearest)]
