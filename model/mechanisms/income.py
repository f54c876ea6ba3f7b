"""What people earn or receive before tax, and what their household has left after it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

import numpy as np
from numba import njit
from numpy.typing import NDArray

from agents.core.columns import Rows, Table
from agents.core.parameter import Parameter
from agents.core.values import made_once
from model.mechanisms.household_columns import Part, everybody

P = Parameter
FloatArray = NDArray[np.float32]

PARAMETERS = (
    P("income.wage_basic", 23500.0, 18000.0, 30000.0, "kr/month", "judgement", "judgement",
      "full-time wage of a worker of 30 or more with basic schooling and mean skill"),
    P("income.wage_upper_secondary", 24500.0, 18000.0, 32000.0, "kr/month", "judgement", "judgement",
      "the same with upper secondary education"),
    P("income.wage_vocational", 28500.0, 22000.0, 36000.0, "kr/month", "judgement", "judgement",
      "the same with a vocational education"),
    P("income.wage_medium_higher", 32500.0, 26000.0, 42000.0, "kr/month", "judgement", "judgement",
      "the same with a short or medium higher education"),
    P("income.wage_long_higher", 41500.0, 34000.0, 54000.0, "kr/month", "judgement", "judgement",
      "the same with a long higher education"),
    P("income.skill_return", 0.38, 0.2, 0.5, "log wage per SD", "judgement", "judgement",
      "how much more a skill higher by one SD brings"),
    P("income.language_return", 0.30, 0.1, 0.5, "log wage", "judgement", "judgement",
      "wage lost with no Danish at all against full command"),
    P("income.young_wage", 0.72, 0.5, 0.95, "share", "judgement", "judgement",
      "hourly wage of workers under 25 against 30 and over"),
    P("income.early_wage", 0.87, 0.7, 1.0, "share", "judgement", "judgement",
      "hourly wage of workers of 25-29 against 30 and over"),
    P("income.full_time", 37.0, 37.0, 37.0, "hours/week", "recalled", "recalled",
      "full time; a job whose hours are not known counts as such"),
    P("income.unemployment_benefit", 17900.0, 15000.0, 19000.0, "kr/month", "recalled", "recalled",
      "unemployment insurance (dagpenge), full rate 2015, for job-ready with vocational or higher education"),
    P("income.cash_benefit", 10849.0, 9000.0, 12500.0, "kr/month", "bm_satser2015", "law",
      "cash benefit (kontanthjaelp) from 30, without children, 2015"),
    P("income.cash_benefit_parent", 14416.0, 12000.0, 16500.0, "kr/month", "bm_satser2015", "law",
      "cash benefit from 30 with children, 2015"),
    P("income.cash_benefit_young", 6992.0, 5500.0, 8500.0, "kr/month", "bm_satser2015", "law",
      "cash benefit under 30, living out, 2015"),
    P("income.cash_benefit_at_home", 3374.0, 2500.0, 4500.0, "kr/month", "bm_satser2015", "law",
      "cash benefit under 30, living with a parent, 2015"),
    P("income.cash_benefit_young_parent", 13779.0, 11000.0, 15500.0, "kr/month", "bm_satser2015", "law",
      "cash benefit of a parent under 30 (rate of single parents), 2015"),
    P("income.study_grant", 5903.0, 5500.0, 6500.0, "kr/month", "recalled", "recalled",
      "student grant (SU), living out, 2015"),
    P("income.study_grant_at_home", 2500.0, 900.0, 3000.0, "kr/month", "recalled", "recalled",
      "student grant (SU), living with a parent, 2015"),
    P("income.student_job", 4500.0, 0.0, 7000.0, "kr/month", "judgement", "judgement",
      "wage of a mean student beside the grant"),
    P("income.disability_pension", 18000.0, 16500.0, 19000.0, "kr/month", "recalled", "recalled",
      "disability pension (foertidspension) of a single, 2015"),
    P("income.disability_pension_couple", 15300.0, 14000.0, 16500.0, "kr/month", "recalled", "recalled",
      "disability pension of somebody in a couple, 2015"),
    P("income.old_age_pension", 12300.0, 11500.0, 13500.0, "kr/month", "recalled", "recalled",
      "old-age pension (folkepension) of a single with pension supplement, 2015"),
    P("income.old_age_pension_couple", 9200.0, 8500.0, 10000.0, "kr/month", "recalled", "recalled",
      "old-age pension of somebody in a couple, 2015"),
    P("income.own_pension", 2800.0, 0.0, 5000.0, "kr/month", "judgement", "judgement",
      "private and labour-market pension for each step of education above basic, and half a step for all"),
    P("income.labour_contribution", 0.08, 0.07, 0.09, "share", "recalled", "recalled",
      "labour-market contribution on wages"),
    P("income.tax_rate", 0.375, 0.34, 0.40, "share", "judgement", "judgement",
      "bottom, municipal and health tax together, mean of the country"),
    P("income.tax_allowance", 3617.0, 3000.0, 4500.0, "kr/month", "recalled", "recalled",
      "personal allowance, 43,400 kr a year"),
    P("income.job_deduction", 0.0805, 0.05, 0.11, "share", "recalled", "recalled",
      "deduction of wages (beskaeftigelsesfradrag)"),
    P("income.job_deduction_most", 2233.0, 1800.0, 3500.0, "kr/month", "recalled", "recalled",
      "its ceiling, 26,800 kr a year"),
    P("income.top_tax", 0.15, 0.10, 0.15, "share", "recalled", "recalled", "top tax"),
    P("income.top_tax_from", 38267.0, 35000.0, 50000.0, "kr/month", "recalled", "recalled",
      "its threshold, 459,200 kr a year"),
    P("income.child_benefit", 1050.0, 800.0, 1500.0, "kr/month", "recalled", "recalled",
      "child and youth benefit, mean over ages, for each child under 18"),
    P("income.single_parent_benefit", 1850.0, 1000.0, 3000.0, "kr/month", "recalled", "recalled",
      "child allowances of single parents and maintenance, for each such household"),
)  # fmt: skip


class Rates(NamedTuple):
    """The parameters of income as numbers, in the order of `PARAMETERS`; kr/month and shares."""

    wage_basic: float
    wage_upper_secondary: float
    wage_vocational: float
    wage_medium_higher: float
    wage_long_higher: float
    skill_return: float
    language_return: float
    young_wage: float
    early_wage: float
    full_time: float
    unemployment_benefit: float
    cash_benefit: float
    cash_benefit_parent: float
    cash_benefit_young: float
    cash_benefit_at_home: float
    cash_benefit_young_parent: float
    study_grant: float
    study_grant_at_home: float
    student_job: float
    disability_pension: float
    disability_pension_couple: float
    old_age_pension: float
    old_age_pension_couple: float
    own_pension: float
    labour_contribution: float
    tax_rate: float
    tax_allowance: float
    job_deduction: float
    job_deduction_most: float
    top_tax: float
    top_tax_from: float
    child_benefit: float
    single_parent_benefit: float


@made_once
def rates(values: Mapping[str, float]) -> Rates:
    """The rates that a scenario's parameter values give."""
    return Rates(*(float(values[f"income.{field}"]) for field in Rates._fields))


