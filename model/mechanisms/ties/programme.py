"""Programmes and associations: members of one group meet, who else would not."""

from __future__ import annotations

import numpy as np
from numba import njit
from numpy.typing import NDArray

from agents.codes import InstitutionKind
from agents.core.parameter import Parameter
from agents.core.ties import PROGRAMME
from agents.participation import Subject
from model.mechanisms import programmes
from model.mechanisms.ties.meeting import ADULT, EVERYWHERE, ROUND, in_teams, meet_in
from model.world import World

P = Parameter
PARAMETERS = (
    P("ties.programme_rate", 0.06, 0.01, 0.3, "per year and pair", "familieivaerksaetterne2019", "trial",
      "chance that two of one programme group come to know each other beyond it; the Aarhus trial saw little contact "
      "outside meetings, half a lasting tie a member"),
    P("ties.club_rate", 0.035, 0.01, 0.2, "per year and pair", "judgement", "judgement",
      "the same for two adults of one team of an association"),
    P("ties.club_team", 15.0, 5.0, 40.0, "persons", "judgement", "judgement", "members who meet in one team"),
    P("ties.club_years_before", 5.0, 0.0, 10.0, "years", "judgement", "judgement",
      "years that members have met at the start of the run"),
)  # fmt: skip

QUARTER = 3
"""Programmes may be short: their groups are met in every third month."""


@njit(cache=True)
def members(alive, key, birth, group, first, n_teams, month, turn):  # type: ignore[no-untyped-def]
    """Adult members of associations, and the number of their team."""
    rows = np.empty(len(alive), np.int32)
    n = 0
    for p in range(len(alive)):
        rows[n] = p
        n += alive[p] & (group[p] >= 0) & (month - birth[p] >= ADULT)
    return in_teams(rows[:n], key, group, first, n_teams, turn)


def _clubs(world: World, turn: int, months: NDArray[np.int32] | None) -> None:
    persons, table = world.persons, world.institutions
    standing = table.alive & (table.kind == InstitutionKind.ASSOCIATION)
    n_teams = np.where(standing, np.maximum(table.places // int(world.p("ties.club_team")), 1), 0).astype(np.int64)
    first = np.concatenate([[0], np.cumsum(n_teams)])
    person, place = members(
        persons.alive, persons.key, persons.birth_month, persons.club, first[:-1], n_teams, world.month, turn
    )
    meet_in(world, PROGRAMME, person, place, int(first[-1]), world.p("ties.club_rate"), months)


def _programmes(world: World) -> None:
    """A third of the groups of each programme meet, families by their grown heads."""
    part, persons = world.participation, world.persons
    if not len(part):
        return
    table, meeting = part.table, world.levers.value("programme.meeting")
    for name, slot in part.slots.items():
        entries = np.flatnonzero(
            table.alive & (table.slot == slot) & (table.group >= 0) & (table.group % QUARTER == world.month % QUARTER)
            & (table.subject != Subject.INSTITUTION)
        )  # fmt: skip
        if not len(entries):
            continue
        person, group, _ = programmes.members(world, entries[programmes.in_window(world, "meeting", name, entries)])
        grown = world.month - persons.birth_month[person] >= ADULT
        if not grown.any():
            continue
        _, place = np.unique(group[grown], return_inverse=True)
        rate = world.p("ties.programme_rate") * float(meeting[slot])
        meet_in(world, PROGRAMME, person[grown], place, int(place.max()) + 1, rate, every=QUARTER)


def start(world: World) -> None:
    """Members of associations have met for some years on 1 January 2015."""
    months = np.full(world.persons.capacity, int(12 * world.p("ties.club_years_before")), dtype=np.int32)
    _clubs(world, EVERYWHERE, months)


def step(world: World) -> None:
    """A twelfth of the teams of associations meet, and a third of the programme groups."""
    _clubs(world, world.month % ROUND, None)
    _programmes(world)
