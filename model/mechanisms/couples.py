"""Couples form: single people meet, pair up by a stable matching, and move together."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

import numpy as np
from numba import njit
from numpy.typing import NDArray

from agents.core.calendar import NEVER
from agents.core.draws import mix_one, uniform_one
from agents.core.lots import drawn
from agents.core.parameter import Parameter
from agents.core.values import made_once
from model.mechanisms.homes_wanted import note_leaving
from model.mechanisms.household_columns import ADULT_MONTHS
from model.world import World

BANDS = (18, 23, 30, 40, 50, 65)
RATES = (0.08, 0.19, 0.14, 0.09, 0.04, 0.008)
YOUNG, MIDDLE, OLD = ("couples_18_29",), ("couples_30_59",), ("couples_60",)
STEADY = (YOUNG, YOUNG, MIDDLE, MIDDLE, (*MIDDLE, *OLD), OLD)

PARAMETERS = (
    *(
        Parameter(
            f"couples.meet_from_{age}", rate, rate * 0.5, min(rate * 2.0, 1.0), "per year", "judgement", "judgement",
            f"chance that a single person from age {age} to the next band moves in with a partner; such that couples "
            "neither grow nor shrink by themselves",
            steady,
        )
        for age, rate, steady in zip(BANDS, RATES, STEADY, strict=True)
    ),
    Parameter(
        "couples.same_origin", 3.0, 0.0, 6.0, "logit", "judgement", "judgement",
        "how much more a partner of the same origin group counts; off in the null model",
    ),
    Parameter(
        "couples.age_gap", 2.0, 0.0, 4.0, "years", "recalled", "recalled", "usual lead in age of the man",
    ),
    Parameter(
        "couples.age_reach", 3.0, 1.0, 10.0, "years per logit", "judgement", "judgement",
        "years away from the usual lead in age that make a partner count one less",
    ),
    Parameter(
        "couples.chance", 2.0, 0.0, 6.0, "logit", "judgement", "judgement",
        "how far chance may raise one partner over another",
    ),
)  # fmt: skip


@njit(cache=True)
def _meeting(household, birth, partner, keys, chance, heads, month, stream):  # type: ignore[no-untyped-def]
    """Rows of single persons who meet somebody this month; adds every adult to `heads` of the household."""
    for i in range(len(household)):
        if household[i] >= 0:
            heads[household[i]] += month - birth[i] >= ADULT_MONTHS
    rows = drawn(stream, keys, chance.max())
    found = 0
    for i in rows:
        age = month - birth[i]
        if household[i] < 0 or partner[i] >= 0 or age < ADULT_MONTHS:
            continue
        if uniform_one(stream, keys[i]) < chance[min(age, len(chance) - 1)]:
            rows[found] = i
            found += 1
    return rows[:found].copy()


class Singles(NamedTuple):
    """Men or women who meet somebody this month, each of shape (n,): age in years, origin, whether alone at the head of
    a home, household, and key.
    """

    age: NDArray[np.float64]
    origin: NDArray[np.integer]
    head: NDArray[np.bool_]
    household: NDArray[np.integer]
    key: NDArray[np.uint64]


class Liking(NamedTuple):
    """What makes a partner count: the numbers of `couples.PARAMETERS`."""

    gap: float
    reach: float
    chance: float
    same: float


@njit(cache=True)
def liked(men, i, women, j, like, stream):  # type: ignore[no-untyped-def]
    """How much a man and a woman count for each other; -inf where they cannot move together."""
    if (not men.head[i] and not women.head[j]) or men.household[i] == women.household[j]:
        return -np.inf
    drawn = uniform_one(stream, men.key[i] ^ mix_one(women.key[j]))
    score = -abs(men.age[i] - like.gap - women.age[j]) / like.reach + drawn * like.chance
    if men.origin[i] == women.origin[j]:
        score += like.same
    return score


@njit(cache=True)
def _best(men, i, women, by_age, ages, held, like, stream):  # type: ignore[no-untyped-def]
    """The woman who counts most for a man among those who would rather have him than whom they hold, and how much; -1
    for none.

    Looks from the age he wishes for outwards, and stops where not even the greatest luck would make up for the years.
    """
    wished = men.age[i] - like.gap
    above = np.searchsorted(ages, wished)
    below = above - 1
    best, found = -np.inf, -1
    while below >= 0 or above < len(ages):
        down = abs(wished - ages[below]) if below >= 0 else np.inf
        up = abs(wished - ages[above]) if above < len(ages) else np.inf
        if -min(down, up) / like.reach + like.chance + max(like.same, 0.0) < best:
            break
        if down < up:
            j, below = by_age[below], below - 1
        else:
            j, above = by_age[above], above + 1
        score = liked(men, i, women, j, like, stream)
        if score > held[j] and (score > best or (score == best and j < found)):
            best, found = score, j
    return found, best


@njit(cache=True)
def match(men, women, like, stream):  # type: ignore[no-untyped-def]
    """Stable matching of men with women by how much they count for each other. Returns the woman of each man or -1.

    Men ask their best among those who would rather have them than whom they hold, until nobody is left to ask
    [@gale1962college]. With a shared score there is one stable matching, whoever asks first, and removing somebody
    changes only the chain of those who would have met him or her.
    """
    of_man = np.full(len(men.age), -1, np.int64)
    holds, held = np.full(len(women.age), -1, np.int64), np.full(len(women.age), -np.inf)
    by_age = np.argsort(women.age)
    ages = women.age[by_age]
    for first in range(len(men.age)):
        i = first
        while i >= 0:
            j, score = _best(men, i, women, by_age, ages, held, like, stream)
            if j < 0:
                break
            left = holds[j]
            holds[j], held[j], of_man[i] = i, score, j
            if left >= 0:
                of_man[left] = -1
            i = left
    return of_man


@made_once
def chances(values: Mapping[str, float]) -> np.ndarray:
    """Chance in a month of meeting a partner by age in months, to the last band; zero under 18."""
    rates = np.array([values[f"couples.meet_from_{age}"] for age in BANDS]) / 12.0
    edges = 12 * np.array((0, *BANDS, BANDS[-1] + 1))
    return np.repeat(np.concatenate([[0.0], rates]), np.diff(edges))


def step(world: World) -> None:
    """Single men and women who meet somebody this month move together, into the larger of their own homes."""
    persons, households = world.persons, world.households
    heads = np.zeros(households.capacity, dtype=np.uint8)
    meeting = _meeting(
        persons.household, persons.birth_month, persons.partner, persons.key, chances(world.values), heads,
        world.month, world.stream("demography.meet"),
    )  # fmt: skip
    meeting = meeting[np.argsort(persons.key[meeting], kind="stable")]
    house = persons.household[meeting]
    head = heads[house] == 1
    men, women = ~persons.female[meeting], persons.female[meeting]
    if not men.any() or not women.any():
        return
    age = (world.month - persons.birth_month[meeting]) / 12.0
    singles = Singles(age, persons.origin[meeting], head, house, persons.key[meeting])
    same = 0.0 if world.null else world.p("couples.same_origin")
    like = Liking(world.p("couples.age_gap"), world.p("couples.age_reach"), world.p("couples.chance"), same)
    of_man = match(
        Singles(*(one[men] for one in singles)), Singles(*(one[women] for one in singles)), like,
        world.stream("demography.pair"),
    )  # fmt: skip
    a, b = meeting[men][of_man >= 0], meeting[women][of_man[of_man >= 0]]
    head_a, head_b = head[men][of_man >= 0], head[women][of_man[of_man >= 0]]
    _move_together(world, a, b, head_a, head_b)
    world.counters["couples_formed"] = len(a)


@njit(cache=True)
def _under_one_roof(a, b, head_a, head_b, household, dwelling, rooms, homes):  # type: ignore[no-untyped-def]
    """Which of these couples move together, the home they choose, the guest, whom the guest leaves, and whether all
    there come along.

    In one month a home takes in and loses no more than one, and none that somebody moves to is left empty.
    """
    n = len(a)
    keep, whole = np.empty(n, np.bool_), np.empty(n, np.bool_)
    target, guest, source = np.empty(n, np.int64), np.empty(n, np.int64), np.empty(n, np.int64)
    # Bits of a home: 1 named as a goal, 2 named as left, 4 takes somebody in, 8 is left empty.
    seen = np.zeros(homes, np.uint8)
    for k in range(n):
        of_a, of_b = household[a[k]], household[b[k]]
        a_hosts = head_a[k] and (not head_b[k] or rooms[dwelling[of_a]] >= rooms[dwelling[of_b]])
        target[k], source[k], guest[k], whole[k] = (
            (of_a, of_b, b[k], head_b[k]) if a_hosts else (of_b, of_a, a[k], head_a[k])
        )
        keep[k] = seen[target[k]] & 1 == 0 and seen[source[k]] & 2 == 0
        seen[target[k]] |= 1
        seen[source[k]] |= 2
    for k in range(n):
        if keep[k]:
            seen[target[k]] |= 4
            seen[source[k]] |= 8 if whole[k] else 0
    for k in range(n):
        keep[k] &= seen[source[k]] & 4 == 0 and seen[target[k]] & 8 == 0
    return np.flatnonzero(keep), target[keep], guest[keep], source[keep], whole[keep]


def _move_together(world: World, a: np.ndarray, b: np.ndarray, head_a: np.ndarray, head_b: np.ndarray) -> None:
    persons, households, dwellings = world.persons, world.households, world.dwellings
    kept, target, guest, source, whole = _under_one_roof(
        a, b, head_a, head_b, persons.household, households.dwelling, dwellings.rooms, households.capacity
    )
    a, b = a[kept], b[kept]
    new_home = np.full(households.capacity + 1, -1, dtype=np.int64)
    new_home[source[whole]] = target[whole]
    alone = guest[~whole]
    note_leaving(world, alone[households.reference[persons.household[alone]] != alone])
    moving = world.members(source[whole])
    movers = np.concatenate([moving, guest[~whole]])
    goal = np.concatenate([new_home[persons.household[moving]], target[~whole]])
    left = persons.household[movers]
    world.flows.book(world.ledger_place(left), world.ledger_place(goal), world.vulnerable(left), 1, 0)
    persons.household[movers] = goal
    world.touch(left)
    world.touch(goal)
    world.touch(target)
    persons.partner[a], persons.partner[b] = b, a
    persons.home_wish[a] = NEVER
    persons.home_wish[b] = NEVER
    world.remove_households(source[whole])
