"""Schools that take only the older grades: who may attend them, and who belongs to them.

Without a policy every school takes all grades, 0 to 10, and nothing here is felt.
"""

from __future__ import annotations

import numpy as np
from numba import njit
from numpy.typing import NDArray

from agents.codes import InstitutionKind as Kind
from agents.core.calendar import START_YEAR, month_of_year, year
from agents.core.columns import Rows
from model.levers import Lever
from model.mechanisms.institutions.acting import lever_here
from model.world import World

LEVERS = (
    Lever("schooling.lowest_grade", "grade", 0.0, 9.0, "area",
          "lowest grade that the municipal school standing in this area takes; 0 all grades"),
    Lever("schooling.goes_on", "0 or 1", 0.0, 1.0, "area",
          "whether pupils of this area go on to the nearest school of the older grades, whatever their own takes"),
    Lever("schooling.older_pull", "logit", -4.0, 4.0, "area",
          "appeal of the school of older grades that stands in this area to those who may change to it"),
)  # fmt: skip
AUGUST = 8
SCHOOL_START = 6


def declare(world: World) -> None:
    """State the levers without any policy."""
    for lever in LEVERS:
        world.levers.base(lever.name, 0.0)


def lowest(world: World) -> NDArray[np.int64]:
    """Lowest grade that each institution takes, 0 for all that are no municipal school, (institutions.capacity,)."""
    table, grades = world.institutions, world.levers.value("schooling.lowest_grade")
    if not grades.any():
        return np.zeros(table.capacity, dtype=np.int64)
    taught = table.alive & (table.kind == Kind.SCHOOL) & (table.area >= 0)
    return np.where(taught, np.rint(lever_here(world, "schooling.lowest_grade")), 0.0).astype(np.int64)


def grade(world: World, rows: Rows) -> NDArray[np.int64]:
    """Grade of pupils in this school year, which begins in August: 0 in the year in which one turns six."""
    began = year(world.month) - START_YEAR - (month_of_year(world.month) < AUGUST)
    return np.asarray(began - world.persons.birth_month[rows].astype(np.int64) // 12 - SCHOOL_START)


def older_school(world: World, low: NDArray[np.int64]) -> NDArray[np.int64]:
    """The school of older grades that pupils of each area go on to: their own district's, or the nearest where the
    lever says so; -1 none, shape (n_areas,).
    """
    directory = world.directory
    if directory.near[Kind.SCHOOL].shape[1] == 0:
        return directory.district.copy()
    own = np.where(low[directory.district] > 0, directory.district, -1)
    line = directory.near[Kind.SCHOOL]
    nearest = line[np.arange(len(line)), np.argmax(low[line] > 0, axis=1)]
    goes_on = (world.levers.value("schooling.goes_on") >= 0.5) & (low[nearest] > 0)
    return np.where(own >= 0, own, np.where(goes_on, nearest, -1))


def district(
    world: World, area: NDArray[np.int32], grades: NDArray[np.int64], low: NDArray[np.int64]
) -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
    """The school that pupils of these areas and grades belong to, and for whom it is a substitute because their own
    district's does not take their grade; both shape as `area`.
    """
    directory = world.directory
    own = directory.district[area]
    older = older_school(world, low)[area]
    own = np.where((older >= 0) & (low[older] <= grades), older, own)
    substitute = low[own] > grades
    line = directory.near[Kind.SCHOOL][area[substitute]]
    if line.shape[1]:
        takes = low[line] <= grades[substitute][:, None]
        own[substitute] = line[np.arange(len(line)), np.argmax(takes, axis=1)]
    return own, substitute


@njit(cache=True)
def to_next_with_room(asked, area, grades, near, low, room, roll, out):  # type: ignore[no-untyped-def]
    """One after the other to the nearest school that takes the grade and has room; `out` stays where none has."""
    for i in asked:
        line = near[area[i]]
        for j in range(len(line)):
            if low[line[j]] <= grades[i] and roll[line[j]] < room[line[j]]:
                out[i] = line[j]
                break
        roll[out[i]] += 1
