"""The businesses of 2015: shops of the centre, contractors, large employers nearby, and made-up firms for the rest."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from agents.codes import Education, Sector, Status
from agents.core import calendar, draws
from agents.core.columns import Rows
from agents.core.parameter import Parameter
from geodata import labour_market
from model.world import World

P = Parameter
PARAMETERS = (
    P("businesses.residents_odense", 0.66, 0.5, 0.8, "share", "judgement", "judgement",
      "jobs in Odense held by people who live there"),
    P("businesses.residents_gladsaxe", 0.27, 0.15, 0.4, "share", "gladsaxe_jobs", "judgement",
      "the same in Gladsaxe, which has some 9,000 jobs more than employed residents; the share is a judgement"),
    P("businesses.size", 40.0, 10.0, 100.0, "jobs", "judgement", "judgement", "mean size of a made-up firm"),
    P("businesses.shop_size", 7.0, 3.0, 15.0, "jobs", "judgement", "judgement", "mean size of a shop of the centre"),
    P("businesses.vacant", 0.05, 0.01, 0.1, "share", "judgement", "judgement",
      "jobs at the start that people of the municipality can take, vacant or held by commuters, over those they hold"),
    P("businesses.shop_locals", 0.4, 0.1, 0.7, "share", "judgement", "judgement",
      "jobs in the estate's shops held by people of the estate at the start"),
    P("businesses.m2_per_job", 40.0, 20.0, 80.0, "m2", "judgement", "judgement", "floor space of a shop for each job"),
    P("businesses.rent_m2", 85.0, 40.0, 150.0, "kr/month", "judgement", "judgement", "rent of a square metre of shop"),
    P("businesses.units_empty", 0.08, 0.0, 0.3, "share", "judgement", "judgement", "shops standing empty in 2015"),
    P("businesses.skilled_shop", 0.3, 0.1, 0.6, "share", "judgement", "judgement",
      "jobs in shops that ask for more than basic schooling"),
    P("businesses.skilled_contractor", 0.6, 0.4, 0.8, "share", "judgement", "judgement", "the same with contractors"),
    P("businesses.skilled_employer", 0.78, 0.5, 0.95, "share", "judgement", "judgement",
      "the same with large employers"),
    P("businesses.skilled_other", 0.66, 0.4, 0.9, "share", "judgement", "judgement", "the same in other firms, mean"),
    P("businesses.ties_shop", 0.6, 0.3, 0.8, "share", "judgement", "judgement",
      "hirings of shops through people who work there; 7 of 10 private employers recruit informally"),
    P("businesses.ties_contractor", 0.5, 0.3, 0.8, "share", "judgement", "judgement", "the same with contractors"),
    P("businesses.ties_employer", 0.25, 0.1, 0.5, "share", "judgement", "judgement", "the same with large employers"),
    P("businesses.ties_other", 0.35, 0.25, 0.5, "share", "statistik2015jobs", "observational",
      "the same in other firms; a third of new employees found their job through people they know"),
)  # fmt: skip

CONTRACTORS = 2
SECTOR_WORDS = {sector: sector.name.lower() for sector in Sector}


@dataclass
class _Plan:
    """Businesses to be made: a list for each column."""

    sector: list[int] = field(default_factory=list)
    area: list[int] = field(default_factory=list)
    east: list[float] = field(default_factory=list)
    north: list[float] = field(default_factory=list)
    jobs: list[int] = field(default_factory=list)
    names: list[str] = field(default_factory=list)

    def add(self, sector: Sector, area: int, east: float, north: float, jobs: int, name: str = "") -> None:
        """One more business."""
        for column, value in zip(
            (self.sector, self.area, self.east, self.north, self.jobs, self.names),
            (int(sector), area, east, north, jobs, name),
            strict=True,
        ):
            column.append(value)  # type: ignore[attr-defined]


def residents_share(world: World) -> float:
    """Jobs of the municipality held by its own people, as a share."""
    return world.p(f"businesses.residents_{world.place.municipality_name.lower()}")


def make(world: World) -> None:
    """Fill the table of businesses so that it has a job for everybody employed, and some vacancies."""
    plan = _Plan()
    _named(world, plan)
    _made_up(world, plan)
    keys = draws.keys_of("business", 0, len(plan.names))
    table = world.businesses
    rows = table.add(keys)
    for name in ("sector", "area", "east", "north", "jobs"):
        getattr(table, name)[rows] = getattr(plan, name)
    table.synthetic[rows] = [not name for name in plan.names]
    table.open[rows] = True
    for sector, word in SECTOR_WORDS.items():
        here = rows[table.sector[rows] == sector]
        table.skilled[here] = world.p(f"businesses.skilled_{word}")
        table.by_ties[here] = world.p(f"businesses.ties_{word}")
    spread = 0.4 * (world.uniform("businesses.skilled", keys) - 0.5)
    table.skilled[rows] = np.clip(table.skilled[rows] + spread, 0.05, 0.98)
    shops = rows[table.sector[rows] == Sector.SHOP]
    table.floor_m2[shops] = table.jobs[shops] * world.p("businesses.m2_per_job")
    table.rent[shops] = table.floor_m2[shops] * world.p("businesses.rent_m2")
    empty = world.uniform("businesses.empty", table.key[shops]) < world.p("businesses.units_empty")
    table.open[shops[empty]] = False
    world.business_names = (*plan.names, *[""] * (table.capacity - len(plan.names)))
    _seat(world)


def _named(world: World, plan: _Plan) -> None:
    """Shops of the centres, contractors and the facilities that employ many."""
    facilities = world.place.facilities
    local = residents_share(world)
    estate = int(np.argmax(world.estate_areas))
    middle = world.place.outline.centroid
    for row in facilities.itertuples(index=False):
        east, north = float(row.geometry.x), float(row.geometry.y)
        if row.kind == "centre":
            for number, size in enumerate(_sizes(world, str(row.title), int(row.jobs), "businesses.shop_size")):
                plan.add(Sector.SHOP, estate, east, north, size, f"{row.title}, unit {number + 1}")
        else:
            jobs = max(round(float(row.jobs) * local), 1)
            plan.add(Sector.EMPLOYER, -1, east, north, jobs, str(row.title))
    for number in range(CONTRACTORS):
        plan.add(Sector.CONTRACTOR, estate, middle.x, middle.y, 0, f"Contractor {number + 1}")


def _made_up(world: World, plan: _Plan) -> None:
    """Firms in the municipality up to its own people's share of its jobs, the rest in other municipalities."""
    employed = int((world.persons.alive & (world.persons.status == Status.EMPLOYED)).sum())
    wanted = round(employed * (1.0 + world.p("businesses.vacant")))
    jobs = labour_market.jobs(world.place.municipality_name, calendar.START_YEAR) * world.place.jobs_share
    inside = jobs * residents_share(world)
    inside = min(inside, wanted) - sum(plan.jobs)
    outside = wanted - sum(plan.jobs) - max(inside, 0)
    cells = world.place.cells[world.place.cells["urban"]]
    corners = cells[["e_min", "n_min"]].to_numpy(dtype=float) + 50.0
    for decision, jobs in (("inside", inside), ("outside", outside)):
        sizes = _sizes(world, decision, round(max(jobs, 0)), "businesses.size")
        u = world.uniform("businesses.site", draws.keys_of(f"business {decision}", 0, len(sizes)))
        for size, where in zip(sizes, (u * len(corners)).astype(int), strict=True):
            east, north = corners[where] if decision == "inside" else (0.0, 0.0)
            plan.add(Sector.OTHER, -1, float(east), float(north), size)


