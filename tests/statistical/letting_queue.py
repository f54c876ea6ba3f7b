"""Homes let from a waiting list month by month with the real kernel of letting, and what queueing theory says of it.

Each month some tenants move out (each with the same chance, so that stays are geometric), a Poisson number of
households comes, and `allocate` hands out what is vacant. Many small towns that have nothing to do with each other are
let in one call, each from lists of its own.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse, stats
from scipy.sparse import linalg

from agents.core import draws
from model.letting import choice, matching
from model.letting.known import Known

FloatArray = NDArray[np.float64]


@dataclass(frozen=True)
class Town:
    """Homes, mean stay in months, and households that come a month: those in need, and the others."""

    homes: int
    stay: float
    needy: float
    others: float

    @property
    def arrivals(self) -> float:
        return self.needy + self.others

    @property
    def load(self) -> float:
        """Share of homes that would be lived in if nobody had to wait."""
        return self.arrivals * self.stay / self.homes


@dataclass(frozen=True)
class Found:
    """By town and month, shape (towns, months): households that came, how many of those were not housed at once, and
    how many waited at the end of the month; the needy, then the others, shape (2, towns, months).
    """

    came: NDArray[np.int64]
    not_at_once: NDArray[np.int64]
    waiting: NDArray[np.int64]


def willing() -> choice.Weights:
    """The model's weights, but nobody says no."""
    values = {parameter.name.split(".")[1]: parameter.value for parameter in choice.PARAMETERS}
    return choice.Weights(**{**values, "constant": 60.0}, is_null=False)


def _applicants(keys: NDArray[np.uint64], needy: NDArray[np.bool_]) -> matching.Applicants:
    """Single people with means for whom no rule of size, rent or benefit stands in the way."""
    n = len(keys)
    whole, no, nowhere = np.zeros(n, np.int64), np.zeros(n, bool), np.full(n, -1, np.int64)
    return matching.Applicants(
        key=keys, adults=whole + 1, children=whole, income=np.full(n, 2e4), origin=whole, waited=whole,
        need=needy.astype(np.int64), groups=whole, benefit=no, outside=no, homeless=no, care=np.zeros(n),
        kin_department=nowhere, friend_department=nowhere.copy(),
    )  # fmt: skip


def _vacancies(keys: NDArray[np.uint64]) -> matching.Vacancies:
    n = len(keys)
    whole, none = np.zeros(n, np.int64), np.zeros(n)
    return matching.Vacancies(
        key=keys, rooms=whole + 2, rent=none, department=whole, name=none + 0.8, minority=none, appeal=none,
        traced=np.zeros(n, bool), group=whole,
    )  # fmt: skip


def _nobody_to_ask() -> Known:
    rows, slots = np.empty(0, np.int32), np.empty((0, 16), np.int32)
    return Known(rows, slots, slots.astype(np.int8), slots.astype(np.uint8), rows.astype(np.int16), rows, rows,
                 rows.astype(np.int16))  # fmt: skip


def let(town: Town, towns: int, months: int, seed: int, need_first: bool) -> Found:
    """Let many equal towns for so many months, from one list by seniority or with the list of need before it."""
    rng = np.random.default_rng(seed)
    weights, known = willing(), _nobody_to_ask()
    # Everybody stands on every list, and one home may be offered to as many as it takes.
    book = matching.Book(9, 9, 9.0, np.zeros(1, bool), np.zeros(1, bool), 1e9, 10_000)
    lived_in = np.zeros((towns, town.homes), dtype=bool)
    home_keys = draws.keys_of("home", 0, lived_in.size).reshape(lived_in.shape)
    at, needy, since = np.empty(0, np.int64), np.empty(0, bool), np.empty(0, np.int64)
    keys = np.empty(0, np.uint64)
    came, late, waiting = (np.zeros((2, towns, months), dtype=np.int64) for _ in range(3))
    for month in range(months):
        lived_in &= rng.random(lived_in.shape) >= 1.0 / town.stay
        for group, rate in enumerate((town.needy, town.others)):
            came[group, :, month] = rng.poisson(rate, towns)
            new = np.repeat(np.arange(towns), came[group, :, month])
            at = np.concatenate([at, new])
            needy = np.concatenate([needy, np.full(len(new), group == 0)])
            since = np.concatenate([since, np.full(len(new), month)])
            keys = np.concatenate([keys, draws.keys_of("household", 2 * month + group, len(new))])
        where, home = np.nonzero(~lived_in)
        # Lists 0..towns-1 are those of need, towns..2 towns-1 hold everybody; each by seniority, then by key.
        order = np.lexsort((keys, since, at))
        urgent = order[needy[order]]
        sizes = np.concatenate([np.bincount(at[urgent], minlength=towns), np.bincount(at, minlength=towns), [0]])
        starts = np.concatenate([[0], np.cumsum(sizes)]).astype(np.int64)
        plan = np.stack([where if need_first else np.full(len(where), -1), where + towns], axis=1).astype(np.int64)
        channels = np.tile(np.array([matching.ASSIGNMENT, matching.ORDINARY]), (len(where), 1))
        winner, *_ = matching.allocate(
            _vacancies(home_keys[where, home]), _applicants(keys, needy), known, book, weights, starts,
            np.concatenate([urgent, order]).astype(np.int64), plan, channels, draws.stream(seed, "applies", 0),
            draws.stream(seed, "accept", month), 1,
        )  # fmt: skip
        housed = winner >= 0
        lived_in[where[housed], home[housed]] = True
        stays = np.ones(len(at), dtype=bool)
        stays[winner[housed]] = False
        at, needy, since, keys = at[stays], needy[stays], since[stays], keys[stays]
        for group in range(2):
            mine = needy == (group == 0)
            waiting[group, :, month] = np.bincount(at[mine], minlength=towns)
            late[group, :, month] = np.bincount(at[mine & (since == month)], minlength=towns)
    return Found(came, late, waiting)