@njit(cache=True)
def _full_time_wages(r):  # type: ignore[no-untyped-def]
    """Full-time wage with mean skill and full Danish, by education 0..5 and age (under 25, under 30, older)."""
    out = np.empty((6, 3))
    for education in range(6):
        # The wages come first among the rates, by education from basic on.
        wage = r[max(education, 1) - 1]
        out[education, 0], out[education, 1], out[education, 2] = wage * r.young_wage, wage * r.early_wage, wage
    return out


@njit(cache=True)
def _cash_benefit(age, parent, at_home, r):  # type: ignore[no-untyped-def]
    if age >= 30:
        return r.cash_benefit_parent if parent else r.cash_benefit
    if parent:
        return r.cash_benefit_young_parent
    return r.cash_benefit_at_home if at_home else r.cash_benefit_young


@njit(cache=True)
def _persons(  # type: ignore[no-untyped-def]
    rows, alive, household, birth, partner, mother, education, status, skill, language, hours, children, month, r
):
    out = np.zeros(len(rows), np.float32)
    wages = _full_time_wages(r)
    parts = np.arange(256) / r.full_time
    parts[0] = 1.0
    for k, i in enumerate(rows):
        now, h, age = status[i], household[i], (month - birth[i]) // 12
        if not alive[i] or age < 18:
            continue
        if now == 2:
            wage = wages[education[i], np.int64(age >= 25) + np.int64(age >= 30)] * parts[hours[i]]
            out[k] = wage * np.exp(r.skill_return * skill[i] - r.language_return * (1.0 - language[i]))
            continue
        paired = partner[i] >= 0
        if now == 6:
            own = r.own_pension * (max(education[i] - 1.0, 0.0) + 0.5)
            out[k] = own + (r.old_age_pension_couple if paired else r.old_age_pension)
            continue
        at_home = age < 30 and mother[i] >= 0 and household[mother[i]] == h
        if now == 1:
            grant = r.study_grant_at_home if at_home else r.study_grant
            out[k] = grant + r.student_job
        elif now == 3 and education[i] > 2:
            out[k] = r.unemployment_benefit
        elif now == 3 or now == 4:
            # A working spouse must support the other before the municipality does.
            supported = paired and status[partner[i]] == 2
            parent = h >= 0 and children[h] > 0 and not at_home
            out[k] = 0.0 if supported else _cash_benefit(age, parent, at_home, r)
        elif now == 5:
            out[k] = r.disability_pension_couple if paired else r.disability_pension
    return out


