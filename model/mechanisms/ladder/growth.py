"""How children grow: skill, Danish and belief in oneself, from home, institution and peers.

A month's change in skill is η(age)·[b_h·home + b_q·quality + b_p·(peers − skill) − b_0·skill] plus chance. The last
term makes skill a standing among children of one age: gains that nothing keeps up are lost as others catch up. η falls
evenly in the logarithm to a fifth at fifteen.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

import numpy as np
from numba import njit
from numpy.typing import NDArray

from agents.core.columns import Rows, Table
from agents.core.draws import mix_one, uniform_one
from agents.core.parameter import Parameter
from agents.core.values import made_once
from model.world import World

P = Parameter
AT_THREE = ("language_non_western",)
PARAMETERS = (
    P("growth.home", 0.185, 0.08, 0.3, "per year", "da2020karakterer", "observational",
      "b_h, pull of the home on skill at birth's pace; leaving grades by parents' education",
      ("grade_parents_unskilled", "grade_parents_skilled", "grade_parents_academics")),
    P("growth.quality", 0.03, 0.0, 0.08, "per year", "jensen2013asp", "trial",
      "b_q, pull of an institution one SD better; quality programmes in daycare moved 0.15-0.20 SD of behaviour"),
    P("growth.peers", 0.018, 0.0, 0.06, "per year", "sacerdote2011peers", "recalled",
      "b_p, pull of peers: 0.05 SD (0-0.15) at school's end for 1 SD of peer mean"),
    P("growth.catching_up", 0.27, 0.15, 0.45, "per year", "bailey2017persistence", "recalled",
      "b_0, loss of a head start at birth's pace; leaves 0.4 (0.2-0.8) of a gain at school start when school ends"),
    P("growth.at_fifteen", 0.2, 0.1, 0.5, "ratio", "judgement", "judgement", "pace of growth at 15 over that at birth"),
    P("growth.chance", 0.58, 0.3, 0.8, "SD squared", "judgement", "judgement",
      "variance of skill that neither home nor institution explains"),
    P("growth.moved_gain", 0.5, 0.0, 2.0, "SD", "judgement", "judgement",
      "quality given to fragile children per share of effort moved to them, when they are half of all; others pay"),
    P("growth.danish_home", 0.10, 0.0, 0.5, "per year", "bleses2010sprog", "observational",
      "pace at which a child's Danish nears that of its home; the language groups at three", AT_THREE),
    P("growth.danish_institution", 0.14, 0.0, 0.5, "per year", "bleses2010sprog", "observational",
      "pace at which a child's Danish nears that of the children it is with; language at three and at school",
      AT_THREE),
    P("growth.danish_use", 0.85, 0.5, 1.0, "0..1", "bleses2010sprog", "observational",
      "how much of their Danish parents with another mother tongue use with a child; language at three", AT_THREE),
    P("growth.danish_of_minority", 0.75, 0.4, 1.0, "0..1", "judgement", "judgement",
      "Danish heard among children where all have another mother tongue"),
    P("growth.agency_pace", 0.15, 0.05, 0.5, "per year", "judgement", "judgement",
      "pace at which a child's agency nears what home and school show"),
    P("growth.agency_parents", 0.45, 0.1, 0.8, "SD per SD", "judgement", "judgement", "parents' agency in that"),
    P("growth.agency_strain", 0.6, 0.0, 1.5, "SD", "judgement", "judgement", "strain from none to full in that"),
    P("growth.agency_school", 0.25, 0.0, 0.6, "SD per SD", "judgement", "judgement", "doing well at school in that"),
    P("growth.agency_level", 0.1, 0.0, 0.3, "SD", "judgement", "judgement",
      "keeps the national mean of agency near zero when some homes are strained"),
    P("fertility.agency_from_mother", 0.3, 0.0, 0.6, "SD per SD", "judgement", "judgement",
      "how far a newborn's agency resembles its mother's"),
)  # fmt: skip


QUARTERS = 72
"""Of a childhood: the pace of growth depends on nothing but age."""


class Growth(NamedTuple):
    """Numbers of growth for the kernel, named as in `PARAMETERS`."""

    home: float
    quality: float
    peers: float
    catching_up: float
    at_fifteen: float
    chance: float
    moved_gain: float
    danish_home: float
    danish_institution: float
    danish_use: float
    danish_of_minority: float
    agency_pace: float
    agency_parents: float
    agency_strain: float
    agency_school: float
    agency_level: float
    fragile_from: float


@njit(cache=True, inline="always")
def effort(quality, moved, share, fragile, gain):  # type: ignore[no-untyped-def]
    """Quality that one child meets: effort moved to the fragile is taken from the others."""
    if fragile:
        return quality + gain * moved * (1.0 - share) / max(share, 0.1)
    return quality - gain * moved


@njit(cache=True)
def _grow(  # type: ignore[no-untyped-def]
    rows, key, birth, household, mother, partner, institution, skill, language, agency, reference, learning, strain,
    quality, peers, minority, moved, fragile_share, push, lift, month, v, stream,
):  # fmt: skip
    slow = -np.log(v.at_fifteen) / 180.0
    paces, spreads = np.empty(QUARTERS), np.empty(QUARTERS)
    for quarter in range(QUARTERS):
        paces[quarter] = 0.25 * np.exp(-slow * (3 * quarter))
        spreads[quarter] = np.sqrt(2.0 * paces[quarter] * v.catching_up * v.chance)
    stir = np.sqrt(0.35 * v.agency_pace)
    for i in rows:
        age = month - birth[i]
        h = household[i]
        pace = paces[age // 3]
        where = institution[i]
        s = skill[i]
        q, p, heard, more, bolder = 0.0, 0.0, -1.0, 0.0, 0.0
        if where >= 0:
            fragile = strain[h] >= v.fragile_from
            q = effort(quality[where], moved[where], fragile_share[where], fragile, v.moved_gain)
            p, more, bolder = peers[where], push[where], lift[where]
            heard = 1.0 - (1.0 - v.danish_of_minority) * minority[where]
        u1 = uniform_one(stream, key[i])
        u2 = 2.0 * np.pi * uniform_one(stream, mix_one(key[i]))
        far = np.sqrt(-2.0 * np.log(1.0 - u1))
        drive = v.home * learning[h] + v.quality * q + v.peers * (p - s) - v.catching_up * s
        skill[i] = s + pace * drive + 0.25 * more + spreads[age // 3] * far * np.cos(u2)
        parent = mother[i] if mother[i] >= 0 else reference[h]
        if parent < 0 or parent == i:
            continue
        other = partner[parent]
        if language[i] < 1.0:
            spoken = language[parent] if other < 0 else 0.5 * (language[parent] + language[other])
            gain = v.danish_home * max(v.danish_use * spoken - language[i], 0.0)
            if heard >= 0.0:
                gain += v.danish_institution * max(heard - language[i], 0.0)
            language[i] = min(1.0, language[i] + 0.25 * gain)
        shown = agency[parent] if other < 0 else 0.5 * (agency[parent] + agency[other])
        target = v.agency_level + v.agency_parents * shown - v.agency_strain * strain[h] + v.agency_school * s
        agency[i] += 0.25 * (v.agency_pace * (target - agency[i]) + bolder) + stir * far * np.sin(u2)


@made_once
def numbers(values: Mapping[str, float]) -> Growth:
    """The numbers of growth in this scenario."""
    own = (values[f"growth.{name}"] for name in Growth._fields[:-1])
    return Growth._make((*own, values["ladder.fragile_from"]))


def grow(world: World, persons: Table, households: Table, rows: Rows) -> None:
    """These children grow three months' worth, as each does every third month.

    What an institution is like counts in steps of 0.05, so that one pupil more or less, which nobody there would
    notice, changes nobody there.
    """
    table = world.institutions
    quality, peers, minority, fragile = (
        np.round(column * 20.0) / 20.0 for column in (table.quality, table.peers, table.minority, table.fragile)
    )
    _grow(
        rows, persons.key, persons.birth_month, persons.household, persons.mother, persons.partner,
        persons.institution, persons.skill, persons.language, persons.agency, households.reference,
        households.home_learning, households.strain, quality, peers, minority, table.moved, fragile, table.push,
        table.lift, world.month, numbers(world.values), world.stream("ladder.growth"),
    )  # fmt: skip


def head_start(values: dict[str, float], age: NDArray[np.float64]) -> NDArray[np.float64]:
    """What is left at an age in years of a standing at birth, shape as `age`."""
    slow = -np.log(values["growth.at_fifteen"]) / 15.0
    pull = values["growth.catching_up"] + values["growth.peers"]
    return np.asarray(np.exp(-pull * (1.0 - np.exp(-slow * age)) / slow))


def given_at_home(values: Mapping[str, float], first: float, last: float, age: float) -> float:
    """Skill in SD that a child of so many months has gained from home learning of 1 SD a year given from `first` to
    `last`, months of its life.

    The growth equation without chance, in the quarters in which children grow: what was given fades, the child gains by
    the home and others catch up.
    """
    slow = -np.log(values["growth.at_fifteen"]) / 180.0
    pull = values["growth.catching_up"] + values["growth.peers"]
    kept = 0.5 ** (3.0 / values["home.dose_half_life"])
    dose = skill = 0.0
    # A quarter of the home's stock is taken a month before the child grows by it, on average.
    for month in range(3, int(age) + 1, 3):
        dose = dose * kept + max(min(month - 1.0, last) - max(month - 4.0, first), 0.0) / 12.0
        skill += 0.25 * np.exp(-slow * month) * (values["growth.home"] * dose - pull * skill)
    return float(skill)
