"""The inter-municipal platform: neighbouring letting departments open some of their vacancies to households in need."""

from __future__ import annotations

import numpy as np

from agents.codes import Need, Wish
from agents.core import draws
from agents.core.parameter import Parameter
from model.mechanisms import programmes
from model.world import World

P = Parameter
PARAMETERS = (
    P("platform.turnover", 0.10, 0.06, 0.14, "per year", "landsbyggefonden_fraflytning", "register",
      "social homes that fall vacant in neighbouring municipalities"),
    P("platform.accept", 0.25, 0.05, 0.5, "share", "judgement", "judgement",
      "households in urgent need that take a home in a neighbouring municipality when one is found"),
    P("platform.accept_supported", 0.40, 0.15, 0.53, "share", "bergman2020", "trial",
      "the same with help to search, grant and reception; 53 % with and 15 % without support in Seattle"),
    P("platform.months_between", 6.0, 1.0, 12.0, "months", "judgement", "judgement",
      "months before a household that said no is asked again"),
)  # fmt: skip


def homes_opened(world: World) -> np.ndarray:
    """Social homes each neighbour opens to the platform this month, whole numbers, shape (n_neighbours,)."""
    neighbours, share = world.place.neighbours, world.levers.value("platform.neighbour_share")
    if not share.any():
        return np.zeros(len(neighbours), dtype=np.int64)
    stock = neighbours["dwellings"].to_numpy(dtype=float) * neighbours["almene_share"].to_numpy(dtype=float)
    vacancies = np.nan_to_num(stock) * world.p("platform.turnover") / 12.0
    expected = vacancies * share
    key = draws.keys_of("neighbour", 0, len(neighbours))
    return np.floor(expected).astype(np.int64) + (world.uniform("platform.homes", key) < expected % 1.0)


def step(world: World) -> None:
    """Homes opened by neighbours go to those helped to move and then to those in need; who accepts leaves with that
    destination.
    """
    homes = homes_opened(world)
    world.counters["platform_homes"] = int(homes.sum())
    if homes.sum() == 0:
        return
    households = world.households
    rows = np.flatnonzero(households.alive & (households.dwelling >= 0) & (households.wish == Wish.MOVE))
    helped = programmes.supported(world, rows)
    asked = draws.uniform(world.scenario.seed, "platform.open_to_need", 0, households.key[rows])
    open_to = asked < world.levers.number("platform.open_to_need")
    rows = rows[helped | ((households.need[rows] > Need.NONE) & open_to)]
    turn = (world.month - households.wish_since[rows]) % int(world.p("platform.months_between")) == 0
    rows = rows[turn & (households.wish_since[rows] < world.month)]
    supported = programmes.supported(world, rows)
    willing = world.uniform("platform.accept", households.key[rows]) < np.where(
        supported, world.p("platform.accept_supported"), world.p("platform.accept")
    )
    order = np.lexsort((households.key[rows], -households.score[rows], ~supported))
    ranked = rows[order][willing[order]][: int(homes.sum())]
    slots = np.repeat(np.arange(len(homes)), homes)
    shuffled = slots[np.argsort(world.uniform("platform.slot", draws.keys_of("slot", 0, len(slots))), kind="stable")]
    target = shuffled[: len(ranked)]
    world.record.note_platform(world, ranked, target)
    world.leave(ranked, target)
