"""A town of Mesa agents in the very state of a world that the model has built: column by column, agent by agent."""

from __future__ import annotations

import math
from collections.abc import Mapping

import numpy as np

from agents.codes import InstitutionKind, Sector, Tenure
from agents.core import draws
from agents.core.calendar import LONG_AGO, NEVER
from model.mechanisms import keys
from model.mechanisms.ties.clubs import nearest
from model.world import World
from tests.benchmarks.mesa_town.codes import PROGRAMME, STAIRWAY, WORK
from tests.benchmarks.mesa_town.household import Household
from tests.benchmarks.mesa_town.numbers import Numbers
from tests.benchmarks.mesa_town.person import Person
from tests.benchmarks.mesa_town.places import Area, Business, Home, Institution, MeetingPlace
from tests.benchmarks.mesa_town.ties import Tie
from tests.benchmarks.mesa_town.town import Town

ROUND = 12
AS_IT_IS = (
    "education", "status", "status_since", "skill", "agency", "language", "income", "trouble", "open_case", "ill",
    "stage", "hours", "found", "home_reason",
)  # fmt: skip
OF_HOUSEHOLD = (
    "since", "adults", "children", "type", "origin", "income", "score", "wish", "wish_since", "need", "local_ties",
    "strain",
)  # fmt: skip


def copied(world: World, changed: Mapping[str, float] | None = None) -> Town:
    """The town; the world stays as it is. It must be between two months, when everybody has a home.

    Numbers that are `changed` have other values for the agents than for the world.
    """
    combined = world.book.combined_letting & keys.listed_for_combined_letting(world)
    values = {**world.values, **(changed or {})}
    numbers = Numbers(values, world.place.municipality_name.lower(), world.scenario.behaviour)
    town = Town(world.scenario.seed, numbers, world.place.municipality_name, world.book, combined.tolist())
    town.month = world.month
    town.organisations = world.organisations.tolist()
    areas = _areas(world, town)
    homes = _homes(world, town, areas)
    institutions = _institutions(world, town, areas)
    businesses = _businesses(world, town)
    households = _households(world, town, homes)
    people = _people(world, town, households, institutions, businesses)
    for row, household in households.items():
        reference = int(world.households.reference[row])
        household.reference = people[reference] if reference >= 0 else None
    _ties(world, people)
    for institution in institutions.values():
        institution.count()
    _usual(world, town)
    return town


def _areas(world: World, town: Town) -> list[Area]:
    columns = (world.estate_areas, world.reputation, world.order, world.trouble)
    for area, one in enumerate(zip(*(column.tolist() for column in columns), strict=True)):
        made = Area(town, *one)
        made.minority_share = float(world.minority_share[area])
        made.vacated = world.vacated[:, area].tolist()
        made.homes = int(world.directory.homes[area])
        counted = world.seen[:, area]
        made.outside_work = float(counted[3] / max(counted[2], 1))
        town.areas.append(made)
    return town.areas


def _homes(world: World, town: Town, areas: list[Area]) -> list[Home]:
    stock, stairways = world.dwellings, {}
    names = ("area", "stairway", "department", "tenure", "rooms", "rent", "price", "youth", "from_month")
    homes = []
    for area, stairway, *others in zip(*(getattr(stock, name).tolist() for name in names), strict=True):
        place, lived = stairways.setdefault(stairway, (MeetingPlace(STAIRWAY, stairway % ROUND), []))
        homes.append(Home(town, areas[area], place, *others))
        lived.append(homes[-1])
    town.stairways = list(stairways.values())
    for home, household, since in zip(homes, stock.household.tolist(), stock.vacant_since.tolist(), strict=True):
        home.vacant_since = since
        if home.from_month > world.month:
            town.to_be_built.append(home)
        else:
            town.standing += 1
            home.area.standing += 1
            if household < 0:
                town.vacant[home] = None
    town.to_be_built.sort(key=lambda home: home.from_month, reverse=True)
    return homes


def _teams(town: Town, number: int, first: int, layer: int) -> list[MeetingPlace]:
    made = [MeetingPlace(layer, (first + k) % ROUND) for k in range(number)]
    town.teams.extend(made)
    return made


