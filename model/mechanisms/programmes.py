"""PROGRAMMES: what taking part in a programme does to people, families and institutions, month by month.

A programme bends the levers of its own place in the list of all (`per` 'programme'), and whoever takes part feels it:
a DOSE adds to a state that fades by itself, a MEETING brings a group together (layer 'programme' of the ties), and the
others change how a gate, a job or a move turns out for those taking part. Who takes part is in `world.participation`;
which programmes there are is nothing to this file.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from agents.core.columns import Rows, Table
from agents.participation import Subject
from model.levers import Lever
from model.world import World

FloatArray = NDArray[np.float64]
NEUTRAL = {
    "home_learning": 0.0, "relief": 0.0, "agency": 0.0, "skill": 0.0, "language": 0.0, "finding": 1.0, "gate": 0.0,
    "daycare_door": 0.0, "direction": 0.0, "trouble": 1.0, "stays": 1.0, "income": 0.0, "supported_move": 0.0,
    "meeting": 1.0, "pupils_skill": 0.0, "pupils_agency": 0.0,
}  # fmt: skip
"""What each lever is for those in no programme that bends it."""
LEVERS = (
    Lever("programme.home_learning", "SD per year", 0.0, 3.0, "programme", "home learning given to the family"),
    Lever("programme.relief", "0..1 per year", 0.0, 2.0, "programme", "strain taken from the family"),
    Lever("programme.agency", "SD per year", -1.0, 2.0, "programme", "agency given to who takes part"),
    Lever("programme.skill", "SD per year", -0.5, 1.0, "programme", "skill given to a child who takes part"),
    Lever("programme.language", "share of gap per year", 0.0, 1.0, "programme",
          "command of Danish given to a grown person who takes part"),
    Lever("programme.finding", "ratio", 0.0, 5.0, "programme", "finding a job, for who takes part"),
    Lever("programme.gate", "logit", -2.0, 2.0, "programme",
          "passing a gate with a mentor or a plan, for who takes part or is a child of the family"),
    Lever("programme.daycare_door", "logit", -2.0, 4.0, "programme", "coming into daycare, children of the family"),
    Lever("programme.direction", "0..1", 0.0, 1.0, "programme",
          "c for this family: how far those who work with it pull in one direction"),
    Lever("programme.trouble", "ratio", 0.0, 2.0, "programme", "pressure towards trouble on a young person"),
    Lever("programme.stays", "ratio", 0.0, 3.0, "programme", "wanting to move, for the household"),
    Lever("programme.income", "kr/month before tax", 0.0, 10000.0, "programme",
          "paid to a person beside benefits, without offset"),
    Lever("programme.supported_move", "0 or 1", 0.0, 1.0, "programme",
          "whether the household is helped to a home elsewhere"),
    Lever("programme.meeting", "ratio", 0.0, 10.0, "programme", "how readily members of one group come to know others"),
    Lever("programme.pupils_skill", "SD per year", -0.5, 1.0, "programme", "skill given to all who attend"),
    Lever("programme.pupils_agency", "SD per year", -0.5, 1.0, "programme", "agency given to all who attend"),
)  # fmt: skip


def declare(world: World) -> None:
    """State the levers without any policy."""
    for name, neutral in NEUTRAL.items():
        world.levers.base(f"programme.{name}", neutral)


def bent(world: World, lever: str) -> list[tuple[str, float]]:
    """The programmes whose value of a lever (without the prefix) differs from that of nobody taking part."""
    value = world.levers.value(f"programme.{lever}")
    return [(name, float(value[k])) for name, k in world.participation.slots.items() if value[k] != NEUTRAL[lever]]


def takes_part(world: World, persons: Table, name: str, rows: Rows) -> NDArray[np.bool_]:
    """Which of these persons take part, themselves or with their household, shape as `rows`; nobody elsewhere does."""
    if persons is not world.persons or not len(world.participation):
        return np.zeros(len(rows), dtype=bool)
    bit = world.participation.bit(name)
    house = world.households.enrolled[persons.household[rows]]
    return np.asarray(((persons.enrolled[rows] | house) & bit) > 0)


def added(world: World, persons: Table, lever: str, rows: Rows) -> FloatArray:
    """What programmes add for these persons, summed over those they take part in, shape as `rows`."""
    out = np.zeros(len(rows))
    for name, value in bent(world, lever):
        out += value * takes_part(world, persons, name, rows)
    return out


def times(world: World, lever: str) -> FloatArray:
    """By what programmes multiply for every person row, the product over those they take part in, (capacity,)."""
    persons = world.persons
    out = np.ones(persons.capacity)
    for name, value in bent(world, lever):
        rows = np.flatnonzero(takes_part(world, persons, name, np.arange(persons.capacity)))
        out[rows] *= value
    return out


def times_of_households(world: World, lever: str) -> FloatArray:
    """The same for every household row that takes part itself, (households.capacity,)."""
    households = world.households
    out = np.ones(households.capacity)
    for name, value in bent(world, lever):
        out[(households.enrolled & world.participation.bit(name)) > 0] *= value
    return out


def supported(world: World, household_rows: Rows) -> NDArray[np.bool_]:
    """Which of these households are helped to a home elsewhere, shape as `household_rows`."""
    out = np.zeros(len(household_rows), dtype=bool)
    for name, _ in bent(world, "supported_move"):
        out |= (world.households.enrolled[household_rows] & world.participation.bit(name)) > 0
    return out


def direction(world: World, persons: Table, rows: Rows) -> FloatArray:
    """What is left of working apart, 0..1, for these persons after programmes of their family, shape as `rows`."""
    apart = np.ones(len(rows))
    for name, value in bent(world, "direction"):
        apart *= 1.0 - value * takes_part(world, persons, name, rows)
    return apart


def core(world: World, household_rows: Rows) -> Rows:
    """The grown heads of these households, the reference person and a partner, ascending."""
    persons, households = world.persons, world.households
    first = households.reference[household_rows].astype(np.int64)
    first = first[first >= 0]
    other = persons.partner[first].astype(np.int64)
    return np.unique(np.concatenate([first, other[other >= 0]]))


def taking_part(world: World, name: str) -> Rows:
    """Persons who take part themselves, and the grown heads of households that do, ascending."""
    part = world.participation
    return np.union1d(part.rows(name, Subject.PERSON), core(world, part.rows(name, Subject.HOUSEHOLD)))


def families(world: World, name: str) -> Rows:
    """Households that take part, and those of persons who do, ascending."""
    part = world.participation
    house = world.persons.household[part.rows(name, Subject.PERSON)].astype(np.int64)
    return np.union1d(part.rows(name, Subject.HOUSEHOLD), house[house >= 0])


def give(world: World) -> None:
    """A month's doses to everybody who takes part."""
    persons, households = world.persons, world.households
    for name, value in bent(world, "home_learning"):
        households.home_dose[families(world, name)] += np.float32(value / 12.0)
    for name, value in bent(world, "relief"):
        rows = families(world, name)
        households.strain_relief[rows] = np.minimum(households.strain_relief[rows] + np.float32(value / 12.0), 1.0)
    for name, value in bent(world, "agency"):
        persons.agency[taking_part(world, name)] += np.float32(value / 12.0)
    for name, value in bent(world, "skill"):
        rows = world.participation.rows(name, Subject.PERSON)
        persons.skill[rows[world.month - persons.birth_month[rows] < 216]] += np.float32(value / 12.0)
    for name, value in bent(world, "language"):
        rows = taking_part(world, name)
        persons.language[rows] += np.float32(value / 12.0) * (1.0 - persons.language[rows])