@njit(cache=True)
def net_of(gross, working, r):  # type: ignore[no-untyped-def]
    taxed = gross * (1.0 - r.labour_contribution if working else 1.0)
    deduction = min(r.job_deduction * gross, r.job_deduction_most) if working else 0.0
    tax = r.tax_rate * max(taxed - r.tax_allowance - deduction, 0.0)
    return taxed - tax - r.top_tax * max(taxed - r.top_tax_from, 0.0)


@njit(cache=True)
def _households(rows, homes, household, status, income, h_alive, children, kind, r):  # type: ignore[no-untyped-def]
    left = np.empty(len(h_alive))
    for h in homes:
        left[h] = 0.0
    for i in rows:
        if household[i] >= 0:
            left[household[i]] += net_of(max(income[i], 0.0), status[i] == 2, r)
    out = np.empty(len(homes), np.float32)
    for k, h in enumerate(homes):
        single = r.single_parent_benefit if (kind[h] == 4) & (children[h] > 0) else 0.0
        out[k] = left[h] + r.child_benefit * children[h] + single if h_alive[h] else left[h]
    return out


def person_income(
    persons: Table, households: Table, month: int, values: Mapping[str, float], rows: Rows | None = None
) -> FloatArray:
    """Wage, benefit or pension this month before tax, kr/month, of every person row or of `rows`, one for each.

    A wage follows education, skill, command of Danish, age and weekly hours; benefits are the rates of 2015
    [@bm_satser2015], which depend on age, children and whether a young person lives with the mother. Cash
    benefit stops for those whose partner works (*gensidig forsørgelsespligt*) [@recalled]. Needs
    `households.children` up to date.
    """
    return _persons(
        np.arange(persons.capacity) if rows is None else rows, persons.alive, persons.household, persons.birth_month,
        persons.partner, persons.mother, persons.education, persons.status, persons.skill, persons.language,
        persons.hours, households.children, month, rates(values),
    )  # fmt: skip


def household_income(
    persons: Table, households: Table, month: int, values: Mapping[str, float], part: Part | None = None
) -> FloatArray:
    """What households have left of their members' `income` after tax, with child benefits, kr/month: of every
    household row or of those of `part`, one for each.

    The tax is labour-market contribution, one flat rate above the personal allowance and the deduction of
    wages, and top tax [@recalled]; housing support (boligstoette) and interest are left out.
    """
    rows, homes = everybody(persons, households) if part is None else part
    return _households(
        rows, homes, persons.household, persons.status, persons.income, households.alive, households.children,
        households.type, rates(values),
    )  # fmt: skip


@njit(cache=True)
def _after_tax(gross, status, r):  # type: ignore[no-untyped-def]
    out = np.empty(len(gross), np.float32)
    for i in range(len(gross)):
        out[i] = net_of(gross[i], status[i] == 2, r)
    return out


def disposable(gross: FloatArray, status: NDArray[np.uint8], values: Mapping[str, float]) -> FloatArray:
    """What somebody alone has left of an income before tax, kr/month, shape as `gross`."""
    return _after_tax(gross, status, rates(values))
