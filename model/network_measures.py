"""Who knows whom, once a year: ties by layer, contacts outside the estate, circles, and how like seeks like."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from agents.codes import Origin
from agents.core.parameter import Parameter
from agents.core.ties import KIN, LAYERS, STAIRWAY, Pairs
from model.metrics import named
from model.world import VULNERABLE_SCORE, World

P = Parameter
PARAMETERS = (
    P("neighbours.constant", -6.9, -15.0, 5.0, "logit", "foldgast2015", "observational",
      "odds of finding neighbourliness good for somebody who knows no neighbour, where there is no order; the three "
      "are set so that 32 % do in the estates and 75 % nationally"),
    P("neighbours.known", 1.2, 0.2, 2.0, "logit per neighbour", "judgement", "judgement", "each neighbour known, of 3"),
    P("neighbours.order", 6.5, 0.0, 15.0, "logit per order", "judgement", "judgement", "order outdoors, none to full"),
)  # fmt: skip

Row = tuple[str, str, str, float]


def measure(world: World) -> Iterator[Row]:
    """(metric, unit, group, value) of the ties of adults, in the estate and elsewhere in the municipality."""
    persons, pairs = world.persons, world.ties.pairs()
    home = world.households.dwelling[persons.household]
    settled = persons.alive & (home >= 0)
    estate = settled & (home < world.place.n_estate)
    adult = settled & (world.month - persons.birth_month >= 216)
    friends = _of(pairs, pairs.layer != KIN)
    known = np.bincount(np.concatenate(_of(pairs, pairs.layer == STAIRWAY)), minlength=persons.capacity)
    order = world.order[world.dwellings.area[np.maximum(home, 0)]]
    weights = [world.p(f"neighbours.{name}") for name in ("constant", "known", "order")]
    vulnerable = world.households.score[persons.household] >= VULNERABLE_SCORE
    groups = {"vulnerable": vulnerable, "non_western": persons.origin == Origin.NON_WESTERN}
    for unit, inside in (("estate", estate), ("elsewhere", settled & ~estate)):
        asked = adult & inside
        yield "bridging_share", unit, "friends", named("bridging_share").function(*friends, inside)
        yield "bridging_share", unit, "all", named("bridging_share").function(pairs.a, pairs.b, inside)
        yield "outside_contacts", unit, "friends", named("outside_contacts").function(*friends, inside, adult)
        yield "outside_contacts", unit, "all", named("outside_contacts").function(pairs.a, pairs.b, inside, adult)
        for number, layer in enumerate(LAYERS):
            yield "mean_ties", unit, layer, named("mean_ties").function(*_of(pairs, pairs.layer == number), asked)
        yield "mean_ties", unit, "all", named("mean_ties").function(pairs.a, pairs.b, asked)
        yield "tie_components", unit, "all", named("tie_components").function(pairs.a, pairs.b, asked)
        yield "largest_circle", unit, "all", named("largest_circle").function(pairs.a, pairs.b, asked)
        here = inside[friends[0]] | inside[friends[1]]
        ends = friends[0][here], friends[1][here]
        for name, group in groups.items():
            yield "assortativity", unit, name, named("assortativity").function(*ends, group)
        # Sorted, so that rounding in the mean does not tell the order of rows.
        rank = np.lexsort((order[asked], known[asked]))
        found_good = named("positive_neighbourliness").function(known[asked][rank], order[asked][rank], *weights)
        yield "positive_neighbourliness", unit, "all", found_good


def _of(pairs: Pairs, chosen: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    return pairs.a[chosen], pairs.b[chosen]
