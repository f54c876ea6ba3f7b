"""The market outside social housing: seekers look at a few vacant homes and bid for the one they like best."""

from __future__ import annotations

import math
from bisect import bisect_left
from typing import TYPE_CHECKING

from tests.benchmarks.mesa_town.choice import net_cost, standing, utility
from tests.benchmarks.mesa_town.codes import OWNER

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tests.benchmarks.mesa_town.places import Home
    from tests.benchmarks.mesa_town.seekers import Seeker
    from tests.benchmarks.mesa_town.town import Town


def sell_and_rent(model: Town, seekers: Sequence[Seeker], homes: Sequence[Home]) -> None:
    """Two rounds of viewing, bidding and moving."""
    ring = sorted((model.random.random(), home.unique_id, home) for home in homes)
    for _ in range(2):
        if not ring:
            return
        points, offered = [place for place, _, _ in ring], [home for _, _, home in ring]
        bids: dict[Home, list[Seeker]] = {}
        for seeker in seekers:
            if not seeker.placed and (home := choose(model, seeker, points, offered)) is not None:
                bids.setdefault(home, []).append(seeker)
        for home, bidders in bids.items():
            if home.tenure == OWNER:
                winner = max(bidders, key=lambda seeker: seeker.income + model.random.random())
            else:
                winner = model.random.choice(bidders)
            winner.take(home)
        ring = [one for one in ring if one[2].household is None]


def choose(model: Town, seeker: Seeker, points: Sequence[float], offered: Sequence[Home]) -> Home | None:
    """The home that a seeker bids for after looking at a few."""
    p, w, random = model.numbers.p, model.numbers.choice, model.random
    most, loan = w.affordable * seeker.income, p["market.credit"] * seeker.income * 12.0
    equity = seeker.price_brought * p["market.equity"]
    best, chosen, seen = 0.0, None, set()
    for _ in range(int(p["market.homes_seen"])):
        home = offered[bisect_left(points, random.random()) % len(offered)]
        if home in seen:
            continue
        seen.add(home)
        owner = home.tenure == OWNER
        cost = net_cost(home.rent, seeker, w) + home.price * p["market.user_cost"] / 12.0
        if cost > most or home.price - equity > loan or (owner and seeker.age < p["market.buyer_age"]):
            continue
        draw = random.random()
        u = utility(seeker, home.rooms, cost, standing(seeker, home.area, w), w)
        u += (p["market.own_appeal"] if owner else 0.0) + math.log(max(draw, 1e-12) / (1.0 - draw))
        if u > best:
            best, chosen = u, home
    return chosen
