"""What a month and a town come to, counted alike in the columns of the model and in the agents of Mesa."""

from __future__ import annotations

from collections import Counter

import numpy as np

from agents.codes import HouseholdType, Tenure
from model.estate_model import EstateModel
from model.world import World
from tests.benchmarks.mesa_town.household import VULNERABLE, Household
from tests.benchmarks.mesa_town.numbers import LAYERS
from tests.benchmarks.mesa_town.person import Person
from tests.benchmarks.mesa_town.town import Town

AGES = {"0-5": (0, 72), "6-17": (72, 216), "18-29": (216, 360), "30-64": (360, 780), "65+": (780, 10_000)}
OF_PERSON = ("status", "education", "skill", "agency", "language", "trouble", "origin", "ill")
FLOWS = ("births", "deaths", "couples formed", "partings", "left", "turned away", "jobs found")
NAMES_IN_WORLD = {
    "births": "births", "deaths": "deaths", "couples formed": "couples_formed", "partings": "partings",
    "left": "left_municipality", "turned away": "arrivals_turned_away",
}  # fmt: skip


class Table:
    """The people and homes of a town as arrays, whatever engine they come from."""

    def __init__(self, people: dict[str, np.ndarray], households: dict[str, np.ndarray], areas: dict[str, np.ndarray],
                 ties: np.ndarray, vacant: np.ndarray, homes: np.ndarray) -> None:  # fmt: skip
        self.people, self.households, self.areas = people, households, areas
        self.ties, self.vacant, self.homes = ties, vacant, homes

    def stocks(self) -> dict[str, float]:
        """What the town looks like now."""
        p, h, found = self.people, self.households, {}
        age, n = p["months"], len(p["months"])
        grown, child = age >= 216, age < 216
        for name, (low, high) in AGES.items():
            here = (age >= low) & (age < high)
            found[f"residents {name}"] = float(here.sum())
            if low >= 216:
                found[f"employed {name}"] = float((p["status"][here] == 2).mean())
        for kind in HouseholdType:
            found[f"households {kind.name.lower()}"] = float((h["type"] == kind).sum())
        young = (age >= 192) & (age < 360)
        found["in education 16-29"] = float((p["status"][young] == 1).mean())
        found["in daycare 1-5"] = float((p["attends"][(age >= 12) & (age < 72)]).mean())
        found["higher educated 25-39"] = float((p["education"][(age >= 300) & (age < 480)] >= 4).mean())
        for name, who in (("children", child), ("grown", grown)):
            found[f"skill of {name}"] = float(p["skill"][who].mean())
            found[f"agency of {name}"] = float(p["agency"][who].mean())
        found["Danish of the others"] = float(p["language"][p["origin"] > 0].mean())
        found["trouble 13-25"] = float(p["trouble"][(age >= 156) & (age < 312)].mean())
        found["non-western"] = float((p["origin"] == 2).mean())
        found["long ill"] = float(p["ill"][grown].mean())
        found["outside work 18-64"] = float(np.isin(p["status"][grown & (age < 780)], (3, 4, 5)).mean())
        found["in associations"] = float(p["club"].mean())
        found["on lists"] = float(p["listed"][grown].mean())
        found["with a workplace"] = float(p["workplace"][p["status"] == 2].mean())
        for layer, number in zip(LAYERS, self.ties, strict=True):
            found[f"ties {layer}"] = 2.0 * number / n
        found["vulnerable"] = float((h["score"] >= VULNERABLE).mean())
        found["income"] = float(h["income"].mean())
        found["strain"] = float(h["strain"].mean())
        found["home learning"] = float(h["learning"].mean())
        found["looking"] = float((h["wish"] > 0).mean())
        found["local ties"] = float(h["local"].mean())
        found["vacant social"] = float(self.vacant[Tenure.ALMENE] / self.homes[Tenure.ALMENE])
        found["vacant others"] = float(
            (self.vacant.sum() - self.vacant[Tenure.ALMENE]) / (self.homes.sum() - self.homes[Tenure.ALMENE])
        )
        residents = self.areas["residents"] / self.areas["residents"].sum()
        found["name"] = float((self.areas["name"] * residents).sum())
        found["order"] = float((self.areas["order"] * residents).sum())
        return found


