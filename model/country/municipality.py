"""One municipality of the country: the ordinary month, in which people come from other municipalities and not from
nowhere.
"""

from __future__ import annotations

from functools import lru_cache

import numpy as np
import pandas as pd

from agents.codes import Wish
from agents.core import draws
from agents.core.calendar import NEVER
from agents.core.columns import Rows
from geodata.place import Place
from model import estate_model
from model.country.departures import Departures, NoLives
from model.country.party import Party
from model.estate_model import EstateModel, Phase
from model.mechanisms import arrivals
from model.mechanisms.household_columns import ADULT_MONTHS
from model.scenario import Scenario
from model.world import World

NOT_HERE = ("away", "ledger of those away", "lives")
"""Phases that follow people beyond the municipality or write their lives down: here they live on in another one."""


def departures(world: World) -> Departures:
    """Who leaves and who comes."""
    assert isinstance(world.away, Departures)
    return world.away


def arrive(world: World) -> None:
    """This month's arrivals: those on the way in the country, then those from abroad, who are drawn as ever."""
    door = departures(world)
    settle_in(world, door.inbox)
    ordinary, refugees = arrivals.due(world, float(world.place.neighbours["weight"].iloc[-1]))
    code = world.place.municipality_code
    # Nobody else in the country may have the same key.
    strangers = draws.keys_of(f"arrival {code}", world.month, ordinary)
    refuge = draws.keys_of(f"refugee {code}", world.month, refugees)
    rows = arrivals.enter(world, np.concatenate([strangers, refuge]), ordinary)
    world.households.came_from[rows] = len(world.place.neighbours) - 1
    door.counted.abroad_in += len(world.newcomers)


def settle_in(world: World, party: Party) -> None:
    """Let people from other municipalities in: they look for a home, and live this month here whether they find one.

    Children without an adult are taken in by a family that lives here.
    """
    if len(party) == 0:
        return
    households, persons = world.households, world.persons
    homes = households.add(party.households["key"])
    for name in households.columns:
        if name != "key":
            getattr(households, name)[homes] = party.households[name]
    rows = persons.add(party.persons["key"])
    world.ties.ensure(persons.capacity)
    for name in persons.columns:
        if name != "key":
            getattr(persons, name)[rows] = party.persons[name]
    persons.household[rows] = homes[party.persons["household"]]
    for name in ("partner", "mother"):
        column = party.persons[name]
        getattr(persons, name)[rows] = np.where(column >= 0, rows[column], -1)
    households.came_from[homes] = len(world.place.neighbours) - 2
    households.wish[homes] = Wish.ARRIVE
    households.wish_since[homes] = world.month
    adult = world.month - persons.birth_month[rows] >= ADULT_MONTHS
    _on_lists(world, rows[adult & (persons.list_since[rows] == NEVER)])
    led = np.zeros(len(homes), dtype=bool)
    led[party.persons["household"][adult]] = True
    world.touch(homes)
    if not led.all():
        _take_in(world, homes[~led])


def _on_lists(world: World, rows: Rows) -> None:
    """Some households stand on the waiting lists when they come, with some years; the others sign up now."""
    persons = world.persons
    key = world.households.key[persons.household[rows]]
    known = world.uniform("arrivals.listed", key) < world.p("arrivals.listed")
    years = -np.log1p(-world.uniform("arrivals.seniority", key)) * world.p("arrivals.listed_years")
    persons.list_since[rows] = world.month - np.where(known, years * 12.0, 0.0).astype(np.int64)


def _take_in(world: World, homes: Rows) -> None:
    """Children of these households join families with children, or any household where there are none."""
    households, persons = world.households, world.persons
    settled = households.alive & (households.dwelling >= 0)
    families = np.flatnonzero(settled & (households.children > 0))
    families = families if len(families) else np.flatnonzero(settled)
    families = families[np.argsort(households.key[families], kind="stable")]
    chosen = (world.uniform("country.relatives", households.key[homes]) * len(families)).astype(np.int64)
    goal = np.full(households.capacity, -1, dtype=np.int64)
    goal[homes] = families[chosen]
    children = world.members(homes)
    persons.household[children] = goal[persons.household[children]]
    persons.mother[children] = -1
    households.remove(homes)
    world.touch(np.unique(families[chosen]))


@lru_cache(maxsize=1)
def _phases() -> tuple[Phase, ...]:
    kept = [phase for phase in estate_model.PHASES if phase.name not in NOT_HERE]
    return tuple(
        Phase(phase.name, arrive, ("dwellings", "inbox"), phase.writes) if phase.name == "arrivals" else phase
        for phase in kept
    )


class Municipality(EstateModel):
    """A municipality that hands its leavers on: `live` takes who comes, and gives who goes."""

    def __init__(self, scenario: Scenario, ground: Place, position: int, positions: np.ndarray) -> None:
        super().__init__(scenario, years=(), ground=ground)
        world = self.world
        world.away = Departures(position=position, positions=np.asarray(positions, dtype=np.int32))
        world.lives = NoLives()
        world.persons.record[:] = -1

    @property
    def phases(self) -> tuple[Phase, ...]:
        """The month of an estate without what is of one estate alone, and with those who come from elsewhere."""
        return _phases()

    def live(self, inbox: Party) -> Party:
        """One month: who comes from elsewhere in the country, and who is on the way at its end."""
        door = departures(self.world)
        door.inbox = inbox
        door.counted = type(door.counted)()
        self.step()
        return door.take()


def neighbours(
    names: list[str], homes: np.ndarray, almene: np.ndarray, opened: np.ndarray, abroad: float
) -> pd.DataFrame:
    """The table of places outside for a municipality of the country: the others, the rest of Denmark, and abroad.

    Who leaves for Denmark draws 'the rest of Denmark', and the country settles where that is; the platform alone names
    a municipality. `opened` is the share of each one's homes that stand open to this one, so that no home is opened
    twice.
    """
    table = pd.DataFrame(
        {
            "code": names,
            "name": names,
            "group": "Denmark",
            "distance_km": 0.0,
            "dwellings": homes * opened,
            "almene_share": almene,
            "departments": 0,
            "weight": 0.0,
            "grade": "judgement",
        }
    )
    beyond = pd.DataFrame(
        {
            "code": ["rest", "abroad"],
            "name": ["rest of Denmark", "abroad"],
            "group": ["rest of Denmark", "abroad"],
            "distance_km": [0.0, 1000.0],
            "dwellings": [0.0, 0.0],
            "almene_share": [0.0, 0.0],
            "departments": [0, 0],
            "weight": [1.0 - abroad, abroad],
            "grade": ["judgement", "judgement"],
        }
    )
    return pd.concat([table, beyond], ignore_index=True)
