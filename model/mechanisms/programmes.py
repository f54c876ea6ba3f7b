"""PROGRAMMES: what taking part in a programme does to people, families and institutions, month by month.

A programme bends the levers of its own place in the list of all (`per` 'programme'), and whoever takes part feels it:
a DOSE adds to a state that fades by itself, a MEETING brings a group together (layer 'programme' of the ties), and the
others change how a gate, a job or a move turns out for those taking part. Some levers act only in a part of the course,
from one lever to another (`WINDOWED`). Who takes part is in `world.participation`; which programmes there are is
nothing to this file.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from agents.codes import Education
from agents.codes import InstitutionKind as Kind
from agents.core import draws
from agents.core.columns import Rows, Table
from agents.participation import Subject
from model.levers import Lever
from model.world import World

FloatArray = NDArray[np.float64]
HIGHER = Education.MEDIUM_HIGHER
WINDOWED = ("agency", "finding", "meeting")
"""Levers that may act in a part of the course only, from `.._from` to `.._until`."""
NEUTRAL = {
    "home_learning": 0.0, "relief": 0.0, "agency": 0.0, "skill": 0.0, "language": 0.0, "finding": 1.0, "gate": 0.0,
    "daycare_door": 0.0, "direction": 0.0, "trouble": 1.0, "stays": 1.0, "income": 0.0, "supported_move": 0.0,
    "meeting": 1.0, "pupils_skill": 0.0, "pupils_agency": 0.0, "home_learning_trained": 0.0,
    "home_learning_higher": 0.0, "companion": 0.0, "goes_on": 0.0,
    **{f"{lever}_from": 0.0 for lever in WINDOWED}, **{f"{lever}_until": 1.0 for lever in WINDOWED},
}  # fmt: skip
"""What each lever is for those in no programme that bends it."""
ATTENDED = {"nursery": (Kind.NURSERY,), "kindergarten": (Kind.KINDERGARTEN,), "school": (Kind.SCHOOL, Kind.FREE_SCHOOL)}
"""Kinds of institutions between which what is given to all who attend may differ."""
NEUTRAL |= {f"pupils_in_{kind}": 1.0 for kind in ATTENDED}
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
    *(Lever(f"programme.pupils_in_{kind}", "ratio", 0.0, 3.0, "programme",
            f"what those who attend a {kind} are given, over what is given to all who attend") for kind in ATTENDED),
    Lever("programme.home_learning_trained", "SD per year", -3.0, 3.0, "programme",
          "home learning given besides where a parent has a vocational or higher education"),
    Lever("programme.home_learning_higher", "SD per year", -3.0, 3.0, "programme",
          "home learning given besides where a parent has a higher education"),
    Lever("programme.companion", "share", 0.0, 1.0, "programme",
          "families taking part who are handed over to a volunteer from outside the estate"),
    Lever("programme.goes_on", "share", 0.0, 1.0, "programme", "groups that keep meeting when the course is over"),
    *(Lever(f"programme.{lever}_{end}", "share of the course", 0.0, 1.0, "programme", f"when {lever} {does}")
      for lever in WINDOWED for end, does in (("from", "begins to act"), ("until", "no longer acts"))),
)  # fmt: skip


def declare(world: World) -> None:
    """State the levers without any policy."""
    for name, neutral in NEUTRAL.items():
        world.levers.base(f"programme.{name}", neutral)


def bent(world: World, lever: str) -> list[tuple[str, float]]:
    """The programmes whose value of a lever (without the prefix) differs from that of nobody taking part."""
    value, neutral = world.levers.value(f"programme.{lever}").tolist(), NEUTRAL[lever]
    return [(name, value[k]) for name, k in world.participation.slots.items() if value[k] != neutral]


def nobody(world: World, persons: Table) -> bool:
    """Whether none of these take part in anything: nobody does elsewhere, or before the first programme."""
    return persons is not world.persons or not len(world.participation)


def takes_part(world: World, persons: Table, name: str, rows: Rows) -> NDArray[np.bool_]:
    """Which of these persons take part, themselves or with their household, shape as `rows`; nobody elsewhere does."""
    if nobody(world, persons):
        return np.zeros(len(rows), dtype=bool)
    bit = world.participation.bit(name)
    house = world.households.enrolled[persons.household[rows]]
    return np.asarray(((persons.enrolled[rows] | house) & bit) > 0)


def added(world: World, persons: Table, lever: str, rows: Rows) -> FloatArray:
    """What programmes add for these persons, summed over those they take part in, shape as `rows`."""
    out = np.zeros(len(rows))
    if nobody(world, persons):
        return out
    for name, value in bent(world, lever):
        out += value * takes_part(world, persons, name, rows)
    return out


def times(world: World, lever: str) -> FloatArray:
    """By what programmes multiply for every person row, the product over those they take part in, (capacity,)."""
    persons = world.persons
    out = np.ones(persons.capacity)
    if nobody(world, persons):
        return out
    for name, value in bent(world, lever):
        rows = np.flatnonzero(takes_part(world, persons, name, np.arange(persons.capacity)))
        out[rows[_in_window_now(world, lever, name, rows)]] *= value
    return out


def in_window(world: World, lever: str, name: str, entries: Rows) -> NDArray[np.bool_]:
    """Which of these rows of the table of participation are in the part of their course in which a lever acts."""
    first, last = (world.levers.value(f"programme.{lever}_{end}") for end in ("from", "until"))
    slot, table = world.participation.slots[name], world.participation.table
    if first[slot] <= 0.0 and last[slot] >= 1.0:
        return np.ones(len(entries), dtype=bool)
    since, until = table.since[entries].astype(float), table.until[entries].astype(float)
    gone = (world.month - since) / np.maximum(until - since, 1.0)
    # Rounding must not move a border that falls on a whole month.
    return np.asarray((gone >= first[slot] - 1e-9) & (gone < last[slot] - 1e-9))


def _in_window_now(world: World, lever: str, name: str, rows: Rows) -> NDArray[np.bool_]:
    """The same for person rows that take part, themselves or with their household."""
    if lever not in WINDOWED:
        return np.ones(len(rows), dtype=bool)
    entries = world.participation.entries(name)
    entries = entries[in_window(world, lever, name, entries)]
    table = world.participation.table
    person = np.zeros(world.persons.capacity, dtype=bool)
    house = np.zeros(world.households.capacity, dtype=bool)
    person[table.row[entries[table.subject[entries] == Subject.PERSON]]] = True
    house[table.row[entries[table.subject[entries] == Subject.HOUSEHOLD]]] = True
    return np.asarray(person[rows] | house[world.persons.household[rows]])


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
    if nobody(world, persons):
        return apart
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


def schooling(world: World, household_rows: Rows) -> NDArray[np.uint8]:
    """The highest education among the grown heads of these households, shape as `household_rows`."""
    persons, first = world.persons, world.households.reference[household_rows].astype(np.int64)
    other = np.where(first >= 0, persons.partner[np.maximum(first, 0)], -1).astype(np.int64)
    education = (np.where(who >= 0, persons.education[np.maximum(who, 0)], 0) for who in (first, other))
    return np.asarray(np.maximum(*education), dtype=np.uint8)


def give(world: World) -> None:
    """A month's doses to everybody who takes part."""
    persons, households = world.persons, world.households
    for name, value in bent(world, "home_learning"):
        households.home_dose[families(world, name)] += np.float32(value / 12.0)
    for lever, least in (("home_learning_trained", Education.VOCATIONAL), ("home_learning_higher", HIGHER)):
        for name, value in bent(world, lever):
            rows = families(world, name)
            households.home_dose[rows[schooling(world, rows) >= least]] += np.float32(value / 12.0)
    for name, value in bent(world, "relief"):
        rows = families(world, name)
        households.strain_relief[rows] = np.minimum(households.strain_relief[rows] + np.float32(value / 12.0), 1.0)
    for name, value in bent(world, "agency"):
        entries = world.participation.entries(name)
        rows = np.unique(members(world, entries[in_window(world, "agency", name, entries)])[0])
        persons.agency[rows] += np.float32(value / 12.0)
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
            rows = world.participation.rows(name, Subject.INSTITUTION)
            column[rows] += (value * over_all(world, name, rows)).astype(np.float32)


