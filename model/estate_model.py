"""The model: a Mesa model whose month is a list of phases one can read."""

from __future__ import annotations

import time
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

import mesa
import networkx as nx
import numpy as np
from mesa.agent import AgentSet

from agents.business import Business
from agents.codes import InstitutionKind, Need, Wish
from agents.core import calendar
from agents.core.ties import Ties
from agents.household import Household
from agents.institution import Institution, LettingDepartment
from geodata import place as places
from geodata.place import Place
from model import lives, network, offers, parameters, population
from model.flows import Flows
from model.levers import Levers
from model.mechanisms import (
    arrivals,
    away,
    births,
    businesses,
    composition,
    couples,
    deaths,
    homes_wanted,
    institutions,
    keys,
    labour,
    ladder,
    ledger,
    mirror,
    name,
    platform,
    programmes,
    ties,
    whereabouts,
    wishes,
)
from model.participation import Participation
from model.policies import bundles, discover
from model.recorder import Recorder
from model.scenario import BEHAVIOURS, Scenario
from model.world import Costs, World


@dataclass(frozen=True)
class Phase:
    """One entry of the month: what it does, the tables it reads and those it writes."""

    name: str
    run: Callable[[World], None]
    reads: tuple[str, ...]
    writes: tuple[str, ...]


MECHANISMS_WITH_LEVERS = (keys, wishes, ladder, institutions, labour, businesses, ties, mirror, name, programmes)


def declare(world: World) -> None:
    """State every lever without any policy."""
    for mechanism in MECHANISMS_WITH_LEVERS:
        mechanism.declare(world)


def open_month(world: World) -> None:
    """Read the law of the month and let every policy bend its levers."""
    world.costs = Costs()
    world.last_counters, world.counters = world.counters, {}
    world.vacated[world.month % 12] = 0
    world.levers.clear()
    declare(world)
    offers.bend(world)


def close_month(world: World) -> None:
    """Write the month down."""
    world.record.month_end(world)


AWAY = ("away persons", "away households")
LEAVING = (*AWAY, "lives")
"""What leaving the municipality writes; a newborn who leaves within the month has its life opened then."""
PHASES = (
    Phase("calendar, law and policies", open_month, ("institutions",), ("levers",)),
    Phase("deaths", deaths.step, ("persons",), ("persons", "households", "dwellings", "ties", *LEAVING)),
    Phase("births", births.step, ("persons",), ("persons",)),
    Phase("couples", couples.step, ("persons", "households", "dwellings"), ("persons", "households", "dwellings")),
    Phase("homes wanted", homes_wanted.step, ("persons", "households"), ("persons", "households", "ties", *LEAVING)),
    Phase("arrivals", arrivals.step, ("dwellings",), ("persons", "households")),
    Phase("whereabouts", whereabouts.step, ("persons", "households", "dwellings"), ("whereabouts",)),
    Phase(
        "offers", offers.step, ("persons", "households", "institutions"),
        ("persons", "households", "institutions", "participation"),
    ),
    Phase("programmes", programmes.step, ("participation",), ("persons", "households", "institutions")),
    Phase(
        "ladder", ladder.step, ("persons", "households", "institutions", *AWAY),
        ("persons", "households", "institutions"),
    ),
    Phase("institutions", institutions.step, ("persons", "institutions"), ("institutions", "households")),
    Phase("study and work", labour.step, ("persons", "ties", "businesses", "reputation"), ("persons",)),
    Phase("businesses", businesses.step, ("persons", "businesses"), ("businesses", "persons")),
    Phase("away", away.step, AWAY, AWAY),
    Phase("composition", composition.step, ("persons",), ("persons", "households")),
    Phase(
        "ties", ties.step, ("persons", "households", "institutions", "businesses", "reputation", "order"),
        ("ties", "households", "persons"),
    ),
    Phase("mirror", mirror.step, ("persons", "households", "dwellings", "ties"), ("persons", "order")),
    Phase("name", name.step, ("persons", "households", "dwellings"), ("reputation",)),
    Phase(
        "wishes", wishes.step, ("persons", "households", "dwellings", "reputation"),
        ("households", "persons", "dwellings", "ties", *LEAVING),
    ),
    Phase(
        "keys", keys.step, ("persons", "households", "dwellings", "levers"),
        ("households", "persons", "dwellings", "ties", "record"),
    ),
    Phase(
        "platform", platform.step, ("households", "levers"),
        ("households", "persons", "dwellings", "ties", *LEAVING),
    ),
    Phase("ledger", ledger.step, ("persons", "households"), ("record",)),
    Phase("ledger of those away", away.account, AWAY, ("record",)),
    Phase("lives", lives.step, ("persons", "households", *AWAY, "ties"), ("persons", "lives")),
    Phase("record", close_month, ("persons", "households", "dwellings", "reputation"), ("record",)),
)  # fmt: skip


