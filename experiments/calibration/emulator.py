"""A fast stand-in for the model: Gaussian processes through the runs that were made.

One process for each target [@kennedy2001bayesian], from scikit-learn: a straight part, a smooth part with a length for
each number, and the chance that is left between points. Their predictions come with the variance of not having run the
model there.
"""

from __future__ import annotations

import warnings
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from threadpoolctl import threadpool_limits

FloatArray = NDArray[np.float64]
FOLDS = 10


@dataclass(frozen=True)
class Emulator:
    """What one target's value would be at any point: fitted to (n_points,) means over seeds.

    `explained` is the share of the variance between points that is foretold of points left out (cross-validation in
    ten parts); 0 or below when the target does not follow the numbers. `held` is the share of points left out that lie
    within their foretold 95 % interval.
    """

    process: Any
    centre: float
    spread: float
    noise: float
    explained: float
    held: float

    def predict(self, places: FloatArray) -> tuple[FloatArray, FloatArray]:
        """Mean and variance of the model's expected value at places (n, n_numbers) in shares of the ranges."""
        mean, deviation = self.process.predict(2.0 * places - 1.0, return_std=True)
        variance = np.maximum(deviation**2 - self.noise, 0.0)
        return self.centre + self.spread * mean, self.spread**2 * variance


# Many small systems: several threads would only wait for one another.
@threadpool_limits.wrap(limits=1)
def emulator(places: FloatArray, values: FloatArray, seed: int) -> Emulator:
    """Fit a target: `places` (n_points, n_numbers) in shares of the ranges, `values` (n_points,)."""
    from sklearn.base import clone
    from sklearn.gaussian_process import GaussianProcessRegressor
    from sklearn.gaussian_process.kernels import RBF, ConstantKernel, DotProduct, WhiteKernel
    from sklearn.model_selection import KFold

    centre, spread = float(values.mean()), float(values.std()) or 1.0
    scaled, inputs = (values - centre) / spread, 2.0 * places - 1.0
    straight = ConstantKernel(0.5, (1e-4, 1e2)) * DotProduct(1.0, (1e-2, 1e1))
    smooth = ConstantKernel(0.5, (1e-4, 1e2)) * RBF(np.full(places.shape[1], 2.0), (0.3, 30.0))
    kernel = straight + smooth + WhiteKernel(0.2, (1e-6, 2.0))
    process = GaussianProcessRegressor(kernel, n_restarts_optimizer=2, random_state=seed)
    with warnings.catch_warnings():
        # A length at the end of its range means that a number does not matter, which is no fault.
        warnings.simplefilter("ignore")
        process.fit(inputs, scaled)
        settled = GaussianProcessRegressor(process.kernel_, optimizer=None)
        error, inside = np.zeros(len(scaled)), np.zeros(len(scaled), dtype=bool)
        for kept, left in KFold(min(FOLDS, len(scaled)), shuffle=True, random_state=seed).split(inputs):
            one = clone(settled).fit(inputs[kept], scaled[kept])
            mean, deviation = one.predict(inputs[left], return_std=True)
            error[left] = scaled[left] - mean
            inside[left] = np.abs(error[left]) <= 1.96 * deviation
    noise = float(process.kernel_.k2.noise_level)
    explained = 1.0 - float(np.mean(error**2)) / max(float(np.var(scaled)), 1e-12)
    return Emulator(process, centre, spread, noise, explained, float(inside.mean()))
