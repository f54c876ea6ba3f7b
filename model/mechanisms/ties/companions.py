"""Companions: a family that takes part in a programme is handed over to a volunteer who lives outside the estate.

Some time before its course ends the family may be matched with an adult of an association elsewhere in the
municipality; the two then know each other, and lose sight of each other some years later unless they share more.
"""

from __future__ import annotations

import numpy as np

from agents.core import draws
from agents.core.columns import Rows
from agents.core.parameter import Parameter
from agents.core.ties import PROGRAMME
from agents.participation import Subject
from model.mechanisms import programmes
from model.mechanisms.ties.meeting import ADULT
from model.world import World

P = Parameter
PARAMETERS = (
    P("ties.companion_before", 6.0, 0.0, 18.0, "months", "judgement", "judgement",
      "how long before the end of a course a family is matched with a volunteer"),
    P("ties.companion_strength", 105.0, 20.0, 255.0, "strength, 1..255", "judgement", "judgement",
      "of a tie to a volunteer on its first day: about two years of visits"),
)  # fmt: skip


def due(world: World, name: str) -> Rows:
    """Families whose time for a volunteer is now, by key: late in their course, or at once when it is short."""
    part = world.participation
    entries = part.entries(name, Subject.HOUSEHOLD)
    late = part.table.until[entries] - np.ceil(world.p("ties.companion_before")).astype(np.int64)
    at = np.maximum(late, part.table.since[entries])
    return np.asarray(part.table.row[entries[at == world.month]].astype(np.int64))


def addressee(world: World, household_rows: Rows) -> Rows:
    """Who of each family comes to know the volunteer: the mother of its youngest child, or the reference person."""
    persons, out = world.persons, np.empty(len(household_rows), dtype=np.int64)
    for i, house in enumerate(household_rows.tolist()):
        members = world.members(np.array([house]))
        young = members[persons.mother[members] >= 0]
        young = young[persons.household[persons.mother[young]] == house]
        youngest = young[np.lexsort((persons.key[young], -persons.birth_month[young].astype(np.int64)))][:1]
        out[i] = persons.mother[youngest[0]] if len(youngest) else world.households.reference[house]
    return out


def volunteers(world: World) -> Rows:
    """Adult members of associations who live in the municipality outside the estate."""
    persons = world.persons
    grown = persons.alive & (persons.club >= 0) & (world.month - persons.birth_month >= ADULT)
    return np.flatnonzero(grown & (world.person_area >= 0) & ~world.lives_in_estate)


def step(world: World) -> None:
    """Families whose time it is are matched; who their volunteer is does not depend on how many there are."""
    persons = world.persons
    for name, share in programmes.bent(world, "companion"):
        families = due(world, name)
        keys = world.households.key[families]
        who = addressee(world, families[world.uniform("ties.companion", keys) < share])
        who = who[who >= 0]
        pool = volunteers(world) if len(who) else who
        for person in who.tolist():
            found = pool[persons.household[pool] != persons.household[person]]
            if not len(found):
                continue
            pairs = persons.key[found] ^ persons.key[person]
            lots = draws.bits(world.scenario.seed, "ties.companion_who", world.month, pairs)
            volunteer = found[[np.argmin(lots)]]
            strength = int(world.p("ties.companion_strength"))
            made = world.ties.link(np.array([person]), volunteer, PROGRAMME, persons.key, strength)
            world.counters["companions"] = world.counters.get("companions", 0.0) + made
