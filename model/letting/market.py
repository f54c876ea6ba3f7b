"""The market outside social housing: seekers look at a few vacant homes and bid for the one they like best."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numba import njit
from numpy.typing import NDArray

from agents.core.draws import mix_one, uniform_one
from agents.core.parameter import Parameter
from model.letting.choice import care_for_name, net_cost, standing, utility
from model.world import World

P = Parameter
PARAMETERS = (
    P("market.homes_seen", 6.0, 2.0, 15.0, "homes", "judgement", "judgement",
      "vacant homes a seeker looks at in a month"),
    P("market.user_cost", 0.048, 0.03, 0.08, "share of price a year", "judgement", "judgement",
      "cost of owning: interest after tax, property tax, upkeep, less expected gain"),
    P("market.equity", 0.45, 0.2, 0.7, "share of price", "judgement", "judgement", "what an owner keeps when selling"),
    P("market.arrive_with_equity", 0.6, 0.2, 0.8, "share", "judgement", "judgement",
      "households of 30 or more who arrive having sold a home like those here"),
    P("market.credit", 6.0, 3.5, 7.0, "times yearly income after tax", "judgement", "judgement",
      "most that a bank lends on the household's income"),
    P("market.buyer_age", 24.0, 20.0, 30.0, "years", "judgement", "judgement", "age from which buying is considered"),
    P("market.own_appeal", 0.8, 0.0, 2.0, "logit", "judgement", "judgement", "appeal of owning beside its cost"),
    P("market.tenure_elasticity", -0.2, -0.6, 0.0, "elasticity", "green1999", "recalled",
      "tenants' push to own, by what a year of owning costs against renting"),
)  # fmt: skip


def cost_of_owning(world: World) -> float:
    """What a year of owning costs an average buyer now, over what it would cost without policies; rents stay as they
    are, so it is also the cost of owning against renting.
    """
    yearly = world.levers.number("market.user_cost") / world.p("market.user_cost")
    return yearly * world.levers.number("market.price")


class Offers(NamedTuple):
    """Vacant homes on the market, sorted by their place on the ring on which seekers look."""

    key: NDArray[np.uint64]
    ring: NDArray[np.float64]
    tenure: NDArray[np.int64]
    rooms: NDArray[np.int64]
    rent: NDArray[np.float64]
    price: NDArray[np.float64]
    name: NDArray[np.float64]
    minority: NDArray[np.float64]


@njit(cache=True)
def choose(offers, app, ages, equity, free, looks, user_cost, credit, buyer_age, appeal, w, look_stream, taste_stream):  # type: ignore[no-untyped-def]
    """The home each applicant bids for, or -1. Looking at points of a ring, a home taken off it shifts nobody
    else's view.
    """
    n, m = len(app.key), len(offers.key)
    bid = np.full(n, -1, np.int64)
    if m == 0:
        return bid
    # Where to begin on the ring: the first home from the start of the m-th part in which a point lies.
    first = np.searchsorted(offers.ring, np.arange(m) / m)
    for s in range(n):
        if not free[s]:
            continue
        best = 0.0
        care = care_for_name(app.adults[s], app.income[s], w)
        for k in range(looks):
            point = uniform_one(look_stream, app.key[s] ^ mix_one(np.uint64(k)))
            v = first[int(point * m)]
            while v < m and offers.ring[v] < point:
                v += 1
            if v == m:
                v = 0
            owner = offers.tenure[v] == 0
            yearly = app.income[s] * 12.0
            cost = net_cost(offers.rent[v], app.income[s], app.children[s], w)
            if offers.price[v] > 0.0:
                cost += offers.price[v] * user_cost / 12.0
            extra = 0.0
            if not w.is_null:
                if offers.price[v] - equity[s] > credit * yearly or (owner and ages[s] < buyer_age):
                    continue
                if cost > w.affordable * app.income[s]:
                    continue
                if owner:
                    extra = appeal
            draw = uniform_one(taste_stream, app.key[s] ^ mix_one(offers.key[v]))
            taste = np.log(max(draw, 1e-12) / (1.0 - draw))
            area = standing(care, app.origin[s], offers.name[v], offers.minority[v], w)
            u = utility(
                offers.rooms[v], cost, app.adults[s], app.children[s], app.income[s], area, app.waited[s],
                app.homeless[s], app.need[s] > 0, False, w,
            )  # fmt: skip
            u += extra + taste
            if u > best:
                best = u
                bid[s] = v
    return bid


@njit(cache=True)
def settle(bid, app, offers, is_null, luck_stream):  # type: ignore[no-untyped-def]
    """Who gets each home: the highest income for sale, by lot for rent; -1 where nobody bid. No order matters."""
    winner = np.full(len(offers.key), -1, np.int64)
    best = np.full(len(offers.key), -1.0)
    for s in range(len(bid)):
        v = bid[s]
        if v < 0:
            continue
        worth = uniform_one(luck_stream, app.key[s] ^ mix_one(offers.key[v]))
        if offers.tenure[v] == 0 and not is_null:
            worth += app.income[s]
        if worth > best[v]:
            best[v] = worth
            winner[v] = s
    return winner
