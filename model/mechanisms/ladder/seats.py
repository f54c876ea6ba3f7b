"""Which nursery, kindergarten, school or education somebody attends: districts, choice, and room."""

from __future__ import annotations

import numpy as np
from numba import njit
from numpy.typing import NDArray

from agents.codes import InstitutionKind as Kind
from agents.codes import Origin, Stage
from agents.core.columns import Rows
from agents.core.parameter import Parameter
from model.mechanisms.institutions import acting
from model.mechanisms.ladder import older
from model.mechanisms.ladder.gates import chance
from model.world import World

P = Parameter
PARAMETERS = (
    P("schooling.opt_out", -1.25, -2.5, 0.0, "logit", "recalled", "recalled",
      "choosing another school than the district's, mean home and mean name; free schools alone take 16-17 %"),
    P("schooling.opt_out_home", 0.35, 0.0, 1.0, "logit per SD", "bjerre2024boundaries", "observational",
      "home learning of the parents in that; resourceful families leave a school of weak intake most"),
    P("schooling.tipping_from", 0.35, 0.2, 0.6, "share", "rangvid2010", "observational",
      "minority share of the roll above which parents of Danish origin turn away; below it none do"),
    P("schooling.tipping", 5.0, 0.0, 10.0, "logit per share", "rangvid2010", "observational",
      "how steeply they turn away above it"),
    P("schooling.name", 1.0, 0.0, 3.0, "logit per name", "judgement", "judgement",
      "turning away from the school of an area whose name lies below the municipality's"),
    P("schooling.free", 0.68, 0.4, 0.9, "share", "recalled", "recalled",
      "free school first among those who choose; the others first look to another municipal school"),
    P("schooling.stays_on_moving", 0.45, 0.1, 0.8, "share", "judgement", "judgement",
      "children of families that move within the municipality who stay where they go"),
)  # fmt: skip

KIND_OF_STAGE = {
    Stage.NURSERY: Kind.NURSERY, Stage.KINDERGARTEN: Kind.KINDERGARTEN, Stage.SCHOOL: Kind.SCHOOL,
    Stage.UPPER_SECONDARY: Kind.UPPER_SECONDARY, Stage.VOCATIONAL: Kind.VOCATIONAL, Stage.HIGHER: Kind.HIGHER,
}  # fmt: skip


def capacity(world: World) -> NDArray[np.int64]:
    """Room of every institution after levers, shape (institutions.capacity,)."""
    return np.asarray(world.institutions.places * acting.lever_here(world, "institutions.capacity"), dtype=np.int64)


@njit(cache=True)
def _fill(area, near, number_near, turn, room, roll, out):  # type: ignore[no-untyped-def]
    """One after the other to the nearest with room; those of one area share its institutions evenly."""
    for i in range(len(area)):
        line = near[area[i]]
        k = number_near[area[i]]
        out[i] = -1
        for j in range(len(line)):
            at = (j + turn[i]) % k if j < k else j
            if roll[line[at]] < room[line[at]]:
                out[i] = line[at]
                break
        if out[i] < 0 and len(line):
            out[i] = line[turn[i] % k if k else 0]
        if out[i] >= 0:
            roll[out[i]] += 1


@njit(cache=True)
def _choose(  # type: ignore[no-untyped-def]
    leaving, area, district, grades, free_first, free, public, lowest, minority, room, roll, out
):
    """One after the other to a free school, or to another of the four nearest public ones that take the grade and have
    no higher minority share, while they have room.
    """
    for i in leaving:
        own = district[i]
        for turn in range(2):
            if out[i] != own:
                break
            private = free_first[i] == (turn == 0)
            line = free[area[i]] if private else public[area[i]]
            for j in range(len(line) if private else min(5, len(line))):
                school = line[j]
                fits = private or (school != own and minority[school] <= minority[own])
                if fits and lowest[school] <= grades[i] and roll[school] < room[school]:
                    out[i] = school
                    break
        roll[out[i]] += 1


def by_lot(world: World, decision: str, rows: Rows) -> Rows:
    """The same persons in an order drawn by lot, whatever their rows."""
    keys = world.persons.key[rows]
    return rows[np.lexsort((keys, world.uniform(decision, keys)))]


