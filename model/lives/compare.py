"""What differs between a life as remembered and as it is now, found for all lives at once."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from numba import njit
from numpy.typing import NDArray


class People(NamedTuple):
    """Columns of persons and households that lives are compared with."""

    household: NDArray[Any]
    partner: NDArray[Any]
    record: NDArray[Any]
    stage: NDArray[Any]
    institution: NDArray[Any]
    language_group: NDArray[Any]
    gates_passed: NDArray[Any]
    gates_missed: NDArray[Any]
    grade: NDArray[Any]
    education: NDArray[Any]
    status: NDArray[Any]
    workplace: NDArray[Any]
    found: NDArray[Any]
    ill: NDArray[Any]
    open_case: NDArray[Any]
    trouble: NDArray[Any]
    convicted: NDArray[Any]
    dwelling: NDArray[Any]
    came_from: NDArray[Any]


class Memory(NamedTuple):
    """Columns of lives as last seen, written anew by the comparison."""

    home: NDArray[Any]
    stage: NDArray[Any]
    institution: NDArray[Any]
    language_group: NDArray[Any]
    passed: NDArray[Any]
    missed: NDArray[Any]
    grade: NDArray[Any]
    education: NDArray[Any]
    status: NDArray[Any]
    workplace: NDArray[Any]
    partner: NDArray[Any]
    ill: NDArray[Any]
    case: NDArray[Any]
    trouble: NDArray[Any]
    convicted: NDArray[Any]


@njit(cache=True)
def _put(out, n, slot, kind, value):  # type: ignore[no-untyped-def]
    out[n, 0], out[n, 1], out[n, 2] = slot, kind, value
    return n + 1


@njit(cache=True)
def _ties(row, other, layer, count, area, estate):  # type: ignore[no-untyped-def]
    """Ties by layer and across the estate's border, four bits each; no more than 15 are told."""
    held = np.zeros(6, np.int64)
    inside = area[row] >= 0 and estate[area[row]]
    for j in range(count[row]):
        q = other[row, j]
        held[layer[row, j]] += 1
        if (area[q] >= 0 and estate[area[q]]) != inside:
            held[5] += 1
    packed = 0
    for k in range(6):
        packed |= min(held[k], 15) << (4 * k)
    return packed


@njit(cache=True)
def differences(where, local, v, m, other, layer, count, area, estate, in_trouble):  # type: ignore[no-untyped-def]
    """What differs from last month in the lives led here (`local`) or away: rows of (life, kind, value), shape (n, 3).

    `where` is each life's person row plus one, negative for those away and 0 for the dead, who are told with those
    here. Here and away are two calls, since one loop that picks its table for each life is several times slower.
    """
    out = np.empty((4096, 3), np.int32)
    n = 0
    for s in range(len(where)):
        if n + 40 > len(out):
            out = np.concatenate((out, np.empty_like(out)))
        if where[s] == 0 and local and m.home[s] != -32768:
            m.home[s] = -32768
            n = _put(out, n, s, 19, 0)
        if where[s] == 0 or (where[s] > 0) != local:
            continue
        p = abs(where[s]) - 1
        house = v.household[p]
        home = v.dwelling[house] if local else -2 - v.came_from[house]
        if home != m.home[s]:
            n = _put(out, n, s, 1, home) if local else _put(out, n, s, 2, v.came_from[house])
            m.home[s] = home
        who = v.partner[p]
        partner = -2 if who < 0 else v.record[who]
        if partner != m.partner[s]:
            if m.partner[s] >= 0 or partner == -2:
                n = _put(out, n, s, 5, max(m.partner[s], -1))
            if (partner >= 0 and m.partner[s] != -1) or partner == -1:
                n = _put(out, n, s, 4, partner)
            m.partner[s] = partner
        if v.stage[p] != m.stage[s] or (v.institution[p] != m.institution[s] and local):
            n = _put(out, n, s, 6, (v.institution[p] + 1) * 16 + v.stage[p])
        m.stage[s], m.institution[s] = v.stage[p], v.institution[p]
        if v.language_group[p] != m.language_group[s]:
            m.language_group[s] = v.language_group[p]
            n = _put(out, n, s, 7, v.language_group[p])
        passed = v.gates_passed[p] & ~m.passed[s]
        missed = v.gates_missed[p] & ~m.missed[s]
        if passed != 0 or missed != 0:
            for gate in range(8):
                if passed >> gate & 1:
                    n = _put(out, n, s, 8, gate)
                if missed >> gate & 1:
                    n = _put(out, n, s, 9, gate)
            if local:
                n = _put(out, n, s, 10, _ties(p, other, layer, count, area, estate))
            m.passed[s], m.missed[s] = v.gates_passed[p], v.gates_missed[p]
        grade = -999 if np.isnan(v.grade[p]) else int(np.rint(v.grade[p] * 10.0))
        if grade != m.grade[s]:
            m.grade[s] = grade
            n = _put(out, n, s, 11, grade)
        if v.education[p] != m.education[s]:
            m.education[s] = v.education[p]
            n = _put(out, n, s, 12, v.education[p])
        status = v.status[p]
        hired = status == 2 and (m.status[s] != 2 or (v.workplace[p] >= 0 and v.workplace[p] != m.workplace[s]))
        if status != m.status[s]:
            n = _put(out, n, s, 13, status * 16 + m.status[s])
        if hired:
            n = _put(out, n, s, 14, (v.workplace[p] + 1) * 8 + v.found[p])
        m.status[s], m.workplace[s] = status, v.workplace[p]
        if v.ill[p] != m.ill[s]:
            m.ill[s] = v.ill[p]
            n = _put(out, n, s, 15, v.ill[p])
        if v.open_case[p] != m.case[s]:
            m.case[s] = v.open_case[p]
            n = _put(out, n, s, 16, v.open_case[p])
        troubled = v.trouble[p] >= in_trouble
        if troubled != m.trouble[s]:
            m.trouble[s] = troubled
            n = _put(out, n, s, 17, troubled)
        if v.convicted[p] != m.convicted[s]:
            m.convicted[s] = v.convicted[p]
            n = _put(out, n, s, 18, 0)
    return out[:n].copy()
