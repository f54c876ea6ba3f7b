"""What a month does to somebody's work: chances to lose and find a job, to fall ill, to drift out, to retire early."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numba import njit

from agents.core.parameter import Parameter

P = Parameter
YOUNG_OUTSIDE = ("outside_work_young", "neet")
PARAMETERS = (
    P("labour.find", 0.070, 0.03, 0.14, "per month", "recalled", "recalled",
      "job-ready to job in a market like the country's in 2015, with mean skill, full Danish, vocational education and "
      "a mean number of employed acquaintances; gives 4-6 % a month on cash benefit (base rate)"),
    P("labour.find_ready", 0.31, 0.1, 0.4, "ratio", "recalled", "recalled",
      "the same for the activity-ready; gives 0.8-1.2 % a month (base rate)"),
    P("labour.find_basic", 0.55, 0.3, 1.0, "ratio", "judgement", "judgement",
      "finding with basic schooling over vocational education; upper secondary lies between"),
    P("labour.find_older", 0.55, 0.3, 0.9, "ratio", "judgement", "judgement", "finding from 55 over before"),
    P("labour.find_young", 3.5, 1.0, 6.0, "ratio", "dst_youth", "judgement",
      "finding at 18-24, when many jobs ask for no training, over 25-54; of those of 18-24 in the two estates and the "
      "country 21, 17 and 11 % are outside work and education (base rate), 10.5 % of 16-24 in the country",
      YOUNG_OUTSIDE),
    P("labour.find_ill", 0.2, 0.0, 0.5, "ratio", "judgement", "judgement", "finding while long ill"),
    P("labour.find_minor", 0.6, 0.2, 1.5, "ratio", "judgement", "judgement", "finding at 16-17 outside education"),
    P("labour.skill", 0.4, 0.1, 0.6, "log hazard per SD", "judgement", "judgement",
      "skill in finding and keeping a job"),
    P("labour.agency", 0.15, 0.0, 0.4, "log hazard per SD", "judgement", "judgement",
      "agency in finding and keeping a job"),
    P("labour.language", 1.2, 0.3, 2.0, "log hazard", "judgement", "judgement",
      "Danish from none to full in finding and keeping a job"),
    P("labour.market", 0.4, 0.2, 1.2, "elasticity", "judgement", "judgement",
      "finding by unemployment here against the country in 2015; one point more municipal employment gives refugees "
      "some half a point more (Azlor and others)"),
    P("labour.market_loss", 0.2, 0.0, 0.8, "elasticity", "judgement", "judgement", "losing by the same"),
    P("labour.found_by_ties", 0.35, 0.25, 0.5, "share", "statistik2015jobs", "observational",
      "jobs found through people one knows, somebody with a mean number of employed acquaintances; a third in 2015"),
    P("labour.found_by_centre", 0.13, 0.05, 0.2, "share", "statistik2015jobs", "observational",
      "jobs found through the job centre or unemployment fund among those not found through people; 7-9 % of all"),
    P("labour.hiring_penalty", 0.42, 0.0, 0.5, "share", "carlsson2018", "trial",
      "callbacks lost by applicants with a foreign background from a bad neighbourhood; none in British trials"),
    P("labour.ordinary_name", 0.75, 0.5, 1.0, "0..1", "judgement", "judgement",
      "name of an ordinary area, for those who live outside the municipality"),
    P("labour.loss", 0.0034, 0.002, 0.009, "per month", "recalled", "recalled",
      "chance to lose a settled job, vocational education, mean skill; 5-8 % a year over all (base rate)"),
    P("labour.loss_basic", 2.4, 1.2, 3.5, "ratio", "judgement", "judgement", "with basic schooling over vocational"),
    P("labour.loss_higher", 0.6, 0.4, 0.9, "ratio", "judgement", "judgement", "with higher education over vocational"),
    P("labour.loss_3_months", 0.045, 0.02, 0.12, "per month", "benchmark2023", "register",
      "further chance to lose a job in its first three months; 26 % of those who leave cash benefit (base rate)"),
    P("labour.loss_year", 0.024, 0.01, 0.05, "per month", "benchmark2023", "register",
      "the same later in the first year; 24 % of those who leave cash benefit (base rate)"),
    P("labour.new_trained", 0.2, 0.05, 0.6, "ratio", "judgement", "judgement",
      "both with vocational or higher education over without"),
    P("labour.loss_ill", 0.025, 0.01, 0.05, "per month", "judgement", "judgement",
      "chance to lose a job while long ill; sickness benefit is judged anew after 22 weeks"),
    P("labour.drift_out", 0.015, 0.003, 0.04, "per month", "judgement", "judgement",
      "job-ready to activity-ready with mean skill and full Danish, from the seventh month without work"),
    P("labour.drift_ill", 0.10, 0.03, 0.2, "per month", "judgement", "judgement", "the same while long ill"),
    P("labour.drift_back", 0.012, 0.002, 0.03, "per month", "judgement", "judgement",
      "activity-ready to job-ready when not ill"),
    P("labour.disability", 0.036, 0.004, 0.05, "per month", "judgement", "judgement",
      "long ill and activity-ready to disability pension (foertidspension) from 40, after the reform of 2013; 8.5 % of "
      "18-64 in Odense and 15 % in Vollsmose are on it", ("disability_pension", "disability_pension_municipality")),
    P("labour.disability_young", 0.1, 0.0, 0.3, "ratio", "judgement", "judgement", "the same under 40"),
    P("labour.first_job", 1.8, 0.3, 2.5, "logit", "judgement", "judgement",
      "odds of a job at once when education ends, vocational education and a mean person", YOUNG_OUTSIDE),
    P("labour.first_job_basic", -1.2, -2.5, 0.0, "logit", "judgement", "judgement",
      "the same with no more than basic schooling"),
    P("labour.first_job_slope", 0.9, 0.5, 3.0, "ratio", "judgement", "judgement",
      "how much more skill, agency and Danish count for the first job than in a month of search"),
    P("labour.ill", 0.0010, 0.0004, 0.003, "per month", "judgement", "judgement",
      "chance of a long illness at 20-29 with no strain"),
    P("labour.ill_age", 0.03, 0.01, 0.06, "log hazard per year", "judgement", "judgement", "the same by age from 30"),
    P("labour.ill_strain", 1.5, 0.0, 3.0, "log hazard", "judgement", "judgement",
      "long illness by the strain of the household, from none to full"),
    P("labour.ill_idle", 1.8, 1.0, 3.0, "ratio", "judgement", "judgement", "long illness without work over with"),
    P("labour.recovery", 0.07, 0.03, 0.15, "per month", "judgement", "judgement",
      "chance that a long illness ends, in work or job-ready"),
    P("labour.recovery_idle", 0.014, 0.005, 0.05, "per month", "judgement", "judgement",
      "the same when activity-ready"),
    P("labour.case_open", 0.004, 0.001, 0.01, "per month", "judgement", "judgement",
      "chance that a person outside the labour market gets an open social case, at mean strain"),
    P("labour.case_strain", 1.5, 0.0, 3.0, "log hazard", "judgement", "judgement", "the same by strain"),
    P("labour.case_close", 0.02, 0.01, 0.05, "per month", "judgement", "judgement",
      "chance that an open case is closed"),
    P("labour.mean_strain", 0.3, 0.1, 0.6, "0..1", "judgement", "judgement", "strain of a mean household"),
    P("labour.language_growth", 0.004, 0.0, 0.02, "per month", "judgement", "judgement",
      "share of the gap to good Danish that a grown person closes"),
    P("labour.language_work", 2.0, 1.0, 4.0, "ratio", "judgement", "judgement", "the same in work over without"),
    P("labour.language_enclave", 0.6, 0.0, 1.0, "share", "damm2023", "observational",
      "growth lost when all neighbours share one's origin; sign from refugees' language courses, size a judgement"),
)  # fmt: skip

GOOD_DANISH = 0.8
"""Danish that those who come grown do not pass."""
WEAKEST = 2.5
"""Largest log advantage or disadvantage that anybody has: nobody is out of reach of a job, or safe in it."""


class Numbers(NamedTuple):
    """The parameters of work as numbers, named as in `PARAMETERS`."""

    find: float
    find_ready: float
    find_basic: float
    find_older: float
    find_young: float
    find_ill: float
    find_minor: float
    skill: float
    agency: float
    language: float
    market: float
    market_loss: float
    found_by_ties: float
    found_by_centre: float
    hiring_penalty: float
    ordinary_name: float
    loss: float
    loss_basic: float
    loss_higher: float
    loss_3_months: float
    loss_year: float
    new_trained: float
    loss_ill: float
    drift_out: float
    drift_ill: float
    drift_back: float
    disability: float
    disability_young: float
    first_job: float
    first_job_basic: float
    first_job_slope: float
    ill: float
    ill_age: float
    ill_strain: float
    ill_idle: float
    recovery: float
    recovery_idle: float
    case_open: float
    case_strain: float
    case_close: float
    mean_strain: float
    language_growth: float
    language_work: float
    language_enclave: float


def numbers(values: dict[str, float]) -> Numbers:
    """The parameters as a scenario gives them."""
    return Numbers(*(float(values[f"labour.{field}"]) for field in Numbers._fields))


@njit(cache=True)
def standing(skill, agency, language, v):  # type: ignore[no-untyped-def]
    """Log advantage in finding and keeping a job over a mean person with full Danish."""
    log = v.skill * skill + v.agency * agency + v.language * (language - 1.0)
    return min(max(log, -WEAKEST), WEAKEST)


@njit(cache=True)
def finding(age, education, status, ill, advantage, market, by_list, by_ties, v):  # type: ignore[no-untyped-def]
    """Chance to find a job this month; `by_list` and `by_ties` are the two channels, 1 in all for a mean person."""
    chance = v.find * np.exp(advantage) * market * (by_list + by_ties)
    if education <= 1:
        chance *= v.find_basic
    elif education == 2:
        chance *= np.sqrt(v.find_basic)
    if status == 4:
        chance *= v.find_ready
    if ill:
        chance *= v.find_ill
    if age >= 55:
        chance *= v.find_older
    elif age < 18:
        chance *= v.find_minor
    elif age < 25:
        chance *= v.find_young
    return min(chance, 1.0)


@njit(cache=True)
def list_channel(minority, name, penalty, v):  # type: ignore[no-untyped-def]
    """Openings by advertisement and application: fewer for those whom employers turn down for where they live."""
    return (1.0 - v.found_by_ties) * (1.0 - penalty * minority * (1.0 - name))


@njit(cache=True)
def losing(education, tenure, ill, advantage, market, v):  # type: ignore[no-untyped-def]
    """Chance to lose a job this month, by months in it."""
    settled = v.loss
    if education <= 1:
        settled *= v.loss_basic
    elif education >= 4:
        settled *= v.loss_higher
    new = 0.0
    if tenure <= 12:
        new = v.loss_3_months if tenure <= 3 else v.loss_year
        if education >= 3:
            new *= v.new_trained
        elif education == 2:
            new *= np.sqrt(v.new_trained)
    chance = (settled + new) * np.exp(-advantage) * market
    if ill:
        chance += v.loss_ill
    return min(chance, 1.0)


@njit(cache=True)
def falling_ill(age, idle, strain, v):  # type: ignore[no-untyped-def]
    """Chance of a long illness this month, by age and the strain of the household."""
    return v.ill * np.exp(v.ill_age * max(age - 30.0, 0.0) + v.ill_strain * strain) * (v.ill_idle if idle else 1.0)


@njit(cache=True)
def first_job(education, advantage, market, v):  # type: ignore[no-untyped-def]
    """Chance of a job at once when education ends."""
    logit = v.first_job + v.first_job_slope * advantage + np.log(market)
    if education <= 1:
        logit += v.first_job_basic
    elif education == 2:
        logit += 0.5 * v.first_job_basic
    return 1.0 / (1.0 + np.exp(-logit))
