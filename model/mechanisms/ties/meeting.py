"""People who share a meeting place come to know each other: the one rule behind every layer of ties but kin."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numba import njit
from numpy.typing import NDArray

from agents.core.draws import mix_one
from agents.core.parameter import Parameter
from agents.core.ties import tie
from model.mechanisms import seen
from model.world import World

P = Parameter
PARAMETERS = (
    P("ties.same_origin", 1.6, 1.0, 3.0, "ratio", "judgement", "judgement",
      "chance of a tie between two of one origin group, over two of different ones; 1 when origin counts for nobody"),
    P("ties.near_in_age", 1.5, 1.0, 3.0, "ratio", "bayer2008", "observational",
      "chance of a tie between two less than ten years apart; neighbours who are alike more often work together"),
    P("ties.inward", 0.6, 0.0, 1.5, "share per name", "foged2024", "observational",
      "how much a name below that of an ordinary area lowers the chance of a tie across the estate's border; a label "
      "turned residents inward, its size is a judgement"),
    P("ties.ordinary_name", 0.8, 0.6, 1.0, "name", "judgement", "judgement", "the name of an ordinary area"),
    P("ties.new", 60.0, 20.0, 120.0, "strength, 1..255", "judgement", "judgement", "of a tie on its first day"),
)  # fmt: skip

ROUND = 12
"""Places take turns: each is met in once a year, for the year that has passed; a twelfth of them each month."""
EVERYWHERE = -1
ADULT = 216
TEN_YEARS = 120


class Likeness(NamedTuple):
    """What makes two people who share a place likelier, or less likely, to come to know each other."""

    same_origin: float
    near_in_age: float
    inward: float
    ordinary: float
    across: float
    new: int


def likeness(world: World) -> Likeness:
    """The numbers of this month and scenario: origin only where it counts, names only where people look at them."""
    return Likeness(
        world.p("ties.same_origin") if world.origin_counts else 1.0,
        world.p("ties.near_in_age"),
        0.0 if world.null else world.p("ties.inward"),
        world.p("ties.ordinary_name"),
        world.levers.number("ties.across"),
        int(world.p("ties.new")),
    )


@njit(cache=True)
def in_teams(rows, key, at, first, n_teams, turn):  # type: ignore[no-untyped-def]
    """Those of `rows` whose team has its turn, or all when `turn` is -1, and the number of their team.

    A team is a share of those at one place, the same all the time; `first` and `n_teams` tell the teams of each place.
    """
    person, place = np.empty(len(rows) + 1, np.int64), np.empty(len(rows) + 1, np.int64)
    n = 0
    # Everybody is written down and only those who are wanted are kept: no branch has to be guessed.
    for p in rows:
        team = first[at[p]] + np.int64(mix_one(key[p]) % np.uint64(n_teams[at[p]]))
        person[n], place[n] = p, team
        n += (turn < 0) | (team % ROUND == turn)
    return person[:n].copy(), place[:n].copy()


@njit(cache=True)
def by_place(person, place, key, n_places):  # type: ignore[no-untyped-def]
    """Positions of people sorted by place (counting sort), inside a place by key, and where each place starts."""
    starts = np.zeros(n_places + 1, np.int64)
    for i in range(len(place)):
        starts[place[i] + 1] += 1
    for k in range(n_places):
        starts[k + 1] += starts[k]
    fill = starts[:-1].copy()
    out, sorted_keys = np.empty(len(person), np.int64), np.empty(len(person), np.uint64)
    keys = key[person]
    for i in range(len(person)):
        k, own = place[i], keys[i]
        # Insertion keeps those already in the place in the order of their keys.
        j = fill[k]
        while j > starts[k] and sorted_keys[j - 1] > own:
            out[j], sorted_keys[j] = out[j - 1], sorted_keys[j - 1]
            j -= 1
        out[j], sorted_keys[j] = i, own
        fill[k] += 1
    return out, starts


@njit(cache=True)
def across(a, b, estate, name, like):  # type: ignore[no-untyped-def]
    """Factor on meeting for two of whom one lives in the estate, by their areas: less, the worse the estate's name."""
    here, there = a >= 0 and estate[a], b >= 0 and estate[b]
    if here == there:
        return 1.0
    known_for = name[a] if here else name[b]
    return like.across * max(0.0, 1.0 - like.inward * max(0.0, like.ordinary - known_for))


