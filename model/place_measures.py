"""What the place itself is like, once a year: order, trouble, the life of its centre, and who works there."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from agents.codes import Sector, Status
from model.world import World

Row = tuple[str, str, str, float]


def measure(world: World) -> Iterator[Row]:
    """(metric, unit, group, value): order and trouble of the estate's areas, its centre, shops and contractors."""
    homes = np.bincount(world.dwellings.area[: world.place.n_estate], minlength=len(world.order))
    for metric, values in (("order", world.order), ("young_in_trouble", world.trouble)):
        yield metric, "estate", "all", float((values * homes).sum() / homes.sum())
        for area in np.flatnonzero(world.estate_areas):
            yield metric, str(world.place.areas["name"].iloc[area]), "all", float(values[area])
    yield "centre_life", "estate", "all", world.centre_life
    firms, persons = world.businesses, world.persons
    working = np.flatnonzero(persons.alive & (persons.status == Status.EMPLOYED) & (persons.workplace >= 0))
    resident = world.in_estate[persons.household[working]]
    sector_of_workers = firms.sector[persons.workplace[working]]
    for sector, name in ((Sector.SHOP, "shops"), (Sector.CONTRACTOR, "contractors"), (Sector.EMPLOYER, "employers")):
        here = firms.alive & (firms.sector == sector)
        there = sector_of_workers == sector
        yield "businesses_open", "municipality", name, int((here & firms.open).sum())
        yield "jobs_filled", "municipality", name, int(firms.filled[here].sum())
        yield "jobs_filled", "estate", name, int((there & resident).sum())
