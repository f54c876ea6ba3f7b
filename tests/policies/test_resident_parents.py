"""Proposal 5: parents are placed elsewhere than their own child, and those of both sides meet."""

from __future__ import annotations

import copy

import numpy as np
import pytest

from agents.codes import InstitutionKind as Kind
from agents.codes import Stage, Status
from agents.core.ties import PROGRAMME
from agents.participation import Subject
from model import offers
from model.estate_model import EstateModel, declare
from model.mechanisms import programmes
from model.policies import resident_parents as exchange
from model.scenario import Scenario
from model.world import World
from tests.worlds import at_once, lived

NAME = exchange.NAME


@pytest.fixture(scope="module")
def start() -> World:
    """1 January 2015, all asked institutions hosts."""
    scenario = Scenario(policies=(at_once(NAME, ("institution_uptake", 1.0)),), seed=4, months=12)
    world = EstateModel(scenario).world
    offers.take_in(world, NAME, exchange.POLICY.offers[0])
    return world


@pytest.fixture
def world(start: World) -> World:
    return copy.deepcopy(start)


def _family(world: World, institution: int, nth: int = 0) -> tuple[int, int]:
    """Mother and child of a family known by this institution, the mother made a parent without work, not ill."""
    persons = world.persons
    own = exchange.own_institution(world)
    rows = np.flatnonzero(persons.alive & (persons.institution == institution) & (persons.mother >= 0))
    mother = persons.mother[rows]
    near = (persons.household[mother] == persons.household[rows]) & (own[persons.household[rows]] == institution)
    child = int(rows[near][nth])
    row = int(persons.mother[child])
    persons.status[row], persons.ill[row] = Status.OUTSIDE, False
    return row, child


def test_institutions_of_the_estate_and_their_nearest_neighbours(world: World) -> None:
    names, table = world.institution_names, world.institutions
    assert sorted(names[row] for row in exchange.inside(world)) == [
        "Skovbrynet Skole (formerly Værebro Skole)",
        "Værebro Park, kindergarten 1",
        "Værebro Park, nursery 1",
        "Værebro Park, nursery 2",
    ]
    for row, line in exchange.neighbours(world).items():
        assert len(line) == 3 and (table.kind[line] == table.kind[row]).all()
        assert not set(line) & set(exchange.inside(world))


def test_an_unwilling_neighbour_is_passed_over(world: World) -> None:
    """The nearest that takes part; none without one, or when the institution of the estate does not take part."""
    part, asked = world.participation, exchange.neighbours(world)
    row, line = next(iter(asked.items()))
    assert exchange.exchanges(world) == {row: line[0] for row, line in asked.items()}

    def leave(institution: int) -> None:
        entries = part.entries(NAME, Subject.INSTITUTION)
        part.end(world, entries[part.table.row[entries] == institution], "ended")

    leave(line[0])
    assert exchange.exchanges(world)[row] == line[1]
    leave(row)
    assert row not in exchange.exchanges(world)


def test_parents_without_work_whose_child_attends(world: World) -> None:
    persons = world.persons
    row, line = next(iter(exchange.neighbours(world).items()))
    for host in (row, line[0]):
        parent, _ = _family(world, host)
        assert parent in exchange.parents(world)
        for column, value in (("status", Status.EMPLOYED), ("ill", True)):
            before = getattr(persons, column)[parent]
            getattr(persons, column)[parent] = value
            assert parent not in exchange.parents(world)
            getattr(persons, column)[parent] = before
    parent, child = _family(world, row)
    house = persons.household[child]
    persons.stage[(persons.household == house) & (persons.stage <= Stage.SCHOOL)] = Stage.HOME
    assert parent not in exchange.parents(world), "the child is at home"


def test_both_sides_of_an_exchange_meet_and_those_placed_inside_do_not(world: World) -> None:
    row = next(row for row in exchange.exchanges(world) if world.institutions.kind[row] == Kind.KINDERGARTEN)
    pairs = exchange.exchanges(world)
    inside, outside = _family(world, row)[0], _family(world, pairs[row])[0]
    rows = np.array([inside, outside])
    assert world.lives_in_estate[rows].tolist() == [True, False]
    world.values[f"{NAME}.outside_share"] = 1.0
    assert exchange.group(world, rows).tolist() == [row, row]
    world.values[f"{NAME}.outside_share"] = 0.0
    assert exchange.group(world, rows).tolist() == [row + world.institutions.capacity, row]