def nearest_with_room(
    world: World, rows: Rows, kind: Kind, roll: NDArray[np.int64], room: NDArray[np.int64]
) -> NDArray[np.int64]:
    """An institution of a kind for each of these persons, who come in this order, shape as `rows`; `roll` is kept up.

    Daycare has a duty to find a place (*pasningsgaranti*): as a last resort the nearest takes one more.
    """
    out = np.full(len(rows), -1, dtype=np.int64)
    near = world.directory.near[kind]
    if near.shape[1] == 0 or len(rows) == 0:
        return out
    turn = (world.persons.key[rows] % np.uint64(9973)).astype(np.int64)
    _fill(world.person_area[rows], near, world.directory.own[kind], turn, room, roll, out)
    return out


def wants_out(world: World, rows: Rows, district: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Whose parents turn down the district's school: the resourceful, and by minority share and name of the school.

    The minority share counts only above a threshold, only for parents of Danish origin, and only where the scenario
    lets origin count [@rangvid2010]; the name counts outside the null model.
    """
    persons, households, table = world.persons, world.households, world.institutions
    home = persons.household[rows]
    logit = world.p("schooling.opt_out") + world.p("schooling.opt_out_home") * households.home_learning[home]
    if world.origin_counts:
        share = np.where(district >= 0, table.minority[district], 0.0)
        danish = households.origin[home] == Origin.DANISH
        above = np.maximum(share - world.p("schooling.tipping_from"), 0.0)
        logit = logit + world.p("schooling.tipping") * above * danish
    if not world.null and world.reputation.any():
        homes = world.directory.homes
        usual = float((world.reputation * homes).sum() / homes.sum())
        name = world.reputation[np.maximum(world.person_area[rows], 0)]
        logit = logit + world.p("schooling.name") * np.maximum(usual - name, 0.0)
    logit = logit - world.levers.value("ladder.school_pull")[np.maximum(world.person_area[rows], 0)]
    low = older.lowest(world)
    if low.any():
        logit = logit - np.where(low > 0, acting.lever_here(world, "schooling.older_pull"), 0.0)[district]
    return np.asarray(world.uniform("ladder.school_choice", persons.key[rows]) < chance(logit))


def schools_for(world: World, rows: Rows, roll: NDArray[np.int64]) -> NDArray[np.int64]:
    """A school for each of these children, who come in this order, shape as `rows`; `roll` is kept up.

    The district's school must take its own children; others only while it has room (*frit skolevalg*). Those who find
    no room elsewhere go to the district's school. Where that does not take their grade, the nearest with room does.
    """
    directory, area = world.directory, world.person_area[rows]
    low, grades = older.lowest(world), older.grade(world, rows)
    district, moved = directory.district[area], np.zeros(len(rows), dtype=bool)
    if low.any():
        district, moved = older.district(world, area, grades, low)
    free_first = world.uniform("ladder.free_school", world.persons.key[rows]) < world.p("schooling.free")
    out = district.copy()
    leaving = wants_out(world, rows, district)
    roll += np.bincount(district[~leaving & ~moved], minlength=len(roll))
    public, room = directory.near[Kind.SCHOOL], capacity(world)
    older.to_next_with_room(np.flatnonzero(moved & ~leaving), area, grades, public, low, room, roll, out)
    _choose(
        np.flatnonzero(leaving), area, district, grades, free_first, directory.near[Kind.FREE_SCHOOL], public, low,
        world.institutions.minority, room, roll, out,
    )  # fmt: skip
    return out


def seat(world: World, rows: Rows) -> None:
    """Find an institution for everybody of these who is on the ladder and has a home in the municipality."""
    persons = world.persons
    rows = rows[world.person_area[rows] >= 0]
    roll, room = world.institutions.roll.astype(np.int64), capacity(world)
    lot = by_lot(world, "ladder.seat", rows)
    waits_as = persons.stage[lot]
    for stage, kind in KIND_OF_STAGE.items():
        here = lot[waits_as == stage]
        if len(here) == 0:
            continue
        if stage == Stage.SCHOOL:
            persons.institution[here] = schools_for(world, here, roll)
        else:
            persons.institution[here] = nearest_with_room(world, here, kind, roll, room)
    world.institutions.roll[:] = roll
