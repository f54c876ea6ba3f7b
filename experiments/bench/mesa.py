"""The moving rule in the idiom of Mesa's own examples: the plain half of the comparison, for the ratio only.

Agents are objects, the grid's cells are 100 m, and `AgentSet.shuffle_do` lives the month, as in Mesa's Schelling
example. Chance is Mesa's own, so the two versions agree in distribution and not draw by draw.
"""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from itertools import count

import numpy as np
from mesa import DataCollector, Model
from mesa.discrete_space import Cell, CellAgent, FixedAgent, OrthogonalMooreGrid

from agents.codes import Origin, Tenure
from experiments.bench.town import Numbers, Outcome, Tally, Town
from model.mechanisms.wishes import AGE_BANDS, YEAR_BANDS

# As plain numbers: comparing with a member of an IntEnum is slow, and the comparison should be fair to Mesa.
OWNER, DANISH, NON_WESTERN = int(Tenure.OWNER), int(Origin.DANISH), int(Origin.NON_WESTERN)


class Area:
    """A part of the town with a name, and who lives there."""

    def __init__(self, name: float) -> None:
        self.name = name
        self.residents = 0
        self.non_western = 0

    @property
    def minority_share(self) -> float:
        """Share of the area's households that are of non-western origin."""
        return self.non_western / max(self.residents, 1)


class Home(FixedAgent):
    """A home in a cell; while it is vacant it collects bids."""

    def __init__(
        self, model: MesaTown, cell: Cell, area: Area, tenure: int, rooms: int, youth: bool, rent: float, price: float
    ) -> None:
        super().__init__(model)
        self.cell = cell
        self.area = area
        self.tenure = tenure
        self.rooms = rooms
        self.youth = youth
        self.rent = rent
        self.price = price
        self.household: Household | None = None
        self.bids: list[Household] = []

    def let(self) -> None:
        """Give the home to a bidder: the highest income when for sale, by lot when for rent."""
        if self.bids:
            if self.tenure == OWNER:
                winner = max(self.bids, key=lambda household: household.income + self.random.random())
            else:
                winner = self.random.choice(self.bids)
            self.bids = []
            winner.move_into(self)


