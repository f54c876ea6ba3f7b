"""Who knows whom, once a year: ties by layer, contacts outside the estate, circles, and how like seeks like."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from agents.codes import Origin
from agents.core.parameter import Parameter
from agents.core.ties import KIN, LAYERS, STAIRWAY
from model.metrics import named
from model.world import VULNERABLE_SCORE, World

P = Parameter
FOUND_GOOD = ("neighbourliness", "neighbourliness_elsewhere")
PARAMETERS = (
    P("neighbours.constant", -6.9, -15.0, 5.0, "logit", "foldgast2015", "observational",
      "odds of finding neighbourliness good for somebody who knows no neighbour, where there is no order; 32 % do in "
      "the estates and 75 % nationally", FOUND_GOOD),
    P("neighbours.known", 1.2, 0.2, 2.0, "logit per neighbour", "judgement", "judgement", "each neighbour known, of 3",
      FOUND_GOOD),
    P("neighbours.years_elsewhere", 5.0, 1.0, 20.0, "years", "judgement", "judgement",
      "years between measurements of the ties of those who live elsewhere in the municipality"),
    P("neighbours.order", 6.5, 0.0, 15.0, "logit per order", "judgement", "judgement", "order outdoors, none to full",
      FOUND_GOOD),
)  # fmt: skip

Row = tuple[str, str, str, float]


def measure(world: World) -> Iterator[Row]:
    """(metric, unit, group, value) of the ties of adults: in the estate, and every few years elsewhere in the town."""
    home = world.households.dwelling[world.persons.household]
    settled = world.persons.alive & (home >= 0)
    estate = settled & (home < world.place.n_estate)
    yield from _measure(world, "estate", estate)
    every = int(12 * world.p("neighbours.years_elsewhere"))
    if world.month == 0 or (world.month + 1) % every == 0:
        yield from _measure(world, "elsewhere", settled & ~estate)


def _measure(world: World, unit: str, area: np.ndarray) -> Iterator[Row]:
    """The ties of those who live in an area, `area` (n_persons,), to each other and to others."""
    pairs = world.ties.pairs(among=area)
    # People are numbered anew, those of the area and those they know, so that the work is in proportion to them.
    concerned = area.copy()
    concerned[pairs.a] = concerned[pairs.b] = True
    rows = np.flatnonzero(concerned)
    number = np.zeros(len(area), dtype=np.int32)
    number[rows] = np.arange(len(rows))
    a, b = number[pairs.a], number[pairs.b]
    inside, household = area[rows], world.persons.household[rows]
    adult = world.month - world.persons.birth_month[rows] >= 216
    asked = adult & inside
    friend = pairs.layer != KIN
    friends = a[friend], b[friend]
    for ends, group in ((friends, "friends"), ((a, b), "all")):
        yield "bridging_share", unit, group, named("bridging_share").function(*ends, inside)
        yield "outside_contacts", unit, group, named("outside_contacts").function(*ends, inside, adult)
    for layer, name in enumerate(LAYERS):
        here = pairs.layer == layer
        yield "mean_ties", unit, name, named("mean_ties").function(a[here], b[here], asked)
    for metric in ("mean_ties", "tie_components", "largest_circle"):
        yield metric, unit, "all", named(metric).function(a, b, asked)
    vulnerable = world.households.score[household] >= VULNERABLE_SCORE
    non_western = world.persons.origin[rows] == Origin.NON_WESTERN
    for name, group in (("vulnerable", vulnerable), ("non_western", non_western)):
        yield "assortativity", unit, name, named("assortativity").function(*friends, group)
    near = pairs.layer == STAIRWAY
    known = np.bincount(np.concatenate([a[near], b[near]]), minlength=len(rows))[asked]
    yield "without_neighbours", unit, "all", named("without_neighbours").function(known)
    order = world.order[world.dwellings.area[world.households.dwelling[household[asked]]]]
    weights = [world.p(f"neighbours.{name}") for name in ("constant", "known", "order")]
    # Sorted, so that rounding in the mean does not tell the order of rows.
    rank = np.lexsort((order, known))
    found_good = named("positive_neighbourliness").function(known[rank], order[rank], *weights)
    yield "positive_neighbourliness", unit, "all", found_good