def teach(world: World) -> None:
    """What institutions that take part give to all who attend."""
    table = world.institutions
    for lever, column in (("pupils_skill", table.push), ("pupils_agency", table.lift)):
        column[:] = 0.0
        for name, value in bent(world, lever):
            column[world.participation.rows(name, Subject.INSTITUTION)] += np.float32(value)


def note_groups(world: World) -> None:
    """`persons.programme` names one group in which each meets others: that of the first programme in the list."""
    persons, table = world.persons, world.participation.table
    persons.programme[:] = -1
    entries = np.flatnonzero(table.alive & (table.group >= 0) & (table.subject != Subject.INSTITUTION))
    person, group, slot = members(world, entries)
    order = np.lexsort((group, slot))[::-1]
    persons.programme[person[order]] = group[order]


def members(world: World, entries: Rows) -> tuple[Rows, NDArray[np.int64], NDArray[np.int64]]:
    """Persons behind rows of the table of participation, with group and slot of each; families by their grown heads."""
    table = world.participation.table
    row = table.row[entries].astype(np.int64)
    family = table.subject[entries] == Subject.HOUSEHOLD
    first = np.where(family, world.households.reference[np.where(family, row, 0)], row).astype(np.int64)
    other = np.where(family & (first >= 0), world.persons.partner[np.maximum(first, 0)], -1).astype(np.int64)
    person = np.concatenate([first, other])
    group = np.tile(table.group[entries].astype(np.int64), 2)
    slot = np.tile(table.slot[entries].astype(np.int64), 2)
    known = person >= 0
    return person[known], group[known], slot[known]


def step(world: World) -> None:
    """One month of all programmes, for those who take part now."""
    if len(world.participation) or world.participation.over:
        teach(world)
        note_groups(world)
    if len(world.participation):
        give(world)
