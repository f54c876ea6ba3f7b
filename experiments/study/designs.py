"""Where the points of a study lie, in shares of each range: grid, Latin hypercube, Sobol and Morris designs.

Latin hypercubes [@mckay1979], Saltelli's scheme for Sobol indices [@saltelli2002] and Morris's for screening
[@morris1991] are SciPy's and SALib's; an analysis by SALib takes the points in the order they have here.
"""

from __future__ import annotations

from functools import lru_cache
from itertools import product

import numpy as np
from numpy.typing import NDArray

GRID, LHS, SOBOL, MORRIS, LIST = KINDS = ("grid", "lhs", "sobol", "morris", "list")
MEANINGS = {
    GRID: "every combination of `levels` evenly spaced values of each number",
    LHS: "a Latin hypercube: `samples` points, each number spread evenly over its range",
    SOBOL: "Saltelli's scheme for Sobol indices: `samples` base points (a power of two), for each one point more a "
    "number and one more",
    MORRIS: "Morris's scheme for screening: `samples` trajectories on `levels` levels that change one number at a time",
    LIST: "the points you write down",
}
USES = {
    GRID: ("levels",),
    LHS: ("samples", "seed"),
    SOBOL: ("samples", "seed"),
    MORRIS: ("samples", "seed", "levels"),
    LIST: ("points",),
}
"""What each kind of design has to be told."""
LEVELS = 4
LEAST_BASE_POINTS = 8
"""Fewer base points give Sobol indices whose interval covers everything."""
LEAST_TRAJECTORIES = 4
"""Fewer trajectories tell nothing of how much an effect varies;"""
LEAST_LEVELS = 2


def size(kind: str, numbers: int, samples: int, levels: int) -> int:
    """How many points a design of so many numbers has.

    >>> size("sobol", 3, 64, 4), size("morris", 3, 10, 4), size("grid", 3, 0, 4)
    (320, 40, 64)
    """
    if kind == GRID:
        return int(levels**numbers)
    return samples * {LHS: 1, SOBOL: numbers + 2, MORRIS: numbers + 1}[kind]


def problem(kind: str, numbers: int, samples: int, levels: int) -> tuple[str, str] | None:
    """What is wrong with a design: the key at fault and a sentence; None when it can be used.

    >>> problem("sobol", 3, 100, 4)
    ('samples', 'samples = 100 is not a power of two, which a sobol design needs: take 64 or 128')
    """
    least = {LHS: numbers + 1, SOBOL: LEAST_BASE_POINTS, MORRIS: LEAST_TRAJECTORIES}.get(kind, 0)
    if samples < least:
        why = {
            LHS: f"a Latin hypercube of {numbers} number{'s' * (numbers > 1)} takes one point more than that",
            SOBOL: "with fewer base points the indices say nothing",
            MORRIS: "with fewer trajectories an effect cannot be told from its spread",
        }[kind]
        return "samples", f"samples = {samples} is too small a design: at least {least}, since {why}"
    if kind == SOBOL and samples & (samples - 1):
        below = 1 << (samples.bit_length() - 1)
        return "samples", (
            f"samples = {samples} is not a power of two, which a sobol design needs: take {below} or {2 * below}"
        )
    if kind in (GRID, MORRIS) and levels < LEAST_LEVELS:
        return "levels", f"levels = {levels} is too small a design: at least {LEAST_LEVELS}, the two ends of each range"
    if kind == MORRIS and levels % 2:
        return "levels", (
            f"levels = {levels} is odd, which makes a morris design lopsided: take {levels - 1} or {levels + 1}"
        )
    return None


@lru_cache(maxsize=8)
def positions(kind: str, numbers: int, samples: int, seed: int, levels: int) -> NDArray[np.float64]:
    """The points of a design as shares of each range from 0 to 1, shape (`size`, numbers); read only.

    The same in every process for the same arguments, and drawn from no generator that others use.
    """
    wrong = problem(kind, numbers, samples, levels)
    if wrong is not None:
        raise ValueError(wrong[1])
    made = {GRID: _grid, LHS: _lhs, SOBOL: _sobol, MORRIS: _morris}[kind]
    found = np.ascontiguousarray(made(numbers, samples, seed, levels), dtype=np.float64)
    if found.shape != (size(kind, numbers, samples, levels), numbers) or not ((found >= 0) & (found <= 1)).all():
        raise ValueError(f"the {kind} design of the installed library has shape {found.shape} or leaves 0..1")
    found.setflags(write=False)
    return found


def _grid(numbers: int, samples: int, seed: int, levels: int) -> NDArray[np.float64]:
    return np.array(list(product(np.linspace(0.0, 1.0, levels), repeat=numbers)))


def _lhs(numbers: int, samples: int, seed: int, levels: int) -> NDArray[np.float64]:
    from scipy.stats import qmc

    return np.asarray(qmc.LatinHypercube(numbers, rng=seed).random(samples))


def _sobol(numbers: int, samples: int, seed: int, levels: int) -> NDArray[np.float64]:
    from SALib.sample import sobol

    return np.asarray(sobol.sample(unit_problem(numbers), samples, calc_second_order=False, seed=seed))


def _morris(numbers: int, samples: int, seed: int, levels: int) -> NDArray[np.float64]:
    from SALib.sample import morris

    return np.asarray(morris.sample(unit_problem(numbers), samples, num_levels=levels, seed=seed))


def unit_problem(numbers: int) -> dict[str, object]:
    """So many numbers between 0 and 1, as SALib wants to be told of them."""
    names = [f"x{k}" for k in range(numbers)]
    return {"num_vars": numbers, "names": names, "bounds": [[0.0, 1.0]] * numbers}
