"""The market outside social housing: seekers look at a few vacant homes and bid for the one they like best."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numba import njit
from numpy.typing import NDArray

from agents.codes import Need, Tenure, Wish
from agents.core.columns import Rows
from agents.core.draws import mix_one, uniform_one
from agents.core.parameter import Parameter
from model.letting.choice import net_cost, standing, utility
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


SELLERS_MONTHS = 30 * 12
"""Age in months from which somebody who arrives may have a home to sell."""


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
def _offers(rows, key, tenure, rooms, rent, price, area, over_today, name, minority):  # type: ignore[no-untyped-def]
    n = len(rows)
    keys, tenures, sizes = np.empty(n, np.uint64), np.empty(n, np.int64), np.empty(n, np.int64)
    rents, prices, names, shares = np.empty(n), np.empty(n), np.empty(n), np.empty(n)
    for v in range(n):
        home = rows[v]
        keys[v], tenures[v], sizes[v] = key[home], tenure[home], rooms[home]
        rents[v], prices[v] = rent[home], np.float64(price[home]) * over_today
        names[v], shares[v] = name[area[home]], minority[area[home]]
    return keys, tenures, sizes, rents, prices, names, shares


def offers_of(world: World, rows: Rows, ring: NDArray[np.float64]) -> Offers:
    """What seekers look at when these homes are offered, `ring` being their places on it."""
    stock = world.dwellings
    key, *others = _offers(
        rows, stock.key, stock.tenure, stock.rooms, stock.rent, stock.price, stock.area,
        world.levers.number("market.price"), world.reputation, world.minority_share,
    )  # fmt: skip
    return Offers(key, ring, *others)


@njit(cache=True)
def brought(rows, key, wish, need, reference, dwelling, birth, tenure, price, usual, month, share, stream):  # type: ignore[no-untyped-def]
    """Price of the home that each of these seekers leaves to sell, kr: owners here, and a share of those who arrive."""
    out = np.zeros(len(rows), price.dtype)
    for s in range(len(rows)):
        home = dwelling[rows[s]]
        if home >= 0 and tenure[home] == Tenure.OWNER:
            out[s] = price[home]
        of_age = month - birth[reference[rows[s]]] >= SELLERS_MONTHS
        if wish[s] == Wish.ARRIVE and need[s] == Need.NONE and of_age and uniform_one(stream, key[s]) < share:
            out[s] = usual
    return out


HIGHEST_TASTE = np.append(-np.log(256.0 / np.arange(1, 256) - 1.0) + 1e-9, 40.0)
"""Taste is at most this, logit, by the first eight bits of its lot."""


@njit(cache=True)
def _ring_index(ring, parts):  # type: ignore[no-untyped-def]
    """The first home from the start of each of so many equal parts of the ring."""
    first, v = np.empty(parts, np.int64), 0
    for part in range(parts):
        while v < len(ring) and ring[v] * parts < part:
            v += 1
        first[part] = v
    return first


@njit(cache=True)
def choose(offers, app, ages, equity, free, looks, user_cost, credit, buyer_age, appeal, w, look_stream, taste_stream):  # type: ignore[no-untyped-def]
    """The home each applicant bids for, or -1. Looking at points of a ring, a home taken off it shifts nobody
    else's view.
    """
    n, m = len(app.key), len(offers.key)
    bid = np.full(n, -1, np.int64)
    if m == 0:
        return bid
    # Many parts, a power of two: the first home of a part is nearly always the one looked for, and no rounding tells.
    parts = 1 << int(np.ceil(np.log2(4 * m)))
    first = _ring_index(offers.ring, parts)
    owning, salt, look = np.empty(m), np.empty(m, np.uint64), np.empty(looks, np.uint64)
    for v in range(m):
        owning[v] = offers.price[v] * user_cost / 12.0
        salt[v] = mix_one(offers.key[v])
    for k in range(looks):
        look[k] = mix_one(np.uint64(k))
    seen, lot = np.empty(looks, np.int64), np.empty(looks, np.uint64)
    point = np.empty(looks)
    for s in range(n):
        if not free[s]:
            continue
        best = 0.0
        for k in range(looks):
            point[k] = uniform_one(look_stream, app.key[s] ^ look[k])
        for k in range(looks):
            v = first[int(point[k] * parts)]
            while v < m and offers.ring[v] < point[k]:
                v += 1
            seen[k] = v if v < m else 0
        for k in range(looks):
            lot[k] = mix_one(taste_stream ^ mix_one(app.key[s] ^ salt[seen[k]]))
        most, loan = w.affordable * app.income[s], credit * (app.income[s] * 12.0)
        for k in range(looks):
            v = seen[k]
            owner = offers.tenure[v] == 0
            cost = net_cost(offers.rent[v], app.income[s], app.children[s], w) + owning[v]
            extra = 0.0
            out = False
            if not w.is_null:
                out = (offers.price[v] - equity[s] > loan) | (owner & (ages[s] < buyer_age)) | (cost > most)
                extra = appeal if owner else 0.0
            area = standing(app.care[s], app.origin[s], offers.name[v], offers.minority[v], w)
            u = utility(
                offers.rooms[v], cost, app.adults[s], app.children[s], app.income[s], area, app.waited[s],
                app.homeless[s], app.need[s] > 0, False, w,
            )  # fmt: skip
            # Most homes cannot become the best whatever the rest of the draw; the logarithm is then not worked out.
            if out | (u + (extra + HIGHEST_TASTE[lot[k] >> np.uint64(56)]) <= best):
                continue
            draw = np.float64(lot[k] >> np.uint64(11)) * (1.0 / 9007199254740992.0)
            u += extra + np.log(max(draw, 1e-12) / (1.0 - draw))
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