class EstateModel(mesa.Model):
    """One estate in its municipality, month by month from January 2015.

    Give a `Scenario`, or its parts: place, law, policies (names), behaviour, seed (None means 1) and months. `world` is
    the state, `record` what was written down (with `years`, of these calendar years alone), `phase_seconds` the seconds
    spent in each phase. A place that is in no file may be given as `ground`. Mesa's agents are made when somebody asks,
    of the classes in `agent_classes`, which a subclass of the model may replace by subclasses of these.
    """

    agent_classes: ClassVar[Mapping[str, type[mesa.Agent]]] = {
        "household": Household, "institution": Institution, "letting": LettingDepartment, "business": Business,
    }  # fmt: skip

    def __init__(
        self,
        scenario: Scenario | None = None,
        *,
        place: str = "vaerebro",
        law: str = "2015",
        policies: str | Iterable[str] = (),
        behaviour: str = "avoidance",
        seed: int | None = None,
        months: int = 240,
        years: Collection[int] | None = None,
        ground: Place | None = None,
    ) -> None:
        if scenario is None:
            given = 1 if seed is None else int(seed)
            chosen = bundles.expand((policies,) if isinstance(policies, str) and policies else tuple(policies))
            scenario = Scenario(place, law, tuple((p, ()) for p in chosen), (), behaviour, given, int(months))
        if scenario.posterior:
            raise ValueError(f"put the numbers of seed {scenario.seed} in first; they are drawn from a posterior")
        super().__init__(rng=scenario.seed)
        self.world = build(scenario, years, ground)
        self.record = self.world.record
        self.phase_seconds = {phase.name: 0.0 for phase in self.phases}
        self._views: dict[int, Household] = {}
        self._others_made = False

    @property
    def scenario(self) -> Scenario:
        """The question this run answers."""
        return self.world.scenario

    @scenario.setter
    def scenario(self, mesas_own: object) -> None:
        # Newer Mesa gives every model a scenario of its own here; ours is a value and lives in the world.
        self._mesa_scenario = mesas_own

    @property
    def month(self) -> int:
        """Months finished, which is also the number of the next month."""
        return self.world.month

    @property
    def date(self) -> str:
        """The next month as a planner writes it."""
        return calendar.label(self.world.month)

    @property
    def phases(self) -> tuple[Phase, ...]:
        """The month, phase by phase; a subclass may live another one."""
        return PHASES

    def step(self) -> None:
        """Live one month."""
        begun = time.perf_counter()
        for phase in self.phases:
            phase.run(self.world)
            done = time.perf_counter()
            self.phase_seconds[phase.name] += done - begun
            begun = done
        self.world.month += 1
        if self.world.month >= self.scenario.months:
            self.running = False

    def run(self) -> EstateModel:
        """Live all months of the scenario."""
        while self.world.month < self.scenario.months:
            self.step()
        return self

    @property
    def agents(self) -> AgentSet:
        """Households of the estate, institutions and businesses as Mesa agents; made and kept up only when asked
        for.
        """
        self._refresh_views()
        return self._all_agents

    @property
    def agents_by_type(self) -> dict[type[mesa.Agent], AgentSet]:
        """The same agents by their class, as Mesa's agenttype reporters ask for them."""
        self._refresh_views()
        return self._agents_by_type

    def graph(self, layer: str | None = None) -> nx.Graph:
        """Who knows whom now as a networkx graph of all who live here, of one layer ('kin', 'stairway', 'school',
        'work', 'programme') or of all; made when asked for. Raises ValueError for an unknown layer, with the nearest.

        Nodes are person keys with `household` (its key), `area` (its name), `vulnerable`, `origin` and `in_estate`;
        edges have `layer`, `strength` (1..255) and `bridging` (one of the two lives in the estate). Where two people
        are tied in several layers, the edge tells of the strongest.
        """
        return network.graph(self.world, layer)

    def _refresh_views(self) -> None:
        world = self.world
        if not self._others_made:
            self._others_made = True
            self._make_others()
        for key in [key for key, view in self._views.items() if not view.present or not world.in_estate[view.row]]:
            self._views.pop(key).remove()
        corners = world.place.cells
        centres = self.__dict__.setdefault(
            "_centres",
            dict(enumerate(zip((corners["e_min"] + 50.0).tolist(), (corners["n_min"] + 50.0).tolist(), strict=True))),
        )
        made: Any = self.agent_classes["household"]
        for row in np.flatnonzero(world.households.alive & world.in_estate):
            key = int(world.households.key[row])
            if key not in self._views:
                self._views[key] = made(self, world.households, int(row), world.dwellings, centres)

    def _make_others(self) -> None:
        world = self.world
        made: Mapping[str, Any] = self.agent_classes
        for row in world.institutions.rows:
            title = world.institution_names[row]
            if world.institutions.kind[row] == InstitutionKind.LETTING:
                made["letting"](self, world.institutions, int(row), title, world.dwellings)
            else:
                made["institution"](self, world.institutions, int(row), title)
        for row in world.businesses.rows:
            if not world.businesses.synthetic[row]:
                made["business"](self, world.businesses, int(row), world.business_names[row])


