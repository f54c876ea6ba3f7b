"""Who is drawn at all: a first look at everybody's lot before anybody's own chance is worked out."""

from __future__ import annotations

import numpy as np
from numba import njit

from agents.core.draws import mix_one

BLOCK = 512
"""Lots looked at together; they stay in the processor's nearest memory."""


@njit(cache=True)
def drawn(stream, keys, most):  # type: ignore[no-untyped-def]
    """Rows whose number on a stream lies below `most`, the highest chance anybody has; ascending.

    The rare events of a month are settled by the draw for nearly everybody, so that the chance of each by age, sex or
    home need only be known for the few that are left.
    """
    limit = np.uint64(np.ceil(min(max(most, 0.0), 1.0) * 9007199254740992.0))
    out, found = np.empty(len(keys), np.int64), 0
    lots = np.empty(BLOCK, np.uint64)
    for start in range(0, len(keys), BLOCK):
        part = keys[start : start + BLOCK]
        # A loop that only draws is run on several keys at once by the processor.
        for i in range(len(part)):
            lots[i] = mix_one(stream ^ mix_one(part[i])) >> np.uint64(11)
        for i in range(len(part)):
            if lots[i] < limit:
                out[found] = start + i
                found += 1
    return out[:found].copy()
