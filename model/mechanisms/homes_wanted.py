"""Young people who want to leave their parents, and couples who part: wishes for a home of one's own."""

from __future__ import annotations

import numpy as np
from numba import njit

from agents.codes import Wish
from agents.core.calendar import NEVER
from agents.core.draws import uniform_one
from agents.core.lots import drawn
from agents.core.parameter import Parameter
from model.mechanisms.household_columns import ADULT_MONTHS
from model.mechanisms.recount import recount
from model.world import World

PARTING, LEAVING_PARENTS = int(Wish.PART), int(Wish.LEAVE_PARENTS)
BANDS = (18, 20, 22, 25, 30)
RATES = (0.14, 0.27, 0.33, 0.24, 0.10)
GROWN = 35

PARAMETERS = (
    *(
        Parameter(
            f"home.leave_from_{age}", rate, rate * 0.5, min(rate * 1.6, 1.0), "per year",
            "dst_home_leaving", "observational",
            f"chance that a young person living with parents starts to look for a home, from age {age}; they leave at "
            "22 to 23 years on average",
            ("home_leaving_age",),
        )
        for age, rate in zip(BANDS, RATES, strict=True)
    ),
    Parameter(
        "home.leave_town", 0.35, 0.2, 0.5, "share", "judgement", "judgement",
        "share of those leaving their parents who go to another municipality, to study or work",
    ),
    Parameter(
        "couples.part_with_children", 0.032, 0.02, 0.06, "per year", "dst_couples", "register",
        "couples with children who part: 2.3 % of the married and 6.0 % of the unmarried a year",
    ),
    Parameter(
        "couples.part_without_children", 0.045, 0.02, 0.08, "per year", "dst_couples", "register",
        "couples without children who part; 59,300 of about 1.4 million couples parted in 2019, children or not",
    ),
    Parameter(
        "couples.part_age_60", 0.15, 0.05, 0.4, "ratio", "judgement", "judgement",
        "chance of parting from age 60 over before",
    ),
    Parameter(
        "couples.woman_moves", 0.55, 0.4, 0.7, "share", "dst_couples", "register", "the one who moves is the woman",
    ),
    Parameter(
        "couples.children_with_mother", 0.80, 0.6, 0.9, "share", "dst_couples", "register",
        "partings where the children go with the mother",
    ),
)  # fmt: skip


@njit(cache=True)
def _wish(alive, birth, partner, wish, household, reference, children, keys, month, bands, leave, part, stream):  # type: ignore[no-untyped-def]
    """Rows of those who leave their parents, who have no partner, and of one of each couple that parts."""
    rows = drawn(stream, keys, max(leave.max(), max(part[0], part[1]) * max(part[2], 1.0)) / 12.0)
    found = 0
    for i in rows:
        age = month - birth[i]
        if not alive[i] or wish[i] != NEVER or age < ADULT_MONTHS:
            continue
        if partner[i] < 0:
            if reference[household[i]] == i:
                continue
            rate = leave[np.searchsorted(bands, age // 12, side="right") - 1]
        else:
            if keys[i] > keys[partner[i]] or wish[partner[i]] != NEVER:
                continue
            rate = part[0] if children[household[i]] > 0 else part[1]
            if age >= 60 * 12:
                rate *= part[2]
        if uniform_one(stream, keys[i]) < rate / 12.0:
            rows[found] = i
            found += 1
    return rows[:found].copy()


def step(world: World) -> None:
    """Note who wants a home of their own from this month; the wish stays until a home is found."""
    persons, households = world.persons, world.households
    recount(world)
    wishing = _wish(
        persons.alive, persons.birth_month, persons.partner, persons.home_wish, persons.household,
        households.reference, households.children, persons.key, world.month, np.array(BANDS),
        np.array([world.p(f"home.leave_from_{age}") for age in BANDS]),
        np.array([world.p(f"couples.part_{k}") for k in ("with_children", "without_children", "age_60")]),
        world.stream("demography.home_wish"),
    )  # fmt: skip
    single = persons.partner[wishing] < 0
    leaving, one = wishing[single], wishing[~single]
    away = world.uniform("demography.leave_town", persons.key[leaving]) < world.p("home.leave_town")
    staying = leaving[~away]
    persons.home_wish[staying] = world.month
    persons.home_reason[staying] = Wish.LEAVE_PARENTS
    _leave_town(world, leaving[away])
    other = persons.partner[one]
    woman_moves = world.uniform("demography.who_moves", persons.key[one]) < world.p("couples.woman_moves")
    mover = np.where(persons.female[one] == woman_moves, one, other)
    persons.home_wish[mover] = world.month
    persons.home_reason[mover] = Wish.PART
    world.counters["partings"] = len(one)


def _leave_town(world: World, rows: np.ndarray) -> None:
    if len(rows) == 0:
        return
    persons = world.persons
    home = persons.household[rows]
    target = destinations(world, persons.key[rows], "demography.destination")
    world.flows.book(world.ledger_place(home), world.flows.outside(target), world.vulnerable(home), 1, 0)
    world.away.follow_alone(world, rows, target)
    note_leaving(world, rows)
    world.remove_persons(rows)


def note_leaving(world: World, rows: np.ndarray) -> None:
    """Count these persons among those who leave their parents this month, and their mean age in years.

    Grown people of 35 or more who live with others are not asked whether those are their parents.
    """
    months = world.month - world.persons.birth_month[rows].astype(np.int64)
    months = months[months < GROWN * 12]
    if len(months) == 0:
        return
    before = int(world.counters.get("left_parents", 0))
    # Back to whole months, so that the mean does not tell in which order people left.
    total = round(world.counters.get("home_leaving_age", 0.0) * 12 * before) + int(months.sum())
    world.counters["left_parents"] = before + len(months)
    world.counters["home_leaving_age"] = total / (12.0 * (before + len(months)))


def destinations(world: World, keys: np.ndarray, decision: str) -> np.ndarray:
    """A place outside the municipality for each key, drawn by the places' weights, shape as `keys`."""
    ends = world.reach_of_places
    return np.minimum(np.searchsorted(ends, world.uniform(decision, keys), side="right"), len(ends) - 1)


@njit(cache=True)
def _forget(wish, reason, partner, household, reference):  # type: ignore[no-untyped-def]
    for i in range(len(wish)):
        if wish[i] == NEVER:
            continue
        parted = reason[i] == PARTING and partner[i] < 0
        if parted or (reason[i] == LEAVING_PARENTS and reference[household[i]] == i):
            wish[i], reason[i] = NEVER, 0


def forget_if_alone(world: World) -> None:
    """Drop the wish to leave of a person who has become the reference person of the home, or lost the partner to
    part from.
    """
    persons, households = world.persons, world.households
    _forget(persons.home_wish, persons.home_reason, persons.partner, persons.household, households.reference)
