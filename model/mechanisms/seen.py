"""What can be seen in each area: who lives there, how many are outside work, how many of the young are in trouble."""

from __future__ import annotations

import numpy as np
from numba import njit
from numpy.typing import NDArray

from agents.codes import OUTSIDE_WORK, Status
from agents.core.parameter import Parameter
from model.world import World

P = Parameter
PARAMETERS = (
    P("trouble.threshold", 0.3, 0.1, 0.6, "0..1", "judgement", "judgement",
      "trouble from which a young person is seen to be in trouble"),
)  # fmt: skip

OUTSIDE = np.isin(np.arange(len(Status)), OUTSIDE_WORK)
"""Whether a status counts as outside work and education, by its code."""
RESIDENTS, NON_WESTERN, WORKING_AGE, OUTSIDE_COUNT, YOUNG, IN_TROUBLE = range(6)


@njit(cache=True)
def _count(alive, area, birth, status, origin, trouble, outside, threshold, month, n):  # type: ignore[no-untyped-def]
    out = np.zeros((n, 8), np.int64)
    for p in range(len(alive)):
        here = area[p]
        if not alive[p] or here < 0:
            continue
        age = month - birth[p]
        working_age, young = (age >= 216) & (age < 780), (age >= 156) & (age < 312)
        out[here, 0] += 1
        out[here, 1] += origin[p] == 2
        out[here, 2] += working_age
        out[here, 3] += working_age & outside[status[p]]
        out[here, 4] += young
        out[here, 5] += young & (trouble[p] >= threshold)
    return np.ascontiguousarray(out[:, :6].T)


def look(world: World) -> NDArray[np.int64]:
    """Residents, non-western residents, 18-64-year-olds, of them outside work and education, 13-25-year-olds, and of
    them in trouble, by area, shape (6, n_areas); kept in `world.seen`.
    """
    persons = world.persons
    world.seen = _count(
        persons.alive, world.person_area, persons.birth_month, persons.status, persons.origin, persons.trouble, OUTSIDE,
        world.p("trouble.threshold"), world.month, len(world.place.areas),
    )  # fmt: skip
    return world.seen


def share(seen: NDArray[np.int64], part: int, whole: int) -> NDArray[np.float64]:
    """One count over another by area, 0 where there is nobody, shape (n_areas,)."""
    return np.asarray(seen[part] / np.maximum(seen[whole], 1))


def rounded(seen: NDArray[np.int64], part: int, whole: int) -> NDArray[np.float64]:
    """The same to whole percents: people notice a change in their area, not one person more or less."""
    return np.asarray((100 * seen[part] + seen[whole] // 2) // np.maximum(seen[whole], 1) / 100.0)
