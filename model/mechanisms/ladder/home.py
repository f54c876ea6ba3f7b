"""The home: what children learn there, and the strain the family lives under."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

import numpy as np
from numba import njit
from numpy.typing import NDArray

from agents.core.columns import Rows, Table
from agents.core.parameter import Parameter
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
      "6.7 in the country"),
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


@njit(cache=True)
def _parents(  # type: ignore[no-untyped-def]
    rows, month, household, mother, birth, status, education, skill, language, ill, case, by_education, households,
):  # fmt: skip
    """Households of these persons, and by them number, education, skill and Danish of the adults who are not somebody's
    grown-up child there, summed in whole 1/2^20, whether anybody works, and whether somebody's illness or case weighs.
    """
    place, found = np.full(households, -1, np.int32), np.empty(min(households, len(rows)), np.int64)
    sums = np.zeros((len(found), 4), np.int64)
    working, burden = np.zeros(len(found), np.bool_), np.zeros(len(found), np.bool_)
    n = 0
    for i in rows:
        h = household[i]
        if h < 0:
            continue
        k = place[h]
        if k < 0:
            place[h] = k = n
            found[k] = h
            n += 1
        burden[k] |= case[i]
        if month - birth[i] < 216:
            continue
        working[k] |= (status[i] == 1) | (status[i] == 2) | (status[i] == 6)
        if mother[i] >= 0 and household[mother[i]] == h:
            continue
        burden[k] |= ill[i]
        sums[k, 0] += 1
        sums[k, 1] += np.int64(by_education[education[i]] * 1048576.0)
        sums[k, 2] += np.int64(skill[i] * 1048576.0)
        sums[k, 3] += np.int64(language[i] * 1048576.0)
    return found[:n], sums, working, burden


@njit(cache=True)
def _homes(  # type: ignore[no-untyped-def]
    found, sums, working, burden, alive, adults, children, income, dwelling, rooms, low, v, dose, relief, learning,
    strain,
):  # fmt: skip
    for k in range(len(found)):
        h = found[k]
        n, worth, able, danish = sums[k]
        if not alive[h] or n == 0:
            continue
        per = 1.0 / (n * 1048576.0)
        weight = 1.0 + 0.5 * (max(adults[h], 1) - 1) + 0.3 * children[h]
        load = 0.0
        if not working[k]:
            load += v.strain_workless
        if income[h] / weight < low:
            load += v.strain_income
        if burden[k]:
            load += v.strain_illness
        if children[h] > 0 and n == 1:
            load += v.strain_alone
        if dwelling[h] >= 0 and adults[h] + children[h] > rooms[dwelling[h]] + 1:
            load += v.strain_crowding
        load = min(max(load - relief[h], 0.0), 1.0)
        strain[h] = load
        learning[h] = (
            v.level + worth * per + v.skill * able * per + v.danish * (danish * per - 1.0)
            - v.strain * load + dose[h]
        )  # fmt: skip


def numbers(world: World) -> tuple[Home, NDArray[np.float64]]:
    """The numbers of the home, and what parents' education is worth by its code."""
    ladder = np.array([world.p(f"home.parents_{name}") for name in EDUCATIONS])
    return Home(*(world.p(f"home.{name}") for name in Home._fields)), np.concatenate([ladder[:1], ladder])


def take_stock(world: World, persons: Table, households: Table, rows: Rows) -> None:
    """Home learning and strain of the households of these persons; all their members must be among `rows`.

    Home learning is the parents' education, skill and Danish, less what strain takes, plus what programmes gave.
    """
    v, by_education = numbers(world)
    found: tuple[Rows, NDArray[np.int64], NDArray[np.bool_], NDArray[np.bool_]] = _parents(
        rows, world.month, persons.household, persons.mother, persons.birth_month, persons.status, persons.education,
        persons.skill, persons.language, persons.ill, persons.open_case, by_education, households.capacity,
    )  # fmt: skip
    _homes(
        *found, households.alive, households.adults, households.children,
        households.income, households.dwelling, world.dwellings.rooms, world.p("vulnerability.low_income"), v,
        households.home_dose, households.strain_relief, households.home_learning, households.strain,
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
