"""Which household lives in which home at the start, for how long, who waits for another one and who needs
one urgently.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from agents.codes import Need, Origin, Tenure
from agents.core import draws
from agents.core.calendar import NEVER
from agents.core.columns import Table
from agents.core.parameter import Parameter
from agents.dwelling import DWELLING_COLUMNS
from model.population.alignment import align, order
from model.population.people import People
from model.population.targets import STRATA, Targets

if TYPE_CHECKING:
    from geodata.place import Place

P = Parameter
PARAMETERS = (
    P("population.department_spread", 0.7, 0.0, 1.5, "log odds", "judgement", "judgement",
      "spread between departments, or districts, outside the estate in the non-western share"),
    P("population.income_to_price", 0.8, 0.0, 2.0, "SD per SD", "judgement", "judgement",
      "how closely dear owner-occupied homes go to households with high income, against chance of 1 SD"),
    P("population.size_noise", 1.2, 0.2, 2.5, "rooms", "judgement", "judgement",
      "spread of rooms among households of one person; less among larger ones"),
    P("population.age_to_department", 0.05, 0.0, 0.15, "SD per year", "judgement", "judgement",
      "how much the old of the estate keep to the departments with fewer non-western residents"),
    P("population.years_on_list", 4.0, 1.0, 10.0, "years", "judgement", "judgement",
      "mean time on a waiting list of those on one"),
)  # fmt: skip
YOUTH_AGE = 30


def stratum_of(place: Place) -> NDArray[np.int64]:
    """The stratum of every home, `(n_dwellings,)`; -1 for homes not yet built."""
    tenure = place.dwellings["tenure"].to_numpy()
    number = {Tenure.ALMENE: 1, Tenure.PRIVATE_RENTAL: 2, Tenure.COOPERATIVE: 3, Tenure.OWNER: 4}
    out = np.select([tenure == int(code) for code in number], list(number.values()), default=4)
    out[: place.n_estate] = 0
    return np.where(place.dwellings["from_month"].to_numpy() > 0, -1, out)


def dwelling_table(place: Place) -> Table:
    """The homes of a place as a table, row by row as in `place.dwellings`, all vacant."""
    source = place.dwellings
    table = Table(DWELLING_COLUMNS, capacity=len(source))
    if "key" in source.columns:
        keys = source["key"].to_numpy(dtype=np.uint64)
    else:
        keys = draws.keys_of(f"dwelling {place.name}", 0, len(source))
    table.add(keys)
    for name in table.columns:
        if name in source.columns:
            getattr(table, name)[:] = source[name].to_numpy()
    number_neighbours(table)
    return table


def number_neighbours(table: Table, together: int = 8) -> None:
    """Give homes without a stairway the number of their neighbours: eight by eight in each 100 m cell, in place."""
    rows = np.flatnonzero(table.alive & (table.stairway < 0))
    if len(rows) == 0:
        return
    rows = rows[np.argsort(table.cell[rows], kind="stable")]
    cell = table.cell[rows]
    first = np.concatenate([[True], cell[1:] != cell[:-1]])
    position = np.arange(len(rows)) - np.flatnonzero(first)[np.cumsum(first) - 1]
    opens = first | (position % together == 0)
    table.stairway[rows] = int(table.stairway.max(initial=-1)) + np.cumsum(opens)


def occupied(place: Place, targets: Targets, keys: NDArray[np.uint64], seed: int) -> NDArray[np.int64]:
    """The stratum of every home that is lived in, -1 for vacant homes and homes not yet built,
    `(n_dwellings,)`.
    """
    stratum = stratum_of(place)
    for number, name in enumerate(STRATA):
        rows = np.flatnonzero(stratum == number)
        vacant = targets.share(name, "vacancy") * len(rows)
        stratum[rows[align(np.zeros(len(rows)), keys[rows], vacant, seed, "vacant home")]] = -1
    return stratum


def settle(
    place: Place, people: People, dwellings: Table, lived_in: NDArray[np.int64], targets: Targets, seed: int,
    values: Mapping[str, float],
) -> None:  # fmt: skip
    """Give every household a home of its part of the stock, in place: by size first, then by who lives where.

    Rooms follow household size. Within homes of one size, departments keep the odds of their target for
    origin; in owner-occupied homes dear homes go to high incomes, so that segregation at the start is neither
    nil nor complete.
    """
    appeal = _appeal(place, targets, dwellings, lived_in, seed, values)
    pull = _pull(people, seed, values)
    size = _size_wish(people, seed, values)
    oldest = np.zeros(len(people.stratum), dtype=np.int64)
    np.maximum.at(oldest, people.persons.household[: len(people.of)], people.age)
    for stratum in range(len(STRATA)):
        homes = np.flatnonzero(lived_in == stratum)
        rows = np.flatnonzero(people.stratum == stratum)
        young_homes = homes[dwellings.youth[homes]]
        if len(young_homes):
            first = np.lexsort((size[rows], np.maximum(oldest[rows], YOUTH_AGE)))
            young = rows[first[: len(young_homes)]]
            _pair(people, dwellings, young, young_homes, size, pull, appeal)
            rows, homes = np.setdiff1d(rows, young), np.setdiff1d(homes, young_homes)
        _pair(people, dwellings, rows, homes, size, pull, appeal)
    vacant = dwellings.household < 0
    since = draws.integer(seed, "population.vacant since", 0, dwellings.key, 3)
    dwellings.vacant_since[vacant] = -since[vacant]


def _pair(people, dwellings, rows, homes, size, pull, appeal) -> None:  # type: ignore[no-untyped-def]
    rows = rows[np.lexsort((people.households.key[rows], size[rows]))]
    homes = homes[np.lexsort((dwellings.key[homes], dwellings.rooms[homes]))]
    block = dwellings.rooms[homes]
    rows = rows[np.lexsort((pull[rows], block))]
    homes = homes[np.lexsort((appeal[homes], block))]
    people.households.dwelling[rows] = homes
    dwellings.household[homes] = rows


def _size_wish(people: People, seed: int, values: Mapping[str, float]) -> NDArray[np.float64]:
    count = len(people.stratum)
    persons = np.bincount(people.persons.household[: len(people.of)], minlength=count)
    noise = draws.normal(seed, "population.rooms", 0, people.households.key[:count])
    income = people.households.income[:count]
    richer = np.argsort(np.argsort(income, kind="stable"), kind="stable") / max(count, 1)
    spread = values["population.size_noise"] / np.sqrt(np.maximum(persons, 1))
    return 0.9 * np.minimum(persons, 6) + 0.8 * richer + spread * noise


def _pull(people: People, seed: int, values: Mapping[str, float]) -> NDArray[np.float64]:
    """How far each household goes to homes with many non-western residents, or to cheap homes when it
    owns.
    """
    count, households, persons = len(people.stratum), people.households, people.persons
    noise = draws.normal(seed, "population.home", 0, households.key[:count])
    non_western = households.origin[:count] == Origin.NON_WESTERN
    income = np.log(np.maximum(households.income[:count], 1000.0))
    income = (income - income.mean()) / max(income.std(), 1e-9)
    age = -persons.birth_month[households.reference[:count]] / 12.0
    by_age = np.where(people.stratum == 0, values["population.age_to_department"], 0.0)
    # Origin first, so that departments keep the odds of their targets; the rest orders those of one origin.
    renter = 10.0 * non_western - 0.4 * income - by_age * (age - 45.0) + noise
    owner = -values["population.income_to_price"] * income + 0.3 * non_western + noise
    return np.where(people.stratum == 4, owner, renter)


def _appeal(
    place: Place, targets: Targets, dwellings: Table, lived_in: NDArray[np.int64], seed: int,
    values: Mapping[str, float],
) -> NDArray[np.float64]:  # fmt: skip
    """The other side of `_pull`: high where many non-western residents live, or where owning is cheap."""
    u = np.clip(draws.uniform(seed, "population.home of", 0, dwellings.key), 1e-12, 1.0 - 1e-12)
    logistic = np.log(u) - np.log1p(-u)
    departments = list(place.departments["name"])
    names = [*departments, *place.areas["name"]]
    spread = draws.normal(0, "population.department", 0, np.array([draws.key_of(f"area {name}") for name in names]))
    level = values["population.department_spread"] * spread
    for number, name in enumerate(departments):
        if targets.has(f"department:{name}", "origin", "non_western"):
            share = targets.share(f"department:{name}", "origin", "non_western")
            level[number] = np.log(share / (1.0 - share))
    unit = np.where(dwellings.department >= 0, dwellings.department, dwellings.area + len(departments))
    out = level[unit] + logistic
    own = np.flatnonzero(lived_in == 4)
    if len(own):
        price = np.log(np.maximum(dwellings.price[own].astype(float), 1.0))
        price = (price - price.mean()) / max(price.std(), 1e-9)
        noise = draws.normal(seed, "population.price", 0, dwellings.key[own])
        out[own] = -values["population.income_to_price"] * price + noise + 0.3 * level[unit[own]]
    return out


def stay(people: People, targets: Targets, seed: int) -> None:
    """Months since moving in, `households.since`: geometric-like around the mean of each tenure, never
    before adulthood.
    """
    households, persons, count = people.households, people.persons, len(people.stratum)
    u = draws.uniform(seed, "population.since", 0, households.key[:count])
    grown = -persons.birth_month[households.reference[:count]].astype(np.int64) - 18 * 12
    most = np.maximum(grown, 1).astype(float)
    for stratum, name in enumerate(STRATA):
        rows = np.flatnonzero(people.stratum == stratum)
        if len(rows) == 0:
            continue
        wanted = 12.0 * targets.value(name, "years_in_home")
        low, high = 1.0, 40.0 * wanted
        for _ in range(40):
            mean = 0.5 * (low + high)
            months = np.minimum(-mean * np.log1p(-u[rows]), most[rows])
            low, high = (mean, high) if months.mean() < wanted else (low, mean)
        households.since[rows] = -np.minimum(months, 900.0).astype(np.int64)


def wait(people: People, targets: Targets, seed: int, values: Mapping[str, float]) -> None:
    """Who is on the waiting lists and since when (`persons.list_since`), aligned for adults of each part
    of the stock.
    """
    persons, age, count = people.persons, people.age, len(people.of)
    persons.list_since[:count] = NEVER
    u = draws.uniform(seed, "population.list since", 0, persons.key[:count])
    months = np.minimum(-12.0 * values["population.years_on_list"] * np.log1p(-u), (age - 15) * 12.0)
    propensity = -0.02 * np.abs(age - 40) + 0.2 * persons.skill[:count]
    for stratum, name in enumerate(STRATA):
        rows = np.flatnonzero((people.of == stratum) & (age >= 18))
        wanted = targets.share(name, "on_waiting_list") * len(rows)
        rows = rows[align(propensity[rows], persons.key[rows], wanted, seed, "waiting list")]
        persons.list_since[rows] = -months[rows].astype(np.int64)


def urgent(people: People, targets: Targets, seed: int) -> None:
    """Households in urgent social need (`households.need`), aligned, likelier with a high vulnerability
    score.
    """
    households = people.households
    for stratum, name in enumerate(STRATA):
        rows = np.flatnonzero(people.stratum == stratum)
        wanted = int(np.floor(targets.share(name, "urgent_need") * len(rows) + 0.5))
        first = order(households.score[rows], households.key[rows], seed, "urgent need")[:wanted]
        households.need[rows[first]] = Need.SOCIAL
