"""A made-up town of any size, and the numbers of the moving rule, for the comparison with Mesa."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from agents.codes import Origin, Tenure
from agents.core import draws
from model import parameters
from model.letting.choice import Weights
from model.mechanisms import wishes

HOMES_PER_HOUSEHOLD = 1.05
HOMES_PER_CELL = 20
CELLS_PER_AREA = 25
TENURES = (0.35, 0.25, 0.07, 0.33)
ORIGINS = (0.80, 0.05, 0.15)


class Numbers(NamedTuple):
    """The numbers of wishing, looking and settling at the model's defaults; arrays in the kernels' order."""

    base: NDArray[np.float64]
    age_factor: NDArray[np.float64]
    year_factor: NDArray[np.float64]
    terms: NDArray[np.float64]
    flight: float
    lapse: float
    looks: int
    user_cost: float
    credit: float
    buyer_age: float
    own_appeal: float
    equity: float
    weights: Weights


@dataclass(frozen=True)
class Town:
    """Homes with an entry for each home, households for each household; both versions of the rule start from it.

    `side` is the width of the square of 100 m cells; `home` gives each household's home; money in kr, months before the
    start are negative.
    """

    side: int
    cell: NDArray[np.int64]
    area: NDArray[np.int64]
    name: NDArray[np.float64]
    tenure: NDArray[np.int64]
    rooms: NDArray[np.int64]
    youth: NDArray[np.bool_]
    rent: NDArray[np.float64]
    price: NDArray[np.float64]
    home: NDArray[np.int64]
    birth_month: NDArray[np.int64]
    since: NDArray[np.int64]
    origin: NDArray[np.int64]
    adults: NDArray[np.int64]
    children: NDArray[np.int64]
    income: NDArray[np.float64]
    ties: NDArray[np.int64]

    @property
    def households(self) -> int:
        """Number of households."""
        return len(self.home)


def default_numbers() -> Numbers:
    """The numbers of the moving rule as the model declares them."""
    value = {name: parameter.value for name, parameter in parameters.registry().items()}
    moving = [value[f"moving.{k}"] for k in ("owner", "private_rental", "cooperative", "almene", "youth", "null")]
    weights = {field: value[f"choice.{field}"] for field in Weights._fields if field != "is_null"}
    return Numbers(
        base=np.array(moving),
        age_factor=np.array([value[f"moving.from_age_{age}"] for age in wishes.AGE_BANDS]),
        year_factor=np.array([value[f"moving.after_{years}_years"] for years in wishes.YEAR_BANDS]),
        terms=np.array([value[f"moving.{term}"] for term in wishes.TERMS]),
        flight=value["moving.flight"],
        lapse=value["moving.lapse"],
        looks=int(value["market.homes_seen"]),
        user_cost=value["market.user_cost"],
        credit=value["market.credit"],
        buyer_age=value["market.buyer_age"],
        own_appeal=value["market.own_appeal"],
        equity=value["market.equity"],
        weights=Weights(**weights, is_null=False),
    )


def build(households: int, seed: int = 1) -> Town:
    """A town of this many households, the same for the same seed; one home in twenty stands empty."""
    homes = int(np.ceil(households * HOMES_PER_HOUSEHOLD))
    of_home = draws.keys_of("bench.home", seed, homes)
    of_household = draws.keys_of("bench.household", seed, households)

    def drawn(what: str, keys: NDArray[np.uint64]) -> NDArray[np.float64]:
        return draws.uniform(seed, f"bench.{what}", 0, keys)

    def picked(what: str, keys: NDArray[np.uint64], shares: tuple[float, ...]) -> NDArray[np.int64]:
        return np.searchsorted(np.cumsum(shares)[:-1], drawn(what, keys), side="right").astype(np.int64)

    cells = -(-homes // HOMES_PER_CELL)
    cell = np.arange(homes, dtype=np.int64) // HOMES_PER_CELL
    area = cell // CELLS_PER_AREA
    tenure = picked("tenure", of_home, TENURES)
    rooms = 1 + picked("rooms", of_home, (0.08, 0.27, 0.32, 0.2, 0.13))
    owned = tenure == Tenure.OWNER
    adults = 1 + picked("adults", of_household, (0.55, 0.45))
    earned = 9000.0 + 16000.0 * drawn("income", of_household) ** 1.5
    return Town(
        side=int(np.ceil(np.sqrt(cells))),
        cell=cell,
        area=area,
        name=0.5 + 0.5 * drawn("name", draws.keys_of("bench.area", seed, int(area[-1]) + 1)),
        tenure=tenure,
        rooms=rooms,
        youth=(tenure == Tenure.ALMENE) & (rooms == 1),
        rent=np.where(owned, 0.0, 1500.0 + rooms * (900.0 + 700.0 * drawn("rent", of_home))),
        price=np.where(owned, rooms * (300_000.0 + 200_000.0 * drawn("price", of_home)), 0.0),
        home=np.argsort(drawn("lived_in", of_home), kind="stable")[:households].astype(np.int64),
        birth_month=-np.floor(12 * (20 + 60 * drawn("age", of_household))).astype(np.int64),
        since=-np.floor(180 * drawn("since", of_household) ** 2).astype(np.int64),
        origin=np.array([Origin.DANISH, Origin.WESTERN, Origin.NON_WESTERN])[picked("origin", of_household, ORIGINS)],
        adults=adults,
        children=picked("children", of_household, (0.7, 0.12, 0.12, 0.06)),
        income=np.round(adults * earned),
        ties=np.floor(6 * drawn("ties", of_household) ** 2).astype(np.int64),
    )


class Outcome(NamedTuple):
    """What a run of the rule came to: means over months, and homes that stand empty at the end by tenure and area."""

    share_wishing: float
    share_looking: float
    share_moved: float
    vacant_by_tenure: NDArray[np.int64]
    vacant_by_area: NDArray[np.int64]


@dataclass
class Tally:
    """Households counted month by month: without a wish before, beginning to wish, looking, and moved."""

    households: int
    settled: int = 0
    wishing: int = 0
    looking: int = 0
    moved: int = 0
    months: int = 0

    def add(self, settled: int, wishing: int, looking: int, moved: int) -> None:
        """Count one month."""
        self.settled += settled
        self.wishing += wishing
        self.looking += looking
        self.moved += moved
        self.months += 1

    def outcome(self, vacant_tenure: NDArray[np.int64], vacant_area: NDArray[np.int64], areas: int) -> Outcome:
        """The means so far, with the tenure and area of each home that stands empty now."""
        lived = max(self.months * self.households, 1)
        return Outcome(
            self.wishing / max(self.settled, 1),
            self.looking / lived,
            self.moved / lived,
            np.bincount(vacant_tenure, minlength=len(TENURES)),
            np.bincount(vacant_area, minlength=areas),
        )
