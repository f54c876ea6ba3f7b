"""Who arrives, drawn one after the other: a household, its first and second adult, and its children."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

import numpy as np
from numba import njit

from agents.codes import Education, Origin, Status
from agents.core.calendar import NEVER
from agents.core.draws import normal_one, uniform_one
from agents.core.values import made_once

OF_HOUSEHOLD = (
    "young", "age", "couple", "lone_parent", "parents", "children", "origin", "western", "seniority", "listed", "sex",
)  # fmt: skip
OF_ADULT = (
    "person_age_gap", "person_student", "person_education", "person_work", "person_ready", "person_status_months",
    "person_language", "person_case", "skill", "skill|second",
)  # fmt: skip
OF_CHILD = ("child_age", "child_sex", "child_skill", "child_skill|second")
"""What is drawn for each, in the order in which the loops take the streams."""


class Numbers(NamedTuple):
    """Numbers of those who arrive, named as in `arrivals.PARAMETERS`; some differ between the towns."""

    young: float
    with_children: float
    student: float
    young_age: float
    older_age: float
    couple: float
    non_western: float
    western: float
    employed: float
    employed_minority: float
    status_months: float
    skill_by_education: float
    skill_spread: float
    listed: float
    listed_years: float
    lone_parent: float
    children: float
    first_child_age: float
    partner_gap: float
    secondary: float
    vocational: float
    short_higher: float
    long_higher: float
    education_minority: float
    education_refugees: float
    student_steps: float
    seeking: float
    language_minority: float
    language_minority_spread: float
    language_refugees: float
    language_refugees_spread: float
    child_language_minority: float
    child_language_refugees: float
    open_case: float
    open_case_refugees: float
    refugees_with_children: float
    refugees_more_children: float
    outside_by_skill: float
    girls: float


@made_once
def numbers(values: Mapping[str, float], town: str) -> Numbers:
    """The numbers of this scenario in a town."""
    local = {name: values[f"arrivals.{name}_{town}"] for name in ("young", "with_children", "student")}
    everywhere = {name: values[f"arrivals.{name}"] for name in Numbers._fields[3:-2]}
    shared = {"outside_by_skill": values["population.outside_by_skill"], "girls": values["fertility.girls"]}
    return Numbers(**local, **everywhere, **shared)


@njit(cache=True)
def households(keys, ordinary, month, streams, v):  # type: ignore[no-untyped-def]
    """Of each household: age of the first adult in years, couple, number of children, origin, the first adult a woman,
    and the month since which it is on the lists. The first `ordinary` are no refugees.
    """
    n = len(keys)
    age, couple, children = np.empty(n), np.empty(n, np.bool_), np.zeros(n, np.int64)
    origin, female, listed = np.zeros(n, np.int64), np.empty(n, np.bool_), np.full(n, month)
    for k in range(n):
        u = [uniform_one(stream, keys[k]) for stream in streams]
        refugee = k >= ordinary
        young = u[0] < v.young and not refugee
        if young:
            # Ages 18-27 with the mean that is given, most of them near the lower end.
            age[k] = 18.0 + 9.0 * u[1] ** (9.0 / (v.young_age - 18.0) - 1.0)
        else:
            # Ages 25-70 with about the mean that is given.
            age[k] = min(25.0 - (v.older_age - 25.0) * np.log1p(-u[1]), 70.0)
        couple[k] = u[2] < v.couple
        may_be_parents = not young and age[k] < 50 and (couple[k] or u[3] < v.lone_parent)
        if may_be_parents and u[4] < (v.refugees_with_children if refugee else v.with_children):
            children[k] = 1 + np.int64(np.floor(v.children * u[5]) + v.refugees_more_children * refugee)
        if refugee or u[6] < v.non_western:
            origin[k] = Origin.NON_WESTERN
        elif u[7] < v.western:
            origin[k] = Origin.WESTERN
        if u[9] < v.listed and not refugee:
            listed[k] = month - np.int64(-np.log1p(-u[8]) * v.listed_years * 12.0)
        female[k] = u[10] < 0.5
    return age, couple, children, origin, female, listed


@njit(cache=True)
def education(u, years, student, lead, v):  # type: ignore[no-untyped-def]
    """Highest completed education, no higher than the age allows; `lead` moves the shares up or down the steps."""
    if student:
        return Education.UPPER_SECONDARY.value
    x = u + lead
    drawn = (
        Education.BASIC.value + (x >= v.secondary) + (x >= v.vocational) + (x >= v.short_higher) + (x >= v.long_higher)
    )
    most = Education.BASIC.value + (years >= 19.0) + (years >= 21.0) + (years >= 24.0) + (years >= 26.0)
    return min(drawn, most)


@njit(cache=True)
def adults(  # type: ignore[no-untyped-def]
    rows, of, second, homes, age, origin, refugees_from, female, listed, month, streams, v,
    key, household, birth_month, is_female, is_origin, taught, skill, status, status_since, language, open_case,
    list_since, home_wish,
):  # fmt: skip
    """Write the first or `second` adult of the arriving households `of` into these person rows."""
    for j in range(len(rows)):
        p, k = rows[j], of[j]
        u = [uniform_one(stream, key[p]) for stream in streams[:8]]
        refugee, minority = k >= refugees_from, origin[k] != Origin.DANISH
        years = min(max(age[k] + (2.0 * v.partner_gap * u[0] - v.partner_gap) * second, 18.0), 90.0)
        student = years < 26 and u[1] < v.student and not refugee
        lead = -v.education_refugees if refugee else -v.education_minority if minority else 0.0
        household[p] = homes[k]
        birth_month[p] = np.int64(month - years * 12)
        is_female[p] = female[k] != (second == 1)
        is_origin[p] = origin[k]
        taught[p] = education(u[2], years, student, lead, v)
        above = v.student_steps if student else education(u[2], 30.0, student, lead, v) - Education.VOCATIONAL.value
        able = v.skill_by_education * above + v.skill_spread * normal_one(streams[8], streams[9], key[p])
        skill[p] = able
        work = v.employed_minority if minority else v.employed
        odds = work / (1.0 - work) * np.exp(-v.outside_by_skill * able)
        if years >= 67:
            status[p] = Status.OLD_AGE_PENSION
        elif student:
            status[p] = Status.STUDENT
        elif refugee:
            status[p] = Status.OUTSIDE
        elif u[3] < odds / (1.0 + odds):
            status[p] = Status.EMPLOYED
        elif u[4] < v.seeking:
            status[p] = Status.UNEMPLOYED
        else:
            status[p] = Status.OUTSIDE
        status_since[p] = month - (0 if refugee else np.int64(u[5] * v.status_months))
        if refugee:
            language[p] = v.language_refugees + v.language_refugees_spread * u[6]
        elif minority:
            language[p] = v.language_minority + v.language_minority_spread * u[6]
        else:
            language[p] = 1.0
        open_case[p] = u[7] < (v.open_case_refugees if refugee else v.open_case)
        list_since[p] = listed[k]
        home_wish[p] = NEVER


@njit(cache=True)
def children(  # type: ignore[no-untyped-def]
    rows, of, homes, lead, age, origin, refugees_from, month, streams, v,
    key, household, birth_month, female, partner, is_origin, mother, status, taught, status_since, skill, language,
    list_since, home_wish,
):  # fmt: skip
    """Write a child of each of the arriving households `of` into these person rows; `lead` are the first adults."""
    for j in range(len(rows)):
        p, k = rows[j], of[j]
        refugee = k >= refugees_from
        years = min(17.0, uniform_one(streams[0], key[p]) * max(age[k] - v.first_child_age, 1.0))
        household[p] = homes[k]
        birth_month[p] = np.int64(month - years * 12)
        female[p] = uniform_one(streams[1], key[p]) < v.girls
        is_origin[p] = origin[k]
        mother[p] = lead[k] if female[lead[k]] else partner[lead[k]]
        grown = years >= 16
        status[p] = Status.STUDENT if grown else Status.CHILD
        taught[p] = Education.BASIC if grown else Education.NONE
        status_since[p] = month
        skill[p] = normal_one(streams[2], streams[3], key[p])
        if refugee:
            language[p] = v.child_language_refugees
        else:
            language[p] = 1.0 if origin[k] == Origin.DANISH else v.child_language_minority
        list_since[p] = NEVER
        home_wish[p] = NEVER