def _sizes(world: World, what: str, jobs: int, mean: str) -> list[int]:
    """Sizes that add up to so many jobs, exponential round the mean."""
    out: list[int] = []
    number = 0
    while jobs > 0:
        u = float(world.uniform("businesses.size", np.array([draws.key_of(f"size {what}", number)]))[0])
        size = min(jobs, max(1, round(-np.log1p(-u) * world.p(mean))))
        out.append(size)
        jobs -= size
        number += 1
    return out


def _seat(world: World) -> None:
    """Give everybody employed in 2015 a workplace: trained people to jobs that ask for it, neighbours to the shops."""
    persons, table = world.persons, world.businesses
    rows = np.flatnonzero(persons.alive & (persons.status == Status.EMPLOYED))
    slots = np.repeat(np.arange(table.capacity), np.where(table.open, table.jobs, 0))
    keys = draws.keys_of("job", 0, len(slots))
    kept = np.argsort(world.uniform("businesses.vacant", keys), kind="stable")[: len(rows)]
    slots, keys = slots[kept], keys[kept]
    rows, slots, keys = _neighbours_first(world, rows, slots, keys)
    trained = persons.education[rows] >= Education.VOCATIONAL
    asks = world.uniform("businesses.asks", keys) < table.skilled[slots]
    who = rows[np.lexsort((world.uniform("businesses.seat", persons.key[rows]), ~trained))]
    where = slots[np.lexsort((world.uniform("businesses.slot", keys), ~asks))]
    count = min(len(who), len(where))
    persons.workplace[who[:count]] = where[:count]


def _neighbours_first(
    world: World, rows: Rows, slots: Rows, keys: NDArray[np.uint64]
) -> tuple[Rows, Rows, NDArray[np.uint64]]:
    """Seat people of the estate in the share of its shops' jobs that they hold; returns who and what is left."""
    persons = world.persons
    shop = np.flatnonzero(world.businesses.sector[slots] == Sector.SHOP)
    near = rows[world.in_estate[persons.household[rows]]]
    count = min(round(world.p("businesses.shop_locals") * len(shop)), len(near))
    near = near[np.argsort(world.uniform("businesses.near", persons.key[near]), kind="stable")][:count]
    shop = shop[np.argsort(world.uniform("businesses.shop", keys[shop]), kind="stable")][:count]
    persons.workplace[near] = slots[shop]
    left = np.ones(len(slots), dtype=bool)
    left[shop] = False
    return rows[persons.workplace[rows] < 0], slots[left], keys[left]
