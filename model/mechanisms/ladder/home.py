"""The home: what children learn there, and the strain the family lives under."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

import numpy as np
from numba import njit
from numpy.typing import NDArray

from agents.core.columns import Rows, Table
from agents.core.parameter import Parameter
from agents.core.values import made_once
from model.world import World

P = Parameter
EDUCATIONS = ("basic", "upper_secondary", "vocational", "medium_higher", "long_higher")
PARAMETERS = (
    *(
        P(f"home.parents_{name}", value, value - 0.5, value + 0.5, "SD", "da2020karakterer", "observational",
          f"home learning of parents with this education: {name.replace('_', ' ')}; leaving grades 5.5 unskilled, 6.4 "
          "skilled, 8.8 long higher")
        for name, value in zip(EDUCATIONS, (-0.65, 0.1, -0.25, 0.55, 1.0), strict=True)
    ),
    P("home.skill", 0.55, 0.1, 0.9, "SD per SD", "judgement", "judgement",
      "parents' own skill in what children learn at home"),
    P("home.danish", 0.7, 0.0, 1.5, "SD", "judgement", "judgement",
      "parents' Danish from none to full in what children learn at home of what school asks for"),
    P("home.strain", 0.8, 0.0, 1.5, "SD", "judgement", "judgement",
      "loss of home learning from no strain to full"),
    P("home.level", 0.17, -0.5, 0.5, "SD", "uvm2019karakterer", "observational",
      "sets the national mean of home learning to about zero: leaving grades 6.8 in Odense and 7.4 in Gladsaxe against "
      "6.7 in the country", ("grade_municipality",)),
    P("home.strain_workless", 0.35, 0.1, 0.6, "0..1", "judgement", "judgement",
      "strain when no adult works or studies"),
    P("home.strain_income", 0.15, 0.0, 0.4, "0..1", "judgement", "judgement", "strain of a low income"),
    P("home.strain_illness", 0.25, 0.0, 0.5, "0..1", "judgement", "judgement",
      "strain of a parent's long illness or an open social case"),
    P("home.strain_crowding", 0.10, 0.0, 0.3, "0..1", "judgement", "judgement",
      "strain of more persons than rooms and one"),
    P("home.strain_alone", 0.15, 0.0, 0.3, "0..1", "judgement", "judgement", "strain of a lone parent"),
    P("home.dose_half_life", 24.0, 6.0, 60.0, "months", "bailey2017persistence", "recalled",
      "time in which half of what a programme added to home learning is gone; 0.2-0.6 are left after 1-3 years"),
    P("home.relief_half_life", 18.0, 6.0, 60.0, "months", "judgement", "judgement",
      "time in which half of the relief from strain is gone"),
)  # fmt: skip


class Home(NamedTuple):
    """Numbers of the home for the kernel, named as in `PARAMETERS`."""

    skill: float
    danish: float
    strain: float
    level: float
    strain_workless: float
    strain_income: float
    strain_illness: float
    strain_crowding: float
    strain_alone: float


FINE = 1 << 20
"""What parents have is added up in whole 1/2^20, so that the order of rows cannot matter."""


@njit(cache=True)
def _load(parents, working, burden, relief, income, adults, children, crowded, low, v):  # type: ignore[no-untyped-def]
    """Strain of a home."""
    load = 0.0
    if not working:
        load += v.strain_workless
    if income / (1.0 + 0.5 * (max(adults, 1) - 1) + 0.3 * children) < low:
        load += v.strain_income
    if burden:
        load += v.strain_illness
    if children > 0 and parents == 1:
        load += v.strain_alone
    if crowded:
        load += v.strain_crowding
    return min(max(load - relief, 0.0), 1.0)


@njit(cache=True)
def _take_stock(  # type: ignore[no-untyped-def]
    everybody, rows, alive, month, household, mother, birth, status, education, skill, language, ill, case, taught,
    there, income, adults, children, relief, dose, dwelling, rooms, low, v, learning, strain,
):  # fmt: skip
    """Home learning and strain of the households of these persons, or of everybody's.

    By household are counted the adults who are not somebody's grown-up child there, with their education, skill and
    Danish, whether anybody works, and whether somebody's illness or case weighs.
    """
    homes = len(there)
    # Of each home: its place among those found, -1 not found.
    place = np.empty(0, np.int32) if everybody else np.full(homes, -1, np.int32)
    many = homes if everybody else min(homes, len(rows))
    found = np.empty(0 if everybody else many, np.int64)
    sums, parents = np.zeros((many, 3), np.int64), np.zeros(many, np.uint8)
    # Bits: 1 somebody works, 2 an illness or a case weighs.
    marks = np.zeros(many, np.uint8)
    n = 0
    for j in range(len(alive) if everybody else len(rows)):
        i = j if everybody else rows[j]
        h = household[i]
        if h < 0 or not alive[i]:
            continue
        k = h if everybody else place[h]
        if k < 0:
            place[h] = k = n
            found[k] = h
            n += 1
        if month - birth[i] < 216:
            if case[i]:
                marks[k] |= 2
            continue
        now = status[i]
        mark = np.uint8((now == 1) | (now == 2) | (now == 6)) | np.uint8(2 * case[i])
        if mother[i] < 0 or household[mother[i]] != h:
            mark |= np.uint8(2 * ill[i])
            parents[k] += 1
            sums[k, 0] += taught[education[i]]
            sums[k, 1] += np.int64(skill[i] * 1048576.0)
            sums[k, 2] += np.int64(language[i] * 1048576.0)
        marks[k] |= mark
    for k in range(homes if everybody else n):
        h = k if everybody else found[k]
        p = parents[k]
        if p == 0 or not there[h]:
            continue
        per = 1.0 / (p * 1048576.0)
        crowded = dwelling[h] >= 0 and adults[h] + children[h] > rooms[dwelling[h]] + 1
        working, burden = (marks[k] & 1) > 0, (marks[k] & 2) > 0
        load = _load(p, working, burden, relief[h], income[h], adults[h], children[h], crowded, low, v)
        strain[h] = load
        learning[h] = (
            v.level + sums[k, 0] * per + v.skill * sums[k, 1] * per + v.danish * (sums[k, 2] * per - 1.0)
            - v.strain * load + dose[h]
        )  # fmt: skip


@made_once
def numbers(values: Mapping[str, float]) -> tuple[Home, NDArray[np.int64]]:
    """The numbers of the home, and what parents' education is worth by its code, in parts of `FINE`."""
    ladder = np.array([values[f"home.parents_{name}"] for name in EDUCATIONS])
    taught = (np.concatenate([ladder[:1], ladder]) * FINE).astype(np.int64)
    return Home(*(values[f"home.{name}"] for name in Home._fields)), taught