def _institutions(world: World, town: Town, areas: list[Area]) -> dict[int, Institution]:
    table, directory, found = world.institutions, world.directory, {}
    size, first = int(world.p("ties.club_team")), 0
    for row in table.rows.tolist():
        kind, places = int(table.kind[row]), int(table.places[row])
        found[row] = Institution(town, kind, places, float(table.quality[row]))
        if kind == InstitutionKind.ASSOCIATION:
            number = max(places // size, 1)
            found[row].teams = _teams(town, number, first, PROGRAMME)
            first += number
        elif kind == InstitutionKind.UPPER_SECONDARY:
            town.gymnasiums.append(found[row])
    clubs = nearest(world)
    for number, area in enumerate(areas):
        area.near = {int(kind): [found[row] for row in near[number].tolist()] for kind, near in directory.near.items()}
        area.own = {int(kind): int(own[number]) for kind, own in directory.own.items()}
        area.district = found.get(int(directory.district[number]))
        area.clubs = [found[row] for row in clubs[number].tolist() if row >= 0]
    return found


def _businesses(world: World, town: Town) -> dict[int, Business]:
    table, found, first = world.businesses, {}, 0
    asked, near = [], []
    for row in table.rows.tolist():
        jobs = int(table.jobs[row])
        made = found[row] = Business(town, jobs, bool(table.open[row]), float(table.skilled[row]))
        number = max(math.ceil(jobs / world.p("ties.team")), 1)
        made.teams = _teams(town, number, first, WORK)
        first += number
        asked.append(jobs * (1.0 - float(table.by_ties[row])))
        near.append(world.p("businesses.near") if table.sector[row] <= Sector.CONTRACTOR else 1.0)
        town.businesses.append(made)
    town.set_jobs_asked(asked, near)
    return found


def _households(world: World, town: Town, homes: list[Home]) -> dict[int, Household]:
    table, found = world.households, {}
    for row in table.rows.tolist():
        household = found[row] = Household(town)
        for name in OF_HOUSEHOLD:
            setattr(household, name, getattr(table, name)[row].item())
        household.learning = float(table.home_learning[row])
        household.listed = None if table.listed[row] == NEVER else int(table.listed[row])
        household.home = homes[int(table.dwelling[row])]
        household.home.household = household
    return found


def _people(
    world: World, town: Town, households: dict[int, Household], institutions: dict[int, Institution],
    businesses: dict[int, Business],
) -> dict[int, Person]:  # fmt: skip
    table, people = world.persons, {}
    rows = table.rows.tolist()
    lots, mixed = _lasting(world, table.rows), draws.mix(table.key)
    for number, row in enumerate(rows):
        house = households[int(table.household[row])]
        person = people[row] = Person(
            town, house, int(table.birth_month[row]), bool(table.female[row]), int(table.origin[row])
        )
        for name in AS_IT_IS:
            setattr(person, name, getattr(table, name)[row].item())
        person.list_since = None if table.list_since[row] == NEVER else int(table.list_since[row])
        person.home_wish = None if table.home_wish[row] == NEVER else int(table.home_wish[row])
        person.grade = None if np.isnan(table.grade[row]) else float(table.grade[row])
        person.convicted = None if table.convicted[row] == LONG_AGO else int(table.convicted[row])
        person.left_higher = bool(int(table.gates_missed[row]) >> 6 & 1)
        passed, missed = int(table.gates_passed[row]) >> 7 & 1, int(table.gates_missed[row]) >> 7 & 1
        person.first_job = True if passed else False if missed else None
        for name, lot in lots.items():
            setattr(person, name, lot[number].item())
        if table.institution[row] >= 0:
            person.institution = institutions[int(table.institution[row])]
            person.institution.enrol(person)
    for row, person in people.items():
        if table.partner[row] >= 0:
            person.partner = people[int(table.partner[row])]
        if table.mother[row] >= 0:
            person.mother = people[int(table.mother[row])]
            person.mother.children.append(person)
        key = int(mixed[row])
        if table.club[row] >= 0:
            club = person.club = institutions[int(table.club[row])]
            club.attending[person] = None
            person.club_team = club.teams[key % len(club.teams)]
            person.club_team.people[person] = None
        if table.workplace[row] >= 0:
            business = person.workplace = businesses[int(table.workplace[row])]
            business.filled += 1
            person.team = business.teams[key % len(business.teams)]
            person.team.people[person] = None
    return people


def _lasting(world: World, rows: np.ndarray) -> dict[str, np.ndarray]:
    """What the model draws once for each person and never again."""
    seed, keys_ = world.scenario.seed, world.persons.key[rows]

    def lot(decision: str) -> np.ndarray:
        return draws.uniform(seed, decision, 0, keys_)

    by_mother = draws.uniform_on(draws.stream(seed, "ties.at_the_door", 0), draws.mix(keys_))
    return {
        "turn": (keys_ % np.uint64(ROUND)).astype(np.int64),
        "readiness_to_join": lot("clubs.wish"),
        "disposition": np.minimum(-np.log1p(-lot("trouble.disposition")), 4.0),
        "months_at_door": 9 + (16.0 * lot("ladder.nursery_age") ** 3).astype(np.int64),
        "by_mother": by_mother < world.p("ties.mother_at_door"),
        "study_length": lot("youth.long"),
        "turn_of_choice": (keys_ % np.uint64(9973)).astype(np.int64),
    }


def _ties(world: World, people: dict[int, Person]) -> None:
    pairs, key = world.ties.pairs(), world.persons.key
    columns = (pairs.a, pairs.b, pairs.layer, pairs.strength)
    for a, b, layer, strength in zip(*(column.tolist() for column in columns), strict=True):
        first, second = (a, b) if key[a] < key[b] else (b, a)
        tie = Tie(people[first], people[second], layer, strength)
        people[first].ties.append(tie)
        people[second].ties.append(tie)


def _usual(world: World, town: Town) -> None:
    """The usual price of a home, and what the employed ties of the jobless are usually worth."""
    stock = world.dwellings
    town.usual_price = float(np.median(stock.price[stock.tenure == Tenure.OWNER]))
    jobless = [one for one in town.agents_by_type[Person] if one.status in (3, 4) and not one.lives_in_estate]
    town.usual_contacts = sum(one.contacts() for one in jobless) / max(len(jobless), 1)
    town.long_empty.update(home.area for home in town.vacant if home.tenure == Tenure.ALMENE and home.vacant_since < 0)
