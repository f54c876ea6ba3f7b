"""Who belongs to which household, and what others remember of those who go: loops over rows for the world."""

from __future__ import annotations

import numpy as np
from numba import njit


@njit(cache=True)
def members(household, homes, size):  # type: ignore[no-untyped-def]
    """Rows of those in one of these of `size` households, ascending."""
    chosen = np.zeros(size + 1, np.bool_)
    for h in homes:
        chosen[h + 1] = True
    out = np.empty(len(household), np.int64)
    n = 0
    for i in range(len(household)):
        out[n] = i
        n += chosen[np.uint64(household[i] + 1)]
    return out[:n].copy()


@njit(cache=True)
def members_among(household, homes, size, among):  # type: ignore[no-untyped-def]
    """The same of some persons alone."""
    chosen = np.zeros(size + 1, np.bool_)
    for h in homes:
        chosen[h + 1] = True
    out = np.empty(len(among), np.int64)
    n = 0
    for i in among:
        out[n] = i
        n += chosen[np.uint64(household[i] + 1)]
    return out[:n].copy()


@njit(cache=True)
def forget(rows, mother, partner, household):  # type: ignore[no-untyped-def]
    """Clear these persons from what children and partners remember by row; returns the households they and their
    partners live in.
    """
    # Row r is told by `gone[r + 1]`, and nobody by `gone[0]`.
    gone = np.zeros(len(mother) + 1, np.bool_)
    homes = np.empty(2 * len(rows), np.int64)
    n = 0
    for i in rows:
        gone[i + 1] = True
        homes[n] = household[i]
        n += 1
        if partner[i] >= 0:
            homes[n] = household[partner[i]]
            n += 1
            partner[partner[i]] = -1
    for i in range(len(mother)):
        if gone[np.uint64(mother[i] + 1)]:
            mother[i] = -1
    return homes[:n].copy()


@njit(cache=True)
def ledger_places(homes, dwelling, came_from, n_estate, estate, elsewhere, outside):  # type: ignore[no-untyped-def]
    """Where these households live, as the ledger numbers places; those without a home where they came from."""
    out = np.empty(len(homes), np.int64)
    for k in range(len(homes)):
        home = dwelling[homes[k]]
        out[k] = outside + max(came_from[homes[k]], 0) if home < 0 else estate if home < n_estate else elsewhere
    return out
