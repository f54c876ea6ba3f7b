"""What must hold after every month, whatever the scenario: nobody is lost, no home is let twice, no seat or job is held
by who cannot hold it, and what two people share is told alike by both.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from agents.codes import InstitutionKind as Kind
from agents.codes import Stage, Status
from agents.core.columns import Table
from agents.participation import Subject
from model.away import LEFT_BEHIND
from model.estate_model import EstateModel
from model.world import World

KINDS_OF_STAGE = {
    Stage.NURSERY: (Kind.NURSERY,),
    Stage.KINDERGARTEN: (Kind.KINDERGARTEN,),
    Stage.SCHOOL: (Kind.SCHOOL, Kind.FREE_SCHOOL),
    Stage.UPPER_SECONDARY: (Kind.UPPER_SECONDARY,),
    Stage.VOCATIONAL: (Kind.VOCATIONAL,),
    Stage.HIGHER: (Kind.HIGHER,),
}
"""Which kinds of institution somebody on a step of the ladder attends; on the other steps there is none."""
ATTENDED = np.array([[kind in KINDS_OF_STAGE.get(stage, ()) for kind in Kind] for stage in Stage])
STUDYING = (Stage.UPPER_SECONDARY, Stage.VOCATIONAL, Stage.HIGHER)


def check(model: EstateModel, recorded: bool = True) -> None:
    """Raise AssertionError naming the first thing that does not hold; `recorded` says that lives are written down."""
    world = model.world
    _families(world.persons, world.households)
    _homes(world)
    _steps(world.persons, world.month)
    _places(world)
    _ties(world)
    _away(world)
    if recorded:
        _records(world)
    _participation(world)


def _participation(world: World) -> None:
    """Who takes part says so, and nobody else does; courses have an end to come."""
    part, table = world.participation, world.participation.table
    assert (table.until[table.rows] >= table.since[table.rows]).all(), "a course that ends before it begins"
    for subject in Subject:
        owners, bits = part.subjects(world, subject), 0
        for name in part.slots:
            entries = part.entries(name, subject)
            row = table.row[entries]
            assert len(np.unique(row)) == len(row), f"{name}: somebody takes part twice"
            # Who left or died since is swept out at the start of next month.
            here = owners.alive[row] & (owners.key[row] == table.who[entries])
            assert ((owners.enrolled[row[here]] & part.bit(name)) > 0).all(), f"{name}: takes part unknowingly"
            bits += int(here.sum())
        told = owners.enrolled[owners.rows]
        assert int(np.bitwise_count(told).sum()) == bits, "somebody told to take part who does not"


def _families(persons: Table, households: Table) -> None:
    """Everybody in one living household, every household with members, and partners who know of each other."""
    people, homes_of = persons.rows, households.rows
    house = persons.household[people]
    assert (house >= 0).all() and households.alive[house].all(), "a person without a living household"
    members = np.bincount(house, minlength=households.capacity)
    assert (members[homes_of] > 0).all(), "a household without members"
    paired = people[persons.partner[people] >= 0]
    partner = persons.partner[paired]
    assert persons.alive[partner].all() and (partner != paired).all(), "a partner who is nobody"
    assert (persons.partner[partner] == paired).all(), "a partner who does not know"
    assert (persons.household[partner] == persons.household[paired]).all(), "partners apart"
    mother = persons.mother[people]
    assert persons.alive[mother[mother >= 0]].all(), "a mother who is nobody"
    assert len(np.unique(persons.key[people])) == len(people), "two persons with one key"
    assert len(np.unique(households.key[homes_of])) == len(homes_of), "two households with one key"


def _homes(world: World) -> None:
    """Every household in one home of its own that stands."""
    households, stock, homes_of = world.households, world.dwellings, world.households.rows
    home = households.dwelling[homes_of]
    assert (home >= 0).all(), "a household without a home at the end of the month"
    assert len(np.unique(home)) == len(home), "two households in one home"
    assert (stock.household[home] == homes_of).all(), "a home that does not know its household"
    taken = np.flatnonzero(stock.household >= 0)
    assert len(taken) == len(home), "a home that names a household which does not live there"
    assert (stock.from_month[home] < world.month).all(), "somebody lives in a home not yet built"
    assert ((households.strain[homes_of] >= 0.0) & (households.strain[homes_of] <= 1.0)).all(), "strain out of bounds"


def _steps(persons: Table, month: int) -> None:
    """Stage and status tell the same, a gate is passed or missed, and what has bounds keeps them."""
    rows = persons.rows
    stage, status = persons.stage[rows], persons.status[rows]
    age = month - 1 - persons.birth_month[rows].astype(np.int64)
    assert (age >= 0).all(), "somebody not yet born"
    studying = np.isin(stage, STUDYING)
    assert (status[studying] == Status.STUDENT).all(), "in an education and not a student"
    pupil = (stage == Stage.SCHOOL) & (age >= 192)
    assert (studying | pupil)[status == Status.STUDENT].all(), "a student in no education"
    assert (age[status == Status.CHILD] < 216).all(), "a grown child"
    assert (stage[age >= 216] >= Stage.SCHOOL).all(), "a grown-up in daycare"
    assert ((persons.hours[rows] > 0) == (status == Status.EMPLOYED)).all(), "hours without a job, or a job without"
    assert (persons.gates_passed[rows] & persons.gates_missed[rows] == 0).all(), "a gate both passed and missed"
    for name in ("skill", "agency", "income"):
        assert np.isfinite(getattr(persons, name)[rows]).all(), f"{name} is no number"
    for name in ("language", "trouble"):
        held = getattr(persons, name)[rows]
        assert ((held >= 0.0) & (held <= 1.0)).all(), f"{name} out of bounds"
    grade = persons.grade[rows]
    assert (np.isnan(grade) | ((grade >= -3.0) & (grade <= 12.0))).all(), "a grade off the scale"


def _places(world: World) -> None:
    """Seats, jobs and memberships are held where they can be."""
    persons, rows = world.persons, world.persons.rows
    institutions, businesses = world.institutions, world.businesses
    seated = rows[persons.institution[rows] >= 0]
    here = persons.institution[seated]
    assert institutions.alive[here].all(), "a seat in no institution"
    assert ATTENDED[persons.stage[seated], institutions.kind[here]].all(), "a seat that does not fit the stage"
    members = persons.club[rows]
    clubs = members[members >= 0]
    assert (institutions.alive[clubs] & (institutions.kind[clubs] == Kind.ASSOCIATION)).all(), "a club that is none"
    working = rows[persons.workplace[rows] >= 0]
    place = persons.workplace[working]
    assert (persons.status[working] == Status.EMPLOYED).all(), "a workplace without a job"
    assert (businesses.alive[place] & businesses.open[place]).all(), "work in a closed business"
    # Jobs are counted before the month's moves: who left the municipality since still counts until next month.
    assert (counted(place, businesses) <= businesses.filled).all(), "a job that nobody counts"
    held = businesses.rows[businesses.open[businesses.rows]]
    assert (businesses.filled[held] <= businesses.jobs[held]).all(), "more people than jobs"


def counted(rows: NDArray[np.integer], table: Table) -> NDArray[np.int64]:
    """How often each row of a table is named, shape (capacity,)."""
    return np.bincount(rows[rows >= 0], minlength=table.capacity)


def _ties(world: World) -> None:
    """A tie joins two living people, once in a layer, and both tell the same of it."""
    ties, alive = world.ties, world.persons.alive
    row, slot = np.nonzero(np.arange(ties.other.shape[1])[None, :] < ties.count[:, None])
    other = ties.other[row, slot].astype(np.int64)
    assert alive[row].all() and (other >= 0).all() and alive[other].all(), "a tie to nobody"
    assert (row != other).all(), "a tie to oneself"
    kind, strength = ties.layer[row, slot].astype(np.int64), ties.strength[row, slot].astype(np.int64)
    # One number for each tie as the holder tells it and as the other should: person, other, layer, strength.
    people = len(alive)
    told = np.sort(((row * people + other) * 8 + kind) * 256 + strength)
    mirrored = np.sort(((other * people + row) * 8 + kind) * 256 + strength)
    assert (told == mirrored).all(), "a tie that the two tell differently"
    assert (np.diff(told // 256) > 0).all(), "a tie held twice"


def _away(world: World) -> None:
    """Those followed outside live in households of their own there, and nothing of theirs is left here."""
    persons, households = world.away.persons, world.away.households
    _families(persons, households)
    _steps(persons, world.month)
    rows, homes_of = persons.rows, households.rows
    assert not np.isin(persons.key[rows], world.persons.key[world.persons.rows]).any(), "somebody both here and away"
    assert (households.dwelling[homes_of] < 0).all(), "a home here of somebody away"
    assert (households.came_from[homes_of] >= 0).all(), "away, and nobody knows where"
    for name in LEFT_BEHIND:
        assert (getattr(persons, name)[rows] < 0).all(), f"{name} of somebody away"


def _records(world: World) -> None:
    """Everybody in the estate has a life record, nobody shares one, and it is one's own."""
    here = world.persons.rows
    home = world.in_estate[world.persons.household[here]]
    assert (world.persons.record[here[home]] >= 0).all(), "a resident without a life record"
    slots = []
    for persons in (world.persons, world.away.persons):
        rows = persons.rows[persons.record[persons.rows] >= 0]
        assert (world.lives.slots.key[persons.record[rows]] == persons.key[rows]).all(), "another's life record"
        slots.append(persons.record[rows])
    every = np.concatenate(slots)
    assert len(np.unique(every)) == len(every), "one life record for two"


def populations(model: EstateModel) -> dict[str, int]:
    """Persons in the estate and elsewhere in the municipality."""
    world = model.world
    rows = world.persons.rows
    estate = world.in_estate[world.persons.household[rows]]
    return {"estate": int(estate.sum()), "elsewhere": int((~estate).sum())}
