"""Neighbours: adults on one stairway, or in eight homes standing side by side, come to know each other."""

from __future__ import annotations

import numpy as np
from numba import njit
from numpy.typing import NDArray

from agents.core.parameter import Parameter
from agents.core.ties import STAIRWAY
from model.mechanisms.ties.meeting import ADULT, EVERYWHERE, ROUND, meet_in
from model.world import World

P = Parameter
PARAMETERS = (
    P("ties.stairway_rate", 0.008, 0.003, 0.1, "per year and pair", "foldgast2015", "observational",
      "chance that two adults of one stairway of the estate come to know each other; 43 % in deprived areas would not "
      "ask a neighbour to keep a key, read as knowing none", ("without_neighbours",)),
    P("ties.street_rate", 0.045, 0.01, 0.1, "per year and pair", "foldgast2015", "observational",
      "the same among eight homes side by side elsewhere; 10 % nationally would not ask a neighbour",
      ("without_neighbours_elsewhere",)),
    P("ties.former_neighbours", 0.12, 0.0, 0.4, "share", "judgement", "judgement",
      "adults who at the start still know a neighbour of a former home; with those they know of them a quarter"),
    P("ties.order_rate", 0.8, 0.0, 2.0, "log rate per order", "branas2018", "trial",
      "how order outdoors, above that of an ordinary area, helps neighbours meet; restored lots were used 76 % more to "
      "socialise in Philadelphia, of which a part is taken"),
)  # fmt: skip


@njit(cache=True)
def present(alive, birth, place, month, turn):  # type: ignore[no-untyped-def]
    """Rows of adults whose place has its turn (`turn` 0..11), or of all with a place when `turn` is -1."""
    out = np.empty(len(alive), np.int64)
    n = 0
    for p in range(len(alive)):
        if turn >= 0 and place[p] % ROUND != turn:
            continue
        if place[p] >= 0 and alive[p] and month - birth[p] >= ADULT:
            out[n] = p
            n += 1
    return out[:n].copy()


def start(world: World) -> None:
    """Neighbours of 1 January 2015 know each other by the years they have lived on one stairway."""
    months = np.zeros(world.persons.capacity, dtype=np.int32)
    rows = present(world.persons.alive, world.persons.birth_month, world.person_stairway, world.month, EVERYWHERE)
    months[rows] = np.maximum(world.month - world.households.since[world.persons.household[rows]], 1)
    place = world.person_stairway[rows].astype(np.int64)
    meet_in(world, STAIRWAY, rows, place, _places(world), _rate(world), months, _time(world, rows))
    _former(world, rows)


def _former(world: World, adults: NDArray[np.int64]) -> None:
    """Some still know somebody from where they lived before, and such ties are on their way out."""
    key = world.persons.key
    group = adults[np.argsort(key[adults])]
    seeking = world.uniform("ties.former", key[group]) < world.p("ties.former_neighbours")
    found = group[(world.uniform("ties.former_who", key[group]) * len(group)).astype(int)]
    apart = seeking & (world.person_stairway[group] != world.person_stairway[found])
    world.ties.link(group[apart], found[apart], STAIRWAY, key)


def _rate(world: World) -> float:
    """The highest rate of any place: that of a street in full order."""
    most = max(world.p("ties.street_rate"), world.p("ties.stairway_rate"))
    return most * float(np.exp(world.p("ties.order_rate") * (1.0 - world.p("name.ordinary_order"))))


def _time(world: World, rows: NDArray[np.int64]) -> NDArray[np.float64]:
    """The rate of these persons' places over the highest, shape as `rows`."""
    order = np.exp(world.p("ties.order_rate") * (world.order - 1.0))
    rate = np.where(world.estate_areas, world.p("ties.stairway_rate"), world.p("ties.street_rate"))
    return np.asarray((order * rate / rate.max())[world.person_area[rows]])


def _places(world: World) -> int:
    return int(world.dwellings.stairway.max()) + 1


def step(world: World) -> None:
    """A twelfth of the stairways meet; where there is order, people meet more."""
    persons, place = world.persons, world.person_stairway
    rows = present(persons.alive, persons.birth_month, place, world.month, world.month % ROUND)
    meet_in(world, STAIRWAY, rows, place[rows].astype(np.int64), _places(world), _rate(world), time=_time(world, rows))