def of_world(world: World) -> Table:
    """The table of a world; the homeless of the month are gone at its end, so everybody has a home."""
    rows, homes = world.persons.rows, world.households.rows
    people = {name: getattr(world.persons, name)[rows] for name in OF_PERSON}
    people["months"] = world.month - world.persons.birth_month[rows].astype(np.int64)
    people["attends"] = world.persons.institution[rows] >= 0
    people["club"] = world.persons.club[rows] >= 0
    people["listed"] = world.persons.list_since[rows] < 32767
    people["workplace"] = world.persons.workplace[rows] >= 0
    households = {
        name: getattr(world.households, name)[homes] for name in ("type", "score", "income", "strain", "wish")
    }
    households["learning"] = world.households.home_learning[homes]
    households["local"] = world.households.local_ties[homes]
    stock = world.dwellings
    standing = stock.from_month < max(world.month, 1)
    vacant = np.bincount(stock.tenure[standing & (stock.household < 0)], minlength=4)
    lives_in = stock.area[world.households.dwelling[world.persons.household[rows]]]
    residents = np.bincount(lives_in, minlength=len(world.reputation))
    areas = {"name": world.reputation, "order": world.order, "residents": residents}
    ties = np.bincount(world.ties.pairs().layer, minlength=len(LAYERS))
    return Table(people, households, areas, ties, vacant, np.bincount(stock.tenure[standing], minlength=4))


def of_town(town: Town) -> Table:
    """The table of a town of Mesa agents."""
    people, households = list(town.agents_by_type[Person]), list(town.agents_by_type[Household])
    columns = {name: np.array([getattr(one, name) for one in people], dtype=float) for name in OF_PERSON}
    columns["months"] = np.array([one.months for one in people])
    columns["attends"] = np.array([one.institution is not None for one in people])
    columns["club"] = np.array([one.club is not None for one in people])
    columns["listed"] = np.array([one.list_since is not None for one in people])
    columns["workplace"] = np.array([one.workplace is not None for one in people])
    of_households = {name: np.array([getattr(one, name) for one in households], dtype=float) for name in
                     ("type", "score", "income", "strain", "wish", "learning")}  # fmt: skip
    of_households["local"] = np.array([one.local_ties for one in households])
    vacant, standing = Counter(home.tenure for home in town.vacant), Counter()
    for _, homes in town.stairways:
        standing.update(home.tenure for home in homes if home.from_month < max(town.month, 1))
    residents = Counter(one.household.home.area for one in people)
    areas = {"name": np.array([area.name for area in town.areas]), "order": np.array([a.order for a in town.areas]),
             "residents": np.array([residents[area] for area in town.areas])}  # fmt: skip
    ties = Counter(tie.layer for one in people for tie in one.ties if tie.first is one)
    return Table(
        columns, of_households, areas, np.array([ties[k] for k in range(len(LAYERS))]),
        np.array([vacant[k] for k in range(4)]), np.array([standing[k] for k in range(4)]),
    )  # fmt: skip


def month_of_world(model: EstateModel) -> dict[str, float]:
    """What happened in the month that has just been lived; the model has already turned the page."""
    world = model.world
    month = world.month - 1
    found = {name: float(world.counters.get(here, 0.0)) for name, here in NAMES_IN_WORLD.items()}
    persons, households = world.persons, world.households
    hired = persons.alive & (persons.status == 2) & (persons.status_since == month)
    found["jobs found"] = float(hired.sum())
    rows = households.rows
    moved = rows[households.since[rows] == month]
    for tenure, number in zip(Tenure, np.bincount(world.dwellings.tenure[households.dwelling[moved]], minlength=4),
                              strict=True):  # fmt: skip
        found[f"moves into {tenure.name.lower()}"] = float(number)
    return found


def month_of_town(town: Town) -> dict[str, float]:
    """The same for the agents of Mesa."""
    month = town.month - 1
    found = {name: float(town.happened[name]) for name in FLOWS}
    found["jobs found"] = float(
        sum(one.status == 2 and one.status_since == month for one in town.agents_by_type[Person])
    )
    for tenure in Tenure:
        found[f"moves into {tenure.name.lower()}"] = float(town.moved[int(tenure)])
    return found