def over_all(world: World, name: str, rows: Rows) -> FloatArray:
    """What those who attend these institutions are given, over what is given to all who attend, shape as `rows`."""
    slot, kind = world.participation.slots[name], world.institutions.kind[rows]
    out = np.ones(len(rows))
    for word, kinds in ATTENDED.items():
        out[np.isin(kind, kinds)] = world.levers.value(f"programme.pupils_in_{word}")[slot]
    return out


def note_groups(world: World) -> None:
    """`persons.programme` names one group in which each meets others: that of the first programme in the list."""
    persons, table = world.persons, world.participation.table
    before = persons.programme.copy()
    persons.programme[:] = -1
    entries = np.flatnonzero(table.alive & (table.group >= 0) & (table.subject != Subject.INSTITUTION))
    person, group, slot = members(world, entries)
    order = np.lexsort((group, slot))[::-1]
    persons.programme[person[order]] = group[order]
    _go_on(world, before)


def _go_on(world: World, before: NDArray[np.int32]) -> None:
    """Where a group keeps meeting when its course is over, its last members stay in it."""
    persons, part = world.persons, world.participation
    share = world.levers.value("programme.goes_on")
    if not share.any() or not part.group_slots:
        return
    slot, key = np.array(part.group_slots, dtype=np.int64), np.array(part.group_keys, dtype=np.uint64)
    over = draws.uniform(world.scenario.seed, "programme.goes_on", 0, key) < share[slot]
    over[part.table.group[part.table.alive & (part.table.group >= 0)]] = False
    stays = np.flatnonzero((before >= 0) & (persons.programme < 0))
    stays = stays[over[before[stays]]]
    persons.programme[stays] = before[stays]


def members(world: World, entries: Rows) -> tuple[Rows, NDArray[np.int64], NDArray[np.int64]]:
    """Persons behind rows of the table of participation, with group and slot of each; families by their grown heads.

    Institutions that take part stand for nobody.
    """
    table = world.participation.table
    entries = entries[table.subject[entries] != Subject.INSTITUTION]
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