@njit(cache=True)
def acquainted(  # type: ignore[no-untyped-def]
    key, person, starts, household, origin, birth, area, estate, name, months, always, time, rate, like, stream,
):  # fmt: skip
    """Pairs of one place who come to know each other, place by place: positions in `person` of the two.

    `person` lists people by place; `months` they have shared it, or all of them `always` where that is positive; `time`
    0..1, as `person`, the share of the time they are there (none given: all of it).
    """
    # What is asked of somebody with each other one at the place is fetched once and lies side by side.
    keys, home, group = key[person], household[person], origin[person]
    born, lives, shared = birth[person], area[person], np.int64(0)
    for k in range(len(starts) - 1):
        shared += (starts[k + 1] - starts[k]) * (starts[k + 1] - starts[k] - 1) // 2
    one, two, n = np.empty(shared, np.int32), np.empty(shared, np.int32), 0
    most = rate * like.same_origin * like.near_in_age / 12.0
    # Nearly all pairs are settled here: no chance is higher than `most` a month, and chances are drawn in 2^53 steps.
    ceiling = np.uint64(min(most * (always if always > 0 else 10000.0), 1.0) * 9007199254740992.0) + np.uint64(1)
    for k in range(len(starts) - 1):
        for i in range(starts[k], starts[k + 1]):
            own = mix_one(stream ^ mix_one(keys[i]))
            for j in range(i + 1, starts[k + 1]):
                steps = mix_one(own ^ keys[j]) >> np.uint64(11)
                if steps >= ceiling:
                    continue
                draw = np.float64(steps) * (1.0 / 9007199254740992.0)
                together = always if always > 0 else min(months[person[i]], months[person[j]])
                if draw >= most * together or person[i] == person[j] or home[i] == home[j]:
                    continue
                chance = rate * together / 12.0
                if len(time):
                    chance *= min(time[i], time[j])
                if group[i] == group[j]:
                    chance *= like.same_origin
                if abs(born[i] - born[j]) < TEN_YEARS:
                    chance *= like.near_in_age
                chance *= across(lives[i], lives[j], estate, name, like)
                one[n], two[n] = i, j
                n += draw < 1.0 - np.exp(-chance)
    return one[:n], two[:n]


@njit(cache=True)
def meet(  # type: ignore[no-untyped-def]
    slots, count, turn, key, person, starts, household, origin, birth, area, estate, name, months,
    always, time, kind, rate, like, stream,
):  # fmt: skip
    """Tie those of each place who come to know each other (`acquainted`); returns how many ties were made."""
    one, two = acquainted(
        key, person, starts, household, origin, birth, area, estate, name, months, always, time, rate, like, stream,
    )  # fmt: skip
    # No layer and no count is negative: the slots are asked for here, so that memory has them when ties are made.
    made = 0
    for k in range(len(one)):
        p, q = person[one[k]], person[two[k]]
        made += (slots[p, 0].layer < 0) | (slots[q, 0].layer < 0) | (count[p] < 0) | (count[q] < 0)
    for k in range(len(one)):
        made += tie(slots, count, turn, key, person[one[k]], person[two[k]], kind, like.new)
    return made


def meet_in(
    world: World,
    layer: int,
    person: NDArray[np.int64],
    place: NDArray[np.int64],
    n_places: int,
    rate: float,
    months: NDArray[np.int32] | None = None,
    time: NDArray[np.float64] | None = None,
    every: int = ROUND,
) -> int:
    """Those who share a place meet; returns how many ties were made.

    `person` (n,) and `place` (n,) name who is where; `rate` is the chance per year and pair; `months` (capacity,) how
    long each has been there, None for the `every` months since the place's last turn; `time` (n,) the share of the time
    each is there, None for all of it.
    """
    persons = world.persons
    always = every if months is None else 0
    months = np.empty(0, dtype=np.int32) if months is None else months
    position, starts = by_place(person, place, persons.key, n_places)
    time = np.empty(0) if time is None else time[position]
    return int(
        meet(
            world.ties.slots, world.ties.count, world.ties.turn, persons.key, person[position], starts,
            persons.household, persons.origin, persons.birth_month, world.person_area, world.estate_areas, names(world),
            months, always, time, layer, rate, likeness(world), world.stream(f"ties.meet_{layer}"),
        )
    )  # fmt: skip


def names(world: World) -> NDArray[np.float64]:
    """The names people go by when they meet; before the first month, when none are told yet, the share at work."""
    if world.reputation.any():
        return world.reputation
    return 1.0 - seen.share(world.seen, seen.OUTSIDE_COUNT, seen.WORKING_AGE)