def take_stock(world: World, persons: Table, households: Table, rows: Rows | None = None) -> None:
    """Home learning and strain of the households of these persons, all of whose members must be among `rows`, or of
    everybody's.

    Home learning is the parents' education, skill and Danish, less what strain takes, plus what programmes gave.
    """
    v, taught = numbers(world.values)
    _take_stock(
        rows is None, np.empty(0, dtype=np.int64) if rows is None else rows, persons.alive, world.month,
        persons.household, persons.mother, persons.birth_month, persons.status, persons.education, persons.skill,
        persons.language, persons.ill, persons.open_case, taught, households.alive,
        households.income, households.adults, households.children, households.strain_relief, households.home_dose,
        households.dwelling, world.dwellings.rooms, world.p("vulnerability.low_income"), v, households.home_learning,
        households.strain,
    )  # fmt: skip


def fade(world: World, households: Table, months: int) -> None:
    """What programmes gave fades by half in a half-life."""
    households.home_dose[:] *= np.float32(0.5 ** (months / world.p("home.dose_half_life")))
    households.strain_relief[:] *= np.float32(0.5 ** (months / world.p("home.relief_half_life")))


def given_for(values: Mapping[str, float], level: float, months: float) -> float:
    """Home learning to give, SD a year for so many months, that a family's may be higher by `level` on average
    meanwhile; what is given fades all the time.
    """
    fades = np.log(2.0) / values["home.dose_half_life"] * months
    held = 1.0 - (1.0 - np.exp(-fades)) / fades
    return float(12.0 * level * fades / months / held)