def monthly_theory(town: Town, most: int = 160) -> tuple[float, float]:
    """Chance to wait and mean wait, months, of all households: the stationary state of the month's own Markov chain.

    The number in the town goes from n to n - Binomial(min(n, homes), 1 / stay) + Poisson(arrivals). A household waits
    when it is not housed in the month it comes; the mean wait follows from the mean number waiting.
    """
    c = town.homes
    leave = np.array([stats.binom.pmf(np.arange(c + 1), k, 1.0 / town.stay) for k in range(c + 1)])
    come = stats.poisson.pmf(np.arange(most), town.arrivals)
    come = come[: int(np.searchsorted(np.cumsum(come), 1.0 - 1e-15)) + 2]
    down = np.zeros((most, most))
    for n in range(most):
        gone = np.arange(min(n, c) + 1)
        down[n, n - gone] = leave[min(n, c), gone]
    up = sum(p * np.eye(most, k=k) for k, p in enumerate(come))
    step = down @ up
    step /= step.sum(axis=1, keepdims=True)
    system = np.vstack([(step - np.eye(most)).T, np.ones(most)])
    n_end = np.linalg.lstsq(system, np.append(np.zeros(most), 1.0), rcond=None)[0]
    n_before = n_end @ down
    free, a = np.maximum(c - np.arange(most), 0), np.arange(len(come))
    at_once = (np.minimum(a[None, :], free[:, None]) * come).sum(axis=1)
    waits = 1.0 - float(n_before @ at_once) / town.arrivals
    return waits, float(n_end @ np.maximum(np.arange(most) - c, 0)) / town.arrivals


def monthly_theory_of_need(town: Town, most: int = 120, most_needy: int = 24) -> float:
    """Mean wait of those in need, months, when they come first: the month's Markov chain of (number, needy waiting)."""
    c = town.homes
    gone = np.arange(c + 1)
    few = [np.arange(int(stats.poisson.isf(1e-12, rate)) + 1) for rate in (town.needy, town.others)]
    n, q, d, a, b = (
        grid.ravel() for grid in np.meshgrid(np.arange(most), np.arange(most_needy), gone, *few, indexing="ij")
    )
    chance = stats.binom.pmf(d, np.minimum(n, c), 1.0 / town.stay)
    chance = chance * stats.poisson.pmf(a, town.needy) * stats.poisson.pmf(b, town.others)
    # More than are counted are taken for the most that are.
    n_next = np.minimum(n - d + a + b, most - 1)
    q_next = np.clip(q + a - (c - np.minimum(n, c) + d), 0, most_needy - 1)
    real = (chance > 0.0) & (q <= np.maximum(n - c, 0))
    state, then = (n * most_needy + q)[real], (n_next * most_needy + q_next)[real]
    size = most * most_needy
    step = sparse.csr_matrix((chance[real], (state, then)), shape=(size, size))
    reached = np.asarray(step.sum(axis=1)).ravel() > 0.0
    step = step[reached][:, reached]
    step = sparse.diags(1.0 / np.asarray(step.sum(axis=1)).ravel()) @ step
    balance = (step.T - sparse.eye(step.shape[0])).tolil()
    balance[0] = 1.0
    share = linalg.spsolve(balance.tocsc(), np.eye(1, step.shape[0]).ravel())
    return float(share @ np.tile(np.arange(most_needy), most)[reached]) / town.needy


def erlang_c(town: Town) -> tuple[float, float]:
    """Chance to wait and mean wait, months, when time runs without steps (M/M/c)."""
    c, offered = town.homes, town.load * town.homes
    terms = [offered**k / math.factorial(k) for k in range(c)]
    last = offered**c / math.factorial(c) / (1.0 - town.load)
    waits = last / (sum(terms) + last)
    return waits, waits * town.stay / (c * (1.0 - town.load))


def cobham(town: Town) -> tuple[float, float]:
    """Mean wait of those in need and of the others, months, when those in need come first and time has no steps."""
    first = erlang_c(town)[1] * (1.0 - town.load) / (1.0 - town.needy * town.stay / town.homes)
    return first, first / (1.0 - town.load)


def batch_means(found: NDArray[np.int64], warm_up: int, rate: float) -> FloatArray:
    """Monthly counts over the rate at which households come, a mean for each town without its first months.

    A town is a batch: batches of one series lean on each other, towns do not.
    """
    return np.asarray(found[:, warm_up:].mean(axis=1) / rate)


def interval(means: FloatArray, level: float) -> tuple[float, float]:
    """Mean of the batches and half the width of its Student interval, missed with probability `level`."""
    half = stats.t.ppf(1.0 - level / 2.0, len(means) - 1) * means.std(ddof=1) / math.sqrt(len(means))
    return float(means.mean()), float(half)
