"""How a seeker weighs a home: space, price, the area's name, who lives there, and how urgent it is."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from tests.benchmarks.mesa_town.codes import DANISH, NO_NEED, NON_WESTERN

if TYPE_CHECKING:
    from tests.benchmarks.mesa_town.places import Area
    from tests.benchmarks.mesa_town.seekers import Seeker


def care_for_name(adults: int, income: float, w) -> float:
    """How much more an area's name counts for a household with these means than at the reference income."""
    means = max(income / max(adults, 1), 3000.0) / w.reference_income
    return min(means, 3.0) ** w.name_income


def net_cost(rent: float, seeker: Seeker, w) -> float:
    """Housing cost after housing support."""
    if seeker.income < w.support_income * (1.0 + 0.25 * seeker.children):
        return rent * (1.0 - w.support)
    return rent


def standing(seeker: Seeker, area: Area, w) -> float:
    """Log odds that the area itself adds: its name, and who lives there."""
    u = w.name * (area.name - 0.8) * seeker.care
    if seeker.origin == DANISH:
        u -= w.avoidance * area.minority_share
    elif seeker.origin == NON_WESTERN:
        u += w.own_group * area.minority_share
    return u


def interest(area: float, kin_there: bool, friend_there: bool, w) -> float:
    """How much likelier than for an ordinary area a seeker puts the name down here, 0..2."""
    known = w.kin if kin_there else w.friend if friend_there else 0.0
    return 2.0 / (1.0 + math.exp(-area - known))


def utility(seeker: Seeker, rooms: int, cost: float, area: float, w) -> float:
    """Log odds of saying yes to a home in an area whose `standing` is given."""
    persons = seeker.adults + seeker.children
    u = w.constant + area - w.space * max(persons - rooms, 0) + w.spare * min(max(rooms - persons, 0), 2)
    u -= w.price * (cost / max(seeker.income, 1000.0) - 0.25)
    u += w.waiting * min(seeker.waited, 24)
    if seeker.homeless:
        u += w.no_home
    if seeker.need != NO_NEED:
        u += w.need
    return u