def build(scenario: Scenario, years: Collection[int] | None = None, ground: Place | None = None) -> World:
    """The world of 1 January 2015 for a scenario, on the place it names or on `ground`; raises for unknown places,
    policies, laws, behaviours and numbers.
    """
    values = parameters.scenario_values(scenario)
    if scenario.behaviour not in BEHAVIOURS:
        raise parameters.ParameterError(
            f"unknown behaviour '{scenario.behaviour}'{parameters.nearest(scenario.behaviour, BEHAVIOURS)}; "
            f"known: {', '.join(BEHAVIOURS)}"
        )
    place = places.load(scenario.place) if ground is None else ground
    people = population.create(place, scenario.seed, values)
    stock = people.dwellings
    waiting = people.households.alive & (people.households.need > Need.NONE)
    people.households.wish[waiting] = Wish.MOVE
    people.households.wish_since[waiting] = 0
    stock.vacant_since[:] = np.maximum(stock.from_month, stock.vacant_since)
    levers = Levers(
        (lever for mechanism in MECHANISMS_WITH_LEVERS for lever in mechanism.LEVERS),
        {
            "department": len(place.departments),
            "area": len(place.areas),
            "neighbour": len(place.neighbours),
            "programme": len(discover()),
        },
    )
    world = World(
        place=place,
        scenario=scenario,
        values=values,
        persons=people.persons,
        households=people.households,
        dwellings=stock,
        ties=Ties(people.persons.capacity),
        levers=levers,
        flows=Flows(tuple(place.neighbours["name"])),
        reputation=np.zeros(len(place.areas)),
        minority_share=np.zeros(len(place.areas)),
        order=np.full(len(place.areas), 0.5),
        trouble=np.zeros(len(place.areas)),
        participation=Participation(discover()),
    )
    if world.null:
        composition.scatter(world)
    declare(world)
    composition.step(world)
    whereabouts.step(world)
    institutions.start(world)
    businesses.start(world)
    ladder.start(world)
    labour.start(world)
    ties.start(world)
    mirror.start(world)
    name.start(world)
    ledger.start(world)
    world.lives.start(world)
    world.starting = False
    world.record = Recorder(world, years)
    return world
