"""The state of one run: tables, place, numbers and levers, with the few operations every mechanism needs."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from agents.business import BUSINESS_COLUMNS
from agents.codes import Tenure
from agents.core import draws
from agents.core.columns import Rows, Table
from agents.core.ties import Ties
from agents.institution import INSTITUTION_COLUMNS
from geodata.place import Place
from model import belonging
from model.away import Away
from model.flows import Flows
from model.letting.criteria import Verdict
from model.letting.rulebook import RuleBook
from model.levers import Levers
from model.lives import Lives
from model.participation import Participation
from model.scenario import Scenario
from model.touched import Touched

if TYPE_CHECKING:
    from model.mechanisms.institutions.nearest import Directory
    from model.mechanisms.ledger.account import Account
    from model.recorder import Recorder

VULNERABLE_SCORE = 3.0
"""A household counts as vulnerable when at least three of the five conditions hold."""


@dataclass
class Costs:
    """Money spent this month in kr. by policy, purpose and payer."""

    booked: dict[tuple[str, str, str], float] = field(default_factory=dict)

    def book(self, policy: str, purpose: str, payer: str, kr: float) -> None:
        """Add an amount in kr."""
        key = (policy, purpose, payer)
        self.booked[key] = self.booked.get(key, 0.0) + kr


@dataclass(frozen=True)
class Turns:
    """Person rows in the order of (month - month of birth) % 12, and where each of the twelve groups starts.

    What is asked of people once, twice or four times a year is asked of those whose age in months is a multiple of 12,
    6 or 3: the work is spread over the year, and an age is the same whatever the order of rows.
    """

    order: Rows = field(default_factory=lambda: np.empty(0, dtype=np.int64))
    starts: Rows = field(default_factory=lambda: np.zeros(13, dtype=np.int64))

    def rows(self, every: int) -> Rows:
        """Rows of those whose age in months is a multiple of `every` (1, 2, 3, 4, 6 or 12)."""
        if every == 1:
            return self.order
        groups = range(0, 12, every)
        return np.concatenate([self.order[self.starts[k] : self.starts[k + 1]] for k in groups])


BEFORE = -(1 << 40)
"""The month by which the start addresses its draws: no month of a life or a run."""


@dataclass
class World:
    """Everything a mechanism reads and writes.

    `reputation`, `minority_share`, `order` and `trouble` (share of the young in trouble) have one value per area;
    `centre_life` (0..1) is how alive the estate's centre is; `seen` counts what people see in each area (rows named in
    `mechanisms.seen`), `near_clubs` the three nearest associations; `person_area` and `person_stairway` tell where
    each person row lived when this month's meetings began (-1 nowhere); `newcomers` are the person rows that came now;
    `organisations` numbers the housing organisation of each department; `estate_departments` and `estate_areas` tell
    which of them belong to the estate. `away` are those followed outside the municipality, `lives` the life record;
    `touched` marks households to be counted anew, `paid_besides` are the person rows that programmes paid last month.
    `starting` is true while 1 January 2015 is being made.
    """

    place: Place
    scenario: Scenario
    values: dict[str, float]
    persons: Table
    households: Table
    dwellings: Table
    ties: Ties
    levers: Levers
    flows: Flows
    reputation: NDArray[np.float64]
    minority_share: NDArray[np.float64]
    order: NDArray[np.float64]
    trouble: NDArray[np.float64]
    institutions: Table = field(default_factory=lambda: Table(INSTITUTION_COLUMNS))
    institution_names: tuple[str, ...] = ()
    directory: Directory = field(init=False)
    businesses: Table = field(default_factory=lambda: Table(BUSINESS_COLUMNS))
    business_names: tuple[str, ...] = ()
    centre_life: float = 0.5
    seen: NDArray[np.int64] = field(default_factory=lambda: np.zeros((6, 0), dtype=np.int64))
    near_clubs: NDArray[np.int64] = field(default_factory=lambda: np.zeros((0, 3), dtype=np.int64))
    away: Away = field(default_factory=Away)
    lives: Lives = field(default_factory=Lives)
    participation: Participation = field(default_factory=Participation)
    person_area: NDArray[np.int32] = field(init=False)
    person_stairway: NDArray[np.int32] = field(init=False)
    turns: Turns = field(default_factory=Turns)
    newcomers: Rows = field(default_factory=lambda: np.empty(0, dtype=np.int64))
    month: int = 0
    costs: Costs = field(default_factory=Costs)
    counters: dict[str, float] = field(default_factory=dict)
    last_counters: dict[str, float] = field(default_factory=dict)
    book: RuleBook = field(init=False)
    record: Recorder = field(init=False)
    account: Account = field(init=False)
    verdict: Verdict | None = None
    list_history: list[dict[str, float]] = field(default_factory=list)
    labelled_years: int = 0
    residents: int = 0
    vacated: NDArray[np.int64] = field(init=False)
    organisations: NDArray[np.int64] = field(init=False)
    estate_departments: NDArray[np.bool_] = field(init=False)
    estate_areas: NDArray[np.bool_] = field(init=False)
    department_names: tuple[str, ...] = field(init=False)
    streams: draws.Streams = field(default_factory=draws.Streams)
    touched: Touched = field(default_factory=Touched)
    starting: bool = True
    paid_besides: Rows = field(default_factory=lambda: np.empty(0, dtype=np.int64))

    def __post_init__(self) -> None:
        self.organisations = np.unique(self.place.departments["organisation"].to_numpy(dtype=str), return_inverse=True)[
            1
        ]
        self.estate_departments = self.place.departments["in_estate"].to_numpy(dtype=bool)
        self.estate_areas = self.place.areas["in_estate"].to_numpy(dtype=bool)
        self.department_names = tuple(self.place.departments["name"].astype(str))
        self.person_area = np.full(self.persons.capacity, -1, dtype=np.int32)
        self.person_stairway = np.full(self.persons.capacity, -1, dtype=np.int32)
        self.vacated = np.zeros((12, len(self.place.areas)), dtype=np.int64)

    @property
    def origin_counts(self) -> bool:
        """Whether others treat or choose people by their origin in this scenario's behaviour."""
        return self.scenario.behaviour in ("avoidance", "flight")

    def p(self, name: str) -> float:
        """The scenario's value of a parameter."""
        return self.values[name]

    def uniform(self, decision: str, keys: NDArray[np.uint64]) -> NDArray[np.float64]:
        """Addressed numbers in [0, 1) for this month, one for each key."""
        return draws.uniform_on(self.stream(decision), keys)

    def normal(self, decision: str, keys: NDArray[np.uint64]) -> NDArray[np.float64]:
        """Addressed standard normal numbers for this month, one for each key."""
        return draws.normal_on(self.stream(decision), self.stream(draws.second_of(decision)), keys)

    def stream(self, decision: str, month: int | None = None) -> np.uint64:
        """The stream of a decision, for kernels; month None means this month, or the start as long as that lasts.

        The start draws other lots than the first month, or those who came to know each other before 2015 would have
        the very luck by which they met in it.
        """
        if month is None:
            return self.streams.at(self.scenario.seed, decision, BEFORE if self.starting else self.month)
        return draws.stream(self.scenario.seed, decision, month)

    @cached_property
    def usual_price(self) -> float:
        """Median price of owner-occupied homes, kr; prices stay as they are."""
        return float(np.median(self.dwellings.price[self.dwellings.tenure == Tenure.OWNER]))

    @cached_property
    def reach_of_places(self) -> NDArray[np.float64]:
        """Where the share of each place outside ends on a line from 0 to 1, by the places' weights, (n_neighbours,)."""
        weight = np.cumsum(self.place.neighbours["weight"].to_numpy(dtype=float))
        return np.asarray(weight / weight[-1])

    @cached_property
    def area_outside(self) -> int:
        """The first area outside the estate, or the first of all where there is none."""
        return int(np.argmin(self.estate_areas))

    @property
    def null(self) -> bool:
        """Whether every preference term and criterion is off (the null model)."""
        return self.scenario.behaviour == "null"

    def own_programme(self, name: str) -> NDArray[np.bool_]:
        """Where a policy's own levers of those taking part stand, shape (n_programmes,)."""
        return np.arange(len(self.participation.slots)) == self.participation.slots[name]

    @property
    def lives_in_estate(self) -> NDArray[np.bool_]:
        """Which person rows live in the estate this month, shape (persons.capacity,)."""
        return np.asarray(np.append(self.estate_areas, False)[self.person_area])

    @property
    def in_estate(self) -> NDArray[np.bool_]:
        """Which household rows live in the estate, shape (households.capacity,)."""
        home = self.households.dwelling
        return (home >= 0) & (home < self.place.n_estate)

    def ledger_place(self, household_rows: Rows) -> NDArray[np.int64]:
        """Where households live now, as the ledger numbers places: estate, elsewhere, or where they came from."""
        flows, households = self.flows, self.households
        return np.asarray(
            belonging.ledger_places(
                household_rows, households.dwelling, households.came_from, self.place.n_estate, flows.estate,
                flows.elsewhere, flows.first_outside,
            )
        )  # fmt: skip

    def vulnerable(self, household_rows: Rows) -> NDArray[np.bool_]:
        """Which of these households are vulnerable."""
        return np.asarray(self.households.score[household_rows] >= VULNERABLE_SCORE)

    def members(self, household_rows: Rows, among: Rows | None = None) -> Rows:
        """Person rows of these households, ascending; with `among` (ascending) only those of these rows."""
        if len(household_rows) == 0:
            return np.empty(0, dtype=np.int64)
        household, size = self.persons.household, self.households.capacity
        if among is None:
            return np.asarray(belonging.members(household, household_rows, size))
        return np.asarray(belonging.members_among(household, household_rows, size, among))

    def touch(self, household_rows: NDArray[np.integer]) -> None:
        """Say that members of these households came, went, or found or lost a partner; -1 is passed over."""
        self.touched.touch(household_rows, self.households.capacity)

    def remove_persons(self, rows: Rows) -> None:
        """Take persons out of the model: their ties, and what others remember of them by row."""
        if len(rows) == 0:
            return
        persons = self.persons
        self.ties.ensure(persons.capacity)
        self.ties.forget(rows)
        self.touch(belonging.forget(rows, persons.mother, persons.partner, persons.household))
        persons.remove(rows)

    def remove_households(self, rows: Rows) -> None:
        """Take empty households out of the model and leave their homes vacant."""
        if len(rows) == 0:
            return
        self.vacate(self.households.dwelling[rows])
        self.households.remove(rows)

    def vacate(self, dwelling_rows: NDArray[np.integer]) -> None:
        """Mark homes as vacant from this month; -1 is passed over."""
        rows = dwelling_rows[dwelling_rows >= 0]
        self.dwellings.household[rows] = -1
        self.dwellings.vacant_since[rows] = self.month
        self.vacated[self.month % 12] += np.bincount(self.dwellings.area[rows], minlength=self.vacated.shape[1])

    def leave(self, household_rows: Rows, destination: NDArray[np.integer]) -> None:
        """Households leave the municipality for places outside it (rows of `place.neighbours`), and are followed there
        when somebody in them once lived in the estate.
        """
        if len(household_rows) == 0:
            return
        counted = self.households.adults[household_rows].astype(np.int64) + self.households.children[household_rows]
        self.flows.book(
            self.ledger_place(household_rows),
            self.flows.outside(destination),
            self.vulnerable(household_rows),
            counted,
        )
        members = self.members(household_rows)
        self.away.follow(self, household_rows, members, destination)
        self.remove_persons(members)
        self.remove_households(household_rows)

    def ages(self) -> NDArray[np.int16]:
        """Age in whole years of every person row, shape (persons.capacity,)."""
        return np.asarray((self.month - self.persons.birth_month) // 12, dtype=np.int16)