class Household(CellAgent):
    """A household that may wish to move, looks at vacant homes and bids for one."""

    def __init__(
        self,
        model: MesaTown,
        home: Home,
        birth_month: int,
        since: int,
        origin: int,
        adults: int,
        children: int,
        income: float,
        ties: int,
    ) -> None:
        super().__init__(model)
        self.birth_month = birth_month
        self.since = since
        self.origin = origin
        self.adults = adults
        self.children = children
        self.income = income
        self.ties = ties
        self.looking_since: int | None = None
        self.home = home
        self.settle_in(home)

    def step(self) -> None:
        """Begin to wish or give up; look at homes while the wish lasts."""
        if self.looking_since is None:
            self.model.settled += 1
            if self.random.random() < self.chance_of_wishing():
                self.model.wishing += 1
                self.looking_since = self.model.month
        elif self.random.random() < self.model.numbers.lapse:
            self.looking_since = None
        if self.looking_since is not None:
            self.model.looking += 1
            self.look()

    def chance_of_wishing(self) -> float:
        """Chance this month, from age, tenure, years in the home, crowding, the area's name, ties and neighbours."""
        numbers, home, month = self.model.numbers, self.home, self.model.month
        name_weight, name_reference, crowding, wish_to_own, own_income, local_tie = numbers.terms
        age = max((month - self.birth_month) // 12, 18)
        lived = max((month - self.since) // 12, 0)
        hazard = numbers.base[4 if home.youth else home.tenure]
        hazard *= numbers.age_factor[bisect_right(AGE_BANDS, age) - 1]
        hazard *= numbers.year_factor[bisect_right(YEAR_BANDS, lived) - 1]
        push = -name_weight * (home.area.name - name_reference)
        if self.adults + self.children > home.rooms:
            push += crowding
        if home.tenure != OWNER and self.income > own_income:
            push += wish_to_own
        push -= local_tie * min(self.ties, 5)
        if self.origin == DANISH:
            push += numbers.flight * home.area.minority_share
        return 1.0 - math.exp(-hazard * math.exp(push) / 12.0)

    def look(self) -> None:
        """Look at a few vacant homes and bid for the best, if any is better than staying."""
        seen = [self.model.home_on_view() for _ in range(self.model.numbers.looks)]
        best, chosen = 0.0, None
        for home in dict.fromkeys(home for home in seen if home is not None):
            worth = self.utility(home)
            if worth > best:
                best, chosen = worth, home
        if chosen is not None:
            chosen.bids.append(self)

    def utility(self, home: Home) -> float:
        """Log odds of saying yes to a home, with this household's taste for it; minus infinity when out of reach."""
        numbers, month = self.model.numbers, self.model.month
        w = numbers.weights
        owning = home.tenure == OWNER
        cost = home.rent
        if self.income < w.support_income * (1.0 + 0.25 * self.children):
            cost *= 1.0 - w.support
        cost += home.price * numbers.user_cost / 12.0
        equity = self.home.price * numbers.equity if self.home.tenure == OWNER else 0.0
        too_dear = home.price - equity > numbers.credit * self.income * 12.0 or cost > w.affordable * self.income
        if too_dear or (owning and (month - self.birth_month) / 12.0 < numbers.buyer_age):
            return -math.inf
        means = max(self.income / max(self.adults, 1), 3000.0) / w.reference_income
        worth = w.constant + w.name * (home.area.name - 0.8) * min(means, 3.0) ** w.name_income
        if self.origin == DANISH:
            worth -= w.avoidance * home.area.minority_share
        elif self.origin == NON_WESTERN:
            worth += w.own_group * home.area.minority_share
        persons = self.adults + self.children
        worth -= w.space * max(persons - home.rooms, 0)
        worth += w.spare * min(max(home.rooms - persons, 0), 2)
        worth -= w.price * (cost / max(self.income, 1000.0) - 0.25)
        worth += w.waiting * min(month - (self.looking_since or 0), 24)
        draw = self.random.random()
        taste = math.log(max(draw, 1e-12) / (1.0 - draw))
        return worth + taste + (numbers.own_appeal if owning else 0.0)

    def move_into(self, home: Home) -> None:
        """Leave the old home vacant and settle in the new one."""
        self.home.household = None
        self.home.area.residents -= 1
        self.home.area.non_western -= self.origin == NON_WESTERN
        self.model.vacant[self.home] = None
        del self.model.vacant[home]
        self.model.moved += 1
        self.since = self.model.month
        self.ties = 0
        self.looking_since = None
        self.settle_in(home)

    def settle_in(self, home: Home) -> None:
        """Live in a home and be counted in its area."""
        self.home = home
        self.cell = home.cell
        home.household = self
        home.area.residents += 1
        home.area.non_western += self.origin == NON_WESTERN


class MesaTown(Model):
    """A town of Mesa agents on a grid of 100 m cells; `step` lives one month."""

    def __init__(self, town: Town, numbers: Numbers, seed: int) -> None:
        super().__init__(rng=seed)
        self.numbers = _plain(numbers)
        self.month = 0
        self.grid = OrthogonalMooreGrid((town.side, town.side), random=self.random)
        self.areas = [Area(name) for name in town.name.tolist()]
        cells = [self.grid[divmod(cell, town.side)] for cell in range(town.side * town.side)]
        homes = [
            Home(self, cells[cell], self.areas[area], *facts)
            for cell, area, *facts in _rows(town, "cell", "area", "tenure", "rooms", "youth", "rent", "price")
        ]
        for home, *facts in _rows(
            town, "home", "birth_month", "since", "origin", "adults", "children", "income", "ties"
        ):
            Household(self, homes[home], *facts)
        self.vacant = dict.fromkeys(home for home in homes if home.household is None)
        self.tally = Tally(town.households)
        self.settled = self.wishing = self.looking = self.moved = 0
        self.datacollector = DataCollector(
            model_reporters={"wishing": "wishing", "looking": "looking", "moved": "moved"}
        )

    def step(self) -> None:
        """Live one month: households wish, look and bid in random order, then vacant homes are let."""
        self.settled = self.wishing = self.looking = self.moved = 0
        order = count()
        on_view = sorted((self.random.random(), next(order), home) for home in self.vacant)
        self.points = [point for point, _, _ in on_view]
        self.homes_on_view = [home for _, _, home in on_view]
        self.agents_by_type[Household].shuffle_do("step")
        for home in self.homes_on_view:
            home.let()
        self.datacollector.collect(self)
        self.tally.add(self.settled, self.wishing, self.looking, self.moved)
        self.month += 1

    def home_on_view(self) -> Home | None:
        """The next vacant home round the ring from a random point; None when nothing is vacant."""
        if not self.points:
            return None
        return self.homes_on_view[bisect_left(self.points, self.random.random()) % len(self.points)]

    def outcome(self) -> Outcome:
        """What the months so far came to."""
        where = {id(area): number for number, area in enumerate(self.areas)}
        return self.tally.outcome(
            np.array([home.tenure for home in self.vacant], dtype=np.int64),
            np.array([where[id(home.area)] for home in self.vacant], dtype=np.int64),
            len(self.areas),
        )


def _plain(numbers: Numbers) -> Numbers:
    """The numbers as Python's own, which plain Python reads faster than NumPy's."""
    arrays = {name: part.tolist() for name, part in numbers._asdict().items() if isinstance(part, np.ndarray)}
    return numbers._replace(**arrays)


def _rows(town: Town, *columns: str):  # type: ignore[no-untyped-def]
    return zip(*(getattr(town, column).tolist() for column in columns), strict=True)
