"""Ties counted and listed: kernels that read the columns of ties and change nothing."""

from __future__ import annotations

import numpy as np
from numba import njit


@njit(cache=True)
def count_where(other, layer, count, kind, place):  # type: ignore[no-untyped-def]
    """How many ties of each row lead to somebody with the same non-negative place."""
    out = np.zeros(len(count), np.int16)
    for p in range(len(count)):
        if place[p] < 0:
            continue
        for j in range(count[p]):
            if (kind < 0 or layer[p, j] == kind) and place[other[p, j]] == place[p]:
                out[p] += 1
    return out


@njit(cache=True)
def pairs(other, layer, strength, count, kind, among):  # type: ignore[no-untyped-def]
    """Each tie once, from its lower row: both rows, layer and strength."""
    n = 0
    room = np.int64(0)
    for p in range(len(count)):
        room += count[p]
    a, b = np.empty(room, np.int32), np.empty(room, np.int32)
    layers, strengths = np.empty(room, np.int8), np.empty(room, np.uint8)
    for p in range(len(count)):
        for j in range(count[p]):
            q = other[p, j]
            if q > p and (kind < 0 or layer[p, j] == kind) and (among[p] or among[q]):
                a[n], b[n], layers[n], strengths[n] = p, q, layer[p, j], strength[p, j]
                n += 1
    return a[:n].copy(), b[:n].copy(), layers[:n].copy(), strengths[:n].copy()