def test_parents_of_a_school_meet_in_parts_of_it(world: World) -> None:
    """A school is larger than what anybody meets in: three groups, the same for both sides."""
    pairs = exchange.exchanges(world)
    row = next(row for row in pairs if world.institutions.kind[row] == Kind.SCHOOL)
    world.values[f"{NAME}.outside_share"] = 1.0
    asked = exchange.parents(world)
    mine = exchange.own_institution(world)[world.persons.household[asked]]
    labels = [set(exchange.group(world, asked[mine == host]).tolist()) for host in (row, pairs[row])]
    assert labels[0] == labels[1] and len(labels[0]) == exchange.PARTS


def test_a_host_gives_nothing_to_whoever_has_its_row(world: World) -> None:
    """Institutions take part beside parents: what parents are given reaches parents alone."""
    grown = np.flatnonzero(world.persons.alive & (world.persons.stage == Stage.LEFT))[-5:]
    world.participation.join(world, NAME, Subject.PERSON, grown, 12.0)
    world.levers.clear()
    declare(world)
    offers.bend(world)
    before = world.persons.agency.copy()
    programmes.give(world)
    assert np.flatnonzero(world.persons.agency != before).tolist() == grown.tolist()


def test_one_for_one(world: World) -> None:
    """Three of the estate and five others come in turn; two of the estate already there let the others come first."""
    home, persons = world.lives_in_estate, world.persons
    grown = persons.alive & (persons.stage == Stage.LEFT)
    inside, outside = np.flatnonzero(grown & home)[:5], np.flatnonzero(grown & ~home[: len(grown)])[:5]
    rows = np.concatenate([inside[:3], outside])

    def taken() -> list[int]:
        order = np.argsort(-exchange.need(world, rows), kind="stable")
        return [int(home[rows[order[:n]]].sum()) for n in (2, 4, 6, 8)]

    assert taken() == [1, 2, 3, 3]
    world.participation.join(world, NAME, Subject.PERSON, inside[3:], 12.0)
    assert taken() == [0, 1, 2, 3]


def test_children_of_the_hosts_gain_by_the_hours_there(world: World) -> None:
    """45 parents for 7.5 hours a week among 1,000 children: 0.34 hours each, all that is asked for; a third gives a
    third, to a fiftieth of an hour; whatever is more gives nothing more.
    """
    part, table, mine = world.participation, world.institutions, world.own_programme(NAME)
    hosts = part.rows(NAME, Subject.INSTITUTION)
    table.roll[:] = 0
    table.roll[hosts[0]] = 1000
    grown = np.flatnonzero(world.persons.alive & (world.persons.stage == Stage.LEFT))
    for count, hours in ((0, 0.0), (15, 0.12), (45, 0.34), (90, 0.68)):
        new = grown[part.number(NAME, Subject.PERSON) : count]
        part.join(world, NAME, Subject.PERSON, new, 12.0)
        assert exchange.hours_per_child(world) == pytest.approx(hours)
        world.levers.clear()
        declare(world)
        offers.bend(world)
        programmes.teach(world)
        gain = 0.01 * min(hours / 0.34, 1.0)
        assert world.levers.value("programme.pupils_skill")[mine] == pytest.approx(gain)
        assert table.push[hosts] == pytest.approx(gain) and table.lift[hosts] == pytest.approx(gain)
    assert world.levers.value("programme.finding")[mine] == 1.0, "work: nothing either way"


def test_ties_across_the_border_of_the_estate() -> None:
    """A year and a half of many and sociable exchanges: parents of a group know somebody from the other side."""
    doses = (("institution_uptake", 1.0), ("places", 40.0), ("uptake", 0.5), ("meeting", 3.0))
    world = lived(Scenario(policies=(at_once(NAME, *doses),), seed=4, months=18)).world
    table, ties, home = world.participation.table, world.ties, world.lives_in_estate
    entries = world.participation.entries(NAME, Subject.PERSON)
    rows, group = table.row[entries].astype(np.int64), table.group[entries]
    number = np.full(world.persons.capacity, -1)
    number[rows] = group
    assert abs(home[rows].sum() / len(rows) - 0.5) < 0.2, "about one for one, as courses end and are broken off"
    across = [
        (row, other)
        for row in rows
        for other in ties.other[row][: ties.count[row]][ties.layer[row][: ties.count[row]] == PROGRAMME]
        if home[row] and not home[other] and number[other] == number[row]
    ]
    assert across
