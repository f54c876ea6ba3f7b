"""What things cost the public purse: unit costs, taxes and housing benefit, in prices of 2015."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from agents.core.parameter import Parameter
from agents.core.values import made_once

P = Parameter
PARAMETERS = (
    P("ledger.nursery", 12500.0, 9000.0, 16000.0, "kr/month", "recalled", "recalled",
      "daycare place under three before parents' pay, buildings and administration included"),
    P("ledger.kindergarten", 7000.0, 5000.0, 9500.0, "kr/month", "recalled", "recalled",
      "daycare place of three to five before parents' pay"),
    P("ledger.parents_pay", 0.25, 0.2, 0.3, "share", "recalled", "recalled",
      "parents' part of a daycare place at full pay"),
    P("ledger.free_place_below", 165000.0, 150000.0, 180000.0, "kr/year", "recalled", "recalled",
      "household income before tax under which daycare is free (fripladstilskud), 2015"),
    P("ledger.full_pay_from", 512000.0, 480000.0, 550000.0, "kr/year", "recalled", "recalled",
      "household income before tax from which parents pay in full; in a straight line between"),
    P("ledger.school", 5800.0, 4800.0, 7500.0, "kr/month", "recalled", "recalled",
      "pupil of compulsory school, special teaching and after-school care on average included"),
    P("ledger.upper_secondary", 6200.0, 5200.0, 7500.0, "kr/month", "recalled", "recalled",
      "student of upper secondary school (taximeter and basic grants)"),
    P("ledger.vocational", 5500.0, 4000.0, 8500.0, "kr/month", "recalled", "recalled",
      "vocational student, mean of school and apprenticeship periods"),
    P("ledger.higher", 6300.0, 4500.0, 8500.0, "kr/month", "recalled", "recalled",
      "student of higher education (taximeter)"),
    P("ledger.health_visitor", 600.0, 300.0, 1200.0, "kr/month", "judgement", "judgement",
      "health visitors for a child in its first year"),
    P("ledger.social_case", 6000.0, 2000.0, 15000.0, "kr/month", "judgement", "judgement",
      "open social case: casework and measures, a mean over many small and a few very large ones"),
    P("ledger.job_centre", 1600.0, 800.0, 3000.0, "kr/month", "judgement", "judgement",
      "job centre and activation for somebody on unemployment or cash benefit"),
    P("ledger.job_centre_state", 0.3, 0.0, 0.5, "share", "judgement", "judgement",
      "state's part of what the job centre spends"),
    P("ledger.conviction", 150000.0, 50000.0, 400000.0, "kr per conviction", "judgement", "judgement",
      "police, court and mean time in prison behind one conviction; losses of victims left out"),
    P("ledger.health_child", 900.0, 600.0, 1400.0, "kr/month", "judgement", "judgement",
      "public health care under 18"),
    P("ledger.health_adult", 1500.0, 1000.0, 2200.0, "kr/month", "judgement", "judgement",
      "public health care at 18-64"),
    P("ledger.health_old", 3600.0, 2500.0, 5000.0, "kr/month", "judgement", "judgement",
      "public health care at 65-79"),
    P("ledger.health_oldest", 6000.0, 4000.0, 8500.0, "kr/month", "judgement", "judgement",
      "public health care from 80"),
    P("ledger.health_ill", 2.0, 1.3, 3.5, "ratio", "judgement", "judgement",
      "health care of the long ill and of disability pensioners over others of 18-64"),
    P("ledger.health_municipal", 0.15, 0.05, 0.25, "share", "recalled", "recalled",
      "municipality's part of hospitals and doctors (medfinansiering)"),
    P("ledger.care_old", 1500.0, 600.0, 2500.0, "kr/month", "judgement", "judgement",
      "home care and nursing homes at 65-79, mean over all"),
    P("ledger.care_oldest", 9500.0, 6000.0, 13000.0, "kr/month", "judgement", "judgement",
      "home care and nursing homes from 80, mean over all"),
    P("ledger.municipal_tax", 0.25, 0.22, 0.28, "share", "recalled", "recalled",
      "municipality's part of `income.tax_rate`; the rest of it is the state's"),
    P("ledger.consumption_tax", 0.18, 0.12, 0.25, "share of disposable income", "judgement", "judgement",
      "VAT and duties in what a household spends, rent without VAT on average included"),
    P("ledger.benefit_rent", 0.60, 0.5, 0.7, "share of rent", "recalled", "recalled",
      "housing benefit (boligsikring): part of the rent"),
    P("ledger.benefit_taper", 0.18, 0.1, 0.25, "share of income", "recalled", "recalled",
      "less for each krone of household income above the limit"),
    P("ledger.benefit_limit", 138600.0, 120000.0, 160000.0, "kr/year", "recalled", "recalled",
      "income limit, 2015"),
    P("ledger.benefit_child", 36600.0, 30000.0, 42000.0, "kr/year", "recalled", "recalled",
      "the limit is higher by this for the second, third and fourth child"),
    P("ledger.benefit_childless", 0.15, 0.1, 0.2, "share of rent", "recalled", "recalled",
      "most that a household without children can get"),
    P("ledger.benefit_most", 3450.0, 3000.0, 4000.0, "kr/month", "recalled", "recalled",
      "most that anybody can get"),
    P("ledger.pension_rent", 0.75, 0.65, 0.85, "share of rent", "recalled", "recalled",
      "housing benefit of old-age pensioners (boligydelse): part of the rent"),
    P("ledger.pension_taper", 0.225, 0.15, 0.3, "share of income", "recalled", "recalled",
      "less for each krone of income above the limit of pensioners"),
    P("ledger.pension_limit", 151800.0, 130000.0, 175000.0, "kr/year", "recalled", "recalled",
      "income limit of pensioners, 2015"),
    P("ledger.benefit_uptake", 0.85, 0.6, 1.0, "share", "judgement", "judgement",
      "part of the housing benefit that is applied for"),
    P("ledger.m2_first", 65.0, 55.0, 75.0, "m2", "recalled", "recalled",
      "floor area that counts in full for one person"),
    P("ledger.m2_more", 20.0, 15.0, 25.0, "m2", "recalled", "recalled", "and for each further one"),
    P("ledger.benefit_state", 0.5, 0.4, 0.6, "share", "recalled", "recalled",
      "state's part of boligsikring"),
    P("ledger.pension_benefit_state", 0.75, 0.6, 0.8, "share", "recalled", "recalled",
      "state's part of boligydelse"),
    P("ledger.rent_away", 5500.0, 4000.0, 7000.0, "kr/month", "judgement", "judgement",
      "rent of those who left the municipality, whose homes are not known"),
    P("ledger.rented_away", 0.7, 0.4, 0.9, "share", "judgement", "judgement", "renters among them"),
)  # fmt: skip


class UnitCosts(NamedTuple):
    """The parameters of `PARAMETERS` as numbers, in their order."""

    nursery: float
    kindergarten: float
    parents_pay: float
    free_place_below: float
    full_pay_from: float
    school: float
    upper_secondary: float
    vocational: float
    higher: float
    health_visitor: float
    social_case: float
    job_centre: float
    job_centre_state: float
    conviction: float
    health_child: float
    health_adult: float
    health_old: float
    health_oldest: float
    health_ill: float
    health_municipal: float
    care_old: float
    care_oldest: float
    municipal_tax: float
    consumption_tax: float
    benefit_rent: float
    benefit_taper: float
    benefit_limit: float
    benefit_child: float
    benefit_childless: float
    benefit_most: float
    pension_rent: float
    pension_taper: float
    pension_limit: float
    benefit_uptake: float
    m2_first: float
    m2_more: float
    benefit_state: float
    pension_benefit_state: float
    rent_away: float
    rented_away: float


@made_once
def unit_costs(values: Mapping[str, float]) -> UnitCosts:
    """The unit costs that a scenario's parameter values give."""
    return UnitCosts(*(float(values[f"ledger.{field}"]) for field in UnitCosts._fields))
